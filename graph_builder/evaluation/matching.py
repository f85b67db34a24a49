"""Which extracted statement answers which annotation, and which of its fields agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import load_pack
from graph_builder.model import Role, Target
from graph_builder.ontology import load_ontology

if TYPE_CHECKING:
    from graph_builder.extraction import Extraction
    from graph_builder.model import Remark, Statement

    from .gold import GoldDocument, GoldRecord

_NEAR = Decimal("0.000001")
_OVERLAP = 0.5
_LEAKING = frozenset({"achievement", "norm", "forecast"})
#: Units that gold names otherwise than the vocabulary of units.
_SAME_UNITS = {"x": "1", "year": "a"}
FIELDS = ("value", "comparator", "deadline", "metric")


@dataclass(slots=True)
class Outcome:
    """Counts of one document, by kind, and of the fields of matched quantified targets."""

    document: str
    language: str
    genre: str
    found: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    leaked: int = 0
    leakable: int = 0
    reviewed: int = 0
    statements: int = 0
    numbers: int = 0


def compare(document: GoldDocument, result: Extraction) -> Outcome:
    """What was extracted from the annotated stretches of a document, held against its gold."""
    outcome = Outcome(document.name, document.language, document.genre)
    found = [s for s in (*result.statements, *result.remarks) if document.covers(_place(s))]
    outcome.reviewed = sum(document.covers(doubt.start) for doubt in result.doubts)
    outcome.statements = len(found) + outcome.reviewed
    if not document.complete:
        found = [statement for statement in found if _value(statement)]
    pairs = _pair(found, document.records)
    matched = {statement.id for statement, _ in pairs}
    found = [s for s in found if s.id in matched or not _is_optional(s, document.records)]
    for record in document.records:
        outcome.expected[record.group] += not record.optional
    for statement in found:
        outcome.found[group_of(statement)] += 1
    for statement, record in pairs:
        outcome.right[record.group] += 1
        if record.group == "quantified target" and isinstance(statement, Target):
            _count_fields(outcome, statement, record, result)
    _count_leaks(outcome, document, found)
    return outcome


def _pair(
    found: list[Statement | Remark], records: tuple[GoldRecord, ...]
) -> list[tuple[Statement | Remark, GoldRecord]]:
    pairs: list[tuple[Statement | Remark, GoldRecord]] = []
    taken: set[str] = set()
    for record in records:
        match = next((s for s in found if s.id not in taken and _answers(s, record)), None)
        if match is not None and not record.optional:
            taken.add(match.id)
            pairs.append((match, record))
    return pairs


def _is_optional(statement: Statement | Remark, records: tuple[GoldRecord, ...]) -> bool:
    """Whether a statement, of whatever kind, is about the number of an optional record."""
    value = _value(statement)
    return any(
        (value is not None and record.number is not None and _shared(value, record.number) > 0)
        or _answers(statement, record)
        for record in records
        if record.optional
    )


def _place(statement: Statement | Remark) -> int:
    """Where a statement starts: at its value, else at its clause."""
    return (_value(statement) or _clause(statement))[0]


def group_of(statement: Statement | Remark) -> str:
    """The group of an extracted statement, named as in the gold."""
    if isinstance(statement, Target):
        return "other target" if statement.value is None else "quantified target"
    return "action" if statement.kind == "programme" else statement.kind


def _clause(statement: Statement | Remark) -> tuple[int, int]:
    return statement.evidence[0].start, statement.evidence[0].end


def _value(statement: Statement | Remark) -> tuple[int, int] | None:
    return next(((e.start, e.end) for e in statement.evidence if e.role is Role.VALUE), None)


def _answers(statement: Statement | Remark, record: GoldRecord) -> bool:
    if group_of(statement) != record.group:
        return False
    if record.group == "quantified target" and record.number:
        value = _value(statement)
        return value is not None and _shared(value, record.number) > 0
    mine, theirs = _clause(statement), (record.start, record.end)
    shorter = min(mine[1] - mine[0], theirs[1] - theirs[0])
    return _shared(mine, theirs) >= _OVERLAP * shorter


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _count_fields(outcome: Outcome, target: Target, record: GoldRecord, result: Extraction) -> None:
    pack = load_pack(outcome.language)
    deadline = target.deadline.isoformat() if target.deadline else None
    agree = {
        "value": _same_value(target, record),
        "comparator": target.comparator == record.comparator,
        "deadline": deadline == record.deadline,
        "metric": is_same_metric(
            pack.fold(result.find_metric(target.metric)), pack.fold(record.metric)
        ),
    }
    for name, right in agree.items():
        outcome.fields[name] += right
    outcome.fields["all"] += all(agree.values())


def _same_value(target: Target, record: GoldRecord) -> bool:
    """Whether both say the same amount of the same kind of quantity."""
    if target.value is None or record.value is None:
        return False
    mine, theirs = _base(target.unit), _base(record.unit)
    if mine is None or theirs is None:
        return target.unit == record.unit and abs(target.value) == abs(record.value)
    wanted = abs(record.value) * theirs[1]
    near = abs(abs(target.value) * mine[1] - wanted) <= wanted * _NEAR
    return near and mine[0] == theirs[0]


@cache
def _base(notation: str | None) -> tuple[str | None, Decimal] | None:
    ontology = load_ontology()
    unit = ontology.find_unit(_SAME_UNITS.get(notation or "", notation or ""))
    if unit is None:
        return None
    return ontology.base_unit(unit), ontology.factor(unit)


def is_same_metric(one: str, other: str) -> bool:
    """Whether two names may be of one metric: one within the other, or most characters shared.

    >>> is_same_metric("煤炭产量", "全市煤炭产量"), is_same_metric("煤炭产量", "绿地")
    (True, False)
    """
    first, second = ("".join(filter(str.isalnum, name)) for name in (one, other))
    if not first or not second:
        return False
    if first in second or second in first:
        return True
    shared = len(set(first) & set(second))
    return 2 * shared >= _OVERLAP * (len(set(first)) + len(set(second)))


def _count_leaks(outcome: Outcome, document: GoldDocument, found: list[Statement | Remark]) -> None:
    values = [_value(s) for s in found if group_of(s) == "quantified target"]
    for record in document.records:
        if record.kind in _LEAKING and record.number:
            outcome.leakable += 1
            number = record.number
            outcome.leaked += any(v is not None and _shared(v, number) > 0 for v in values)
