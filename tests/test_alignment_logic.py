"""What follows when the alignments are merged with the vocabularies that they lead to."""

from __future__ import annotations

import itertools

import pytest
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from graph_builder.extending.reasoning import Proof, project, reason

from .foreign import (
    FAULT,
    KINDS,
    PC,
    TARGETS,
    close_logic,
    close_targets,
    extend_core,
    list_supertypes,
    merge_targets,
    repair,
    shorten,
)
from .graphs import build_ordos
from .ontology_files import ROOT, merge, read_modules

OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
QB = Namespace("http://purl.org/linked-data/cube#")
CIDS = Namespace("https://ontology.commonapproach.org/cids#")
ORG = Namespace("http://www.w3.org/ns/org#")
TIME = Namespace("http://www.w3.org/2006/time#")
GOLDEN = ROOT / "tests" / "golden" / "alignments"
NAMES = sorted(TARGETS)


@pytest.fixture(scope="module")
def merged() -> Graph:
    """Everything: modules, vocabularies, all alignments, and all that they lead to."""
    return merge_targets(*NAMES)


def prove(graph: Graph) -> Proof:
    return reason(project(graph, "urn:polcom:aligned"))


def compare_golden(found: str, name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


# What follows --------------------------------------------------------------------------------


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("name", [*NAMES, "all together"])
def test_merged_with_the_vocabulary_everything_stays_possible(name: str) -> None:
    """HermiT, over the merged files repaired to OWL 2 DL."""
    proof = prove(repair(merge_targets(*(NAMES if name == "all together" else [name]))))
    assert proof.violations["DL"] == ()
    assert proof.consistent
    assert proof.unsatisfiable == ()


@pytest.mark.parametrize("name", NAMES)
def test_merged_with_the_vocabulary_as_it_is_no_rule_finds_a_fault(name: str) -> None:
    """The rules of OWL 2 RL, over files that need no repair for them."""
    assert list(close_targets(name).objects(None, FAULT)) == []


@pytest.fixture(scope="module")
def closed() -> Graph:
    return close_targets(*NAMES)


def test_gained_supertypes_are_those_known(closed: Graph, request: pytest.FixtureRequest) -> None:
    core = close_logic(merge([g for iri, g in read_modules().items() if "/align" not in iri]))
    aligned = close_logic(extend_core(*NAMES))
    lines = ["term\tby core\tby alignments\tby the vocabularies\n"]
    for term in sorted({term for kind in KINDS for term in closed.subjects(RDF.type, kind)}):
        if str(term).startswith(str(PC)):
            levels = [list_supertypes(graph, term) for graph in (core, aligned, closed)]
            lines.append(write_row(term, levels) if levels[2] else "")
    assert list(closed.objects(None, FAULT)) == []
    compare_golden("".join(lines), "supertypes.tsv", request)


def write_row(term: URIRef, levels: list[list[URIRef]]) -> str:
    """A term and what each level puts above it that the levels before do not."""
    cells, seen = [shorten(term)], set[URIRef]()
    for level in levels:
        cells.append(" ".join(shorten(node) for node in level if node not in seen))
        seen |= set(level)
    return "\t".join(cells).rstrip() + "\n"


def disjoint_pairs(graph: Graph) -> list[tuple[URIRef, URIRef]]:
    pairs = set(graph.subject_objects(OWL.disjointWith))
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = graph.value(group, OWL.members)
        pairs |= set(itertools.combinations(Collection(graph, members), 2))
    named = [pair for pair in pairs if not any(isinstance(term, BNode) for term in pair)]
    return sorted(named)


def test_every_disjointness_bites_with_all_alignments_loaded(merged: Graph) -> None:
    pairs = disjoint_pairs(merged)
    clashes = Graph()
    for number, pair in enumerate(pairs):
        for kind in pair:
            clashes.add((URIRef(f"urn:clash:{number}:"), RDF.type, kind))
    found = " ".join(map(str, close_logic(merge([merged, clashes])).objects(None, FAULT)))
    assert len([pair for pair in pairs if str(pair[0]).startswith(str(PC))]) > 60
    assert len(pairs) > 80
    silent = [pair for number, pair in enumerate(pairs) if f"urn:clash:{number}:" not in found]
    assert silent == []


NOT_BELOW = [
    (PC.Action, PROV.Plan),
    (PC.Action, PROV.Activity),
    (PC.Assessment, PROV.Activity),
    (PC.Document, FOAF.Agent),
    (PC.Excerpt, OA.Annotation),
    (PC.Excerpt, OA.SpecificResource),
    (PC.Excerpt, OA.TextPositionSelector),
    (PC.Implementation, PROV.Influence),
    (PC.Observation, QB.Observation),
    (PC.Place, ORG.Site),
    (PC.Place, PROV.Entity),
    (PC.PlanPeriod, PROV.Entity),
    (PC.PlanPeriod, TIME.Instant),
    (PC.PolicyStatement, FOAF.Document),
    (PC.PolicyStatement, URIRef("https://schema.org/CreativeWork")),
    (PC.Target, CIDS.Target),
    (PC.Target, SKOS.Concept),
    (PC.Target, TIME.TemporalEntity),
    (PC.quote, OA.exact),
    (PC.inDocument, PROV.wasQuotedFrom),
    (PC.place, PROV.atLocation),
    (PC.undertakenBy, PROV.wasAttributedTo),
    (PC.partOf, SKOS.broader),
    (PC.metric, CIDS.forIndicator),
]


@pytest.mark.parametrize(("ours", "theirs"), NOT_BELOW, ids=shorten)
def test_what_does_not_follow(ours: URIRef, theirs: URIRef, closed: Graph) -> None:
    assert theirs not in list_supertypes(closed, ours)


# Data ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> Graph:
    """The Ordos example, with one individual for all that have the same classes and properties.

    Whatever the rules infer of an individual they infer of the one that stands for it, so that
    the example has no fault that this one has not.
    """
    data = Graph()
    for quad in build_ordos():
        if "/graph/" in quad.graph_name.value and isinstance(quad.object, NamedNode):
            data.add(
                tuple(URIRef(node.value) for node in (quad.subject, quad.predicate, quad.object))
            )
    names = {node: name_group(data, node) for node in set(data.subjects())}
    summary = Graph()
    for subject, predicate, value in data:
        summary.add((names[subject], predicate, names.get(value, value)))
    return summary


def name_group(data: Graph, node: URIRef) -> URIRef:
    kinds = sorted(map(shorten, data.objects(node, RDF.type)))
    return URIRef(
        f"urn:{'+'.join(kinds)}:{','.join(sorted(map(shorten, set(data.predicates(node)))))}"
    )


@pytest.fixture(scope="module")
def typed(merged: Graph, example: Graph) -> Graph:
    """The example with everything merged, and what the rules add to it."""
    terms = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.type)
    links = {term for kind in terms for term in merged.subjects(RDF.type, kind)}
    facts = Graph()
    for triple in example:
        if triple[1] in links or triple[1] == RDF.type:
            facts.add(triple)
    return close_logic(merged, facts)


