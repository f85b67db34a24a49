"""What was extracted, as records in plain values, with names that stay and comments that help.

A statement is named after its words, not by a running number, so that one more statement in the
text renames no other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from graph_builder.folding import fold

from .context import describe_span, name_span
from .ledger import find_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_builder.extraction import Doubt, Extraction, Trace
    from graph_builder.model import Record
    from graph_builder.readers import SourceText

NAMED = ("agents", "places", "designations", "metrics")
STATED = ("statements", "remarks")
_FIRST = ("id", "kind", "label")
_LAST = ("evidence", "citations", "note")
_WORDS = frozenset({"id", "kind", "label", "note", "quote", "stated_value", "sha256", "unit"})
_LINKS = frozenset({"part_of", "target_of", "advances"})
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as polcom proposes it."""

    section: str
    tree: dict[str, Any]
    comments: tuple[str, ...] = ()
    """Where it stands, in its words and those around, and how its fields came to it."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Codes of reasons to look at it; each with what its sentence does not say, or nothing."""

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.tree["id"])

    @property
    def span(self) -> tuple[int, int]:
        """The first clause in which it is stated."""
        return find_span(self.tree)


@dataclass(frozen=True, slots=True)
class Loose:
    """A place where something may be missing: a doubt that belongs to no record."""

    id: str
    code: str
    span: tuple[int, int]
    words: str

    @property
    def mark(self) -> str:
        """How a review file names it."""
        return f"{self.code}@{self.span[0]}-{self.span[1]}"


def propose(found: Extraction, source: SourceText) -> list[Entry]:
    """The records of an extraction: what is named first, then statements in order of the text."""
    names = _name_all(found)
    doubts, traces = _group(found.doubts), _group(found.traces)
    achieved = {s.id for s in found.statements if s.kind == "achievement"}
    entries = [
        Entry(section, rename(make_plain(record), names))
        for section in NAMED
        for record in getattr(found, section, ())
    ]
    for section in STATED:
        for record in sorted(getattr(found, section), key=_order):
            tree = rename(_detach(make_plain(record), achieved), names)
            comments = _comment(tree, source, found.reported.get(record.id), traces[record.id])
            reasons = {d.reason: _locate(d, find_span(tree), source) for d in doubts[record.id]}
            entries.append(Entry(section, tree, tuple(comments), reasons))
    return entries


def _detach(tree: dict[str, Any], achieved: set[str]) -> dict[str, Any]:
    """The record as the ontology has it: only an achievement can contain an achievement."""
    if tree["id"] not in achieved or tree.get("part_of") in achieved:
        return tree
    return {name: value for name, value in tree.items() if name != "part_of"}


def list_loose(found: Extraction, source: SourceText) -> list[Loose]:
    """Doubts that belong to no record, in order of the text."""
    spans = sorted({(d.start, d.end, d.reason) for d in found.doubts if d.statement is None})
    taken: Counter[str] = Counter()
    return [
        Loose(
            _take(f"{code}-{sha256(source.text[start:end].encode()).hexdigest()[:8]}", taken),
            code,
            (start, end),
            describe_span(source, start, end),
        )
        for start, end, code in spans
    ]


def _locate(doubt: Doubt, clause: tuple[int, int], source: SourceText) -> str:
    same = (doubt.start, doubt.end) == clause
    where = "" if same else describe_span(source, doubt.start, doubt.end)
    return f"{where} {doubt.detail}".strip()


def make_plain(record: Record) -> dict[str, Any]:
    """The fields of a record that are filled, in the order in which people write them."""
    fields = {
        name: value
        for name, value in record.model_dump(mode="json", exclude_none=True).items()
        if value not in ([], (), {})
    }
    order = [*_FIRST, *(n for n in fields if n not in _FIRST + _LAST), *_LAST]
    return {name: _strip(fields[name]) for name in order if name in fields}


def _strip(value: Any) -> Any:  # noqa: ANN401 -- a value of JSON
    if isinstance(value, list):
        return [_strip(inner) for inner in value]
    if isinstance(value, dict) and value.get("role") == "clause":
        return {name: inner for name, inner in value.items() if name != "role"}
    return value


def rename(tree: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The record with its id, and every reference to another, under its new name."""
    renamed = {name: _rename_value(name, value, names) for name, value in tree.items()}
    return renamed | {"id": names.get(str(tree["id"]), tree["id"])}


def _rename_value(name: str, value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401
    if name in _WORDS:
        return value
    if isinstance(value, list):
        return [_rename_value(name, inner, names) for inner in value]
    if isinstance(value, dict):
        return {inner: _rename_value(inner, part, names) for inner, part in value.items()}
    return names.get(value, value) if isinstance(value, str) else value


def _order(record: Any) -> tuple[int, int, str]:  # noqa: ANN401 -- any statement
    clause = record.evidence[0]
    return clause.start, clause.end, record.id


def _group(items: Iterable[Any]) -> defaultdict[str | None, list[Any]]:
    grouped: defaultdict[str | None, list[Any]] = defaultdict(list)
    for item in items:
        grouped[item.statement].append(item)
    return grouped


def _name_all(found: Extraction) -> dict[str, str]:
    names: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for section in NAMED:
        for record in getattr(found, section, ()):
            label = next(iter(record.label.values()))
            names[record.id] = _take(name_after(section, label), taken)
    for section in STATED:
        for record in sorted(getattr(found, section), key=_order):
            names[record.id] = _take(f"{record.kind}-{hash_words(make_plain(record))}", taken)
    return names


def _take(name: str, taken: Counter[str]) -> str:
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def name_after(section: str, label: str) -> str:
    """The id of what is named, after its name.

    >>> name_after("metrics", "煤炭产量")
    'metric-煤炭产量'
    """
    return f"{section.rstrip('s')}-{_slug(label)}"


def _slug(label: str) -> str:
    slug = re.sub(r"\W+", "-", label).strip("-_")
    if len(slug) <= _LONGEST_NAME:
        return slug or "unnamed"
    return f"{slug[:_LONGEST_NAME]}-{sha256(label.encode()).hexdigest()[:4]}"


def hash_words(tree: dict[str, Any]) -> str:
    """Eight hexadecimal digits of the words that state a record, whatever script they are in."""
    spans = tree.get("evidence")
    quotes = [
        fold(str(span.get("quote") or span.get("sha256")))
        for span in (spans if isinstance(spans, list) else ())
        if isinstance(span, dict) and span.get("role", "clause") in {"clause", "value"}
    ]
    return sha256("|".join(quotes[:2]).encode()).hexdigest()[:8]


def _comment(
    tree: dict[str, Any],
    source: SourceText,
    reported: tuple[str, str, str, str] | None,
    traces: list[Trace],
) -> Iterator[str]:
    yield describe_span(source, *find_span(tree))
    if reported:
        metric, comparator, value, unit = reported
        yield " ".join(("reads", metric or "?", comparator, value, unit)).rstrip()
    for trace in traces:
        if trace.basis != "stated":
            describe = name_span if trace.field in _LINKS else describe_span
            where = describe(source, trace.start, trace.end)
            yield f"{trace.field} {trace.basis}: {where}"
