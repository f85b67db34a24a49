"""The alignments: what each line says, and what follows when the vocabularies are merged."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from graph_builder.ontology import load_ontology

from .foreign import (
    AXIOMS,
    COPIES,
    KINDS,
    PC,
    TARGETS,
    list_mappings,
    read_alignments,
    read_copies,
    read_copy,
    shorten,
)
from .ontology_files import (
    BASE,
    FOLDER,
    ROOT,
    list_exported_terms,
    list_exports,
    merge,
    read_modules,
)

if TYPE_CHECKING:
    from pathlib import Path

PROV = Namespace("http://www.w3.org/ns/prov#")
QUDT = Namespace("http://qudt.org/schema/qudt/")
STRATML = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport#"
NAMES = sorted(TARGETS)


@pytest.fixture(scope="module")
def alignments() -> dict[str, Graph]:
    return read_alignments()


# What the files say --------------------------------------------------------------------------


def test_each_neighbour_has_a_file(alignments: dict[str, Graph]) -> None:
    assert sorted(alignments) == NAMES
    assert all(list_mappings(graph) for graph in alignments.values())


@pytest.mark.parametrize("name", NAMES)
def test_an_alignment_relates_our_terms_to_foreign_ones_and_says_nothing_else(
    name: str, alignments: dict[str, Graph], modules: dict[str, Graph]
) -> None:
    graph = alignments[name]
    mappings = list_mappings(graph)
    known = {term for module in modules.values() for term in module.subjects()}
    assert {subject for subject, _, _ in mappings} <= known
    assert [value for _, _, value in mappings if str(value).startswith(BASE)] == []
    header = URIRef(f"{BASE}/alignments/{name}")
    notes = set(graph.subjects(RDF.type, OWL.Axiom))
    declared = {value for _, predicate, value in mappings if predicate in AXIOMS}
    for subject, predicate, value in graph:
        said = subject in notes or subject == header or subject in declared
        assert said or (subject, predicate, value) in mappings


@pytest.fixture(scope="module")
def modules() -> dict[str, Graph]:
    return {iri: graph for iri, graph in read_modules().items() if "/alignments/" not in iri}


@pytest.mark.parametrize("name", NAMES)
def test_each_line_has_its_reason_in_both_languages(
    name: str, alignments: dict[str, Graph]
) -> None:
    graph = alignments[name]
    reasons = {}
    for note in graph.subjects(RDF.type, OWL.Axiom):
        parts = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        line = tuple(graph.value(note, part) for part in parts)
        texts = [text for text in graph.objects(note, RDFS.comment) if isinstance(text, Literal)]
        assert line not in reasons
        reasons[line] = sorted((str(text.language), len(text) > 5) for text in texts)
    assert sorted(reasons) == list_mappings(graph)
    assert all(found == [("en", True), ("zh-Hans", True)] for found in reasons.values())


@pytest.mark.parametrize("name", NAMES)
def test_foreign_terms_of_axioms_are_declared_where_the_axiom_stands(
    name: str, alignments: dict[str, Graph], modules: dict[str, Graph]
) -> None:
    graph = alignments[name]
    declared = {term for kind in KINDS for term in graph.subjects(RDF.type, kind)}
    named = {value for _, predicate, value in list_mappings(graph) if predicate in AXIOMS}
    external = set(modules[f"{BASE}/external"].subjects(RDF.type, None))
    assert declared == named - external
    for term in declared:
        languages = sorted(str(label.language) for label in graph.objects(term, RDFS.label))
        assert languages == ["en", "zh-Hans"]


@pytest.mark.parametrize("name", NAMES)
def test_lines_stand_in_order(name: str) -> None:
    text = (FOLDER / "alignments" / f"{name}.ttl").read_text(encoding="utf-8")
    lines = re.findall(r"^(\S+) (?:rdfs|skos):(\S+) (\S+) \.$", text, re.MULTILINE)
    strength = ["subClassOf", "subPropertyOf", "closeMatch", "broadMatch", "relatedMatch"]
    strength.append("seeAlso")

    def place(line: tuple[str, str, str]) -> tuple[object, ...]:
        prefix, local = line[0].split(":")
        group = (prefix != "pc", prefix, local[0].islower())
        return (*group, local.lower(), strength.index(line[1]), line[2])

    assert len(lines) == len(list_mappings(Graph().parse(data=text)))
    assert lines == sorted(lines, key=place)


def test_no_term_has_two_matches_that_exclude_each_other(alignments: dict[str, Graph]) -> None:
    """SKOS: what is related is not broader, and no pair is matched twice."""
    pairs = [
        (subject, value)
        for graph in alignments.values()
        for subject, predicate, value in list_mappings(graph)
        if predicate not in AXIOMS
    ]
    assert len(pairs) == len(set(pairs))


def test_no_concept_scheme_is_matched(alignments: dict[str, Graph]) -> None:
    """A match makes a concept of both ends, which no scheme can be."""
    whole = merge(list(read_modules().values()))
    matched = {subject for graph in alignments.values() for subject, _, _ in list_mappings(graph)}
    assert not matched & set(whole.subjects(RDF.type, SKOS.ConceptScheme))


def test_alignments_are_no_part_of_a_build_unless_asked_for() -> None:
    graphs = {quad.graph_name.value for quad in load_ontology().quads}
    assert not [name for name in graphs if "/alignments/" in name]


# Foreign terms -------------------------------------------------------------------------------


def find_kinds(copies: Graph, term: URIRef) -> set[URIRef]:
    """What a vocabulary makes of a term; a property of RDF can be of any of the three kinds."""
    said = set(copies.objects(term, RDF.type))
    kinds = {kind for kind in KINDS if kind in said}
    if RDFS.Class in said:
        kinds.add(OWL.Class)
    if RDF.Property in said and not kinds:
        kinds |= {OWL.ObjectProperty, OWL.DatatypeProperty}
    if kinds & {OWL.ObjectProperty, OWL.DatatypeProperty} or RDF.Property in said:
        kinds.add(OWL.AnnotationProperty)
    return kinds


def declarations(graph: Graph) -> list[tuple[URIRef, URIRef]]:
    return [
        (term, kind)
        for kind in KINDS
        for term in graph.subjects(RDF.type, kind)
        if isinstance(term, URIRef) and not str(term).startswith(BASE)
    ]


def test_foreign_terms_are_of_the_kind_that_we_declare(alignments: dict[str, Graph]) -> None:
    copies = merge(list(read_copies().values()))
    ours = [Graph().parse(FOLDER / "external.ttl"), *alignments.values()]
    claims = [claim for graph in ours for claim in declarations(graph)]
    assert len(claims) > 60
    assert [claim for claim in claims if claim[1] not in find_kinds(copies, claim[0])] == []


def test_foreign_terms_of_matches_exist(alignments: dict[str, Graph]) -> None:
    copies = merge(list(read_copies().values()))
    named = {value for graph in alignments.values() for _, _, value in list_mappings(graph)}
    named = {term for term in named if not str(term).startswith(STRATML)}
    assert len(named) > 80
    assert [term for term in named if (term, RDF.type, None) not in copies] == []


def test_a_name_that_no_vocabulary_has_is_noticed() -> None:
    copies = merge(list(read_copies().values()))
    assert find_kinds(copies, PROV.Entity) == {OWL.Class}
    assert find_kinds(copies, PROV.Entities) == set()
    assert OWL.DatatypeProperty not in find_kinds(copies, PROV.wasDerivedFrom)


def test_elements_of_stratml_exist(alignments: dict[str, Graph]) -> None:
    schema = etree.parse(ROOT / "tests" / "data" / "stratml.xsd")
    elements = set(schema.xpath("//x:element/@name", namespaces={"x": str(XSD)[:-1]}))
    named = {str(value) for _, _, value in list_mappings(alignments["stratml"])}
    assert all(name.startswith(STRATML) for name in named)
    assert {name.removeprefix(STRATML) for name in named} <= elements


def test_units_exist_and_their_factors_are_those_of_qudt() -> None:
    ours = Graph().parse(FOLDER / "vocab" / "units.ttl")
    theirs = read_copy("qudt")
    units = [term for term in ours.subjects(RDF.type, QUDT.Unit) if "qudt.org" in str(term)]
    kinds = list(ours.subjects(RDF.type, QUDT.QuantityKind))
    assert len(units) > 25
    assert [term for term in units if (term, RDF.type, QUDT.Unit) not in theirs] == []
    assert [term for term in kinds if (term, RDF.type, QUDT.QuantityKind) not in theirs] == []
    for unit in units:
        base, factor = ours.value(unit, PC.baseUnit), ours.value(unit, PC.factor)
        sizes = [theirs.value(term, QUDT.conversionMultiplier) for term in (unit, base)]
        if factor is not None and None not in sizes:
            own, one = (size.toPython() for size in sizes)
            assert float(own) / float(one) == pytest.approx(float(factor)), unit


@pytest.mark.parametrize("path", list_exports(), ids=lambda path: path.stem)
def test_foreign_terms_of_exports_exist(path: Path) -> None:
    copies = merge(list(read_copies().values()))
    syntax = (BASE, str(RDF), str(RDFS), str(XSD))
    named = {term for term in list_exported_terms(path) if not str(term).startswith(syntax)}
    assert len(named) > 1 or path.stem == "reified"
    assert [term for term in named if (term, RDF.type, None) not in copies] == []


def test_verdicts_are_aligned_as_they_are_exported(alignments: dict[str, Graph]) -> None:
    text = (FOLDER / "exports" / "earl.rq").read_text(encoding="utf-8")
    exported = set(re.findall(r"\((verdict:\S+) (earl:\w+)\)", text))
    aligned = {
        (shorten(subject), shorten(value))
        for subject, _, value in list_mappings(alignments["earl"])
        if "/verdict/" in str(subject)
    }
    assert aligned == exported


# What is written of them ---------------------------------------------------------------------


def write_overview() -> str:
    """A table of our terms, the relation, and the foreign terms; core's own axioms with them."""
    modules = {iri: graph for iri, graph in read_modules().items() if "/ext/" not in iri}
    rows: dict[tuple[str, str], list[str]] = {}
    for iri, graph in sorted(modules.items()):
        for subject, predicate, value in list_mappings(graph):
            if str(value).startswith(BASE) or not str(subject).startswith((str(PC), f"{BASE}/v")):
                continue
            core = "" if "/alignments/" in iri else " (core)"
            relation = shorten(predicate).partition(":")[2]
            rows.setdefault((shorten(subject), relation), []).append(f"`{shorten(value)}`{core}")
    lines = ["| our term | relation | foreign terms |", "| --- | --- | --- |"]
    for (term, relation), values in sorted(rows.items(), key=place_row):
        lines.append(f"| `{term}` | {relation} | {', '.join(sorted(values))} |")
    return "".join(f"{line}\n" for line in lines)


def place_row(row: tuple[tuple[str, str], list[str]]) -> tuple[object, ...]:
    prefix, local = row[0][0].split(":")
    return (prefix != "pc", prefix, local[0].islower(), local.lower(), row[0][1])


def test_the_overview_of_alignments_is_up_to_date() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert text.count("| our term | relation | foreign terms |") == 1
    assert write_overview() in text


def test_each_copy_is_listed_with_its_checksum_and_they_are_small() -> None:
    text = (COPIES / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([\w.]+)` \|.*\| `([0-9a-f]{64})` \|$", text, re.MULTILINE))
    files = [path for path in COPIES.glob("*.*") if path.suffix in {".nt", ".ttl"}]
    assert listed == {path.name: sha256(path.read_bytes()).hexdigest() for path in files}
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_no_vocabulary_lies_there_unused() -> None:
    used = {copy for copies in TARGETS.values() for copy in copies}
    assert set(read_copies()) == used | {"bibo", "sh", "vann"}
