"""What was extracted from a document, as a record file for a person to read and correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_builder.errors import Problem, RecordError, UsageError
from graph_builder.model import Document
from graph_builder.records.syntax import SyntaxFault

from .ledger import Line, stringify, take_fingerprint
from .merging import Tally, begin, merge_sheet
from .proposal import STATED, list_loose, make_plain, propose
from .sheet import Sheet, find_comments, read_sheet
from .writing import compose, write_document

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from graph_builder.extraction import Extraction
    from graph_builder.readers import SourceText

_DOCUMENT = "document"
_MACHINE = ("sha256", "length")


@dataclass(frozen=True, slots=True)
class Revision:
    """What a further run starts from."""

    previous: Sheet | None = None
    """The file of the last run, with what a person made of it."""
    given: frozenset[str] = frozenset()
    """Fields of the document that were given for this run, and so win over those of the file."""
    stamp: str = ""
    """What tells from what the file was made; it is kept in the file."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review file, and how many of its statements are new, kept, to look at, and so on."""

    text: str
    tally: Tally
    statements: int
    remarks: int
    doubtful: int


def describe_document(name: str, source: SourceText, language: str, issued: date) -> Document:
    """The head of a record file for a text: its first line is the title."""
    lines = (line.strip() for line in source.text.split("\n"))
    title = next((line for line in lines if line), name)[:200]
    return Document(
        id=name,
        title={language: title},
        language=language,
        issued=issued,
        sha256=source.sha256,
        length=len(source.text),
    )


def read_previous(path: Path, name: str) -> Sheet | None:
    """The review file of an earlier run, or None where there is none.

    Raises:
        RecordError: when it cannot be read, with the line.
        UsageError: when it holds the records of another document.

    """
    if not path.exists():
        return None
    try:
        sheet = read_sheet(path.read_text(encoding="utf-8-sig"))
    except SyntaxFault as fault:
        raise RecordError([Problem(path, fault.line, "", fault.found, fault.wanted)]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read as UTF-8 ({error}); name another output"
        ) from None
    held = sheet.tree.get(_DOCUMENT, "")
    held = held.get("id", "") if isinstance(held, dict) else held
    if held != name:
        found = f"{path}: holds the records of '{held}', not of '{name}'"
        raise UsageError(f"{found}; name another output, or give --fresh to replace it")
    return sheet


def write_review(
    document: Document,
    source: SourceText,
    found: Extraction,
    revision: Revision | None = None,
) -> Review:
    """The review file of an extraction; with a revision, what a person decided stays."""
    revision = revision or Revision()
    old = revision.previous or Sheet()
    entries = propose(found, source)
    first = revision.previous is None
    merge = begin(entries) if first else merge_sheet(entries, old, source.text)
    head = _merge_document(make_plain(document), old, revision.given)
    print_ = take_fingerprint(head[0])
    merge.lines = {_DOCUMENT: Line(_DOCUMENT, (0, 0), print_, _DOCUMENT)} | merge.lines
    text = compose(head, merge, list_loose(found, source), old, revision.stamp)
    return Review(
        text,
        merge.tally,
        len(merge.list_pieces(("statements",))),
        len(merge.list_pieces(("remarks",))),
        sum(bool(piece.doubts) for piece in merge.list_pieces(STATED)),
    )


def _merge_document(
    new: dict[str, Any], old: Sheet, given: frozenset[str]
) -> tuple[dict[str, Any], str]:
    held = old.tree.get(_DOCUMENT)
    if not isinstance(held, dict):
        return new, write_document(new)
    line = old.ledger.lines.get(_DOCUMENT)
    if line is None or take_fingerprint(held) != line.fingerprint:
        renewed = {n: v for n, v in new.items() if n in _MACHINE or n in given}
        new = {**held, **renewed}
    text = old.others[_DOCUMENT]
    if held != stringify(new):
        text = write_document(new, find_comments(text))
    return new, text
