"""The extensions that come along, checked by their own kit and counted against public lists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph_builder.building import Settings, assemble
from graph_builder.errors import ConformanceError
from graph_builder.extending import check_extensions
from graph_builder.extension import find_extension
from graph_builder.ontology import load_ontology

from .samples import PLAN, write

SDG = "https://w3id.org/polcom/ext/sdg/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
#: Targets of each goal in General Assembly resolution 70/1 of 2015.
TARGETS = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]
#: Entries of each goal in the global indicator framework after the review of March 2025: the 248 of
#: the framework before it, and 2.2.4, 8.9.2 and 11.c.1.
ENTRIES = [13, 15, 28, 12, 14, 11, 6, 17, 12, 14, 16, 13, 8, 10, 14, 24, 24]
#: The indicators that the framework lists as repeated.
REPEATED = {
    ("1.5.1", "11.5.1", "13.1.1"),
    ("1.5.2", "11.5.2"),
    ("1.5.3", "11.b.1", "13.1.2"),
    ("1.5.4", "11.b.2", "13.1.3"),
    ("4.7.1", "12.8.1", "13.3.1"),
    ("7.b.1", "12.a.1"),
    ("8.4.1", "12.2.1"),
    ("8.4.2", "12.2.2"),
    ("10.3.1", "16.b.1"),
    ("10.6.1", "16.8.1"),
    ("13.2.1", "13.b.1"),
    ("15.7.1", "15.c.1"),
    ("15.a.1", "15.b.1"),
}


@pytest.fixture(scope="module")
def store() -> Store:
    return load_ontology([Path("sdg")]).store


def values(store: Store, node: NamedNode, name: str) -> list[NamedNode | Literal]:
    return [q.object for q in store.quads_for_pattern(node, NamedNode(SKOS + name), None)]


def concepts(store: Store, scheme: str) -> dict[NamedNode, list[str]]:
    """The codes of each concept of a scheme."""
    place = NamedNode(f"{SDG}vocab/{scheme}")
    found = store.quads_for_pattern(None, NamedNode(f"{SKOS}inScheme"), place)
    nodes = [quad.subject for quad in found]
    return {node: [code.value for code in values(store, node, "notation")] for node in nodes}


def count_by_goal(codes: list[str]) -> list[int]:
    count = Counter(int(code.split(".")[0]) for code in codes)
    return [count[goal] for goal in range(1, 18)]


@pytest.mark.parametrize("name", ["ndc", "sdg"])
def test_it_passes_its_own_kit_without_a_finding(name: str) -> None:
    found = [f for f in check_extensions([Path(name)]) if f.rule != "logic"]
    assert [str(finding) for finding in found] == []


def test_the_example_of_union_law_passes_the_kit_and_holds_what_its_readme_says() -> None:
    folder = Path(__file__).parent.parent / "examples" / "fit55"
    found = [f for f in check_extensions([folder]) if f.rule != "logic"]
    assert [str(finding) for finding in found] == []
    rows = (folder / "queries" / "expected" / "legislated_targets.tsv").read_text("utf-8")
    by_act = Counter(row.split("\t")[5] for row in rows.splitlines()[1:])
    assert (by_act.total(), by_act['"32023R0857"'], len(by_act)) == (46, 27, 7)


def test_there_are_seventeen_goals(store: Store) -> None:
    goals = concepts(store, "goals")
    assert sorted(goals.values(), key=lambda code: int(code[0])) == [
        [str(number)] for number in range(1, 18)
    ]


def test_each_goal_has_the_targets_of_the_resolution(store: Store) -> None:
    codes = [code for codes in concepts(store, "targets").values() for code in codes]
    assert (len(codes), sum(TARGETS)) == (169, 169)
    assert count_by_goal(codes) == TARGETS


def test_each_goal_has_the_indicators_of_the_framework(store: Store) -> None:
    indicators = concepts(store, "indicators")
    codes = [code for codes in indicators.values() for code in codes]
    assert (len(indicators), len(codes), len(set(codes))) == (234, 251, 251)
    assert count_by_goal(codes) == ENTRIES


def test_the_repeated_indicators_are_one_concept_with_a_code_for_each(store: Store) -> None:
    several = (codes for codes in concepts(store, "indicators").values() if len(codes) > 1)
    assert {frozenset(codes) for codes in several} == {frozenset(codes) for codes in REPEATED}


def test_a_code_says_what_its_concept_stands_below(store: Store) -> None:
    for scheme in ("targets", "indicators"):
        for node, codes in concepts(store, scheme).items():
            above = {node.value.removeprefix(SDG) for node in values(store, node, "broader")}
            assert above == {code.rpartition(".")[0] for code in codes}, codes


def test_a_concept_is_named_by_its_first_code(store: Store) -> None:
    order = [code for codes in REPEATED for code in codes[1:]]
    for scheme in ("goals", "targets", "indicators"):
        for node, codes in concepts(store, scheme).items():
            name = node.value.removeprefix(SDG)
            assert name in codes
            assert name not in order


def test_every_concept_has_a_label_of_its_own_in_both_languages(store: Store) -> None:
    nodes = [node for s in ("goals", "targets", "indicators") for node in concepts(store, s)]
    for language in ("en", "zh-hans"):
        labels = [
            label.value
            for node in nodes
            for label in values(store, node, "prefLabel")
            if isinstance(label, Literal) and label.language == language
        ]
        assert (len(labels), len(set(labels))) == (420, 420)


def test_every_goal_has_its_official_title_in_french_too(store: Store) -> None:
    titles = {
        label.value
        for node in concepts(store, "goals")
        for label in values(store, node, "prefLabel")
        if isinstance(label, Literal) and label.language == "fr"
    }
    assert len(titles) == 17
    assert "4 Éducation de qualité" in titles


def test_goals_and_targets_match_those_of_the_united_nations(store: Store) -> None:
    for scheme in ("goals", "targets"):
        for node, codes in concepts(store, scheme).items():
            [match] = values(store, node, "exactMatch")
            assert match.value == f"http://metadata.un.org/sdg/{codes[0]}"


def test_indicators_redefined_since_the_vocabulary_of_2019_match_none_of_it(store: Store) -> None:
    for code in ("1.a.1", "2.2.4", "3.8.2", "4.6.1", "8.9.2", "11.c.1"):
        assert values(store, NamedNode(SDG + code), "exactMatch") == []
    # Renumbered in 2020: fixed broadband was the second indicator of its target.
    [match] = values(store, NamedNode(f"{SDG}17.6.1"), "exactMatch")
    assert match.value == "http://metadata.un.org/sdg/C170602"


def test_a_statement_that_contributes_to_an_indicator_is_refused(tmp_path: Path) -> None:
    linked = "  - id: t1\n    properties: {sdg:contributesTo: sdg:7.2.1}\n"
    path = write(tmp_path, plan=PLAN.replace("  - id: t1\n", linked, 1))
    with pytest.raises(ConformanceError, match=r"write a goal or a target, such as sdg:7"):
        assemble([path], settings=Settings(extensions=(find_extension(Path("sdg")).folder,)))
