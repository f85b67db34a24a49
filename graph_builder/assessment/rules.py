"""Verdicts by rule. Every rule has a name, a concept of the scheme of rules with its definition.

A figure decides a target only when metric, place, value form and period agree. What does not agree
never decides: it gives "undetermined" with the rule that says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import TYPE_CHECKING, TypeAlias

from graph_builder.namespaces import find_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from .facts import Measured, ObservationFact, TargetFact

#: Share of the bound by which a figure may differ and still be "about" the bound.
TOLERANCE = Decimal("0.05")

_RANKING = ("official", "secondary", "estimate")
_PLACES = Decimal("0.0001")
# Values have up to 40 digits before or after the point: their quotient fits, and rounds nothing.
_EXACT = Context(prec=120)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusion on one or more targets.

    ``gap`` is observed minus bound, in the unit of the target; for a joint verdict on a ratio and
    its denominator, in the unit of the denominator.
    """

    targets: tuple[str, ...]
    verdict: str
    rule: str
    observations: tuple[str, ...] = ()
    gap: Decimal | None = None
    attainment: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An observed value and a bound, both in the unit of the target."""

    observed: Decimal
    bound: Decimal

    @property
    def gap(self) -> Decimal:
        """Observed minus bound."""
        return _EXACT.subtract(self.observed, self.bound).normalize(_EXACT)

    @property
    def attainment(self) -> Decimal | None:
        """Observed divided by bound, to four places; None where either has no positive sense."""
        if self.bound <= 0 or self.observed < 0:
            return None
        return _EXACT.divide(self.observed, self.bound).quantize(_PLACES, context=_EXACT)


def assess_target(
    target: TargetFact, observations: Sequence[ObservationFact], as_of: date
) -> Verdict | None:
    """The verdict on one target as of a day; None where it has no deadline."""
    if target.deadline is None:
        return None
    if target.deadline > as_of:
        return Verdict((target.iri,), "not-due", "not-due")
    for attempt in _ATTEMPTS:
        verdict = attempt(target, observations)
        if verdict is not None:
            return verdict
    return Verdict((target.iri,), "no-evidence", "no-observation")


def _note_title(target: TargetFact, observations: Sequence[ObservationFact]) -> Verdict | None:
    held = [
        observation.iri
        for observation in observations
        if target.title is not None
        and observation.title == target.title
        and observation.place == target.place
        and observation.status in _RANKING
        and _spans_deadline(observation, target)
    ]
    return Verdict((target.iri,), "met", "status-held", tuple(held)) if held else None


def _spans_deadline(observation: ObservationFact, target: TargetFact) -> bool:
    """Whether a title is known to be held on the day of the deadline."""
    assert target.deadline is not None
    return (observation.start or observation.end) <= target.deadline <= observation.end


def _compare_directly(
    target: TargetFact, observations: Sequence[ObservationFact]
) -> Verdict | None:
    found = [o for o in _answering(target, observations) if o.form == target.form]
    best = _find_best(found)
    if best is None or target.value is None:
        return None
    comparison = Comparison(_convert(best, target), target.value)
    verdict, rule = _decide(target, best, comparison)
    facts = ((target.iri,), verdict, rule, (best.iri,))
    return Verdict(*facts, comparison.gap, comparison.attainment)


def _find_best(observations: Iterable[ObservationFact]) -> ObservationFact | None:
    return min(observations, key=lambda o: (_RANKING.index(o.status), o.iri), default=None)


def _answering(
    target: TargetFact, observations: Sequence[ObservationFact]
) -> Iterator[ObservationFact]:
    """Published figures of the target's metric and place, for the period that the deadline ends."""
    for observation in observations:
        if (
            observation.metric == target.metric
            and observation.place == target.place
            and observation.value is not None
            and observation.status in _RANKING
            and _covers(observation, target)
        ):
            yield observation


def _covers(observation: ObservationFact, target: TargetFact) -> bool:
    if observation.end != target.deadline:
        return False
    if target.accumulation != "flow" or observation.start is None:
        return True
    return observation.start == observation.end.replace(month=1, day=1)


def _convert(observation: ObservationFact, target: Measured) -> Decimal:
    assert observation.value is not None
    if observation.unit == target.unit:
        return observation.value
    return _EXACT.multiply(observation.value, observation.factor) / target.factor


def _decide(
    target: TargetFact, observation: ObservationFact, comparison: Comparison
) -> tuple[str, str]:
    holds = _holds(target, comparison)
    if observation.comparator in {"more-than", "at-least"} and not holds:
        return "undetermined", "figure-is-bound"
    if target.comparator in {"about", "between", "equal"}:
        return _decide_two_sided(target, comparison, holds=holds), (
            "approximate-bound" if target.comparator == "about" else "bound-compared"
        )
    return "met" if holds else "missed", "bound-compared"


def _holds(target: TargetFact, comparison: Comparison) -> bool:
    observed, bound = comparison.observed, comparison.bound
    upper = bound if target.upper is None else target.upper
    tests = {
        "at-least": observed >= bound,
        "more-than": observed > bound,
        "at-most": observed <= bound,
        "less-than": observed < bound,
        "between": bound <= observed <= upper,
        "about": abs(observed - bound) <= TOLERANCE * abs(bound),
    }
    return tests.get(target.comparator or "", observed == bound)


