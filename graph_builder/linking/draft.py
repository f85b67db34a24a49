"""The statements of one document while they are linked: looked up by place, changed by copies."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction import Doubt
from graph_builder.model import Action, Citation, CommitmentBase, Goal, Implementation, Target

from .text import FoldedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_builder.extraction import Extraction
    from graph_builder.model import Metric, Statement

_WIDEST = 400
_MOST_BEFORE = 200
_METRICS = ("metric", "reference_metric")


@dataclass(slots=True)
class Draft:
    """An extraction under change; ``finish`` writes the statements back into it."""

    extraction: Extraction
    text: FoldedText
    statements: dict[str, Statement] = field(default_factory=dict)
    _order: list[Statement] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _taken: bytearray = field(default_factory=bytearray)

    @classmethod
    def of(cls, extraction: Extraction, raw: str) -> Draft:
        """The draft of an extraction of a text."""
        draft = cls(extraction, FoldedText.of(raw))
        draft.statements = {s.id: s for s in extraction.statements}
        draft._order = sorted(
            (s for s in extraction.statements if s.evidence),
            key=lambda s: (s.evidence[0].start, s.evidence[0].end, s.id),
        )
        draft._starts = [s.evidence[0].start for s in draft._order]
        draft._taken = bytearray(len(raw))
        for statement in extraction.statements:
            for citation in statement.citations:
                draft._take(citation)
        return draft

    @property
    def raw(self) -> str:
        """The text itself."""
        return self.text.raw

    def fold(self, start: int, end: int) -> str:
        """The folded characters of a span of the text."""
        return self.text.folded[self.text.locate(start) : self.text.locate(end)]

    def is_taken(self, span: tuple[int, int]) -> bool:
        """Whether a part of a span is cited already."""
        return any(self._taken[span[0] : span[1]])

    def _take(self, citation: Citation) -> None:
        self._taken[citation.start : citation.end] = b"\1" * (citation.end - citation.start)

    def find_statement(self, span: tuple[int, int]) -> str | None:
        """The statement whose clause shares most with a span, the shortest of several."""
        return self._find(span, lambda _: True)

    def find_commitment(self, span: tuple[int, int]) -> str | None:
        """The same among goals, targets and actions."""
        return self._find(span, lambda statement: isinstance(statement, CommitmentBase))

    def _find(self, span: tuple[int, int], fits: Callable[[Statement], bool]) -> str | None:
        best: tuple[int, int, str] | None = None
        first = bisect_right(self._starts, span[0] - _WIDEST)
        for statement in self._order[first : bisect_right(self._starts, span[1] - 1)]:
            clause = statement.evidence[0]
            shared = min(clause.end, span[1]) - max(clause.start, span[0])
            if shared > 0 and fits(statement):
                found = (-shared, clause.end - clause.start, statement.id)
                best = found if best is None else min(best, found)
        return best[2] if best else None

    def list_unlinked(self) -> Iterator[CommitmentBase]:
        """The commitments that implement no directive, in order of the text."""
        for statement in self._order:
            found = self.statements[statement.id]
            if isinstance(found, CommitmentBase) and not found.implements:
                yield found

    def find_goal_before(self, span: tuple[int, int]) -> str | None:
        """The goal that governs the part of a paragraph before a span."""
        line = self.raw.rfind("\n", 0, span[0])
        last = bisect_right(self._starts, span[0])
        for statement in reversed(self._order[max(0, last - _MOST_BEFORE) : last]):
            if statement.evidence[0].start <= line:
                return None
            if isinstance(statement, Goal):
                return statement.id
        return None

    def find_above(self, name: str) -> str | None:
        """The goal that a statement serves, if it is one of the draft."""
        match self.statements[name]:
            case Action() as statement:
                above = statement.advances or statement.part_of
            case Target() as statement:
                above = statement.target_of
            case _:
                return None
        found = self.statements.get(above or "")
        return found.id if isinstance(found, Goal) else None

    def set_citation(self, name: str, number: int, citation: Citation) -> None:
        """Puts a citation in the place of another."""
        citations = list(self.statements[name].citations)
        citations[number] = citation
        self._change(name, citations=tuple(citations))

    def add_citation(self, name: str, citation: Citation) -> None:
        """Adds a citation, in order of the text."""
        self._take(citation)
        citations = (*self.statements[name].citations, citation)
        self._change(name, citations=tuple(sorted(citations, key=lambda c: (c.start, c.end))))

    def implement(self, name: str, link: str | Implementation) -> None:
        """Links a commitment to a directive; what the text states outdoes a reading."""
        statement = self.statements[name]
        if not isinstance(statement, CommitmentBase):
            return
        directive = link if isinstance(link, str) else link.directive
        same = [n for n in statement.implements if directive in (n, getattr(n, "directive", ""))]
        if any(isinstance(n, str) for n in same) or (same and not isinstance(link, str)):
            return
        others = tuple(n for n in statement.implements if n not in same)
        self._change(name, implements=(*others, link))

    def _change(self, name: str, **changes: object) -> None:
        self.statements[name] = self.statements[name].model_copy(update=changes)

    def set_metric(self, metric: Metric) -> None:
        """Puts a metric in the place of the one of the same id."""
        metrics = self.extraction.metrics
        self.extraction.metrics = [metric if m.id == metric.id else m for m in metrics]

    def replace_metrics(self, known: dict[str, str]) -> None:
        """Refers to known metrics instead of those of the text, which then are gone."""
        for statement in list(self.statements.values()):
            if isinstance(statement, Target):
                given = {name: getattr(statement, name) for name in _METRICS}
                changes = {name: known[ref] for name, ref in given.items() if ref in known}
                if changes:
                    self._change(statement.id, **changes)
        metrics = (m for m in self.extraction.metrics if m.id not in known)
        self.extraction.metrics = [self._lead(metric, known) for metric in metrics]

    def _lead(self, metric: Metric, known: dict[str, str]) -> Metric:
        given = {name: getattr(metric, name) for name in ("numerator", "denominator", "close_to")}
        changes = {name: known[ref] for name, ref in given.items() if ref in known}
        return metric.model_copy(update=changes) if changes else metric

    def doubt(self, reason: str, span: tuple[int, int], name: str | None, detail: str = "") -> None:
        """Notes something for a person to decide."""
        quote = self.raw[slice(*span)]
        found = Doubt(reason, span[0], span[1], quote, name, detail)
        if found not in self.extraction.doubts:
            self.extraction.doubts.append(found)

    def finish(self) -> None:
        """Writes the statements back, in the order in which they came."""
        statements = self.extraction.statements
        self.extraction.statements = [self.statements[s.id] for s in statements]