def test_no_individual_is_of_two_classes_that_exclude_each_other(typed: Graph) -> None:
    assert list(typed.objects(None, FAULT)) == []


def test_types_gained_by_data_are_those_known(
    typed: Graph, example: Graph, request: pytest.FixtureRequest
) -> None:
    gained: dict[str, list[set[URIRef]]] = {}
    for node in set(example.subjects(RDF.type, None)):
        own = set(example.objects(node, RDF.type))
        more = {kind for kind in typed.objects(node, RDF.type) if kind not in own}
        for kind in own:
            gained.setdefault(shorten(kind), []).append({node for node in more if is_named(node)})
    lines = ["class\tall gain\tsome gain\n"]
    for kind, found in sorted(gained.items()):
        every, some = set.intersection(*found), set.union(*found)
        cells = [" ".join(sorted(map(shorten, part))) for part in (every, some - every)]
        lines.append("\t".join([kind, *cells]).rstrip() + "\n")
    compare_golden("".join(lines), "types.tsv", request)


def is_named(node: object) -> bool:
    syntax = (str(OWL), str(RDF), str(RDFS))
    return isinstance(node, URIRef) and not str(node).startswith(syntax)


# Traps: why a relation is no stronger -----------------------------------------------------------

#: Name: the alignment to merge, and what would have to be true.
TRAPS: dict[str, tuple[str, list[tuple[URIRef, URIRef, URIRef]]]] = {
    "an assessment is no activity": (
        "prov",
        [
            (PC.Assessment, RDFS.subClassOf, PROV.Activity),
            (URIRef("urn:judgement"), RDF.type, PC.Assessment),
        ],
    ),
    "a commitment is no concept scheme": (
        "skos",
        [
            (PC.partOf, RDFS.subPropertyOf, SKOS.broader),
            (URIRef("urn:set"), RDF.type, SKOS.ConceptScheme),
            (URIRef("urn:task"), PC.partOf, URIRef("urn:set")),
        ],
    ),
    "two bodies stay two": (
        "cids",
        [
            (PC.undertakenBy, RDFS.subPropertyOf, CIDS.forOrganization),
            (URIRef("urn:goal"), PC.undertakenBy, URIRef("urn:city")),
            (URIRef("urn:goal"), PC.undertakenBy, URIRef("urn:party")),
            (URIRef("urn:city"), OWL.differentFrom, URIRef("urn:party")),
        ],
    ),
    "two metrics stay two": (
        "cids",
        [
            (PC.metric, RDFS.subPropertyOf, CIDS.forIndicator),
            (URIRef("urn:value"), PC.metric, URIRef("urn:coal")),
            (URIRef("urn:value"), PC.metric, URIRef("urn:gas")),
            (URIRef("urn:coal"), OWL.differentFrom, URIRef("urn:gas")),
        ],
    ),
    "a plan period is no instant": (
        "time",
        [
            (PC.PlanPeriod, RDFS.subClassOf, TIME.Instant),
            (URIRef("urn:period"), RDF.type, PC.PlanPeriod),
        ],
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_stronger_relation_would_contradict(trap: str) -> None:
    name, axioms = TRAPS[trap]
    facts = Graph()
    for axiom in axioms:
        facts.add(axiom)
    assert list(close_targets(name).objects(None, FAULT)) == []
    assert list(close_logic(merge_targets(name), facts).objects(None, FAULT)) != []


@pytest.mark.usefixtures("java")
def test_a_quote_is_no_kind_of_the_exact_words_of_web_annotation() -> None:
    """The trap: oa:exact wants plain strings, so that any quote with a language contradicts it."""
    graph = repair(merge_targets("web-annotation"))
    graph.add((URIRef("urn:excerpt"), PC.quote, Literal("承诺", lang="zh-Hans")))
    assert (OA.exact, RDFS.range, XSD.string) in graph
    assert prove(graph).consistent
    graph.add((PC.quote, RDFS.subPropertyOf, OA.exact))
    assert not prove(graph).consistent