def _decide_two_sided(target: TargetFact, comparison: Comparison, *, holds: bool) -> str:
    if holds:
        return "met"
    above = comparison.observed > comparison.bound
    return "missed" if above is (target.polarity == "lower-is-better") else "exceeded"


def _note_other_form(target: TargetFact, observations: Sequence[ObservationFact]) -> Verdict | None:
    found = [o.iri for o in _answering(target, observations) if o.form != target.form]
    rule = ("undetermined", "form-differs")
    return Verdict((target.iri,), *rule, tuple(found)) if found else None


def _note_unpublished(
    target: TargetFact, observations: Sequence[ObservationFact]
) -> Verdict | None:
    metrics = {target.metric, target.numerator, target.denominator} - {None}
    found = [
        observation.iri
        for observation in observations
        if observation.status == "not-published"
        and observation.metric in metrics
        and observation.place == target.place
        and observation.end == target.deadline
    ]
    rule = ("undetermined", "value-not-published")
    return Verdict((target.iri,), *rule, tuple(found)) if found else None


def _note_close(target: TargetFact, observations: Sequence[ObservationFact]) -> Verdict | None:
    """A figure of a metric that may be defined otherwise: shown, never decisive."""
    for observation in observations:
        if (
            target.metric in observation.close
            and observation.place == target.place
            and observation.end == target.deadline
            and observation.value is not None
            and target.value is not None
        ):
            shown = Comparison(_convert(observation, target), target.value)
            rule = ("undetermined", "definition-may-differ", (observation.iri,))
            return Verdict((target.iri,), *rule, shown.gap, shown.attainment)
    return None


_ATTEMPTS = (_compare_directly, _note_title, _note_other_form, _note_unpublished, _note_close)

Subject: TypeAlias = tuple[str | None, str | None]


def group_by_subject(
    observations: Iterable[ObservationFact],
) -> dict[Subject, list[ObservationFact]]:
    """Observations by what they are about: metric, close metric or title, each with the place."""
    groups: dict[Subject, list[ObservationFact]] = {}
    for observation in observations:
        for subject in {observation.metric, observation.title, *observation.close} - {None}:
            groups.setdefault((subject, observation.place), []).append(observation)
    return groups


def select_observations(
    target: TargetFact, groups: Mapping[Subject, Sequence[ObservationFact]]
) -> list[ObservationFact]:
    """The observations that can have a bearing on a target, in order of IRI."""
    subjects = {target.metric, target.numerator, target.denominator, target.title} - {None}
    found = {o.iri: o for s in subjects for o in groups.get((s, target.place), ())}
    return [found[iri] for iri in sorted(found)]


def assess_jointly(
    targets: Sequence[TargetFact], observations: Sequence[ObservationFact], as_of: date
) -> Iterator[Verdict]:
    """Lower bounds of a ratio and of its denominator that the observed numerator rules out.

    A share above s of a total above t needs a numerator above s * t; a smaller numerator means
    that the two bounds cannot both have been reached, even where neither figure is published.
    """
    by_metric = group_by_subject(observations)
    totals: dict[str | None, list[TargetFact]] = {}
    for target in targets:
        totals.setdefault(target.metric, []).append(target)
    for ratio in (target for target in targets if target.denominator is not None):
        for total in totals.get(ratio.denominator, ()):
            if not _bound_together(ratio, total, as_of):
                continue
            found = by_metric.get((ratio.numerator, ratio.place), ())
            verdict = _rule_out(ratio, total, found)
            if verdict is not None:
                yield verdict
                break  # one contradiction is enough: a ratio has one joint assessment


def _bound_together(ratio: TargetFact, total: TargetFact, as_of: date) -> bool:
    lower = {"more-than", "at-least"}
    return (
        ratio.deadline is not None
        and ratio.deadline <= as_of
        and ratio.denominator is not None
        and ratio.denominator == total.metric
        and (ratio.place, ratio.deadline) == (total.place, total.deadline)
        and ratio.comparator in lower
        and total.comparator in lower
        and ratio.form == total.form == "level"
        and find_document(ratio.iri) == find_document(total.iri)
    )


def _rule_out(
    ratio: TargetFact, total: TargetFact, observations: Sequence[ObservationFact]
) -> Verdict | None:
    assert ratio.value is not None
    assert total.value is not None
    numerator = replace(total, metric=ratio.numerator)
    found = [o for o in _answering(numerator, observations) if o.form == "level"]
    best = _find_best(found)
    if best is None or best.comparator is not None:
        return None
    implied = total.value * ratio.value * ratio.factor
    shown = Comparison(_convert(best, total), implied)
    if shown.observed >= shown.bound:
        return None
    rule = ("cannot-both-hold", "joint-bound", (best.iri,))
    return Verdict((ratio.iri, total.iri), *rule, shown.gap, shown.attainment)
