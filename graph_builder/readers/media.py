"""What kind of file this is: by its first bytes, then by its suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .refusal import refuse

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "text/plain"
HTML = "text/html"
MARKDOWN = "text/markdown"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_READABLE = "give a text, HTML, Markdown, PDF or DOCX file"
_FOREIGN = (
    (b"\x89PNG", "a PNG image", "read it with OCR first"),
    (b"\xff\xd8\xff", "a JPEG image", "read it with OCR first"),
    (b"GIF8", "a GIF image", "read it with OCR first"),
    (b"II*\x00", "a TIFF image", "read it with OCR first"),
    (b"MM\x00*", "a TIFF image", "read it with OCR first"),
    (b"\xd0\xcf\x11\xe0", "an old Office or an encrypted file", "save it as DOCX, not encrypted"),
    (b"{\\rtf", "an RTF file", "save it as DOCX"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"\x7fELF", "a program", _READABLE),
    (b"MZ\x90\x00", "a program", _READABLE),
    (b"SQLite format 3\x00", "a database", _READABLE),
)
_ZIP = b"PK\x03\x04"
_PDF_REACH = 1024
"""Readers of PDF accept other bytes before the signature, up to here."""
_HTML_SIGN = re.compile(
    r"(?:\s|<\?xml[^>]{0,200}>|<!--(?:(?!-->).){0,2000}-->){0,20}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_SIGN = re.compile(r"\s*<(?:\?xml\b|!doctype\b)", re.IGNORECASE)
_SUFFIXES = {
    ".htm": HTML,
    ".html": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".shtml": HTML,
    ".xhtml": HTML,
}

SUFFIXES = (".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".shtml", ".txt", ".xhtml")
"""Of files that are taken for documents when a folder is read."""


def tell_container(content: bytes, path: Path) -> str | None:
    """The media type of a PDF or a zip of Office, None for what can only be text.

    DocumentError names what the file is when it is of a kind that is not read.
    """
    if b"%PDF-" in content[:_PDF_REACH]:
        return PDF
    if content.startswith(_ZIP):
        return DOCX
    for sign, name, remedy in _FOREIGN:
        if content.startswith(sign):
            raise refuse(path, f"it is {name}", remedy)
    return None


def tell_text(text: str, path: Path) -> str:
    """The media type of a text, by its beginning, then by the suffix of the file."""
    if _HTML_SIGN.match(text):
        return HTML
    if _XML_SIGN.match(text):
        raise refuse(path, "it is XML, but not XHTML", _READABLE)
    return _SUFFIXES.get(path.suffix.lower(), TEXT)
