"""Cards and lines of the picture in one language: texts wrapped, boxes placed, links routed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .layout import COLUMNS, INDENT, MOST_STEPS, OUTCOME, WIDTH, Box, Card, place
from .routing import Link, route
from .vocabulary import pick
from .wording import speak
from .wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .content import Bond, Content, Node
    from .hierarchy import Entry
    from .layout import Lane, Layout
    from .routing import Routing

#: Pixels: one em of a label, height of its lines and of the smaller line below, space around both.
EM = 14
LINE = 19
META_LINE = 18
PADDING = 10
MARK = 26
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Picture:
    """One language's picture: cards by node, lines by pair of nodes, lanes, columns and size."""

    cards: Mapping[str, dict[str, Any]]
    lines: Mapping[tuple[str, str], list[int]]
    lanes: Sequence[dict[str, Any]]
    columns: Sequence[int]
    width: int
    height: int


def draw_picture(content: Content, language: str) -> Picture:
    """The picture of some content in a language; the same content gives the same picture."""
    entries = {entry.node: entry for entry in content.entries}
    texts = {
        node: _write_card(content.nodes[node], WIDTH - _indent(entry, entries, content), language)
        for node, entry in entries.items()
    }
    cards = [_make_card(entry, content.nodes, texts) for entry in content.entries]
    layout = place(cards, _list_directed(content))
    links = [
        Link(bond.parent, bond.child, bond.basis)
        for bond in content.bonds
        if not _is_contained(bond, layout, entries)
    ]
    routing = route(layout, links)
    lines = {
        (link.lower, link.upper): [number for point in points for number in point]
        for link, points in routing.lines.items()
    }
    boxes = {node: _write_box(box, routing) for node, box in layout.boxes.items()}
    heads = {lane.title for lane in layout.lanes}
    shown = {
        node: {**texts[node], "box": boxes[node], **({"head": True} if node in heads else {})}
        for node in content.nodes
    }
    lanes = [_write_lane(lane, content, routing, language) for lane in layout.lanes]
    return Picture(shown, lines, lanes, routing.edges, routing.width, layout.height)


def _indent(entry: Entry, entries: Mapping[str, Entry], content: Content) -> int:
    """How far the layout moves a card to the right: a step for each card above in its column."""
    column = COLUMNS.get(content.nodes[entry.node]["kind"], OUTCOME)
    steps, above = 0, entry.parent
    while above is not None and COLUMNS.get(content.nodes[above]["kind"], OUTCOME) == column:
        steps, above = steps + 1, entries[above].parent
    # A pillar heads its lane, and goals below it start at the left.
    return INDENT * min(steps - 1 if steps and column == 1 else steps, MOST_STEPS)


def _write_card(node: Node, width: int, language: str) -> dict[str, Any]:
    """The lines of a card's label and the smaller line below it."""
    chinese = language == "zh"
    room = (width - MARK - 2 * PADDING) / EM
    bold = 1.04 if node["kind"] in {"goal", "directive"} else 1
    label = _describe_outcome(node, language) or pick(node["label"], language)
    lines = wrap(label, room / bold, _MOST_LINES, chinese=chinese)
    meta = wrap(write_meta(node, language), room * EM / 12, 1, chinese=chinese)
    return {"lines": lines, "meta": meta[0] if meta else ""}


def _describe_outcome(node: Node, language: str) -> str:
    """What was observed, for the card of an outcome or an observation."""
    if node["kind"] not in {"assessment", "observation"}:
        return ""
    observations = node["outcomes"][0]["observations"]
    if not observations:
        return ""
    label = pick(observations[0]["label"], language)
    value = dict(observations[0]["facts"]).get("observed", {})
    if not value:
        return label
    return speak("say.observed", label=label, value=pick(value, language))[language]


def write_meta(node: Mapping[str, Any], language: str) -> str:
    """The smaller line below a label: deadline and verdict, speaker or number of parts."""
    facts, who = dict(node["facts"]), dict(node["who"])
    match node["kind"]:
        case "target":
            deadline = node["deadline"] or speak("say.no_deadline")[language]
            return " · ".join(filter(None, (deadline, _write_verdict(node, language))))
        case "assessment":
            return _write_verdict(node, language)
        case "directive":
            return pick(who.get("issued_by", {}), language)
        case "programme":
            return pick(facts.get("parts", {}), language)
        case "achievement":
            return speak("kind.achievement")[language]
        case _:
            return ""


def _write_verdict(node: Mapping[str, Any], language: str) -> str:
    for outcome in node["outcomes"]:
        if outcome["verdict"] == node["verdict"] and node["verdict"]:
            return pick(dict(outcome["facts"])["verdict"], language)
    return ""


def _make_card(
    entry: Entry, nodes: Mapping[str, Node], texts: Mapping[str, Mapping[str, Any]]
) -> Card:
    node, text = nodes[entry.node], texts[entry.node]
    height = 2 * PADDING + LINE * len(text["lines"]) + (META_LINE if text["meta"] else 0)
    column = COLUMNS.get(node["kind"], OUTCOME)
    family = node["document"] if column else entry.root
    return Card(entry.node, column, height, entry.parent, family)


def _list_directed(content: Content) -> list[tuple[str, str]]:
    """Pairs of a directive and what serves it."""
    return [
        (bond.parent, bond.child)
        for bond in content.bonds
        if content.nodes[bond.parent]["kind"] == "directive"
    ]


def _is_contained(bond: Bond, layout: Layout, entries: Mapping[str, Entry]) -> bool:
    """Whether a lane shows the link already: a goal in the lane that its pillar heads."""
    if entries[bond.child].parent != bond.parent or bond.relations != ("partOf",):
        return False
    return layout.boxes[bond.child].column == 1 and any(
        lane.title == bond.parent for lane in layout.lanes
    )


def _write_box(box: Box, routing: Routing) -> list[int]:
    """Left, top, width and height."""
    left = routing.edges[box.column] + box.indent
    return [left, box.top, WIDTH - box.indent, box.height]


def _write_lane(lane: Lane, content: Content, routing: Routing, language: str) -> dict[str, Any]:
    left, right = routing.edges[1] - 14, routing.edges[OUTCOME] + WIDTH + 14
    title = ""
    if lane.title not in content.nodes:
        document = content.documents.get(lane.title)
        words = document["label"] if document else speak("page.other")
        assert isinstance(words, dict), "labels are texts by language"
        room = (right - left - 2 * PADDING) / 13
        title = wrap(pick(words, language), room, 1, chinese=language == "zh")[0]
    return {"title": title, "box": [left, lane.top, right - left, lane.bottom - lane.top]}
