"""Where the parts of a diagram stand, and how its lines run: never behind a box.

Boxes stand in one column as an outline of broader and narrower terms, and in a second one that
which only ends lines. Every line runs in the space between the columns: out of its row, along the
track of the box that it leads to, and into that box. So no line can cross a box, and lines that
share a track lead to the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .diagram import Box, Diagram

SIZE = 13
HEAD, ROW, GAP = 30, 24, 14
STEP, PAD = 26, 10
_TRACK, _MARGIN, _EDGE = 11, 16, 4
_APART = 7
_TONES = 5
_NARROW, _WIDE = set("fijlrt.,:;'|!()[] -"), set("mwMW—")


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its left and upper edge, width and height, in pixels."""

    box: Box
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + self.width

    @property
    def entry(self) -> int:
        """The height at which lines enter."""
        return self.y + HEAD // 2

    def row(self, number: int) -> int:
        """The height of the middle of a row."""
        return self.y + HEAD + number * ROW + ROW // 2


@dataclass(frozen=True, slots=True)
class Bus:
    """All lines into one box: from heights on the left, along a track, to the box's edge."""

    target: Placed
    track: int
    starts: tuple[tuple[int, int], ...]
    end: int
    tone: int

    @property
    def dots(self) -> list[int]:
        """The heights at which a line meets those that already run on the track."""
        heights = sorted({y for _, y in self.starts} | {self.target.entry})
        return [y for y in heights[1:-1] if len(heights) > 2]  # noqa: PLR2004 -- both ends and one


@dataclass(frozen=True, slots=True)
class Layout:
    """A diagram with all its places, for one language."""

    width: int
    height: int
    boxes: tuple[Placed, ...]
    branches: tuple[tuple[Placed, Placed], ...]
    buses: tuple[Bus, ...]


def measure(text: str) -> int:
    """About how many pixels a text takes; rather too many than too few.

    >>> measure("指标目标") > measure("goal")
    True
    """
    return round(sum(_measure_sign(sign) for sign in text) * SIZE)


def _measure_sign(sign: str) -> float:
    if east_asian_width(sign) in "WF":
        return 1.02
    if sign in _NARROW:
        return 0.36
    return 0.92 if sign in _WIDE else 0.72 if sign.isupper() else 0.6


def lay_out(diagram: Diagram, language: str) -> Layout:
    """The places of all parts of a diagram, in the words of a language."""
    edge = max(box.depth * STEP + _measure_box(box, language) for box in diagram.left)
    left = list(_stack(diagram.left, edge))
    by_key = {placed.box.key: placed for placed in left}
    starts = _collect_starts(left)
    right = _place_right(diagram.right, language, starts, _list_heights(left, starts))
    by_key |= {placed.box.key: placed for placed in right}
    lines = {key: ys for key, ys in starts.items() if key in by_key}
    tracks = _assign_tracks({key: [*ys, by_key[key].entry] for key, ys in lines.items()})
    first = edge + _EDGE + _MARGIN
    column = first + max(tracks.values(), default=-1) * _TRACK + 2 * _MARGIN
    right = [Placed(p.box, column, p.y, p.width, p.height) for p in right]
    by_key |= {placed.box.key: placed for placed in right}
    buses = tuple(
        Bus(
            by_key[key],
            first + tracks[key] * _TRACK,
            tuple((left[0].right, y) for y in ys),
            by_key[key].x if by_key[key].x >= column else by_key[key].right,
            # Tracks side by side are told apart by their colour.
            tracks[key] % _TONES,
        )
        for key, ys in sorted(lines.items())
    )
    boxes = (*left, *right)
    branches = tuple(
        (by_key[placed.box.above], placed) for placed in left if placed.box.above is not None
    )
    width = max([placed.right for placed in boxes] + [bus.track for bus in buses])
    height = max(placed.y + placed.height for placed in boxes)
    return Layout(width + _EDGE, height + _EDGE, boxes, branches, buses)


def _measure_box(box: Box, language: str) -> int:
    texts = [
        measure(row.label[language].text)
        + (measure(row.value[language].text) + PAD if row.value else 0)
        for row in box.rows
    ]
    note = measure(box.note[language].text) + PAD if box.note else 0
    # Headings are bold.
    texts.append(round(measure(box.label[language].text) * 1.08) + note)
    return max(texts) + 2 * PAD


def _measure_height(box: Box) -> int:
    return HEAD + len(box.rows) * ROW + (_EDGE if box.rows else 0)


def _stack(boxes: Iterable[Box], edge: int) -> Iterator[Placed]:
    """The boxes of the first column, one below the other, all ending at the same edge."""
    top = _EDGE
    for box in boxes:
        x = _EDGE + box.depth * STEP
        height = _measure_height(box)
        yield Placed(box, x, top, edge + _EDGE - x, height)
        top += height + GAP


def _collect_starts(left: Iterable[Placed]) -> dict[str, list[int]]:
    """The heights of the rows that lead to each box."""
    starts: dict[str, list[int]] = {}
    for placed in left:
        for number, row in enumerate(placed.box.rows):
            if row.target is not None:
                starts.setdefault(row.target, []).append(placed.row(number))
    return starts


def _list_heights(left: Iterable[Placed], starts: dict[str, list[int]]) -> set[int]:
    entries = {placed.entry for placed in left if placed.box.key in starts}
    return entries | {y for ys in starts.values() for y in ys}


def _place_right(
    boxes: Iterable[Box], language: str, starts: dict[str, list[int]], taken: set[int]
) -> list[Placed]:
    """The second column: each box near the rows that lead to it, no line on top of another."""

    def middle(box: Box) -> tuple[float, str]:
        ys = starts.get(box.key, [0])
        return sum(ys) / len(ys), box.key

    placed: list[Placed] = []
    top = _EDGE
    for box in sorted(boxes, key=middle):
        wanted = max(top, round(middle(box)[0]) - HEAD // 2)
        y = next(
            y for y in count(wanted) if all(abs(y + HEAD // 2 - other) >= _APART for other in taken)
        )
        height = _measure_height(box)
        placed.append(Placed(box, 0, y, _measure_box(box, language), height))
        top = y + height + GAP
    return placed


def _assign_tracks(spans: dict[str, list[int]]) -> dict[str, int]:
    """A track for each box, short spans first, so that no two spans on a track meet."""
    tracks: dict[str, int] = {}
    held: list[list[tuple[int, int]]] = []

    def key(name: str) -> tuple[int, str]:
        return max(spans[name]) - min(spans[name]), name

    for name in sorted(spans, key=key):
        low, high = min(spans[name]) - _APART, max(spans[name]) + _APART
        free = next(
            (
                number
                for number, own in enumerate(held)
                if all(high < start or end < low for start, end in own)
            ),
            len(held),
        )
        if free == len(held):
            held.append([])
        held[free].append((low, high))
        tracks[name] = free
    return tracks
