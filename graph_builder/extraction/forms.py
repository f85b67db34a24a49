"""How a value is expressed: a level, a change, a change or multiple of before, yearly growth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .quantities import Quantity
    from .structure import Stretch

_BEFORE = 14
_RELATIVE = "relative-change"
_MULTIPLE = "multiple"
_SHARES = frozenset({"%", "1", "pp"})
_BEHIND = 12
_CHANGES = frozenset({"change", _RELATIVE, "annual-growth"})
COMPARATORS = {">=": "at-least", ">": "more-than", "<=": "at-most", "<": "less-than", "=": "equal"}
COMPARATORS |= {"~": "about", "[]": "between"}
"""The concept of each sign of a comparator."""
MIRRORED = {"at-least": "at-most", "more-than": "less-than"}
MIRRORED |= {mirror: plain for plain, mirror in MIRRORED.items()}
"""What a comparator becomes when the sign of a value changes; others stay."""


@dataclass(frozen=True, slots=True)
class FormReader:
    """The compiled words of one pack that say how a value is expressed."""

    made: re.Pattern[str]
    """Verbs of making; those among ``increments`` add to what there is."""
    increments: frozenset[str]
    rates: tuple[str, ...]
    yearly: tuple[str, ...]
    multiples: tuple[str, ...]
    comparisons: re.Pattern[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    """How the name of what only describes a project begins and ends."""
    changing: re.Pattern[str]
    falling: re.Pattern[str]
    """Words of change, and those of them that mean less than before."""

    def express(
        self, shadow: str, clause: Stretch, quantity: Quantity, metric: str, form: str
    ) -> str:
        """The form of a value, of which the verb beside it says nothing so far."""
        if shadow.endswith(self.multiples, quantity.number_start, quantity.end):
            return _RELATIVE if quantity.unit == "%" else _MULTIPLE
        if form != "level":
            return form
        if metric.endswith(self.rates):
            return "annual-growth" if any(word in metric for word in self.yearly) else _RELATIVE
        if quantity.unit in _SHARES:
            return form
        verbs = [match[0] for match in self.made.finditer(shadow, clause.start, quantity.start)]
        return "change" if verbs and verbs[-1] in self.increments else form

    def falls(self, shadow: str, span: Stretch, quantity: Quantity, metric: Stretch | None) -> bool:
        """Whether a change is one to less: by the last word of change before it, else behind.

        A word within the name of the metric, such as 降幅, is none: of it, more is meant.
        """
        inside = (metric.start, metric.end) if metric else (0, 0)
        words = [
            match
            for match in self.changing.finditer(shadow, span.start, quantity.start)
            if not inside[0] <= match.start() < inside[1]
        ]
        if words:
            return self.falling.fullmatch(words[-1][0]) is not None
        end = metric.end if metric and metric.start >= quantity.end else quantity.end
        return self.falling.search(shadow, quantity.start, end + _BEHIND) is not None

    def describes_project(self, metric: str) -> bool:
        """Whether a value says how large a project is, and not what is to be reached: 总投资."""
        return metric.startswith(self.starts) or metric.endswith(self.ends)

    def compares(self, shadow: str, quantity: Quantity) -> bool:
        """Whether a value only says by how much something else is higher or faster."""
        start = max(0, quantity.start - _BEFORE)
        found = self.comparisons.search(shadow, start, quantity.start)
        return quantity.unit == "pp" and found is not None


def lower(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a change to less: a reduction of at least 3 % is a change of at most -3 %."""
    if fields["expressed_as"] not in _CHANGES:
        return fields
    ends = sorted(-end for end in (fields["value"], fields["upper_value"]) if end is not None)
    return fields | {
        "comparator": MIRRORED.get(fields["comparator"], fields["comparator"]),
        "value": ends[0],
        "upper_value": ends[1] if len(ends) > 1 else None,
    }


@cache
def compile_forms(pack: Pack) -> FormReader:
    """The reader of forms of a pack."""
    increments = pack.words("verbs", "increments")
    made = (*pack.words("verbs", "output"), *increments)
    comparisons = compile_words(pack.words("metric", "comparisons"))
    falling = pack.words("verbs", "falling")
    changing = (*falling, *pack.words("verbs", "change"), *pack.words("phrases", "change"))
    edge = r"\b" if pack.spaces else ""
    return FormReader(
        re.compile(compile_words(made)) if increments else re.compile(r"(?!)"),
        frozenset(increments),
        pack.words("metric", "rates"),
        pack.words("metric", "yearly_rates"),
        pack.words("verbs", "multiples"),
        re.compile(f"(?:{comparisons})[^\\d,;。、]{{0,8}}$"),
        pack.words("metric", "project_starts"),
        pack.words("metric", "project_ends"),
        re.compile(f"{edge}(?:{compile_words(changing)}){edge}"),
        re.compile(f"{edge}(?:{compile_words(falling)}){edge}"),
    )
