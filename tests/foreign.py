"""The vocabularies of others, and what our ontology says and infers when they are merged with it.

``repair`` makes OWL 2 DL of files that are not, for a reasoner that takes nothing else. What it
does is written at each step; each step weakens or settles what a file says and invents nothing,
but for kinds that a file leaves open. RDF semantics (owlrl) is given the files as they are.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Namespace, URIRef

from graph_builder.namespaces import abbreviate
from graph_builder.ontology import load_ontology
from tests.ontology_files import BASE, FOLDER, close_imports, merge, read_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

COPIES = Path(__file__).parent / "vocabularies"
PC = Namespace(f"{BASE}/ns#")
ALIGNMENTS = f"{BASE}/alignments/"
#: What the rules of OWL 2 RL say with when they find a contradiction.
FAULT = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
#: What each alignment is merged with: its own vocabulary, and those that this one builds on.
TARGETS = {
    "cids": ("cids",),
    "data-cube": ("qb", "skos"),
    "earl": ("earl", "foaf"),
    "org": ("org", "foaf", "prov", "skos"),
    "prov": ("prov",),
    "qudt": ("qudt",),
    "schema-org": ("schema",),
    "sdg": ("sdgo", "skos", "dcterms"),
    "skos": ("skos",),
    "stratml": (),
    "time": ("time",),
    "web-annotation": ("oa",),
}
AXIOMS = (RDFS.subClassOf, RDFS.subPropertyOf)
MATCHES = (SKOS.broadMatch, SKOS.closeMatch, SKOS.relatedMatch)
RELATIONS = (*AXIOMS, *MATCHES, RDFS.seeAlso)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_LOGIC = {RDF.type, RDF.first, RDF.rest, RDFS.domain, RDFS.range, *AXIOMS}
_SYNTAX = (str(OWL), str(RDF), str(RDFS), str(XSD))
_THINGS = (RDF.List, RDFS.Container, RDFS.Resource)
_NUMBERS = ("byte", "decimal", "double", "float", "int", "integer", "long", "short")
_TEXTS = ("anyURI", "boolean", "dateTime", "language", "normalizedString", "string", "token")
_DATATYPES = {
    *(XSD[name] for name in (*_NUMBERS, *_TEXTS, "hexBinary", "base64Binary")),
    *(XSD[name] for name in ("nonNegativeInteger", "positiveInteger", "unsignedInt")),
}
_LITERALS = {*_DATATYPES, RDFS.Literal, RDF.langString}
_LINK, _DATA = OWL.ObjectProperty, OWL.DatatypeProperty
_CLASSES = {(OWL.Class, OWL.Class)}
_PROPERTIES = {(_LINK, _LINK), (_DATA, _DATA)}
#: The kinds of term that an axiom can be about.
_PAIRS = {
    **dict.fromkeys((RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith), _CLASSES),
    **dict.fromkeys((RDFS.subPropertyOf, OWL.equivalentProperty), _PROPERTIES),
    RDFS.domain: {(_LINK, OWL.Class), (_DATA, OWL.Class)},
    RDFS.range: {(_LINK, OWL.Class), (_DATA, RDFS.Datatype)},
}
_STRUCTURES = {OWL.AllDisjointClasses, OWL.Class, OWL.Restriction}
_TRAITS = {
    *(OWL.AsymmetricProperty, OWL.FunctionalProperty, OWL.InverseFunctionalProperty),
    *(OWL.IrreflexiveProperty, OWL.SymmetricProperty, OWL.TransitiveProperty),
}


@cache
def read_copy(name: str) -> Graph:
    """The vocabulary of a name, as it is in ``tests/vocabularies``."""
    (path,) = COPIES.glob(f"{name}.*")
    return Graph().parse(path)


def read_copies() -> dict[str, Graph]:
    """All vocabularies by name."""
    paths = [*COPIES.glob("*.nt"), *COPIES.glob("*.ttl")]
    return {path.stem: read_copy(path.stem) for path in sorted(paths)}


def shorten(term: object) -> str:
    """The CURIE of an IRI, or the IRI where no prefix fits."""
    return abbreviate(str(term), load_ontology().prefixes)


def read_alignments() -> dict[str, Graph]:
    """Every alignment by name."""
    paths = sorted((FOLDER / "alignments").glob("*.ttl"))
    return {path.stem: Graph().parse(path) for path in paths}


def list_mappings(graph: Graph) -> list[tuple[URIRef, URIRef, URIRef]]:
    """What an alignment says of our terms: term, relation, foreign term."""
    return sorted(
        (subject, predicate, value)
        for subject, predicate, value in graph
        if predicate in RELATIONS and str(subject).startswith(BASE)
    )


def extend_core(*names: str) -> Graph:
    """The modules and vocabularies that some alignments import, with the alignments."""
    modules = read_modules()
    wanted = {iri for name in names for iri in close_imports(f"{ALIGNMENTS}{name}", modules)}
    return merge([modules[iri] for iri in sorted(wanted)])


@cache
def merge_targets(*names: str) -> Graph:
    """Alignments with what they import and the vocabularies that they lead to, as they are.

    Nobody changes the graph: it is merged once for all tests.
    """
    return merge([extend_core(*names), merge_copies(*names)])


def merge_copies(*names: str) -> Graph:
    """The vocabularies that some alignments lead to."""
    copies = {copy for name in names for copy in TARGETS[name]}
    return merge([read_copy(copy) for copy in sorted(copies)])


def close_logic(graph: Graph, *facts: Graph) -> Graph:
    """What follows by the rules of OWL 2 RL from a merged graph and from facts about individuals.

    Of the graph, annotations and what it says of individuals but their classes are left out.
    """
    logic = merge(list(facts))
    for triple in graph:
        if triple[1] in _LOGIC or str(triple[1]).startswith(str(OWL)):
            logic.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(logic)
    return logic


@cache
def close_targets(*names: str) -> Graph:
    """What follows from alignments with their vocabularies; nobody changes this graph either."""
    return close_logic(merge_targets(*names))


def list_supertypes(closed: Graph, term: URIRef) -> list[URIRef]:
    """The foreign classes and properties that lie above a term of ours."""
    above = {value for path in AXIOMS for value in closed.objects(term, path)}
    return sorted(
        node
        for node in above
        if isinstance(node, URIRef) and not str(node).startswith((BASE, *_SYNTAX))
    )


# Repair --------------------------------------------------------------------------------------


def repair(graph: Graph) -> Graph:
    """The classes, properties and typed individuals of a merged graph as OWL 2 DL.

    One kind is settled for each term; what does not fit it is left out, as are annotations and
    values of data. A class outside OWL becomes owl:Thing; a datatype outside the map of OWL 2
    becomes any literal. Keys are left out, and restrictions that are on
    annotations or restrict nothing.
    """
    plain = _replace_builtins(graph)
    kinds = _settle_kinds(plain)
    repaired = Graph()
    for term, kind in kinds.items():
        repaired.add((term, RDF.type, kind))
    void = set(_list_void_restrictions(plain, kinds))
    for triple in plain:
        if void.isdisjoint(triple) and _fits(*triple, kinds):
            repaired.add(triple)
    return repaired


def _list_void_restrictions(graph: Graph, kinds: dict[Node, URIRef]) -> Iterator[Node]:
    for node, term in graph.subject_objects(OWL.onProperty):
        bare = set(graph.predicates(node)) <= {RDF.type, OWL.onProperty}
        if bare or kinds.get(term) not in (_LINK, _DATA):
            yield node


def _replace_builtins(graph: Graph) -> Graph:
    own = set(graph.subjects(RDF.type, RDFS.Datatype))
    xsd = {node for node in graph.objects() if str(node).startswith(str(XSD))}
    builtins = dict.fromkeys((own | xsd) - _DATATYPES, RDFS.Literal)
    builtins |= dict.fromkeys(_THINGS, OWL.Thing)
    plain = Graph()
    for subject, predicate, value in graph:
        if subject not in builtins:
            plain.add((subject, predicate, builtins.get(value, value)))
    return plain


def _settle_kinds(graph: Graph) -> dict[Node, URIRef]:
    """What each term is: as we use it, else as OWL says, else as its range or its place tells."""
    annotations = set(_read_external().subjects(RDF.type, OWL.AnnotationProperty))
    kinds: dict[Node, URIRef] = {}
    for term in {node for triple in graph for node in triple if isinstance(node, URIRef)}:
        kind = OWL.AnnotationProperty if term in annotations else _find_kind(graph, term)
        if kind and not str(term).startswith(_SYNTAX):
            kinds[term] = kind
    return kinds


@cache
def _read_external() -> Graph:
    return Graph().parse(FOLDER / "external.ttl")


def _find_kind(graph: Graph, term: URIRef) -> URIRef | None:
    said = set(graph.objects(term, RDF.type))
    if found := next((kind for kind in KINDS if kind in said), None):
        return found
    if RDF.Property in said:
        literal = _LITERALS & set(graph.objects(term, RDFS.range))
        return OWL.DatatypeProperty if literal else OWL.ObjectProperty
    placed = [(term, RDFS.subClassOf, None), (None, RDFS.subClassOf, term)]
    placed += [(None, RDFS.domain, term), (None, RDFS.range, term), (None, RDF.type, term)]
    is_class = RDFS.Class in said or any(pattern in graph for pattern in placed)
    return OWL.Class if is_class else None


def _fits(subject: Node, predicate: Node, value: Node, kinds: dict[Node, URIRef]) -> bool:
    """Whether a statement is logic, and about terms of the kinds that it is made for."""
    if predicate == RDF.type:
        return _types(subject, value, kinds)
    kind, other = (_place(node, kinds) for node in (subject, value))
    if predicate in _PAIRS:
        return (kind, other) in _PAIRS[predicate]
    if predicate in (OWL.inverseOf, OWL.propertyChainAxiom):
        return kind == OWL.ObjectProperty and (other == kind or isinstance(value, BNode))
    part = isinstance(subject, BNode) and str(predicate).startswith(str(OWL))
    return part or predicate in (RDF.first, RDF.rest)


def _types(subject: Node, value: Node, kinds: dict[Node, URIRef]) -> bool:
    """Whether a type is a trait that the property can have, a structure, or an individual's."""
    kind = _place(subject, kinds)
    if value in _TRAITS:
        data = (kind, value) == (OWL.DatatypeProperty, OWL.FunctionalProperty)
        return data or kind == OWL.ObjectProperty
    if isinstance(subject, BNode):
        return value in _STRUCTURES
    syntax = str(subject).startswith(_SYNTAX)
    return kind is None and not syntax and _place(value, kinds) == OWL.Class


def _place(node: Node, kinds: dict[Node, URIRef]) -> URIRef | None:
    """The kind of a term; blank nodes stand for classes, and literals have none."""
    if isinstance(node, BNode) or node == OWL.Thing:
        return OWL.Class
    return RDFS.Datatype if node in _LITERALS else kinds.get(node)
