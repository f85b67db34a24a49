"""Where statements stand in the network: each tree as rings around its top, trees on shelves.

No forces: the same graph always gives the same picture, and the time grows with its size alone.
Between any two statements the page leads links through, so none may stand nearer than ``CLEARANCE``
to another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, cos, pi, sin, sqrt
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .hierarchy import Entry

#: Pixels that at least lie between the middles of two statements: two links fit in there.
CLEARANCE = 60
#: Pixels: room for a statement on a ring, between rings, and between trees.
SPACING = 64
RING = 130
MARGIN = 70
_ASPECT = 1.6

#: A radius, and places around the middle.
_Disc: TypeAlias = "tuple[float, dict[str, tuple[float, float]]]"


@dataclass(slots=True)
class _Tree:
    """A top statement with all below it, and the share of each in the circle."""

    members: list[Entry] = field(default_factory=list)
    children: dict[str, list[str]] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)


def place(
    entries: Sequence[Entry], served: Mapping[str, str] | None = None
) -> dict[str, tuple[int, int]]:
    """For each statement its place in pixels, x to the right and y down.

    ``served`` names for a directive one statement that carries it out; a directive that stands
    alone is placed outside the tree of that statement.

    >>> from graph_builder.drawing.hierarchy import Entry
    >>> place([Entry("a", None, 0, "a"), Entry("b", "a", 1, "a")])["a"]
    (200, 200)
    """
    trees = _split(entries)
    moons = _find_moons(trees, served or {})
    kept = [tree for tree in trees if tree.members[0].node not in moons]
    around: dict[str, list[tuple[str, str]]] = {}
    for directive, (top, servant) in moons.items():
        around.setdefault(top, []).append((directive, servant))
    discs = [_surround(_spread(tree), around.get(tree.members[0].node, ())) for tree in kept]
    found: dict[str, tuple[int, int]] = {}
    for (left, upper), (radius, places) in zip(_shelve(discs), discs, strict=True):
        for node, (x, y) in places.items():
            found[node] = (round(left + radius + x), round(upper + radius + y))
    return found


def _find_moons(trees: Sequence[_Tree], served: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """For each directive without parts the tree that it is placed around, and the statement."""
    tops = {entry.node: tree.members[0].node for tree in trees for entry in tree.members}
    alone = {tree.members[0].node for tree in trees if len(tree.members) == 1}
    return {
        node: (tops[servant], servant)
        for node, servant in served.items()
        # A directive that is carried out may be a moon itself.
        if node in alone and not (servant in alone and servant in served)
    }


def _surround(disc: _Disc, moons: Sequence[tuple[str, str]]) -> _Disc:
    """A disc with directives outside, each close to what carries it out, none on another."""
    if not moons:
        return disc
    radius, places = disc
    ring = max(radius - MARGIN + RING, len(moons) * SPACING / pi)
    order = sorted((atan2(*reversed(places[servant])), node) for node, servant in moons)
    order = _cut(order)
    angles = _part([angle for angle, _ in order], SPACING * 1.5 / ring)
    surrounded = dict(places)
    for angle, (_, node) in zip(angles, order, strict=True):
        surrounded[node] = (ring * cos(angle), ring * sin(angle))
    return ring + MARGIN, surrounded


def _cut(order: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The same round, cut where it is widest, so that angles grow from the first to the last."""
    gaps = [
        (later - angle, number)
        for number, ((angle, _), (later, _)) in enumerate(pairwise(order), start=1)
    ]
    gaps.append((order[0][0] + 2 * pi - order[-1][0], 0))
    _, start = max(gaps, key=lambda gap: (gap[0], -gap[1]))
    return [*order[start:], *((angle + 2 * pi, node) for angle, node in order[:start])]


