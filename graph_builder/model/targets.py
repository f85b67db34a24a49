"""Targets and the observations that they are compared with."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .statements import CommitmentBase
from .values import Address, Day, Described, LocalId, Number, Reference, Text, Words

#: Forms of a value that say nothing of the unit of its metric.
RELATIVE_FORMS = frozenset({"relative-change", "multiple", "annual-growth"})


class TargetKind(StrEnum):
    """The ladder of testability: the local name of the ontology's class for each kind of target."""

    QUANTITATIVE = "QuantitativeTarget"
    RELATIVE = "RelativeTarget"
    RANK = "RankTarget"
    STATUS = "StatusTarget"
    QUALITATIVE = "QualitativeTarget"


#: The field that makes a target of a kind, and the fields that such a target needs beside it.
NEEDS: dict[TargetKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TargetKind.QUANTITATIVE: (("value",), ("metric", "comparator", "unit")),
    TargetKind.RELATIVE: (
        ("reference_metric", "reference_place", "reference_period"),
        ("metric", "comparator"),
    ),
    TargetKind.RANK: (("rank",), ("comparison_group",)),
    TargetKind.STATUS: (("aspired_status",), ("status_aim",)),
}


class Target(CommitmentBase):
    """A commitment to reach an end state or value that can afterwards be checked."""

    kind: Literal["target"]
    target_of: Reference | None = None
    """The goal or action whose attainment the target tests."""
    milestone_for: Reference | None = None
    metric: Reference | None = None
    comparator: Words | None = None
    """A concept of the scheme of comparators, or its sign: >=, >, <=, <, =, ~, [], ~=."""
    value: Number | None = None
    """The bound in its unit, with number words such as 万 and 亿 multiplied out."""
    upper_value: Number | None = None
    """The upper bound of a range."""
    unit: Words | None = None
    """The notation of a unit such as t, kW, m3, %, or its name such as unit:TONNE."""
    expressed_as: Words | None = None
    """level, change, relative-change, multiple or annual-growth."""
    stated_value: Words | None = None
    """Number, unit and comparator exactly as written."""
    baseline: Reference | None = None
    """The observation from which change is counted."""
    deadline: Day | None = None
    horizon: Reference | None = None
    """The plan period at whose end the target falls due."""
    deadline_basis: Words | None = None
    """stated, carried, implied or inferred."""
    reference_metric: Reference | None = None
    reference_place: Reference | None = None
    reference_period: Reference | None = None
    rank: Annotated[int, Field(ge=1)] | None = None
    comparison_group: Reference | None = None
    aspired_status: Reference | None = None
    status_aim: Words | None = None

    @property
    def target_kind(self) -> TargetKind:
        """The kind that the fields make of this target."""
        return next(
            (kind for kind, (makers, _) in NEEDS.items() if self._given(makers)),
            TargetKind.QUALITATIVE,
        )

    def _given(self, fields: tuple[str, ...]) -> list[str]:
        return [field for field in fields if getattr(self, field) is not None]

    @model_validator(mode="after")
    def _be_of_one_kind(self) -> Self:
        kinds = [kind for kind, (makers, _) in NEEDS.items() if self._given(makers)]
        if len(kinds) > 1:
            raise ValueError(
                f"a target is of one kind, this one is {' and '.join(kinds)}; split it"
            )
        needed = [field for kind in kinds for field in NEEDS[kind][1]]
        missing = [field for field in needed if getattr(self, field) is None]
        if missing:
            raise ValueError(f"a {kinds[0]} also needs {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _be_complete(self) -> Self:
        if (self.deadline is None) is not (self.deadline_basis is None):
            raise ValueError("write both deadline and deadline_basis, or neither")
        if self.upper_value is not None and (self.value is None or self.value > self.upper_value):
            raise ValueError(
                "upper_value closes a range that value opens; write both, the lower first"
            )
        return self


class Observation(Described):
    """The value of a metric, or a title held, for a place in a period."""

    id: LocalId
    label: Text
    metric: Reference | None = None
    place: Reference | None = None
    value: Number | None = None
    comparator: Words | None = None
    """Where the published figure is itself a bound, such as "more than 30 billion"."""
    unit: Words | None = None
    expressed_as: Words | None = None
    observed_status: Reference | None = None
    """The title held."""
    period_start: Day | None = None
    period_end: Day
    status: Words
    """official, secondary, estimate, claimed or not-published."""
    source: Address
    retrieved: Day | None = None
    """The day on which the source was read or searched."""
    words: Text | None = None
    """The exact words of the source, a clause at most."""
    caveat: Text | None = None

    @model_validator(mode="after")
    def _hold_something(self) -> Self:
        if self.status == "not-published":
            wrong = self.value is not None
        else:
            wrong = self.value is None and self.observed_status is None
        if wrong:
            raise ValueError("write a value or observed_status; status not-published has neither")
        if self.observed_status is None and self.metric is None:
            raise ValueError("write the metric that was observed")
        if self.value is not None and self.unit is None:
            raise ValueError("write the unit of the value")
        return self
