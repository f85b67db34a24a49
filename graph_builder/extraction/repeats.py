"""The same commitment said twice in a text made one, with all its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph_builder.folding import fold
from graph_builder.model import Action, Goal, Target

if TYPE_CHECKING:
    from collections.abc import Hashable

    from graph_builder.model import Statement

    from .results import Extraction

_REFERENCES = ("part_of", "target_of", "advances", "milestone_for", "supersedes")
_ACTORS = ("undertaken_by", "place")
_ADDED = ("part_of", "target_of", "advances", "undertaken_by", "place", "bindingness")


def merge_repeats(result: Extraction, text: str) -> int:
    """Makes repeated commitments one, at the first place; the number of those taken in.

    Targets are the same when metric, bound, unit, form and deadline are, and neither place nor
    actor differs; goals and actions when their words are. Targets of one line are not: a list
    such as "new homes: 5 % by 2030; old homes: 5 % by 2030" sets each for itself. References and
    traces follow.
    """
    groups: dict[Hashable, list[list[Statement]]] = {}
    order: list[list[Statement]] = []
    for statement in result.statements:
        same = groups.setdefault(_identify(statement) or statement.id, [])
        group = next((group for group in same if _agree(group[0], statement)), None)
        if group is not None and not _is_beside(group[-1], statement, text):
            group.append(statement)
            continue
        order.append([statement])
        if group is None:
            same.append(order[-1])
    merged = {other.id: group[0].id for group in order for other in group[1:]}
    if merged:
        result.statements = [_follow(_join(group), merged) for group in order]
        _follow_notes(result, merged)
    return len(merged)


def _identify(statement: Statement) -> Hashable | None:
    """What makes two statements the same; None where nothing does."""
    if isinstance(statement, Goal | Action):
        return (statement.kind, fold(str(statement.evidence[0].quote)))
    if not isinstance(statement, Target) or statement.metric is None or statement.value is None:
        return None
    bound = (statement.comparator, statement.value, statement.upper_value, statement.unit)
    return (statement.metric, *bound, statement.expressed_as, statement.deadline)


def _agree(one: Statement, other: Statement) -> bool:
    """Whether neither actor nor place says that they are two."""
    pairs = [(getattr(one, name, None), getattr(other, name, None)) for name in _ACTORS]
    return all(first is None or second is None or first == second for first, second in pairs)


def _is_beside(one: Statement, other: Statement, text: str) -> bool:
    """Whether two targets stand in one line."""
    start, end = one.evidence[0].end, other.evidence[0].start
    return isinstance(one, Target) and text.find("\n", start, end) < 0


def _join(group: list[Statement]) -> Statement:
    """The first with the evidence and citations of all, and what only a later one says."""
    first = group[0]
    if len(group) == 1:
        return first
    evidence = {(e.start, e.end, e.role): e for one in group for e in one.evidence}
    citations = {(c.start, c.end): c for one in group for c in one.citations}
    update: dict[str, Any] = {
        "evidence": tuple(evidence.values()),
        "citations": tuple(citations.values()),
    }
    for name in _ADDED:
        given = (getattr(one, name, None) for one in group)
        update[name] = next((value for value in given if value and value != first.id), None)
    known = type(first).model_fields
    return first.model_copy(update={k: v for k, v in update.items() if k in known})


def _follow(statement: Statement, merged: dict[str, str]) -> Statement:
    """The statement with its references to what is now part of another."""
    update = {}
    for name in _REFERENCES:
        given = getattr(statement, name, None)
        if given in merged:
            update[name] = merged[given] if merged[given] != statement.id else None
    return statement.model_copy(update=update) if update else statement


def _follow_notes(result: Extraction, merged: dict[str, str]) -> None:
    """Traces and doubts of what was taken in belong to what took it in."""
    result.traces = [
        replace(trace, statement=merged.get(trace.statement, trace.statement))
        for trace in result.traces
    ]
    result.doubts = [
        replace(doubt, statement=merged.get(doubt.statement, doubt.statement))
        if doubt.statement
        else doubt
        for doubt in result.doubts
    ]
