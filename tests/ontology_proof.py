"""Prove the ontology: profiles, consistency and satisfiability of each file and of the whole.

Run ``python tests/ontology_proof.py`` for a table, with ``--json`` for data. Needs Java:
HermiT and the profile checkers come with owlready2. Literals of xsd:date are left out, because
that datatype is outside the OWL 2 datatype map; imports are merged, so that nothing is fetched.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jpype
import owlready2
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ontology_files import BASE, close_imports, merge, read_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = "(all files together)"
PROFILES = {"DL": "OWL2DLProfile", "RL": "OWL2RLProfile", "EL": "OWL2ELProfile"}
TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was measured of one file with its imports."""

    module: str
    terms: int
    axioms: int
    violations: dict[str, int]
    consistent: bool
    unsatisfiable: tuple[str, ...]

    def holds(self) -> bool:
        """Whether every profile is kept and a model exists for every class."""
        return not any(self.violations.values()) and self.consistent and not self.unsatisfiable


def project(graph: Graph, iri: str) -> Graph:
    """The triples a reasoner is given: one header, no imports, no xsd:date."""
    projected = Graph()
    headers = set(graph.subjects(RDF.type, OWL.Ontology)) - {URIRef(iri)}
    for subject, predicate, value in graph:
        dated = isinstance(value, Literal) and value.datatype == XSD.date
        foreign = subject in headers and (value == OWL.Ontology or predicate == OWL.versionIRI)
        if not dated and not foreign and predicate != OWL.imports:
            projected.add((subject, predicate, value))
    projected.add((URIRef(iri), RDF.type, OWL.Ontology))
    return projected


def count_terms(graph: Graph) -> int:
    """How many classes and properties of our own a file declares."""
    own = {term for kind in TERMS for term in graph.subjects(RDF.type, kind)}
    return sum(str(term).startswith(f"{BASE}/ns#") for term in own)


def load_java() -> None:
    """Start Java with HermiT; raises jpype.JVMNotFoundException where there is none."""
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx512m", classpath=[str(HERMIT)])


def reason(graph: Graph) -> tuple[int, dict[str, int], bool, tuple[str, ...]]:
    """Axioms, violations by profile, consistency and unsatisfiable classes of a graph."""
    api: Any = jpype.JPackage("org").semanticweb
    text = graph.serialize(format="xml", encoding="utf-8")
    stream = jpype.JClass("java.io.ByteArrayInputStream")(text)
    manager = api.owlapi.apibinding.OWLManager.createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(stream)
    violations = {
        short: int(
            getattr(api.owlapi.profiles, name)().checkOntology(ontology).getViolations().size()
        )
        for short, name in PROFILES.items()
    }
    reasoner = api.HermiT.Reasoner(ontology)
    if not reasoner.isConsistent():
        return int(ontology.getAxiomCount()), violations, False, ()
    bottom = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
    return int(ontology.getAxiomCount()), violations, True, tuple(sorted(map(str, bottom)))


def prove() -> Iterator[Finding]:
    """A finding for each file with what it imports, and one for all files together."""
    load_java()
    modules = read_modules()
    parts = {iri: (iri, close_imports(iri, modules)) for iri in modules}
    parts[WHOLE] = ("urn:polcom:whole", set(modules))
    for name, (iri, closure) in parts.items():
        merged = merge([modules[part] for part in sorted(closure)])
        terms = count_terms(modules.get(iri, merged))
        axioms, violations, consistent, unsatisfiable = reason(project(merged, iri))
        yield Finding(name, terms, axioms, violations, consistent, unsatisfiable)


def write_table(findings: list[Finding]) -> Iterator[str]:
    """The findings as lines: violations by profile, then what the reasoner says."""
    width = max(len(finding.module.removeprefix(BASE)) for finding in findings)
    yield f"{'module':<{width}}  terms  axioms  DL  RL  EL  consistent  unsatisfiable"
    for finding in findings:
        name = finding.module.removeprefix(BASE) or "/"
        counts = "  ".join(f"{finding.violations[profile]:>2}" for profile in PROFILES)
        answer = "yes" if finding.consistent else "NO"
        bottom = len(finding.unsatisfiable)
        yield (
            f"{name:<{width}}  {finding.terms:>5}  {finding.axioms:>6}  {counts}"
            f"  {answer:>10}  {bottom:>13}"
        )


def main() -> int:
    """Print the findings; the exit code is 1 when one of them does not hold."""
    try:
        findings = list(prove())
    except jpype.JVMNotFoundException as error:
        sys.stderr.write(f"no Java was found ({error}); install a Java runtime\n")
        return 2
    if "--json" in sys.argv[1:]:
        json.dump([asdict(finding) for finding in findings], sys.stdout)
    else:
        sys.stdout.writelines(f"{line}\n" for line in write_table(findings))
    return 0 if all(finding.holds() for finding in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
