"""Copy the vocabularies of others into ``tests/vocabularies`` as sorted N-Triples.

Run ``make vocabularies``: npm brings the sources, whose versions and checksums stand in the lock
file beside the copies. A vocabulary is copied whole, statement by statement, but for the large
ones, of which the closure of the terms that our ontology names is copied: their kinds, labels,
super-terms, domains and ranges, and what these name, as far as it leads.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ontology_files import list_named_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    Node = NamedNode | BlankNode

FOLDER = Path(__file__).parent / "vocabularies"
PACKAGES = FOLDER / "node_modules" / "@vocabulary"
WHOLE = ("dcterms", "earl", "foaf", "oa", "org", "prov", "qb", "skos", "time", "vann")
#: Name of the copy, and the packages that its closure is taken from.
CUT = {"qudt": ("qudt", "quantitykind", "unit"), "schema": ("schema",), "sh": ("sh",)}
#: schema.org publishes both forms of its namespace; the copy has the one that we write.
SCHEMA_HTTP, SCHEMA = "http://schema.org/", "https://schema.org/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_QUDT = "http://qudt.org/schema/qudt/"
FOLLOWED = {
    *(_RDF + name for name in ("type", "first", "rest")),
    *(_RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(_OWL + name for name in ("complementOf", "disjointWith", "intersectionOf", "unionOf")),
    *(_OWL + name for name in ("equivalentClass", "equivalentProperty", "inverseOf")),
    *(_OWL + name for name in ("allValuesFrom", "onClass", "onDataRange", "onProperty")),
    f"{_OWL}someValuesFrom",
    *(SCHEMA + name for name in ("domainIncludes", "inverseOf", "rangeIncludes")),
}
KEPT = FOLLOWED | {
    *(_OWL + name for name in ("cardinality", "maxCardinality", "minCardinality", "hasValue")),
    *(_OWL + name for name in ("maxQualifiedCardinality", "minQualifiedCardinality")),
    f"{_OWL}qualifiedCardinality",
    *(_QUDT + name for name in ("conversionMultiplier", "hasQuantityKind")),
    f"{_RDFS}label",
}


def read_package(name: str) -> set[Triple]:
    """All statements of a package's vocabulary; each package has blank nodes of its own."""
    text = (PACKAGES / name / f"{name}.nq").read_text(encoding="utf-8")
    quads = parse(text.replace(SCHEMA_HTTP, SCHEMA), format=RdfFormat.N_QUADS)
    return {
        Triple(_name(quad.subject, name), quad.predicate, _name(quad.object, name))
        for quad in quads
    }


def _name(node: Any, package: str) -> Any:
    return BlankNode(f"{package}-{node.value}") if isinstance(node, BlankNode) else node


def close_terms(triples: set[Triple], terms: set[str]) -> set[Triple]:
    """What a vocabulary says of some terms and of all that this leads to."""
    about: dict[Node, list[Triple]] = {}
    for triple in triples:
        about.setdefault(triple.subject, []).append(triple)
    closed: set[Triple] = set()
    seen: set[Node] = set()
    waiting = [node for node in about if node.value in terms]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            closed.update(triple for triple in about.get(node, ()) if _is_kept(triple))
            waiting.extend(_list_leads(about.get(node, ())))
    return closed


def _is_kept(triple: Triple) -> bool:
    value = triple.object
    foreign = isinstance(value, Literal) and value.language not in (None, "en")
    return triple.predicate.value in KEPT and not foreign


def _list_leads(triples: list[Triple]) -> Iterator[Node]:
    for triple in triples:
        if triple.predicate.value in FOLLOWED and isinstance(triple.object, NamedNode | BlankNode):
            yield triple.object


def write_triples(triples: set[Triple], name: str) -> Path:
    """The file of a copy: its lines sorted, blank nodes named as in the source."""
    path = FOLDER / f"{name}.nt"
    path.write_text("".join(sorted(f"{triple} .\n" for triple in triples)), encoding="utf-8")
    return path


def main() -> int:
    """Write every copy anew, and say how large it is."""
    terms = {str(term) for term in list_named_terms()}
    copies = {name: read_package(name) for name in WHOLE}
    for name, packages in CUT.items():
        merged = {triple for package in packages for triple in read_package(package)}
        copies[name] = close_terms(merged, terms)
    for name, triples in sorted(copies.items()):
        path = write_triples(triples, name)
        size = path.stat().st_size
        sys.stdout.write(f"{path.name:<14}{len(triples):>7} triples{size:>9} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
