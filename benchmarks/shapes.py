"""Validate the Ordos graph with rudof (the engine of the build) and pySHACL, in one run.

Prints seconds and the ratio, and stops when the two engines disagree.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import RdfFormat, Triple, serialize

from graph_builder.building import assemble
from graph_builder.ontology import load_ontology
from graph_builder.resources import data_path
from graph_builder.validation import validate_triples

ROOT = Path(__file__).resolve().parent.parent
SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def main() -> None:
    """Measure both engines on the same triples."""
    ontology = load_ontology()
    store = assemble([ROOT / "examples" / "ordos"]).store
    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in store}
    start = time.perf_counter()
    ours = len(validate_triples(triples, ontology.shapes).findings)
    rudof = time.perf_counter() - start

    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    for path in (data_path("ontology") / "prefixes.ttl", *ontology.shapes):
        shapes.parse(path)
    start = time.perf_counter()
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, allow_infos=True, allow_warnings=True)
    peer = time.perf_counter() - start
    theirs = len(set(report.subjects(rdflib.RDF.type, SHACL.ValidationResult)))

    print(f"{len(triples)} triples, {len(ontology.shapes)} files of shapes")
    print(f"rudof   {rudof:7.2f} s  {ours} findings")
    print(f"pySHACL {peer:7.2f} s  {theirs} findings")
    print(f"ratio   {peer / rudof:7.1f}")
    if ours != theirs:
        sys.exit("the engines disagree")


if __name__ == "__main__":
    main()
