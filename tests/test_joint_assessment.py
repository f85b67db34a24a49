"""Bounds that cannot both hold, and assessments as quads of a graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from graph_builder.assessment import assess_jointly, derive_assessments
from graph_builder.assessment.facts import (
    ObservationFact,
    TargetFact,
    read_observations,
    read_targets,
)
from graph_builder.building import assemble
from graph_builder.ontology import load_ontology

from .facts import DUE, LATER, NEW_POWER, ONE, SHARE, TOTAL
from .samples import OUTCOMES, PLAN, spoil, write

if TYPE_CHECKING:
    from pyoxigraph import Store


def test_a_share_of_a_total_can_be_ruled_out_by_the_numerator() -> None:
    (found,) = assess_jointly([SHARE, TOTAL], [NEW_POWER], LATER)
    assert found.targets == ("plan/share", "plan/total")
    assert (found.verdict, found.rule) == ("cannot-both-hold", "joint-bound")
    assert (found.gap, str(found.attainment)) == (Decimal(-22_210_000), "0.5558")


@pytest.mark.parametrize(
    ("share", "total", "figure"),
    [
        (SHARE, TOTAL, replace(NEW_POWER, value=Decimal(50))),
        (SHARE, TOTAL, replace(NEW_POWER, comparator="more-than")),
        (SHARE, TOTAL, replace(NEW_POWER, end=date(2024, 12, 31))),
        (SHARE, TOTAL, replace(NEW_POWER, place="baotou")),
        (SHARE, TOTAL, replace(NEW_POWER, form="change")),
        (replace(SHARE, comparator="at-most"), TOTAL, NEW_POWER),
        (SHARE, replace(TOTAL, comparator="about"), NEW_POWER),
        (SHARE, replace(TOTAL, deadline=date(2030, 12, 31)), NEW_POWER),
        (SHARE, replace(TOTAL, iri="other/total"), NEW_POWER),
        (SHARE, replace(TOTAL, metric="coal"), NEW_POWER),
    ],
)
def test_bounds_that_can_both_hold_are_left_alone(
    share: TargetFact, total: TargetFact, figure: ObservationFact
) -> None:
    assert list(assess_jointly([share, total], [figure], LATER)) == []


def test_a_claimed_numerator_rules_nothing_out() -> None:
    claimed = replace(NEW_POWER, status="claimed")
    assert list(assess_jointly([SHARE, TOTAL], [claimed], LATER)) == []


def test_the_best_numerator_is_the_one_that_rules_out() -> None:
    better = replace(NEW_POWER, iri="o2", value=Decimal(60))
    estimate = replace(NEW_POWER, status="estimate")
    assert list(assess_jointly([SHARE, TOTAL], [estimate, better], LATER)) == []


def test_a_ratio_has_one_joint_verdict() -> None:
    totals, figures = [TOTAL, replace(TOTAL, iri="plan/total2")], [NEW_POWER, NEW_POWER]
    assert len(list(assess_jointly([SHARE, *totals], figures, LATER))) == 1


def test_bounds_that_are_not_due_are_not_ruled_out() -> None:
    assert list(assess_jointly([SHARE, TOTAL], [NEW_POWER], date(2025, 12, 30))) == []


CLOSE = """\
metrics:
  - {id: raw, label: {en: Raw coal}, unit: t, accumulation: flow, close_to: plan/coal}
  - {id: net, label: {en: Net coal}, unit: t, accumulation: flow, close_to: plan/coal}
observations:"""


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph of the plan and of a figure that may be defined otherwise."""
    metric = ("metric: plan/coal", "metric: raw")
    caveat = ("    retrieved:", "    caveat: {en: Beware}\n    retrieved:")
    outcomes = spoil(
        OUTCOMES, metric, caveat, ("value: 9.5\n    unit: t", "value: 9500\n    unit: kg")
    )
    folder = tmp_path_factory.mktemp("close")
    write(folder, plan=PLAN, outcomes=outcomes.replace("observations:", CLOSE))
    return assemble([folder]).store


def test_close_metrics_are_close_both_ways_and_through_a_third(assessed: Store) -> None:
    base = "https://w3id.org/polcom/id/"
    (figure,) = read_observations(assessed)
    assert figure.close == {f"{base}plan/coal", f"{base}outcomes/net"}


def test_facts_of_a_graph_carry_factors(assessed: Store) -> None:
    (target,) = read_targets(assessed)
    (figure,) = read_observations(assessed)
    assert (target.value, target.factor, target.deadline) == (Decimal(10), Decimal(1000), DUE)
    assert (figure.value, figure.factor, figure.form) == (Decimal(9500), ONE, "level")


def test_an_assessment_carries_rule_figures_and_caveat(assessed: Store) -> None:
    found = {
        quad.predicate.value.rsplit("#", 1)[-1]: getattr(quad.object, "value", "")
        for quad in derive_assessments(assessed, LATER)
    }
    assert found["verdict"].endswith("/undetermined")
    assert found["rule"].endswith("/definition-may-differ")
    assert (found["gap"], found["attainment"]) == ("-0.5", "0.9500")
    assert (found["caveat"], found["assessedOn"]) == ("Beware", "2026-06-01")


def test_every_verdict_and_rule_is_a_concept() -> None:
    ontology = load_ontology()
    rules = ["bound-compared", "approximate-bound", "form-differs", "value-not-published"]
    rules += ["figure-is-bound", "definition-may-differ", "no-observation", "not-due"]
    verdicts = ["met", "exceeded", "missed", "undetermined", "no-evidence", "not-due"]
    for name in [*rules, "joint-bound", "status-held"]:
        assert ontology.find_concept("rule", name) is not None, name
    for name in [*verdicts, "cannot-both-hold"]:
        assert ontology.find_concept("verdict", name) is not None, name
