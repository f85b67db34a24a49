"""Time phrases in a text, each resolved to the last day that it reaches."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_template, compile_words

from .numerals import WORD_SLOT, read_count, read_words
from .windows import find_windows

if TYPE_CHECKING:
    from graph_builder.languages import Pack

_ROC_OFFSET = 1911
_REACH = 30
_DATED = frozenset({"deadline", "period"})
_FIRST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time phrase; ``day`` is the last day of the time that it names, where it names one."""

    start: int
    end: int
    kind: str
    """deadline, period, past, base, since, periodic or none."""
    day: date | None
    exact: bool
    """Whether the text itself gives the day, without the date of the document."""
    horizon: str | None = None
    """The named plan period, where the phrase names one."""
    named: bool = False
    """Whether the phrase names a plan period, known to the vocabulary or not."""


@dataclass(frozen=True, slots=True)
class TimeReader:
    """The compiled time templates of one pack."""

    pack: Pack
    pattern: re.Pattern[str]
    entries: tuple[dict[str, Any], ...]
    periods: dict[str, list[date]]
    trigger: re.Pattern[str]
    """Without one of these words there is no time phrase."""

    def read(self, shadow: str, issued: date | None) -> list[TimePhrase]:
        """All time phrases of a shadow, in order; ``issued`` resolves words such as 今年."""
        return [
            self._from(match, issued)
            for start, end in find_windows(self.trigger, shadow, _REACH)
            for match in self.pattern.finditer(shadow, start, end)
        ]

    def _from(self, match: re.Match[str], issued: date | None) -> TimePhrase:
        number = int((match.lastgroup or "t0_").split("_")[0][1:])
        entry = self.entries[number]
        prefix = f"t{number}_"
        slots = {
            key.removeprefix(prefix): value
            for key, value in match.groupdict().items()
            if value and key.startswith(prefix)
        }
        day = _resolve(entry, slots, issued, self)
        kind = entry["kind"]
        if kind in _DATED and day and issued and day < date(issued.year, 1, 1):
            kind = "past"
        name = slots.get("period")
        horizon = self.pack.table("horizons").get(name) if name else None
        at = entry.get("at", "")
        exact = not at.startswith(("issue", "count"))
        return TimePhrase(match.start(), match.end(), kind, day, exact, horizon, name is not None)


def _resolve(
    entry: dict[str, Any], slots: dict[str, str], issued: date | None, reader: TimeReader
) -> date | None:
    at = entry.get("at", "")
    if at == "fixed":
        return date.fromisoformat(str(entry["date"]))
    if at == "period":
        return reader.periods[slots["period"]][1]
    if at in {"quarter", "half"}:
        return _end_of_part(entry, slots, issued, reader.pack)
    if at in {"issue-year", "count", "month-of-issue-year"}:
        return _from_issue(entry, slots, issued, reader.pack)
    return _from_digits(at, slots, reader.pack)


def _end_of_part(
    entry: dict[str, Any], slots: dict[str, str], issued: date | None, pack: Pack
) -> date | None:
    """The end of a quarter or of the first half of a year, named or counted from the issue."""
    if "year" in slots:
        year = _read_year(slots["year"], pack)
    elif issued is not None:
        year = issued.year + entry.get("offset", 0)
    else:
        return None
    quarter = 2 if entry["at"] == "half" else read_count(slots["words"], pack)
    return _end_of_month(year, str(3 * quarter))


def _from_issue(
    entry: dict[str, Any], slots: dict[str, str], issued: date | None, pack: Pack
) -> date | None:
    if issued is None:
        return None
    if entry["at"] == "month-of-issue-year":
        return _end_of_month(issued.year, slots["month"])
    if "offset" in entry:
        return date(issued.year + entry["offset"], 12, 31)
    years = entry.get("count") or read_count(slots.get("count2") or slots["count"], pack)
    # A text from the first months of a year counts that year as the first.
    first = 1 if issued.month <= _FIRST_MONTHS and "count" in slots else 0
    return date(issued.year + years - first, 12, 31)


def _read_year(words: str, pack: Pack) -> int:
    return int(words) if words.isdigit() else int(read_words(words, pack))


def _from_digits(at: str, slots: dict[str, str], pack: Pack) -> date | None:
    if at == "roc":
        return date(int(slots["roc"]) + _ROC_OFFSET, 12, 31)
    if at == "fiscal":
        first = slots.get("year2") or slots["year"]
        return date(int(first[:2] + (slots.get("short2") or slots["short"])), 3, 31)
    named = slots.get("year2") or slots.get("year") or slots.get("short")
    if named is None or not at:
        return None
    year = _read_year(named, pack)
    if at == "month":
        return _end_of_month(year, slots["month"])
    if at == "day":
        return _day(year, slots)
    return date(year, 12, 31)


def _end_of_month(year: int, month: str) -> date | None:
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        return None
    return date(year, int(month), monthrange(year, int(month))[1])


def _day(year: int, slots: dict[str, str]) -> date | None:
    last = _end_of_month(year, slots["month"])
    if last is None or not 1 <= int(slots["day"]) <= last.day:
        return None
    return date(year, int(slots["month"]), int(slots["day"]))


def _year_slot(pack: Pack) -> str:
    """Years in digits, and digit by digit in characters where the language writes them so."""
    digits = r"(?<!\d)(?:19|20)\d{2}(?!\d)"
    if pack.spaces:
        return digits
    signs = "".join(word for word in pack.table("numbers", "words") if len(word) == 1)
    return f"(?:{digits}|[{signs}]{{4}})" if signs else digits


@cache
def compile_times(pack: Pack) -> TimeReader:
    """The reader of time phrases of a pack."""
    entries = tuple(pack.templates("times"))
    periods = pack.table("periods")
    slots = {
        "year": _year_slot(pack),
        "roc": r"(?<!\d)1[0-3]\d(?!\d)",
        "short": r"\d{2}(?!\d)",
        "month": r"\d{1,2}",
        "day": r"\d{1,2}",
        "words": WORD_SLOT(pack),
        "count": rf"(?:{WORD_SLOT(pack)}|(?<!\d)\d{{1,2}}(?!\d))",
        "period": compile_words(periods),
    }
    slots |= {
        name: compile_words(pack.words("time_words", name))
        for name in pack.setting("time_words", default={})
    }
    edges = (r"\b", r"\b") if pack.spaces else ("", "")
    sources = [
        f"{edges[0]}(?:{compile_template(e['template'], slots, pack.fold, f't{i}_')}){edges[1]}"
        f"(?P<t{i}_>)"
        for i, e in enumerate(entries)
    ]
    pattern = re.compile("|".join(sources) or r"(?!)")
    triggers = pack.words("time_triggers") or pack.words("time_words", "triggers")
    trigger = re.compile(compile_words(triggers) if triggers else r"\S")
    return TimeReader(pack, pattern, entries, periods, trigger)
