"""Where each card stands: columns from directive to outcome, lanes by pillar, rows in order.

Plain layered placing instead of forces: the same graph always gives the same picture, and it reads
from left to right like the cascade it shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH = 224
ROW_GAP = 14
BLOCK_GAP = 26
LANE_GAP = 34
LANE_HEAD = 34
INDENT = 18
#: Deep nesting must not push a card out of its column.
MOST_STEPS = 4
#: From left to right; a kind that is not named stands with the outcomes.
COLUMNS = {"directive": 0, "goal": 1, "action": 2, "programme": 2, "target": 2}
OUTCOME = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A node as the layout sees it: its column, the lane it may open and its height in pixels."""

    id: str
    column: int
    height: int
    parent: str | None
    """The card it hangs under, unless it is a directive."""
    family: str
    """The lane of cards that hang under no pillar; for a directive the one it is part of."""


@dataclass(slots=True)
class Box:
    """A placed card: its top, its indent from the left edge of its column, and its height."""

    column: int
    top: int
    height: int
    indent: int = 0


@dataclass(slots=True)
class Lane:
    """A band of rows: below a pillar, or for the rest of a document."""

    title: str
    """The IRI of the pillar or of the document."""
    top: int
    bottom: int = 0


@dataclass(slots=True)
class Layout:
    """All boxes by node, all lanes, and the height of the whole in pixels."""

    boxes: dict[str, Box] = field(default_factory=dict)
    lanes: list[Lane] = field(default_factory=list)
    height: int = 0


def place(cards: Sequence[Card], links: Sequence[tuple[str, str]]) -> Layout:
    """The layout of cards, given in reading order; ``links`` join a directive to what serves it.

    >>> goal = Card("g", 1, 40, None, "document")
    >>> target = Card("t", 2, 40, "g", "document")
    >>> layout = place([goal, target], [])
    >>> layout.boxes["t"].column, layout.boxes["t"].top == layout.boxes["g"].top
    (2, True)
    """
    placer = _Placer([card for card in cards if card.column])
    placer.run()
    layout = placer.layout
    _place_directives(layout, [card for card in cards if not card.column], links)
    bottoms = [box.top + box.height for box in layout.boxes.values()]
    layout.height = max([lane.bottom for lane in layout.lanes] + bottoms, default=0)
    return layout


