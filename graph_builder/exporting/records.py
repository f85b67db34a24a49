"""What documents state, as JSON-LD whose keys are the field names of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Triple

from graph_builder.mapping import TABLE, Form
from graph_builder.namespaces import GRAPH, XSD

from .constructs import name_blanks, write_json_ld

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graph_builder.mapping import Row
    from graph_builder.ontology import Ontology

_LINKS = {Form.ADDRESS, Form.CONCEPT, Form.REFERENCE, Form.UNIT}
_TYPED = {Form.DATE, Form.DECIMAL, Form.INTEGER}


def make_context(prefixes: dict[str, str]) -> dict[str, Any]:
    """The JSON-LD context of the one table from fields to terms.

    A property that several fields share, as rdfs:label does, has the first of their names.
    """
    context: dict[str, Any] = {**prefixes, "id": "@id", "type": "@type"}
    seen: set[str] = set()
    for rows in TABLE.values():
        for row in rows:
            if row.property not in seen and row.field not in context:
                seen.add(row.property)
                context[row.field] = _describe(row)
    return context


def _describe(row: Row) -> dict[str, str]:
    if row.form in _LINKS:
        return {"@id": row.property, "@type": "@id"}
    if row.form in _TYPED:
        return {"@id": row.property, "@type": f"{XSD}{row.form}"}
    if row.form is Form.TEXT:
        return {"@id": row.property, "@container": "@language"}
    return {"@id": row.property}


def write_records(store: Store, ontology: Ontology) -> str:
    """All triples about things of the documents, as flat JSON-LD: nothing of them is lost.

    Raises:
        UsageError: when PyLD is missing.

    """
    triples = {
        Triple(quad.subject, quad.predicate, quad.object)
        for graph in store.named_graphs()
        if isinstance(graph, NamedNode) and graph.value.startswith(GRAPH)
        for quad in store.quads_for_pattern(None, None, None, graph)
    }
    context = {"@context": make_context(ontology.prefixes)}
    return write_json_ld(name_blanks(sorted(triples, key=str)), context)
