"""What stands above and below a table: the unit of all its values, and what its brackets mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .cells import CellReader, Unit, compile_cells
from .structure import Stretch, trim

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .grids import Grid

_ABOVE, _BELOW = 80, 300
_PARTS = re.compile(r"[;。,]")
_CLOSING = ")】]"


@dataclass(frozen=True, slots=True)
class CaptionReader:
    """The compiled words around tables of one pack."""

    notes: re.Pattern[str]
    growth: re.Pattern[str]
    average: re.Pattern[str]
    cumulative: re.Pattern[str]
    units: re.Pattern[str]
    cells: CellReader

    def read_brackets(self, shadow: str, grid: Grid) -> dict[str, str]:
        """What each bracket means, by a note in the last row or below the table."""
        below = shadow[grid.end : grid.end + _BELOW].lstrip().split("\n")[0]
        last = grid.cells[-1]
        found: dict[str, str] = {}
        for line in (below, shadow[last.start : last.end]):
            for part in _PARTS.split(line) if self.notes.match(line) else ():
                signs = [sign for sign in "[(" if sign in part]
                if self.cumulative.search(part):
                    found |= dict.fromkeys(signs, "cumulative")
                elif self.growth.search(part) or self.average.search(part):
                    found |= dict.fromkeys(signs, "growth")
        return found

    def find_unit(self, shadow: str, grid: Grid) -> Unit | None:
        """The unit of the whole table, given above it."""
        for match in self.units.finditer(shadow, max(0, grid.start - _ABOVE), grid.start):
            stop = shadow.find("\n", match.end(), grid.start)
            end = stop if stop >= 0 else grid.start
            words = trim(shadow, min(match.end() + 1, end), end)
            while words.end > words.start and shadow[words.end - 1] in _CLOSING:
                words = Stretch(words.start, words.end - 1)
            if unit := self.cells.find_unit(shadow, words):
                return unit
        return None


@cache
def compile_captions(pack: Pack) -> CaptionReader:
    """The reader of what stands around tables of a pack."""
    notes, growth, average, cumulative, units = (
        re.compile(compile_words(pack.words("tables", name)))
        for name in ("notes", "growth", "average", "cumulative", "unit_titles")
    )
    return CaptionReader(notes, growth, average, cumulative, units, compile_cells(pack))
