"""Plain text: the file as it was decoded, one block for each line that is not blank."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import overload

from .source import Block, BlockKind, Map, Place

_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")


class Lines(Sequence[Block]):
    """The blocks of a plain text, made when asked for: a long text has millions."""

    def __init__(self, text: str) -> None:
        self.starts = array("Q")
        self._ends = array("Q")
        self._numbers = array("Q")
        for number, (start, end) in enumerate(_split(text), 1):
            if not text[start:end].isspace() and start < end:
                self.starts.append(start)
                self._ends.append(end)
                self._numbers.append(number)

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
