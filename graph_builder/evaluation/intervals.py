"""Bootstrap intervals: documents are drawn with replacement, always in the same draws."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Counts = tuple[int, int, int]
Interval = tuple[float, float]
DRAWS = 1000
_SEED = 20
_TAIL = 0.025


def score_f1(counts: Sequence[Counts]) -> float | None:
    """F1 of all counts (expected, found, right) together; None where there is nothing."""
    total = sum(expected + found for expected, found, _ in counts)
    return 2 * sum(right for *_, right in counts) / total if total else None


def average_f1(counts: Sequence[Counts]) -> float | None:
    """The mean of the F1 of each document that has something to find or something found."""
    scores = [score for one in counts if (score := score_f1([one])) is not None]
    return sum(scores) / len(scores) if scores else None


def draw_interval(
    counts: Sequence[Counts], score: Callable[[Sequence[Counts]], float | None]
) -> Interval | None:
    """The 95 % interval of a score; None for one document, which has no spread."""
    some = [one for one in counts if one[0] + one[1]]
    if len(some) < 2:  # noqa: PLR2004 - see above
        return None
    drawn = [score([some[place] for place in places]) for places in _draw_places(len(some))]
    scores = sorted(one for one in drawn if one is not None)
    edge = int(len(scores) * _TAIL)
    return scores[edge], scores[-1 - edge]


@cache
def _draw_places(count: int) -> list[list[int]]:
    draw = random.Random(_SEED)  # noqa: S311 - a seeded draw, so that a table repeats itself
    return [draw.choices(range(count), k=count) for _ in range(DRAWS)]
