"""Parts of a text worth a closer look: the surroundings of words without which nothing is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


def find_windows(trigger: re.Pattern[str], shadow: str, reach: int) -> Iterator[tuple[int, int]]:
    """Start and end of the surroundings of every trigger, those that meet joined into one.

    >>> import re
    >>> list(find_windows(re.compile("x"), "..x....x..", 1))
    [(1, 4), (6, 9)]
    """
    start = end = -1
    for match in trigger.finditer(shadow):
        if match.start() - reach <= end:
            end = match.end() + reach
            continue
        if end > 0:
            yield start, min(end, len(shadow))
        start, end = max(0, match.start() - reach), match.end() + reach
    if end > 0:
        yield start, min(end, len(shadow))
