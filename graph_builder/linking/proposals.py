"""Directives that a document should gain because others cite them, as a record file of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from graph_builder.errors import UsageError
from graph_builder.model import RecordFile
from graph_builder.records import read_records
from graph_builder.storage import lock_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph_builder.model import Directive, Document

_ENDING = ".directives.yaml"
_HEAD = 20_000
_BLOCK = re.compile(r"^document:\n(?:[ #].*\n)+", re.MULTILINE)
_DESCRIBED = re.compile(r"^document:\s*\n\s+id: ['\"]?([\w.\-]+)", re.MULTILINE)
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)


def name_proposals(output: Path, document: str) -> Path:
    """The file, beside the records of a text, of what it cites from a document."""
    return output.parent / f"{document}{_ENDING}"


def save_proposals(path: Path, document: Document | str, directives: Iterable[Directive]) -> int:
    """Write a record file of directives, or add those that it lacks; the number added.

    What a person changed in the file stays. The document is described in it unless another file of
    the folder does that.

    Raises:
        RecordError: when the file that is there cannot be read as records.
        StoreError: when it cannot be written.
        UsageError: when it holds the records of another document, or cannot be added to.

    """
    with lock_file(path):
        return _save(path, document, tuple(directives))


def _save(path: Path, document: Document | str, directives: tuple[Directive, ...]) -> int:
    name = document if isinstance(document, str) else document.id
    if not path.exists():
        described = find_description(path.parent, name) is not None
        found = RecordFile(
            format=1, document=name if described else document, statements=directives
        )
        replace_file(path, _dump(_plain(found)))
        return len(directives)
    (source,) = read_records([path])
    if source.records.document_id != name:
        held = f"{path}: holds the records of '{source.records.document_id}'"
        raise UsageError(f"{held}, not of '{name}'; move it away")
    added = [d for d in directives if d.id not in source.declared]
    if added:
        _append(path, [_plain(directive) for directive in added])
    return len(added)


def find_description(folder: Path, document: str) -> Path | None:
    """The record file of a folder that describes a document, other than one of proposals."""
    files = sorted(folder.glob("*.yaml"))
    return next((file for file in files if _describes(file, document)), None)


def _describes(path: Path, name: str) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        found = _DESCRIBED.search(file.read(_HEAD))
    return found is not None and found[1] == name and not path.name.endswith(_ENDING)


def yield_description(output: Path, document: str) -> None:
    """Leave the description of a document to the file of its own records.

    Before they were written, the directives that others cite from it may have brought one along.
    """
    path = name_proposals(output, document)
    if path.is_file() and path != output:
        with lock_file(path):
            before = path.read_text(encoding="utf-8")
            after = _BLOCK.sub(f"document: {document}\n", before, count=1)
            if after != before:
                replace_file(path, after)


def _append(path: Path, items: list[dict[str, Any]]) -> None:
    before = path.read_text(encoding="utf-8").rstrip() + "\n"
    head, _, tail = before.rpartition("\nstatements:")
    first = _ITEM.search(tail)
    if not head or first is None or re.search(r"^\w", tail, re.MULTILINE):
        raise UsageError(f"{path}: 'statements' is not the last section; move it to the end")
    added = _dump(items).replace("\n", f"\n{first[1]}").rstrip(" ")
    replace_file(path, f"{before}{first[1]}{added}")


def _plain(record: RecordFile | Directive) -> dict[str, Any]:
    plain = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {name: value for name, value in plain.items() if value != []}


def _dump(content: object) -> str:
    return yaml.safe_dump(
        content, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )
