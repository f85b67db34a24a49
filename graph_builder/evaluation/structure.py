"""Whether statements hang on the right parents: goals on goals, the rest on goals and wholes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.model import Remark, Statement

    from .pairing import Pairing

_PARENTS = ("part_of", "target_of", "advances")
Counts = tuple[int, int, int]


def list_parents(statement: Statement | Remark) -> list[str]:
    """The ids that a statement names as what it is part of, tests or advances."""
    named = (getattr(statement, field, None) for field in _PARENTS)
    return [str(parent) for parent in named if parent]


def count_structure(pairing: Pairing) -> dict[str, Counts]:
    """Expected, found, right: the parents of matched statements, and the edges between goals."""
    pairs = [
        (statement, record)
        for statement, record in pairing.pairs
        if record.parent or list_parents(statement)
    ]
    right = sum(has_right_parent(pairing, s, r.parent) for s, r in pairs)
    return {"parent": (len(pairs), len(pairs), right), "edges between goals": _count_edges(pairing)}


def has_right_parent(pairing: Pairing, statement: Statement | Remark, parent: str | None) -> bool:
    """Whether a statement hangs on what answers the parent in the gold, or on nothing like it."""
    named = list_parents(statement)
    if parent is None:
        return not named
    wanted = pairing.by_record.get(parent)
    return wanted is not None and wanted.id in named


def _count_edges(pairing: Pairing) -> Counts:
    goals = {r.id for r in pairing.document.records if r.group == "goal"}
    wanted = [r for r in pairing.document.records if r.id in goals and r.parent in goals]
    found = [s for s in pairing.scored if s.kind == "goal" and s.part_of]
    answers = {record.id: statement for statement, record in pairing.pairs}
    right = sum(
        r.id in answers and has_right_parent(pairing, answers[r.id], r.parent) for r in wanted
    )
    return len(wanted), len(found), right
