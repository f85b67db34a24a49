"""Targets and observations of a graph, as the rules see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Literal, NamedNode

from graph_builder.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QuerySolution, Store

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target; ``factor`` converts its value to the base unit of its quantity."""

    iri: str
    metric: str | None
    place: str | None
    comparator: str | None
    value: Decimal | None
    upper: Decimal | None
    unit: str | None
    factor: Decimal
    form: str | None
    deadline: date | None
    polarity: str | None
    accumulation: str | None
    numerator: str | None
    denominator: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class ObservationFact:
    """An observation; ``close`` are metrics whose definition may or may not be the same."""

    iri: str
    metric: str | None
    place: str | None
    comparator: str | None
    value: Decimal | None
    unit: str | None
    factor: Decimal
    form: str | None
    start: date | None
    end: date
    status: str
    title: str | None
    close: frozenset[str]


class Measured(Protocol):
    """What has a value in a unit: a target or an observation."""

    @property
    def value(self) -> Decimal | None: ...  # noqa: D102
    @property
    def unit(self) -> str | None: ...  # noqa: D102
    @property
    def factor(self) -> Decimal: ...  # noqa: D102


def read_targets(store: Store) -> Iterator[TargetFact]:
    """The targets of a graph, in order of IRI."""
    for row in select(store, _HERE / "targets.rq"):
        yield TargetFact(
            iri=_required(row, "target"),
            metric=_text(row, "metric"),
            place=_text(row, "place"),
            comparator=_local(row, "comparator"),
            value=_decimal(row, "value"),
            upper=_decimal(row, "upper"),
            unit=_text(row, "unit"),
            factor=_decimal(row, "factor") or Decimal(1),
            form=_local(row, "form"),
            deadline=_day(row, "deadline"),
            polarity=_local(row, "polarity"),
            accumulation=_local(row, "accumulation"),
            numerator=_text(row, "numerator"),
            denominator=_text(row, "denominator"),
            title=_text(row, "title"),
        )


def read_observations(store: Store) -> Iterator[ObservationFact]:
    """The observations of a graph, in order of IRI."""
    close = _read_close_metrics(store)
    for row in select(store, _HERE / "observations.rq"):
        metric = _text(row, "metric")
        end = _day(row, "end")
        assert end is not None, "the query requires the end of the period"
        yield ObservationFact(
            iri=_required(row, "observation"),
            metric=metric,
            place=_text(row, "place"),
            comparator=_local(row, "comparator"),
            value=_decimal(row, "value"),
            unit=_text(row, "unit"),
            factor=_decimal(row, "factor") or Decimal(1),
            form=_local(row, "form"),
            start=_day(row, "start"),
            end=end,
            status=_local(row, "status") or "",
            title=_text(row, "title"),
            close=frozenset(close.get(metric or "", ())),
        )


def _read_close_metrics(store: Store) -> dict[str, set[str]]:
    close: dict[str, set[str]] = {}
    for row in select(store, _HERE / "close_metrics.rq"):
        close.setdefault(_required(row, "metric"), set()).add(_required(row, "close"))
    return close


def _text(row: QuerySolution, name: str) -> str | None:
    node = row[name]
    return node.value if isinstance(node, NamedNode | Literal) else None


def _required(row: QuerySolution, name: str) -> str:
    value = _text(row, name)
    assert value is not None, f"the query always binds {name}"
    return value


def _local(row: QuerySolution, name: str) -> str | None:
    value = _text(row, name)
    return value.rsplit("/", 1)[-1] if value else None


def _decimal(row: QuerySolution, name: str) -> Decimal | None:
    value = _text(row, name)
    return Decimal(value) if value else None


def _day(row: QuerySolution, name: str) -> date | None:
    value = _text(row, name)
    return date.fromisoformat(value) if value else None
