from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from pyoxigraph import Store

from graph_builder.errors import UsageError
from graph_builder.network import (
    Format,
    Selection,
    convert,
    directives_without_goal,
    export,
    find_bottlenecks,
    goals_without_directive,
    measure_coverage,
    measure_depth,
    reach,
    restrict,
    serialize,
    summarize,
)

from .networks import TALK, load_talk, quote, write_store

if TYPE_CHECKING:
    from pathlib import Path


def names(network: nx.MultiDiGraph[str]) -> set[str]:
    return {node.removeprefix(TALK) for node in network}


def test_nodes_carry_what_the_graph_says_of_them() -> None:
    data = convert(load_talk()).nodes[f"{TALK}target"]
    assert data["kind"] == "target"
    assert data["target_kind"] == "quantitative"
    assert (data["label_en"], data["label_zh"]) == ("Coal of a billion tonnes", "煤炭十亿吨")
    assert data["value"] == Decimal(1000000000)
    assert data["deadline"] == "2025-12-31"
    assert data["verdict"] == "missed"
    assert data["quote"] == "煤炭產量達到10億噸以上"
    assert data["level"] == "second-order"


def test_a_programme_is_more_than_an_action() -> None:
    network = convert(load_talk())
    assert network.nodes[f"{TALK}programme"]["kind"] == "programme"
    assert network.nodes[f"{TALK}action"]["kind"] == "action"


def test_links_point_upward_and_say_on_whose_word() -> None:
    links = convert(load_talk())[f"{TALK}goal"][f"{TALK}task-energy"]
    assert set(links) == {"implements:stated", "cites:stated"}
    assert links["cites:stated"]["evidence"].endswith("#char=4,8")
    interpreted = convert(load_talk())[f"{TALK}pillar"][f"{TALK}task"]
    assert set(interpreted) == {"implements:interpreted", "implements:derived"}
    assert interpreted["implements:interpreted"]["confidence"] == Decimal("0.8")


def test_a_document_is_known_by_the_iri_where_no_text_is_at_hand() -> None:
    assert convert(load_talk()).nodes[f"{TALK}action"]["document"] == TALK.rstrip("/")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(around=f"{TALK}target", depth=0), {"target"}),
        (
            Selection(around=f"{TALK}target", depth=1),
            {"target", "goal", "first", "target.assessment"},
        ),
        (Selection(theme="https://w3id.org/polcom/vocab/theme/energy", kinds=frozenset({"goal"})),
         {"goal"}),
        (Selection(place=f"{TALK}region", kinds=frozenset({"goal"})), {"pillar", "goal", "own"}),
        (Selection(place=f"{TALK}city", kinds=frozenset({"goal"})), {"pillar", "goal"}),
        (Selection(directive=f"{TALK}task-border"), {"task-border", "task"}),
        (Selection(kinds=frozenset({"programme"})), {"programme"}),
    ],
)  # fmt: skip
def test_each_selection_keeps_its_part(selection: Selection, expected: set[str]) -> None:
    assert names(convert(load_talk(), selection)) == expected


def test_a_directive_keeps_what_its_outcomes_rest_on() -> None:
    kept = names(convert(load_talk(), Selection(directive=f"{TALK}task-energy")))
    assert {"goal", "target", "target.assessment", "coal-2025", "task"} <= kept
    assert not {"own", "task-border"} & kept


def test_an_unknown_statement_is_named_in_the_error() -> None:
    with pytest.raises(UsageError, match="no node urn:nobody"):
        convert(load_talk(), Selection(around="urn:nobody"))
    with pytest.raises(UsageError, match="depth is -1"):
        convert(load_talk(), Selection(around=f"{TALK}goal", depth=-1))


def test_reach_counts_the_links_between() -> None:
    reached = {row.statement.removeprefix(TALK): row.distance for row in reach(
        convert(load_talk()), f"{TALK}task-energy")}  # fmt: skip
    assert reached == {
        "goal": 1, "action": 2, "programme": 2, "target": 2, "later": 2, "first": 2,
    }  # fmt: skip


def test_gaps_of_the_cascade_are_found() -> None:
    network = convert(load_talk())
    assert [row.label_en for row in goals_without_directive(network)] == ["Cashmere"]
    assert [row.label_en for row in directives_without_goal(network)] == ["Guard the border"]


def test_depth_is_that_of_the_longest_chain() -> None:
    depths = {row.directive.removeprefix(TALK): row.depth for row in measure_depth(
        convert(load_talk()))}  # fmt: skip
    assert depths == {"task": 3, "task-border": 0, "task-energy": 2}


