"""Which extracted statement answers which annotation, one to one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

from graph_builder.model import Role, Target

from .fields import is_same_metric

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.extraction import Extraction
    from graph_builder.model import Remark, Statement

    from .gold import GoldDocument, GoldRecord, Span

_OVERLAP = 0.5
QUANTIFIED = "quantified target"


def group_of(statement: Statement | Remark) -> str:
    """The group of an extracted statement, named as in the gold."""
    if isinstance(statement, Target):
        ranked = statement.rank is not None and value_of(statement)
        return QUANTIFIED if ranked or statement.value is not None else "other target"
    return "action" if statement.kind == "programme" else statement.kind


def clause_of(statement: Statement | Remark) -> Span:
    """Where a statement stands."""
    return statement.evidence[0].start, statement.evidence[0].end


def value_of(statement: Statement | Remark) -> Span | None:
    """Where the value of a statement stands."""
    spans = ((e.start, e.end) for e in statement.evidence if e.role is Role.VALUE)
    return next(spans, None)


def place_of(statement: Statement | Remark) -> int:
    """Where a statement starts: at its value, else at its clause."""
    return (value_of(statement) or clause_of(statement))[0]


def share_characters(one: Span, other: Span) -> int:
    """How many characters two spans share, at most 0 when they share none."""
    return min(one[1], other[1]) - max(one[0], other[0])


def stands_at(statement: Statement | Remark, record: GoldRecord) -> bool:
    """Whether both are about the same number, or about mostly the same characters."""
    value = value_of(statement)
    if value and record.number:
        return share_characters(value, record.number) > 0
    mine, theirs = clause_of(statement), record.span
    shorter = min(mine[1] - mine[0], theirs[1] - theirs[0])
    return share_characters(mine, theirs) >= _OVERLAP * shorter


@dataclass(frozen=True)
class Pairing:
    """An extraction of a document held against its gold, within the annotated stretches."""

    document: GoldDocument
    extraction: Extraction

    @cached_property
    def scored(self) -> list[Statement | Remark]:
        """What was found where it counts; without what only an optional record answers."""
        paired = {statement.id for statement, _ in self.pairs}
        optional = [record for record in self.document.records if record.optional]
        return [
            s
            for s in self._placed
            if s.id in paired or not any(stands_at(s, record) for record in optional)
        ]

    @cached_property
    def _placed(self) -> list[Statement | Remark]:
        every = (*self.extraction.statements, *self.extraction.remarks)
        placed = [s for s in every if self.document.covers(place_of(s))]
        if self.document.complete:
            return placed
        return [s for s in placed if value_of(s) or group_of(s) == QUANTIFIED]

    @cached_property
    def pairs(self) -> list[tuple[Statement | Remark, GoldRecord]]:
        """Statements and records of one kind at one place, as many pairs as can be made."""
        required = [record for record in self.document.records if not record.optional]
        return self.pair(required, self._placed, lambda s, r: group_of(s) == r.group)

    @cached_property
    def by_record(self) -> dict[str, Statement | Remark]:
        """What answers each record that is answered, by its id."""
        return {record.id: statement for statement, record in self.pairs}

    def pair(
        self,
        records: list[GoldRecord],
        found: list[Statement | Remark],
        fits: Callable[[Statement | Remark, GoldRecord], bool],
    ) -> list[tuple[Statement | Remark, GoldRecord]]:
        """As many pairs as can be made of fitting statements and records at one place."""
        graph: nx.Graph[tuple[str, int]] = nx.Graph()
        for row, record in enumerate(records):
            for column, statement in enumerate(found):
                if fits(statement, record) and stands_at(statement, record):
                    weight = self._agree(statement, record)
                    graph.add_edge(("record", row), ("statement", column), weight=weight)
        pairs: list[tuple[int, int]] = []
        for nodes in nx.connected_components(graph):
            part = graph.subgraph(sorted(nodes))
            matching = nx.max_weight_matching(part, maxcardinality=True)
            pairs += [(r[1], s[1]) for r, s in map(sorted, matching)]
        return [(found[column], records[row]) for row, column in sorted(pairs)]

    def _agree(self, statement: Statement | Remark, record: GoldRecord) -> int:
        """How well a pair agrees, where one number has several records."""
        name = self.extraction.find_metric(getattr(statement, "metric", None))
        same = bool(name and record.metric) and is_same_metric(name, record.metric)
        return 2 * same + (share_characters(clause_of(statement), record.span) > 0)
