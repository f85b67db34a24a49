"""Directives that a document should gain because others cite them, as a record file of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from graph_builder.errors import UsageError
from graph_builder.model import RecordFile
from graph_builder.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph_builder.model import Directive, Document

_ITEM = re.compile(r"^( *)- ", re.MULTILINE)


def name_proposals(output: Path, document: str) -> Path:
    """The file, beside the records of a text, of what it cites from a document."""
    return output.parent / f"{document}.directives.yaml"


def save_proposals(path: Path, document: Document | str, directives: Iterable[Directive]) -> int:
    """Write a record file of directives, or add those that it lacks; the number added.

    What a person changed in the file stays.

    Raises:
        RecordError: when the file that is there cannot be read as records.
        UsageError: when it holds the records of another document, or cannot be added to.

    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        found = RecordFile(format=1, document=document, statements=tuple(directives))
        path.write_text(_dump(_plain(found)), encoding="utf-8", newline="\n")
        return len(found.statements)
    (source,) = read_records([path])
    name = document if isinstance(document, str) else document.id
    if source.records.document_id != name:
        found_there = f"{path}: holds the records of '{source.records.document_id}'"
        raise UsageError(f"{found_there}, not of '{name}'; move it away")
    added = [d for d in directives if d.id not in source.declared]
    if added:
        _append(path, [_plain(directive) for directive in added])
    return len(added)


def _append(path: Path, items: list[dict[str, Any]]) -> None:
    before = path.read_text(encoding="utf-8").rstrip() + "\n"
    head, _, tail = before.rpartition("\nstatements:")
    first = _ITEM.search(tail)
    if not head or first is None or re.search(r"^\w", tail, re.MULTILINE):
        raise UsageError(f"{path}: 'statements' is not the last section; move it to the end")
    added = _dump(items).replace("\n", f"\n{first[1]}").rstrip(" ")
    path.write_text(f"{before}{first[1]}{added}", encoding="utf-8", newline="\n")


def _plain(record: RecordFile | Directive) -> dict[str, Any]:
    plain = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {name: value for name, value in plain.items() if value != []}


def _dump(content: object) -> str:
    return yaml.safe_dump(
        content, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )
