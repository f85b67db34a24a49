"""What extraction gives back: statements as records, their traces, structure and doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.model import Agent, Designation, Metric, Place, Remark, Statement

    from .enumerations import Announcement
    from .structure import Heading


@dataclass(frozen=True, slots=True)
class Trace:
    """The characters from which a field of a statement was read, and how it came to it."""

    statement: str
    field: str
    start: int
    end: int
    quote: str
    basis: str
    """stated, carried, implied or inferred."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at: a reason code and where it stands."""

    reason: str
    start: int
    end: int
    quote: str
    statement: str | None = None
    detail: str = ""
    """What it is about beyond the quote, such as the statement of another document."""


@dataclass(slots=True)
class Extraction:
    """Everything read from one text; every quote equals the characters at its offsets."""

    language: str
    statements: list[Statement] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    designations: list[Designation] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    reported: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    """Of achievements and remarks with a number: metric, comparator, value and unit."""

    def find_metric(self, reference: str | None) -> str:
        """The name of a metric by its id, as it stands in the text; empty when there is none."""
        labels = (m.label for m in self.metrics if m.id == reference)
        return next((next(iter(label.values())) for label in labels), "")
