"""Bad calls of every kind: missing files, wrong evidence, folders and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.building import build
from graph_builder.model import hash_text

from .samples import OUTCOMES, PLAN, TEXT, polcom, read_tree, spoil, write

if TYPE_CHECKING:
    from pathlib import Path

Change = tuple[str, str]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a build that bad input must leave as it is."""
    (tmp_path / "demo" / "store").mkdir(parents=True)
    (tmp_path / "demo" / "report.json").write_text('{"build": {"quads": 0}}', "utf-8")
    (tmp_path / "demo" / "graph.nq").write_text("", "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["build", "validate", "verify"])
def test_a_missing_file_is_named(desk: Path, command: str) -> None:
    options = {"build": ["-o", str(desk / "new")], "verify": ["--documents", str(desk)]}
    found = polcom(command, desk / "absent.yaml", *options.get(command, []))
    assert (found.code, found.out) == (2, "")
    wanted = "no such file or folder; give record files or folders"
    assert found.err == f"polcom: {desk / 'absent.yaml'}: {wanted}\n"
    assert not (desk / "new").exists()


def test_every_fault_of_every_file_is_told_at_once(desk: Path) -> None:
    bad = spoil(PLAN, ("value: 10", "value: ten"), ("kind: goal", "kind: gaol"))
    folder = write(desk / "records", a=bad, b="- x\n", c=OUTCOMES)
    found = polcom("build", folder, "-o", desk / "new")
    lines = found.err.removeprefix("polcom: ").splitlines()
    assert [line.removeprefix(f"{folder}/").partition(": ")[0] for line in lines] == [
        "a.yaml:14",
        "a.yaml:26",
        "b.yaml:1",
    ]
    assert not (desk / "new").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [("start: 50, end: 54", "start: 52, end: 56")],
            ":33: statements[1].evidence[1]: the text at 52-56 is ' t b', not what is cited;",
        ),
        (
            [(hash_text(TEXT[26:63]), "0" * 64)],
            ":32: statements[1].evidence[0]: the text at 26-63 is 'Coal output of at least",
        ),
        (
            [("length: 70", "length: 90")],
            ":10: document.length: the text has 70 characters, not 90",
        ),
        (
            [(hash_text(TEXT), "f" * 64)],
            f"plan: its text is not in the folder; put the UTF-8 text with SHA-256 {'f' * 64}",
        ),
    ],
    ids=["quote-elsewhere", "hash-of-quote", "length", "hash-of-document"],
)
def test_evidence_that_a_text_disproves_is_told(
    desk: Path, changes: list[Change], said: str
) -> None:
    (desk / "texts").mkdir()
    (desk / "texts" / "plan.txt").write_bytes(TEXT.encode())
    plan = write(desk / "records", plan=spoil(PLAN, *changes))
    found = polcom("verify", plan, "--documents", desk / "texts")
    assert found.code == 1
    assert said in found.err


def test_a_folder_that_cannot_be_written_is_told(desk: Path) -> None:
    (desk / "file").write_text("x", "utf-8")
    records = write(desk / "records", plan=PLAN)
    found = polcom("build", records, "-o", desk / "file" / "demo")
    assert (found.code, found.out) == (2, "")
    assert f"polcom: {desk / 'file' / 'demo'}: cannot be written: " in found.err
    assert found.err.endswith("; choose a folder that you may write\n")


def test_a_folder_of_something_else_is_refused(desk: Path) -> None:
    records = write(desk / "records", plan=PLAN)
    found = polcom("build", records, "-o", records)
    assert found.code == 2
    assert "holds files that are not a build; choose another folder" in found.err
    assert [path.name for path in records.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize(
    "call", [["draw", "-o", "x.html"], ["migrate", "--dry-run"], ["migrate", "-o", "new"]]
)
def test_a_graph_that_is_not_there_is_told(desk: Path, call: list[str]) -> None:
    found = polcom(call[0], desk / "none.nq", *call[1:], folder=desk)
    wanted = "give a folder with a build, or a file in .trig, .nq, .ttl or .nt"
    said = f"polcom: {desk / 'none.nq'}: no such file; {wanted}\n"
    assert (found.code, found.out, found.err) == (2, "", said)
    found = polcom(call[0], desk / "none", *call[1:], folder=desk)
    assert (found.code, found.out) == (2, "")
    assert f"{desk / 'none'}: no complete build here; make one with: polcom build" in found.err


@pytest.mark.parametrize("command", ["query", "network", "validate"])
def test_a_folder_without_a_build_is_told_how_to_make_one(desk: Path, command: str) -> None:
    arguments = [] if command == "validate" else ["deadlines"] if command == "query" else []
    place = [desk / "none"] if command == "validate" else ["--build", desk / "none"]
    found = polcom(command, *arguments, *place)
    assert (found.code, found.out) == (2, "")
    assert "no complete build here; make one with" in found.err or "no such file" in found.err


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    build([write(folder / "records", plan=PLAN)], folder / "demo")
    return folder / "demo"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (["SELECT ?x WHERE { ?x a }"], "line 1, column 19: "),
        (["SELECT ?x\nWHERE {\n  ?x a ]\n}"], "line 3, column 3: "),
        (["missed_target"], "missed_targets"),
        (["targets_of_goal", "-p", "gaol=id:plan/g1"], "goal"),
        (["targets_of_goal", "-p", "goal"], "--param goal: write NAME=VALUE"),
        (["SELECT * { SERVICE <http://x> { ?a ?b ?c } }"], "SERVICE would leave this computer"),
        (["DELETE WHERE { ?a ?b ?c }"], "DELETE would change the store"),
        (["absent.rq"], "absent.rq: cannot be read"),
        (["statement_provenance"], "statement"),
        (["nothing_like_it"], "nothing_like_it"),
    ],
)
def test_a_bad_question_is_told_with_its_place_or_the_nearest_name(
    demo: Path, question: list[str], said: str
) -> None:
    before = read_tree(demo)
    found = polcom("query", *question, "--build", demo)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("polcom: ")
    assert said in found.err
    assert read_tree(demo) == before


def test_a_syntax_error_of_standard_input_has_its_own_line(demo: Path) -> None:
    found = polcom("query", "-", "--build", demo, text="ASK {\n?s ?p ]\n}")
    assert found.code == 2
    assert found.err.startswith("polcom: line 2, column 1: ")


def test_a_store_that_is_damaged_is_told(desk: Path) -> None:
    found = polcom("query", "deadlines", "--build", desk / "demo")
    assert (found.code, found.out) == (2, "")
    assert "build it again" in found.err
