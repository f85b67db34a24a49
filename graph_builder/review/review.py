"""What was extracted from a document, as a record file for a person to read and correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_builder.errors import Problem, RecordError, UsageError
from graph_builder.model import Document
from graph_builder.records.syntax import SyntaxFault

from .context import flatten
from .ledger import Line, stringify, take_fingerprint
from .merging import Tally, begin, merge_sheet
from .proposal import STATED, list_loose, make_plain, propose
from .reasons import explain
from .sheet import Sheet, find_comments, read_sheet
from .titles import find_title
from .writing import compose, write_document

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    notes: tuple[str, ...] = ()
    """How language and day of issue are known, and what the reader noticed."""
    doubts: frozenset[str] = frozenset()
    """Codes of what a person should look at in the description of the document."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review file, and how many of its statements are new, kept, to look at, and so on."""

    text: str
    tally: Tally
    statements: int
    remarks: int
    doubtful: int
    links: int = 0
    """Citations that lead to a statement of another document."""


def describe_document(name: str, source: SourceText, language: str, issued: date) -> Document:
    """The head of a record file for a text."""
    return Document(
        id=name,
        title={language: find_title(source, language) or name},
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
    head = _merge_document(make_plain(document), old, revision.given)
    merge = begin(entries) if first else merge_sheet(entries, old, source.text, head[0])
    settled = _list_settled(old)
    shown = revision.doubts - settled
    line = Line(_DOCUMENT, (0, 0), take_fingerprint(head[0]), _DOCUMENT, shown, settled)
    merge.lines = {_DOCUMENT: line} | merge.lines
    head = (head[0], _write_notes(shown, revision.notes) + head[1])
    text = compose(head, merge, list_loose(found, source), old, revision.stamp)
    statements = merge.list_pieces(("statements",))
    return Review(
        text,
        merge.tally,
        len(statements),
        len(merge.list_pieces(("remarks",))),
        sum(bool(piece.doubts) for piece in merge.list_pieces(STATED)),
        count_links(piece.tree for piece in statements),
    )


def count_links(statements: Iterable[dict[str, Any]]) -> int:
    """How many citations of plain statements lead to a statement of another document."""
    cited = (statement.get("citations") for statement in statements)
    lists = (citations for citations in cited if isinstance(citations, list))
    return sum(isinstance(c, dict) and bool(c.get("cites")) for found in lists for c in found)


def _write_notes(codes: frozenset[str], notes: tuple[str, ...]) -> str:
    doubts = (f"#? {code}: {explain(code)}\n" for code in sorted(codes))
    return "".join((*doubts, *(f"#: {flatten(note)}\n" for note in notes)))


def _list_settled(sheet: Sheet) -> frozenset[str]:
    """Codes of reasons to look at the document that a person has taken out."""
    line = sheet.ledger.lines.get(_DOCUMENT)
    standing = {note.split()[1].rstrip(":") for note in sheet.notes if note.startswith("#? ")}
    return line.settled | (line.shown - standing) if line else frozenset()


def is_untouched(sheet: Sheet) -> bool:
    """Whether the description of the document is as polcom wrote it, and its doubts stand."""
    held, line = sheet.tree.get(_DOCUMENT), sheet.ledger.lines.get(_DOCUMENT)
    if not isinstance(held, dict) or line is None:
        return False
    return take_fingerprint(held) == line.fingerprint and not _list_settled(sheet)


def _merge_document(
    new: dict[str, Any], old: Sheet, given: frozenset[str]
) -> tuple[dict[str, Any], str]:
    held = old.tree.get(_DOCUMENT)
    if not isinstance(held, dict):
        return new, write_document(new)
    if not is_untouched(old):
        renewed = {n: v for n, v in new.items() if n in _MACHINE or n in given}
        new = {**held, **renewed}
    text = old.others[_DOCUMENT]
    if held != stringify(new):
        text = write_document(new, find_comments(text))
    return new, text
