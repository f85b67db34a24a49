"""Time phrases in a text, each resolved to the last day that it reaches."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_template, compile_words, list_starts

from .numerals import WORD_SLOT, large_signs, read_count, small_signs
from .windows import find_windows

if TYPE_CHECKING:
    from graph_builder.languages import Pack

_ROC_OFFSET = 1911
_REACH = 30
_CENTURY, _MILLENNIUM = 100, 2000
_FIRST_MONTHS = 3
_OPEN = frozenset({"deadline", "period"})


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
    whole: bool = False
    """Whether the phrase is a full date."""
    monthly: bool = False
    """Whether the phrase names a month, a quarter or a day, rather than a whole year."""
    ranged: bool = False
    """Whether the phrase names the first and the last year of a time."""
    assumed: bool = False
    """Whether the words give a year that ends on another day elsewhere."""


@dataclass(frozen=True, slots=True)
class TimeReader:
    """The compiled time templates of one pack."""

    pack: Pack
    pattern: re.Pattern[str]
    entries: tuple[dict[str, Any], ...]
    periods: dict[str, list[date]]
    trigger: re.Pattern[str]
    """Without one of these words there is no time phrase."""
    explained: re.Pattern[str]
    """What stands between a time and the brackets that say when it is."""

    def read(self, shadow: str, issued: date | None) -> list[TimePhrase]:
        """All time phrases of a shadow, in order; ``issued`` resolves words such as 今年."""
        found = [
            self._from(match, issued)
            for start, end in find_windows(self.trigger, shadow, _REACH)
            for match in self.pattern.finditer(shadow, start, end)
        ]
        return self._join_explained(shadow, found)

    def _join_explained(self, shadow: str, found: list[TimePhrase]) -> list[TimePhrase]:
        """A time that brackets explain is what they say: 未來五年（2023-24至2027-28年度）."""
        joined: list[TimePhrase] = []
        for phrase in found:
            last = joined[-1] if joined else None
            if last and self.explained.fullmatch(shadow, last.end, phrase.start):
                kept = phrase.kind if last.kind in _OPEN else last.kind
                phrase = replace(phrase, start=last.start, kind=kept)  # noqa: PLW2901
                joined.pop()
            joined.append(phrase)
        return joined

    def _from(self, match: re.Match[str], issued: date | None) -> TimePhrase:
        number = int((match.lastgroup or "t0_").split("_")[0][1:])
        entry = self.entries[number]
        prefix = f"t{number}_"
        slots = {
            key.removeprefix(prefix): value.strip()
            for key, value in match.groupdict().items()
            if value and key.startswith(prefix)
        }
        day = _resolve(entry, slots, issued, self)
        kind = entry["kind"]
        gone = day and issued and day < issued and entry.get("at") != "month-of-issue-year"
        if kind in _OPEN and gone:
            kind = "past"
        name = slots.get("period")
        horizon = self.pack.table("horizons").get(name) if name else None
        at = entry.get("at", "")
        exact = not at.startswith(("issue", "count", "month-of"))
        span = (match.start(), match.end())
        monthly = at in {"month", "day", "month-of-issue-year"}
        ranged = any(slot.endswith("2") for slot in slots)
        assumed = entry.get("assumed", False) and day is not None and day.month != 12  # noqa: PLR2004 - a whole year
        flags = (name is not None, at == "day", monthly, ranged, assumed)
        return TimePhrase(*span, kind, day, exact, horizon, *flags)


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
    if at in {"issue-year", "count", "month-of-issue-year", "issue-fiscal", "issue-decade"}:
        return _from_issue(entry, slots, issued, reader.pack)
    return _from_digits(entry, slots, reader.pack)


def _end_of_part(
    entry: dict[str, Any], slots: dict[str, str], issued: date | None, pack: Pack
) -> date | None:
    """The end of a quarter or of the first half of a year, named or counted from the issue."""
    year = _year(slots, pack)
    if year is None:
        year = issued.year + entry.get("offset", 0) if issued else None
    quarter = 2 if entry["at"] == "half" else read_count(slots["words"], pack)
    return _end_of_month(year, 3 * quarter) if year else None


def _from_issue(
    entry: dict[str, Any], slots: dict[str, str], issued: date | None, pack: Pack
) -> date | None:
    if issued is None:
        return None
    if entry["at"] == "month-of-issue-year":
        month = read_count(slots["month"], pack) if "month" in slots else entry["month"]
        return _end_of_month(issued.year + entry.get("offset", 0), month)
    if entry["at"] == "issue-decade":
        return date(issued.year - issued.year % 10 + 10, 12, 31)
    years = entry.get("offset", entry.get("count"))
    if years is None:
        years = read_count(slots.get("count2") or slots["count"], pack)
    if entry["at"] == "issue-fiscal":
        end = _end_of_month(issued.year, entry["month"])
        late = end is not None and issued > end
        return _end_of_month(issued.year + years + late, entry["month"])
    # A text from the first months of a year counts that year as the first.
    counts = "count" in slots and pack.setting("numbers", "count_issue_year", default=True)
    first = 1 if issued.month <= _FIRST_MONTHS and counts else 0
    return date(issued.year + years - first, 12, 31)


def _from_digits(entry: dict[str, Any], slots: dict[str, str], pack: Pack) -> date | None:
    at = entry.get("at", "")
    year = _year(slots, pack)
    if year is None or not at:
        return None
    if at == "fiscal":
        first = read_count(slots.get("year2") or slots.get("year") or str(year), pack)
        return _end_of_month(year, entry.get("month", 3) if year - first < 2 else 12)  # noqa: PLR2004
    if at not in {"month", "day"}:
        return date(year, 12, 31)
    month = _month(entry, slots, pack)
    if at == "month":
        return _end_of_month(year, month)
    return _day(year, month, read_count(slots["day"], pack))


def _month(entry: dict[str, Any], slots: dict[str, str], pack: Pack) -> int:
    if name := slots.get("month_name"):
        return int(pack.table("months")[name])
    return read_count(slots["month"], pack) if "month" in slots else int(entry["month"])


def _year(slots: dict[str, str], pack: Pack) -> int | None:
    """The last year that a phrase names; one of two digits is of the century of the other."""
    for mark in ("2", ""):
        short, year = slots.get("short" + mark), slots.get("year" + mark)
        if roc := slots.get("roc" + mark) or slots.get("rocpast" + mark):
            return read_count(roc, pack) + _ROC_OFFSET
        if short and (first := year or slots.get("year")):
            return read_count(first, pack) // _CENTURY * _CENTURY + read_count(short, pack)
        if year:
            return read_count(year, pack)
        if short:
            return _MILLENNIUM + read_count(short, pack)
    return None


def _end_of_month(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    last = _end_of_month(year, month)
    if last is None or not 1 <= day <= last.day:
        return None
    return date(year, month, day)


@cache
def compile_times(pack: Pack) -> TimeReader:
    """The reader of time phrases of a pack."""
    entries = tuple(pack.templates("times"))
    periods = pack.table("periods")
    gap = "" if pack.spaces else " ?"
    slots = {
        **_calendar_slots(pack),
        "words": WORD_SLOT(pack),
        "count": rf"{gap}(?:{WORD_SLOT(pack)}|(?<!\d)\d{{1,2}}(?!\d)){gap}",
        "period": compile_words(periods),
        "month_name": compile_words(pack.table("months")),
    }
    slots |= {
        name: compile_words(pack.words("time_words", name))
        for name in pack.setting("time_words", default={})
    }
    edges = (r"\b", r"\b") if pack.spaces else ("", "")
    sources = [
        f"{edges[0]}(?:{compile_template(e['template'], slots, pack.fold, f't{i}_')}){edges[1]}"
        f"{_followed(pack, e)}(?P<t{i}_>)"
        for i, e in enumerate(entries)
    ]
    if not pack.spaces:
        sources = _guard(pack, entries, sources)
    pattern = re.compile("|".join(sources) or r"(?!)")
    triggers = pack.words("time_triggers") or pack.words("time_words", "triggers")
    trigger = re.compile(compile_words(triggers) if triggers else r"\S")
    that_is = compile_words(pack.words("time_words", "that_is"))
    explained = re.compile(rf" ?\(? ?(?:(?<=\()|{that_is}) ?")
    return TimeReader(pack, pattern, entries, periods, trigger, explained)


def _guard(pack: Pack, entries: tuple[dict[str, Any], ...], sources: list[str]) -> list[str]:
    """Each pattern behind a look at the next character: most can be told from that."""
    numerals = "0123456789 " + small_signs(pack) + large_signs(pack)
    starts = dict.fromkeys(("year", "roc", "rocpast", "short", "month", "day"), numerals)
    starts |= {"words": numerals, "count": numerals}
    words = {
        name: pack.words("time_words", name) for name in pack.setting("time_words", default={})
    }
    words["period"] = tuple(pack.table("periods"))
    starts |= {name: "".join(word[0] for word in listed) for name, listed in words.items()}
    first = [list_starts(entry["template"], starts, pack.fold) for entry in entries]
    guarded = [
        f"(?=[{re.escape(chars)}])(?:{source})"
        for chars, source in zip(first, sources, strict=True)
    ]
    every = "".join(sorted(set("".join(first))))
    return [f"(?=[{re.escape(every)}])(?:{'|'.join(guarded)})"]


def _calendar_slots(pack: Pack) -> dict[str, str]:
    """Years, months and days in digits and, where the pack has characters for them, in words."""
    slots = {
        "year": r"(?<!\d)(?:19|20)\d{2}(?!\d)",
        "roc": r"(?<!\d)1[0-3]\d(?!\d)",
        "rocpast": r"(?<!\d)(?:[4-9]\d|1[0-3]\d)(?!\d)",
        "short": r"\d{2}(?!\d)",
        "month": r"\d{1,2}",
        "day": r"\d{1,2}",
    }
    words = {w: v for w, v in pack.table("numbers", "words").items() if len(w) == 1}
    if pack.spaces or not words:
        return slots
    signs = [f"[{''.join(w for w in words if words[w] == value)}]" for value in range(10)]
    every, small = "".join(words), small_signs(pack)
    spoken = {
        "year": f"(?:{signs[1]}{signs[9]}|{signs[2]}{signs[0]})[{every}]{{2}}",
        "roc": f"{signs[1]}[{large_signs(pack)}][{small}]{{1,3}}",
        "short": f"[{every}]{{2}}",
        "month": f"[{small}]{{1,2}}",
        "day": f"[{small}]{{1,3}}",
    }
    both = {name: f"(?:{source}|{spoken.get(name, '(?!)')})" for name, source in slots.items()}
    return {name: f" ?{source} ?" for name, source in both.items()}


def _followed(pack: Pack, entry: dict[str, Any]) -> str:
    """What a phrase must, or must not, be followed by."""
    must = tuple(pack.fold(word) for word in entry.get("before", ()))
    barred = tuple(pack.fold(word) for word in entry.get("not_before", ()))
    return (f"(?={compile_words(must)})" if must else "") + (
        f"(?!{compile_words(barred)})" if barred else ""
    )
