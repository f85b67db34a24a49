"""The day of issue of a text, read near its head."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template, compile_words, load_pack

from .times import compile_times

if TYPE_CHECKING:
    from graph_builder.languages import Pack

_DATE = re.compile(r"(?<!\d)(20\d\d) ?[年/.\-] ?(\d{1,2}) ?[月/.\-] ?(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HEAD = 1500
_BEFORE = 16


def guess_issue_date(text: str, language: str = "en") -> date | None:
    """The first full date near the head of a text, or the start of the first year named there.

    The language says how dates may be written besides digits, such as 中華民國114年2月25日 or
    3 March 2021, and which years a plan only aims at, as in "by 2030".
    """
    pack = load_pack(language)
    for match in _DATE.finditer(text[:_HEAD]):
        if day := _make(match[1], match[2], match[3]):
            return day
    if pack.templates("dates"):
        return _read_written(pack.fold(text[:_HEAD]), pack)
    named = compile_times(pack).read(pack.fold(text[:_HEAD]), None)
    if days := [phrase.day for phrase in named if phrase.whole and phrase.day]:
        return days[0]
    years = [(phrase.start, phrase.day.year) for phrase in named if phrase.exact and phrase.day]
    if found := _YEAR.search(text[:_HEAD]):
        years.append((found.start(), int(found[1])))
    return date(min(years)[1], 1, 1) if years else None


def _read_written(head: str, pack: Pack) -> date | None:
    patterns, aims = _compile(pack)
    months = pack.table("months")
    for pattern in patterns:
        for match in pattern.finditer(head):
            slots = match.groupdict()
            if aims.search(head, max(0, match.start() - _BEFORE), match.start()):
                continue
            if slots["year"] in pack.words("issue", "horizons") and len(slots) == 1:
                continue
            named = slots.get("month_name")
            month = str(months[named]) if named else slots.get("month") or "1"
            if day := _make(slots["year"], month, slots.get("day") or "1"):
                return day
    return None


def _make(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@cache
def _compile(pack: Pack) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    slots = {
        "year": r"(?<![\d\-–/])20\d\d(?![\d/])",
        "day": r"(?<!\d)\d{1,2}",
        "month": r"\d{1,2}",
        "month_name": compile_words(pack.table("months")),
    }
    patterns = tuple(
        re.compile(rf"\b(?:{compile_template(e['template'], slots, pack.fold)})\b")
        for e in pack.templates("dates")
    )
    aims = compile_words(pack.words("issue", "not_after"))
    return patterns, re.compile(rf"\b(?:{aims})\W{{1,3}}$")