def _part(angles: Sequence[float], step: float) -> list[float]:
    """Growing angles, each as near to the wanted one as at least a step between them allows.

    >>> _part([0.0, 0.0, 3.0], 1.0)
    [-0.5, 0.5, 3.0]
    """
    # Neighbours that would come too close form a run, which stands around its middle.
    runs: list[tuple[float, int]] = []
    for number, angle in enumerate(angles):
        total, count = angle - number * step, 1
        while runs and runs[-1][0] / runs[-1][1] >= total / count:
            before, length = runs.pop()
            total, count = total + before, count + length
        runs.append((total, count))
    parted = [total / count for total, count in runs for _ in range(count)]
    parted = [angle + number * step for number, angle in enumerate(parted)]
    if parted[-1] - parted[0] <= 2 * pi - step:
        return parted
    even = 2 * pi / len(parted)
    return [parted[0] + number * even for number in range(len(parted))]


def _split(entries: Iterable[Entry]) -> list[_Tree]:
    """Trees in reading order; what was too deep to be read begins a tree of its own."""
    tops: dict[str, _Tree] = {}
    tree_of: dict[str, _Tree] = {}
    for entry in entries:
        above = tree_of.get(entry.parent) if entry.parent is not None else None
        tree = above if above is not None else tops.setdefault(entry.node, _Tree())
        tree_of[entry.node] = tree
        tree.members.append(entry)
        if above is not None and entry.parent is not None:
            above.children.setdefault(entry.parent, []).append(entry.node)
    return list(tops.values())


def _spread(tree: _Tree) -> _Disc:
    """The radius of a tree and the places of its members around its top."""
    top = tree.members[0]
    for entry in reversed(tree.members):
        below = sum(tree.shares[child] for child in tree.children.get(entry.node, ()))
        # On an outer ring the same length takes less of the circle.
        tree.shares[entry.node] = max(below, 1 / max(1, entry.level - top.level))
    whole = tree.shares[top.node]
    step = max(RING, whole * SPACING / (2 * pi))
    places = {top.node: (0.0, 0.0)}
    starts = {top.node: 0.0}
    for entry in tree.members:
        start = starts[entry.node]
        radius = step * (entry.level + 1 - top.level)
        for child in tree.children.get(entry.node, ()):
            starts[child] = start
            angle = 2 * pi * (start + tree.shares[child] / 2) / whole
            places[child] = (radius * cos(angle), radius * sin(angle))
            start += tree.shares[child]
    depth = max(entry.level for entry in tree.members) - top.level
    return step * depth + MARGIN, places


def _shelve(discs: Sequence[_Disc]) -> list[tuple[float, float]]:
    """The upper left corner of each disc, in rows of about equal width; small ones stand in piles.

    What stands alone comes last, so that it does not lie scattered among trees.
    """
    area = sum(4 * radius * radius for radius, _ in discs)
    width = max([sqrt(area) * _ASPECT, *(2 * radius for radius, _ in discs)])
    order = sorted(range(len(discs)), key=lambda number: len(discs[number][1]) == 1)
    corners = [(0.0, 0.0)] * len(discs)
    shelf = _Shelf()
    for number in order:
        side = 2 * discs[number][0]
        if not shelf.is_pile_open(side) and shelf.right + side > width:
            shelf = _Shelf(shelf.upper + shelf.height)
        corners[number] = shelf.take(side)
    return corners


@dataclass(slots=True)
class _Shelf:
    """A row of piles: its upper edge and height, the last pile, and how tall that is."""

    upper: float = 0.0
    height: float = 0.0
    left: float = 0.0
    right: float = 0.0
    filled: float = 0.0

    def is_pile_open(self, side: float) -> bool:
        """Whether a square fits onto the last pile, which makes neither pile nor shelf larger."""
        return side <= self.right - self.left and self.filled + side <= self.height

    def take(self, side: float) -> tuple[float, float]:
        """The upper left corner of a square that is put on the last pile, or on a new one."""
        if not self.is_pile_open(side):
            self.left, self.right, self.filled = self.right, self.right + side, 0.0
        corner = (self.left, self.upper + self.filled)
        self.filled += side
        self.height = max(self.height, self.filled)
        return corner
