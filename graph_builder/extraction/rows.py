"""Rows of tables of targets: the name of the metric, its unit, and whether it is a part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .captions import CaptionReader, compile_captions
from .structure import Stretch, trim

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .cells import Unit
    from .columns import Plan
    from .grids import Cell, Grid

_MARKS = "*_`#＊①②③④⑤ "
"""Marks of emphasis and of notes around a name."""
_ENUMERATOR = re.compile(r"\(?\d{1,3}(?:[、)]|\.(?!\d))|[①-⑳]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the cell of its metric, its name, and the unit of its values."""

    number: int
    metric: Cell
    name: Stretch
    unit: Unit | None
    part: bool
    named: bool
    """Whether a unit stands in the row, known or not."""
    changes: bool
    """Whether the name says that the metric is a change of something."""
    yearly: bool
    """Whether it says that it is a change in a year."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """The compiled words of rows of one pack."""

    parts: re.Pattern[str]
    yearly: re.Pattern[str]
    change: re.Pattern[str]
    captions: CaptionReader

    def read(self, shadow: str, grid: Grid, plan: Plan, number: int) -> Row | None:
        """A row with a metric; None for titles within the table and for notes."""
        column = plan.find("metric")
        cell = grid.at(number, column.number) if column else None
        if cell is None or self.captions.notes.match(shadow, cell.start, cell.end):
            return None
        if any(grid.at(number, value.number) is cell for value in plan.values):
            return None
        cells = self.captions.cells
        unit, rest = cells.find_bracketed(shadow, cell)
        named = unit is not None or shadow[rest.end - 1] in ")）"
        if place := plan.find("unit"):
            given = grid.at(number, place.number)
            named = named or given is not None
            unit = (given and cells.find_unit(shadow, given)) or unit
        name, part = self._name(shadow, rest)
        if name.start == name.end:
            return None
        changes = self.change.search(shadow, name.start, name.end) is not None
        yearly = self.yearly.search(shadow, name.start, name.end) is not None
        return Row(number, cell, name, unit, part, named, changes, yearly)

    def _name(self, shadow: str, span: Stretch) -> tuple[Stretch, bool]:
        """The name without number, marks and the words that make it a part."""
        start, end = span.start, span.end
        while start < end and shadow[start] in _MARKS[:-6]:
            start += 1
        if mark := _ENUMERATOR.match(shadow, start, end):
            start = mark.end()
        part = self.parts.match(shadow, start, end)
        start = part.end() if part else start
        while end > start and shadow[end - 1] in _MARKS:
            end -= 1
        while start < end and shadow[start] in "*_` ":
            start += 1
        return trim(shadow, start, end), part is not None


@cache
def compile_rows(pack: Pack) -> RowReader:
    """The reader of rows of a pack."""
    change = compile_words(pack.words("verbs", "change"))
    edges = (r"\b", r"\b") if pack.spaces else ("", "$")
    return RowReader(
        re.compile(rf" ?(?:{compile_words(pack.words('tables', 'parts'))})[:：]? ?"),
        re.compile(compile_words(pack.words("verbs", "yearly"))),
        re.compile(f"{edges[0]}(?:{change}){edges[1]}"),
        compile_captions(pack),
    )
