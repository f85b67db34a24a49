"""Where in a text its day of issue was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .context import describe_place, flatten

if TYPE_CHECKING:
    from datetime import date

    from graph_builder.readers import SourceText

_HEAD, _END = 3000, 1500
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class IssueDay:
    """A day of issue, and by what it is known."""

    day: date
    evidence: str
    whole: bool = True
    """Whether day and month are known too, and not only the year."""


def locate_day(source: SourceText, day: date) -> IssueDay:
    """A day that was read near the head or the end of a text, with the words and the place."""
    text = source.text
    ends = [(0, min(len(text), _HEAD)), (max(0, len(text) - _END), len(text))]
    figures = re.compile(rf"{day.year}\D{{0,3}}0?{day.month}\D{{0,3}}0?{day.day}(?!\d)")
    found = next(filter(None, (figures.search(text, *end) for end in ends)), None)
    whole = found is not None or (day.month, day.day) != (1, 1)
    year = re.compile(str(day.year))
    found = found or next(filter(None, (year.search(text, *end) for end in ends)), None)
    if found is None:
        return IssueDay(day, "read in the text", whole)
    words = _quote_line(text, found) if day.isoformat() != found[0] else found[0]
    place = describe_place(source, found.start())
    return IssueDay(day, f"read in “{words}”" + (f", {place}" if place else ""), whole)


def _quote_line(text: str, found: re.Match[str]) -> str:
    """The words of the date, with a little of its line."""
    start = max(text.rfind("\n", 0, found.start()) + 1, found.start() - _LONGEST // 2)
    end = text.find("\n", found.end())
    return flatten(text[start : min(end if end >= 0 else len(text), found.end() + _LONGEST // 2)])
