"""Annotations to measure against: one JSON Lines file a document, offsets in code points."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .errors import GoldError
from .windows import Windows, check_windows, read_windows

if TYPE_CHECKING:
    from pathlib import Path

_COMPARATORS = {
    ">=": "at-least",
    ">": "more-than",
    "<=": "at-most",
    "<": "less-than",
    "=": "equal",
    "approx": "about",
    "range": "between",
}


#: How the note of a record begins that is neither right nor wrong to find: a soft border, a
#: restatement of a commitment, and what others pledged.
_OPTIONAL = ("borderline", "merge", "third-party")


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One annotated statement; ``number`` is the span of its value, where it has one."""

    id: str
    kind: str
    start: int
    end: int
    number: tuple[int, int] | None
    metric: str
    comparator: str | None
    value: Decimal | None
    unit: str | None
    deadline: str | None
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
class GoldDocument:
    """The annotations of one text."""

    name: str
    text: str
    records: tuple[GoldRecord, ...]
    windows: Windows
    """The annotated stretches; what starts outside is not scored."""

    @property
    def complete(self) -> bool:
        """Whether statements without a number were annotated too."""
        return any(record.number is None for record in self.records)

    @property
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
        """The genre, as the name of the file gives it after the language."""
        return self.name.split("_")[1] if "_" in self.name else self.name

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
    rows = read_windows(gold)
    return [_read(path, corpus, rows.get(path.stem, [])) for path in files]


def _read(path: Path, corpus: Path, windows: list[dict[str, str]]) -> GoldDocument:
    source = corpus / f"{path.stem}.txt"
    if not source.is_file():
        raise GoldError(f"{source}: no text for {path.name}; put the text of the document there")
    text = source.read_text(encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    for row in rows:
        if text[row["start"] : row["end"]] != row["quote"]:
            raise GoldError(f"{path.name}: {row['id']}: the quote is not at its offsets; mend them")
    records = tuple(_record(row) for row in rows)
    return GoldDocument(path.stem, text, records, check_windows(windows, source, text))


def _record(row: dict[str, Any]) -> GoldRecord:
    number = None
    if row.get("value_start") is not None and row.get("value") is not None:
        number = (row["value_start"], row["value_end"])
    value = row.get("norm_value")
    return GoldRecord(
        row["id"],
        row["kind"],
        row["start"],
        row["end"],
        number,
        row.get("metric") or "",
        _COMPARATORS.get(row.get("comparator") or ""),
        None if value is None else Decimal(str(value)),
        row.get("norm_unit"),
        row.get("deadline"),
        optional=(row.get("note") or "").startswith(_OPTIONAL),
    )
