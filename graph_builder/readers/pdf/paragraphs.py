"""Lines of a PDF joined to the paragraphs that they were broken from."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from graph_builder.readers.composition import choose_joint, is_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .lines import Line, Row

_SOFT_HYPHENS = "\u0002\u00ad\ufffe"
_SENTENCE_END = tuple("。！？；：.!?;:")
_UNBROKEN = re.compile(
    r"[“‘「『（《〈(\[]*(?:[A-Za-z0-9.,%/-]+|.)[，。、；：！？”’」』）》〉,.;:!?)\]%‰]*", re.DOTALL
)
"""What a line end may not cut: a word, a number, or a character with signs that cling to it."""
_BULLET = re.compile(r"[•·▪■◆●○\-–—*]|\(?[0-9a-z]{1,2}[.)]\s")
_ENUMERATOR = re.compile(
    r"[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])|[一二三四五六七八九十]{1,3}、"
    r"|第[0-9一二三四五六七八九十百]{1,5}[章节節条條]"
)
_SLACK = 0.6
_INDENT = 0.8
_HANGING = 4
_SIZES_DIFFER = 0.15
_LOOSE = 1.6
_FEW_LINES = 4
_EM = 0.7
"""Width of a wide character by the height of its box, which has room above and below."""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that run down one page or column, with its edges and the usual step between lines."""

    lines: tuple[Line, ...]
    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one paragraph."""

    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """The usual height of its lines."""
        return median(line.height for line in self.lines)

    def list_parts(self) -> Iterator[tuple[int, str]]:
        """Its text page by page; the parts follow each other with nothing between."""
        pages: dict[int, str] = {}
        for line, following in zip(self.lines, (*self.lines[1:], None), strict=True):
            text = clean(line.text)
            text += _find_joint(line.text, following.text) if following else ""
            pages[line.page] = pages.get(line.page, "") + text
        yield from pages.items()


def clean(text: str) -> str:
    """The words of a line, without the space that only lays it out."""
    return text.strip().rstrip(_SOFT_HYPHENS)


def join_paragraphs(rows: Sequence[Row]) -> Iterator[Paragraph | Row]:
    """Paragraphs and table rows in order."""
    columns = {line: column for column in find_columns(rows) for line in column.lines}
    begun: list[Line] = []
    for row in rows:
        line = row.parts[0]
        if len(row.parts) > 1 or not (begun and _runs_on(begun, line, columns)):
            if begun:
                yield Paragraph(tuple(begun))
            begun = []
        if len(row.parts) > 1:
            yield row
        else:
            begun.append(line)
    if begun:
        yield Paragraph(tuple(begun))


def find_columns(rows: Iterable[Row]) -> list[Column]:
    """The runs of lines that go down a page without coming back up."""
    runs: list[list[Line]] = []
    for row in rows:
        line = row.parts[0]
        if len(row.parts) > 1:
            continue
        if not runs or _turns(runs[-1][-1], line):
            runs.append([])
        runs[-1].append(line)
    usual = median([max(line.right for line in run) for run in runs] or [0.0])
    return [_measure(run, usual) for run in runs]


def _turns(above: Line, below: Line) -> bool:
    return above.page != below.page or below.bottom > above.bottom + above.height


def _measure(run: list[Line], usual: float) -> Column:
    right = max(line.right for line in run)
    right = max(right, usual) if len(run) < _FEW_LINES else right
    lefts = Counter(round(line.left) for line in run)
    most = max(lefts.values())
    common = min(left for left, times in lefts.items() if times * 3 >= most)
    steps = [above.bottom - below.bottom for above, below in itertools.pairwise(run)]
    return Column(tuple(run), common, right, median(steps) if steps else 0.0)


def _runs_on(begun: list[Line], line: Line, columns: dict[Line, Column]) -> bool:
    last = begun[-1]
    above, below = columns[last], columns[line]
    if abs(last.height - line.height) > _SIZES_DIFFER * max(last.height, line.height):
        return False
    if above is below and last.bottom - line.bottom > _LOOSE * max(above.pitch, last.height):
        return False
    if not _is_full(last, line, above.right) or _begins_item(last, line):
        return False
    return not _is_indented(begun, line, below)


def _begins_item(last: Line, line: Line) -> bool:
    ended = last.text.strip().endswith(_SENTENCE_END)
    return ended and _ENUMERATOR.match(line.text.strip()) is not None


def _is_full(last: Line, line: Line, right: float) -> bool:
    """Whether the beginning of a line would not have fitted at the end of the last one."""
    if last.text.rstrip().endswith(tuple(_SOFT_HYPHENS)):
        return True
    beginning = _UNBROKEN.match(line.text.strip())
    size = _EM * line.height
    width = (line.right - line.left) / max(_count(line.text.strip()), 1)
    needed = width * _count(beginning[0]) if beginning else size
    return last.right + needed > right - _SLACK * size


def _is_indented(begun: list[Line], line: Line, column: Column) -> bool:
    last, em = begun[-1], _EM * line.height
    if line.left - column.left <= _INDENT * em:
        return False
    if abs(line.left - last.left) < em / 2 and last.page == line.page:
        return last.text.strip().endswith(_SENTENCE_END)
    hanging = 0 < line.left - begun[0].left < _HANGING * em
    return not (hanging and _BULLET.match(begun[0].text.strip()))


def _count(text: str) -> int:
    """Width of a text in halves of a wide character."""
    return sum(2 if is_wide(sign) else 1 for sign in text)


def _find_joint(left: str, right: str) -> str:
    words, following = left.rstrip(), right.lstrip()
    if words.endswith(tuple(_SOFT_HYPHENS)):
        soft = words[-2:-1].isalpha() and following[:1].islower()
        return "" if soft else "-"
    if words.endswith("-") and words[-2:-1].isalnum():
        return ""
    digits = words[-1].isdigit() and following[0].isdigit()
    return " " if digits and left[-1].isspace() else choose_joint(words, following)
