"""Bytes to characters: which encoding a file is in, how that was found, and never a repair."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from .refusal import refuse, require
from .source import Encoding, Finding

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDER = {
    "ascii": "utf-8",
    "big5": "big5hkscs",
    "cp936": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
}
"""Files that name the encoding on the left are, by wide practice, in the one on the right."""
_CHINESE = ("gb18030", "big5hkscs")
_SAMPLE = 1 << 16
_LARGE = 1 << 20
_SURE_LENGTH = 12
"""So many bytes beyond ASCII that are valid UTF-8 are UTF-8, and not by chance."""
_CHINESE_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){6}")
"""Six characters of UTF-8 in a row, which no Chinese text in another encoding shows by chance."""
_ASCII = bytes(range(0x80))
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
"""Latin text has its accented letters one by one, other scripts in runs."""
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FEW_CONTROLS = 3
_NAME_IT = "name the encoding, or save the file as UTF-8"


def decode(
    content: bytes, path: Path, named: str | None = None, declared: str | None = None
) -> tuple[str, Encoding]:
    """The characters of a file without its byte order mark, and the encoding that they were in.

    An encoding that the caller names is used or refused, one that the file declares is only tried.
    DocumentError if the bytes are no text, or are not in one encoding throughout.
    """
    name, found = _find_mark(content)
    if name is not None:
        content, found = content[len(_mark_of(name, content)) :], Finding.BYTE_ORDER_MARK
    elif named is not None:
        name, found = _look_up(named, path), Finding.NAMED
    elif declared is not None and _believes(content, declared):
        name, found = widen(declared), Finding.DECLARED
    else:
        name, found = _detect(content, path)
    text = _decode_strictly(content, name, path)
    _check_text(text, path)
    return text, Encoding(name, found)


def widen(name: str) -> str:
    """The encoding to decode with when a file or a caller names one; LookupError if unknown.

    >>> widen("GB2312")
    'gb18030'
    """
    proper = codecs.lookup(name.strip()).name
    return _WIDER.get(proper, proper)


def _find_mark(content: bytes) -> tuple[str | None, Finding]:
    names = (name for mark, name in _MARKS if content.startswith(mark))
    return next(names, None), Finding.BYTE_ORDER_MARK


def _mark_of(name: str, content: bytes) -> bytes:
    return next(mark for mark, of in _MARKS if of == name and content.startswith(mark))


def _look_up(named: str, path: Path) -> str:
    try:
        name = widen(named)
        "".encode(name)
    except (LookupError, ValueError) as error:
        found = f"there is no text encoding '{named}'"
        raise refuse(path, found, "name one such as utf-8, gb18030, big5 or utf-16") from error
    return name


def _believes(content: bytes, declared: str) -> bool:
    """Pages declare much: not UTF-8 where it is, and Latin where the bytes are Chinese."""
    if not _decodes(content, declared):
        return False
    beyond = len(content.translate(None, _ASCII))
    name = widen(declared)
    if name == "utf-8" or beyond == 0:
        return True
    if beyond >= _SURE_LENGTH and _decodes(content, "utf-8"):
        return False
    in_runs = sum(map(len, _HIGH_RUN.findall(content)))
    return name != "cp1252" or in_runs < beyond / 2


def _decodes(content: bytes, declared: str) -> bool:
    try:
        content.decode(widen(declared))
    except (LookupError, ValueError):
        return False
    return True


def _decode_strictly(content: bytes, name: str, path: Path) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        found = f"byte {error.start} is not {name}"
        raise refuse(path, found, _NAME_IT) from error


def _detect(content: bytes, path: Path) -> tuple[str, Finding]:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        _refuse_mixture(content, error.start, path)
        return _guess(content, path), Finding.GUESSED
    wide = _guess_width(content)
    return (wide, Finding.GUESSED) if wide else ("utf-8", Finding.VALID)


def _refuse_mixture(content: bytes, start: int, path: Path) -> None:
    """Complain of a part that is surely UTF-8 in a file that is not."""
    offset = None if _guess_width(content) else _find_sure_utf_8(content)
    if offset is not None:
        found = f"byte {offset} begins UTF-8, but byte {start} is not: the file mixes encodings"
        raise refuse(path, found, "save all of it in one encoding")


def _find_sure_utf_8(content: bytes) -> int | None:
    run = _CHINESE_RUN.search(content)
    if run is not None:
        return run.start()
    offset = 0
    for line in content.splitlines(keepends=True):
        if len(line.translate(None, _ASCII)) >= _SURE_LENGTH and _is_utf_8(line):
            return offset
        offset += len(line)
    return None


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guess_width(content: bytes) -> str | None:
    """UTF-16 without a mark: ASCII in it has its zero bytes all on one side."""
    if b"\x00" not in content or len(content) % 2:
        return None
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if min(even, odd) * 10 <= max(even, odd) and _decodes(content, name) else None


def _guess(content: bytes, path: Path) -> str:
    name = _guess_width(content)
    if name is None:
        normalizer = require("charset_normalizer", path)
        best = normalizer.from_bytes(_take_sample(content)).best()
        name = None if best is None else widen(best.encoding)
    if name is None or not _decodes(content, name):
        name = next((chinese for chinese in _CHINESE if _decodes(content, chinese)), None)
    if name is None:
        raise refuse(path, "the bytes are text in no encoding that can be told", _NAME_IT)
    return name


def _take_sample(content: bytes) -> bytes:
    """Whole lines from the beginning, so that no character is cut; all if they are but ASCII."""
    sample = content[: content.rfind(b"\n", 0, _LARGE) + 1] if len(content) > _LARGE else content
    return content if not sample or sample.isascii() else sample


def _check_text(text: str, path: Path) -> None:
    if not text.strip():
        raise refuse(path, "the file holds no text", "give a file with text")
    controls = len(_NOT_IN_TEXT.findall(text))
    if controls > max(_FEW_CONTROLS, len(text) // 1000):
        found = f"{controls} of {len(text)} characters are control characters: it is no text"
        raise refuse(path, found, "give a text, HTML, Markdown, PDF or DOCX file")
