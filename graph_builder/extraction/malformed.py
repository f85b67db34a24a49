"""Numbers whose digits are grouped as in no notation, such as 10,4386万: left to a person."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from .results import Doubt

if TYPE_CHECKING:
    from .results import Extraction

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,，]\d{2,9}){1,9}(?![\d.,，]?\d)")
_GROUP = 3
REASON = "number-malformed"


def note_malformed(result: Extraction, text: str) -> None:
    """Add a doubt for each such number, to the statement in which it stands where there is one."""
    clauses = sorted((s.evidence[0].start, s.evidence[0].end, s.id) for s in result.statements)
    for match in _GROUPED.finditer(text):
        if not _is_malformed(match[0]):
            continue
        place = bisect_right(clauses, (match.start(), len(text) + 1, "")) - 1
        inside = place >= 0 and clauses[place][1] > match.start()
        statement = clauses[place][2] if inside else None
        result.doubts.append(Doubt(REASON, match.start(), match.end(), match[0], statement))


def _is_malformed(number: str) -> bool:
    """Whether it is neither grouped by three nor a list of two short numbers.

    >>> [_is_malformed(n) for n in ("10,4386", "104,386", "11,12", "1,00,000")]
    [True, False, False, True]
    """
    groups = [len(group) for group in re.split("[,，]", number)[1:]]
    if all(group == _GROUP for group in groups):
        return False
    return max(groups) >= _GROUP
