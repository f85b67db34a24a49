"""Where each field of a statement was read, beyond what its reader noted when it read it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words
from graph_builder.model import CommitmentBase, Role, Target

from .filters import compile_filter
from .structure import Stretch, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.languages import Pack
    from graph_builder.model import Evidence, Statement

    from .assembly import Assembly
    from .quantities import Quantity
    from .structure import Heading
    from .times import TimePhrase

_PARENTS = ("part_of", "target_of", "advances")
_NUMBER = re.compile(r"\d[\d, .]*\d|\d")
_BEFORE = 8
_BEHIND = 40
"""How far behind a value the words may stand that say from when it counts."""


@dataclass(frozen=True, slots=True)
class ProvenanceReader:
    """The compiled words of one pack."""

    after: re.Pattern[str]
    governing: re.Pattern[str]
    binding: re.Pattern[str]
    codes: dict[str, str]

    def split_value(self, shadow: str, value: Evidence) -> tuple[Stretch | None, Stretch]:
        """Where the bound of a value stands, if words say it, and where its unit stands."""
        number = _NUMBER.search(shadow, value.start, value.end)
        if number is None:
            return None, Stretch(value.start, value.end)
        front = trim(shadow, value.start, number.start())
        back = trim(shadow, number.end(), value.end)
        bound = self.after.search(shadow, back.start, back.end)
        unit = Stretch(back.start, bound.start() if bound else back.end)
        if bound:
            return Stretch(bound.start(), back.end), unit
        if front.start < front.end:
            return front, unit
        led = self.governing.search(shadow, max(0, value.start - _BEFORE), value.start)
        return (Stretch(*led.span()) if led else None), unit


def trace_fields(
    assembly: Assembly,
    shadow: str,
    times: Sequence[TimePhrase],
    quantities: Sequence[Quantity],
) -> None:
    """Notes where bounds, units, baselines and parents of statements were read."""
    reader = compile_provenance(assembly.pack)
    statements = assembly.result.statements
    clauses = {s.id: s.evidence[0] for s in statements}
    starts = sorted(clause.start for clause in clauses.values())
    bases = [phrase for phrase in times if phrase.kind == "base"]
    values = [quantity.start for quantity in quantities]
    traced = {(trace.statement, trace.field) for trace in assembly.result.traces}
    for statement in statements:
        for name in _list_parents(type(statement)):
            if parent := clauses.get(getattr(statement, name) or ""):
                assembly.trace(statement.id, name, Stretch(parent.start, parent.end), "carried")
        if isinstance(statement, Target) and statement.value is not None:
            _trace_value(assembly, reader, shadow, (statement, traced))
            if (statement.id, "baseline") in traced:
                continue
            if began := _find_start(assembly.pack, shadow, statement, (quantities, values)):
                assembly.trace(statement.id, "baseline", began, "stated")
            else:
                _trace_baseline(assembly, shadow, (statement, starts), bases)


@cache
def _list_parents(kind: type[Statement]) -> tuple[str, ...]:
    """The fields by which a kind of statement names what stands above it."""
    return tuple(name for name in _PARENTS if name in kind.model_fields)


def _trace_value(
    assembly: Assembly,
    reader: ProvenanceReader,
    shadow: str,
    known: tuple[Target, set[tuple[str, str]]],
) -> None:
    target, traced = known
    value = next((e for e in target.evidence if e.role is Role.VALUE), None)
    if value is None:
        return
    bound, unit = reader.split_value(shadow, value)
    whole = Stretch(value.start, value.end)
    basis = "stated" if bound or target.comparator in {"equal", "between"} else "carried"
    assembly.trace(target.id, "comparator", bound or whole, basis)
    if (target.id, "unit") not in traced:
        assembly.trace(target.id, "unit", unit if unit.start < unit.end else whole, "stated")


def _find_start(
    pack: Pack, shadow: str, target: Target, known: tuple[Sequence[Quantity], list[int]]
) -> Stretch | None:
    """The value from which a change starts: 由5元提高至10元."""
    quantities, values = known
    value = next((e for e in target.evidence if e.role is Role.VALUE), None)
    at = bisect_left(values, value.start) if value else 0
    if not 0 < at < len(values) or values[at - 1] < target.evidence[0].start:
        return None
    return compile_filter(pack).find_baseline(shadow, quantities[at - 1], quantities[at])


def _trace_baseline(
    assembly: Assembly,
    shadow: str,
    known: tuple[Target, list[int]],
    bases: Sequence[TimePhrase],
) -> None:
    """The words that say from when a change counts: 比2020年, below 1990 levels."""
    target, starts = known
    clause = target.evidence[0]
    following = bisect_right(starts, clause.start)
    limit = starts[following] if following < len(starts) else len(shadow)
    limit = min(limit, clause.end + _BEHIND)
    for mark in "。;\n":
        found = shadow.find(mark, clause.end, limit)
        limit = found if found >= 0 else limit
    at = bisect_left(bases, clause.start, key=lambda phrase: phrase.start)
    if at < len(bases) and bases[at].start < max(limit, clause.end):
        where = Stretch(bases[at].start, bases[at].end)
        assembly.trace(target.id, "baseline", where, "stated")


def bind_statements(
    assembly: Assembly, shadow: str, headings: Sequence[Heading], sentences: Sequence[Stretch]
) -> None:
    """Says how far commitments bind, where their sentence or heading does."""
    reader = compile_provenance(assembly.pack)
    starts = [sentence.start for sentence in sentences]
    heads = [heading.start for heading in headings]
    statements = assembly.result.statements
    for index, statement in enumerate(statements):
        if not isinstance(statement, CommitmentBase) or statement.bindingness:
            continue
        start = statement.evidence[0].start
        at, head = bisect_right(starts, start) - 1, bisect_right(heads, start) - 1
        places: list[tuple[Stretch, str]] = []
        if at >= 0 and start < sentences[at].end:
            places.append((sentences[at], "stated"))
        if head >= 0:
            places.append((headings[head], "carried"))
        statements[index] = _bind(assembly, reader, (shadow, statement), places)


def _bind(
    assembly: Assembly,
    reader: ProvenanceReader,
    known: tuple[str, Statement],
    places: list[tuple[Stretch, str]],
) -> Statement:
    shadow, statement = known
    for span, basis in places:
        found = list(reader.binding.finditer(shadow, span.start, min(span.end, span.start + 400)))
        codes = {reader.codes[match[0]] for match in found}
        if len(codes) > 1:
            assembly.doubt("bindingness-unclear", Stretch(*found[0].span()), statement.id)
            return statement
        if found:
            where = Stretch(*found[0].span())
            assembly.trace(statement.id, "bindingness", where, basis)
            return statement.model_copy(update={"bindingness": codes.pop()})
    return statement


@cache
def compile_provenance(pack: Pack) -> ProvenanceReader:
    """The reader of provenance of a pack."""
    edge = r"\b" if pack.spaces else ""
    codes = pack.table("binding_words")
    after = compile_words(pack.table("comparators", "after"))
    return ProvenanceReader(
        re.compile(f"(?:{after})$"),
        re.compile(f"(?:{compile_words(pack.table('comparators', 'governing'))}) ?$"),
        re.compile(f"{edge}(?:{compile_words(codes)}){edge}"),
        codes,
    )
