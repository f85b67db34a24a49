"""The errors of an extraction one by one: missed, false, leaked, or with a wrong field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.quantities import compile_quantities
from graph_builder.languages import load_pack

from .fields import ALL
from .pairing import QUANTIFIED, clause_of, group_of, share_characters, stands_at
from .structure import has_right_parent, list_parents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .fields import Agreement
    from .gold import GoldRecord, Span
    from .pairing import Pairing

_AROUND = 30
_JOINT = frozenset({"value, unit and comparator", "all fields"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One error; ``start`` and ``end`` count code points of the text of its document."""

    kind: str
    """missed, false or wrong, and what: ``missed quantified target``, ``wrong deadline``."""
    document: str
    start: int
    end: int
    record: str
    """The id of the gold record, where there is one."""
    expected: str
    got: str
    reason: str
    before: str
    quote: str
    after: str


def list_faults(pairing: Pairing, fields: dict[str, list[Agreement]]) -> list[Fault]:
    """Every error of a document: by class, then in order of the text."""
    faults = [*_list_missed(pairing), *_list_false(pairing), *_list_wrong(pairing, fields)]
    if pairing.document.complete:
        faults += _list_misplaced(pairing)
    return sorted(faults, key=lambda f: (rank_kind(f.kind), f.document, f.start, f.end))


def rank_kind(kind: str) -> tuple[int, str]:
    """The order of classes: quantified targets and their fields before everything else."""
    if kind.endswith(QUANTIFIED):
        return 0, kind
    return (1 if kind.removeprefix("wrong ") in ALL else 2), kind


def _list_missed(pairing: Pairing) -> Iterator[Fault]:
    answered = pairing.by_record
    for record in pairing.document.records:
        if record.optional or record.id in answered:
            continue
        got, reason = _explain_miss(pairing, record)
        place = record.number or record.span
        yield _fault(
            pairing, f"missed {record.group}", place, record.id, (_describe(record), got), reason
        )


def _describe(record: GoldRecord) -> str:
    value = "" if record.value is None else f"{record.value:f}"
    parts = (record.metric, record.comparator, value, record.unit, record.deadline)
    return " ".join(part for part in parts if part)


def _explain_miss(pairing: Pairing, record: GoldRecord) -> tuple[str, str]:
    """What was made of the place instead, and why, as far as the extraction says."""
    for statement in (*pairing.extraction.statements, *pairing.extraction.remarks):
        if stands_at(statement, record):
            return group_of(statement), f"read as {group_of(statement)}"
    for doubt in pairing.extraction.doubts:
        if share_characters((doubt.start, doubt.end), record.span) > 0:
            return "", f"sent to review: {doubt.reason}"
    if record.number is None:
        return "", "no statement there"
    pack = load_pack(pairing.document.language)
    start, end = max(0, record.span[0] - _AROUND), record.span[1] + _AROUND
    found = compile_quantities(pack).read(pack.fold(pairing.document.text[start:end]))
    spans = [(start + q.start, start + q.end) for q in found]
    if any(share_characters(span, record.number) > 0 for span in spans):
        return "", "quantity read, then dropped or judged to be no statement"
    return "", "the number is not read as a quantity"


def _list_false(pairing: Pairing) -> Iterator[Fault]:
    paired = {statement.id for statement, _ in pairing.pairs}
    for statement in pairing.scored:
        if statement.id in paired:
            continue
        record = next((r for r in pairing.document.records if stands_at(statement, r)), None)
        wanted = record.group if record else "nothing"
        reason = f"gold has {wanted}" if record else "not in the gold"
        if record and record.group == group_of(statement):
            reason = "a second statement for one record"
        kind, name = group_of(statement), record.id if record else ""
        place = clause_of(statement)
        yield _fault(pairing, f"false {kind}", place, name, (wanted, kind), reason)


def _list_wrong(pairing: Pairing, fields: dict[str, list[Agreement]]) -> Iterator[Fault]:
    for record in pairing.document.records:
        for field in fields.get(record.id, ()):
            if field.right or field.field in _JOINT:
                continue
            said = (field.expected, field.got)
            yield _fault(pairing, f"wrong {field.field}", record.span, record.id, said, "")


def _list_misplaced(pairing: Pairing) -> Iterator[Fault]:
    words = {s.id: next(iter(s.label.values())) for s in pairing.extraction.statements}
    labels = {r.id: pairing.document.text[slice(*r.span)] for r in pairing.document.records}
    for statement, record in pairing.pairs:
        named = list_parents(statement)
        if not (record.parent or named) or has_right_parent(pairing, statement, record.parent):
            continue
        said = (labels.get(record.parent or "", ""), ", ".join(words.get(n, n) for n in named))
        missing = record.parent is not None and record.parent not in pairing.by_record
        reason = "the parent itself was missed" if missing else ""
        yield _fault(pairing, "wrong parent", record.span, record.id, said, reason)


def _fault(  # noqa: PLR0913, PLR0917 -- one value per column of the listing
    pairing: Pairing, kind: str, span: Span, record: str, said: tuple[str, str], reason: str
) -> Fault:
    text, (start, end) = pairing.document.text, span
    around = (text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND])
    before, quote, after = (" ".join(part.split()) for part in around)
    name = pairing.document.name
    return Fault(kind, name, start, end, record, *said, reason, before, quote, after)
