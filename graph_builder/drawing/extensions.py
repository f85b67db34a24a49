"""What extensions add to statements: their classes and properties, without knowing any of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
from pyoxigraph import NamedNode

from graph_builder.namespaces import RDF
from graph_builder.network.reading import text as value_of
from graph_builder.sparql import select

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from pyoxigraph import Store

    from graph_builder.network.reading import Term
    from graph_builder.network.selection import Network

    from .vocabulary import Vocabulary
    from .wording import Texts

_HERE = Path(__file__).parent
_TYPE = f"{RDF}type"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an extension, or the one that says of which of its classes a statement is.

    ``key`` names it in the address of the page; ``is_coded`` says whether all values are things, so
    that they can be chosen from a list; ``values`` are those of each statement.
    """

    key: str
    label: Texts
    is_coded: bool
    values: Mapping[str, list[Texts]]


def read_properties(store: Store, vocabulary: Vocabulary, nodes: Container[str]) -> list[Property]:
    """The properties that extensions give to some of the nodes, the class first, then by IRI."""
    found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, _HERE / "extensions.rq"):
        value = row["value"]
        if value is not None and value_of(row["node"]) in nodes:
            found[value_of(row["property"])][value_of(row["node"])].append(value)
    order = sorted(found, key=lambda iri: (iri != _TYPE, iri))
    keys = _name_keys(order)
    return [_describe(iri, keys[iri], found[iri], vocabulary) for iri in order]


def find_unneeded(store: Store, network: Network) -> set[str]:
    """Directives that an extension brings, and nothing here is tied to, in places of none here.

    Where a statement is about such a place, or carries one of them out, all are wanted: that nobody
    carries out the others is a finding.
    """
    ready = {value_of(row["node"]) for row in select(store, _HERE / "ready.rq")} & set(network)
    if not ready:
        return set()
    others = {
        place
        for node, data in network.nodes(data=True)
        if node not in ready
        for place in str(data.get("places", "")).split()
    }
    return {
        node
        for group in nx.weakly_connected_components(network)
        if group <= ready
        and not any(_own_place(network, directive) in others for directive in group)
        for node in group
    }


def _own_place(network: Network, node: str) -> str:
    """The place that a statement is about, without those around it; empty when it names none."""
    return next(iter(str(network.nodes[node].get("places", "")).split()), "")


def _describe(
    iri: str, key: str, found: Mapping[str, list[Term]], vocabulary: Vocabulary
) -> Property:
    name = vocabulary.wording.speak("fact.type") if iri == _TYPE else vocabulary.name(iri)
    label = {language: text[:1].upper() + text[1:] for language, text in name.items()}
    terms = [term for own in found.values() for term in own]
    values = {
        node: [vocabulary.read([term]) for term in sorted(own, key=str)]
        for node, own in sorted(found.items())
    }
    return Property(key, label, all(isinstance(term, NamedNode) for term in terms), values)


def _name_keys(iris: Iterable[str]) -> dict[str, str]:
    """A short key for each IRI: its last part, and where two have the same, the whole.

    >>> _name_keys(["https://a.example/#scope", "https://b.example/scope"])
    {'https://a.example/#scope': 'x-scope', 'https://b.example/scope': 'https://b.example/scope'}
    """
    keys: dict[str, str] = {}
    for iri in iris:
        short = f"x-{re.split('[/#]', iri.rstrip('/#'))[-1]}"
        keys[iri] = iri if short in keys.values() else short
    return keys
