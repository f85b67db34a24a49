"""What follows from the ontology, what contradicts it, and what must not follow.

Two tables hold all of it for modules and extensions: what one use of each property says of both
its ends, and which classes each class lies below and which it excludes. An axiom that is added,
dropped or weakened changes a row. ``--update-golden`` saves the rows found.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from graph_builder.extending.reasoning import project, reason
from graph_builder.extension import list_extensions
from graph_builder.namespaces import abbreviate
from graph_builder.ontology import load_ontology

from .foreign import FAULT, PC, close_logic
from .ontology_files import BASE, ROOT, merge, read_modules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

GOLDEN = ROOT / "tests" / "golden" / "logic"
SYNTAX = (str(OWL), str(RDFS), "urn:")
ORG = Namespace("http://www.w3.org/ns/org#")
DCT = Namespace("http://purl.org/dc/terms/")
PROV = Namespace("http://www.w3.org/ns/prov#")
Fact = tuple[URIRef, URIRef, "URIRef | Literal"]
Pair = tuple[URIRef, URIRef]


@pytest.fixture(scope="module")
def logic() -> Graph:
    """Modules, vocabularies and extensions, without alignments."""
    return merge([graph for iri, graph in read_modules().items() if "/alignments/" not in iri])


def own(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    terms = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(term for term in terms if isinstance(term, URIRef) and term.startswith(BASE))


@pytest.fixture(scope="module")
def pairs(logic: Graph) -> list[Pair]:
    """Any two classes of ours."""
    return list(itertools.combinations(own(logic, OWL.Class), 2))


@pytest.fixture(scope="module")
def clashes(logic: Graph, pairs: list[Pair]) -> set[Pair]:
    """The pairs of which one individual cannot be both, by the rules of OWL 2 RL."""
    facts = Graph()
    for number, pair in enumerate(pairs):
        for kind in pair:
            facts.add((URIRef(f"urn:clash:{number}:"), RDF.type, kind))
    found = " ".join(map(str, close_logic(logic, facts).objects(None, FAULT)))
    return {pair for number, pair in enumerate(pairs) if f"urn:clash:{number}:" in found}


@pytest.fixture(scope="module")
def closed(logic: Graph) -> Graph:
    """What follows from one use of each property, and from one instance of each class."""
    facts = Graph()
    for term in own(logic, OWL.Class):
        facts.add((name("one", term), RDF.type, term))
    for term in own(logic, OWL.ObjectProperty):
        facts.add((name("from", term), term, name("to", term)))
    for term in own(logic, OWL.DatatypeProperty):
        facts.add((name("from", term), term, write_value(logic, term)))
    return close_logic(logic, facts)


def name(role: str, term: URIRef) -> URIRef:
    return URIRef(f"urn:{role}:{term}")


def write_value(graph: Graph, term: URIRef) -> Literal:
    kind = graph.value(term, RDFS.range)
    return Literal("1", datatype=kind if isinstance(kind, URIRef) else XSD.string)


def write_named(nodes: Iterable[Node]) -> str:
    """The named terms among some nodes, but those of the languages of OWL."""
    prefixes = load_ontology(map(Path, list_extensions())).prefixes
    named = {str(node) for node in nodes if isinstance(node, URIRef)}
    return " ".join(sorted(abbreviate(n, prefixes) for n in named if not n.startswith(SYNTAX)))


def compare_golden(found: list[str], file: str, request: pytest.FixtureRequest) -> None:
    path, text = GOLDEN / file, "".join(f"{line.rstrip()}\n" for line in found)
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


# All that follows ----------------------------------------------------------------------------


def test_what_each_property_says_of_its_ends_is_known(
    logic: Graph, closed: Graph, request: pytest.FixtureRequest
) -> None:
    lines = ["property\tits subject is\tits value is\tand also"]
    for term in own(logic, OWL.ObjectProperty, OWL.DatatypeProperty):
        subject, value = name("from", term), name("to", term)
        also = set(closed.predicates(subject)) - {term, RDF.type}
        kinds = (closed.objects(subject, RDF.type), closed.objects(value, RDF.type))
        range_ = logic.value(term, RDFS.range)
        literal = write_named([range_]) if str(range_).startswith(str(XSD)) else ""
        cells = [write_named(nodes) for nodes in ([term], kinds[0])]
        lines.append("\t".join([*cells, literal or write_named(kinds[1]), write_named(also)]))
    assert list(closed.objects(None, FAULT)) == []
    compare_golden(lines, "properties.tsv", request)


def test_what_each_class_lies_below_and_excludes_is_known(
    logic: Graph, closed: Graph, clashes: set[Pair], request: pytest.FixtureRequest
) -> None:
    lines = ["class\tis also\texcludes"]
    for term in own(logic, OWL.Class):
        above = set(closed.objects(name("one", term), RDF.type)) - {term}
        against = {other for pair in clashes if term in pair for other in pair} - {term}
        against -= {other for other in against if against & list_above(logic, other)}
        lines.append("\t".join(map(write_named, ([term], above, against))))
    compare_golden(lines, "classes.tsv", request)


def list_above(graph: Graph, term: URIRef) -> set[Node]:
    return {*graph.transitive_objects(term, RDFS.subClassOf)} - {term}


# Contradictions ------------------------------------------------------------------------------


def list_disjoint(graph: Graph) -> set[Pair]:
    """The pairs that axioms declare disjoint, each in order."""
    found = {tuple(sorted(pair)) for pair in graph.subject_objects(OWL.disjointWith)}
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = Collection(graph, graph.value(group, OWL.members))
        found |= set(itertools.combinations(sorted(members), 2))
    return found


def test_an_instance_of_both_is_caught_for_every_disjoint_pair(
    logic: Graph, clashes: set[Pair]
) -> None:
    declared = list_disjoint(logic)
    assert len(declared) > 60
    assert declared - clashes == set()


@pytest.mark.usefixtures("java")
def test_reasoner_and_rules_agree_on_every_pair_of_classes(
    logic: Graph, pairs: list[Pair], clashes: set[Pair]
) -> None:
    """HermiT finds nothing below both classes of just those pairs on which the rules clash."""
    both = merge([project(logic, "urn:polcom:whole")])
    for number, pair in enumerate(pairs):
        for kind in pair:
            both.add((URIRef(f"urn:both:{number}"), RDF.type, OWL.Class))
            both.add((URIRef(f"urn:both:{number}"), RDFS.subClassOf, kind))
    bottom = {term.strip("<>") for term in reason(both).unsatisfiable}
    assert {pair for number, pair in enumerate(pairs) if f"urn:both:{number}" in bottom} == clashes


# Cases by hand -------------------------------------------------------------------------------

A, B, C = (URIRef(letter) for letter in "ABC")
ONE = Literal(1)
#: What is stated, and what follows from it.
FOLLOWS: dict[str, tuple[list[Fact], Fact]] = {
    "an explained link is a link": (
        [(A, PC.qualifiedImplementation, B), (B, PC.directive, C)],
        (A, PC.implements, C),
    ),
    "what is implemented is a directive": ([(A, PC.implements, B)], (B, RDF.type, PC.Directive)),
    "what implements is a commitment": ([(A, PC.implements, B)], (A, RDF.type, PC.Commitment)),
    "a bound makes a target quantitative": (
        [(A, PC.targetValue, ONE)],
        (A, RDF.type, PC.QuantitativeTarget),
    ),
    "a rank makes a target a rank target": ([(A, PC.rank, ONE)], (A, RDF.type, PC.RankTarget)),
    "a reference makes a target relative": (
        [(A, PC.referencePlace, B)],
        (A, RDF.type, PC.RelativeTarget),
    ),
    "a title aspired to makes a status target": (
        [(A, PC.aspiredStatus, B)],
        (A, RDF.type, PC.StatusTarget),
    ),
    "a target is a commitment": ([(A, PC.rank, ONE)], (A, RDF.type, PC.Commitment)),
    "evidence is provenance": ([(A, PC.evidencedBy, B)], (A, PROV.wasDerivedFrom, B)),
    "a part is a part to others": ([(A, PC.partOf, B)], (A, DCT.isPartOf, B)),
    "who issues is an agent": ([(A, PC.issuedBy, B)], (B, RDF.type, PROV.Agent)),
}
#: What is stated, and what a hasty axiom would make of it.
DOES_NOT_FOLLOW: dict[str, tuple[list[Fact], Fact]] = {
    "a deadline makes no target quantitative": (
        [(A, RDF.type, PC.Target), (A, PC.deadlineBasis, B)],
        (A, RDF.type, PC.QuantitativeTarget),
    ),
    "a metric makes no target": ([(A, PC.metric, B)], (A, RDF.type, PC.Target)),
    "a metric makes no observation": ([(A, PC.metric, B)], (A, RDF.type, PC.Observation)),
    "a place makes no target": ([(A, PC.place, B)], (A, RDF.type, PC.Target)),
    "a unit makes no target": ([(A, PC.unit, B)], (A, RDF.type, PC.Target)),
    "evidence makes no statement": ([(A, PC.evidencedBy, B)], (A, RDF.type, PC.PolicyStatement)),
    "a confidence makes no statement": (
        [(A, PC.confidence, Literal("0.5", datatype=XSD.decimal))],
        (A, RDF.type, PC.PolicyStatement),
    ),
    "a theme makes no statement": ([(A, PC.theme, B)], (A, RDF.type, PC.PolicyStatement)),
    "a part of a part is no part": (
        [(A, PC.partOf, B), (B, PC.partOf, C)],
        (A, PC.partOf, C),
    ),
    "a place within a place within a third is not within the third": (
        [(A, PC.within, B), (B, PC.within, C)],
        (A, PC.within, C),
    ),
    "a part implements nothing that the whole implements": (
        [(A, PC.partOf, B), (B, PC.implements, C)],
        (A, PC.implements, C),
    ),
    "what advances a goal does not implement its directive": (
        [(A, PC.advances, B), (B, PC.implements, C)],
        (A, PC.implements, C),
    ),
    "what is implemented is no commitment": (
        [(A, PC.implements, B)],
        (B, RDF.type, PC.Commitment),
    ),
    "what implements is no goal": ([(A, PC.implements, B)], (A, RDF.type, PC.Goal)),
    "what a target tests is no goal": ([(A, PC.targetOf, B)], (B, RDF.type, PC.Goal)),
    "what an action serves is no goal": ([(A, PC.advances, B)], (B, RDF.type, PC.Goal)),
    "a milestone has no bound of its own": (
        [(A, PC.milestoneFor, B), (B, PC.targetValue, ONE)],
        (A, RDF.type, PC.QuantitativeTarget),
    ),
    "a revision of a revision does not replace the first": (
        [(A, PC.supersedes, B), (B, PC.supersedes, C)],
        (A, PC.supersedes, C),
    ),
    "who undertakes does not issue": ([(A, PC.undertakenBy, B)], (A, PC.issuedBy, B)),
    "who undertakes is no organization": (
        [(A, PC.undertakenBy, B)],
        (B, RDF.type, ORG.Organization),
    ),
    "a span in a span is no evidence": (
        [(A, PC.evidencedBy, B), (B, PC.nestedIn, C)],
        (A, PC.evidencedBy, C),
    ),
    "an assessment is no fact of its target": (
        [(A, PC.assesses, B), (A, PC.verdict, C)],
        (B, PC.verdict, C),
    ),
    "two metrics of one value stay two": (
        [(A, PC.metric, B), (A, PC.metric, C)],
        (B, OWL.sameAs, C),
    ),
    "two who undertake stay two": (
        [(A, PC.undertakenBy, B), (A, PC.undertakenBy, C)],
        (B, OWL.sameAs, C),
    ),
    "a theme is no class": (
        [(A, PC.theme, B), (B, SKOS.broader, C)],
        (B, RDFS.subClassOf, C),
    ),
}
#: What can be true of one thing.
POSSIBLE: dict[str, list[Fact]] = {
    "a promise may be required of another level": [
        (A, RDF.type, PC.Directive),
        (A, RDF.type, PC.Goal),
    ],
    "a directive may be a quantitative target": [
        (A, RDF.type, PC.Directive),
        (A, PC.targetValue, ONE),
    ],
    "a target may be part of a target": [
        (A, RDF.type, PC.RankTarget),
        (A, PC.partOf, B),
        (B, RDF.type, PC.QuantitativeTarget),
    ],
    "a commitment may implement several directives": [
        (A, PC.implements, B),
        (A, PC.implements, C),
    ],
}
#: What cannot.
IMPOSSIBLE: dict[str, list[Fact]] = {
    "a target with a bound and a rank": [(A, PC.targetValue, ONE), (A, PC.rank, ONE)],
    "an achievement that implements": [(A, RDF.type, PC.Achievement), (A, PC.implements, B)],
    "an action that is a goal": [(A, RDF.type, PC.Goal), (A, PC.advances, B)],
    "a place that is a statement": [(A, PC.within, B), (A, PC.partOf, C)],
    "a quoted document": [(A, RDF.type, PC.Document), (A, PC.inDocument, B)],
    "an observation that judges": [(A, RDF.type, PC.Observation), (A, PC.assesses, B)],
}


CASES = {
    **{case: stated for case, (stated, _) in (FOLLOWS | DOES_NOT_FOLLOW).items()},
    **POSSIBLE,
    **IMPOSSIBLE,
}


def scope(case: str, fact: Fact) -> tuple[Node, ...]:
    """A fact about things that no other case speaks of."""
    place = f"urn:case:{list(CASES).index(case)}:"
    return tuple(URIRef(place + node) if node in (A, B, C) else node for node in fact)


@pytest.fixture(scope="module")
def world(logic: Graph) -> Graph:
    """What follows from all cases at once; none knows of another."""
    facts = Graph()
    for case, stated in CASES.items():
        for fact in stated:
            facts.add(scope(case, fact))
    return close_logic(logic, facts)


def contradicts(world: Graph, case: str) -> bool:
    thing = str(scope(case, (A, RDF.type, OWL.Thing))[0])
    return any(thing in str(text) for text in world.objects(None, FAULT))


@pytest.mark.parametrize("case", FOLLOWS)
def test_what_follows(case: str, world: Graph) -> None:
    assert scope(case, FOLLOWS[case][1]) in world
    assert not contradicts(world, case)


@pytest.mark.parametrize("case", DOES_NOT_FOLLOW)
def test_what_does_not_follow(case: str, world: Graph) -> None:
    assert scope(case, DOES_NOT_FOLLOW[case][1]) not in world
    assert not contradicts(world, case)


@pytest.mark.parametrize("case", POSSIBLE)
def test_what_is_possible(case: str, world: Graph) -> None:
    assert not contradicts(world, case)


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_contradicts(case: str, world: Graph) -> None:
    assert contradicts(world, case)
