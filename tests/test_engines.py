"""The measurement of SHACL engines: it runs, its engines agree, and what is published is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks import shapes
from benchmarks.shapes import Outcome

from .ontology_files import FOLDER, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ROW = re.compile(r"^\| ([\d,]+) \| (\S[\w ]+) \| (.*) \|$", re.MULTILINE)


def read_rows(table: str) -> list[tuple[int, str, list[str]]]:
    """Triples, engine, and the cells from reading to ratio."""
    rows = ROW.findall(table)
    return [(int(size.replace(",", "")), name, cells.split(" | ")) for size, name, cells in rows]


def test_the_engines_are_measured_and_agree() -> None:
    command = ["benchmarks/shapes.py", "--sizes", "10000", "--engines", "rudof", "pySHACL"]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, second = read_rows(done.stdout)
    assert (first[1], second[1]) == ("rudof", "pySHACL")
    assert first[0] == second[0] > 9_000
    assert first[2][3] == second[2][3] == "2"
    assert second[2][4] == "yes"


def test_engines_that_differ_end_in_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {"rudof": [["a", "b", "Violation"]], "pySHACL": [["a", "b", "Warning"]]}

    def run(engine: str, _data: Path, _folder: Path, _limit: int) -> Outcome:
        report = {"read": 1, "validate": 2, "findings": found[engine]}
        return Outcome(engine, 100, report, 0)

    monkeypatch.setattr(shapes, "run", run)
    assert shapes.measure(10_000, list(found), tmp_path, 60) == 1
    assert [cells[4] for _, _, cells in read_rows(capsys.readouterr().out)] == ["", "no"]
    found["pySHACL"] = found["rudof"]
    assert shapes.measure(10_000, list(found), tmp_path, 60) == 0


def test_the_published_table_has_each_size_and_both_engines() -> None:
    rows = read_rows((FOLDER / "README.md").read_text(encoding="utf-8"))
    assert {(round(size / 1000, -1), name) for size, name, _ in rows if name != "rudof"} >= {
        (10, "pySHACL"),
        (100, "pySHACL"),
        (1000, "pySHACL"),
    }
    assert [cells[4] for _, _, cells in rows if len(cells) == 6 and cells[4] == "no"] == []
    assert {name for _, name, _ in rows} == set(shapes.ENGINES)
