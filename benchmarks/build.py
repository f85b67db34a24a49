"""Build records of growing size, and ask the pack on Oxigraph and on rdflib, in one run.

The records are copies of one goal with nine targets, each with evidence, metric and deadline.
Prints seconds for each size, so that growth can be seen, and the ratio of the two engines.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, Triple, serialize

from graph_builder.building import assemble
from graph_builder.ontology import load_ontology
from graph_builder.querying import load_queries

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 300, 1000)
TARGETS = 9
QUERIES = ("goal_tree", "numeric_targets", "deadlines", "exact_words")


def make_records(goals: int) -> dict[str, object]:
    """A record file with this many goals and nine targets for each."""
    statements: list[dict[str, object]] = []
    for goal in range(goals):
        place = goal * 100
        statements.append(_make(f"g{goal}", "goal", place))
        for number in range(TARGETS):
            target = _make(f"g{goal}-t{number}", "target", place + 10 * (number + 1))
            target |= {"target_of": f"g{goal}", "metric": "coal", "comparator": ">=", "unit": "t"}
            target |= {"value": str(1000 + number), "expressed_as": "level"}
            target |= {"deadline": "2025-12-31", "deadline_basis": "stated"}
            statements.append(target)
    document = {"id": "made", "title": {"en": "Made"}, "language": "en", "issued": "2024-01-01"}
    document |= {"sha256": "0" * 64, "length": goals * 100, "undertaken_by": "cn:gov-ordos"}
    document |= {"place": "cn:ordos", "speaker": "cn:gov-ordos"}
    metric = {"id": "coal", "label": {"en": "coal", "zh-Hans": "煤"}, "unit": "t"}
    return {"format": 1, "document": document, "metrics": [metric], "statements": statements}


def _make(local: str, kind: str, start: int) -> dict[str, object]:
    span = {"start": start, "end": start + 9, "quote": "nine char"}
    label = {"en": f"{kind} {local}", "zh-Hans": f"{kind} {local}"}
    return {"id": local, "kind": kind, "label": label, "evidence": [span]}


def main() -> None:
    """Measure building at each size, then asking at the middle one."""
    with tempfile.TemporaryDirectory() as folder:
        for goals in SIZES:
            path = Path(folder) / f"{goals}.json"
            path.write_text(json.dumps(make_records(goals)), encoding="utf-8")
            start = time.perf_counter()
            assembly = assemble([path])
            total = time.perf_counter() - start
            steps = ", ".join(f"{step} {seconds}" for step, seconds in assembly.seconds.items())
            count = goals * (TARGETS + 1)
            print(f"{count:6d} statements {len(assembly.store):8d} quads {total:6.2f} s")
            print(f"       {steps}")
    compare_engines()


def compare_engines() -> None:
    """Ask some questions of the Ordos graph on both engines."""
    store = assemble([ROOT / "examples" / "ordos"]).store
    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in store}
    graph = rdflib.Graph()
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    queries, prefixes = load_queries(), load_ontology().prefixes
    for name in QUERIES:
        query = queries[name]
        start = time.perf_counter()
        query.run(store, {}, prefixes)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        bound = {v.value: rdflib.util.from_n3(str(t)) for v, t in query.bind({}, prefixes).items()}
        list(graph.query(query.text, initBindings=bound))
        peer = time.perf_counter() - start
        print(f"{name:18s} Oxigraph {ours * 1000:8.1f} ms  rdflib {peer * 1000:8.1f} ms", end="")
        print(f"  ratio {peer / ours:6.1f}")


if __name__ == "__main__":
    main()
