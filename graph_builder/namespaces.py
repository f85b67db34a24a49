"""The namespaces of the project and how its IRIs are made: the same record, the same IRI."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = "https://w3id.org/polcom/"
PC = f"{BASE}ns#"
VOCAB = f"{BASE}vocab/"
DATA = f"{BASE}id/"
GRAPH = f"{BASE}graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


class Knowledge(StrEnum):
    """The kinds of knowledge that are kept apart, one named graph each for every document."""

    STATED = "stated"
    INTERPRETED = "interpreted"
    MONITORING = "monitoring"
    DERIVED = "derived"


def term(local: str) -> NamedNode:
    """The term of the ontology with a local name.

    >>> term("Target").value
    'https://w3id.org/polcom/ns#Target'
    """
    return NamedNode(PC + local)


def name_document(document: str) -> NamedNode:
    """The IRI of a document."""
    return NamedNode(DATA + document)


def name_record(document: str, local: str) -> NamedNode:
    """The IRI of a record of a document.

    >>> name_record("ordos-interview-2022", "p1").value
    'https://w3id.org/polcom/id/ordos-interview-2022/p1'
    """
    return NamedNode(f"{DATA}{document}/{local}")


def find_document(iri: str) -> str:
    """The id of the document that the record with an IRI belongs to.

    >>> find_document("https://w3id.org/polcom/id/ordos-interview-2022/p1")
    'ordos-interview-2022'
    """
    return iri.removeprefix(DATA).split("/", 1)[0]


def find_local_name(iri: str) -> str:
    """What stands after the last ``#`` or ``/`` of an IRI.

    >>> find_local_name("https://w3id.org/polcom/ns#Target")
    'Target'
    """
    return iri.replace("#", "/").rpartition("/")[2]


def name_excerpt(document: NamedNode, start: int, end: int) -> NamedNode:
    """The IRI of a span of a document, after RFC 5147; offsets count code points."""
    return NamedNode(f"{document.value}#char={start},{end}")


def name_graph(document: str, knowledge: Knowledge) -> NamedNode:
    """The named graph of one kind of knowledge that comes from a document."""
    return NamedNode(f"{GRAPH}{document}/{knowledge}")


def expand(name: str, prefixes: Mapping[str, str], document: str = "") -> NamedNode | None:
    """The IRI behind a reference: a CURIE, ``document/record`` or a record of ``document``.

    None when the prefix of a CURIE is unknown.

    >>> expand("cn:ordos", {"cn": "https://w3id.org/polcom/ext/cn/"}).value
    'https://w3id.org/polcom/ext/cn/ordos'
    >>> expand("p1", {}, "interview").value
    'https://w3id.org/polcom/id/interview/p1'
    """
    prefix, colon, local = name.partition(":")
    if colon:
        return NamedNode(prefixes[prefix] + local) if prefix in prefixes else None
    return NamedNode(DATA + (name if "/" in name else f"{document}/{name}"))


def abbreviate(iri: str, prefixes: Mapping[str, str]) -> str:
    """The shortest CURIE of an IRI, or the IRI itself where no prefix fits.

    >>> abbreviate("https://w3id.org/polcom/ns#Target", {"pc": "https://w3id.org/polcom/ns#"})
    'pc:Target'
    """
    fitting = [(prefix, base) for prefix, base in prefixes.items() if iri.startswith(base)]
    if not fitting:
        return iri
    prefix, base = max(fitting, key=lambda pair: (len(pair[1]), pair[0]))
    return f"{prefix}:{iri[len(base) :]}"
