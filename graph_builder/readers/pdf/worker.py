"""The child process that opens a PDF: it may run out of time or memory, or die, and harm nobody.

It is run as a file, knows nothing of the package, and writes its findings as JSON.
"""

from __future__ import annotations

import json
import sys
from ctypes import byref, create_string_buffer
from itertools import pairwise
from typing import Any, TypeAlias

_GAP = 1.5
"""So many heights of a character between two of them part table cells, not words."""
_LINE_ENDS = frozenset("\r\n")
_SURROGATES = range(0xD800, 0xE000)
_GRACE = 5
"""Seconds from the signal that time is up, which says so, to the one that only kills."""
_LOST = "\ufffd"

_Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
_Sign: TypeAlias = tuple[str, _Box | None]
"""A character and its box, if the engine did not make it up."""


def limit(memory: int, seconds: int) -> None:
    """Bound the memory (bytes) and the processor time of this process, where the system can."""
    try:
        import resource  # noqa: PLC0415  # absent on Windows, where the clock alone bounds it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _GRACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_pdf(name: str) -> dict[str, Any]:
    """The lines of every page with their boxes in points, or the reason why there are none."""
    import pypdfium2  # noqa: PLC0415  # only after the limits stand

    try:
        document = pypdfium2.PdfDocument(name)
    except pypdfium2.PdfiumError as error:
        return {"error": str(error)}
    raw = pypdfium2.raw
    pages = [_read_page(document[index], raw) for index in range(len(document))]
    return {"pages": pages, "language": _find_language(document, raw)}


def _find_language(document: Any, raw: Any) -> str | None:  # noqa: ANN401
    length = raw.FPDFCatalog_GetLanguage(document, None, 0)
    if length <= 2:  # noqa: PLR2004  # the final zero alone
        return None
    buffer = create_string_buffer(length)
    raw.FPDFCatalog_GetLanguage(document, buffer, length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0") or None


def _read_page(page: Any, raw: Any) -> dict[str, Any]:  # noqa: ANN401
    kinds = [item.type for item in page.get_objects(max_depth=2)]
    found = {
        "height": page.get_height(),
        "images": kinds.count(raw.FPDF_PAGEOBJ_IMAGE),
        "lines": _read_lines(page.get_textpage(), raw),
    }
    page.close()
    return found


def _read_lines(text: Any, raw: Any) -> list[list[Any]]:  # noqa: ANN401
    lines: list[list[Any]] = []
    begun: list[_Sign] = []
    for index in range(raw.FPDFText_CountChars(text)):
        sign = _decode(raw.FPDFText_GetUnicode(text, index))
        if sign in _LINE_ENDS:
            lines.extend(_split(begun))
            begun = []
        else:
            generated = raw.FPDFText_IsGenerated(text, index) == 1
            begun.append((sign, None if generated else _find_box(text, index, raw)))
    lines.extend(_split(begun))
    return lines


def _decode(code: int) -> str:
    return _LOST if code in _SURROGATES or code > sys.maxunicode else chr(code)


def _find_box(text: Any, index: int, raw: Any) -> _Box | None:  # noqa: ANN401
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text, index, byref(rect)):
        return None
    return rect.left, rect.bottom, rect.right, rect.top


def _split(signs: list[_Sign]) -> list[list[Any]]:
    """The parts of a line that a wide gap keeps apart, each with its text and box."""
    inked = [(at, box) for at, (sign, box) in enumerate(signs) if box and not sign.isspace()]
    cuts = [at for (_, left), (at, right) in pairwise(inked) if _stand_apart(left, right)]
    starts = [0, *cuts]
    parts = [signs[start:end] for start, end in zip(starts, [*cuts, len(signs)], strict=True)]
    return [line for part in parts if (line := _measure(part)) is not None]


def _stand_apart(left: _Box, right: _Box) -> bool:
    height = max(right[3] - right[1], left[3] - left[1])
    return right[0] - left[2] > _GAP * height or right[0] < left[0] - height


def _measure(signs: list[_Sign]) -> list[Any] | None:
    boxes = [box for sign, box in signs if box and not sign.isspace()]
    if not boxes:
        return None
    text = "".join(sign for sign, _ in signs)
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return [text, *(round(value, 2) for value in (left, bottom, right, top))]


def main() -> None:
    """Read the PDF that the arguments name: its path, then bytes of memory and seconds."""
    limit(int(sys.argv[2]), int(sys.argv[3]))
    json.dump(read_pdf(sys.argv[1]), sys.stdout)


if __name__ == "__main__":
    main()
