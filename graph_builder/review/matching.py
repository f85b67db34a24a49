"""Which proposal of this run is which of the last, although texts and readings have changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ALIKE = 0.5
"""Two spans that share half of their common length state the same thing."""
_SAME_KIND = 0.05
_REACH = 400


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A statement by its name, its kind and where it stands."""

    span: tuple[int, int]
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shift:
    """How far each part of a text has moved, known at the statements that stand in both."""

    starts: Sequence[int] = ()
    moves: Sequence[int] = field(default=())

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Shift:
        """The shift that pairs of old and new starts show."""
        known = sorted(dict(sorted(pairs)).items())
        return cls([old for old, _ in known], [new - old for old, new in known])

    def move(self, offset: int) -> int:
        """Where a character of the old text is to be expected in the new one.

        >>> Shift.of([(10, 15), (40, 41)]).move(12), Shift.of([]).move(12)
        (17, 12)
        """
        place = max(bisect_right(self.starts, offset) - 1, 0)
        return offset + self.moves[place] if self.moves else offset


def match_moved(old: Iterable[Mark], new: Iterable[Mark], shift: Shift) -> dict[str, str]:
    """The name in ``old`` for each name in ``new`` that states the same at the same place."""
    there = sorted(
        Mark((shift.move(m.span[0]), shift.move(m.span[0]) + m.span[1] - m.span[0]), m.name, m.kind)
        for m in old
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, name, other in sorted(_score(there, new), key=lambda s: (-s[0], s[1], s[2])):
        if name not in found and other not in taken:
            found[name] = other
            taken.add(other)
    return found


def _score(there: list[Mark], new: Iterable[Mark]) -> Iterator[tuple[float, str, str]]:
    starts = [mark.span[0] for mark in there]
    for mark in new:
        first = bisect_left(starts, mark.span[0] - _REACH)
        last = bisect_right(starts, mark.span[0] + _REACH)
        for other in there[first:last]:
            share = _share(mark.span, other.span)
            if share >= _ALIKE:
                yield share + _SAME_KIND * (mark.kind == other.kind), mark.name, other.name


def _share(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0
