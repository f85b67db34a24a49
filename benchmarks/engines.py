"""One SHACL engine on one graph, in a process of its own: ``shapes.py`` starts it and reads it.

Arguments: engine, data and shapes (N-Triples), and the JSON file to write: the seconds taken to
read and to validate, and the findings as focus node, shape and severity.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib import Graph

    Run = tuple[float, float, list[tuple[str, str, str]]]


def run_rudof(data: Path, shapes: Path) -> Run:
    """Seconds to read, seconds to validate, and findings of rudof, as a build uses it."""
    from graph_builder.validation import validate_triples  # noqa: PLC0415 -- one engine

    start = time.perf_counter()
    triples = list(parse(path=str(data), format=RdfFormat.N_TRIPLES))
    middle = time.perf_counter()
    results = validate_triples(triples, [shapes]).findings
    end = time.perf_counter()
    return middle - start, end - middle, [(r.focus, r.shape, r.severity) for r in results]


def run_pyshacl(data: Path, shapes: Path) -> Run:
    """The same of pySHACL with the graph in rdflib's own memory store."""
    from rdflib import Graph  # noqa: PLC0415

    start = time.perf_counter()
    graph = Graph().parse(data, format="nt")
    return _validate(graph, shapes, start)


def run_pyshacl_oxigraph(data: Path, shapes: Path) -> Run:
    """The same of pySHACL with the graph in a store of Oxigraph, in memory."""
    start = time.perf_counter()
    store = Store()
    store.bulk_load(path=str(data), format=RdfFormat.N_TRIPLES)
    return _validate(store, shapes, start)


def _validate(data: Graph | Store, shapes: Path, start: float) -> Run:
    import pyshacl  # noqa: PLC0415 -- one engine
    from rdflib import SH, Graph  # noqa: PLC0415

    rules = Graph().parse(shapes, format="nt")
    middle = time.perf_counter()
    _, report, _ = pyshacl.validate(
        data, shacl_graph=rules, allow_infos=True, allow_warnings=True, inplace=True
    )
    end = time.perf_counter()
    found = [_describe(report, result) for result in report.objects(None, SH.result)]
    return middle - start, end - middle, found


def _describe(report: Graph, result: object) -> tuple[str, str, str]:
    from rdflib import SH  # noqa: PLC0415

    severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
    return (
        str(report.value(result, SH.focusNode)),
        str(report.value(result, SH.sourceShape)),
        severity,
    )


ENGINES: dict[str, Callable[[Path, Path], Run]] = {
    "rudof": run_rudof,
    "pySHACL": run_pyshacl,
    "pySHACL on Oxigraph": run_pyshacl_oxigraph,
}


def main(engine: str, data: Path, shapes: Path, output: Path) -> None:
    """Run one engine and write what came of it."""
    read, validate, findings = ENGINES[engine](data, shapes)
    unique = sorted(set(findings))
    output.write_text(json.dumps({"read": read, "validate": validate, "findings": unique}))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]))
