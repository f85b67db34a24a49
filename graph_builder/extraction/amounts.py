"""What the value of a cell amounts to: its unit, and whether it is a level, a change or growth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .cells import Measure, Unit
from .structure import Stretch

if TYPE_CHECKING:
    from .captions import CaptionReader
    from .columns import Column
    from .grids import Grid
    from .rows import Row

_ONE = Decimal(1)
_RATIOS = frozenset({"%", "1"})


@dataclass(frozen=True, slots=True)
class Amount:
    """The unit of a value, how it came to the value, and how the value is expressed."""

    unit: Unit
    basis: str
    """stated with the value, carried from elsewhere, or inferred."""
    expressed_as: str
    doubts: tuple[str, ...]


class AmountReader:
    """Reads the values of one table, whose title and notes give units and signs for all."""

    def __init__(self, captions: CaptionReader, shadow: str, grid: Grid) -> None:
        self.captions, self.shadow = captions, shadow
        self.brackets = captions.read_brackets(shadow, grid)
        self.whole_unit = captions.find_unit(shadow, grid)

    def read(self, row: Row, column: Column, measure: Measure) -> Amount | None:
        """The amount of a value; None where a unit stands that is not known."""
        meaning = self._mean(column, measure)
        unit = self._find_unit(row, column, measure, meaning)
        doubts = ["bracket-meaning-unclear"] if measure.bracket and not meaning else []
        basis = "stated" if measure.unit else "carried"
        if unit is None:
            if row.named:
                return None
            unit, basis = _place("count", measure.span.end), "inferred"
            doubts.append("unit-missing")
        way = self._express(row, column, meaning)
        if way == "level" and meaning == "cumulative":
            way = "change"
            if unit.code == "%" and not measure.unit:  # a share changes by points
                unit, basis = Unit("pp", unit.factor, unit.span), "inferred"
        if way == "change" and unit.code in _RATIOS:
            way = "relative-change"
        return Amount(unit, basis, way, tuple(doubts))

    def find_unit(self, row: Row, column: Column, measure: Measure) -> Unit | None:
        """The unit of a value that is no change, None where none is known."""
        return self._find_unit(row, column, measure, "")

    def _find_unit(self, row: Row, column: Column, measure: Measure, meaning: str) -> Unit | None:
        """The unit of a value: its own, per cent of growth, else that of row, head or table."""
        if measure.unit:
            return measure.unit
        if meaning == "growth":
            own = column.unit if column.role == "growth" else None
            return own or _place("%", column.head.start if column.head else 0)
        return row.unit or column.unit or self.whole_unit

    def _mean(self, column: Column, measure: Measure) -> str:
        """What the column or the bracket of a value makes of it: growth, cumulative, or nothing."""
        if column.role != "growth":
            return self.brackets.get(measure.bracket, "")
        head = self.shadow[column.head.start : column.head.end] if column.head else ""
        marked = measure.bracket and (measure.bracket in head or not set("[(") & set(head))
        both = self.captions.growth.search(head) or self.captions.average.search(head)
        return "cumulative" if column.cumulative and (marked or not both) else "growth"

    def _express(self, row: Row, column: Column, meaning: str) -> str:
        """Whether a value is a level, a change, or growth a year."""
        share = row.unit is not None and row.unit.code == "%"
        if meaning == "growth" and share and not row.changes and not self._grows(column):
            return "level"
        if meaning == "growth" or row.yearly:
            return "annual-growth"
        return "change" if row.changes else "level"

    def _grows(self, column: Column) -> bool:
        """Whether the head speaks of growth, and not only of a mean over the years."""
        head = column.head
        if head is None:
            return False
        return self.captions.growth.search(self.shadow, head.start, head.end) is not None


def _place(code: str, at: int) -> Unit:
    """A unit that no characters name."""
    return Unit(code, _ONE, Stretch(at, at))
