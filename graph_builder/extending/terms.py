"""Rules on the Turtle of an extension: headers, imports, its own terms and nobody else's."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx
from pyoxigraph import Literal, NamedNode

from graph_builder.coherence import REMEDY, find_missing, find_twins
from graph_builder.namespaces import BASE, OWL, RDFS, SKOS
from graph_builder.resources import data_path

from .draft import RDF_TYPE, VANN, Draft
from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

_KINDS = {f"{OWL}Class", f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty", f"{SKOS}Concept"}
_LABELS = {
    f"{RDFS}label",
    f"{SKOS}prefLabel",
    f"{SKOS}altLabel",
    f"{SKOS}definition",
    f"{SKOS}scopeNote",
}
_GIVEN = ("en", "zh-hans")
_HEADER = "write one block that says: a owl:Ontology, as at the top of the skeleton's files"


def check_headers(draft: Draft) -> Iterator[Finding]:
    """Every file has one header, under an IRI that is not the project's."""
    for files in (draft.terms, draft.shapes):
        for path in files:
            heads = [node for node, home in draft.headers.items() if home == path]
            if len(heads) != 1:
                found = f"{len(heads) or 'no'} headers"
                yield Finding(
                    draft.name(path),
                    "",
                    "header",
                    found,
                    _HEADER,
                )
    yield from _check_prefixes(draft)


def _check_prefixes(draft: Draft) -> Iterator[Finding]:
    for prefix, namespace in draft.prefixes.items():
        if draft.core.prefixes.get(prefix, namespace) != namespace:
            where = draft.extension.name
            found = f"the prefix '{prefix}:' stands for another namespace in polcom"
            yield Finding(where, prefix, "prefix", found, "choose another prefix")
    preferred = {words for _, words in draft.find(f"{VANN}preferredNamespacePrefix")}
    if not preferred & {*draft.prefixes, *draft.core.prefixes}:
        found, wanted = "no prefix is declared", "declare one with sh:declare in the first header"
        yield Finding(draft.extension.name, "", "prefix", found, wanted)


def check_imports(draft: Draft) -> Iterator[Finding]:
    """Imports lead to files of polcom or of the extension, and never in a circle."""
    known = {node.value for node in draft.headers} | _list_core_iris(draft)
    for path, node, target in find_missing({**draft.terms, **draft.shapes}, known):
        found = f"imports <{target}>, which is neither polcom's nor in this folder"
        yield Finding(draft.name(path), draft.shorten(node), "import", found, REMEDY)
    imports = draft.find(f"{OWL}imports")
    links = nx.DiGraph((node.value, target) for node, target in imports)
    circles = (part for part in nx.strongly_connected_components(links) if len(part) > 1)
    for iri in sorted({*chain(*circles), *nx.nodes_with_selfloops(links)}):
        where = draft.where(NamedNode(iri))
        found = f"<{iri}> imports itself by way of others"
        yield Finding(where, "", "import", found, "let imports run one way")


def _list_core_iris(draft: Draft) -> set[str]:
    quads = draft.core.store.quads_for_pattern(None, RDF_TYPE, NamedNode(f"{OWL}Ontology"))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def check_hijacking(draft: Draft) -> Iterator[Finding]:
    """No triple speaks of a term of polcom or another vocabulary; labels in new languages may."""
    foreign = {
        (path, quad.subject)
        for path, quads in draft.terms.items()
        for quad in quads
        if isinstance(quad.subject, NamedNode)
        and draft.core.knows(quad.subject)
        and not _is_further_label(quad)
    }
    for path, node in sorted(foreign, key=lambda pair: (pair[0], pair[1].value)):
        found = "the file says something of a term of polcom"
        wanted = "say it of a term of your own; only labels in further languages may be added"
        yield Finding(draft.name(path), draft.shorten(node), "hijack", found, wanted)


def _is_further_label(quad: Quad) -> bool:
    words = quad.object
    tagged = isinstance(words, Literal) and words.language not in {None, *_GIVEN}
    return tagged and quad.predicate.value in _LABELS


def check_modules(draft: Draft) -> Iterator[Finding]:
    """Every class, property and concept names the file that defines it."""
    homes = dict(draft.find(f"{RDFS}isDefinedBy"))
    files = {head.value: path for head, path in draft.headers.items()}
    for path, quads in draft.terms.items():
        declared = {
            quad.subject
            for quad in quads
            if quad.predicate == RDF_TYPE and getattr(quad.object, "value", "") in _KINDS
        }
        for node in sorted(declared, key=str):
            if not isinstance(node, NamedNode) or files.get(homes.get(node, "")) == path:
                continue
            head = next((iri for iri, home in files.items() if home == path), "the file")
            found = "rdfs:isDefinedBy does not name the file that it stands in"
            wanted = f"write rdfs:isDefinedBy <{head}>"
            yield Finding(draft.name(path), draft.shorten(node), "module", found, wanted)


def check_namespace(draft: Draft) -> Iterator[Finding]:
    """Terms of an extension do not stand in the project's own namespace."""
    if data_path("ontology").resolve() in draft.extension.folder.resolve().parents:
        return
    for node, home in draft.headers.items():
        if node.value.startswith(BASE):
            found, wanted = "an ontology IRI of the project", "choose an IRI of your own"
            yield Finding(draft.name(home), f"<{node.value}>", "namespace", found, wanted)


def check_twins(drafts: list[Draft]) -> Iterator[Finding]:
    """No two extensions describe the same thing."""
    homes = {path: draft for draft in drafts for path in (*draft.terms, *draft.shapes)}
    for node, first, second in find_twins({**d.terms, **d.shapes} for d in drafts):
        one, other = homes[first], homes[second]
        found = f"'{one.extension.name}' defines it too, in {one.name(first)}"
        wanted = "keep one definition, and let the other extension use it"
        yield Finding(other.name(second), other.shorten(node), "twin", found, wanted)
