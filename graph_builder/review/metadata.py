"""What people know of their documents: a CSV or TSV file with one line for each.

Columns are ``file`` and any field of a document, such as ``id``, ``title``, ``language``,
``issued``, ``place``, ``undertaken_by``, ``publisher``, ``speaker`` and ``source``.
"""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from graph_builder.errors import Problem, RecordError, UsageError
from graph_builder.model import Document
from graph_builder.readers import decode

from .names import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MACHINE = frozenset({"sha256", "length", "note"})
FIELDS = tuple(name for name in Document.model_fields if name not in _MACHINE)
_MOST_BYTES = 50_000_000


@dataclass(slots=True)
class Index:
    """The rows of an index file, by the path of their document."""

    path: Path = Path()
    rows: Mapping[Path, dict[str, str]] = field(default_factory=dict)
    lines: Mapping[Path, int] = field(default_factory=dict)

    def find(self, document: Path) -> dict[str, str]:
        """The fields that are given for a document; empty when it has no row."""
        return self.rows.get(document.resolve(), {})

    def name(self, document: Path) -> str | None:
        """The id that is given for a document."""
        return self.find(document).get("id")


def read_index(path: Path) -> Index:
    """The index file; paths in it count from its folder.

    It may be in any encoding that documents may be in, as spreadsheets write them.

    Raises:
        DocumentError: when it is no text.
        RecordError: with every problem of the file.
        UsageError: when it cannot be read.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        wanted = "give a CSV or TSV file"
        raise UsageError(f"{path}: cannot be read ({error.strerror}); {wanted}") from None
    if len(content) > _MOST_BYTES:
        raise UsageError(f"{path}: {len(content):,} bytes; give at most {_MOST_BYTES:,}")
    text, _ = decode(content, path)
    rows: dict[Path, dict[str, str]] = {}
    lines: dict[Path, int] = {}
    problems: list[Problem] = []
    for line, row in _read_rows(path, text):
        document = (path.parent / row.pop("file", "")).resolve()
        problems.extend(
            Problem(path, line, *fault) for fault in _check(row, again=document in rows)
        )
        rows[document], lines[document] = row, line
    if problems:
        raise RecordError(problems)
    return Index(path, rows, lines)


def _read_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    mark = "\t" if "\t" in text.partition("\n")[0] else ","
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=mark, strict=True)
    try:
        columns = reader.fieldnames or ()
        if problems := list(_check_columns(path, columns)):
            raise RecordError(problems)
        for row in reader:
            if None in row or None in row.values():
                found = f"a row that has not {len(columns)} cells"
                raise RecordError([Problem(path, reader.line_num, "", found, "mend the row")])
            yield (
                reader.line_num,
                {name: cell.strip() for name, cell in row.items() if cell.strip()},
            )
    except csv.Error as error:
        found = f"not a table: {error}"
        raise RecordError([Problem(path, reader.line_num, "", found, "mend the row")]) from None


def _check_columns(path: Path, columns: object) -> Iterator[Problem]:
    names = list(columns) if isinstance(columns, list | tuple) else []
    known = ("file", *FIELDS)
    if "file" not in names:
        yield Problem(path, 1, "", "no column 'file'", "add it, with the path of each document")
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            wanted = f"did you mean '{near[0]}'?" if near else f"columns are {', '.join(known)}"
            yield Problem(path, 1, name, f"unknown column '{name}'", wanted)


def _check(row: dict[str, str], *, again: bool) -> Iterator[tuple[str, str, str]]:
    if again:
        yield "file", "the same file again", "keep one row for each document"
    try:
        references = {name: cell for name, cell in row.items() if not is_name(name, cell)}
        complete = {"id": "x", "title": "x", "language": "en", "issued": "2000-01-01"} | references
        Document.model_validate(complete | {"title": {"en": complete["title"]}})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][0]) if detail["loc"] else ""
            message = detail["msg"].removeprefix("Value error, ")
            yield name, f"found '{row.get(name, '')}'", message[0].lower() + message[1:]
