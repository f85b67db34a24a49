"""Which stretches of which texts were annotated: ``windows.tsv`` beside or above gold files."""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING

from .errors import GoldError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "windows.tsv"
_COLUMNS = ("document", "start", "end", "sha256")
Windows = tuple[tuple[int, int], ...]


def read_windows(gold: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of the table by document; empty when neither folder nor its parent has one.

    Raises:
        GoldError: when a column is missing.

    """
    path = next((p for p in (gold / _NAME, gold.resolve().parent / _NAME) if p.is_file()), None)
    rows: dict[str, list[dict[str, str]]] = {}
    if path is None:
        return rows
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t")
        if missing := [c for c in _COLUMNS if c not in (table.fieldnames or ())]:
            raise GoldError(f"{path}: no column {', '.join(missing)}; add it")
        for row in table:
            rows.setdefault(row["document"], []).append(row)
    return rows


def check_windows(rows: list[dict[str, str]], source: Path, text: str) -> Windows:
    """The annotated stretches of a text, in code points; the whole text when there are no rows.

    Raises:
        GoldError: when the text is another one than was annotated, or a window leaves it.

    """
    if not rows:
        return ((0, len(text)),)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if any(row["sha256"] != digest for row in rows):
        raise GoldError(f"{source}: not the text that was annotated (SHA-256 differs); put it back")
    windows = tuple(_window(row, source, len(text)) for row in rows)
    return tuple(sorted(windows))


def _window(row: dict[str, str], source: Path, length: int) -> tuple[int, int]:
    try:
        start, end = int(row["start"]), int(row["end"])
    except ValueError:
        start, end = -1, -1
    if not 0 <= start < end <= length:
        raise GoldError(
            f"{_NAME}: {source.stem}: {row['start']}-{row['end']} is no stretch of a text of "
            f"{length} characters; correct start and end"
        )
    return start, end


def is_held_out(rows: list[dict[str, str]]) -> bool:
    """Whether a document was put aside, so that only totals of it may be looked at."""
    return any(row.get("set") == "heldout" for row in rows)
