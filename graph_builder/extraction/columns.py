"""What the columns of a table hold: metrics, units, values of a base year and of a target year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from graph_builder.languages import compile_words

from .cells import Unit, compile_cells
from .structure import Stretch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from graph_builder.languages import Pack

    from .cells import CellReader
    from .grids import Cell, Grid

FindDay: TypeAlias = "Callable[[Stretch], tuple[date, Stretch] | None]"
_ROLES = (
    "metric", "ordinal", "group", "unit", "base", "estimate", "target", "growth", "average",
    "cumulative", "bindingness", "responsible", "deadline", "place", "other",
)  # fmt: skip
_VALUES = frozenset({"base", "estimate", "target", "growth"})
_MOST_HEADS = 3
_FEWEST = 2
_ABOVE = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and what its head says of all its cells."""

    number: int
    role: str
    head: Stretch | None
    day: date | None = None
    """The last day of the year that the head names."""
    when: Stretch | None = None
    unit: Unit | None = None
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table of targets, and its first row below the heads."""

    columns: tuple[Column, ...]
    first: int

    def find(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)

    @property
    def by_place(self) -> bool:
        """Whether the rows are places, so that the metric stands outside the table."""
        return self.find("place") is not None and self.find("metric") is None

    @property
    def values(self) -> list[Column]:
        """The columns that hold values."""
        return [column for column in self.columns if column.role in _VALUES]


@dataclass(frozen=True, slots=True)
class ColumnReader:
    """The compiled words of heads of one pack."""

    roles: dict[str, re.Pattern[str]]
    refused: re.Pattern[str]
    cells: CellReader
    spaces: bool

    def read(self, shadow: str, grid: Grid, issued: date | None, find_day: FindDay) -> Plan | None:
        """The columns of a table of targets; None when it is another kind of table."""
        if grid.rows < _FEWEST or grid.columns < _FEWEST or self._is_refused(shadow, grid):
            return None
        heads = self._count_heads(shadow, grid, find_day)
        if not 0 < heads < grid.rows:
            return None
        found = [
            self._describe(shadow, self._heads(grid, n, heads), n, find_day)
            for n in range(1, grid.columns + 1)
        ]
        columns = tuple(self._settle(shadow, grid, heads, found, issued))
        plan = Plan(columns, heads + 1)
        return plan if self._sets_targets(shadow, grid, plan) else None

    def _is_refused(self, shadow: str, grid: Grid) -> bool:
        above = shadow[max(0, grid.start - _ABOVE) : grid.start].rstrip().split("\n")[-2:]
        head = shadow[grid.start : grid.cells[min(len(grid.cells), grid.columns) - 1].end]
        return any(self.refused.search(line) for line in (*above, head))

    def _count_heads(self, shadow: str, grid: Grid, find_day: FindDay) -> int:
        """The number of rows at the top without a value."""
        for row in range(1, min(grid.rows, _MOST_HEADS + 1) + 1):
            cells = [grid.at(row, column) for column in range(2, grid.columns + 1)]
            given = [cell for cell in cells if cell and not _is_time(shadow, cell, find_day)]
            if any(self._holds_value(shadow, cell) for cell in given):
                return row - 1
        return 0

    def _holds_value(self, shadow: str, cell: Cell) -> bool:
        """Whether a cell opens with a number, whatever its unit."""
        start = cell.start + (shadow[cell.start] in "[(【〔")
        return self.cells.number.match(shadow, start, cell.end) is not None

    def _describe(self, shadow: str, cells: list[Cell], number: int, find_day: FindDay) -> Column:
        """A column by the words of its heads; one without words has the role that is empty."""
        if not cells:
            return Column(number, "", None)
        role = max(_ROLES, key=lambda role: max(self._weigh(shadow, role, c) for c in cells))
        if not any(self._weigh(shadow, role, cell) for cell in cells):
            role = ""
        days = (find_day(Stretch(cell.start, cell.end)) for cell in reversed(cells))
        day, when = next((found for found in days if found), (None, None))
        units = (self.cells.find_bracketed(shadow, cell)[0] for cell in cells)
        unit = next((unit for unit in units if unit), None)
        more = any(self._weigh(shadow, "cumulative", cell) for cell in cells)
        head = cells[-1]
        role = "growth" if role in {"average", "cumulative"} else role
        return Column(number, role, Stretch(head.start, head.end), day, when, unit, more)

    def _heads(self, grid: Grid, number: int, heads: int) -> list[Cell]:
        """The different heads of a column, in order."""
        found = (self._head(grid, row, number, heads) for row in range(1, heads + 1))
        return list({cell.start: cell for cell in found if cell}.values())

    def _head(self, grid: Grid, row: int, number: int, heads: int) -> Cell | None:
        """The head of a column in a row; above the last row it may stand further left."""
        cell = grid.at(row, number)
        place = number
        while cell is None and place > 1 and row < heads and grid.at(heads, number):
            place -= 1
            cell = grid.at(row, place)
        return cell

    def _weigh(self, shadow: str, role: str, cell: Cell) -> int:
        """The length of the longest word of a role in a head."""
        matches = self.roles[role].finditer(shadow, cell.start, cell.end)
        return max((match.end() - match.start() for match in matches), default=0)

    def _settle(
        self, shadow: str, grid: Grid, heads: int, found: list[Column], issued: date | None
    ) -> list[Column]:
        """The columns with what follows from all of them: years to come, and the metric."""
        years = sorted({c.day for c in found if c.day and c.role in _VALUES | {""}})
        settled = [_judge_year(column, years, issued) for column in found]
        if not any(column.role in {"metric", "place"} for column in settled):
            words = (
                c
                for c in settled
                if c.role in {"", "group"} and self._is_text(shadow, grid, heads, c)
            )
            plain = sorted(words, key=lambda column: (column.role == "group", column.number))
            if plain:
                place = settled.index(plain[0])
                settled[place] = Column(plain[0].number, "metric", plain[0].head)
        return settled

    def _is_text(self, shadow: str, grid: Grid, heads: int, column: Column) -> bool:
        cells = [grid.at(row, column.number) for row in range(heads + 1, grid.rows + 1)]
        given = [cell for cell in cells if cell]
        return bool(given) and not any(self._holds_value(shadow, cell) for cell in given)

    def _sets_targets(self, shadow: str, grid: Grid, plan: Plan) -> bool:
        """Whether there is a metric and a value that is aimed at."""
        aims = [c for c in plan.columns if c.role in {"target", "growth"}]
        if not (plan.find("metric") or plan.by_place) or not any(
            c.role == "target" for c in plan.columns
        ):
            return False
        rows = range(plan.first, grid.rows + 1)
        cells = (grid.at(row, column.number) for column in aims for row in rows)
        return any(cell and any(True for _ in self.cells.read(shadow, cell)) for cell in cells)


def _is_time(shadow: str, cell: Cell, find_day: FindDay) -> bool:
    """Whether the only digits of a cell are those of a time."""
    found = find_day(Stretch(cell.start, cell.end))
    if found is None:
        return False
    rest = shadow[cell.start : found[1].start] + shadow[found[1].end : cell.end]
    return not any(map(str.isdigit, rest))


def _judge_year(column: Column, years: list[date], issued: date | None) -> Column:
    """A year that is over holds no target, one to come no result; the year alone decides too."""
    role, day = column.role, column.day
    if day is None or role not in _VALUES | {""}:
        return column
    over = day < issued if issued else day == years[0] and len(years) > 1
    if issued and day.year == issued.year:
        over = role != "target"
        role = role or ("base" if day < years[-1] else "other")
    early = role == "base" and issued and day.year > issued.year
    if not role:
        role = "base" if over else "target"
    elif early or (role == "target" and over):
        role = "other"
    return Column(
        column.number, role, column.head, day, column.when, column.unit, column.cumulative
    )


@cache
def compile_columns(pack: Pack) -> ColumnReader:
    """The reader of columns of a pack."""
    edge = (r"(?<!\w)", r"(?!\w)") if pack.spaces else ("", "")

    def compile_role(name: str) -> re.Pattern[str]:
        return re.compile(f"{edge[0]}(?:{compile_words(pack.words('tables', name))}){edge[1]}")

    roles = {name: compile_role(name) for name in _ROLES}
    return ColumnReader(roles, compile_role("refused"), compile_cells(pack), pack.spaces)
