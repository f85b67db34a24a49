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
_SHORTEST = 4
_TOUCHING = 2


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """The compiled words around metrics of one pack."""

    links: re.Pattern[str]
    reach: re.Pattern[str]
    passive: re.Pattern[str]
    rate: re.Pattern[str]
    level: re.Pattern[str]
    opener: re.Pattern[str]
    participle: re.Pattern[str]
    base: re.Pattern[str]
    nothing: re.Pattern[str]
    joined: re.Pattern[str]
    of: re.Pattern[str]
    whole: re.Pattern[str]
    hollow: re.Pattern[str]
    empty: re.Pattern[str]
    shift: re.Pattern[str]
    tail: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    trim: re.Pattern[str]
    edge: re.Pattern[str]
    change: re.Pattern[str]
    yearly: re.Pattern[str]
    differs: re.Pattern[str]
    """What behind a share says that it is a difference: 40 % below."""
    parts: tuple[str, ...]
    counted: frozenset[str]

    def read(
        self, shadow: str, quantity: Quantity, within: Stretch, times: list[TimePhrase]
    ) -> MetricName:
        """The metric of a quantity in the part of its clause that belongs to it."""
        left = Stretch(max(within.start, quantity.start - _LEFT), quantity.start)
        right = self._right(shadow, quantity, within, times)
        part = any(shadow.find(word, left.start, left.end) >= 0 for word in self.parts)
        link = self._link(shadow, left, quantity)
        front = self._front(shadow, left, link, times) if link else None
        behind = self._behind(shadow, right)
        if front and behind and self._prefers_object(shadow, quantity, link, right):
            front = None
        words = shadow[left.start : left.end]
        shifts = self.change.search(words) or self.shift.match(shadow, right.start, right.end)
        expressed = self._express(shadow, within, quantity, shifts=shifts is not None)
        if front and self._is_shift(shadow, front) and behind:
            front = None
        behind = behind or self._find_receiver(shadow, quantity, within)
        joined = self.joined.search(shadow, left.start, left.end)
        if front is None and behind is None and not link and not joined:
            front = self._front(shadow, left, None, times)
        if front and behind is None and self.empty.fullmatch(shadow, front.start, front.end):
            front = None
        span = front or behind
        return MetricName(span, "", expressed, part)

    def _find_receiver(self, shadow: str, quantity: Quantity, within: Stretch) -> Stretch | None:
        """What a value is given to by a verb behind it: $5 million will be paid to schools."""
        match = self.passive.match(shadow, quantity.end, within.end)
        if match is None:
            return None
        stop = self.end.search(shadow, match.end(), within.end)
        return self._tidy(shadow, Stretch(match.end(), stop.start() if stop else within.end))

    def _prefers_object(
        self, shadow: str, quantity: Quantity, link: re.Match[str] | None, right: Stretch
    ) -> bool:
        """Whether what stands behind is meant: bring power to 40 villages, reach 40 % electric."""
        if link and link.re is self.base:
            return False
        spelled = shadow[quantity.number_start].isalpha() and not quantity.surface
        if spelled or quantity.counted or quantity.surface in self.counted:
            return True
        whole = self.whole.match(shadow, right.start, right.end) is not None
        if whole and link and not link[0].strip():
            return quantity.comparator in {">", ">="}
        return link is not None and self.reach.search(link[0]) is not None and not whole

    def find_subject(self, shadow: str, sentence: Stretch, within: Stretch) -> Stretch | None:
        """What a sentence begins with, where the clause of a value names nothing."""
        marks = (shadow.find(mark, sentence.start, within.start + 1) for mark in ":,")
        end = next((mark for mark in marks if mark >= 0), within.start)
        return self._front(shadow, Stretch(sentence.start, end), None, []) if end else None

    def _link(self, shadow: str, left: Stretch, quantity: Quantity) -> re.Match[str] | None:
        """Where the words end that tell the metric in front: at "from 5 % to", "to", "under"."""
        if base := self.base.search(shadow, left.start, left.end):
            return base
        if link := self.links.search(shadow, left.start, left.end):
            return link
        compared = quantity.comparator not in {"=", "[]"} and not quantity.bounded
        compared = compared and not quantity.counted
        return self.nothing.search(shadow, left.start, left.end) if compared else None

    def _is_shift(self, shadow: str, front: Stretch) -> bool:
        """Whether the words before are only the name of a change or of a target."""
        return self.hollow.fullmatch(shadow, front.start, front.end) is not None

    def _express(self, shadow: str, within: Stretch, quantity: Quantity, *, shifts: bool) -> str:
        near = (max(within.start, quantity.start - _LEFT), min(within.end, quantity.end + _RIGHT))
        if self.yearly.search(shadow, *near):
            return "annual-growth" if quantity.unit == "%" and shifts else "level"
        if quantity.unit == "%" and self.differs.match(shadow, quantity.end):
            return "relative-change"
        if shifts and not self.level.search(shadow, near[0], quantity.start):
            return "relative-change" if quantity.unit in {"%", "1"} else "change"
        return "level"

    def _right(
        self, shadow: str, quantity: Quantity, within: Stretch, times: list[TimePhrase]
    ) -> Stretch:
        end = min(within.end, quantity.end + _RIGHT)
        begin = quantity.end
        if quantity.surface in self.counted:
            begin = shadow.rfind(quantity.surface, quantity.number_end, quantity.end)
        for phrase in times:
            touches = begin <= phrase.start <= begin + _TOUCHING
            if touches and (phrase.kind == "periodic" or self.whole.match(shadow, phrase.end)):
                begin = phrase.end
        if rate := self.rate.match(shadow, begin, end):
            begin = rate.end()
        if stop := self.end.search(shadow, begin, end):
            end = stop.start()
        for phrase in times:
            if begin <= phrase.start < end:
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
                named = end - phrase.end >= _SHORTEST
                start, end = (phrase.end, end) if named else (start, phrase.start)
        for _ in range(_ROUNDS):
            match = self.tail.search(shadow, start, end)
            if match is None:
                break
            end = match.start()
            while end > start and shadow[end - 1] in " ,":
                end -= 1
        if opener := self.opener.match(shadow, start, end):
            start = opener.end()
        for match in self.start.finditer(shadow, start, end):
            start = match.end()
        found = self._tidy(shadow, Stretch(start, end))
        return (
            None if found and self.participle.fullmatch(shadow, found.start, found.end) else found
        )

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

    verbs = compile_words(pack.words("predicates", "verbs"))
    gerunds = compile_words(pack.words("phrases", "gerunds"))
    endings = compile_words(pack.words("predicates", "opening_endings"))
    barred = compile_words(pack.words("predicates", "not_opening"))
    leads, adverbs = words("leads"), compile_words(pack.words("predicates", "adverbs"))
    shift, adjectives = words("shifts"), words("adjectives")
    described = rf"(?:(?:{adjectives}) {{1,3}}){{0,3}}"
    return PhraseReader(
        links=re.compile(rf"(?:\b(?:{words('links')})|:) {{0,3}}$"),
        passive=re.compile(
            rf" {{1,3}}(?:{words('passive')}) {{1,3}}\w{{2,20}} {{1,3}}(?:{words('into')}) "
        ),
        rate=re.compile(rf"(?: {{1,3}}(?:{words('rates')}) {{1,3}}[a-z]{{2,20}}){{1,2}}"),
        level=re.compile(rf"\b(?:{words('levels')}) {{1,3}}$"),
        reach=re.compile(rf"\b(?:{words('reaching')})"),
        opener=re.compile(
            rf"\W{{0,6}}(?:(?:{adverbs}) {{1,3}})?"
            rf"(?:{verbs}|(?!(?:{barred})\b)\w{{2,20}}(?:{endings}))\b"
        ),
        participle=re.compile(compile_words(pack.words("predicates", "past"))),
        base=re.compile(rf" {{1,3}}\(?(?:{words('bases')}) {{1,3}}[^,;\d]{{0,24}}\d"),
        nothing=re.compile(r" {0,3}$"),
        joined=re.compile(rf"(?:\b(?:{words('joiners')})|,) {{0,3}}$"),
        whole=re.compile(rf" {{1,3}}(?:{words('whole')})\b"),
        of=re.compile(rf" {{0,3}}(?:{words('of')})\b"),
        hollow=re.compile(rf"{described}(?:{shift}|{words('hollow')}|{adjectives})"),
        empty=re.compile(rf"{described}(?:{words('hollow')}|{adjectives})"),
        shift=re.compile(
            rf" {{0,3}}(?:(?:{words('adjectives')}) {{1,3}})?(?:{shift}) {{1,3}}(?:{words('of')})\b"
        ),
        tail=re.compile(rf" {{1,3}}(?:{words('tails')}) {{0,3}}$"),
        start=re.compile(
            rf"(?<![-\w])(?:(?:{leads}) {{1,3}}(?:(?:{adverbs}) {{1,3}})?(?:{verbs})"
            rf"|{gerunds}|{words('start')})\b(?!-)|[:;•]|, "
        ),
        end=re.compile(
            rf"\b(?:{words('end')}|(?:{words('joiners')}) (?:{verbs}))\b"
            rf"|(?:{words('rates')}) {{1,3}}\d|[;:()\[\]\n|]|, |\.(?= |$)"
        ),
        trim=re.compile(rf"(?:to {{1,3}}(?:{verbs})|{words('trim')})\b"),
        edge=re.compile(rf"(?<![-\w])(?:{words('edge')})$"),
        change=re.compile(rf"\b(?:{words('change')})\b"),
        yearly=re.compile(rf"\b(?:{words('yearly')})\b"),
        differs=re.compile(
            rf" {{0,3}}(?:{words('differs')})\b"
            rf"|(?: {{1,3}}[a-z-]{{2,20}}){{1,2}} {{1,3}}(?:{shift})\b"
        ),
        parts=pack.words("metric", "parts"),
        counted=frozenset(pack.words("phrases", "counted")),
    )
