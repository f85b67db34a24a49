"""Which quantities are no values: parts of names, ordinals, attributes, scopes, bases."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .structure import Stretch

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .quantities import Quantity

_BEFORE = 14
_MANY = 1000
_START = 40
_VERBS = ("level", "change", "yearly", "output")
_PEOPLE = frozenset({"person", "household", "count"})
_TITLES = re.compile(r"《[^《》\n]{1,80}》")
_QUOTED = re.compile(r"[“「『\"][^“”「」『』\"\n]{1,20}[”」』\"]")


@dataclass(frozen=True, slots=True)
class QuantityFilter:
    """The compiled traps of one pack."""

    pack: Pack
    traps: re.Pattern[str]
    attributes: re.Pattern[str]
    scopes: re.Pattern[str]
    ordinals: tuple[str, ...]
    per_heads: tuple[str, ...]
    leads: tuple[str, ...]
    starts: re.Pattern[str]
    baseline: re.Pattern[str]
    barred: re.Pattern[str]
    """What must not stand between the word for a start and the value."""
    befores: tuple[str, ...]
    tails: tuple[str, ...]
    noun: re.Pattern[str]
    """What follows a bound that describes: a noun, perhaps behind a link word."""
    links: tuple[str, ...]
    conditions: tuple[str, ...]
    """Words that open what a rule applies to."""
    verbs: tuple[str, ...]
    marks: re.Pattern[str]
    ages: tuple[str, ...]
    durations: tuple[str, ...]
    duration_leads: tuple[str, ...]

    def keep(self, text: str, shadow: str, quantities: list[Quantity]) -> list[Quantity]:
        """The quantities that may be values."""
        closed = sorted(
            (match.start(), match.end())
            for match in (
                *_TITLES.finditer(text),
                *_QUOTED.finditer(text),
                *self.traps.finditer(shadow),
            )
        )
        kept: list[Quantity] = []
        last: Quantity | None = None
        for place, quantity in enumerate(quantities):
            chained = last is not None and last.end == quantity.start and last.counted
            # 3座35万千瓦电站 says how large each is; 3条120公里, and 5所3000个学位, are two values.
            chained = chained and not quantity.counted and self._names_on(shadow, quantity)
            following = quantities[place + 1].start if place + 1 < len(quantities) else 0
            if (
                not chained
                and not _inside(closed, quantity)
                and not self._is_trap(shadow, quantity)
                and not self._describes(shadow, quantity, last, following)
            ):
                kept.append(quantity)
            last = quantity
        return kept

    def _names_on(self, shadow: str, quantity: Quantity) -> bool:
        """Whether the clause goes on behind a value, with what it describes."""
        ends = quantity.end == len(shadow) or shadow[quantity.end] == "\n"
        return not ends and self.marks.match(shadow, quantity.end) is None

    def _describes(
        self, shadow: str, quantity: Quantity, last: Quantity | None, following: int
    ) -> bool:
        """Whether a quantity says which things are meant: 3岁以下婴幼儿, 2000万元以上的企业."""
        if self.pack.spaces or quantity.counted:
            return shadow.startswith(self.tails, quantity.end)
        linked = shadow.startswith(self.links, quantity.end)
        next_counts = 0 < following - quantity.end <= _BEFORE and not self.marks.search(
            shadow, quantity.end, following
        )
        condition = linked and (next_counts or self._is_condition(shadow, quantity))
        if condition or shadow.startswith(self.tails, quantity.end):
            return True
        if not quantity.bounded or self.noun.match(shadow, quantity.end) is None:
            return False
        if quantity.unit in _PEOPLE:
            return linked or (last is not None and last.end == quantity.start)
        made = shadow.endswith(self.verbs, 0, quantity.start) or (linked and quantity.unit == "%")
        made = made and not (quantity.comparator == "<=" and not linked)
        return quantity.unit in self.ages or next_counts or not made

    def _is_condition(self, shadow: str, quantity: Quantity) -> bool:
        """Whether a value with a noun behind it only says to whom a clause applies: 对超过10%的."""
        if self.noun.match(shadow, quantity.end) is None:
            return False
        marks = list(self.marks.finditer(shadow, max(0, quantity.start - _START), quantity.start))
        start = marks[-1].end() if marks else max(0, quantity.start - _START)
        return shadow.startswith(self.conditions, start)

    def _is_trap(self, shadow: str, quantity: Quantity) -> bool:
        before = shadow[max(0, quantity.start - _BEFORE) : quantity.start]
        ordinal = quantity.start == quantity.number_start and not before.endswith(self.befores)
        if before.endswith(self.per_heads) or (ordinal and before.endswith(self.ordinals)):
            return True
        unit_start = quantity.end
        if quantity.surface:
            unit_start = shadow.find(quantity.surface, quantity.number_end - 1, quantity.end + 1)
        named = quantity.counted or quantity.surface or not self.pack.spaces
        large = self.pack.spaces and quantity.counted and quantity.value >= _MANY
        # A currency stands before its number, and a large number says of nothing how large it is.
        named = named and unit_start >= 0 and not large
        attribute = self.attributes.match(shadow, unit_start) if named else None
        if quantity.unit in self.durations and before.endswith(self.duration_leads):
            return False
        if (
            attribute
            and not (quantity.unit == "count" and before.endswith(self.leads))
            and (len(attribute[0]) > len(quantity.surface) or quantity.unit in self.durations)
        ):
            return True
        counted = quantity.counted and self.scopes.match(shadow, quantity.end)
        return bool(counted)

    def find_baseline(self, shadow: str, quantity: Quantity, following: Quantity) -> Stretch | None:
        """From where change starts, when a value is only that: 由5元提高至10元."""
        if not self.baseline.search(shadow, quantity.end, following.start):
            return None
        low = max(0, quantity.start - _START)
        starts = list(self.starts.finditer(shadow, low, quantity.start))
        if not starts or self.barred.search(shadow, starts[-1].end(), quantity.start):
            return None
        return Stretch(starts[-1].start(), quantity.end)


def _inside(spans: list[tuple[int, int]], quantity: Quantity) -> bool:
    place = bisect_right(spans, (quantity.number_start, 1 << 60)) - 1
    return any(
        start <= quantity.number_start and quantity.number_end <= end
        for start, end in spans[max(0, place - 1) : place + 1]
    )


@cache
def compile_filter(pack: Pack) -> QuantityFilter:
    """The filter of a pack."""
    edge = r"\b" if pack.spaces else ""
    ends = compile_words(pack.words("traps", "scope_ends"))
    levels = compile_words(pack.words("verbs", "level") + pack.words("verbs", "change"))
    return QuantityFilter(
        pack,
        re.compile(f"{edge}(?:{compile_words(pack.words('traps', 'words'))}){edge}"),
        re.compile(
            f"[ -]?(?:{compile_words(pack.words('traps', 'attribute_units'))}){edge}(?!-[a-z])"
        ),
        re.compile(
            f" ?(?:(?:{compile_words(pack.words('traps', 'scope_nouns'))}){edge}(?=[^\\w]|{ends}|$)"
            f"|{compile_words(pack.words('traps', 'abstract_nouns'))})"
        ),
        pack.words("traps", "ordinals"),
        pack.words("traps", "per_heads"),
        pack.words("traps", "leads"),
        re.compile(compile_words(pack.words("traps", "starts"))),
        re.compile(f"{edge}(?:{levels}){edge}"),
        re.compile("[,;。\n]"),
        pack.words("traps", "befores"),
        pack.words("traps", "class_tails"),
        re.compile(rf"(?!{compile_words(pack.words('traps', 'bound_ends'))})[^\W\d_]"),
        pack.words("traps", "bound_links"),
        pack.words("traps", "conditions"),
        tuple(word for name in _VERBS for word in pack.words("verbs", name)),
        re.compile(rf"[^\w]|{compile_words(pack.words('metric', 'joiners'))}"),
        pack.words("traps", "age_units"),
        pack.words("traps", "duration_units"),
        pack.words("traps", "duration_leads"),
    )
