"""From records to a build: whole, repeatable, one document at a time."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph_builder.building import Settings, build, canonicalize
from graph_builder.errors import ConformanceError, PolcomError, RecordError, StoreError
from graph_builder.knowledge_graph import load
from graph_builder.namespaces import DATA, GRAPH, term

from .ordos import EXAMPLE
from .samples import OUTCOMES, PLAN, TEXT, read_tree, run_python, spoil, write

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

PLACELESS = spoil(PLAN, ("  place: cn:ordos\n", ""))
BETTER = spoil(OUTCOMES, ("value: 9.5", "value: 11"))
#: Two clauses, the later one first, so that "the first" must not depend on the way of building.
DIRECTIVE = f"""\
format: 1
document:
  id: order
  title: {{en: An order}}
  language: en
  issued: 2024-01-01
  source: https://example.org/order
  sha256: {"0" * 64}
  length: 900
statements:
  - id: d1
    kind: directive
    label: {{en: Secure energy}}
    theme: energy
    evidence:
      - {{start: 100, end: 120, quote: Secure energy supply}}
      - {{start: 90, end: 99, sha256: {"0" * 64}}}
"""
CITATION = "start: 2, end: 15, quote: Secure energy, cites: order/d1, resolution: verbatim"
CITING = spoil(PLAN, ("kind: goal\n", f"kind: goal\n    citations: [{{{CITATION}}}]\n"))


def read_quads(folder: Path) -> bytes:
    return (folder / "graph.nq").read_bytes()


def ask(store: Store, record: str, name: str) -> set[str]:
    quads = store.quads_for_pattern(NamedNode(DATA + record), term(name), None)
    return {getattr(quad.object, "value", "").rsplit("/", 1)[-1] for quad in quads}


def list_lines(folder: Path, graph: str) -> list[bytes]:
    """The lines of one named graph of a build."""
    name = f"<{GRAPH}{graph}> .".encode()
    return [line for line in read_quads(folder).splitlines() if line.endswith(name)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan and its outcomes, built together; tests leave them as they are."""
    folder = tmp_path_factory.mktemp("built")
    build([write(folder / "records", plan=PLAN, outcomes=OUTCOMES)], folder / "demo")
    return folder


def copy(built: Path, folder: Path) -> Path:
    """A copy of the build, to be built upon."""
    for name, content in read_tree(built / "demo").items():
        path = folder / "demo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "demo"


def test_a_build_holds_what_is_promised(ordos: Path) -> None:
    names = {path.name for path in ordos.iterdir()}
    assert {"graph.nq", "graph.trig", "store", "queries", "answers", "report.json"} <= names
    queries = {path.stem for path in (ordos / "queries").glob("*.rq")}
    assert queries == {path.stem for path in (ordos / "answers").glob("*.csv")}


def test_the_report_counts_what_is_there(ordos: Path) -> None:
    report = json.loads((ordos / "report.json").read_text("utf-8"))["build"]
    assert report["quads"] == len(read_quads(ordos).splitlines()) == len(load(ordos))
    assert report["quads"] == sum(report["graphs"].values())
    assert (report["classes"]["Target"], report["conforms"]) == (45, True)
    assert report["ontology"] == {"polcom": "0.1.0", "cn": "0.1.0"}
    assert "seconds" not in report


def test_lines_are_sorted_and_single(ordos: Path) -> None:
    lines = read_quads(ordos).splitlines()
    assert lines == sorted(set(lines))


def build_apart(folder: Path, seed: str) -> tuple[object, dict[str, bytes]]:
    """The reproducible part of a build of the example, made in a process of its own."""
    arguments = ("-m", "graph_builder", "build", EXAMPLE, "-o", folder)
    assert run_python(*arguments, PYTHONHASHSEED=seed).returncode == 0
    report = json.loads((folder / "report.json").read_text("utf-8"))
    files = read_tree(folder).items()
    text = {name: data for name, data in files if not name.startswith(("store", "report"))}
    return report["build"], text


def test_the_same_records_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        folders = (tmp_path / "a", tmp_path / "b")
        first, second = pool.map(build_apart, folders, ("0", "4242"))
    assert len(first[1]) > 100
    assert first == second


def test_rebuilding_changes_nothing(built: Path, tmp_path: Path) -> None:
    build([built / "records"], copy(built, tmp_path))
    assert read_quads(tmp_path / "demo") == read_quads(built / "demo")


def test_a_rebuilt_document_is_replaced_and_the_others_are_kept(
    built: Path, tmp_path: Path
) -> None:
    demo = copy(built, tmp_path)
    build([write(tmp_path / "records", outcomes=BETTER)], demo)
    graph = load(demo)
    assert list_lines(demo, "plan/stated") == list_lines(built / "demo", "plan/stated")
    assert ask(graph.store, "outcomes/o1", "observedValue") == {"11"}
    assert ask(graph.store, "plan/t1.assessment", "verdict") == {"met"}
    assert ask(graph.store, "plan/t1.assessment", "gap") == {"1"}


