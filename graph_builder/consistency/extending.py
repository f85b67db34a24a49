"""Classes and properties of extensions that records name: they must exist, and must fit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from graph_builder import model
from graph_builder.mapping import TABLE, list_classes, list_values
from graph_builder.namespaces import PC, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode

    from graph_builder.errors import Problem
    from graph_builder.records import SourceFile

    from .context import Context, Path

_NUMBERS = ("decimal", "integer", "double", "float")
_ADD = "give the extension that declares it with --extension, or correct it"


def check_extended(context: Context) -> Iterator[Problem]:
    """Every further class and property is one of an extension, and fits the record."""
    for source in context.sources:
        if isinstance(source.records.document, model.Document):
            yield from _check(context, source, ("document",), source.records.document)
    for placed in context.records.values():
        yield from _check(context, placed.source, placed.path, placed.record)


def _check(
    context: Context, source: SourceFile, path: Path, record: model.Described
) -> Iterator[Problem]:
    for index, name in enumerate(record.types):
        where = (*path, "types", index)
        node = context.resolve(source, name)
        if node is None or not context.ontology.is_class(node):
            yield source.problem(where, f"'{name}' is no class", _ADD)
        elif not context.ontology.lies_below(node, _own_classes(context, record)):
            found = f"'{name}' is no class below {' or '.join(list_classes(record))}"
            yield source.problem(where, found, "name a class of this kind of record")
    for name, value in list_values(record):
        where = (*path, "properties", name)
        for found, wanted in _check_property(context, source, name, value):
            yield source.problem(where, found, wanted)


def _own_classes(context: Context, record: model.Described) -> set[NamedNode]:
    nodes = (expand(name, context.ontology.prefixes) for name in list_classes(record))
    return {node for node in nodes if node is not None}


def _check_property(
    context: Context, source: SourceFile, name: str, value: str | dict[str, str]
) -> Iterator[tuple[str, str]]:
    node = context.resolve(source, name)
    if node is None or not context.ontology.is_property(node):
        yield f"'{name}' is no property", _ADD
        return
    if node.value.startswith(PC):
        yield f"'{name}' is a term of the core", _name_field(name)
    elif context.ontology.links_things(node):
        yield from _check_link(context, source, value)
    else:
        yield from _check_literal(context.ontology.find_range(node) or "", value)


def _name_field(name: str) -> str:
    fields = {row.property: row.field for rows in TABLE.values() for row in rows}
    return f"write the field '{fields[name]}'" if name in fields else "use the fields of the record"


def _check_link(
    context: Context, source: SourceFile, value: str | dict[str, str]
) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield "a text where the property links to a thing", "write the name of a record or concept"
        return
    node = context.resolve(source, value)
    if node is None or not context.exists(node):
        yield f"'{value}' does not exist", "correct it, or add what it names"


def _check_literal(range_: str, value: str | dict[str, str]) -> Iterator[tuple[str, str]]:
    kind = range_.rpartition("#")[2]
    if isinstance(value, dict):
        if kind not in {"", "langString"}:
            yield "a text by language", f"write a plain {kind}"
    elif kind == "langString":
        yield f"found '{value}'", "write it by language, as in {en: …, zh-Hans: …}"
    elif kind == "boolean" and value not in {"true", "false"}:
        yield f"found '{value}'", "write true or false"
    elif kind in _NUMBERS and not _is_number(value):
        yield f"found '{value}'", "write a number"


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
