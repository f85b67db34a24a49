"""The years that a plan runs, where the text gives them by its name: the plan for 2023 to 2028."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .times import TimePhrase

_HEAD = 2500
_BEFORE, _BEHIND = 60, 30
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST = 2
"""The years of the shortest plan."""


def find_plan_period(shadow: str, times: list[TimePhrase], pack: Pack) -> TimePhrase | None:
    """The first run of years near the head that stands by the name of a plan, if there is one."""
    for phrase in times:
        if phrase.start > _HEAD:
            break
        years = [int(year) for year in _YEAR.findall(shadow, phrase.start, phrase.end)]
        if phrase.kind != "period" or phrase.day is None or len(years) < _SHORTEST:
            continue
        if years[-1] - years[0] >= _SHORTEST and _is_named(shadow, phrase, pack):
            return phrase
    return None


def _is_named(shadow: str, phrase: TimePhrase, pack: Pack) -> bool:
    start = max(shadow.rfind("\n", 0, phrase.start) + 1, phrase.start - _BEFORE)
    plans = _compile(pack)
    return bool(
        plans.search(shadow, start, phrase.start)
        or plans.search(shadow, phrase.end, phrase.end + _BEHIND)
    )


@cache
def _compile(pack: Pack) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{compile_words(pack.words('genres', 'plan'))})\b")
