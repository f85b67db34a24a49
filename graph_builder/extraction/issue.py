"""The day of issue of a text, read near its head."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template, compile_words, load_pack

from .structure import compile_structure
from .times import compile_times

if TYPE_CHECKING:
    from graph_builder.languages import Pack

_DATE = re.compile(r"(?<!\d)(20\d\d) ?[年/.\-] ?(\d{1,2}) ?[月/.\-] ?(\d{1,2})(?!\d)")
_YEAR = re.compile(r"[\[〔(（] ?(20\d\d)(?!\d)|(?<!\d)(20\d\d)(?=[—–~～-]+20\d\d)")
"""A year in brackets, as in the number of a document, or the first of two."""
_HEAD = 1500
_BEFORE = 16
_SHORT_LINE = 90
_CLOSING = 14
_OPENING = 40
_ENDS = "。.;；，,"


def guess_issue_date(text: str, language: str = "en") -> date | None:
    """The day of issue as far as the text shows it; None when it does not.

    The language says how dates may be written besides digits, such as 中華民國114年2月25日 or
    3 March 2021, and which years a plan only aims at, as in "by 2030".
    """
    pack = load_pack(language)
    if not pack.templates("dates"):
        return _read_titles(text, pack)
    head = text[:_HEAD]
    return _read_digits(head) or _read_written(pack.fold(head), pack)


def _read_titles(text: str, pack: Pack) -> date | None:
    """A day in a title line, at the end, or at the start of a paragraph, else a title's year.

    A year in running text is more often a deadline than the day of issue, so it is never taken.
    """
    head = [line for line in text[:_HEAD].split("\n") if line.strip()]
    numbered = compile_structure(pack).is_numbered
    opening = takewhile(lambda line: not numbered(pack.fold(line.strip())), head)
    titles = [s for line in opening if len(s := line.strip()) <= _SHORT_LINE and s[-1] not in _ENDS]
    if dated := _read_dates(titles, pack) or _read_closing(text, pack):
        return dated
    titles.sort(key=lambda line: len(line) > _CLOSING)  # a line that is a year or month is sure
    if year := next(filter(None, (_read_year(line, pack) for line in titles)), None):
        return date(year, 1, 1)
    return _read_dates([line[:_OPENING] for line in head], pack)


def _read_dates(lines: list[str], pack: Pack) -> date | None:
    return next(filter(None, (_read_date(line, pack) for line in lines)), None)


def _read_date(line: str, pack: Pack) -> date | None:
    if day := _read_digits(line):
        return day
    named = compile_times(pack).read(pack.fold(line), None)
    return next((phrase.day for phrase in named if phrase.whole and phrase.day), None)


def _read_closing(text: str, pack: Pack) -> date | None:
    lines = [line.strip() for line in reversed(text[-_HEAD:].split("\n"))]
    return _read_dates([line for line in lines if 0 < len(line) <= _CLOSING], pack)


def _read_year(line: str, pack: Pack) -> int | None:
    """The first year of a line; one that names a plan period looks further ahead than its issue."""
    named = compile_times(pack).read(pack.fold(line), None)
    if any(phrase.named for phrase in named):
        return None
    years = [(phrase.start, phrase.day.year) for phrase in named if phrase.exact and phrase.day]
    if found := _YEAR.search(line):
        years.append((found.start(), int(found[1] or found[2])))
    return min(years)[1] if years else None


def _read_digits(text: str) -> date | None:
    days = (_make(match[1], match[2], match[3]) for match in _DATE.finditer(text))
    return next(filter(None, days), None)


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
    return patterns, re.compile(rf"\b(?:{aims})[^\w\n]{{1,3}}$")
