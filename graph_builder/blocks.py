"""The blocks of a text: where each part of it stood in its document, and what it is there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class BlockKind(StrEnum):
    """What a block is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in the file; every number counts from 1, and None says not known.

    >>> print(Place(page=3, paragraph=14))
    page 3, paragraph 14
    """

    page: int | None = None
    paragraph: int | None = None
    """Of the whole document; the parts of a paragraph that runs over pages share it."""
    line: int | None = None
    """The first line of the block in a text or Markdown file."""
    element: str | None = None
    """XPath of the element in an HTML file."""
    table: int | None = None

    def __str__(self) -> str:
        known = ((name, getattr(self, name)) for name in self.__slots__)
        return ", ".join(f"{name} {value}" for name, value in known if value is not None)


@dataclass(frozen=True, slots=True)
class Block:
    """Code points ``start`` to ``end`` (half open) of the canonical text, and what they are."""

    start: int
    end: int
    kind: BlockKind
    place: Place
    level: int | None = None
    """Of a heading, 1 the highest; of a list item, 1 the outermost."""
    number: str | None = None
    """The automatic number of a list item or heading; the text of the block begins with it."""
    row: int | None = None
    column: int | None = None
    rows: int = 1
    """Of a table cell, the number of rows that it spans."""
    columns: int = 1
    """Of a table cell, the number of columns that it spans."""


@dataclass(frozen=True, slots=True)
class Map:
    """The blocks of a text in order; they never overlap, and only white space lies between them."""

    blocks: Sequence[Block]
    _starts: Sequence[int] = field(repr=False, compare=False)

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Map:
        """The map of blocks that are in order."""
        return cls(blocks, [block.start for block in blocks])

    def at(self, offset: int) -> Block | None:
        """The block that holds a code point, or None between two blocks."""
        index = bisect_right(self._starts, offset) - 1
        return self.blocks[index] if index >= 0 and offset < self.blocks[index].end else None

    def between(self, start: int, end: int) -> Iterator[Block]:
        """The blocks that share at least one code point with a range, in order."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        following = (self.blocks[index] for index in range(first, len(self.blocks)))
        for block in takewhile(lambda block: block.start < end, following):
            if block.end > start:
                yield block
