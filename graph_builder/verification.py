"""Proof of evidence: every span against the user's own copy of its document.

A copy is recognised by the SHA-256 of its bytes, whatever its name. Offsets count code points of
the text, decoded as UTF-8 without change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from .consistency import Context, list_spans
from .errors import DocumentError, Problem
from .model import hash_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .model import Span

MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Verification:
    """What was proved: spans per document, texts by document id, and problems.

    ``unidentified`` names documents without a hash, ``missing`` those whose text was not found.
    """

    proved: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    missing: dict[str, str] = field(default_factory=dict)
    unidentified: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def verify(context: Context, folder: Path) -> Verification:
    """The proof of every span of consistent records against the texts in a folder.

    Raises:
        DocumentError: when the folder cannot be read.

    """
    wanted = {d.id: d.sha256 for d in context.documents.values() if d.sha256 is not None}
    copies = dict(find_texts(folder, frozenset(wanted.values())))
    texts = {name: copies[digest] for name, digest in wanted.items() if digest in copies}
    problems, proved = [], dict.fromkeys(texts, 0)
    for document, problem in _check(context, texts):
        if problem is None:
            proved[document] += 1
        else:
            problems.append(problem)
    missing = {name: digest for name, digest in wanted.items() if name not in texts}
    unidentified = tuple(sorted(d.id for d in context.documents.values() if d.sha256 is None))
    problems.extend(_check_lengths(context, texts))
    return Verification(proved, texts, missing, unidentified, tuple(sorted(set(problems))))


def find_texts(folder: Path, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Pairs of hash and text for the files of a folder whose SHA-256 is wanted, by name.

    Raises:
        DocumentError: when the folder or a file in it cannot be read.

    """
    if not folder.is_dir():
        raise DocumentError(f"{folder}: no such folder; give the folder that holds the documents")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size <= MOST_BYTES:
            content = _read_bytes(path)
            digest = sha256(content).hexdigest()
            if digest in wanted:
                yield digest, _decode(path, content)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: {error.strerror}; check that it can be read") from None


def _decode(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"{path}: not UTF-8 at byte {error.start}"
        raise DocumentError(f"{found}; hash and offsets refer to a UTF-8 text") from None


def _check(context: Context, texts: dict[str, str]) -> Iterator[tuple[str, Problem | None]]:
    for placed in (*context.records.values(), *context.repeated, *context.remarks):
        for path, span in list_spans(placed):
            document = span.document or placed.source.records.document_id
            if document not in texts:
                continue
            found = texts[document][span.start : span.end]
            if hash_text(found) == span.quote_hash:
                yield document, None
            else:
                problem = placed.source.problem(path, *_explain(texts[document], span, found))
                yield document, problem


def _explain(text: str, span: Span, found: str) -> tuple[str, str]:
    shown = found if len(found) <= 40 else found[:37] + "..."  # noqa: PLR2004 -- fits a line
    place = text.find(span.quote) if span.quote else -1
    wanted = (
        f"write start: {place}, end: {place + len(span.quote)}"
        if span.quote and place >= 0
        else "copy the exact characters of the document"
    )
    return f"the text at {span.start}-{span.end} is '{shown}', not what is cited", wanted


def _check_lengths(context: Context, texts: dict[str, str]) -> Iterator[Problem]:
    for source in context.sources:
        document = source.records.document
        if isinstance(document, str) or document.id not in texts:
            continue
        length = len(texts[document.id])
        if document.length != length:
            found = f"the text has {length} characters, not {document.length}"
            yield source.problem(("document", "length"), found, f"write length: {length}")
