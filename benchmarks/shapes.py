"""Validate graphs of several sizes with rudof (the engine of the build) and pySHACL, in one run.

A graph is the ontology and copies of its good example, one of every kind of statement, each under a
name of its own; every tenth copy carries a bad example, in turn. Each engine runs in a process of
its own and is stopped after a limit. Prints seconds, the peak of memory, findings, whether the
engines agree on focus node, shape and severity, and the ratio, as a Markdown table; stops with an
error where they disagree.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from graph_builder.ontology import load_ontology
from graph_builder.resources import data_path
from graph_builder.turtle import read_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIZES = (10_000, 100_000)
ENGINES = ("rudof", "pySHACL", "pySHACL on Oxigraph")
EXAMPLES = data_path("ontology") / "examples"
NAMES = b"https://w3id.org/polcom/id/"
SPOILED = 10
HEAD = "| triples | engine | read, s | validate, s | peak, MB | findings | agrees | ratio |"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run; without a report the engine was stopped or failed."""

    engine: str
    peak: int
    report: dict[str, object] | None
    code: int

    @property
    def seconds(self) -> float:
        """The seconds of reading and validating together."""
        assert self.report is not None
        return float(str(self.report["read"])) + float(str(self.report["validate"]))


def main() -> int:
    """Measure every engine at every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="in triples")
    parser.add_argument("--limit", type=int, default=300, help="seconds for one engine")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    options = parser.parse_args()
    print(f"{HEAD}\n|{' --- |' * (HEAD.count('|') - 1)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        shapes = Path(folder) / "shapes.nt"
        files = (data_path("ontology") / "prefixes.ttl", *load_ontology().shapes)
        shapes.write_bytes(write_lines(quad for path in files for quad in read_turtle(path)))
        engines = list(options.engines)
        return max(measure(size, engines, Path(folder), options.limit) for size in options.sizes)


def measure(size: int, engines: list[str], folder: Path, limit: int) -> int:
    """Print the rows of one size; 1 when two engines disagree, else 0.

    An engine that does not come to its end is taken out of ``engines``: larger graphs are no use.
    """
    data = folder / f"{size}.nt"
    written, outcomes = write_graph(data, size), []
    for engine in [*engines]:
        outcome = run(engine, data, folder, limit)
        outcomes.append(outcome)
        cells = describe(outcome, outcomes[0], limit)
        print(f"| {written:,} | {engine} | {cells} |", flush=True)
        if outcome.report is None:
            engines.remove(engine)
    return max(int(compare(outcome, outcomes[0]) == "no") for outcome in outcomes)


def write_graph(path: Path, size: int) -> int:
    """Write a graph of about so many triples, the same for the same size; how many there are."""
    count = 0
    with path.open("wb") as file:
        for block in make_blocks():
            file.write(block)
            count += block.count(b"\n")
            if count >= size:
                return count
    raise AssertionError


def make_blocks() -> Iterator[bytes]:
    """The ontology, then copy after copy of the examples, as lines of N-Triples."""
    yield write_lines(load_ontology().quads)
    good = [write_lines(read_turtle(path)) for path in sorted(EXAMPLES.glob("good/*.ttl"))]
    bad = [write_lines(read_turtle(path)) for path in sorted(EXAMPLES.glob("bad/*.ttl"))]
    for number, spoiled in zip(itertools.count(1), itertools.cycle(bad)):
        for block in good:
            yield rename(block, number)
        if number % SPOILED == 0:
            yield rename(spoiled, number)


def rename(block: bytes, number: int) -> bytes:
    """A copy of an example, whose names are those of no other copy."""
    return block.replace(NAMES, NAMES + b"copy-%d-" % number)


def write_lines(quads: Iterable[object]) -> bytes:
    """The triples of quads as N-Triples, each once and in order."""
    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    lines = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert lines is not None, "without an output the serializer returns its bytes"
    return b"".join(sorted(lines.splitlines(keepends=True)))


def run(engine: str, data: Path, folder: Path, limit: int) -> Outcome:
    """Run an engine in a process of its own, and stop it after so many seconds."""
    output = folder / "report.json"
    output.unlink(missing_ok=True)
    script = Path(__file__).with_name("engines.py")
    command = [sys.executable, script, engine, data, folder / "shapes.nt", output]
    process = subprocess.Popen(command)  # noqa: S603 -- our own script
    timer = threading.Timer(limit, process.kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    report = json.loads(output.read_text()) if output.is_file() else None
    return Outcome(engine, usage.ru_maxrss // 1024, report, process.returncode)


def describe(outcome: Outcome, first: Outcome, limit: int) -> str:
    """The cells of one run."""
    if outcome.report is None:
        ended = f"stopped after {limit} s" if outcome.code < 0 else f"failed ({outcome.code})"
        return f" | {ended} | {outcome.peak:,} |  |  | "
    findings = outcome.report["findings"]
    assert isinstance(findings, list)
    ratio = f"{outcome.seconds / first.seconds:.1f}" if first.report else ""
    read, validate = (float(str(outcome.report[name])) for name in ("read", "validate"))
    agrees = compare(outcome, first)
    cells = f"{read:.2f} | {validate:.2f} | {outcome.peak:,} | {len(findings):,}"
    return f"{cells} | {agrees} | {ratio}"


def compare(outcome: Outcome, first: Outcome) -> str:
    """Whether an engine found what the first one found: yes, no, or nothing to say."""
    if outcome is first or outcome.report is None or first.report is None:
        return ""
    return "yes" if outcome.report["findings"] == first.report["findings"] else "no"


if __name__ == "__main__":
    sys.exit(main())
