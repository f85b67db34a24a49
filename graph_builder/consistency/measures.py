"""Figures that must fit together: units and metrics, milestones, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder import model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.errors import Problem

    from .context import Context, Placed


def check_units(context: Context) -> Iterator[Problem]:
    """The unit of a value measures the same kind of quantity as the unit of its metric."""
    for placed in context.records.values():
        record = placed.record
        if isinstance(record, model.Target | model.Observation) and record.unit:
            yield from _check_unit(context, placed, record.unit, record.metric)


def _check_unit(
    context: Context, placed: Placed, token: str, reference: str | None
) -> Iterator[Problem]:
    metric = context.follow(placed.source, reference)
    if metric is None or not isinstance(metric.record, model.Metric) or not metric.record.unit:
        return
    if getattr(placed.record, "expressed_as", None) in model.RELATIVE_FORMS:
        return
    ontology = context.ontology
    unit, wanted = ontology.find_unit(token), ontology.find_unit(metric.record.unit)
    if unit is None or wanted is None or unit == wanted:
        return
    if ontology.base_unit(unit) != ontology.base_unit(wanted):
        name = metric.record.label.get("en", metric.record.id)
        found = f"the unit '{token}' does not measure '{name}'"
        where = (*placed.path, "unit")
        yield placed.source.problem(where, found, f"write a unit like '{metric.record.unit}'")


def check_milestones(context: Context) -> Iterator[Problem]:
    """A milestone comes before the target that it leads to, and measures the same."""
    for placed in context.records.values():
        if not isinstance(placed.record, model.Target):
            continue
        later = context.follow(placed.source, placed.record.milestone_for)
        if later is None or not isinstance(later.record, model.Target):
            continue
        first, second, where = placed.record, later.record, (*placed.path, "milestone_for")
        if _metric(context, placed, first) != _metric(context, later, second):
            found = f"'{first.id}' and '{second.id}' have different metrics"
            yield placed.source.problem(where, found, "link targets of one metric")
        if first.deadline and second.deadline and first.deadline >= second.deadline:
            found = f"{first.deadline} is not before {second.deadline}"
            yield placed.source.problem(where, found, "link the earlier target to the later one")


def _metric(context: Context, placed: Placed, target: model.Target) -> str | None:
    node = context.resolve(placed.source, target.metric) if target.metric else None
    return node.value if node else None


def check_periods(context: Context) -> Iterator[Problem]:
    """The period of an observation begins before it ends."""
    for placed in context.records.values():
        record = placed.record
        if not isinstance(record, model.Observation) or record.period_start is None:
            continue
        if record.period_start > record.period_end:
            found = f"the period begins on {record.period_start}, after its end"
            where = (*placed.path, "period_start")
            yield placed.source.problem(where, found, f"write a day up to {record.period_end}")
