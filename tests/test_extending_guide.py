"""The guide for those who extend the ontology, followed step by step as a reader would."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from graph_builder.cli import polcom as command
from graph_builder.ontology import load_parts

from .samples import polcom

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "ontology" / "EXTENDING.md").read_text(encoding="utf-8")
FENCE = r"\n\n```\w+\n(?P<{name}>.*?)```"
#: What the guide can ask of its reader; each is a sentence that stands in it word for word.
SENTENCES = (
    r"Write `(?P<write>[^`]+)`[^\n]*:" + FENCE.replace("{name}", "block"),
    r"Add to `(?P<add>[^`]+)`[^\n]*:" + FENCE.replace("{name}", "more"),
    r"In `(?P<file>[^`]+)`, replace\s+`(?P<old>[^`]+)`\s+by\s+`(?P<new>[^`]+)`",
    r"Delete from `(?P<cut>[^`]+)` what begins with (?P<names>[^\n]+)\.\n",
    r"```sh\n(?P<sh>.*?)```(?:\n\n```text\n(?P<text>.*?)```)?",
)
STEP = re.compile("|".join(SENTENCES), re.DOTALL)


def follow(folder: Path) -> list[str]:
    """Do all steps in a folder, in order; the commands that were run, each with its answer."""
    done: list[str] = []
    for step in STEP.finditer(GUIDE):
        found = step.groupdict()
        if found["sh"]:
            answers = [f"{line}\n{run(line, folder)}" for line in found["sh"].splitlines()]
            assert (found["text"] or "") in "".join(answers), found["sh"]
            done += answers
        else:
            edit(found, folder)
    return done


def edit(found: dict[str, str | None], folder: Path) -> None:
    path = folder / next(found[key] or "" for key in ("write", "add", "file", "cut") if found[key])
    if found["write"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found["block"] or "", encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if found["file"]:
        assert text.count(found["old"] or "") == 1, found["old"]
        text = text.replace(found["old"] or "", found["new"] or "")
    elif found["add"]:
        text += "\n" + (found["more"] or "")
    else:
        for name in re.findall(r"`([^`]+)`", found["names"] or ""):
            text, count = re.subn(rf"(?ms)^{re.escape(name)}\n.*?\.\n(\n|\Z)", "", text)
            assert count == 1, name
    path.write_text(text, encoding="utf-8")


def run(line: str, folder: Path) -> str:
    """What a command prints; once something is installed, the package is what answers."""
    words = shlex.split(line)
    if words[0] == "polcom" and not (folder / "site").is_dir():
        load_parts.cache_clear()
        answer = polcom(*words[1:], folder=folder)
        assert answer.code == 0, f"{line}\n{answer.out}{answer.err}"
        return answer.out + answer.err
    result = subprocess.run(
        _as_here(words),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder / "site")},
    )
    assert result.returncode == 0, f"{line}\n{result.stdout}{result.stderr}"
    return result.stdout + result.stderr


def _as_here(words: list[str]) -> list[str]:
    """A command with the packages of this checkout, and without a network."""
    python = [sys.executable, "-m"]
    if words[0] == "polcom":
        return [*python, "graph_builder", *words[1:]]
    if words[:2] == ["pip", "install"]:
        offline = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
        return [*python, "pip", *words[1:], *offline, "--target", "site"]
    return words


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide")
    (folder / "done.txt").write_text("".join(follow(folder)), encoding="utf-8")
    return folder


def test_its_steps_lead_to_an_extension_without_fault_or_advice(followed: Path) -> None:
    checks = (followed / "done.txt").read_text(encoding="utf-8").split("extension check solar\n")
    assert checks[-1].startswith("0 faults, 0 pieces of advice\n")


def test_nothing_of_the_skeleton_is_left(followed: Path) -> None:
    texts = (path.read_text(encoding="utf-8") for path in (followed / "solar").rglob("*.*"))
    assert [text for text in texts if re.search("[Tt]rial|试行", text)] == []


def test_every_command_that_it_shows_was_run(followed: Path) -> None:
    done = (followed / "done.txt").read_text(encoding="utf-8").splitlines()
    shown = re.findall(r"^polcom [^\n]+", GUIDE, re.MULTILINE)
    assert len(shown) > 15
    assert sorted(shown) == sorted(line for line in done if line.startswith("polcom"))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`polcom ([a-z]+)", GUIDE))))
def test_the_commands_that_its_sentences_name_exist(name: str) -> None:
    assert name in command.commands


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", GUIDE))))
def test_its_links_lead_to_files(link: str) -> None:
    assert (ROOT / "ontology" / link).exists()


def test_its_rules_are_those_of_the_check() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", GUIDE, re.MULTILINE)
    sources = (ROOT / "graph_builder" / "extending").glob("*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert [rule for rule in listed if f'"{rule}"' not in text] == []
    assert len(listed) > 12
