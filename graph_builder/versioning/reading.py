"""One version of an ontology, read from its files so that two versions can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from graph_builder.errors import UsageError
from graph_builder.namespaces import OWL, RDF, SH
from graph_builder.turtle import read_turtle

from .numbers import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

_TYPE = f"{RDF}type"
_PREFIX, _SPACE = f"{SH}prefix", f"{SH}namespace"
#: Folders that no build loads of itself.
_ASIDE = {"alignments", "examples", "quality", "exports", "ext"}

Facts = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version, and the values of each property of each thing.

    Values are in the syntax of N-Triples; a blank node is written as what it holds, in order, so
    that the same content is the same value whatever a parser called the node.
    """

    version: Version
    things: Mapping[str, Facts]

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the version declares with sh:declare."""
        declared = (facts for facts in self.things.values() if facts.keys() >= {_PREFIX, _SPACE})
        return {_unquote(facts[_PREFIX]): _unquote(facts[_SPACE]) for facts in declared}


def read_snapshot(place: Path) -> Snapshot:
    """The version that a Turtle file or a folder of them holds; examples and extensions are not it.

    Raises:
        OntologyError: when a file is broken, with line and column.
        UsageError: when there is no file, or none that states its version.

    """
    paths = [place] if place.is_file() else sorted(place.rglob("*.ttl"))
    kept = [p for p in paths if p == place or not _ASIDE & {*p.relative_to(place).parts[:-1]}]
    if not kept:
        raise UsageError(f"{place}: no Turtle file there; give a file or folder of an ontology")
    by_subject: dict[object, list[Quad]] = {}
    for quad in (quad for path in kept for quad in read_turtle(path)):
        by_subject.setdefault(quad.subject, []).append(quad)
    heads = [node for node, quads in by_subject.items() if _is_header(quads)]
    things = {
        _name(node, by_subject): _collect(quads, by_subject)
        for node, quads in by_subject.items()
        if node not in heads and (isinstance(node, NamedNode) or _is_group(quads))
    }
    return Snapshot(_find_version(place, heads, by_subject), things)


def _unquote(values: Iterable[str]) -> str:
    """The words of the first of some literals in the syntax of N-Triples."""
    return min(values).split('"')[1]


def _is_header(quads: list[Quad]) -> bool:
    return any(getattr(quad.object, "value", "") == f"{OWL}Ontology" for quad in quads)


def _is_group(quads: list[Quad]) -> bool:
    return any(getattr(quad.object, "value", "") == f"{OWL}AllDisjointClasses" for quad in quads)


def _name(node: object, by_subject: Mapping[object, list[Quad]]) -> str:
    return node.value if isinstance(node, NamedNode) else _write(node, by_subject)


def _collect(quads: list[Quad], by_subject: Mapping[object, list[Quad]]) -> Facts:
    found: dict[str, set[str]] = {}
    for quad in quads:
        found.setdefault(quad.predicate.value, set()).add(_write(quad.object, by_subject))
    return {name: frozenset(values) for name, values in found.items()}


def _write(node: object, by_subject: Mapping[object, list[Quad]], depth: int = 0) -> str:
    if not isinstance(node, BlankNode) or depth > 50:  # noqa: PLR2004 -- circles of blank nodes
        return str(node)
    parts = sorted(
        f"{quad.predicate} {_write(quad.object, by_subject, depth + 1)}"
        for quad in by_subject.get(node, ())
    )
    return f"[ {' ; '.join(parts)} ]"


def _find_version(
    place: Path, heads: list[object], by_subject: Mapping[object, list[Quad]]
) -> Version:
    numbers = [
        quad.object.value
        for head in heads
        for quad in by_subject[head]
        if quad.predicate.value == f"{OWL}versionInfo" and hasattr(quad.object, "value")
    ]
    if not numbers:
        raise UsageError(f"{place}: no version is stated; write owl:versionInfo in its header")
    return max(Version.parse(number) for number in numbers)
