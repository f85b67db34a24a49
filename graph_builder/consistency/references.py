"""Names that must exist: documents, references, concepts, units; ids that must not repeat."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from graph_builder import model
from graph_builder.mapping import INHERITED, TABLE, Form, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.errors import Problem
    from graph_builder.records import SourceFile

    from .context import Context, Path, Placed

_UPWARD = ("part_of", "target_of", "advances", "milestone_for", "within", "supersedes")


def check_documents(context: Context) -> Iterator[Problem]:
    """Every document is described exactly once."""
    descriptions = context.count_descriptions()
    for source in context.sources:
        document, count = source.records.document_id, descriptions[source.records.document_id]
        if count == 0:
            found = f"no file describes the document '{document}'"
            yield source.problem(("document",), found, "give the file that describes it too")
        elif count > 1 and isinstance(source.records.document, model.Document):
            found = f"the document '{document}' is described in {count} files"
            yield source.problem(("document",), found, "describe it once, name its id elsewhere")


#: Endings that the builder gives to what it makes of a record.
_RESERVED = re.compile(r"\.(joint-assessment|assessment|citation-\d+|implementation-\d+)$")


def check_ids(context: Context) -> Iterator[Problem]:
    """No two records of a document share an id; none ends like a name that the builder makes."""
    for placed in context.records.values():
        reserved = _RESERVED.search(placed.record.id)
        if reserved:
            found = f"the id '{placed.record.id}' ends in '{reserved[0]}', which the builder uses"
            yield placed.source.problem((*placed.path, "id"), found, "choose another ending")
    for placed in context.repeated:
        first = context.records[placed.iri]
        line = first.source.parsed.line(first.path)
        found = f"the id '{placed.record.id}' again, first used at {first.source.path}:{line}"
        yield placed.source.problem((*placed.path, "id"), found, "give each record its own id")


def check_references(context: Context) -> Iterator[Problem]:
    """Every reference, concept and unit exists."""
    for source in context.sources:
        if isinstance(source.records.document, model.Document):
            yield from _check_record(context, source, ("document",), source.records.document)
    for placed in (*context.records.values(), *context.repeated):
        yield from _check_record(context, placed.source, placed.path, placed.record)
        yield from _check_links(context, placed.source, placed.path, placed.record)


def _check_links(
    context: Context, source: SourceFile, path: Path, record: model.Record
) -> Iterator[Problem]:
    if isinstance(record, model.StatementBase):
        for index, citation in enumerate(record.citations):
            yield from _check_record(context, source, (*path, "citations", index), citation)
    if isinstance(record, model.CommitmentBase):
        for index, link in enumerate(record.implements):
            where = (*path, "implements", index)
            if isinstance(link, str):
                yield from _check_reference(context, source, where, link)
            else:
                yield from _check_record(context, source, where, link)


def _check_record(
    context: Context, source: SourceFile, path: Path, record: model.Record
) -> Iterator[Problem]:
    inherited = [Row(field, "", Form.REFERENCE) for field, _ in INHERITED]
    for row in (*TABLE[type(record)], *(inherited if isinstance(record, model.Document) else ())):
        value = getattr(record, row.field)
        if value is None:
            continue
        where = (*path, row.field)
        if row.form is Form.REFERENCE:
            yield from _check_reference(context, source, where, value)
        elif row.form is Form.CONCEPT:
            yield from _check_concept(context, source, where, row.scheme)
        elif row.form is Form.UNIT and context.ontology.find_unit(value) is None:
            known = [context.ontology.notation(unit) for unit in context.ontology.list_units()]
            found = f"the unit '{value}' is not in the vocabulary"
            yield source.problem(where, found, _suggest(value, known))


def _check_concept(
    context: Context, source: SourceFile, where: Path, scheme: str
) -> Iterator[Problem]:
    value = str(_value_at(source, where))
    if context.ontology.find_concept(scheme, value) is None:
        concepts = context.ontology.list_concepts(scheme)
        known = [concept.value.replace("#", "/").rsplit("/", 1)[-1] for concept in concepts]
        found = f"'{value}' is no concept of the vocabulary '{scheme}'"
        yield source.problem(where, found, f"write one of {', '.join(known)}")


def _value_at(source: SourceFile, where: Path) -> object:
    node: object = source.parsed.tree
    for step in where:
        node = node[step]  # type: ignore[index]
    return node


def _check_reference(
    context: Context, source: SourceFile, where: Path, value: str
) -> Iterator[Problem]:
    node = context.resolve(source, value)
    if node is None:
        prefix = value.partition(":")[0]
        wanted = _suggest(prefix, list(context.ontology.prefixes))
        yield source.problem(where, f"the prefix '{prefix}:' is not declared", wanted)
    elif not context.exists(node):
        own = [placed.record.id for placed in context.records.values() if placed.source is source]
        found = f"'{value}' does not exist"
        yield source.problem(where, found, _suggest(value, own))


def _suggest(value: str, known: list[str]) -> str:
    near = difflib.get_close_matches(value, known, 3, 0.5)
    return f"did you mean {' or '.join(near)}?" if near else "correct it, or add what it names"


def check_circles(context: Context) -> Iterator[Problem]:
    """No statement or place lies above itself."""
    for iri, placed in context.records.items():
        for field, parent in _list_parents(context, placed):
            if iri in _climb(context, parent):
                found = f"'{placed.record.id}' lies above itself"
                where = (*placed.path, field)
                yield placed.source.problem(where, found, "break the circle")


def _list_parents(context: Context, placed: Placed) -> Iterator[tuple[str, Placed]]:
    for field in _UPWARD:
        parent = context.follow(placed.source, getattr(placed.record, field, None))
        if parent is not None:
            yield field, parent


def _climb(context: Context, placed: Placed) -> set[str]:
    """The IRIs of a record and of all that lie above it, by whatever link."""
    seen: set[str] = set()
    ahead = [placed]
    while ahead:
        step = ahead.pop()
        if step.iri not in seen:
            seen.add(step.iri)
            ahead.extend(parent for _, parent in _list_parents(context, step))
    return seen
