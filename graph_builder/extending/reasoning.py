"""Profile and consistency of ontologies, by the OWLAPI checkers and HermiT.

Both come in the wheel of owlready2 and run on Java. Literals of xsd:date are left out, because
that datatype is outside the OWL 2 datatype map; imports are merged, so that nothing is fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef

from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft

PROFILES = {"DL": "OWL2DLProfile", "RL": "OWL2RLProfile", "EL": "OWL2ELProfile"}
_MOST = 5


@dataclass(frozen=True, slots=True)
class Proof:
    """What the checkers say: axioms, violations by profile, consistency, unsatisfiable classes."""

    axioms: int
    violations: dict[str, tuple[str, ...]]
    consistent: bool
    unsatisfiable: tuple[str, ...]


class ReasonerMissingError(Exception):
    """The reasoner cannot run: a package or Java is missing; the message says which."""


def project(graph: Graph, iri: str) -> Graph:
    """The triples that a reasoner is given: one header, no imports, no xsd:date."""
    projected = Graph()
    headers = set(graph.subjects(RDF.type, OWL.Ontology)) - {URIRef(iri)}
    for subject, predicate, value in graph:
        dated = isinstance(value, Literal) and value.datatype == XSD.date
        foreign = subject in headers and (value == OWL.Ontology or predicate == OWL.versionIRI)
        if not dated and not foreign and predicate != OWL.imports:
            projected.add((subject, predicate, value))
    projected.add((URIRef(iri), RDF.type, OWL.Ontology))
    return projected


def reason(graph: Graph) -> Proof:
    """The proof of a projected graph.

    Raises:
        ReasonerMissingError: when owlready2, jpype1 or Java is missing.

    """
    api = _load_java()
    text = graph.serialize(format="xml", encoding="utf-8")
    ontology = api.load(text)
    violations = {short: tuple(api.check(name, ontology)) for short, name in PROFILES.items()}
    reasoner = api.reasoner(ontology)
    axioms = int(ontology.getAxiomCount())
    if not reasoner.isConsistent():
        return Proof(axioms, violations, consistent=False, unsatisfiable=())
    bottom = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
    return Proof(axioms, violations, consistent=True, unsatisfiable=tuple(sorted(map(str, bottom))))


class _Java:
    """The few calls into OWLAPI and HermiT that are made."""

    def __init__(self, jpype: Any) -> None:  # noqa: ANN401 -- a bridge without types
        self.java = jpype.JClass
        self.packages = jpype.JPackage("org").semanticweb

    def load(self, text: bytes) -> Any:  # noqa: ANN401 -- an object of Java
        stream = self.java("java.io.ByteArrayInputStream")(text)
        manager = self.packages.owlapi.apibinding.OWLManager.createOWLOntologyManager()
        return manager.loadOntologyFromOntologyDocument(stream)

    def check(self, profile: str, ontology: Any) -> Iterator[str]:  # noqa: ANN401
        report = getattr(self.packages.owlapi.profiles, profile)().checkOntology(ontology)
        yield from sorted(str(violation) for violation in report.getViolations())

    def reasoner(self, ontology: Any) -> Any:  # noqa: ANN401
        return self.packages.HermiT.Reasoner(ontology)


def _load_java() -> _Java:
    try:
        import jpype  # noqa: PLC0415 -- an extra
        import owlready2  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise ReasonerMissingError(f"{error.name} is not installed") from None
    if not jpype.isJVMStarted():
        reasoner = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
        try:
            jpype.startJVM("-Xmx512m", classpath=[str(reasoner)])
        except (jpype.JVMNotFoundException, OSError):
            raise ReasonerMissingError("no Java was found") from None
    return _Java(jpype)


def check_logic(draft: Draft) -> Iterator[Finding]:
    """The extension with the core stays in the three profiles, consistent and satisfiable."""
    place = draft.extension.name
    graph = Graph()
    for path in [*draft.core.files, *draft.terms]:
        graph.parse(data=path.read_text("utf-8-sig"), format="turtle")
    try:
        proof = reason(project(graph, "urn:polcom:extended"))
    except ReasonerMissingError as error:
        wanted = "install polcom[reasoning] and Java, then check again"
        found = f"profiles and consistency were not checked: {error}"
        yield Finding(place, "", "logic", found, wanted, advice=True)
        return
    for profile, violations in proof.violations.items():
        for violation in violations[:_MOST]:
            wanted = "declare the term that it names in one of your files, or drop the statement"
            found = f"a statement that OWL 2 {profile} does not know: {violation}"
            yield Finding(place, "", f"profile {profile}", found, wanted)
    if not proof.consistent:
        found, wanted = (
            "the ontology contradicts itself",
            "look for one thing in two disjoint classes",
        )
        yield Finding(place, "", "consistency", found, wanted)
    for name in proof.unsatisfiable:
        found, wanted = "nothing can be an instance of the class", "look for disjoint super-classes"
        yield Finding(place, name, "satisfiability", found, wanted)
