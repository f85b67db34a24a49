"""In what order statements are read, and under which other each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph_builder.network.selection import Network

#: Relations under which a statement is shown below another, the closest first.
_UNDER = ("partOf", "targetOf", "advances", "assesses")
#: Nobody reads a deeper outline, and no browser lays one out.
_DEEPEST = 40
_LAST = 10**9

Key = tuple[int, str, int, int, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in reading order: the one it stands under, how deep, and the top of its tree."""

    node: str
    parent: str | None
    level: int
    root: str


def arrange(network: Network, ranks: Mapping[str, int], starts: Mapping[str, int]) -> list[Entry]:
    """The statements in reading order: by document, then by place in the text.

    What stands under another is ordered by its number there first: numbers count the parts of one
    statement, so they tell nothing of the order of two that stand under none. ``ranks`` order the
    documents, ``starts`` are the first offsets of statements. What forms a circle is read once,
    from its first member.
    """

    def key(node: str) -> Key:
        data = network.nodes[node]
        document = str(data.get("document", "")).partition(" ")[0]
        ordinal = data.get("ordinal", _LAST)
        return (ranks.get(document, _LAST), document, int(ordinal), starts.get(node, _LAST), node)

    parents = {node: _find_parent(network, node, key) for node in sorted(network)}
    children: dict[str | None, list[str]] = {}
    for node in sorted(network, key=key):
        children.setdefault(parents[node], []).append(node)
    entries: dict[str, Entry] = {}
    for root in sorted(children.get(None, []), key=lambda node: _by_place(key(node))):
        _walk(root, children, entries)
    for node in sorted(network, key=key):
        if node not in entries:
            _walk(node, children, entries)
    return list(entries.values())


def _by_place(key: Key) -> Key:
    """The same key with the place in the text before the number."""
    rank, document, ordinal, start, node = key
    return (rank, document, start, ordinal, node)


def _find_parent(network: Network, node: str, key: Callable[[str], Key]) -> str | None:
    """The statement of the closest relation; a directive stands only under a directive."""
    above = [
        (_UNDER.index(data["relation"]), not node.startswith(parent), key(parent), parent)
        for _, parent, data in network.out_edges(node, data=True)
        if data["relation"] in _UNDER and parent != node and _fits(network, node, parent)
    ]
    return min(above)[-1] if above else None


def _fits(network: Network, node: str, parent: str) -> bool:
    kinds = network.nodes[node]["kind"], network.nodes[parent]["kind"]
    return kinds.count("directive") in {0, 2}


def _walk(root: str, children: Mapping[str | None, list[str]], entries: dict[str, Entry]) -> None:
    """All that stands under a statement, each once; what lies too deep starts anew at the left."""
    waiting: list[Entry] = [Entry(root, None, 0, root)]
    while waiting:
        entry = waiting.pop()
        if entry.node in entries:
            continue
        entries[entry.node] = entry
        for child in reversed(children.get(entry.node, [])):
            if entry.level < _DEEPEST:
                waiting.append(Entry(child, entry.node, entry.level + 1, entry.root))
            else:
                waiting.append(Entry(child, None, 0, child))
