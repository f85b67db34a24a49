"""Tables as grids of cells, from the blocks of a document or from the lines of plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import east_asian_width

from .structure import Stretch, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_builder.blocks import Block

_Cells: TypeAlias = list[tuple[int, Stretch]]
_RULE = re.compile(r"[\s|:+\-=—]+")
_BAR, _TAB, _GAP = re.compile(r"\|"), re.compile(r"\t"), re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_MOST_COLUMNS = 40
_LONGEST_LINE = 2000
_FEWEST_OF_GAPS = 3


@dataclass(frozen=True, slots=True)
class Cell(Stretch):
    """A cell: where it stands, and how many rows and columns it spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid(Stretch):
    """The cells of one table in order, rows and columns counted from 1."""

    cells: tuple[Cell, ...]
    _places: dict[tuple[int, int], Cell] = field(repr=False, compare=False)

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Grid:
        """The grid of cells that are in order of the text."""
        places = {(c.row + r, c.column): c for c in cells for r in range(min(c.rows, len(cells)))}
        for cell in cells:
            for place in range(1, min(cell.columns, _MOST_COLUMNS)):
                places.setdefault((cell.row, cell.column + place), cell)
        return cls(cells[0].start, cells[-1].end, tuple(cells), places)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, None where there is none."""
        return self._places.get((row, column))

    @property
    def rows(self) -> int:
        """The number of the last row."""
        return max(row for row, _ in self._places)

    @property
    def columns(self) -> int:
        """The number of the last column."""
        return max(column for _, column in self._places)

    def turn(self) -> Grid:
        """The same cells with rows for columns."""
        cells = [Cell(c.start, c.end, c.column, c.row, c.columns, c.rows) for c in self.cells]
        return Grid.of(cells)


def read_blocks(blocks: Sequence[Block]) -> Grid:
    """The grid of the blocks of one table."""
    return Grid.of(
        [Cell(b.start, b.end, b.row or 1, b.column or 1, b.rows, b.columns) for b in blocks]
    )


def read_lines(text: str, lines: Sequence[Stretch]) -> Iterator[tuple[Grid, int]]:
    """Every run of lines that is set like a table, with the number of its first line."""
    place = 0
    while place < len(lines):
        sign = _find_sign(text, lines[place])
        if sign is None:
            place += 1
            continue
        following = (lines[at] for at in range(place, len(lines)))
        run = list(takewhile(partial(_divides, sign, text), following))
        rows = [row for line in run if (row := _cut(sign, text, line))]
        if sign is _GAP:
            rows = [_align(text, rows[0], row) for row in rows]
        if len(rows) > 1:
            cells = [
                Cell(part.start, part.end, number, column)
                for number, row in enumerate(rows, 1)
                for column, part in row
            ]
            yield Grid.of(cells), place
        place += max(len(run), 1)


def _find_sign(text: str, line: Stretch) -> re.Pattern[str] | None:
    return next((sign for sign in (_BAR, _TAB, _GAP) if _divides(sign, text, line)), None)


def _divides(sign: re.Pattern[str], text: str, line: Stretch) -> bool:
    """Whether a sign sets the cells of a line apart."""
    if line.end - line.start > _LONGEST_LINE:
        return False
    count = len(sign.findall(text, line.start, line.end))
    if sign is _BAR:
        return count > 1 and count <= _MOST_COLUMNS
    least = _FEWEST_OF_GAPS - 1 if sign is _GAP else 1
    return least <= count <= _MOST_COLUMNS


def _align(text: str, head: _Cells, row: _Cells) -> _Cells:
    """The cells of a row below the heads nearest to them, where some have none."""
    if len(row) >= len(head):
        return row
    places = [_measure(text, part) for _, part in head]
    aligned: _Cells = []
    for number, (_, part) in enumerate(row):
        least = aligned[-1][0] if aligned else 0
        most = len(head) - (len(row) - number)
        free = range(least, most + 1)
        column = min(free, key=lambda at: abs(places[at] - _measure(text, part)))
        aligned.append((column + 1, part))
    return aligned


def _measure(text: str, part: Stretch) -> int:
    """How far from the front of its line a part stands; wide characters count for two."""
    start = text.rfind("\n", max(0, part.start - _LONGEST_LINE), part.start) + 1
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text[start : part.start])


def _cut(sign: re.Pattern[str], text: str, line: Stretch) -> _Cells:
    """The cells of a line with their columns; none for a line that only rules."""
    if _RULE.fullmatch(text, line.start, line.end):
        return []
    start, parts = line.start, []
    for match in sign.finditer(text, line.start, line.end):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, line.end))
    if sign is _BAR and not text[parts[0][0] : parts[0][1]].strip():
        parts = parts[1:]
    found = ((column, trim(text, *part)) for column, part in enumerate(parts, 1))
    return [(column, part) for column, part in found if part.start < part.end]
