"""What the documents say must be true: commands, examples, schema, names of the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import graph_builder
from graph_builder.building import check_records
from graph_builder.cli import polcom
from graph_builder.cli.lists import write_schema
from graph_builder.ontology import load_ontology
from graph_builder.querying import load_queries

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")
COMMANDS = sorted(polcom.commands)


def test_the_schema_for_editors_is_that_of_the_models() -> None:
    saved = (ROOT / "examples" / "record.schema.json").read_text(encoding="utf-8")
    assert saved == write_schema(), "renew it: polcom schema > examples/record.schema.json"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"| `polcom {command}" in README
    assert f"| `polcom {command}" in CHINESE


def test_the_readme_in_chinese_lists_the_same_files_and_extensions() -> None:
    for text in (README, CHINESE):
        files = re.findall(r"^\| (`[a-z]+[./].*?) \|", text, re.MULTILINE)
        listed = [re.findall(r"`(.*?)`", row) for row in files]
        assert listed[:2] == [["index.html"], ["graph.nq", "graph.trig"]]
        assert len(listed) == 6
    for folder in sorted((ROOT / "ontology" / "ext").iterdir()):
        assert f"`ontology/ext/{folder.name}`" in README
        assert f"`{folder.name}`" in CHINESE


def test_links_inside_the_readmes_lead_somewhere() -> None:
    heads = re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}
    for text in (README, CHINESE):
        for target in re.findall(r"\]\(([^)#:]+)(?:#([\w-]+))?\)", text):
            assert (ROOT / target[0]).exists(), target
            assert not target[1] or target[1] in anchors, target


def test_the_records_of_the_readme_are_consistent(tmp_path: Path) -> None:
    (found,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "interview.yaml"
    path.write_text(found, encoding="utf-8")
    context = check_records([path], load_ontology())
    assert len(context.records) == 3


def test_the_problems_that_the_readme_shows_are_those_that_people_get(tmp_path: Path) -> None:
    (found,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    wrong = found.replace("    deadline: 2025", "    deadlin: 2025")
    path = tmp_path / "interview.yaml"
    path.write_text(wrong, encoding="utf-8")
    result = CliRunner().invoke(polcom, ["validate", str(path)])
    assert "unknown field 'deadlin'; did you mean 'deadline'?" in str(result.exception)
    assert "unknown field 'deadlin'; did you mean 'deadline'?" in README


def _named_queries() -> list[str]:
    return re.findall(r"polcom query ([a-z_]+)", README)


@pytest.mark.parametrize("name", _named_queries())
def test_the_queries_that_the_readme_names_exist(name: str) -> None:
    assert name in load_queries()


@pytest.mark.parametrize("name", graph_builder.__all__)
def test_every_public_name_says_what_it_gives(name: str) -> None:
    assert (getattr(graph_builder, name).__doc__ or "").strip().endswith((".", "page", "`", ")"))


def test_the_example_of_the_package_runs(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    graph_builder.build([ROOT / "examples" / "ordos"], tmp_path / "demo")
    names: dict[str, object] = {}
    exec(code.replace('"demo"', repr(str(tmp_path / "demo"))), names)  # noqa: S102 -- our own README
    assert isinstance(names["graph"], graph_builder.KnowledgeGraph)


def test_the_make_targets_that_the_documents_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z-]+)", text)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_no_committed_text_names_a_registry_or_a_workplace() -> None:
    forbidden = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "/ro" + "ot/"]))
    for path in (*ROOT.glob("*.*"), *ROOT.glob("graph_builder/**/*.py"), ROOT / "Makefile"):
        if path.is_file() and path.suffix != ".png":
            assert not forbidden.search(path.read_text(encoding="utf-8")), path
