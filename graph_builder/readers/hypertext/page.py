"""A second walk over a page: its blocks, in order, with what each one is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from graph_builder.blocks import BlockKind, Place
from graph_builder.readers.composition import Composition, collapse
from graph_builder.readers.numerals import write_number

from .boilerplate import marks_boilerplate, reads_like_boilerplate
from .grid import Grid
from .survey import CELLS, HEADINGS, Survey

if TYPE_CHECKING:
    from collections.abc import Mapping

_BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
) | frozenset(HEADINGS)
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_OF_A_PAGE = 0.5
"""An element with a larger share of the page is no boilerplate, whatever its name."""


@dataclass(slots=True)
class _List:
    """An open list: the style of its numbers, None for a list of signs, and the next number."""

    style: str | None
    next: int
    step: int


@dataclass(slots=True)
class _Item:
    """An open list item; its first block takes the number."""

    level: int
    number: str | None


@dataclass(slots=True)
class _Cell:
    table: int
    where: tuple[tuple[int, int], tuple[int, int]]
    """Its position and its span, each of rows and columns."""
    pieces: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the elements that are open say of the text inside them."""

    path: str = ""
    boilerplate: bool = False
    heading: int | None = None
    item: _Item | None = None
    cell: _Cell | None = None


class Page:
    """Takes the elements of a page one after the other and composes its text."""

    def __init__(self, survey: Survey) -> None:
        self.composition = Composition()
        self._survey = survey
        self._index = -1
        self._seen: Counter[str] = Counter()
        self._frames = [_Frame()]
        self._framed: list[bool] = []
        self._lists: list[_List] = []
        self._grids: list[Grid | None] = []
        self._words: list[str] = []
        self._linked = self._links = self._verbatim = 0

    def start(self, element: Any) -> None:  # noqa: ANN401  # lxml has no types
        """An element begins; its first text follows."""
        tag, attributes, outer = element.tag, element.attrib, self._frames[-1]
        self._index += 1
        self._seen[tag] += 1
        boilerplate = outer.boilerplate or self._is_boilerplate(tag, attributes)
        breaks = tag in _BREAKS or boilerplate != outer.boilerplate
        if breaks or tag == "br":
            self._flush()
        if breaks:
            frame = replace(outer, path=f"(//{tag})[{self._seen[tag]}]", boilerplate=boilerplate)
            self._frames.append(self._describe(frame, tag, attributes))
        self._framed.append(breaks)
        self._links += tag == "a"
        self._verbatim += tag == "pre"
        self.say(element.text)

    def end(self, element: Any) -> None:  # noqa: ANN401  # lxml has no types
        """An element ends."""
        tag = element.tag
        if self._framed.pop():
            self._flush()
            self._leave(self._frames.pop(), tag)
        self._links -= tag == "a"
        self._verbatim -= tag == "pre"

    def say(self, text: str | None) -> None:
        """Text of the page, inside the elements that are open."""
        if not text:
            return
        for number, line in enumerate(text.split("\n") if self._verbatim else (text,)):
            if number:
                self._flush()
            self._words.append(line)
            self._linked += len(line.strip()) if self._links else 0

    def _is_boilerplate(self, tag: str, attributes: Mapping[str, str]) -> bool:
        share = self._survey.unlinked[self._index]
        small = share <= _MOST_OF_A_PAGE * self._survey.total
        return small and marks_boilerplate(tag, attributes)

    def _describe(self, frame: _Frame, tag: str, attributes: Mapping[str, str]) -> _Frame:
        if tag in HEADINGS:
            return replace(frame, heading=HEADINGS[tag])
        if tag in CELLS:
            return replace(frame, cell=self._enter_cell(attributes))
        if tag == "li":
            return replace(frame, item=_Item(max(len(self._lists), 1), self._count(attributes)))
        if tag in _LISTS:
            self._lists.append(_open_list(tag, attributes))
        elif tag == "table":
            self._grids.append(None if self._index in self._survey.layouts else Grid())
        elif tag == "tr" and self._grids and self._grids[-1] is not None:
            self._grids[-1].begin_row()
        return frame

    def _enter_cell(self, attributes: Mapping[str, str]) -> _Cell | None:
        grid = self._grids[-1] if self._grids else None
        if grid is None:
            return None
        spans = attributes.get("rowspan", ""), attributes.get("colspan", "")
        return _Cell(self._seen["table"], grid.place(*spans))

    def _count(self, attributes: Mapping[str, str]) -> str | None:
        if not self._lists or (counted := self._lists[-1]).style is None:
            return None
        value = _read_whole(attributes.get("value"), counted.next)
        counted.next = value + counted.step
        return f"{write_number(value, counted.style)}."

    def _leave(self, frame: _Frame, tag: str) -> None:
        if tag in _LISTS:
            self._lists.pop()
        elif tag == "table":
            self._grids.pop()
        elif tag in CELLS and frame.cell is not None:
            place = Place(element=frame.path, table=frame.cell.table)
            self.composition.add_cell(" ".join(frame.cell.pieces), place, *frame.cell.where)

    def _flush(self) -> None:
        raw, linked = "".join(self._words), self._linked
        self._words, self._linked = [], 0
        text, frame = raw.strip() if self._verbatim else collapse(raw), self._frames[-1]
        if not text:
            return
        place = Place(element=frame.path)
        if frame.boilerplate or (not frame.heading and reads_like_boilerplate(text, linked)):
            self.composition.add(text, BlockKind.BOILERPLATE, place)
        elif frame.cell is not None:
            frame.cell.pieces.append(text)
        else:
            self._add(text, frame, place)

    def _add(self, text: str, frame: _Frame, place: Place) -> None:
        number, level = None, frame.heading
        if frame.item is not None:
            number, frame.item.number = frame.item.number, None
        if level is not None:
            self.composition.add(text, BlockKind.HEADING, place, level, number)
        elif frame.item is not None:
            self.composition.add(text, BlockKind.LIST_ITEM, place, frame.item.level, number)
        else:
            self.composition.add(text, BlockKind.PARAGRAPH, place)


def _open_list(tag: str, attributes: Mapping[str, str]) -> _List:
    style = _STYLES.get(attributes.get("type", ""), "decimal") if tag == "ol" else None
    step = -1 if "reversed" in attributes else 1
    return _List(style, _read_whole(attributes.get("start"), 1), step)


def _read_whole(value: str | None, default: int) -> int:
    known = value is not None and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", value)
    return int(value) if known and value else default
