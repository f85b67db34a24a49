"""Annotations to measure against: one JSON Lines file a document, offsets in code points.

The format is described in ``tests/gold/README.md``, under "Bring your own gold".
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .annotation import read_annotations
from .errors import GoldError
from .windows import Windows, check_windows, is_held_out, read_windows

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from .annotation import Annotation

_COMPARATORS = {
    ">=": "at-least",
    ">": "more-than",
    "<=": "at-most",
    "<": "less-than",
    "=": "equal",
    "approx": "about",
    "range": "between",
}
_BASES = {"explicit": "stated", "inherited": "carried", "implied": "implied"}
#: How the note of a record begins that is neither right nor wrong to find: a soft border, a
#: restatement of a commitment, and what others pledged.
_OPTIONAL = ("borderline", "merge", "third-party")
_QUOTATION = ("seed_quote", "seed_start", "seed_end", "use", "match_in_report", "note")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One annotated statement; ``number`` is the span of its value, where it has one."""

    id: str
    kind: str
    span: Span
    number: Span | None = None
    metric: str = ""
    comparator: str | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    change: str | None = None
    baseline: str | None = None
    deadline: str | None = None
    basis: str | None = None
    parent: str | None = None
    directives: tuple[str, ...] = ()
    optional: bool = False
    """Whether finding it is neither right nor wrong."""

    @property
    def group(self) -> str:
        """The kind that the statement counts as: quantified targets stand by themselves."""
        if self.kind == "subgoal":
            return "goal"
        if self.kind == "target":
            return "quantified target" if self.number else "other target"
        return self.kind


@dataclass(frozen=True, slots=True)
class GoldCitation:
    """Words by which a document may refer to a directive; ``source`` is where they stand in it."""

    span: Span
    optional: bool = False
    """Whether finding it is neither right nor wrong."""
    name: bool = False
    """Whether it is a name of something else, which no one should take for a directive."""
    source: Span | None = None


@dataclass(frozen=True)
class GoldDocument:
    """The annotations of one text."""

    name: str
    text: str
    records: tuple[GoldRecord, ...]
    windows: Windows
    """The annotated stretches; what starts outside is not scored."""
    held_out: bool = False
    citations: tuple[GoldCitation, ...] = ()
    subject: str = ""
    """The genre that the index of the corpus gives."""

    @cached_property
    def complete(self) -> bool:
        """Whether statements without a number were annotated too."""
        return any(record.number is None for record in self.records)

    @cached_property
    def language(self) -> str:
        """The language tag, from the name of the file and the script of the text."""
        code = self.name.partition("_")[0]
        if code != "zh":
            return code
        if "_tw_" in self.name:
            return "zh-Hant-TW"
        if "_hk_" in self.name:
            return "zh-Hant-HK"
        return "zh-Hant" if any(char in self.text for char in "產業發國") else "zh-Hans-CN"

    @property
    def genre(self) -> str:
        """The genre: of the index, else the second part of the name of the file."""
        return self.subject or (self.name.split("_")[1] if "_" in self.name else self.name)

    def covers(self, place: int) -> bool:
        """Whether a place is annotated."""
        return any(start <= place < end for start, end in self.windows)


def read_gold(gold: Path, corpus: Path) -> list[GoldDocument]:
    """All documents of a folder of gold files, with their texts.

    Where a ``windows.tsv`` stands in the folder or the one above, it says which stretches of a
    document are annotated and of which text; a document that it does not name is annotated whole.

    Raises:
        GoldError: when a folder is empty, a text is missing, or an offset does not fit its text.

    """
    files = sorted(gold.glob("*.jsonl"))
    if not files:
        raise GoldError(f"{gold}: no gold files; give a folder of *.jsonl files")
    rows, genres = read_windows(gold), _read_genres(corpus)
    return [
        _read(path, corpus, rows.get(path.stem, []), genres.get(path.stem, "")) for path in files
    ]


def _read_genres(corpus: Path) -> dict[str, str]:
    """Genres by document, from ``index.tsv`` in the corpus; remarks in brackets are left out."""
    path = corpus / "index.tsv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["id"]: (row.get("genre") or "").partition(" (")[0] for row in rows}


def _read(path: Path, corpus: Path, windows: list[dict[str, str]], genre: str) -> GoldDocument:
    source = corpus / f"{path.stem}.txt"
    if not source.is_file():
        raise GoldError(f"{source}: no text for {path.name}; put the text of the document there")
    try:
        text = source.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldError(f"{source}: no UTF-8 at byte {error.start}; save it as UTF-8") from None
    return GoldDocument(
        path.stem,
        text,
        tuple(_record(row) for row in read_annotations(path, text)),
        check_windows(windows, source, text),
        is_held_out(windows),
        read_citations(path.with_suffix(".directives.tsv")),
        genre,
    )


def _record(row: Annotation) -> GoldRecord:
    return GoldRecord(
        id=row.id,
        kind=row.kind,
        span=(row.start, row.end),
        number=row.value_span,
        metric=row.metric or "",
        comparator=_COMPARATORS.get(row.comparator or ""),
        value=row.norm_value,
        upper=row.norm_value_high,
        unit=row.norm_unit,
        change=row.change_type,
        baseline=row.baseline,
        deadline=row.deadline.isoformat() if row.deadline else None,
        basis=_BASES.get(row.deadline_basis or ""),
        parent=row.parent,
        directives=row.directives or (),
        optional=(row.note or "").startswith(_OPTIONAL),
    )


def read_citations(path: Path) -> tuple[GoldCitation, ...]:
    """The quotations of a table; none where there is no such table.

    A row with a ``use`` must be found. A row that was traced, or stands word for word in the
    report, may be found. All other rows are names that no one should take for a directive.
    """
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", restval="")
        rows = list(table)
    if missing := [name for name in _QUOTATION if name not in (table.fieldnames or ())]:
        raise GoldError(f"{path}: no column {', '.join(missing)}; add it")
    return tuple(_citation(row) for row in rows)


def _citation(row: dict[str, str]) -> GoldCitation:
    verbatim = row["match_in_report"] == "verbatim"
    source = (int(row["report_start"]), int(row["report_end"])) if verbatim else None
    span = (int(row["seed_start"]), int(row["seed_end"]))
    may = _may_be_found(row)
    return GoldCitation(span, optional=may and not row["use"], name=not may, source=source)


def _may_be_found(row: dict[str, str]) -> bool:
    traced = bool(row["note"]) and row["note"] != "period name"
    verbatim = row["match_in_report"] == "verbatim" and len(row["seed_quote"]) >= _SHORTEST
    return bool(row["use"]) or traced or verbatim


#: Shorter words stand in a report by chance.
_SHORTEST = 6
