"""Plain text: the file as it was decoded, one block for each line that is not blank."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from graph_builder.blocks import Block, BlockKind, Map, Place

from .composition import Content

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines(Sequence[Block]):
    r"""The blocks of a plain text, made when asked for: a long text has millions.

    >>> print(Lines("一、目标\r\n\r\n产量")[1].place)
    paragraph 2, line 3
    """

    def __init__(self, text: str) -> None:
        self.starts = array("Q")
        self._ends = array("Q")
        self._numbers = array("Q")
        for number, (start, end) in enumerate(_split(text), 1):
            if text[start:end].strip():
                self.starts.append(start)
                self._ends.append(end)
                self._numbers.append(number)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lines):
            return NotImplemented
        return (self.starts, self._ends, self._numbers) == (
            other.starts,
            other._ends,
            other._numbers,
        )

    def __hash__(self) -> int:
        return hash(self.starts.tobytes())

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        at = range(len(self))[index]
        place = Place(paragraph=at + 1, line=self._numbers[at])
        return Block(self.starts[at], self._ends[at], BlockKind.PARAGRAPH, place)


def read(text: str) -> Content:
    """The text itself, with its lines as paragraphs."""
    lines = Lines(text)
    return Content(text, Map(lines, lines.starts))


def _split(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)
