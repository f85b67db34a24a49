"""The one way into a document: its kind is told by content, then by suffix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import hypertext, markdown, media, pdf, plain, word
from .decoding import decode
from .refusal import refuse
from .source import Encoding, Finding, SourceText

if TYPE_CHECKING:
    from pathlib import Path

    from .composition import Content

_LONGEST = 512 * 1024 * 1024
_HEAD = 4096


def read_document(path: Path, *, encoding: str | None = None) -> SourceText:
    """The canonical text of a document, with a map back to the places of the file.

    ``encoding`` names the characters of a text, Markdown or HTML file; without it they are told
    from the byte order mark, what the file declares and the bytes, and the result says how.
    The text of a plain text file is exactly its characters, line ends included.

    DocumentError if the file is missing, empty, not a document that can be read, or would lose
    text; UsageError if reading it needs an extra that is not installed.
    """
    content = _load(path)
    kind = media.tell_container(content, path)
    if kind is None:
        return _read_characters(content, path, encoding)
    if encoding is not None:
        found = f"it is {kind}, which carries its own encoding"
        raise refuse(path, found, "leave the encoding out")
    read = pdf.read(path) if kind == media.PDF else word.read(path, content)
    return _finish(read, kind, None, path)


def _load(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _LONGEST:
            found = f"the file has {size:,} bytes, more than {_LONGEST:,}"
            raise refuse(path, found, "split it into documents")
        content = path.read_bytes()
    except OSError as error:
        found = f"the file cannot be read ({error.strerror})"
        raise refuse(path, found, "check its name and your right to read it") from error
    if not content.strip():
        raise refuse(path, "the file is empty", "give a file with text")
    return content


def _read_characters(content: bytes, path: Path, named: str | None) -> SourceText:
    declared = None
    if media.tell_text(content[:_HEAD].decode("latin-1"), path) == media.HTML:
        declared = hypertext.find_declared(content)
    text, encoding = decode(content, path, named, declared)
    kind = media.tell_text(text, path)
    if kind == media.HTML:
        read = hypertext.read(text, path)
    elif kind == media.MARKDOWN:
        read = markdown.read(text, path)
    else:
        read = plain.read(text)
    return _finish(read, kind, encoding, path)


def _finish(read: Content, kind: str, encoding: Encoding | None, path: Path) -> SourceText:
    if not len(read.map.blocks):
        raise refuse(path, "the file holds no text", "give a file with text")
    notes = read.notes
    if encoding is not None and encoding.found is Finding.GUESSED:
        notes += (f"The encoding {encoding.name} is a guess: name it if characters look wrong.",)
    return SourceText(read.text, kind, encoding, read.map, read.language, notes)
