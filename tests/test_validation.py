"""Shapes on graphs: what is found, in both languages, and in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph_builder import validation
from graph_builder.building import assemble, describe_findings
from graph_builder.errors import ConformanceError, OntologyError
from graph_builder.namespaces import term
from graph_builder.ontology import load_ontology
from graph_builder.resources import data_path
from graph_builder.turtle import read_turtle
from graph_builder.validation import Finding, ValidationReport, validate_triples

from .samples import PLAN, spoil, write

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix pc: <https://w3id.org/polcom/ns#> .
<urn:shape> a sh:NodeShape ; sh:targetClass pc:Goal ; sh:property <urn:path> .
<urn:path> sh:path pc:theme ; sh:minCount 1 ; sh:severity sh:{severity} ;
  sh:message "name a theme"@en , "请写主题"@zh-Hans .
"""
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
GOALS = [Triple(NamedNode(f"urn:g{i}"), TYPE, term("Goal")) for i in (2, 1)]


def check(folder: Path, severity: str = "Violation") -> ValidationReport:
    shape = folder / "shape.ttl"
    shape.write_text(SHAPE.replace("{severity}", severity), "utf-8")
    return validate_triples(GOALS, [shape])


def test_findings_come_in_order_of_the_node(tmp_path: Path) -> None:
    assert [finding.focus for finding in check(tmp_path).findings] == ["urn:g1", "urn:g2"]


def test_a_finding_has_the_words_of_its_shape_in_both_languages(tmp_path: Path) -> None:
    assert check(tmp_path).findings[0].message == {"en": "name a theme", "zh-hans": "请写主题"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hans", "请写主题"), ("zh", "请写主题"), ("en", "name a theme"), ("fr", "name a theme")],
)
def test_findings_are_told_in_the_language_asked_for(
    tmp_path: Path, language: str, words: str
) -> None:
    told = describe_findings(check(tmp_path).findings, language)
    assert told == f"urn:g1: {words}\nurn:g2: {words}"


@pytest.mark.parametrize(
    ("severity", "conforms"), [("Violation", False), ("Warning", True), ("Info", True)]
)
def test_only_a_violation_breaks_conformance(
    tmp_path: Path, severity: str, *, conforms: bool
) -> None:
    report = check(tmp_path, severity)
    assert report.conforms is conforms
    assert report.count() == dict.fromkeys(("Violation", "Warning", "Info"), 0) | {severity: 2}


def test_a_graph_that_has_what_is_wanted_conforms(tmp_path: Path) -> None:
    check(tmp_path)
    themes = [Triple(goal.subject, term("theme"), Literal("x")) for goal in GOALS]
    assert validate_triples([*GOALS, *themes], [tmp_path / "shape.ttl"]).findings == ()


def test_nothing_conforms(tmp_path: Path) -> None:
    check(tmp_path)
    assert validate_triples([], [tmp_path / "shape.ttl"]).conforms


def test_a_report_without_findings_conforms_and_counts_none() -> None:
    assert ValidationReport(()).conforms
    assert ValidationReport(()).count() == {"Violation": 0, "Warning": 0, "Info": 0}


def test_findings_are_equal_whatever_their_words() -> None:
    fields = ("urn:a", "urn:p", "urn:s", "Violation", "")
    assert Finding(*fields, {"en": "a"}) == Finding(*fields, {"en": "b"})


def test_a_shape_that_is_no_turtle_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<urn:a> <urn:b>\n  oops", "utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl:2:\d+: .*; mend the Turtle there"):
        validate_triples(GOALS, [path])


def test_a_plan_that_breaks_a_shape_is_refused_with_what_to_write(tmp_path: Path) -> None:
    placeless = spoil(PLAN, ("  place: cn:ordos\n", ""))
    with pytest.raises(ConformanceError) as caught:
        assemble([write(tmp_path, plan=placeless)])
    assert str(caught.value) == (
        f"{tmp_path / 'plan.yaml'}:18: t1: "
        "place: name where it is measured, here or once for the document."
    )


def test_every_shape_of_the_ontology_is_read() -> None:
    names = {path.stem for path in load_ontology().shapes}
    assert {"core", "evidence", "governance", "measurement", "monitoring"} <= names


def test_of_many_records_with_one_fault_the_first_are_named_and_the_rest_counted(
    tmp_path: Path,
) -> None:
    placeless = spoil(PLAN, ("  place: cn:ordos\n", ""))
    target = placeless[placeless.index("  - id: t1") :]
    more = "".join(target.replace("id: t1", f"id: t{number}") for number in range(2, 9))
    with pytest.raises(ConformanceError) as caught:
        assemble([write(tmp_path, plan=placeless + more)])
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines[:3]] == ["t1", "t2", "t3"]
    assert lines[3] == (
        "and 5 more records: place: name where it is measured, here or once for the document."
    )


def test_a_large_graph_gives_the_same_findings_with_less_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = data_path("ontology")
    examples = [quad for path in folder.glob("examples/*/*.ttl") for quad in read_turtle(path)]
    ontology = load_ontology()
    triples = {Triple(q.subject, q.predicate, q.object) for q in (*examples, *ontology.quads)}
    whole = validate_triples(triples, ontology.shapes)
    monkeypatch.setattr(validation, "_LARGE", 0)
    assert len(whole.findings) > 100
    assert validate_triples(triples, ontology.shapes) == whole
