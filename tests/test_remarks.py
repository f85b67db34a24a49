"""Norms and forecasts in records: kept and proved, never built, and never referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .samples import PLAN, TEXT, polcom, spoil, write

if TYPE_CHECKING:
    from pathlib import Path

NORM = """\
remarks:
  - id: n1
    kind: norm
    label: {en: Coal output}
    evidence: [{start: 26, end: 37, quote: Coal output}]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write(tmp_path / "records", plan=PLAN + NORM)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "plan.txt").write_bytes(TEXT.encode())
    return tmp_path


def test_a_norm_is_counted_and_not_built(desk: Path) -> None:
    built = polcom("build", "records", "-o", "demo", folder=desk)
    assert built.code == 0, built.err
    assert "1 norms and forecasts stay in the records, not built." in built.err
    assert "plan/n1" not in (desk / "demo" / "graph.nq").read_text(encoding="utf-8")


def test_the_evidence_of_a_norm_is_proved_too(desk: Path) -> None:
    proved = polcom("verify", "records", "--documents", "texts", folder=desk)
    assert (proved.code, "plan: 4 spans proved" in proved.out) == (0, True), proved.err
    write(desk / "records", plan=PLAN + spoil(NORM, ("quote: Coal output", "quote: Goal output")))
    wrong = polcom("verify", "records", "--documents", "texts", folder=desk)
    assert wrong.code == 1
    assert "remarks[0].evidence[0]: the text at 26-37 is 'Coal output'" in wrong.err


def test_nothing_refers_to_a_norm(desk: Path) -> None:
    write(desk / "records", plan=spoil(PLAN, ("target_of: g1", "target_of: n1")) + NORM)
    built = polcom("build", "records", "-o", "demo", folder=desk)
    assert built.code == 1
    assert "target_of: 'n1' does not exist" in built.err


def test_what_was_rejected_is_as_if_it_were_not_there(desk: Path) -> None:
    rejected = spoil(PLAN, ("kind: goal", "kind: goal\n    review: rejected"))
    write(desk / "records", plan=rejected)
    built = polcom("build", "records", "-o", "demo", folder=desk)
    assert built.code == 0, built.err
    graph = (desk / "demo" / "graph.nq").read_text(encoding="utf-8")
    assert "plan/g1" not in graph
    assert "plan/t1" in graph


def test_a_decision_is_one_of_two(desk: Path) -> None:
    write(desk / "records", plan=spoil(PLAN, ("kind: goal", "kind: goal\n    review: maybe")))
    built = polcom("build", "records", "-o", "demo", folder=desk)
    assert built.code == 1
    assert "statements[0].review: found 'maybe'; write 'accepted' or" in built.err
