"""Flat lists of targets or observations: CSV and TSV, one record a row.

A column is named like a field; a dot leads into a nested field (``label.en``, ``evidence.start``).
The columns ``document`` and ``kind`` say which document a row belongs to and what it is.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from .syntax import Parsed, SyntaxFault, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .syntax import Path

_LISTED = frozenset({"citations", "evidence", "implements", "types"})
_SECTIONS = {"target": "statements", "observation": "observations"}


def parse_table(text: str, delimiter: str) -> Iterator[Parsed]:
    """One tree of records for each document that the rows name, in order of appearance.

    Raises:
        SyntaxFault: where a row cannot be read, or lacks its document or kind.

    """
    documents: dict[str, Parsed] = {}
    for line, row in _read_rows(text, delimiter):
        document, kind = row.pop("document", ""), row.pop("kind", "")
        if not document or kind not in _SECTIONS:
            found = f"document '{document}', kind '{kind}'"
            raise SyntaxFault(line, found, "write a document id, and target or observation as kind")
        parsed = documents.setdefault(
            document, Parsed({"format": "1", "document": document}, {(): 1})
        )
        _add_row(parsed, _SECTIONS[kind], line, _nest(row, kind))
    yield from documents.values()


def _read_rows(text: str, delimiter: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, [])
        _check_header(header)
        for cells in reader:
            if len(cells) > len(header):
                found = f"{len(cells)} cells below {len(header)} columns"
                raise SyntaxFault(reader.line_num, found, "write one cell for each column")
            if any(cells):
                pairs = zip(header, cells, strict=False)
                yield reader.line_num, {name: cell.strip() for name, cell in pairs if cell.strip()}
    except csv.Error as error:
        wanted = "put a cell with commas or quotation marks into quotation marks"
        raise SyntaxFault(reader.line_num, f"not a table: {error}", wanted) from None


def _check_header(header: list[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise SyntaxFault(1, f"the column '{twice[0]}' twice", "keep one of them")
    for name in header:
        outer, dot, _ = name.partition(".")
        if dot and outer in header:
            found = f"the columns '{outer}' and '{name}'"
            raise SyntaxFault(1, found, "give the field one value, or the parts of it")
    for name in ("document", "kind", "id"):
        if name not in header:
            raise SyntaxFault(1, f"no column '{name}'", "add it")


def _nest(row: dict[str, str], kind: str) -> dict[str, Tree]:
    record: dict[str, Tree] = {"kind": kind} if kind == "target" else {}
    for column, cell in row.items():
        name, _, inner = column.partition(".")
        if not inner:
            record[name] = cell
            continue
        nested = record.setdefault(name, {})
        if isinstance(nested, dict):
            nested[inner] = cell
    return {name: [value] if name in _LISTED else value for name, value in record.items()}


def _add_row(parsed: Parsed, section: str, line: int, record: dict[str, Tree]) -> None:
    assert isinstance(parsed.tree, dict)
    items = parsed.tree.setdefault(section, [])
    assert isinstance(items, list)
    parsed.lines.setdefault((section,), line)
    parsed.lines.update(dict.fromkeys(_list_paths(record, (section, len(items))), line))
    items.append(record)


def _list_paths(node: Tree, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(node, str):
        return
    for step, inner in node.items() if isinstance(node, dict) else enumerate(node):
        yield from _list_paths(inner, (*path, step))
