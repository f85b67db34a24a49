"""A graph of commitments as a directed, typed network whose links point upward."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx
from pyoxigraph import NamedNode

from graph_builder.namespaces import GRAPH, PC
from graph_builder.sparql import select

from .reading import name, read_attributes, read_kinds, read_labels, read_places, text
from .selection import Selection, restrict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QuerySolution, Store

    from .reading import Attributes, Labels, Term
    from .selection import Network

Attribute: TypeAlias = str | int | Decimal

_HERE = Path(__file__).parent
_WHOLE = Selection()
_NUMBERS = {"value", "upper_value", "gap", "attainment", "confidence"}
_COUNTS = {"ordinal", "declared_part_count", "rank"}
#: Attributes whose values are concepts: the network holds the token, such as ``missed``.
_TOKENS = {
    "theme",
    "bindingness",
    "comparator",
    "deadline_basis",
    "expressed_as",
    "status_aim",
    "verdict",
    "rule",
    "level",
    "observation_status",
}
#: The verdict that says most stands for a target that has several.
_TELLING = (
    "cannot-both-hold",
    "missed",
    "partly-met",
    "exceeded",
    "met",
    "superseded",
    "undetermined",
    "no-evidence",
    "not-due",
)


def convert(store: Store, selection: Selection = _WHOLE) -> Network:
    """The network of a graph, or the selected part of it, in a fixed order.

    Nodes are IRIs with ``kind``, ``label_en``, ``label_zh`` and, where known, ``theme``, ``place``,
    ``deadline``, ``verdict``, ``value`` and others. Links run from child to parent to directive,
    with ``relation`` (a property of the ontology), ``basis`` (stated, interpreted or derived) and,
    where known, ``confidence`` and ``evidence`` (IRIs of excerpts).

    Raises:
        UsageError: when the selection names a node that the graph lacks.

    """
    return restrict(join(store, read_labels(store), read_attributes(store)), selection)


def join(store: Store, labels: Labels, attributes: Attributes) -> Network:
    """The whole network of a graph whose labels and attributes have been read."""
    network: Network = nx.MultiDiGraph()
    for node, kind in read_kinds(store).items():
        network.add_node(node, kind=kind)
    _add_attributes(network, attributes, labels, read_places(store))
    _add_links(network, store)
    _carry_verdicts(network)
    return network


def _add_attributes(
    network: Network,
    found: Attributes,
    labels: Mapping[str, Mapping[str, str]],
    containing: Mapping[str, list[str]],
) -> None:
    for node, data in network.nodes(data=True):
        own = labels.get(node, {})
        data.update(label_en=name(own, "en"), label_zh=name(own, "zh"))
        for attribute, terms in sorted(found[node].items()):
            if attribute != "label":
                data[attribute] = _write(attribute, terms, labels)
        _add_membership(data, found[node], containing)


def _add_membership(
    data: dict[str, object], found: Mapping[str, list[Term]], containing: Mapping[str, list[str]]
) -> None:
    """IRIs beside the readable values, so that a selection can name them."""
    places = [text(term) for term in found.get("place", ())]
    around = [outer for place in places for outer in (place, *containing.get(place, ()))]
    for attribute, iris in (
        ("places", around),
        ("themes", [text(term) for term in found.get("theme", ())]),
    ):
        if iris:
            data[attribute] = " ".join(dict.fromkeys(iris))


def _write(attribute: str, terms: list[Term], labels: Mapping[str, Mapping[str, str]]) -> Attribute:
    if attribute in _NUMBERS:
        return Decimal(text(terms[0]))
    if attribute in _COUNTS:
        return int(text(terms[0]))
    if attribute in _TOKENS:
        return " ".join(text(term).rpartition("/")[2] for term in terms)
    if attribute in {"source", "document"}:
        return " ".join(text(term) for term in terms)
    return "; ".join(_readable(term, labels) for term in terms)


def _readable(term: Term, labels: Mapping[str, Mapping[str, str]]) -> str:
    if not isinstance(term, NamedNode):
        return text(term)
    own = labels.get(term.value, {})
    return name(own, "en") or name(own, "zh") or term.value


def _add_links(network: Network, store: Store) -> None:
    for row in select(store, _HERE / "links.rq"):
        child, parent = text(row["child"]), text(row["parent"])
        if child in network and parent in network:
            relation = text(row["property"]).removeprefix(PC)
            basis = _basis(row)
            key = f"{relation}:{basis}"
            if not network.has_edge(child, parent, key):
                network.add_edge(child, parent, key, relation=relation, basis=basis)
            _support(network.edges[child, parent, key], row)


def _basis(row: QuerySolution) -> str:
    """The kind of knowledge of the named graph; a graph of another name states."""
    graph = row["graph"]
    kind = graph.value.removeprefix(GRAPH).rpartition("/")[2] if graph is not None else ""
    return kind if kind in {"interpreted", "derived"} else "stated"


def _support(link: dict[str, object], row: QuerySolution) -> None:
    if row["confidence"] is not None:
        link["confidence"] = Decimal(text(row["confidence"]))
    if row["excerpt"] is not None:
        known = str(link.get("evidence", "")).split()
        link["evidence"] = " ".join(sorted({*known, text(row["excerpt"])}))


def _carry_verdicts(network: Network) -> None:
    """A target shows the verdict of its assessments."""
    for node, data in network.nodes(data=True):
        if data["kind"] == "target":
            verdicts = {
                str(network.nodes[below].get("verdict", ""))
                for below in network.predecessors(node)
                if network.nodes[below]["kind"] == "assessment"
            } - {""}
            if verdicts:
                data["verdict"] = min(verdicts, key=_rank_verdict)


def _rank_verdict(verdict: str) -> tuple[int, str]:
    return (_TELLING.index(verdict) if verdict in _TELLING else len(_TELLING), verdict)
