"""An evaluation as aligned tables for people, or as CSV or JSON for machines."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from .baselines import SECTION as BASELINES
from .outcomes import CITATIONS, FIELDS, KINDS, LEAKAGE, STRUCTURE
from .pairing import QUANTIFIED
from .readings import SECTION as READINGS
from .scoring import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .intervals import Interval
    from .scoring import Evaluation, Row

FORMATS = ("text", "csv", "json")
_SPREAD = ("95 % interval", "per document", "95 % interval")
_FOUND = ("documents", "expected", "found", "right", "precision", "recall", "F1", *_SPREAD)
_SHARES = ("documents", "of", "number", "share", *_SPREAD)
_COLUMNS = (
    "section",
    "measure",
    "group",
    "documents",
    "expected",
    "found",
    "right",
    "precision",
    "recall",
    "f1",
    "low",
    "high",
    "macro_f1",
    "macro_low",
    "macro_high",
)
Cells = list[str]


def write_evaluation(evaluation: Evaluation, form: str) -> str:
    """The evaluation as ``text``, ``csv`` or ``json``; the same evaluation gives the same bytes."""
    if form == "text":
        return "\n".join(_write_text(evaluation)).rstrip() + "\n"
    rows = [dict(zip(_COLUMNS, _flatten(row), strict=True)) for row in evaluation.rows]
    if form == "json":
        content = {"rows": rows, "remarks": evaluation.remarks}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _flatten(row: Row) -> list[object]:
    scores = [row.precision, row.recall, row.f1, *(row.interval or (None, None))]
    scores += [row.macro, *(row.macro_interval or (None, None))]
    rounded = [None if score is None else round(score, 4) for score in scores]
    counts = [row.documents, row.expected, row.found, row.right]
    return [row.section, row.measure, row.group, *counts, *rounded]


def _write_text(evaluation: Evaluation) -> Iterator[str]:
    yield from _introduce(evaluation)
    by_section: dict[str, list[Row]] = {}
    for row in evaluation.rows:
        by_section.setdefault(row.section, []).append(row)
    for section, rows in by_section.items():
        whole = [row for row in rows if row.group == ALL]
        if section in {KINDS, BASELINES} or section in {CITATIONS, STRUCTURE}:
            yield from _table(section, _FOUND, [_count(row, row.measure) for row in whole])
        else:
            yield from _table(section, _SHARES, [_share(row) for row in whole])
        if section == KINDS:
            for name in ("language", "genre", "document"):
                yield from _by_group(rows, name)
        if section in {KINDS, FIELDS, LEAKAGE, BASELINES, READINGS}:
            yield from _by_language(section, rows)
    yield from (f"note: {remark}" for remark in evaluation.remarks)


def _introduce(evaluation: Evaluation) -> Iterator[str]:
    documents = evaluation.documents
    records = [record for document in documents for record in document.records]
    characters = sum(end - start for document in documents for start, end in document.windows)
    optional = sum(record.optional for record in records)
    yield (
        f"{len(documents)} documents, {characters} annotated characters, {len(records)} records, "
        f"of them {optional} optional (found or not found: neither right nor wrong)"
    )
    yield ""


def _by_group(rows: list[Row], name: str) -> Iterator[str]:
    part = [r for r in rows if r.measure == QUANTIFIED and r.group.startswith(f"{name} ")]
    lines = [_count(row, row.group.removeprefix(f"{name} ")) for row in part]
    yield from _table(f"{QUANTIFIED}s by {name}", _FOUND, lines)


def _by_language(section: str, rows: list[Row]) -> Iterator[str]:
    """Scores of all measures side by side, a column for each language."""
    groups = list(dict.fromkeys(r.group for r in rows if r.group.startswith("language ")))
    if len(groups) < 2:  # noqa: PLR2004 - one column would repeat the table above
        return
    scores = {(row.measure, row.group): row for row in rows}
    lines = []
    for measure in dict.fromkeys(row.measure for row in rows):
        found = [scores.get((measure, group)) for group in groups]
        lines.append([measure, *(f"{_write(r.f1)} of {r.expected}" if r else "" for r in found)])
    heads = tuple(group.removeprefix("language ") for group in groups)
    yield from _table(f"{section}, by language", heads, lines)


def _count(row: Row, name: str) -> Cells:
    counts = [str(n) for n in (row.documents, row.expected, row.found, row.right)]
    scores = [_write(score) for score in (row.precision, row.recall, row.f1)]
    macro = [_write(row.macro), _span(row.macro_interval)]
    return [name, *counts, *scores, _span(row.interval), *macro]


def _share(row: Row) -> Cells:
    counts = [str(n) for n in (row.documents, row.expected, row.right)]
    macro = [_write(row.macro), _span(row.macro_interval)]
    return [row.measure, *counts, _write(row.f1), _span(row.interval), *macro]


def _write(score: float | None) -> str:
    return "-" if score is None else f"{score:.3f}"


def _span(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}"


def _table(title: str, heads: tuple[str, ...], lines: list[Cells]) -> Iterator[str]:
    if not lines:
        return
    rows = [[title, *heads], *lines]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([row[0].ljust(widths[0]), *cells]).rstrip()
        if number == 0:
            yield "-" * (sum(widths) + 2 * (len(widths) - 1))
    yield ""