def test_what_is_derived_was_otherwise_before(built: Path) -> None:
    store = load(built / "demo").store
    assert ask(store, "plan/t1.assessment", "verdict") == {"missed"}
    assert ask(store, "plan/t1.assessment", "gap") == {"-0.5"}
    assert ask(store, "plan/t1.assessment", "attainment") == {"0.95"}


def test_one_after_the_other_gives_the_same_graph_as_together(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", order=DIRECTIVE, plan=CITING)
    build([folder], tmp_path / "together")
    build([folder / "order.yaml"], tmp_path / "apart")
    build([folder / "plan.yaml"], tmp_path / "apart")
    assert read_quads(tmp_path / "apart") == read_quads(tmp_path / "together")
    quoted = b"char=2,15> <http://www.w3.org/ns/prov#wasQuotedFrom> <" + DATA.encode()
    assert quoted + b"order#char=90,99>" in read_quads(tmp_path / "apart")


def test_fresh_keeps_nothing(built: Path, tmp_path: Path) -> None:
    demo = copy(built, tmp_path)
    build([built / "records" / "plan.yaml"], demo, Settings(fresh=True))
    assert list_lines(demo, "outcomes/monitoring") == []
    assert ask(load(demo).store, "plan/t1.assessment", "verdict") == {"not-due"}


def test_the_day_of_assessment_is_the_latest_that_the_records_know(built: Path) -> None:
    report = json.loads((built / "demo" / "report.json").read_text("utf-8"))
    assert report["build"]["as_of"] == "2026-02-01"


def test_another_day_of_assessment_can_be_asked_for(built: Path, tmp_path: Path) -> None:
    assembly = build([built / "records"], tmp_path / "demo", Settings(as_of=date(2025, 12, 30)))
    assert ask(assembly.store, "plan/t1.assessment", "verdict") == {"not-due"}


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (PLACELESS, ConformanceError),
        (spoil(PLAN, ("target_of: g1", "target_of: g2")), RecordError),
        ("", RecordError),
    ],
    ids=["shape", "reference", "syntax"],
)
def test_a_build_that_fails_leaves_the_one_before(
    built: Path, tmp_path: Path, plan: str, error: type[PolcomError]
) -> None:
    before = read_tree(built / "demo")
    with pytest.raises(error):
        build([write(tmp_path, plan=plan)], built / "demo")
    assert read_tree(built / "demo") == before
    assert {path.name for path in built.iterdir()} == {"demo", "records"}


def test_a_record_that_a_kept_document_needs_cannot_go(built: Path, tmp_path: Path) -> None:
    other = spoil(PLAN, ("id: coal", "id: lignite"), ("metric: coal", "metric: lignite"))
    records = write(tmp_path, plan=other)
    with pytest.raises(PolcomError, match="outcomes/o1"):
        build([records], built / "demo")


def test_a_record_that_was_removed_is_no_longer_there_to_refer_to(
    built: Path, tmp_path: Path
) -> None:
    gone = PLAN.replace("  - {id: coal", "  - {id: lignite", 1)
    with pytest.raises(RecordError, match="'coal' does not exist"):
        build([write(tmp_path, plan=gone)], built / "demo")


@pytest.mark.parametrize("damage", [b"", b"<urn:a> <urn:b> <urn:c> .\n", b"\xff", None])
def test_nothing_is_built_upon_a_damaged_build(
    built: Path, tmp_path: Path, damage: bytes | None
) -> None:
    demo = copy(built, tmp_path)
    (demo / "graph.nq").unlink() if damage is None else (demo / "graph.nq").write_bytes(damage)
    with pytest.raises(StoreError, match=r"graph\.nq: damaged, .*with --fresh"):
        build([built / "records" / "plan.yaml"], demo)
    assert (demo / "report.json").is_file()


def test_words_are_filled_in_from_ones_own_copy(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "mine.txt").write_bytes(TEXT.encode())
    records = write(tmp_path / "records", plan=PLAN)
    assembly = build([records], tmp_path / "demo", Settings(documents=tmp_path / "texts"))
    words = ask(assembly.store, "plan#char=26,63", "quote")
    assert words == {"Coal output of at least 10 t by 2025."}
    report = json.loads((tmp_path / "demo" / "report.json").read_text("utf-8"))
    assert report["build"]["proved"] == {"plan": 3}


def test_evidence_that_a_text_disproves_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "mine.txt").write_bytes(TEXT.encode())
    records = write(
        tmp_path / "records", plan=spoil(PLAN, ("start: 50, end: 54", "start: 51, end: 55"))
    )
    with pytest.raises(RecordError, match="write start: 50, end: 54"):
        build([records], tmp_path / "demo", Settings(documents=tmp_path / "texts"))
    assert not (tmp_path / "demo").exists()


NODES = st.sampled_from([NamedNode(f"urn:{letter}") for letter in "abcd"])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5).map(Literal)


@settings(max_examples=50)
@given(st.lists(st.builds(Quad, NODES, NODES, NODES | WORDS, NODES), max_size=8), st.randoms())
def test_the_lines_of_a_graph_do_not_depend_on_its_order(quads: list[Quad], random: object) -> None:
    first = canonicalize(quads)
    random.shuffle(quads)  # type: ignore[attr-defined]
    assert canonicalize([*quads, *quads]) == first
