"""An extension installed with pip is found by its name wherever polcom reads one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from graph_builder.errors import OntologyError
from graph_builder.extending import Description, create_extension
from graph_builder.extension import find_extension

CLASS = "https://example.org/quays#TrialTarget"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages that holds the skeleton, installed without a network."""
    place = tmp_path_factory.mktemp("installed")
    folder = place / "quays-source"
    base = "https://example.org/quays"
    create_extension(folder, Description("quays", base, "A port", date(2024, 1, 2)))
    flags = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target"]
    command = [sys.executable, "-m", "pip", "install", *flags, place / "site", folder]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return place / "site"


def polcom(site: Path, *words: str) -> str:
    """What the command prints where the package is installed."""
    result = subprocess.run(
        [sys.executable, "-m", "graph_builder", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(site)},
        cwd=site.parent,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def demo(site: Path) -> Path:
    folder = site.parent / "demo"
    records = site / "polcom_quays" / "examples" / "records"
    polcom(site, "build", str(records), "--extension", "quays", "-o", str(folder))
    return folder


def test_it_is_listed_and_passes_its_checks(site: Path) -> None:
    assert "quays" in polcom(site, "extension", "list").splitlines()
    assert polcom(site, "extension", "check", "quays") == ""


def test_its_class_stands_in_graph_page_and_question(site: Path, demo: Path) -> None:
    assert CLASS in (demo / "graph.nq").read_text(encoding="utf-8")
    assert (demo / "answers" / "trial_targets.csv").is_file()
    rows = polcom(site, "query", "trial_targets", "--build", str(demo), "--extension", "quays")
    assert "At least ten thousand" in rows
    page = site.parent / "part.html"
    polcom(site, "draw", str(demo), "--extension", "quays", "-o", str(page))
    assert "quays" in page.read_text(encoding="utf-8")


def test_its_class_stands_in_reference_and_exports(site: Path, demo: Path) -> None:
    page = site.parent / "reference.html"
    polcom(site, "docs", "--extension", "quays", "-o", str(page))
    assert CLASS in page.read_text(encoding="utf-8")
    words = ("export", str(demo), "--to", "json-ld", "--extension", "quays")
    assert "quays:TrialTarget" in json.dumps(json.loads(polcom(site, *words)))


def test_the_build_keeps_its_question_where_the_package_is_not(demo: Path) -> None:
    words = [sys.executable, "-m", "graph_builder", "query", "trial_targets", "--build", str(demo)]
    result = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert "At least ten thousand" in result.stdout
    words += ["--param", "lang=zh"]
    result = subprocess.run(words, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "the build keeps 'trial_targets' with its parameters set; name" in result.stderr


def test_a_package_that_is_gone_says_so(
    site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "site"
    gone.mkdir()
    (information := gone / "polcom_quays-0.1.0.dist-info").mkdir()
    for name in ("METADATA", "entry_points.txt"):
        text = (site / information.name / name).read_text(encoding="utf-8")
        (information / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(gone))
    with pytest.raises(OntologyError, match="its package 'polcom_quays' is gone; install it again"):
        find_extension(Path("quays"))
