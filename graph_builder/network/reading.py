"""What the packaged queries find in a graph: kinds, names, attributes and places of nodes."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph_builder.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Store

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Labels: TypeAlias = dict[str, dict[str, str]]
Attributes: TypeAlias = dict[str, dict[str, list[Term]]]

_HERE = Path(__file__).parent


def read_kinds(store: Store) -> dict[str, str]:
    """For each node its kind, in the order of the IRIs."""
    rows = select(store, _HERE / "nodes.rq")
    return {text(row["node"]): text(row["kind"]) for row in rows}


def read_labels(store: Store) -> Labels:
    """For each thing its label in English and in Chinese; simplified characters come first."""
    labels: Labels = defaultdict(dict)
    for row in select(store, _HERE / "labels.rq"):
        label = row["label"]
        if isinstance(label, Literal):
            own = labels[text(row["thing"])]
            for language in _languages(label):
                # Of several labels the first in the alphabet, whatever the store gives first.
                own[language] = min(own.get(language, label.value), label.value)
    return labels


def _languages(label: Literal) -> tuple[str, ...]:
    tag = (label.language or "").lower()
    if tag.startswith("zh"):
        return (tag, "zh")
    return (tag, tag.partition("-")[0] or "und")


def name(labels: Mapping[str, str], language: str) -> str:
    """The label in a language; empty when there is none."""
    if language == "zh":
        return labels.get("zh-hans") or labels.get("zh", "")
    return labels.get(language) or labels.get("und", "")


def read_attributes(store: Store) -> Attributes:
    """For each node its attributes, each with the terms it takes, in order."""
    found: Attributes = defaultdict(lambda: defaultdict(list))
    for node, attribute, term in select(store, _HERE / "attributes.rq"):
        assert term is not None, "the query binds this variable"
        found[text(node)][text(attribute)].append(term)
    for attributes in found.values():
        for terms in attributes.values():
            if len(terms) > 1:
                terms.sort(key=str)
    return found


def read_places(store: Store) -> dict[str, list[str]]:
    """For each place the places that contain it."""
    containing: dict[str, list[str]] = defaultdict(list)
    for row in select(store, _HERE / "places.rq"):
        containing[text(row["place"])].append(text(row["within"]))
    return containing


def text(term: Term | None) -> str:
    """The value of a term as it is written."""
    assert term is not None, "the query binds this variable"
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
