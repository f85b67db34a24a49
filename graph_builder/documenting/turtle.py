"""Terms as Turtle, short enough to be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from graph_builder.namespaces import DATA, RDF, XSD, abbreviate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .facts import Facts

_LOCAL = re.compile(r"[\w.-]*:(?:\w(?:[\w.-]*[\w-])?)?", re.ASCII)
_BARE = {f"{XSD}integer", f"{XSD}decimal", f"{XSD}boolean"}
_TYPE = f"{RDF}type"


def write_iri(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as a prefixed name, or in brackets; those of data are relative to their base.

    >>> write_iri("https://w3id.org/polcom/id/report/t1", {})
    '<report/t1>'
    """
    short = abbreviate(iri, prefixes)
    if short != iri and _LOCAL.fullmatch(short):
        return short
    return f"<{iri.removeprefix(DATA) or iri}>"


def write_literal(literal: Literal, prefixes: Mapping[str, str]) -> str:
    """A literal; plain numbers without their type.

    >>> write_literal(Literal(50), {})
    '50'
    """
    datatype = literal.datatype.value
    if literal.language or datatype == f"{XSD}string":
        return str(literal)
    plain = datatype in _BARE and (datatype != f"{XSD}decimal" or "." in literal.value)
    if plain and re.fullmatch(r"[+-]?\d*\.?\d+|true|false", literal.value):
        return literal.value
    return f"{Literal(literal.value)}^^{write_iri(datatype, prefixes)}"


def write_node(node: object, facts: Facts, prefixes: Mapping[str, str], most: int = 6) -> str:
    """A term with what hangs below it, as far as blank nodes reach; lists in parentheses."""
    if isinstance(node, NamedNode):
        return write_iri(node.value, prefixes)
    if isinstance(node, Literal):
        return write_literal(node, prefixes)
    if not isinstance(node, BlankNode) or most == 0:
        return "[ … ]"
    if facts.values(node, f"{RDF}first"):
        inside = (write_node(member, facts, prefixes, most - 1) for member in facts.members(node))
        return f"( {' '.join(inside)} )"
    parts = sorted(
        f"{write_predicate(quad.predicate.value, prefixes)} "
        f"{write_node(quad.object, facts, prefixes, most - 1)}"
        for quad in facts.store.quads_for_pattern(node, None, None)
    )
    return f"[ {' ; '.join(parts)} ]"


def write_predicate(iri: str, prefixes: Mapping[str, str]) -> str:
    """A predicate; the type as ``a``."""
    return "a" if iri == _TYPE else write_iri(iri, prefixes)


def write_statements(
    subject: str, pairs: Iterable[tuple[str, str]], prefixes: Mapping[str, str]
) -> str:
    """The triples of a subject; ``pairs`` are predicates and objects, objects as N-Triples."""
    lines = [
        f"{write_predicate(predicate, prefixes)} {shorten_term(value, prefixes)}"
        for predicate, value in pairs
    ]
    return f"{write_iri(subject, prefixes)}\n  " + " ;\n  ".join(lines) + " ."


def shorten_term(text: str, prefixes: Mapping[str, str]) -> str:
    """A term of N-Triples in the words of Turtle.

    >>> shorten_term('"2025-12-31"^^<http://www.w3.org/2001/XMLSchema#date>', {"xsd": XSD})
    '"2025-12-31"^^xsd:date'
    """
    term = read_term(text)
    if isinstance(term, NamedNode):
        return write_iri(term.value, prefixes)
    return write_literal(term, prefixes) if isinstance(term, Literal) else text


def read_term(text: str) -> NamedNode | BlankNode | Literal | None:
    """The term that N-Triples writes so."""
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415

    triples = list(parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES))
    found = triples[0].object
    return found if isinstance(found, NamedNode | BlankNode | Literal) else None
