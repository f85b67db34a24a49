"""The metric of a value by word order, in languages that tell it with prepositions.

"Raise the share of X to 40 %" has it before the value, "plant 40 trees" and "40 % of X" behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .metrics import MetricName
from .structure import Stretch

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .quantities import Quantity
    from .times import TimePhrase

_LEFT, _RIGHT = 160, 110
_JUNK = " ,;:'\"*•-–—·|\n\t"
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """The compiled words around metrics of one pack."""

    links: re.Pattern[str]
    of: re.Pattern[str]
    hollow: re.Pattern[str]
    shift: re.Pattern[str]
    shift_end: re.Pattern[str]
    tail: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    trim: re.Pattern[str]
    edge: re.Pattern[str]
    change: re.Pattern[str]
    yearly: re.Pattern[str]
    parts: tuple[str, ...]
    counted: frozenset[str]

    def read(
        self, shadow: str, quantity: Quantity, within: Stretch, times: list[TimePhrase]
    ) -> MetricName:
        """The metric of a quantity in the part of its clause that belongs to it."""
        left = Stretch(max(within.start, quantity.start - _LEFT), quantity.start)
        right = self._right(shadow, quantity, within, times)
        part = any(shadow.find(word, left.start, left.end) >= 0 for word in self.parts)
        link = self.links.search(shadow, left.start, left.end)
        front = self._front(shadow, left, link, times) if link else None
        behind = self._behind(shadow, right)
        words = shadow[left.start : left.end]
        shifts = self.change.search(words) or self.shift.match(shadow, right.start, right.end)
        expressed = self._express(shadow, within, quantity, shifts=shifts is not None)
        if front and self._is_shift(shadow, front) and behind:
            front = None
        if front is None and behind is None and not link:
            front = self._front(shadow, left, None, times)
        span = front or behind
        return MetricName(span, "", expressed, part)

    def _is_shift(self, shadow: str, front: Stretch) -> bool:
        """Whether the words before are only the name of a change or of a target."""
        return self.hollow.fullmatch(shadow, front.start, front.end) is not None

    def _express(self, shadow: str, within: Stretch, quantity: Quantity, *, shifts: bool) -> str:
        near = (max(within.start, quantity.start - _LEFT), min(within.end, quantity.end + _RIGHT))
        by = shadow[: quantity.start].endswith
        if self.yearly.search(shadow, *near):
            return "annual-growth" if quantity.unit == "%" and shifts else "level"
        if shifts and not by("to "):
            return "relative-change" if quantity.unit in {"%", "1"} else "change"
        return "level"

    def _right(
        self, shadow: str, quantity: Quantity, within: Stretch, times: list[TimePhrase]
    ) -> Stretch:
        end = min(within.end, quantity.end + _RIGHT)
        begin = quantity.end
        if quantity.surface in self.counted:
            begin = shadow.rfind(quantity.surface, quantity.number_end, quantity.end)
        if stop := self.end.search(shadow, quantity.end, end):
            end = stop.start()
        for phrase in times:
            if quantity.end <= phrase.start < end:
                end = phrase.start
        return Stretch(begin if begin >= 0 else quantity.end, end)

    def _behind(self, shadow: str, right: Stretch) -> Stretch | None:
        start = right.start
        for pattern in (self.of, self.shift, self.of):
            if match := pattern.match(shadow, start, right.end):
                start = match.end()
        return self._tidy(shadow, Stretch(start, right.end))

    def _front(
        self, shadow: str, left: Stretch, link: re.Match[str] | None, times: list[TimePhrase]
    ) -> Stretch | None:
        start, end = left.start, link.start() if link else left.end
        for phrase in times:
            if start <= phrase.start < end:
                start, end = (
                    (phrase.end, end)
                    if phrase.start - start < end - phrase.end
                    else (start, phrase.start)
                )
        for _ in range(_ROUNDS):
            match = self.tail.search(shadow, start, end)
            if match is None:
                break
            end = match.start()
            while end > start and shadow[end - 1] in " ,":
                end -= 1
        for match in self.start.finditer(shadow, start, end):
            start = match.end()
        return self._tidy(shadow, Stretch(start, end))

    def _tidy(self, shadow: str, span: Stretch) -> Stretch | None:
        """The span without determiners in front and joiners at its end."""
        start, end = span.start, span.end
        for _ in range(_ROUNDS):
            while start < end and shadow[start] in _JUNK + ")":
                start += 1
            while end > start and shadow[end - 1] in _JUNK + "(.":
                end -= 1
            if match := self.trim.match(shadow, start, end):
                start = match.end()
            elif match := self.edge.search(shadow, start, end):
                end = match.start()
            else:
                break
        return Stretch(start, end) if end - start > 1 else None


@cache
def compile_phrases(pack: Pack) -> PhraseReader | None:
    """The reader of metrics by word order of a pack; none where it has no such words."""
    if not pack.setting("phrases", default={}):
        return None

    def words(name: str) -> str:
        return compile_words(pack.words("phrases", name))

    verbs = compile_words(
        pack.words("predicates", "verbs")
        + pack.words("predicates", "gerunds")
        + pack.words("phrases", "start")
    )
    shift = words("shifts")
    return PhraseReader(
        links=re.compile(rf"(?:\b(?:{words('links')})|:) {{0,3}}$"),
        of=re.compile(rf" {{0,3}}(?:{words('of')})\b"),
        hollow=re.compile(rf"(?:{words('adjectives')} {{1,3}})?(?:{shift}|{words('hollow')})"),
        shift=re.compile(
            rf" {{0,3}}(?:(?:{words('adjectives')}) {{1,3}})?(?:{shift}) {{1,3}}(?:{words('of')})\b"
        ),
        shift_end=re.compile(rf"\b(?:{shift})$"),
        tail=re.compile(rf" {{1,3}}(?:{words('tails')}) {{0,3}}$"),
        start=re.compile(rf"\b(?:{verbs})\b|[:;(•]|, "),
        end=re.compile(rf"\b(?:{words('end')})\b|[;:()\[\]\n|]|, |\.(?= |$)"),
        trim=re.compile(rf"(?:{words('trim')})\b"),
        edge=re.compile(rf"\b(?:{words('edge')})$"),
        change=re.compile(rf"\b(?:{words('change')})\b"),
        yearly=re.compile(rf"\b(?:{words('yearly')})\b"),
        parts=pack.words("metric", "parts"),
        counted=frozenset(pack.words("phrases", "counted")),
    )