class _Placer:
    """Fills lanes from the top: a block for each goal, a row for each card beside it."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self.layout = Layout()
        self._y = 0
        self._cards = {card.id: card for card in cards}
        self._children: dict[str, list[Card]] = {}
        for card in cards:
            if card.parent in self._cards and card.parent is not None:
                self._children.setdefault(card.parent, []).append(card)

    def run(self) -> None:
        roots = [card for card in self._cards.values() if card.parent not in self._cards]
        for card in [root for root in roots if self._is_pillar(root)]:
            self._open_lane(card.id)
            self._place_block(card, 0)
            self._close_lane()
        self._place_rest([root for root in roots if not self._is_pillar(root)])
        # Only members of a circle are left: each circle opens at its first member.
        self._place_rest([card for card in self._cards.values() if card.id not in self._placed])

    @property
    def _placed(self) -> Mapping[str, Box]:
        return self.layout.boxes

    def _is_pillar(self, card: Card) -> bool:
        return card.column == 1 and any(c.column == 1 for c in self._children.get(card.id, ()))

    def _place_rest(self, roots: Sequence[Card]) -> None:
        for family in dict.fromkeys(root.family for root in roots):
            members = [root for root in roots if root.family == family]
            self._open_lane(family)
            self._y += LANE_HEAD
            for card in sorted(members, key=lambda card: card.column):
                if card.id not in self._placed:
                    self._place_block(card, 0)
            self._close_lane()

    def _open_lane(self, title: str) -> None:
        self.layout.lanes.append(Lane(title, self._y))
        self._y += ROW_GAP

    def _close_lane(self) -> None:
        self.layout.lanes[-1].bottom = self._y - BLOCK_GAP + ROW_GAP
        self._y += LANE_GAP - BLOCK_GAP + ROW_GAP

    def _place_block(self, card: Card, indent: int) -> None:
        """A card, beside it the rows of what hangs under it, below it the goals under it."""
        top = self._y
        self._put(card, top, indent)
        below = [child for child in self._children.get(card.id, ()) if child.id not in self._placed]
        nested = [child for child in below if child.column <= card.column]
        rows = [child for child in below if child.column > card.column]
        self._y = top if rows else top + card.height + ROW_GAP
        for child in rows:
            self._place_row(child, 0)
        self._y = max(self._y - ROW_GAP, top + card.height)
        self._y += BLOCK_GAP if card.column == 1 else ROW_GAP
        for child in nested:
            if child.id not in self._placed:
                self._place_block(child, indent + (0 if self._is_pillar(card) else INDENT))

    def _place_row(self, card: Card, indent: int) -> None:
        """A card with its outcomes to the right, then what is nested under it in its column."""
        if card.id in self._placed:
            return
        top = self._y
        self._put(card, top, indent)
        below = [child for child in self._children.get(card.id, ()) if child.id not in self._placed]
        for outcome in (child for child in below if child.column > card.column):
            self._place_row(outcome, 0)
        self._y = max(self._y, top + card.height + ROW_GAP)
        for child in (child for child in below if child.column <= card.column):
            self._place_row(child, indent + INDENT)

    def _put(self, card: Card, top: int, indent: int) -> None:
        indent = min(indent, MOST_STEPS * INDENT)
        self.layout.boxes[card.id] = Box(card.column, top, card.height, indent)


def _place_directives(
    layout: Layout, cards: Sequence[Card], links: Sequence[tuple[str, str]]
) -> None:
    """Directives stand beside the first card that serves them, families together, none overlaps."""
    wanted: dict[str, int] = {}
    for directive, servant in links:
        box = layout.boxes.get(servant)
        if box is not None:
            wanted[directive] = min(box.top, wanted.get(directive, box.top))
    families: dict[str, list[Card]] = {}
    for card in cards:
        families.setdefault(card.family, []).append(card)
    placed = [(_want(members, wanted, layout), members) for members in families.values()]
    placed.sort(key=lambda family: family[0])  # stable: equal wishes keep the reading order
    heights = [_height(members) for _, members in placed]
    for top, (_, members) in zip(
        _spread([want for want, _ in placed], heights), placed, strict=True
    ):
        _stack(layout, members, top)


def _want(members: Sequence[Card], wanted: Mapping[str, int], layout: Layout) -> int:
    wishes = [wanted[card.id] for card in members if card.id in wanted]
    if wishes:
        return min(wishes) if len(members) == 1 else sum(wishes) // len(wishes)
    return max((lane.bottom for lane in layout.lanes), default=0)


def _height(members: Sequence[Card]) -> int:
    return sum(card.height + ROW_GAP for card in members)


def _spread(wanted: Sequence[int], heights: Sequence[int]) -> list[int]:
    """Tops close to those wanted, in that order, without overlap (pool adjacent violators)."""
    pools: list[tuple[int, int, int]] = []  # sum of (wanted - offset), count, height
    offset = 0
    for want, height in zip(wanted, heights, strict=True):
        pools.append((want - offset, 1, height))
        offset += height
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            total, count, tall = pools.pop()
            pools[-1] = (pools[-1][0] + total, pools[-1][1] + count, pools[-1][2] + tall)
    tops: list[int] = []
    offset = 0
    starts = [max(0, total // count) for total, count, _ in pools for _ in range(count)]
    for start, height in zip(starts, heights, strict=True):
        tops.append(start + offset)
        offset += height
    return tops


def _stack(layout: Layout, members: Sequence[Card], top: int) -> None:
    names = {card.id for card in members}
    for card in members:
        indent = INDENT if card.parent in names and card.parent != card.id else 0
        layout.boxes[card.id] = Box(0, top, card.height, indent)
        top += card.height + ROW_GAP
