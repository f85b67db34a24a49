"""Statements built one by one: identifiers, labels, evidence and traces, always from offsets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from graph_builder.model import Agent, Citation, Evidence, Metric, Role

from .gazetteer import name_bodies
from .results import Doubt, Extraction, Trace

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .structure import Stretch

_LABEL_LENGTH = 80


class Assembly:
    """Collects what is read from one text and cuts every quote from the text itself."""

    def __init__(self, text: str, language: str, pack: Pack) -> None:
        self.text, self.pack = text, pack
        self.result = Extraction(language)
        self.tag = language
        self.counts: Counter[str] = Counter()
        self.metrics: dict[str, str] = {}
        self.agents: dict[str, str] = {}

    def name(self, kind: str) -> str:
        """The next free identifier of a kind."""
        self.counts[kind] += 1
        return f"{kind}-{self.counts[kind]}"

    def quote(self, span: Stretch) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def base(self, kind: str, span: Stretch) -> dict[str, Any]:
        """The fields that every statement has: id, kind, label, evidence of the clause."""
        return {
            "id": self.name(kind),
            "kind": kind,
            "label": {self.tag: " ".join(self.quote(span).split())[:_LABEL_LENGTH]},
            "evidence": [self.evidence(span, Role.CLAUSE)],
        }

    def evidence(self, span: Stretch, role: Role) -> Evidence:
        """Evidence with the exact characters."""
        return Evidence(role=role, start=span.start, end=span.end, quote=self.quote(span))

    def citation(self, span: Stretch) -> Citation:
        """A citation whose source is still to be found."""
        return Citation(
            start=span.start, end=span.end, quote=self.quote(span), resolution="unresolved"
        )

    def metric(self, label: str, unit: str | None = None) -> str:
        """The id of the metric of a name; equal names in one script are one metric.

        A unit is given where more than the values of its targets tells it.
        """
        key = "".join(self.pack.fold(label).split())
        if key not in self.metrics:
            self.metrics[key] = self.name("metric")
            record = Metric(id=self.metrics[key], label={self.tag: label}, unit=unit)
            self.result.metrics.append(record)
        return self.metrics[key]

    def agent(self, span: Stretch) -> str:
        """The id of a body: the known one of that name, else a new one of this text."""
        label = " ".join(self.quote(span).split())
        key = self.pack.fold(label)
        known = name_bodies().get(key)
        if known is None and key not in self.agents:
            self.agents[key] = self.name("agent")
            record = Agent(id=self.agents[key], kind="organization", label={self.tag: label})
            self.result.agents.append(record)
        return known or self.agents[key]

    def trace(self, statement: str, field: str, span: Stretch, basis: str) -> None:
        """Note where a field of a statement was read."""
        self.result.traces.append(
            Trace(statement, field, span.start, span.end, self.quote(span), basis)
        )

    def doubt(self, reason: str, span: Stretch, statement: str | None = None) -> None:
        """Note something for review."""
        self.result.doubts.append(Doubt(reason, span.start, span.end, self.quote(span), statement))
