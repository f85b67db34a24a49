"""The commands at the top of the README, as a newcomer types them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``make demo`` builds, in a folder of the test."""
    if not (ROOT / ".venv" / "installed").is_file():
        pytest.skip("these are the commands of a set-up checkout: run make setup first")
    folder = tmp_path_factory.mktemp("readme") / "demo"
    result = subprocess.run(
        ["make", "--silent", "demo", f"DEMO={folder}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "110"},
    )
    assert result.returncode == 0, result.stderr
    (folder / "printed.txt").write_text(result.stderr, encoding="utf-8")
    return folder


def test_make_demo_ends_with_targets_and_the_next_step(demo: Path) -> None:
    printed = (demo / "printed.txt").read_text(encoding="utf-8")
    assert "missed by 110,000,000 t" in printed
    assert "cannot both hold" in printed
    assert "煤炭產量達到10億噸以上" in printed
    assert f"Open {demo}/index.html" in printed.replace("\n", "")
    assert "polcom query missed_targets --build" in printed.replace("\n", " ")


def test_make_demo_writes_all_that_the_readme_lists(demo: Path) -> None:
    listed = re.findall(r"`(index\.html|graph\.\w+|store/|report\.json)`", README)
    assert len(set(listed)) == 5
    for name in set(listed):
        assert (demo / name).exists(), name
    assert len(list((demo / "queries").glob("*.rq"))) == len(list((demo / "answers").glob("*.csv")))


def _commands() -> list[str]:
    return sorted(set(re.findall(r"^\.venv/bin/polcom [^#\n]+", README + CHINESE, re.MULTILINE)))


@pytest.mark.parametrize("command", _commands())
def test_the_commands_of_the_readme_answer(command: str, demo: Path) -> None:
    words = shlex.split(command.replace("--build demo", f"--build {demo}"))
    result = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert len(result.stdout.splitlines()) > 3
