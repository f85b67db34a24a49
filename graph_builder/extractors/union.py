"""Statements of an extractor beside those of the rules: what both read, one reads, or differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction import Doubt
from graph_builder.model import Role, Target

if TYPE_CHECKING:
    from graph_builder.extraction import Extraction
    from graph_builder.model import Remark, Statement

    from .gate import Report

    Found = Statement | Remark

_OVERLAP = 0.5
_FIELDS = ("comparator", "value", "upper_value", "unit", "deadline")
Span = tuple[int, int]


def unite(rules: Extraction, other: Extraction, report: Report) -> Extraction:
    """The rules' extraction with what another extractor adds to it.

    Where both state something of one value, or of one clause without a value, the rules' statement
    stays; if they differ it gets a doubt, and neither is outvoted.
    """
    added: set[str] = set()
    for statement in (*other.statements, *other.remarks):
        same = next((s for s in (*rules.statements, *rules.remarks) if _meet(s, statement)), None)
        if same is None:
            added.add(statement.id)
            report.added += 1
        elif _agree(same, statement):
            report.agreed += 1
        else:
            report.differing += 1
            clause = same.evidence[0]
            doubt = Doubt(
                "extractors-differ", clause.start, clause.end, clause.quote or "", same.id
            )
            rules.doubts.append(doubt)
    _add(rules, other, added)
    return rules


def _add(rules: Extraction, other: Extraction, added: set[str]) -> None:
    statements = [s for s in other.statements if s.id in added]
    used = {getattr(statement, "metric", None) for statement in statements}
    rules.statements += statements
    rules.remarks += [r for r in other.remarks if r.id in added]
    rules.metrics += [m for m in other.metrics if m.id in used]
    rules.traces += [t for t in other.traces if t.statement in added]
    rules.reported |= {name: told for name, told in other.reported.items() if name in added}
    rules.doubts += [d for d in other.doubts if d.statement is None or d.statement in added]


def _doubt(statement: Found) -> Doubt:
    clause = statement.evidence[0]
    quote = clause.quote or ""
    return Doubt("extractors-differ", clause.start, clause.end, quote, statement.id)


def _meet(one: Found, other: Found) -> bool:
    """Whether two statements are about one value, or, where neither has one, about one clause.

    A statement that the text repeats has several values and clauses.
    """
    mine, theirs = _list_spans(one, Role.VALUE), _list_spans(other, Role.VALUE)
    if mine or theirs:
        return any(_share(first, second) > 0 for first in mine for second in theirs)
    clauses = [
        (a, b) for a in _list_spans(one, Role.CLAUSE) for b in _list_spans(other, Role.CLAUSE)
    ]
    return any(_share(a, b) >= _OVERLAP * min(a[1] - a[0], b[1] - b[0]) for a, b in clauses)


def _agree(one: Found, other: Found) -> bool:
    """Whether two statements say the same; a deadline that one lacks is no conflict."""
    if one.kind != other.kind:
        return False
    if not (isinstance(one, Target) and isinstance(other, Target)):
        return True
    pairs = [(getattr(one, name), getattr(other, name)) for name in _FIELDS]
    *values, deadlines = pairs
    return all(mine == theirs for mine, theirs in values) and (
        None in deadlines or deadlines[0] == deadlines[1]
    )


def _list_spans(statement: Found, role: Role) -> list[Span]:
    return [(e.start, e.end) for e in statement.evidence if e.role is role]


def _share(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])
