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

from tests.ontology_files import BASE, FOLDER, close_imports, merge, read_modules

if TYPE_CHECKING:
    from rdflib.term import Node

COPIES = Path(__file__).parent / "vocabularies"
PC = Namespace(f"{BASE}/ns#")
ALIGNMENTS = f"{BASE}/alignments/"
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
_RANGES = {OWL.ObjectProperty: OWL.Class, OWL.DatatypeProperty: RDFS.Datatype}
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


def merge_targets(*names: str) -> Graph:
    """Alignments with what they import and the vocabularies that they lead to, as they are."""
    copies = {copy: read_copy(copy) for name in names for copy in TARGETS[name]}
    return merge([extend_core(*names), *copies.values()])


def close_logic(graph: Graph) -> Graph:
    """What follows by the rules of OWL 2 RL from a merged graph, annotations left out."""
    logic = Graph()
    for triple in graph:
        if triple[1] in _LOGIC or str(triple[1]).startswith(str(OWL)):
            logic.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(logic)
    return logic


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
    becomes any literal. Keys, and restrictions on annotations, are left out.
    """
    plain = _replace_builtins(graph)
    kinds = _settle_kinds(plain)
    repaired = Graph()
    for term, kind in kinds.items():
        repaired.add((term, RDF.type, kind))
    used = (OWL.ObjectProperty, OWL.DatatypeProperty)
    restricted = plain.subject_objects(OWL.onProperty)
    void = {node for node, term in restricted if kinds.get(term) not in used}
    for triple in plain:
        if void.isdisjoint(triple) and _fits(*triple, kinds):
            repaired.add(triple)
    return repaired


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
    kind, other = (_place(node, kinds) for node in (subject, value))
    links = OWL.ObjectProperty
    if predicate == RDF.type:
        if value in _TRAITS:
            return kind == links or (kind, value) == (OWL.DatatypeProperty, OWL.FunctionalProperty)
        own = str(subject).startswith(_SYNTAX)
        individual = kind is None and other == OWL.Class and not own
        return individual or (isinstance(subject, BNode) and value in _STRUCTURES)
    if predicate in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith):
        return (kind, other) == (OWL.Class, OWL.Class)
    if predicate in (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.propertyDisjointWith):
        return kind == other and kind in (links, OWL.DatatypeProperty)
    if predicate == RDFS.domain:
        return kind in (links, OWL.DatatypeProperty) and other == OWL.Class
    if predicate == RDFS.range:
        return kind is not None and _RANGES.get(kind) == other
    if predicate in (OWL.inverseOf, OWL.propertyChainAxiom):
        return kind == links and (other == links or isinstance(value, BNode))
    return predicate in (RDF.first, RDF.rest) or (
        isinstance(subject, BNode) and str(predicate).startswith(str(OWL))
    )


def _place(node: Node, kinds: dict[Node, URIRef]) -> URIRef | None:
    """The kind of a term; blank nodes stand for classes, and literals have none."""
    if isinstance(node, BNode) or node == OWL.Thing:
        return OWL.Class
    return RDFS.Datatype if node in _LITERALS else kinds.get(node)
