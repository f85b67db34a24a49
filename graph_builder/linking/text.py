"""A text folded for comparison with others, and the way back to its own characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from graph_builder.languages import cast_shadow

_SPACE = re.compile(r"\s+")
#: Signs that texts write in several ways, beyond those of the shadow.
_SIGNS = str.maketrans({"、": ",", "。": ".", "—": "-", "–": "-", "·": ".", "《": "<", "》": ">"})


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text without white space, in one script and with one form of each sign.

    ``folded[i]`` stands at code point ``place(i)`` of ``raw``; nothing else is left out.
    """

    raw: str = field(repr=False)
    folded: str = field(repr=False)
    _starts: list[int] = field(repr=False, compare=False)
    _places: list[int] = field(repr=False, compare=False)

    @classmethod
    def of(cls, raw: str) -> FoldedText:
        """The folded form of a text.

        >>> text = FoldedText.of("深入推進 能源革命,")
        >>> text.folded, text.span(4, 8)
        ('深入推进能源革命,', (5, 9))
        """
        shadow = cast_shadow(raw, "t2s").translate(_SIGNS)
        starts, places, pieces, length, last = [0], [0], [], 0, 0
        for gap in _SPACE.finditer(shadow):
            pieces.append(shadow[last : gap.start()])
            length += gap.start() - last
            last = gap.end()
            starts.append(length)
            places.append(last)
        pieces.append(shadow[last:])
        return cls(raw, "".join(pieces), starts, places)

    def place(self, index: int) -> int:
        """The offset in the raw text of a folded character."""
        part = bisect_right(self._starts, index) - 1
        return self._places[part] + index - self._starts[part]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of a run of folded characters, which is not empty."""
        return self.place(start), self.place(end - 1) + 1

    def locate(self, place: int) -> int:
        """The number of folded characters before an offset of the raw text."""
        part = bisect_right(self._places, place) - 1
        index = self._starts[part] + place - self._places[part]
        following = self._starts[part + 1] if part + 1 < len(self._starts) else len(self.folded)
        return min(index, following)

    def is_edge(self, index: int) -> bool:
        """Whether a word or clause may begin or end before a folded character.

        That is where a sign or white space stands, not between letters that the text writes
        together.
        """
        if index <= 0 or index >= len(self.folded):
            return True
        before, after = self.folded[index - 1], self.folded[index]
        if not (before.isalnum() and after.isalnum()):
            return True
        return self.place(index) - self.place(index - 1) > 1
