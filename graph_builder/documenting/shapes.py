"""Shapes: what each of them asks for, and which terms it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from graph_builder.namespaces import RDF, SH
from graph_builder.querying import list_iris

from .facts import shorten
from .reading import SHAPES
from .turtle import write_node, write_predicate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from .facts import Facts
    from .reading import Reference

_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
#: Said elsewhere on the card, or no constraint.
_APART = {
    f"{SH}{name}" for name in (*_TARGETS, "property", "message", "severity", "path", "sparql")
}
_APART |= {f"{RDF}type"}
_TEXTS = {f"{SH}select", f"{SH}ask"}


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: to what it applies, along which path, and its constraints in Turtle.

    ``mentions`` are the IRIs that it names anywhere; ``parts`` are its property shapes.
    """

    iri: str
    severity: str
    targets: tuple[str, ...]
    path: str
    constraints: tuple[tuple[str, str], ...]
    queries: tuple[str, ...]
    parts: tuple[str, ...]
    mentions: frozenset[str]

    @property
    def speaks(self) -> bool:
        """Whether it asks for something itself, and not only by its parts."""
        return bool(self.constraints or self.queries)


def read_shapes(reference: Reference) -> dict[str, Shape]:
    """Every shape that has an IRI."""
    shapes = (_read_shape(reference, term.iri) for term in reference.list_terms(*SHAPES))
    return {shape.iri: shape for shape in shapes}


def _read_shape(reference: Reference, iri: str) -> Shape:
    facts = reference.facts
    node = NamedNode(iri)
    paths = facts.values(node, f"{SH}path")
    severity = facts.links(iri, f"{SH}severity")
    return Shape(
        iri,
        shorten(severity[0]) if severity else "Violation",
        tuple(facts.links(iri, *(f"{SH}{name}" for name in _TARGETS))),
        write_path(paths[0], facts, reference) if paths else "",
        tuple(sorted(_write_constraints(reference, node))),
        tuple(_list_queries(facts, node)),
        tuple(facts.links(iri, f"{SH}property")),
        frozenset(_find_mentions(reference, node)),
    )


def _write_constraints(reference: Reference, node: NamedNode) -> Iterable[tuple[str, str]]:
    """Predicate and value of each constraint, as Turtle."""
    facts, prefixes = reference.facts, reference.prefixes
    for quad in facts.store.quads_for_pattern(node, None, None):
        if quad.predicate.value not in _APART:
            name = write_predicate(quad.predicate.value, prefixes)
            yield name, write_node(quad.object, facts, prefixes)


def _list_queries(facts: Facts, node: NamedNode) -> Iterable[str]:
    for constraint in facts.values(node, f"{SH}sparql"):
        if isinstance(constraint, NamedNode | BlankNode):
            for name in _TEXTS:
                for text in facts.values(constraint, name):
                    yield text.value.strip("\n") if isinstance(text, Literal) else ""


def _find_mentions(reference: Reference, start: NamedNode | BlankNode) -> set[str]:
    """The IRIs that a shape names: below it as far as blank nodes reach, and in its SPARQL."""
    found: set[str] = set()
    ahead: list[NamedNode | BlankNode] = [start]
    seen: set[object] = set(ahead)
    while ahead:
        for quad in reference.facts.store.quads_for_pattern(ahead.pop(), None, None):
            if _is_inside(quad) and quad.object not in seen:
                seen.add(quad.object)
                ahead.append(quad.object)  # type: ignore[arg-type]
            elif isinstance(quad.object, NamedNode):
                found.add(quad.object.value)
            elif isinstance(quad.object, Literal) and quad.predicate.value in _TEXTS:
                found |= list_iris(quad.object.value, reference.prefixes)
    return found


def _is_inside(quad: Quad) -> bool:
    """Whether the object belongs to the shape: a blank node, or a SPARQL constraint with a name."""
    is_query = quad.predicate.value == f"{SH}sparql" and isinstance(quad.object, NamedNode)
    return is_query or isinstance(quad.object, BlankNode)


def write_path(path: object, facts: Facts, reference: Reference) -> str:
    """A path as SPARQL writes it."""
    if isinstance(path, NamedNode):
        return write_predicate(path.value, reference.prefixes)
    if not isinstance(path, BlankNode):
        return ""
    for name, before, after in (
        ("inversePath", "^", ""),
        ("zeroOrMorePath", "", "*"),
        ("oneOrMorePath", "", "+"),
        ("zeroOrOnePath", "", "?"),
    ):
        for step in facts.values(path, f"{SH}{name}"):
            return f"{before}{write_path(step, facts, reference)}{after}"
    for choice in facts.values(path, f"{SH}alternativePath"):
        return f"({_join(choice, ' | ', facts, reference)})"
    return _join(path, " / ", facts, reference)


def _join(head: object, sign: str, facts: Facts, reference: Reference) -> str:
    members = facts.members(head) if isinstance(head, NamedNode | BlankNode) else []
    return sign.join(write_path(member, facts, reference) for member in members)


def index_shapes(shapes: dict[str, Shape]) -> dict[str, list[str]]:
    """For each term the shapes that ask something of it, in order.

    A class is asked by the parts of the shapes that apply to it, any term by a shape that names it.
    """
    found: dict[str, set[str]] = {}
    for shape in shapes.values():
        if shape.speaks:
            for term in shape.mentions:
                found.setdefault(term, set()).add(shape.iri)
        for target in shape.targets:
            own = {part for part in shape.parts if part in shapes}
            found.setdefault(target, set()).update(own)
    return {term: sorted(iris) for term, iris in found.items()}
