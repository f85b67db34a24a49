"""What a DOCX file must satisfy before it is opened: no bomb in its zip, no entity in its XML."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from graph_builder.readers.refusal import refuse

if TYPE_CHECKING:
    from pathlib import Path

_MOST_PARTS = 10_000
_MOST_BYTES = 512 * 1024 * 1024
_MOST_XML = 64 * 1024 * 1024
_MOST_RATIO = 200
_SMALL = 1024 * 1024
"""A part that unpacks to less may be packed as tightly as it likes."""
_ENCRYPTED = 0x1
_MAIN = "word/document.xml"
_OTHERS = (
    ("xl/", "an Excel workbook", "save the sheet as CSV or the text as DOCX"),
    ("ppt/", "a PowerPoint file", "save its text as DOCX"),
    ("content.xml", "an OpenDocument file", "save it as DOCX"),
    ("META-INF/container.xml", "an EPUB book", "save its text as HTML"),
)
_CHUNK = 4096


class _Seen(Exception):  # noqa: N818  # ends a parse early, is no error
    """The parser has seen enough."""


def check_archive(content: bytes, path: Path) -> None:
    """Nothing if the zip is a DOCX that can be opened in safety; DocumentError says why not."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_kind(parts, path)
            _check_sizes(parts, path)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(archive, part, path)
    except (BadZipFile, NotImplementedError, zlib.error, EOFError, OSError) as error:
        raise refuse(path, f"the DOCX is damaged ({error})", "save it again") from error


def _check_kind(parts: list[ZipInfo], path: Path) -> None:
    names = [part.filename for part in parts]
    if len(names) > _MOST_PARTS:
        raise refuse(path, f"the zip has {len(names):,} parts", f"give at most {_MOST_PARTS:,}")
    if _MAIN in names:
        return
    for sign, name, remedy in _OTHERS:
        if any(part.startswith(sign) for part in names):
            raise refuse(path, f"it is {name}", remedy)
    raise refuse(path, "it is a zip archive, but no DOCX", "unpack it")


def _check_sizes(parts: list[ZipInfo], path: Path) -> None:
    remedy = "do not open it, unless you know who made it; then save its text as plain text"
    total = sum(part.file_size for part in parts)
    if total > _MOST_BYTES:
        raise refuse(path, f"the DOCX unpacks to {total:,} bytes, like a zip bomb", remedy)
    for part in parts:
        ratio = part.file_size // max(part.compress_size, 1)
        if part.file_size > _SMALL and ratio > _MOST_RATIO:
            found = f"the part {part.filename} unpacks to {ratio:,} times its size, like a zip bomb"
            raise refuse(path, found, remedy)
        if part.file_size > _MOST_XML and part.filename.endswith(".xml"):
            found = f"the part {part.filename} unpacks to {part.file_size:,} bytes"
            raise refuse(path, found, f"split the document into parts below {_MOST_XML:,}")
        if part.flag_bits & _ENCRYPTED:
            raise refuse(path, "the DOCX is encrypted", "save it without a password")


def _check_part(archive: ZipFile, part: ZipInfo, path: Path) -> None:
    if _declares_document_type(archive.read(part)):
        found = f"the part {part.filename} declares a document type, as no DOCX may"
        raise refuse(path, found, "open it in a word processor and save it again")


def _declares_document_type(content: bytes) -> bool:
    """Whether XML has a document type before its first element; bad XML is found later."""
    seen: list[bool] = []

    def stop(*_: object, declared: bool = False) -> None:
        seen.append(declared)
        raise _Seen

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: stop(declared=True)
    parser.StartElementHandler = stop
    try:
        for start in range(0, len(content), _CHUNK):
            parser.Parse(content[start : start + _CHUNK])
    except (_Seen, expat.ExpatError):
        pass
    return True in seen
