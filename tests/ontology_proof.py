"""Prove the ontology: profiles, consistency, satisfiability of each file and of all; its quality.

Run ``python tests/ontology_proof.py`` for a table, with ``--json`` for data. Needs Java, as
``graph_builder.extending.reasoning`` says.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, Graph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph_builder.extending import check_extensions
from graph_builder.extending.quality import Defect, load_checks, report_quality
from graph_builder.extending.reasoning import PROFILES, ReasonerMissingError, project, reason
from graph_builder.extending.skeleton import list_core_examples
from graph_builder.extension import list_extensions
from graph_builder.ontology import load_ontology
from tests.foreign import (
    AXIOMS,
    TARGETS,
    list_mappings,
    merge_copies,
    merge_targets,
    read_alignments,
    repair,
)
from tests.ontology_files import BASE, close_imports, merge, read_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.extending.findings import Finding as Breach

WHOLE = "(all files together)"
TOGETHER = "(all together)"
TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was measured of one file with its imports: violations by profile, and HermiT's word."""

    module: str
    terms: int
    axioms: int
    violations: dict[str, tuple[str, ...]]
    consistent: bool
    unsatisfiable: tuple[str, ...]


def count_terms(graph: Graph) -> int:
    """How many classes and properties of our own, or of an extension, a file declares."""
    own = {term for kind in TERMS for term in graph.subjects(RDF.type, kind)}
    return sum(str(term).startswith(BASE) for term in own)


def prove() -> Iterator[Finding]:
    """A finding for each file with what it imports, and one for all files together."""
    modules = read_modules()
    parts = {iri: (iri, close_imports(iri, modules)) for iri in modules}
    parts[WHOLE] = ("urn:polcom:whole", set(modules))
    for name, (iri, closure) in parts.items():
        merged = merge([modules[part] for part in sorted(closure)])
        terms = count_terms(modules.get(iri, merged))
        proof = reason(project(merged, iri))
        yield Finding(
            *(name, terms, proof.axioms, proof.violations),
            consistent=proof.consistent,
            unsatisfiable=proof.unsatisfiable,
        )


@dataclass(frozen=True, slots=True)
class Alignment:
    """What was measured of an alignment merged with the vocabularies that it leads to."""

    module: str
    axioms: int
    matches: int
    foreign: int
    violations: dict[str, tuple[str, ...]]
    consistent: bool
    unsatisfiable: tuple[str, ...]


def list_faults(row: Finding | Alignment) -> Iterator[str]:
    """Each violation of a profile, a contradiction and each class that nothing can be, in words."""
    for profile, found in row.violations.items():
        yield from (f"{row.module}: not in OWL 2 {profile}: {violation}" for violation in found)
    if not row.consistent:
        yield f"{row.module}: contradicts itself: look for one thing in two disjoint classes"
    yield from (f"{row.module}: nothing can be an instance of {name}" for name in row.unsatisfiable)


def prove_alignments() -> Iterator[Alignment]:
    """A finding for each alignment merged with its vocabularies, and one for all of them."""
    parts = {name: (name,) for name in sorted(TARGETS)}
    parts[TOGETHER] = tuple(sorted(TARGETS))
    for name, names in parts.items():
        mappings = [line for part in names for line in list_mappings(read_alignments()[part])]
        copies = merge_copies(*names)
        merged = repair(merge_targets(*names))
        proof = reason(project(merged, "urn:polcom:aligned"))
        axioms = sum(predicate in AXIOMS for _, predicate, _ in mappings)
        yield Alignment(
            *(name, axioms, len(mappings) - axioms, len(copies), {"DL": proof.violations["DL"]}),
            consistent=proof.consistent,
            unsatisfiable=proof.unsatisfiable,
        )


def write_alignments(alignments: list[Alignment]) -> Iterator[str]:
    """The alignments as lines: what they state, what they were merged with, what follows."""
    width = max(len(alignment.module) for alignment in alignments)
    yield f"{'alignment':<{width}}  axioms  matches  foreign  DL  consistent  unsatisfiable"
    for row in alignments:
        answer = "yes" if row.consistent else "NO"
        yield (
            f"{row.module:<{width}}  {row.axioms:>6}  {row.matches:>7}  {row.foreign:>7}"
            f"  {len(row.violations['DL']):>2}  {answer:>10}  {len(row.unsatisfiable):>13}"
        )


def write_table(findings: list[Finding]) -> Iterator[str]:
    """The findings as lines: violations by profile, then what the reasoner says."""
    width = max(len(finding.module.removeprefix(BASE)) for finding in findings)
    yield f"{'module':<{width}}  terms  axioms  DL  RL  EL  consistent  unsatisfiable"
    for finding in findings:
        name = finding.module.removeprefix(BASE) or "/"
        counts = "  ".join(f"{len(finding.violations[profile]):>2}" for profile in PROFILES)
        answer = "yes" if finding.consistent else "NO"
        bottom = len(finding.unsatisfiable)
        yield (
            f"{name:<{width}}  {finding.terms:>5}  {finding.axioms:>6}  {counts}"
            f"  {answer:>10}  {bottom:>13}"
        )


def write_extensions(breaches: dict[str, list[Breach]]) -> Iterator[str]:
    """The extensions that come along as lines: what their own kit finds."""
    yield f"{'extension':<12}faults  advice"
    for name, found in breaches.items():
        advice = sum(breach.advice for breach in found)
        yield f"{name:<12}{len(found) - advice:>6}  {advice:>6}"


def write_report(defects: list[Defect]) -> Iterator[str]:
    """The quality report as lines: a row a check, then each row that no waiver covers."""
    yield f"{'check':<24}{'severity':<10}{'rows':>5}{'waived':>8}"
    for check in load_checks():
        rows = [defect for defect in defects if defect.check == check.name]
        waived = sum(bool(defect.waiver) for defect in rows)
        yield f"{check.name:<24}{check.theme:<10}{len(rows):>5}{waived:>8}"
    for defect in defects:
        if not defect.waiver:
            yield f"{defect.severity}: {defect.check}: {defect.term}: {defect.value}"


def stops(defect: Defect) -> bool:
    """Whether a row of the quality report fails the proof: no waiver, and more than a note."""
    return not defect.waiver and defect.severity != "info"


def main() -> int:
    """Print findings and report; the exit code is 1 when one of them does not hold."""
    try:
        findings = list(prove())
        alignments = list(prove_alignments())
    except ReasonerMissingError as error:
        sys.stderr.write(f"{error}; install polcom[reasoning] and a Java runtime\n")
        return 2
    breaches = {name: check_extensions([Path(name)]) for name in list_extensions()}
    faults = [fault for row in (*findings, *alignments) for fault in list_faults(row)]
    faults += [str(one) for found in breaches.values() for one in found if not one.advice]
    defects = report_quality(load_ontology(), list_core_examples("good"))
    if "--json" in sys.argv[1:]:
        found = {"modules": findings, "alignments": alignments, "defects": defects}
        rows = {name: [asdict(row) for row in rows] for name, rows in found.items()}
        json.dump({**rows, "faults": faults}, sys.stdout)
    else:
        tables = (
            *(write_table(findings), write_alignments(alignments)),
            *(write_extensions(breaches), write_report(defects)),
        )
        sys.stdout.writelines(f"{line}\n" for table in tables for line in (*table, ""))
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return int(bool(faults) or any(map(stops, defects)))


if __name__ == "__main__":
    sys.exit(main())
