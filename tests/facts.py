"""A target and a figure as the rules see them, for tests to vary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from graph_builder.assessment.facts import ObservationFact, TargetFact

DUE, LATER = date(2025, 12, 31), date(2026, 6, 1)
ONE = Decimal(1)
TARGET = TargetFact(
    iri="plan/t",
    metric="coal",
    place="ordos",
    comparator="at-least",
    value=Decimal(10),
    upper=None,
    unit="t",
    factor=Decimal(1000),
    form="level",
    deadline=DUE,
    polarity=None,
    accumulation="flow",
    numerator=None,
    denominator=None,
    title=None,
)
FIGURE = ObservationFact(
    iri="o1",
    metric="coal",
    place="ordos",
    comparator=None,
    value=Decimal(10),
    unit="t",
    factor=Decimal(1000),
    form="level",
    start=date(2025, 1, 1),
    end=DUE,
    status="official",
    title=None,
    close=frozenset(),
)
TITLED = replace(TARGET, metric=None, value=None, form=None, title="garden-city")
SHARE = replace(
    TARGET,
    iri="plan/share",
    metric="share",
    comparator="more-than",
    value=Decimal(50),
    unit="%",
    factor=Decimal("0.01"),
    accumulation="rate",
    numerator="new-power",
    denominator="power",
)
TOTAL = replace(
    TARGET,
    iri="plan/total",
    metric="power",
    comparator="more-than",
    value=Decimal(100_000_000),
    unit="kW",
    accumulation="stock",
)
NEW_POWER = replace(
    FIGURE, metric="new-power", value=Decimal("27.79"), unit="GW", factor=Decimal(1_000_000_000)
)
