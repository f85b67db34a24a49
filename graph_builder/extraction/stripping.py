"""Names of metrics freed of signs and times at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .structure import Stretch

if TYPE_CHECKING:
    from .times import TimePhrase

_JUNK = " ,;:、\"'()*-—·.的："


def strip_junk(shadow: str, span: Stretch) -> Stretch | None:
    """A run without the signs at its ends that are no part of a name; None when none is left."""
    start, end = span.start, span.end
    while start < end and shadow[start] in _JUNK and not _opens_quote(shadow, start, end):
        start += 1
    while end > start and shadow[end - 1] in _JUNK and shadow[end - 1] not in '")':
        end -= 1
    return Stretch(start, end) if start < end else None


def _opens_quote(shadow: str, start: int, end: int) -> bool:
    pairs = {'"': '"', "(": ")"}
    closing = pairs.get(shadow[start])
    return closing is not None and shadow.find(closing, start + 1, end) > 0


def strip_times(span: Stretch, times: list[TimePhrase]) -> Stretch | None:
    """A run without the time phrases at its ends; None when none is left."""
    start, end = span.start, span.end
    for phrase in times:
        if phrase.start <= start + 1 and phrase.end > start:
            start = phrase.end
        elif phrase.end >= end and start < phrase.start < end:
            end = phrase.start
    return Stretch(start, end) if start < end else None
