"""What users ask of a network: reach, gaps of the cascade, its depth, coverage, bottlenecks."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from .selection import require_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .selection import Network

STATEMENTS = frozenset({"directive", "goal", "action", "programme", "target", "achievement"})
COMMITMENTS = frozenset({"goal", "action", "programme", "target"})
_UPWARD = frozenset({"partOf", "targetOf", "advances", "implements", "cites"})


class Statement(NamedTuple):
    """A statement by its IRI, kind and labels."""

    statement: str
    kind: str
    label_en: str
    label_zh: str


class Reached(NamedTuple):
    """A statement below a directive, and how many links lie between them at least."""

    statement: str
    kind: str
    label_en: str
    label_zh: str
    distance: int


class Cascade(NamedTuple):
    """A directive, the number of links of its longest chain downward, and the end of that chain."""

    directive: str
    depth: int
    deepest: str


class Coverage(NamedTuple):
    """For one administrative level: its statements, and how far they are linked and testable."""

    level: str
    statements: int
    commitments: int
    carrying_out_a_directive: int
    quantified: int
    dated: int
    assessed: int


class Bottleneck(NamedTuple):
    """A statement and the share of shortest chains between others that pass through it."""

    statement: str
    kind: str
    label_en: str
    label_zh: str
    share: Decimal


class Summary(NamedTuple):
    """Counts over a network; ``parts`` are its pieces that no link connects."""

    nodes: int
    links: int
    kinds: Mapping[str, int]
    relations: Mapping[str, int]
    bases: Mapping[str, int]
    parts: int
    isolated: int
    circular: int


def reach(network: Network, directive: str) -> list[Reached]:
    """The statements that carry a directive out, directly or through others; nearest first.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("d", kind="directive")
    >>> network.add_node("g", kind="goal", label_en="clean air")
    >>> _ = network.add_edge("g", "d", relation="implements", basis="stated")
    >>> reach(network, "d")
    [Reached(statement='g', kind='goal', label_en='clean air', label_zh='', distance=1)]

    Raises:
        UsageError: when the network lacks the directive.

    """
    require_node(network, directive)
    below = nx.single_source_shortest_path_length(cascade(network).reverse(copy=False), directive)
    found = ((node, distance) for node, distance in below.items() if distance)
    rows = [Reached(*_describe(network, node), distance) for node, distance in found]
    return sorted(rows, key=lambda row: (row.distance, row.statement))


def goals_without_directive(network: Network) -> list[Statement]:
    """Goals that no chain of links joins to a directive.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("g", kind="goal", label_en="world capital of cashmere")
    >>> [row.label_en for row in goals_without_directive(network)]
    ['world capital of cashmere']
    """
    upward = cascade(network)
    return [
        _describe(network, node)
        for node in _of_kind(network, "goal")
        if not any(_is_directive(network, above) for above in nx.descendants(upward, node))
    ]


def directives_without_goal(network: Network) -> list[Statement]:
    """Directives that no goal serves, directly, through a part or through other statements.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("d", kind="directive", label_en="guard the border")
    >>> [row.statement for row in directives_without_goal(network)]
    ['d']
    """
    upward = cascade(network)
    return [
        _describe(network, node)
        for node in _of_kind(network, "directive")
        if not any(network.nodes[below]["kind"] == "goal" for below in nx.ancestors(upward, node))
    ]


def measure_depth(network: Network) -> list[Cascade]:
    """For each directive how deep its cascade goes; a circle of statements counts as one step.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> for node, kind in (("d", "directive"), ("g", "goal"), ("t", "target")):
    ...     network.add_node(node, kind=kind)
    >>> _ = network.add_edge("g", "d", relation="implements", basis="stated")
    >>> _ = network.add_edge("t", "g", relation="targetOf", basis="stated")
    >>> measure_depth(network)
    [Cascade(directive='d', depth=2, deepest='t')]
    """
    steps = nx.condensation(cascade(network))
    members = {step: sorted(data["members"]) for step, data in steps.nodes(data=True)}
    longest: dict[int, tuple[int, str]] = {}
    for step in nx.topological_sort(steps):
        below = [longest[child] for child in steps.predecessors(step)]
        depth, deepest = min(below, key=lambda end: (-end[0], end[1]), default=(-1, ""))
        longest[step] = (depth + 1, deepest or members[step][0])
    home = steps.graph["mapping"]
    return [Cascade(node, *longest[home[node]]) for node in _of_kind(network, "directive")]


def measure_coverage(network: Network) -> list[Coverage]:
    """For each administrative level what is stated, linked, quantified, dated and assessed.

    The level is that of the place a statement is about; it is empty where that is unknown.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("t", kind="target", level="second-order", deadline="2025-12-31")
    >>> row = measure_coverage(network)[0]
    >>> row.level, row.commitments, row.dated, row.assessed
    ('second-order', 1, 1, 0)
    """
    levels: dict[str, list[str]] = {}
    for node in sorted(network):
        if network.nodes[node]["kind"] in STATEMENTS:
            levels.setdefault(str(network.nodes[node].get("level", "")), []).append(node)
    return [_cover(network, level, nodes) for level, nodes in sorted(levels.items())]


def _cover(network: Network, level: str, nodes: list[str]) -> Coverage:
    commitments = [node for node in nodes if network.nodes[node]["kind"] in COMMITMENTS]
    upward = cascade(network)

    def count(attribute: str) -> int:
        return sum(attribute in network.nodes[node] for node in commitments)

    linked = sum(
        any(_is_directive(network, above) for above in nx.descendants(upward, node))
        for node in commitments
    )
    return Coverage(
        level, len(nodes), len(commitments), linked, count("value"), count("deadline"),
        count("verdict"),
    )  # fmt: skip


def find_bottlenecks(network: Network, count: int = 10) -> list[Bottleneck]:
    """The statements through which most chains run (betweenness), the most central first.

    Statements through which no chain runs are left out. Shares have four decimals.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> for node, kind in (("d", "directive"), ("g", "goal"), ("t", "target")):
    ...     network.add_node(node, kind=kind)
    >>> _ = network.add_edge("g", "d", relation="implements", basis="stated")
    >>> _ = network.add_edge("t", "g", relation="targetOf", basis="stated")
    >>> [(row.statement, str(row.share)) for row in find_bottlenecks(network)]
    [('g', '0.5000')]
    """
    shares = nx.betweenness_centrality(cascade(network))
    rounded = {node: Decimal(f"{share:.4f}") for node, share in shares.items() if share}
    ranked = sorted(rounded, key=lambda node: (-rounded[node], node))[:count]
    return [Bottleneck(*_describe(network, node), rounded[node]) for node in ranked]


def summarize(network: Network) -> Summary:
    """Counts of nodes by kind, of links by relation and basis, of parts, loners and circles.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("d", kind="directive")
    >>> summarize(network).kinds
    {'directive': 1}
    """
    links = [data for _, _, data in network.edges(data=True)]
    circles = nx.strongly_connected_components(network)
    return Summary(
        nodes=len(network),
        links=len(links),
        kinds=_count(data["kind"] for _, data in network.nodes(data=True)),
        relations=_count(data["relation"] for data in links),
        bases=_count(data["basis"] for data in links),
        parts=nx.number_weakly_connected_components(network) if network else 0,
        isolated=sum(1 for _ in nx.isolates(network)),
        circular=sum(len(circle) for circle in circles if len(circle) > 1),
    )


def cascade(network: Network) -> nx.DiGraph[str]:
    """The statements with the links that lead from commitments up to directives, one per pair."""
    upward: nx.DiGraph[str] = nx.DiGraph()
    upward.add_nodes_from(sorted(n for n, d in network.nodes(data=True) if d["kind"] in STATEMENTS))
    upward.add_edges_from(
        sorted(
            (child, parent)
            for child, parent, data in network.edges(data=True)
            if data["relation"] in _UPWARD and child in upward and parent in upward
        )
    )
    return upward


def _count(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _of_kind(network: Network, kind: str) -> list[str]:
    return sorted(node for node, data in network.nodes(data=True) if data["kind"] == kind)


def _is_directive(network: Network, node: str) -> bool:
    return bool(network.nodes[node]["kind"] == "directive")


def _describe(network: Network, node: str) -> Statement:
    data = network.nodes[node]
    return Statement(node, data["kind"], data.get("label_en", ""), data.get("label_zh", ""))
