"""Ranges and changes told in words: between 50 and 60, from 40 % to 45 %."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .numerals import read_number

if TYPE_CHECKING:
    from decimal import Decimal

    from graph_builder.languages import Pack

    from .quantities import Quantity

_BEFORE = 32
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class RangeReader:
    """The compiled words around ranges of one pack."""

    between: re.Pattern[str]
    middle: re.Pattern[str]
    start: re.Pattern[str]

    def join(self, shadow: str, quantities: list[Quantity]) -> list[Quantity]:
        """The quantities, those between two bounds as one, and no range where a change is told."""
        joined: list[Quantity] = []
        for quantity in quantities:
            last = joined[-1] if joined else None
            if last and self._is_pair(shadow, last, quantity):
                joined[-1] = _join(shadow, last, quantity)
            elif (end := _end_of(shadow, quantity)) and self._is_change(shadow, quantity):
                joined.append(end)
            else:
                joined.append(quantity)
        return joined

    def _is_pair(self, shadow: str, one: Quantity, other: Quantity) -> bool:
        return (
            self.middle.fullmatch(shadow, one.end, other.number_start) is not None
            and one.upper is None
            and self.between.search(shadow, max(0, one.start - _BEFORE), one.number_start)
            is not None
        )

    def _is_change(self, shadow: str, quantity: Quantity) -> bool:
        before = max(0, quantity.start - _BEFORE)
        return self.start.search(shadow, before, quantity.number_start) is not None


def _join(shadow: str, one: Quantity, other: Quantity) -> Quantity:
    low = one.value
    if not one.surface and _written(shadow, one) == low:
        low *= other.value / (_written(shadow, other) or 1)
    if low >= other.value:
        return other
    return replace(
        other,
        start=one.start,
        number_start=one.number_start,
        value=low,
        upper=other.value,
        comparator="[]",
    )


def _written(shadow: str, quantity: Quantity) -> Decimal | None:
    """The number in digits, before scale and unit."""
    found = _DIGITS.match(shadow, quantity.number_start, quantity.number_end)
    return read_number(found[0]) if found else None


def _end_of(shadow: str, quantity: Quantity) -> Quantity | None:
    """The second of two numbers as a value by itself; none where there is only one."""
    found = list(_DIGITS.finditer(shadow, quantity.number_end, quantity.end))
    written = _written(shadow, quantity)
    if not found or not written:
        return None
    start, end = found[-1].span()
    value = quantity.upper or read_number(found[-1][0]) * quantity.value / written
    return replace(
        quantity,
        start=start,
        number_start=start,
        number_end=end,
        value=value,
        upper=None,
        comparator="=",
    )


@cache
def compile_ranges(pack: Pack) -> RangeReader | None:
    """The reader of ranges of a pack; none where it names no words for them."""
    between = pack.words("numbers", "between")
    if not between:
        return None
    start = compile_words(pack.words("numbers", "change_start"))
    return RangeReader(
        re.compile(rf"\b(?:{compile_words(between)}) {{0,3}}\W?$"),
        re.compile(
            rf" {{0,3}}(?:{compile_words(pack.words('numbers', 'between_end'))}) {{1,3}}\W?"
        ),
        re.compile(rf"\b(?:{start}) {{1,3}}(?:[a-z']{{1,12}} {{1,3}}){{0,3}}\W?$"),
    )
