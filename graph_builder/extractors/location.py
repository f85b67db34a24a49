"""Where a quote stands in a document: word for word, or after folding; else nowhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph_builder.languages import cast_shadow
from graph_builder.linking import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .candidates import Quote

#: White space that keeps two words or numbers apart; elsewhere it is a matter of layout.
_GAP = re.compile(r"(?<=[0-9a-z])\s+(?=[0-9a-z])")
_SPACE = re.compile(r"\s+")
_MOST_TRIES = 10_000
"""How often words may occur: more would be no quote, and looking at all of them takes time."""


class LocationError(Exception):
    """A quote that does not stand in the document, or not at one place; holds a reason code."""


@dataclass(frozen=True, slots=True)
class Place:
    """The raw offsets of a quote; ``folded`` when it was found only after folding."""

    start: int
    end: int
    folded: bool = False

    def holds(self, other: Place) -> bool:
        """Whether another place lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class QuoteFinder:
    """Finds quotes in one text."""

    text: str

    @cached_property
    def _folded(self) -> FoldedText:
        return FoldedText.of(self.text)

    @property
    def whole(self) -> Place:
        """The place of the whole text."""
        return Place(0, len(self.text))

    def find(self, quote: Quote, inside: Place) -> Place:
        """The place of a quote inside another place.

        Raises:
            LocationError: when there is none, or more than one and nothing says which.

        """
        if quote.within is not None:
            inside = self._choose(quote.within, None, inside)
        return self._choose(quote.text, quote.occurrence, inside)

    def find_words(self, words: str, inside: Place) -> Place:
        """The only place of some words inside another place.

        Raises:
            LocationError: when there is none, or more than one.

        """
        return self._choose(words, None, inside)

    def _choose(self, words: str, occurrence: int | None, inside: Place) -> Place:
        if not words.strip():
            raise LocationError("quote-empty")
        hits = list(self._find_verbatim(words, inside)) or list(self._find_folded(words, inside))
        if not hits:
            raise LocationError("quote-not-found")
        if occurrence is None:
            if len(hits) > 1:
                raise LocationError("quote-ambiguous")
            return hits[0]
        if occurrence > len(hits):
            raise LocationError("occurrence-not-found")
        return hits[occurrence - 1]

    def _find_verbatim(self, words: str, inside: Place) -> Iterator[Place]:
        start = inside.start - 1
        for _ in range(_MOST_TRIES):
            start = self.text.find(words, start + 1, inside.end)
            if start < 0:
                return
            place = Place(start, start + len(words))
            if not self._cuts_number(place):
                yield place

    def _find_folded(self, words: str, inside: Place) -> Iterator[Place]:
        folded, wanted = self._folded, FoldedText.of(words).folded
        low, high = folded.locate(inside.start), folded.locate(inside.end)
        start = low - 1
        for _ in range(_MOST_TRIES):
            start = folded.folded.find(wanted, start + 1, high)
            if start < 0:
                return
            place = Place(*folded.span(start, start + len(wanted)), folded=True)
            if self._spaces_alike(place, words) and not self._cuts_number(place):
                yield place

    def _spaces_alike(self, place: Place, words: str) -> bool:
        """Whether both keep the same words apart: 1 0 is not 10."""
        return _squeeze(self.text[place.start : place.end]) == _squeeze(words)

    def _cuts_number(self, place: Place) -> bool:
        """Whether a number goes on before or after the quote: 5% is no quote of 15%."""
        text = self.text
        before, first = text[max(0, place.start - 2) : place.start], text[place.start]
        after, last = text[place.end : place.end + 2], text[place.end - 1]
        return (_is_numeral(first) and _ends_in_number(before)) or (
            _is_numeral(last) and _ends_in_number(after[::-1])
        )


def _squeeze(text: str) -> str:
    shadow = cast_shadow(text.strip(), "t2s")
    return _SPACE.sub("", _GAP.sub("\x00", shadow))


def _is_numeral(char: str) -> bool:
    return unicodedata.numeric(char, None) is not None


def _ends_in_number(around: str) -> bool:
    """Whether the characters next to a digit belong to its number, nearest last."""
    if not around:
        return False
    if around[-1] in ".,．，" and len(around) > 1:
        return around[-2].isdigit()
    return _is_numeral(around[-1])
