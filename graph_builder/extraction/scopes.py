"""Which counts only describe: scopes, bases of comparison, durations within times.

"In 27 countries" and "from 2.2 million" name no value that anybody aims at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.languages import Pack

    from .quantities import Quantity
    from .times import TimePhrase

_BEFORE = 40
_FOLLOWING = 90
_DATED = re.compile(r"\((?:19|20)\d\d: {0,2}$")


@dataclass(frozen=True, slots=True)
class ScopeReader:
    """The compiled words before counts that describe, of one pack."""

    base: re.Pattern[str]
    preposition: re.Pattern[str]
    placed: re.Pattern[str]
    compared: re.Pattern[str]
    named: re.Pattern[str]
    rated: frozenset[str]
    rated_lead: re.Pattern[str]
    rated_noun: re.Pattern[str]
    asked: re.Pattern[str]
    more: re.Pattern[str]
    given: re.Pattern[str]
    multiplied: re.Pattern[str]
    lasting: frozenset[str]
    measured: re.Pattern[str]
    aimed: re.Pattern[str]

    def keep(
        self, text: str, shadow: str, quantities: list[Quantity], times: Sequence[TimePhrase]
    ) -> list[Quantity]:
        """The quantities that may be values."""
        starts = [phrase.start for phrase in times]
        kept = []
        for place, quantity in enumerate(quantities):
            phrase = bisect_right(starts, quantity.number_start) - 1
            timed = phrase >= 0 and quantity.number_start < times[phrase].end
            following = quantities[place + 1] if place + 1 < len(quantities) else None
            if timed or (quantity.counted and self._is_label(text, quantity)):
                continue
            if not self._describes(shadow, quantity, following):
                kept.append(quantity)
        return kept

    def _is_label(self, text: str, quantity: Quantity) -> bool:
        """Whether a number opens a line or an address: 3 Energy Agency, to 20 West Street."""
        named = text[quantity.end : quantity.end + 2].strip()[:1].isupper()
        before = text[max(0, quantity.number_start - _BEFORE) : quantity.number_start]
        return named and quantity.value < _MANY and bool(self.placed.search(before))

    def _describes(self, shadow: str, quantity: Quantity, following: Quantity | None) -> bool:
        begin = max(0, quantity.start - _BEFORE)
        dated = _DATED.search(shadow, begin, quantity.start)
        if dated or self.base.search(shadow, begin, quantity.start):
            return True
        if self.compared.match(shadow, quantity.end) or self._is_rating(shadow, quantity):
            return True
        if quantity.surface in self.lasting:
            return not self.measured.search(shadow, begin, quantity.start)
        spelled = shadow[quantity.number_start].isalpha()
        if spelled and quantity.unit == "1":
            led = self.multiplied.search(shadow, begin, quantity.start)
            return not led or self._is_given(shadow, quantity, following)
        return quantity.counted and self._is_scope(shadow, quantity, spelled=spelled)

    def _is_rating(self, shadow: str, quantity: Quantity) -> bool:
        """Whether a quantity says how large a thing is that is named behind it: a 5 MW plant."""
        if quantity.surface not in self.rated or quantity.start != quantity.number_start:
            return False
        begin = max(0, quantity.start - _BEFORE)
        led = self.rated_lead.search(shadow, begin, quantity.start)
        return bool(led and self.rated_noun.match(shadow, quantity.end))

    def _is_scope(self, shadow: str, quantity: Quantity, *, spelled: bool) -> bool:
        begin = max(0, quantity.start - _BEFORE)
        if spelled and quantity.value < _MANY:
            return not (
                self.asked.search(shadow, begin, quantity.number_start)
                or self.more.match(shadow, quantity.number_end)
            )
        if self.named.match(shadow, quantity.end):
            return True
        aimed = self.aimed.search(shadow, begin, quantity.start)
        named = self.preposition.search(shadow, begin, quantity.start)
        return bool(quantity.value % 1 or (named and not aimed and quantity.value < _MANY))

    def _is_given(self, shadow: str, quantity: Quantity, following: Quantity | None) -> bool:
        """Whether the amount follows that a multiplier comes to: tripling paths to 900 km."""
        if following is None or following.start - quantity.end > _FOLLOWING:
            return False
        return self.given.search(shadow, quantity.end, following.start) is not None


_MANY = 1000


@cache
def compile_scopes(pack: Pack) -> ScopeReader | None:
    """The reader of scopes of a pack; none where it has no such words."""
    if not pack.setting("scopes", default={}):
        return None

    def words(name: str) -> str:
        return compile_words(pack.words("scopes", name))

    def before(*names: str) -> re.Pattern[str]:
        words = compile_words(tuple(word for name in names for word in pack.words("scopes", name)))
        return re.compile(rf"(?:^|[^a-z])(?:{words}) {{0,3}}\W?$")

    verbs = compile_words(pack.words("predicates", "verbs") + pack.words("predicates", "gerunds"))
    return ScopeReader(
        base=before("bases"),
        preposition=before("prepositions"),
        compared=re.compile(rf"[^.;,\n]{{0,24}}?\b(?:{words('compared')})\b"),
        named=re.compile(rf" (?:[\w-]{{2,20}} ){{1,2}}(?:{words('named')})\b"),
        rated=frozenset(pack.words("scopes", "rated")),
        rated_lead=before("rated_lead"),
        rated_noun=re.compile(rf" (?:[\w-]{{1,20}} ){{0,3}}(?:{words('rated_nouns')})\b"),
        placed=re.compile(
            rf"(?:(?:^|\n)[ |]*|\b(?:{compile_words(pack.words('scopes', 'placed'))}) {{1,3}})$"
        ),
        asked=re.compile(rf"\b(?:{verbs}|{compile_words(pack.words('scopes', 'asked'))}) {{0,3}}$"),
        more=re.compile(rf" {{1,3}}(?:{compile_words(pack.words('scopes', 'asked'))})\b"),
        given=before("given"),
        multiplied=re.compile(
            rf"(?:^|[\n:,•*\-–]|\b(?:{compile_words(pack.words('scopes', 'multiplied'))})) {{0,3}}$"
        ),
        lasting=frozenset(pack.words("scopes", "lasting")),
        measured=before("measured"),
        aimed=before("aimed"),
    )
