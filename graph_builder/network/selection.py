"""Which part of a network is wanted: around a statement, or by directive, place, theme, kind."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    Network: TypeAlias = nx.MultiDiGraph[str]

#: How many names an error shows.
_FEW = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a network; every field that is given narrows it, none gives the whole.

    ``around`` keeps what is at most ``depth`` links away, in either direction; ``directive`` what
    carries it out, directly or not, and what it is part of; ``place`` what is about a place or one
    inside it; ``theme`` what has a theme and what serves that; ``kinds`` only nodes of these kinds.
    """

    around: str | None = None
    depth: int = 2
    directive: str | None = None
    place: str | None = None
    theme: str | None = None
    kinds: frozenset[str] | None = None


def restrict(network: Network, selection: Selection) -> Network:
    """The selected part of a network, as a new network with nodes and links in their order.

    Raises:
        UsageError: when the selection names a node, place or theme that the network lacks, a
            directive that is none, or a negative depth.

    """
    kept = set(network)
    if selection.around is not None:
        kept &= _around(network, selection.around, selection.depth)
    if selection.directive is not None:
        kept &= _serving(network, selection.directive)
    if selection.place is not None:
        kept &= _having(network, "place", selection.place)
    if selection.theme is not None:
        kept &= _with_servants(network, _having(network, "theme", selection.theme))
    if selection.kinds is not None:
        kept &= {node for node in network if network.nodes[node]["kind"] in selection.kinds}
    return copy_part(network, kept)


def copy_part(network: Network, kept: set[str]) -> Network:
    """The nodes ``kept`` and the links among them; the order does not depend on the set."""
    part: Network = nx.MultiDiGraph()
    part.add_nodes_from(
        (node, dict(data)) for node, data in network.nodes(data=True) if node in kept
    )
    for child, parent, key, data in network.edges(keys=True, data=True):
        if child in kept and parent in kept:
            part.add_edge(child, parent, key, **data)
    return part


def require_node(network: Network, node: str) -> None:
    """Nothing, when the network has the node.

    Raises:
        UsageError: when it has not.

    """
    if node not in network:
        raise UsageError(
            f"the network has no node {node}; give the whole IRI of a statement, an assessment "
            "or an observation of the graph"
        )


def _around(network: Network, node: str, depth: int) -> set[str]:
    require_node(network, node)
    if depth < 0:
        raise UsageError(f"the depth is {depth}; write 0 or more links")
    distances = nx.single_source_shortest_path_length(
        network.to_undirected(as_view=True), node, cutoff=depth
    )
    return set(distances)


def _serving(network: Network, directive: str) -> set[str]:
    require_node(network, directive)
    kind = network.nodes[directive]["kind"]
    if kind != "directive":
        raise UsageError(f"{directive} is no directive but of the kind {kind}; choose around it")
    return _with_servants(network, [directive]) | nx.descendants(network, directive)


def _with_servants(network: Network, nodes: Iterable[str]) -> set[str]:
    found = set(nodes)
    waiting = sorted(found)
    while waiting:
        fresh = set(network.predecessors(waiting.pop())) - found
        found |= fresh
        waiting.extend(sorted(fresh))
    return found | _based_on(network, found)


def _based_on(network: Network, nodes: set[str]) -> set[str]:
    """Observations stand above the assessments and claims that rest on them."""
    return {
        parent
        for node in nodes
        for parent in network.successors(node)
        if network.nodes[parent]["kind"] == "observation"
    }


def _having(network: Network, attribute: str, wanted: str) -> set[str]:
    """The nodes that have a place or a theme; for a place also those inside it."""
    found = {node for node in network if wanted in _list(network, node, f"{attribute}s")}
    if not found:
        known = sorted({iri for node in network for iri in _list(network, node, f"{attribute}s")})
        raise UsageError(f"nothing here has the {attribute} {wanted}; {_suggest(wanted, known)}")
    return found


def _suggest(wanted: str, known: list[str]) -> str:
    """What can be chosen instead: names like the wanted one first."""
    if not known:
        return "no statement has any"
    near = difflib.get_close_matches(wanted, known, _FEW)
    shown = [*near, *(iri for iri in known if iri not in near)][:_FEW]
    more = f", and {len(known) - _FEW} more" if len(known) > _FEW else ""
    return f"choose one of: {', '.join(shown)}{more}"


def _list(network: Network, node: str, attribute: str) -> tuple[str, ...]:
    return tuple(str(network.nodes[node].get(attribute, "")).split())
