"""What is drawn on the canvas of the network: links, signs and names as shapes on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from playwright.sync_api import Page

Point: TypeAlias = "tuple[float, float]"
#: Half of a pixel is not seen.
UNSEEN = 0.5

#: A script for a page, before its own: its pens tell what they draw.
LISTEN_TO_PENS = (Path(__file__).parent / "page" / "pens.js").read_text(encoding="utf-8")
#: The same of a saved picture, which lies open in a browser by itself.
_READ_PICTURE = (Path(__file__).parent / "page" / "picture.js").read_text(encoding="utf-8")
_READ = 'marksOf(document.querySelector(".field canvas"))'


@dataclass(frozen=True, slots=True)
class Link:
    points: Sequence[Point]
    width: float
    basis: str


@dataclass(frozen=True, slots=True)
class Sign:
    middle: Point
    half: float


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands on a canvas, or in a saved picture."""

    links: Sequence[Link]
    signs: Sequence[Sign]
    names: Sequence[Name]


def read_canvas(page: Page) -> Drawn:
    """What the canvas of the network shows; the page has been opened with ``LISTEN_TO_PENS``."""
    return _sort(page.evaluate(_READ))


def read_picture(page: Page) -> Drawn:
    """What a saved picture of the network shows; the page shows its file and nothing else."""
    return _sort(page.evaluate(_READ_PICTURE))


def _sort(marks: Sequence[Mapping[str, Any]]) -> Drawn:
    links = [
        Link([(x, y) for x, y in mark["points"]], mark["width"], mark["basis"])
        for mark in marks
        if mark["what"] == "link"
    ]
    signs = [Sign(tuple(mark["middle"]), mark["half"]) for mark in marks if mark["what"] == "sign"]
    names = [Name(mark["text"], tuple(mark["box"])) for mark in marks if mark["what"] == "name"]
    return Drawn(links, signs, names)


class Places:
    """Signs by the square that their middle lies in: those near a line are found at once."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self.reach = max(sign.half for sign in signs)
        self.side = 4 * self.reach
        self.squares: dict[tuple[int, int], list[Sign]] = {}
        for sign in signs:
            self.squares.setdefault(self._square(*sign.middle), []).append(sign)

    def _square(self, x: float, y: float) -> tuple[int, int]:
        return int(x // self.side), int(y // self.side)

    def near(self, start: Point, end: Point, room: float) -> Iterator[Sign]:
        """The signs around a straight line, as far away as the largest of them and some room."""
        room += self.reach
        left, top = self._square(min(start[0], end[0]) - room, min(start[1], end[1]) - room)
        right, bottom = self._square(max(start[0], end[0]) + room, max(start[1], end[1]) + room)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                yield from self.squares.get((column, row), ())


def find_ends(places: Places, link: Link) -> list[Sign]:
    """The signs that a link joins, as far as they are in view: from middle to edge."""
    first, last = link.points[0], link.points[-1]
    room = 2 * link.width + UNSEEN
    lower = [s for s in places.near(first, first, room) if _distance(s.middle, first) < UNSEEN]
    upper = [s for s in places.near(last, last, room) if _distance(s.middle, last) < s.half + room]
    return lower[:1] + sorted(upper, key=lambda sign: _distance(sign.middle, last))[:1]


def list_touched(drawn: Drawn) -> list[tuple[Link, Sign]]:
    """Each link with the signs that any point of it lies on, other than its own two."""
    places = Places(drawn.signs)
    return [
        (link, sign)
        for link in drawn.links
        for start, end in pairwise(link.points)
        for sign in places.near(start, end, link.width)
        if _away(sign.middle, start, end) < sign.half + link.width / 2
        and sign not in find_ends(places, link)
    ]


def list_covered(drawn: Drawn) -> list[tuple[Name, Name | Sign]]:
    """Each name with what it covers: another name, or a sign."""
    places = Places(drawn.signs)
    signs: list[tuple[Name, Name | Sign]] = [
        (name, sign)
        for name in drawn.names
        for sign in places.near(name.box[:2], name.box[2:], 0)
        if _meet(name.box, _frame(sign.middle, sign.half))
    ]
    pairs = combinations(drawn.names, 2)
    return signs + [(one, other) for one, other in pairs if _meet(one.box, other.box)]


def _frame(middle: Point, half: float) -> tuple[float, ...]:
    return (middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(
        one[axis] < other[axis + 2] - UNSEEN and other[axis] < one[axis + 2] - UNSEEN
        for axis in (0, 1)
    )


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _away(point: Point, start: Point, end: Point) -> float:
    """From a point to the nearest of a straight line."""
    length = _distance(start, end)
    if not length:
        return _distance(point, start)
    (px, py), (x, y), (u, v) = point, start, end
    share = ((px - x) * (u - x) + (py - y) * (v - y)) / length**2
    share = min(1.0, max(0.0, share))
    return _distance(point, (x + share * (u - x), y + share * (v - y)))


def to_screen(places: Iterable[Point], signs: Sequence[Sign]) -> list[Point]:
    """Places of the graph as points of the canvas, on which all of them are drawn."""
    places = list(places)
    (left, top), (right, bottom) = _bounds(places)
    (west, north), (east, south) = _bounds([sign.middle for sign in signs])
    wide, tall = right - left, bottom - top
    scale = (east - west) / wide if wide > tall else (south - north) / tall
    return [(west + (x - left) * scale, north + (y - top) * scale) for x, y in places]


def _bounds(points: Sequence[Point]) -> tuple[Point, Point]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys)), (max(xs), max(ys))
