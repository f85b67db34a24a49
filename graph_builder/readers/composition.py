"""The canonical text of a document that is not plain text, put together block by block."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.blocks import Block, BlockKind, Map

if TYPE_CHECKING:
    from graph_builder.blocks import Place

_BLANKS = " \t\r\n\f"
_REACH = 80
"""How many characters of a line say whether it is written in wide characters."""
_NUMBER_END = re.compile(r"[0-9][.,]?$")
_NUMBER_START = re.compile(r"[.,]?[0-9]")

_SPACE = re.compile(r"[ \t\r\n\f]+")
_CLOSING = "、，。．：）】〕"
"""A number that ends in one of these needs no space before its text."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader makes of a file whose characters are known."""

    text: str
    map: Map
    language: str | None = None
    notes: tuple[str, ...] = ()


class Composition:
    r"""Collects blocks in order: one line each, the cells of a table row apart by tabs.

    >>> from graph_builder.blocks import BlockKind, Place
    >>> composition = Composition()
    >>> composition.add("一、目标", BlockKind.HEADING, Place(paragraph=1), level=1)
    >>> composition.add_cell("产量", Place(table=1), (1, 1))
    >>> composition.add_cell("10亿吨", Place(table=1), (1, 2))
    >>> composition.text
    '一、目标\n产量\t10亿吨'
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    @property
    def text(self) -> str:
        """All blocks, one after the other."""
        return "".join(self._pieces)

    def finish(self, language: str | None = None, notes: tuple[str, ...] = ()) -> Content:
        """The text with the map of its blocks."""
        return Content(self.text, Map.of(tuple(self._blocks)), language or None, notes)

    def add(
        self,
        text: str,
        kind: BlockKind,
        place: Place,
        level: int | None = None,
        number: str | None = None,
    ) -> None:
        """Append a block on a line of its own; text without a visible character adds nothing."""
        if text.strip():
            text = put_number(number, text)
            self._append(text, "\n")
            start = self._length - len(text)
            self._blocks.append(Block(start, self._length, kind, place, level, number))

    def add_cell(
        self, text: str, place: Place, position: tuple[int, int], span: tuple[int, int] = (1, 1)
    ) -> None:
        """Append a table cell: its row and column, counted from 1, and how many it spans."""
        if text.strip():
            self._append(text, "\t" if self._continues_row(place, position[0]) else "\n")
            start, kind = self._length - len(text), BlockKind.TABLE_CELL
            block = Block(start, self._length, kind, place, None, None, *position, *span)
            self._blocks.append(block)

    def extend(self, text: str, place: Place) -> None:
        """Carry the last block on at another place, with no break between the two."""
        last = self._blocks[-1]
        self._append(text, "")
        self._blocks.append(
            Block(self._length - len(text), self._length, last.kind, place, last.level)
        )

    def _append(self, text: str, separator: str) -> None:
        piece = separator + text if self._pieces else text
        self._pieces.append(piece)
        self._length += len(piece)

    def _continues_row(self, place: Place, row: int) -> bool:
        last = self._blocks[-1] if self._blocks else None
        return last is not None and (last.place.table, last.row) == (place.table, row)


def put_number(number: str | None, text: str) -> str:
    """The text after its automatic number, if it has one.

    >>> put_number("（一）", "目标"), put_number("1.", "Goals")
    ('（一）目标', '1. Goals')
    """
    return f"{number}{'' if number[-1] in _CLOSING else ' '}{text}" if number else text


def collapse(text: str) -> str:
    r"""The text as HTML shows it: one space for a run, none for a line end between wide characters.

    >>> collapse(" 产量\n  达到 10\n million ")
    '产量达到 10 million'
    """
    return _SPACE.sub(_shorten, text.strip(_BLANKS))


def _shorten(run: re.Match[str]) -> str:
    text, breaks = run.string, {"\n", "\r"} & set(run[0])
    wide = is_wide(text[run.start() - 1]) and is_wide(text[run.end()])
    return "" if breaks and wide else " "


def choose_joint(left: str, right: str) -> str:
    """What stands between two wrapped lines: nothing beside a wide character, else a space.

    A number is only ever broken in text of wide characters, where a line may end anywhere.
    """
    if left[-1] in _BLANKS or right[0] in _BLANKS:
        return ""
    if is_wide(left[-1]) or is_wide(right[0]) or right[0] in "%‰":
        return ""
    broken = _NUMBER_END.search(left[-_REACH:]) and _NUMBER_START.match(right)
    return "" if broken and any(map(is_wide, left[-_REACH:])) else " "


def is_wide(character: str) -> bool:
    """Whether a character is written without spaces to its neighbours."""
    if "가" <= character <= "힣":
        return False  # Korean is wide, but puts spaces between words
    return unicodedata.east_asian_width(character) in {"W", "F"} or character in "“”‘’—…"
