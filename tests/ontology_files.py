"""The ontology's files by IRI, as the tests and the proof read them."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "ontology"
BASE = "https://w3id.org/polcom"
SHAPES = FOLDER / "shapes"


def read_modules(folder: Path = FOLDER) -> dict[str, Graph]:
    """Every module, vocabulary and extension file by ontology IRI; no shapes, no examples."""
    modules = {}
    for path in sorted(folder.rglob("*.ttl")):
        if {"shapes", "examples"} & set(path.relative_to(folder).parts):
            continue
        graph = Graph().parse(path)
        modules[str(header_of(graph))] = graph
    return modules


def read_shapes() -> Graph:
    """The shapes of modules and extensions, with the prefixes of their SPARQL constraints."""
    files = [*SHAPES.glob("*.ttl"), *FOLDER.glob("ext/*/shapes/*.ttl"), FOLDER / "prefixes.ttl"]
    return merge([Graph().parse(path) for path in files])


def header_of(graph: Graph) -> URIRef:
    """The one ontology that a file declares."""
    (header,) = set(graph.subjects(RDF.type, OWL.Ontology))
    assert isinstance(header, URIRef)
    return header


def imports_of(iri: str, modules: dict[str, Graph]) -> set[str]:
    """What a module imports directly."""
    return {str(target) for target in modules[iri].objects(URIRef(iri), OWL.imports)}


def close_imports(iri: str, modules: dict[str, Graph]) -> set[str]:
    """A module and everything it imports, however far."""
    seen: set[str] = set()
    waiting = [iri]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(imports_of(current, modules))
    return seen


def list_named_terms() -> set[URIRef]:
    """Every IRI that a module, vocabulary, extension, alignment or export names."""
    graphs = read_modules().values()
    nodes = {node for graph in graphs for triple in graph for node in triple}
    exported = {term for path in list_exports() for term in list_exported_terms(path)}
    return {node for node in nodes if isinstance(node, URIRef)} | exported


def list_exports() -> list[Path]:
    """The queries that write other vocabularies."""
    return sorted((FOLDER / "exports").glob("*.rq"))


def list_exported_terms(path: Path) -> set[URIRef]:
    """Every prefixed name in a query, as an IRI."""
    text = path.read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"^PREFIX ([\w-]+): <(\S+)>$", text, re.MULTILINE))
    body = re.sub(r'"[^"]*"|^#.*$|^PREFIX .*$', "", text, flags=re.MULTILINE)
    used = re.findall(r"(?<![\w?<-])([\w-]+):(\w[\w-]*)", body)
    return {URIRef(prefixes[prefix] + local) for prefix, local in used}


def merge(graphs: list[Graph]) -> Graph:
    """All triples of some graphs; blank nodes stay apart, each file having been parsed alone."""
    merged = Graph()
    for graph in graphs:
        for triple in graph:
            merged.add(triple)
    return merged
