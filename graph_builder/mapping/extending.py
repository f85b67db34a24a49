"""What records say in the terms of an extension: further classes, further properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph_builder.namespaces import RDF, XSD, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder import model
    from graph_builder.ontology import Ontology

_TYPE = NamedNode(f"{RDF}type")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def list_values(record: model.Described) -> Iterator[tuple[str, str | dict[str, str]]]:
    """Each property with each of its values, in the order of the record."""
    for name, value in record.properties.items():
        for single in value if isinstance(value, tuple) else (value,):
            yield name, single


def emit_extended(
    record: model.Described, place: tuple[NamedNode, NamedNode, str], ontology: Ontology
) -> Iterator[Quad]:
    """The quads of the terms of extensions; ``place`` is subject, graph and id of the document."""
    subject, graph, document = place
    for name in record.types:
        yield Quad(subject, _TYPE, _expand(name, document, ontology), graph)
    for name, value in list_values(record):
        property_ = _expand(name, document, ontology)
        for node in write_value(property_, value, document, ontology):
            yield Quad(subject, property_, node, graph)


def write_value(
    property_: NamedNode, value: str | dict[str, str], document: str, ontology: Ontology
) -> Iterator[NamedNode | Literal]:
    """The terms of a value: what they are follows from the property.

    The value of an object property is a reference. A value by language is one literal for each.
    Else the range gives the datatype; without a range an ISO date is a date, the rest a string.
    """
    if isinstance(value, dict):
        yield from (Literal(words, language=tag) for tag, words in value.items())
    elif ontology.links_things(property_):
        yield _expand(value, document, ontology)
    else:
        implied = f"{XSD}date" if _DAY.fullmatch(value) else f"{XSD}string"
        yield Literal(value, datatype=NamedNode(ontology.find_range(property_) or implied))


def _expand(name: str, document: str, ontology: Ontology) -> NamedNode:
    found = expand(name, ontology.prefixes, document)
    assert found is not None, f"the prefix of {name} passed the consistency checks"
    return found
