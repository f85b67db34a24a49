"""Verdicts by rule: what decides, what never decides, and the exact figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.assessment import Verdict, assess_target

from .facts import DUE, FIGURE, LATER, ONE, SHARE, TARGET, TITLED

if TYPE_CHECKING:
    from graph_builder.assessment.facts import (
        ObservationFact,
        TargetFact,
    )


def judge(target: TargetFact, *observations: ObservationFact, on: date = LATER) -> Verdict:
    verdict = assess_target(target, observations, on)
    assert verdict is not None
    return verdict


@pytest.mark.parametrize(
    ("comparator", "observed", "verdict"),
    [
        ("at-least", "9.99", "missed"),
        ("at-least", "10", "met"),
        ("at-least", "10.01", "met"),
        ("more-than", "10", "missed"),
        ("more-than", "10.01", "met"),
        ("at-most", "10", "met"),
        ("at-most", "10.01", "missed"),
        ("less-than", "9.99", "met"),
        ("less-than", "10", "missed"),
        ("equal", "10", "met"),
        ("equal", "10.01", "exceeded"),
        ("equal", "9.99", "missed"),
    ],
)
def test_a_bound_is_compared(comparator: str, observed: str, verdict: str) -> None:
    found = judge(replace(TARGET, comparator=comparator), replace(FIGURE, value=Decimal(observed)))
    assert (found.verdict, found.rule) == (verdict, "bound-compared")
    assert found.observations == ("o1",)
    assert found.gap == Decimal(observed) - 10


@pytest.mark.parametrize(
    ("observed", "verdict"),
    [("9.4999", "missed"), ("9.5", "met"), ("10.5", "met"), ("10.5001", "exceeded")],
)
def test_about_is_within_five_per_cent(observed: str, verdict: str) -> None:
    found = judge(replace(TARGET, comparator="about"), replace(FIGURE, value=Decimal(observed)))
    assert (found.verdict, found.rule) == (verdict, "approximate-bound")


def test_about_a_negative_bound_has_a_width_too() -> None:
    target = replace(TARGET, comparator="about", value=Decimal(-10))
    assert judge(target, replace(FIGURE, value=Decimal("-10.5"))).verdict == "met"
    assert judge(target, replace(FIGURE, value=Decimal("-10.6"))).verdict == "missed"


@pytest.mark.parametrize(
    ("observed", "verdict"), [("9", "missed"), ("10", "met"), ("12", "met"), ("12.1", "exceeded")]
)
def test_between_includes_both_ends(observed: str, verdict: str) -> None:
    target = replace(TARGET, comparator="between", upper=Decimal(12))
    assert judge(target, replace(FIGURE, value=Decimal(observed))).verdict == verdict


@pytest.mark.parametrize(
    ("polarity", "above", "below"),
    [
        (None, "exceeded", "missed"),
        ("higher-is-better", "exceeded", "missed"),
        ("steady-is-better", "exceeded", "missed"),
        ("lower-is-better", "missed", "exceeded"),
    ],
)
def test_beyond_is_success_or_failure_by_polarity(
    polarity: str | None, above: str, below: str
) -> None:
    target = replace(TARGET, comparator="about", polarity=polarity)
    assert judge(target, replace(FIGURE, value=Decimal(20))).verdict == above
    assert judge(target, replace(FIGURE, value=Decimal(1))).verdict == below


@pytest.mark.parametrize(
    ("observed", "bound", "gap", "attainment"),
    [
        ("8.9", "10", "-1.1", "0.8900"),
        ("890000000", "1000000000", "-110000000", "0.8900"),
        ("10", "3", "7", "3.3333"),
        ("0", "10", "-10", "0.0000"),
        ("-1", "10", "-11", None),
        ("5", "0", "5", None),
        ("1e39", "1", "9" * 39, "1" + "0" * 39 + ".0000"),
        ("1", "0.0000000001", "0.9999999999", "10000000000.0000"),
    ],
)
def test_gap_and_attainment_are_exact(
    observed: str, bound: str, gap: str, attainment: str | None
) -> None:
    target = replace(TARGET, value=Decimal(bound))
    found = judge(target, replace(FIGURE, value=Decimal(observed)))
    assert found.gap is not None
    assert format(found.gap, "f") == gap
    assert (found.attainment if found.attainment is None else str(found.attainment)) == attainment


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**20))
def test_verdict_and_gap_never_contradict_each_other(observed: int, bound: int) -> None:
    target = replace(TARGET, value=Decimal(bound))
    found = judge(target, replace(FIGURE, value=Decimal(observed)))
    assert found.gap == observed - bound
    assert (found.verdict == "met") is (found.gap >= 0)


def test_units_are_converted_to_that_of_the_target() -> None:
    found = judge(TARGET, replace(FIGURE, value=Decimal(8900), unit="kg", factor=ONE))
    assert (found.verdict, found.gap) == ("missed", Decimal("-1.1"))
    assert str(found.attainment) == "0.8900"


@pytest.mark.parametrize("comparator", ["more-than", "at-least"])
def test_a_figure_that_is_itself_a_lower_bound_decides_only_upwards(comparator: str) -> None:
    figure = replace(FIGURE, comparator=comparator, value=Decimal(9))
    assert judge(TARGET, figure).verdict == "undetermined"
    assert judge(TARGET, figure).rule == "figure-is-bound"
    assert judge(TARGET, replace(figure, value=Decimal(11))).verdict == "met"


@pytest.mark.parametrize(
    "figure",
    [
        replace(FIGURE, place="baotou"),
        replace(FIGURE, metric="gas"),
        replace(FIGURE, status="claimed"),
        replace(FIGURE, end=date(2024, 12, 31), start=date(2024, 1, 1)),
        replace(FIGURE, end=date(2025, 9, 30)),
        replace(FIGURE, start=date(2025, 7, 1)),
        replace(FIGURE, start=date(2021, 1, 1)),
    ],
    ids=["place", "metric", "claimed", "other-year", "nine-months", "half-year", "five-years"],
)
def test_what_does_not_agree_is_no_evidence(figure: ObservationFact) -> None:
    assert judge(TARGET, figure) == Verdict(("plan/t",), "no-evidence", "no-observation")


def test_a_stock_needs_only_the_day() -> None:
    target = replace(TARGET, accumulation="stock")
    assert judge(target, replace(FIGURE, start=date(2025, 7, 1))).verdict == "met"
    assert judge(target, replace(FIGURE, start=None)).verdict == "met"


def test_the_best_source_decides() -> None:
    estimate = replace(FIGURE, iri="a", status="estimate", value=Decimal(20))
    secondary = replace(FIGURE, iri="b", status="secondary", value=Decimal(15))
    official = replace(FIGURE, iri="c", value=Decimal(1))
    assert judge(TARGET, estimate, secondary, official).observations == ("c",)
    assert judge(TARGET, estimate, secondary).observations == ("b",)


def test_of_equal_sources_the_first_by_name_decides_in_any_order() -> None:
    first, second = replace(FIGURE, iri="a"), replace(FIGURE, iri="b", value=Decimal(1))
    assert judge(TARGET, second, first) == judge(TARGET, first, second)
    assert judge(TARGET, second, first).observations == ("a",)


def test_an_increment_does_not_answer_a_level() -> None:
    found = judge(TARGET, replace(FIGURE, form="change", value=Decimal(99)))
    assert found == Verdict(("plan/t",), "undetermined", "form-differs", ("o1",))


def test_an_unpublished_figure_is_undetermined() -> None:
    hidden = replace(FIGURE, status="not-published", value=None, form=None)
    found = judge(TARGET, hidden)
    assert found == Verdict(("plan/t",), "undetermined", "value-not-published", ("o1",))


@pytest.mark.parametrize("side", ["new-power", "power"])
def test_an_unpublished_side_of_a_ratio_leaves_it_undetermined(side: str) -> None:
    hidden = replace(FIGURE, metric=side, status="not-published", value=None)
    assert judge(SHARE, hidden).rule == "value-not-published"


def test_a_close_metric_is_shown_but_never_decides() -> None:
    figure = replace(FIGURE, metric="raw-coal", close=frozenset({"coal"}), value=Decimal(12))
    found = judge(TARGET, figure)
    assert (found.verdict, found.rule) == ("undetermined", "definition-may-differ")
    assert (found.gap, str(found.attainment)) == (Decimal(2), "1.2000")


@pytest.mark.parametrize("status", ["official", "secondary", "estimate"])
def test_a_title_held_is_a_target_met(status: str) -> None:
    title = replace(FIGURE, metric=None, value=None, title="garden-city", status=status)
    found = judge(TITLED, title)
    assert found == Verdict(("plan/t",), "met", "status-held", ("o1",))


def test_a_title_held_once_does_not_answer_for_the_deadline() -> None:
    title = replace(FIGURE, metric=None, value=None, title="garden-city")
    earlier = replace(title, start=date(2019, 1, 1), end=date(2021, 12, 31))
    assert judge(TITLED, earlier).verdict == "no-evidence"
    assert judge(TITLED, replace(earlier, end=LATER)).verdict == "met"


@pytest.mark.parametrize(
    "change", [{"status": "claimed"}, {"place": "baotou"}, {"title": "forest-city"}]
)
def test_a_title_claimed_or_of_another_is_not_held(change: dict[str, str]) -> None:
    title = replace(FIGURE, metric=None, value=None, title="garden-city")
    assert judge(TITLED, replace(title, **change)).verdict == "no-evidence"  # type: ignore[arg-type]


def test_a_target_falls_due_on_the_day_itself() -> None:
    assert judge(TARGET, FIGURE, on=date(2025, 12, 30)).verdict == "not-due"
    assert judge(TARGET, FIGURE, on=DUE).verdict == "met"


def test_a_target_that_is_not_due_says_nothing_of_figures() -> None:
    found = judge(TARGET, FIGURE, on=date(2025, 1, 1))
    assert found == Verdict(("plan/t",), "not-due", "not-due")


def test_a_target_without_day_and_observation_has_no_verdict() -> None:
    assert assess_target(replace(TARGET, deadline=None), [FIGURE], LATER) is None
    assert assess_target(replace(TITLED, deadline=None), [FIGURE], LATER) is None
