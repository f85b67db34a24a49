"""What a build writes: the graph in two syntaxes and a store, queries, answers, page, report."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Store, parse
from pyoxigraph import serialize as write_rdf

from graph_builder import storage
from graph_builder.drawing import draw, load_wording
from graph_builder.namespaces import PC, RDF, find_document, term
from graph_builder.querying import export_queries, load_queries, render

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .assembly import Assembly

_TYPE = NamedNode(f"{RDF}type")


def write_build(assembly: Assembly, folder: Path) -> None:
    """Write everything into an empty folder; the report, which says that it is whole, last."""
    with assembly.timed("write graph"):
        lines = canonicalize(assembly.store)
        (folder / storage.QUADS).write_bytes(b"".join(lines))
        quads = list(parse(b"".join(lines), format=RdfFormat.N_QUADS))
        (folder / storage.TRIG).write_bytes(format_trig(quads, assembly.ontology.prefixes))
    with assembly.timed("write store"):
        _write_store(quads, folder / storage.STORE)
    with assembly.timed("answer queries"):
        _write_answers(assembly, folder)
    with assembly.timed("draw page"):
        wording = load_wording(assembly.ontology.label_files)
        draw(assembly.store, wording=wording).save(folder / storage.PAGE)
    _write_report(assembly, lines, folder / storage.REPORT)


def canonicalize(quads: Iterable[Quad]) -> list[bytes]:
    """The lines of canonical N-Quads (RDFC-1.0), sorted: the same graph gives the same bytes."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    content = write_rdf(dataset, format=RdfFormat.N_QUADS)
    assert content is not None, "without an output the serializer returns its bytes"
    return sorted(content.splitlines(keepends=True))


def format_trig(quads: Iterable[Quad], prefixes: dict[str, str]) -> bytes:
    """Quads as TriG, graph by graph; those of the default graph alone are Turtle."""
    by_graph = sorted(quads, key=lambda quad: str(quad.graph_name))
    content = write_rdf(by_graph, format=RdfFormat.TRIG, prefixes=prefixes)
    assert content is not None, "without an output the serializer returns its bytes"
    lines = content.splitlines(keepends=True)
    # The serializer writes its prefixes in an order that changes from run to run.
    head = sorted(line for line in lines[: len(prefixes)])
    return b"".join([*head, *lines[len(prefixes) :]])


def _write_store(quads: Iterable[Quad], folder: Path) -> None:
    store = Store(str(folder))
    store.bulk_extend(quads)
    store.flush()


def _write_answers(assembly: Assembly, folder: Path) -> None:
    ontology = assembly.ontology
    queries, prefixes = load_queries(*ontology.queries), ontology.prefixes
    export_queries(folder / storage.QUERIES, queries.values(), prefixes)
    answers = folder / storage.ANSWERS
    answers.mkdir()
    for query in queries.values():
        values = {p.name: p.sample for p in query.parameters if p.required and p.sample}
        rows = query.run(assembly.store, values, prefixes)
        path = answers / f"{query.name}.csv"
        path.write_text(render(rows, "csv", spreadsheet=True), encoding="utf-8", newline="")


def _write_report(assembly: Assembly, lines: list[bytes], path: Path) -> None:
    report = {"build": describe_build(assembly, lines), "seconds": assembly.seconds}
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def describe_build(assembly: Assembly, lines: list[bytes]) -> dict[str, object]:
    """The reproducible part of the report: versions, counts, conformance, the graph's hash."""
    return {
        "polcom": version("polcom"),
        "ontology": {part.name: part.version for part in assembly.ontology.releases},
        "as_of": str(assembly.as_of),
        "documents": list_documents(assembly.store),
        "quads": len(lines),
        "sha256": sha256(b"".join(lines)).hexdigest(),
        "graphs": _count(str(quad.graph_name.value) for quad in assembly.store),
        "classes": count_classes(assembly.store),
        "conforms": assembly.validation.conforms,
        "findings": assembly.validation.count(),
        "proved": assembly.verification.proved if assembly.verification else None,
    }


def list_documents(store: Store) -> list[str]:
    """The ids of all documents of a graph, those kept from an earlier build included."""
    found = store.quads_for_pattern(None, _TYPE, term("Document"))
    nodes = (quad.subject for quad in found)
    return sorted({find_document(node.value) for node in nodes if isinstance(node, NamedNode)})


def count_classes(store: Store) -> dict[str, int]:
    """The number of instances of each class of the ontology, in order of name."""
    classes = (quad.object for quad in store.quads_for_pattern(None, _TYPE, None))
    names = (node.value for node in classes if isinstance(node, NamedNode))
    return _count(name.removeprefix(PC) for name in names if name.startswith(PC))


def _count(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))
