"""How links run: in the gutters between columns, on tracks of their own, never behind a card.

Links that leave one card rightward with the same basis share a trunk; otherwise no two links run on
the same line, so that each can be followed and none suggests a relation that is not there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .layout import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .layout import Box, Layout

_PORT = 19
_CLEAR = 4
_MARGIN = 20
_TRACK = 8
_LAST_GUTTER = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A line to draw between two cards, the one that is served and the one that serves it."""

    upper: str
    lower: str
    basis: str


@dataclass(slots=True)
class _Route:
    """A link with its ends in order from left to right and the heights at which it runs."""

    link: Link
    left: str
    right: str
    leaves: int = 0
    enters: int = 0
    corridor: int | None = None

    @property
    def trunk(self) -> tuple[str, str]:
        return (self.left, self.link.basis)


@dataclass(slots=True)
class Routing:
    """Left edges of the columns, the whole width, and the corners of each link from the left."""

    edges: list[int] = field(default_factory=list)
    width: int = 0
    lines: dict[Link, list[tuple[int, int]]] = field(default_factory=dict)


def route(layout: Layout, links: Sequence[Link]) -> Routing:
    """The lines of links between placed cards, and with them how wide the gutters must be."""
    return _Router(layout, links).run()


class _Router:
    def __init__(self, layout: Layout, links: Sequence[Link]) -> None:
        self._boxes: Mapping[str, Box] = layout.boxes
        self._routes = [self._orient(link) for link in links]
        self._routes.sort(key=self._order)
        # For each gutter the heights of lines that run level in it, and whose they are.
        self._level: dict[int, dict[int, object]] = defaultdict(dict)
        self._spans: dict[int, list[tuple[int, int]]] = {
            column: sorted((box.top, box.top + box.height) for box in self._column(column))
            for column in range(_LAST_GUTTER + 1)
        }
        self._corridors: dict[int, dict[int, object]] = defaultdict(dict)
        self._tracks: dict[int, dict[object, int]] = {}

    def run(self) -> Routing:
        self._leave()
        self._enter()
        for gutter in range(-1, _LAST_GUTTER):
            self._tracks[gutter] = _assign_tracks(self._verticals(gutter))
        routing = Routing()
        self._measure(routing)
        routing.lines = {route.link: self._draw(route, routing) for route in self._routes}
        return routing

    def _column(self, column: int) -> Iterable[Box]:
        return (box for box in self._boxes.values() if box.column == column)

    def _orient(self, link: Link) -> _Route:
        upper, lower = self._boxes[link.upper], self._boxes[link.lower]
        leftward = lower.column < upper.column
        left, right = (link.lower, link.upper) if leftward else (link.upper, link.lower)
        return _Route(link, left, right)

    def _order(self, route: _Route) -> tuple[int, int, int, str, str]:
        left, right = self._boxes[route.left], self._boxes[route.right]
        far = abs(right.column - left.column)
        return (far != 1, left.top, right.top, route.left, route.link.basis)

    def _inside(self, route: _Route) -> bool:
        return self._boxes[route.left].column == self._boxes[route.right].column

    def _first_gutter(self, route: _Route) -> int:
        return self._boxes[route.left].column - (1 if self._inside(route) else 0)

    def _last_gutter(self, route: _Route) -> int:
        return self._boxes[route.right].column - 1

    def _leave(self) -> None:
        ports: dict[object, int] = {}
        for route in self._routes:
            # A trunk to the left of a column is not the one to its right.
            key = (route.trunk, self._first_gutter(route))
            if key not in ports:
                ports[key] = self._port(self._boxes[route.left], self._first_gutter(route), key)
            route.leaves = ports[key]

    def _enter(self) -> None:
        for route in self._routes:
            key = (route.trunk, self._first_gutter(route))
            box, gutter = self._boxes[route.right], self._last_gutter(route)
            if gutter == self._first_gutter(route):
                route.enters = self._port(box, gutter, key)
            else:
                self._cross(route, box, key)

    def _cross(self, route: _Route, box: Box, key: object) -> None:
        """Past other columns: straight at the height of the card, or through the nearest gap."""
        crossed = range(self._boxes[route.left].column + 1, box.column)
        heights = [box.top + _PORT, *range(box.top + 7, box.top + box.height - 6, 3)]
        gutters = range(self._first_gutter(route), self._last_gutter(route) + 1)
        for y in heights:
            if self._is_open(crossed, y, key) and all(self._is_clear(g, y, key) for g in gutters):
                self._take(crossed, gutters, y, key)
                route.enters = y
                return
        own = (key, route.right)
        route.enters = self._port(box, self._last_gutter(route), own)
        step = 0
        while True:
            step = -step if step > 0 else 3 - step
            y = route.enters + step
            if self._is_open(crossed, y, own) and all(self._is_clear(g, y, own) for g in gutters):
                self._take(crossed, gutters, y, own)
                route.corridor = y
                return

    def _is_open(self, columns: range, y: int, key: object) -> bool:
        return all(
            all(y < top - _CLEAR or y > bottom + _CLEAR for top, bottom in self._spans[column])
            and _is_free(self._corridors[column], y, key)
            for column in columns
        )

    def _take(self, columns: range, gutters: range, y: int, key: object) -> None:
        for column in columns:
            self._corridors[column][y] = key
        for gutter in gutters:
            self._level[gutter][y] = key

    def _is_clear(self, gutter: int, y: int, key: object) -> bool:
        return _is_free(self._level[gutter], y, key)

    def _port(self, box: Box, gutter: int, key: object) -> int:
        """A height on the side of a card that no other line in the gutter uses."""
        usual = box.top + min(_PORT, box.height // 2)
        heights = sorted(
            range(box.top + 6, box.top + box.height - 5), key=lambda y: (abs(y - usual), y)
        )
        y = next((y for y in heights if self._is_clear(gutter, y, key)), usual)
        self._level[gutter].setdefault(y, key)
        return y

    def _verticals(self, gutter: int) -> dict[object, tuple[int, int]]:
        """Each trunk that runs upright in a gutter, from its highest to its lowest point."""
        spans: dict[object, tuple[int, int]] = {}
        for route in self._routes:
            for key, first, last in self._upright(route, gutter):
                low, high = spans.get(key, (first, first))
                spans[key] = (min(low, first, last), max(high, first, last))
        return {key: span for key, span in spans.items() if span[0] != span[1]}

    def _upright(self, route: _Route, gutter: int) -> Iterable[tuple[object, int, int]]:
        if gutter == self._first_gutter(route):
            turn = route.enters if route.corridor is None else route.corridor
            yield (route.trunk, route.leaves, turn)
        elif gutter == self._last_gutter(route) and route.corridor is not None:
            yield ((route.trunk, route.right), route.corridor, route.enters)

    def _measure(self, routing: Routing) -> None:
        x = self._gutter_width(-1) if self._tracks[-1] else _MARGIN
        for column in range(_LAST_GUTTER + 1):
            routing.edges.append(x)
            x += WIDTH + (self._gutter_width(column) if column < _LAST_GUTTER else 0)
        routing.width = x + _MARGIN

    def _gutter_width(self, gutter: int) -> int:
        tracks = max(self._tracks[gutter].values(), default=0) + 1
        return 2 * _MARGIN + _TRACK * (tracks - 1) + 8

    def _track_x(self, gutter: int, key: object, routing: Routing) -> int:
        start = routing.edges[gutter] + WIDTH if gutter >= 0 else 0
        return start + _MARGIN + 4 + _TRACK * self._tracks[gutter].get(key, 0)

    def _draw(self, route: _Route, routing: Routing) -> list[tuple[int, int]]:
        left, right = self._boxes[route.left], self._boxes[route.right]
        start = routing.edges[left.column] + (left.indent if self._inside(route) else WIDTH)
        end = routing.edges[right.column] + right.indent
        points = [(start, route.leaves)]
        first, last = self._first_gutter(route), self._last_gutter(route)
        turn = route.enters if route.corridor is None else route.corridor
        if turn != route.leaves:
            x = self._track_x(first, route.trunk, routing)
            points += [(x, route.leaves), (x, turn)]
        if route.corridor is not None:
            x = self._track_x(last, (route.trunk, route.right), routing)
            points += [(x, route.corridor), (x, route.enters)]
        points.append((end, route.enters))
        return points


def _is_free(taken: Mapping[int, object], y: int, key: object) -> bool:
    return all(
        taken.get(near, key) == key if near == y else near not in taken or taken[near] == key
        for near in range(y - _CLEAR + 1, y + _CLEAR)
    )


def _assign_tracks(spans: Mapping[object, tuple[int, int]]) -> dict[object, int]:
    """A track for each upright line, so that none on the same track meets another."""
    tracks: list[list[tuple[int, int]]] = []
    found: dict[object, int] = {}
    for key, (first, last) in sorted(spans.items(), key=lambda item: (item[1], str(item[0]))):
        number = next(
            (
                number
                for number, used in enumerate(tracks)
                if all(last + _TRACK < start or end + _TRACK < first for start, end in used)
            ),
            len(tracks),
        )
        if number == len(tracks):
            tracks.append([])
        tracks[number].append((first, last))
        found[key] = number
    return found
