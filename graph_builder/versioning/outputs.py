"""Renewed data on disk: a file of RDF, or a whole build."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, RdfFormat, parse

from graph_builder import storage
from graph_builder.building import Assembly, canonicalize, format_trig, write_build
from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from graph_builder.ontology import Ontology

    from .renewal import Renewal

_PLAIN, _PREFIXED = (".nq", ".nt"), (".trig", ".ttl")
_ONE_GRAPH = (".nt", ".ttl")


def refuse_output(source: Path, output: Path, *, overwrite: bool) -> None:
    """Nothing, for a place that renewed data of a source can be written to.

    Raises:
        UsageError: when something is there that must not be replaced, and for a folder that is to
            hold a build where the source is none.

    """
    if output.exists() and not overwrite:
        raise UsageError(f"{output}: exists; choose another place, or say --overwrite")
    if output.suffix in {*_PLAIN, *_PREFIXED}:
        return
    if not storage.holds_build(source):
        wanted = "give the output an ending: .nq, .trig, .nt or .ttl"
        raise UsageError(f"{source} is no build, so that {output} cannot become one; {wanted}")


def write_renewal(renewal: Renewal, ontology: Ontology, source: Path, output: Path) -> None:
    """Write renewed data: as RDF by the ending of the output, or without one as a build.

    The same data give the same bytes. What was there stays whole until the new is.

    Raises:
        StoreError: when it cannot be written.
        UsageError: when graphs are to go into a file that has room for none.

    """
    if output.suffix not in {*_PLAIN, *_PREFIXED}:
        report: Any = storage.read_report(source)["build"]
        day = date.fromisoformat(report["as_of"])
        assembly = Assembly(ontology, renewal.store, renewal.validation, as_of=day)
        with storage.replace_folder(output) as staging:
            write_build(assembly, staging)
        return
    _refuse_graphs(renewal.store, output)
    content = b"".join(canonicalize(renewal.store))
    if output.suffix in _PREFIXED:
        quads = parse(content, format=RdfFormat.N_QUADS)
        content = format_trig(quads, ontology.prefixes)
    storage.replace_file(output, content.decode())


def _refuse_graphs(store: Store, output: Path) -> None:
    if output.suffix in _ONE_GRAPH and any(
        not isinstance(quad.graph_name, DefaultGraph) for quad in store
    ):
        raise UsageError(f"{output}: the data stand in named graphs; write .nq or .trig")
