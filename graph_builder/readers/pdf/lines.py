"""The lines of a PDF as they stand on its pages, and which of them are running heads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EDGE = 2
"""So many lines from the top and from the bottom of a page may be running heads."""
_MARGIN = 0.12
_STEP = 6
"""Points within which a head stands at the same height on each page."""
_SHARE = 0.3
_DIGITS = re.compile(r"[0-9]{1,9}")
_PAGE_NUMBER = re.compile(r"[-—–·\s]*[0-9]{1,4}[-—–·\s]*")
_SAME_HEIGHT = 0.35


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a part of one that a wide gap sets apart; boxes in points."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """The height of its tallest character."""
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class Row:
    """Everything that stands on one height, from left to right; a table row if it has parts."""

    parts: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return self.parts[0].page


def list_lines(pages: Sequence[dict[str, Any]]) -> list[Line]:
    """All lines of all pages in the order of the file."""
    return [
        Line(text, number, *box)
        for number, page in enumerate(pages, 1)
        for text, *box in page["lines"]
        if text.strip()
    ]


def find_heads(lines: Sequence[Line], heights: Sequence[float]) -> set[Line]:
    """The lines at the edges of pages that come back on other pages, numbers aside."""
    seen: dict[tuple[str, int], list[Line]] = defaultdict(list)
    heads = set()
    for line in _list_edges(lines):
        seen[_DIGITS.sub("#", line.text.lower().strip()), round(line.bottom / _STEP)].append(line)
        if _stands_in_margin(line, heights) and _PAGE_NUMBER.fullmatch(line.text):
            heads.add(line)
    for found in map(_keep_in_step, seen.values()):
        pages = {line.page for line in found}
        if len(pages) > 1 and len(pages) >= _SHARE * len(heights):
            heads.update(found)
    return heads


def _keep_in_step(found: list[Line]) -> list[Line]:
    """The lines whose numbers stay the same or count the pages, as most of them do."""
    numbers = {line: [int(digits) for digits in _DIGITS.findall(line.text)] for line in found}
    for place in range(len(numbers[found[0]])):
        same = Counter(numbers[line][place] for line in found).most_common(1)[0]
        step = Counter(numbers[line][place] - line.page for line in found).most_common(1)[0]
        if same[1] >= step[1]:
            found = [line for line in found if numbers[line][place] == same[0]]
        else:
            found = [line for line in found if numbers[line][place] - line.page == step[0]]
    return found


def group_rows(lines: Sequence[Line]) -> Iterator[Row]:
    """The lines that follow each other on one height, together."""
    parts: list[Line] = []
    for line in lines:
        if parts and not _continues(parts[-1], line):
            yield Row(tuple(parts))
            parts = []
        parts.append(line)
    if parts:
        yield Row(tuple(parts))


def _continues(left: Line, right: Line) -> bool:
    level = abs(left.bottom - right.bottom) <= _SAME_HEIGHT * max(left.height, right.height)
    return left.page == right.page and level and right.left >= left.right


def _list_edges(lines: Sequence[Line]) -> Iterator[Line]:
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    for found in pages.values():
        levels = sorted({line.bottom for line in found})
        edge = {*levels[:_EDGE], *levels[-_EDGE:]}
        yield from (line for line in found if line.bottom in edge)


def _stands_in_margin(line: Line, heights: Sequence[float]) -> bool:
    height = heights[line.page - 1]
    return line.top < _MARGIN * height or line.bottom > (1 - _MARGIN) * height
