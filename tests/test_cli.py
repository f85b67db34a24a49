"""The command line: examples that run, exit codes, and what goes where."""

from __future__ import annotations

import json
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from graph_builder.cli import polcom as group
from graph_builder.model import RecordFile

from .conftest import ROOT
from .samples import OUTCOMES, PLAN, TEXT, Outcome, polcom, run_python, spoil, write

if TYPE_CHECKING:
    from pathlib import Path

    import click

COMMANDS: dict[str, click.Command] = {"": group, **group.commands}
GOALS = "SELECT ?goal WHERE { ?goal a pc:Goal }"
FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")


def list_examples(command: click.Command) -> list[str]:
    lines = (line.strip() for line in (command.help or "").splitlines())
    return [line for line in lines if line.startswith("polcom ")]


EXAMPLES = sorted({text for command in COMMANDS.values() for text in list_examples(command)})


@pytest.fixture
def desk(ordos: Path, tmp_path: Path) -> Path:
    """A folder like that of somebody who follows the help: records, and a build in ``demo``."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "gold").symlink_to(ROOT / "tests" / "gold" / "dev")
    for name in ("report", "interview"):
        text = "2022年1月10日\n到2025年,煤炭产量达到10亿吨以上。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "reports").mkdir(exist_ok=True)
        (tmp_path / "reports" / f"{name}.txt").write_text(f"{name}\n{text}", encoding="utf-8")
    (tmp_path / "reports" / "index.csv").write_text("file,place\nreport.txt,cn:ordos\n", "utf-8")
    shutil.copytree(ordos, tmp_path / "demo")
    return tmp_path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the plan and its outcomes; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("small")
    write(folder / "records", plan=PLAN, outcomes=OUTCOMES)
    assert polcom("build", folder / "records", "-o", folder / "demo").code == 0
    return folder


def ask(build: Path, *arguments: str, text: str = "") -> Outcome:
    return polcom("query", *arguments, "--build", build / "demo", text=text)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    found = polcom(*name.split(), "--help")
    assert (found.code, found.err) == (0, "")
    assert f"  polcom {name}" in found.out
    assert list_examples(COMMANDS[name])


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_runs(
    example: str, desk: Path, request: pytest.FixtureRequest
) -> None:
    if " texts" in example:
        (desk / "texts").symlink_to(request.getfixturevalue("corpus"))
    found = polcom(*shlex.split(example)[1:], folder=desk)
    assert (found.code, "Error" in found.err) == (0, False), found.err


def test_a_build_prints_messages_only_to_standard_error(small: Path, tmp_path: Path) -> None:
    found = polcom("build", small / "records", "-o", tmp_path / "demo")
    assert (found.code, found.out) == (0, "")
    assert "Assessed as of 2026-02-01" in found.err
    assert "missed by 0.5 t" in " ".join(found.err.split())
    assert "Next: polcom query missed_targets" in found.err


def test_answers_go_to_standard_output(small: Path) -> None:
    found = ask(small, GOALS, "--format", "csv")
    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == ["goal", "https://w3id.org/polcom/id/plan/g1"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_answer(small: Path, form: str) -> None:
    found = ask(small, GOALS, "-f", form)
    assert (found.code, "plan/g1" in found.out) == (0, True)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_no_answer_too(small: Path, form: str) -> None:
    assert ask(small, "SELECT ?x WHERE { ?x a pc:Programme }", "-f", form).code == 0


def test_json_is_the_results_format_of_sparql(small: Path) -> None:
    found = json.loads(ask(small, GOALS, "-f", "json").out)
    assert found["head"]["vars"] == ["goal"]
    (row,) = found["results"]["bindings"]
    assert row["goal"] == {"type": "uri", "value": "https://w3id.org/polcom/id/plan/g1"}


def test_a_dash_reads_sparql_from_standard_input(small: Path) -> None:
    asked = ask(small, "-", "-f", "csv", text=GOALS)
    assert asked.out == ask(small, GOALS, "-f", "csv").out


def test_a_file_of_sparql_is_read(small: Path, tmp_path: Path) -> None:
    (tmp_path / "goals.rq").write_text(GOALS, "utf-8")
    assert "plan/g1" in ask(small, str(tmp_path / "goals.rq"), "-f", "csv").out


def test_a_named_question_takes_parameters(small: Path) -> None:
    found = ask(small, "targets_of_goal", "-p", "goal=id:plan/g1", "-f", "csv")
    assert "https://w3id.org/polcom/id/plan/t1" in found.out


def test_without_a_name_the_questions_are_listed(small: Path) -> None:
    assert "missed_targets" in ask(small).out


def test_a_build_is_found_from_inside_it(small: Path) -> None:
    assert polcom("query", "deadlines", folder=small / "demo").code == 0
    assert polcom("query", "deadlines", folder=small).code == 0


def test_a_build_is_found_by_the_environment(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLCOM_BUILD", str(small / "demo"))
    assert polcom("query", "deadlines", folder=tmp_path).code == 0


def test_nothing_is_coloured_when_piped(small: Path) -> None:
    command = ("-m", "graph_builder", "query", "missed_targets", "-b", small / "demo")
    found = run_python(*command, FORCE_COLOR="")
    assert found.returncode == 0
    assert b"\x1b" not in found.stdout + found.stderr
    assert "Coal output of at least ten tonnes" in found.stdout.decode()


def test_records_that_conform_exit_with_zero(small: Path) -> None:
    found = polcom("validate", small / "records")
    assert (found.code, found.err) == (0, "conforms\n")


def test_a_build_is_validated_too(small: Path) -> None:
    assert polcom("validate", small / "demo").code == 0


@pytest.mark.parametrize(("language", "word"), [("en", "name where"), ("zh-Hans", "何地")])
def test_findings_go_to_standard_output_in_the_language_asked_for(
    tmp_path: Path, language: str, word: str
) -> None:
    folder = write(tmp_path, plan=spoil(PLAN, ("  place: cn:ordos\n", "")))
    found = polcom("validate", folder, "--language", language)
    assert (found.code, found.err) == (1, "does not conform\n")
    assert found.out.startswith(f"Violation (1)\n{folder / 'plan.yaml'}:18: t1: ")
    assert word in found.out


def test_proved_spans_are_counted(small: Path, tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(TEXT.encode())
    found = polcom("verify", small / "records" / "plan.yaml", "--documents", tmp_path)
    assert found == Outcome(0, "plan: 3 spans proved\n", "")


def test_a_text_that_is_missing_is_told_with_its_hash(small: Path, tmp_path: Path) -> None:
    found = polcom("verify", small / "records" / "plan.yaml", "--documents", tmp_path)
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("plan: its text is not in the folder; put the UTF-8 text with SHA")


@pytest.mark.parametrize("subject", ["queries", "units", "vocabularies", "prefixes"])
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_lists_are_printed(subject: str, form: str) -> None:
    found = polcom("list", subject, "--format", form)
    assert (found.code, found.err) == (0, "")
    assert len(found.out.splitlines()) > 10


@pytest.mark.parametrize(
    ("subject", "row"),
    [
        ("places", "| ndc:kenya | Kenya | 肯尼亚 | national | World |"),
        ("vocabularies", "| conditionality | ndc:unconditional | unconditional | 无条件 |"),
        ("queries", "| [mitigation_targets](queries/mitigation_targets.rq) |"),
    ],
)
def test_what_an_extension_adds_is_listed_with_it(subject: str, row: str) -> None:
    without = polcom("list", subject, "-f", "markdown").out
    extended = polcom("list", subject, "-f", "markdown", "--extension", "ndc").out
    assert row not in without
    assert row in extended


def test_the_schema_is_that_of_the_models() -> None:
    assert json.loads(polcom("schema").out) == RecordFile.model_json_schema()


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["build"], ["build", "x"], ["query", "--format", "pdf"], ["list", "all"]],
)
def test_misuse_of_options_exits_with_two(arguments: list[str]) -> None:
    found = polcom(*arguments)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("Usage: polcom")


def test_the_version_is_told() -> None:
    assert polcom("--version").out.startswith("polcom, version 0.")


def test_names_are_completed() -> None:
    source = "_POLCOM_COMPLETE", "bash_complete"
    words = {"COMP_WORDS": "polcom query missed", "COMP_CWORD": "2"}
    code = "from graph_builder.cli import polcom; polcom(prog_name='polcom')"
    found = run_python("-c", code, **{source[0]: source[1]}, **words)
    assert "plain,missed_targets" in found.stdout.decode().split()
