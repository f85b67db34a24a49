"""How a value is expressed: a level, a change, a change relative to before, growth every year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .quantities import Quantity
    from .structure import Stretch

_BEFORE = 14
_RELATIVE = "relative-change"
_SHARES = frozenset({"%", "1", "pp"})


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

    def express(
        self, shadow: str, clause: Stretch, quantity: Quantity, metric: str, form: str
    ) -> str:
        """The form of a value, of which the verb beside it says nothing so far."""
        if form != "level":
            return form
        if metric.endswith(self.rates):
            return "annual-growth" if any(word in metric for word in self.yearly) else _RELATIVE
        if shadow.endswith(self.multiples, quantity.number_start, quantity.end):
            return _RELATIVE
        if quantity.unit in _SHARES:
            return form
        verbs = [match[0] for match in self.made.finditer(shadow, clause.start, quantity.start)]
        return "change" if verbs and verbs[-1] in self.increments else form

    def describes_project(self, metric: str) -> bool:
        """Whether a value says how large a project is, and not what is to be reached: 总投资."""
        return metric.startswith(self.starts) or metric.endswith(self.ends)

    def compares(self, shadow: str, quantity: Quantity) -> bool:
        """Whether a value only says by how much something else is higher or faster."""
        start = max(0, quantity.start - _BEFORE)
        found = self.comparisons.search(shadow, start, quantity.start)
        return quantity.unit == "pp" and found is not None


@cache
def compile_forms(pack: Pack) -> FormReader:
    """The reader of forms of a pack."""
    increments = pack.words("verbs", "increments")
    made = (*pack.words("verbs", "output"), *increments)
    comparisons = compile_words(pack.words("metric", "comparisons"))
    return FormReader(
        re.compile(compile_words(made)) if increments else re.compile(r"(?!)"),
        frozenset(increments),
        pack.words("metric", "rates"),
        pack.words("metric", "yearly_rates"),
        pack.words("verbs", "multiples"),
        re.compile(f"(?:{comparisons})[^\\d,;。、]{{0,8}}$"),
        pack.words("metric", "project_starts"),
        pack.words("metric", "project_ends"),
    )