def test_coverage_tells_levels_apart() -> None:
    rows = {row.level: row for row in measure_coverage(convert(load_talk()))}
    assert rows["second-order"][1:] == (3, 3, 3, 1, 1, 1)
    assert rows[""].statements == 8


def test_the_goal_between_is_the_bottleneck() -> None:
    rows = find_bottlenecks(convert(load_talk()), 1)
    assert [(row.statement.removeprefix(TALK), row.kind) for row in rows] == [("goal", "goal")]
    assert isinstance(rows[0].share, Decimal)


def test_summary_counts_kinds_relations_and_loners() -> None:
    summary = summarize(convert(load_talk()))
    assert summary.kinds["directive"] == 3
    assert summary.relations["targetOf"] == 3
    assert summary.bases["interpreted"] == 1
    assert (summary.parts, summary.isolated, summary.circular) == (2, 1, 0)


def test_an_empty_graph_has_an_empty_network_and_empty_answers() -> None:
    network = convert(Store())
    assert len(network) == 0
    assert summarize(network).nodes == 0
    assert not measure_depth(network)
    assert not find_bottlenecks(network)
    for form in Format:
        assert serialize(network, form)


def test_a_circle_neither_hangs_nor_counts_twice() -> None:
    store = write_store(
        "d:d a pc:Directive . d:a a pc:Goal ; pc:partOf d:b ; pc:implements d:d ."
        "d:b a pc:Goal ; pc:partOf d:a ."
    )
    network = convert(store)
    assert summarize(network).circular == 2
    assert measure_depth(network)[0].depth == 1
    assert len(reach(network, f"{TALK}d")) == 2


def test_graphml_reads_back_with_types() -> None:
    network = convert(load_talk())
    again = nx.parse_graphml(serialize(network, Format.GRAPHML))
    assert set(again) == set(network)
    assert again.number_of_edges() == network.number_of_edges()
    data = again.nodes[f"{TALK}target"]
    assert data["value"] == 1000000000.0
    assert data["label"] == data["label_en"] == "Coal of a billion tonnes"
    assert again.nodes[f"{TALK}task"]["declared_part_count"] == 2


def test_gexf_reads_back(tmp_path: Path) -> None:
    network = convert(load_talk())
    (file,) = export(network, Format.GEXF, tmp_path / "talk.gexf")
    text = file.read_text(encoding="utf-8")
    again = nx.read_gexf(file)
    assert set(again) == set(network)
    assert again.is_directed()
    assert again.nodes[f"{TALK}target"]["verdict"] == "missed"
    assert "None" not in text


def test_node_link_json_reads_back_without_losing_a_digit() -> None:
    network = convert(load_talk())
    content = json.loads(serialize(network, Format.JSON))
    again = nx.node_link_graph(content, edges="edges")
    assert sorted(again.edges) == sorted(network.edges)
    assert again.nodes[f"{TALK}target"]["value"] == "1000000000"


def test_csv_lists_have_the_columns_that_gephi_reads(tmp_path: Path) -> None:
    network = convert(load_talk())
    files = export(network, Format.CSV, tmp_path / "talk.csv")
    assert [file.name for file in files] == ["talk-nodes.csv", "talk-links.csv"]
    nodes, links = (list(csv.DictReader(io.StringIO(file.read_text("utf-8")))) for file in files)
    assert len(nodes) == len(network)
    assert {"Id", "Label", "kind"} <= nodes[0].keys()
    assert {"Source", "Target", "Type", "relation", "basis"} <= links[0].keys()
    assert {link["Type"] for link in links} == {"Directed"}


def test_characters_that_xml_forbids_are_replaced() -> None:
    store = write_store(f"d:a a pc:Goal ; rdfs:label {quote('a' + chr(1) + '<b>&')}@en .")
    network = convert(store)
    again = nx.parse_graphml(serialize(network, Format.GRAPHML))
    assert again.nodes[f"{TALK}a"]["label_en"] == "a\ufffd<b>&"
    assert "\x01" not in serialize(network, Format.GEXF)


def test_export_names_the_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent.*cannot be written"):
        export(convert(load_talk()), Format.JSON, tmp_path / "absent" / "talk.json")


def test_restricting_twice_is_restricting_once() -> None:
    network = convert(load_talk())
    selection = Selection(directive=f"{TALK}task-energy")
    once = restrict(network, selection)
    assert serialize(restrict(once, selection), Format.JSON) == serialize(once, Format.JSON)
