"""StratML of odd graphs: whatever is a goal or a target stands in it, in order and once."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from pyoxigraph import RdfFormat, Store

from graph_builder.building import assemble
from graph_builder.errors import UsageError
from graph_builder.exporting import Source, export
from graph_builder.ontology import load_ontology

from .samples import OUTCOMES, PLAN, spoil, write

SPACE = {"s": "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"}
SCHEMA = Path(__file__).parent / "data" / "stratml.xsd"
HEAD = """\
@prefix ex: <https://example.org/> . @prefix pc: <https://w3id.org/polcom/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def write_stratml(store: Store, language: str = "en") -> etree._Element:
    """The valid StratML of a graph."""
    text = export(Source(Path(), store, load_ontology(), language), "stratml")
    root = etree.fromstring(text.encode())
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
    return root


def read(turtle: str) -> Store:
    store = Store()
    store.load(HEAD + turtle, format=RdfFormat.TURTLE)
    return store


def ask(root: etree._Element, path: str) -> list[str]:
    return [str(text) for text in root.xpath(path, namespaces=SPACE)]


def test_a_target_under_no_goal_stands_below_its_document(tmp_path: Path) -> None:
    alone = spoil(PLAN, ("    target_of: g1\n", ""))
    root = write_stratml(assemble([write(tmp_path, plan=alone)]).store)
    assert ask(root, "//s:Goal/s:Name/text()") == ["Secure energy supply", "A plan"]
    (plan,) = root.xpath("//s:Goal[s:Name='A plan']", namespaces=SPACE)
    assert ask(plan, ".//s:NumberOfUnits/text()") == ["10"]


def test_a_plan_without_goals_is_written(tmp_path: Path) -> None:
    start, end = PLAN.index("  - id: g1"), PLAN.index("  - id: t1")
    alone = spoil(PLAN[:start] + PLAN[end:], ("    target_of: g1\n", ""))
    root = write_stratml(assemble([write(tmp_path, plan=alone)]).store)
    assert ask(root, "//s:Goal/s:Name/text()") == ["A plan"]
    assert ask(root, "//s:TargetResult/s:EndDate/text()") == ["2025-12-31"]


def test_what_has_no_name_in_the_language_is_called_as_in_another(tmp_path: Path) -> None:
    mixed = spoil(PLAN, ("{en: Secure energy supply}", "{zh-Hans: 保障能源供应}"))
    root = write_stratml(assemble([write(tmp_path, plan=mixed)]).store)
    assert ask(root, "//s:Goal/s:Name/text()") == ["保障能源供应"]
    assert ask(root, "//s:MeasurementDimension/text()") == ["Coal output"]


def test_a_language_that_nothing_is_named_in_is_refused_with_those_there_are(
    tmp_path: Path,
) -> None:
    store = assemble([write(tmp_path, plan=PLAN)]).store
    with pytest.raises(UsageError, match=r"no goal or target .* 'zh'; .*--language: en$"):
        write_stratml(store, "zh")


def test_a_graph_without_goals_and_targets_is_refused() -> None:
    with pytest.raises(UsageError, match="no goal and no target"):
        write_stratml(read('ex:a a pc:Action ; rdfs:label "Act"@en .'))


def test_a_result_has_its_period_and_verdict(tmp_path: Path) -> None:
    root = write_stratml(assemble([write(tmp_path, plan=PLAN, outcomes=OUTCOMES)]).store)
    (result,) = root.xpath("//s:ActualResult", namespaces=SPACE)
    assert [element.text for element in result] == [
        "2025-01-01",
        "2025-12-31",
        "9.5",
        "9.5 t; missed",
    ]


def test_a_target_without_a_number_is_a_qualitative_indicator() -> None:
    root = write_stratml(
        read(
            """ex:g a pc:Goal ; rdfs:label "Lead"@en .
            ex:t a pc:Target ; pc:targetOf ex:g ; rdfs:label "First in output"@en ; pc:rank 1 ;
              pc:deadline "2030-12-31"^^<http://www.w3.org/2001/XMLSchema#date> ."""
        )
    )
    assert ask(root, "//s:PerformanceIndicator/@PerformanceIndicatorType") == ["Qualitative"]
    (result,) = root.xpath("//s:TargetResult", namespaces=SPACE)
    assert [element.text for element in result] == ["2030-12-31", "First in output"]


def test_goals_below_the_second_level_stand_in_the_second_in_order_of_the_tree() -> None:
    root = write_stratml(
        read(
            """ex:g a pc:Goal ; rdfs:label "0"@en .
            ex:z a pc:Goal ; pc:partOf ex:g ; pc:ordinal 1 ; rdfs:label "1"@en .
            ex:a a pc:Goal ; pc:partOf ex:g ; pc:ordinal 2 ; rdfs:label "2"@en .
            ex:y a pc:Goal ; pc:partOf ex:z ; pc:ordinal 1 ; rdfs:label "1.1"@en ."""
        )
    )
    assert ask(root, "//s:Objective/s:Name/text()") == ["1", "1.1", "2"]


def test_goals_in_a_circle_are_written_once_each() -> None:
    root = write_stratml(
        read(
            """ex:a a pc:Goal ; pc:partOf ex:b ; rdfs:label "A"@en .
            ex:b a pc:Goal ; pc:partOf ex:a ; rdfs:label "B"@en ."""
        )
    )
    assert ask(root, "//s:Name/text()") == ["Policy commitments", "A", "B"]


def test_characters_that_xml_forbids_do_not_break_it() -> None:
    root = write_stratml(read('ex:a a pc:Goal ; rdfs:label "a\\u0000b<c>"@en .'))
    assert ask(root, "//s:Goal/s:Name/text()") == ["a\ufffdb<c>"]
