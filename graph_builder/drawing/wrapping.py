"""Labels broken into lines that fit a card, by the rules of their script."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

#: Marks that may not begin a line, and those that may not end one.
_NOT_FIRST = frozenset("，。、；：？！”’）》」』】〉％,.;:!?)]}%…")
_NOT_LAST = frozenset("“‘（《「『【〈([{")
_WIDE = frozenset("mwMW@%—…")
_NARROW = frozenset("iljtfrI.,;:'!|()[] ")
_WORDS = re.compile(r"\s+|[0-9A-Za-z\u00c0-\u024f.,%≥≤><=~/'’+_-]+|.", re.DOTALL)
_ELLIPSIS = "…"


def measure(text: str, chinese: bool = False) -> float:  # noqa: FBT001, FBT002 -- one switch
    """The width of a text in ems; ambiguous marks such as “ are wide in Chinese."""
    return sum(_measure(character, chinese) for character in text)


def _measure(character: str, chinese: bool) -> float:  # noqa: FBT001
    if combining(character):
        return 0.0
    width = east_asian_width(character)
    if width in "WF" or (width == "A" and chinese):
        return 1.0
    if character in _NARROW:
        return 0.32
    if character in _WIDE:
        return 0.95
    return 0.7 if character.isupper() else 0.56


def wrap(text: str, width: float, most: int, *, chinese: bool = False) -> list[str]:
    """At most ``most`` lines of at most ``width`` ems; what does not fit becomes an ellipsis.

    >>> wrap("煤炭产量不低于10亿吨。", 6, 3, chinese=True)
    ['煤炭产量不低', '于10亿吨。']
    >>> wrap("a world-class energy industry", 8, 2)
    ['a world-class', 'energy industry']
    """
    lines: list[str] = []
    line = ""
    # A label may be as long as a book; what lies beyond the last line is never looked at.
    for piece in _pieces(" ".join(text[:2000].split()), width):
        if line and measure(line + piece.rstrip(), chinese) > width and piece[0] not in _NOT_FIRST:
            kept, line = _carry(line, piece)
            lines.append(kept)
            if len(lines) > most:
                break
        else:
            line += piece if line else piece.lstrip()
    lines.append(line.rstrip())
    lines = [line for line in lines if line]
    return lines if len(lines) <= most else _shorten(lines, width, most, chinese=chinese)


def _pieces(text: str, width: float) -> list[str]:
    """Words and single Chinese characters; a word wider than a line is cut."""
    pieces: list[str] = []
    for part in _WORDS.findall(text):
        room = max(1, int(width)) if measure(part) > width else len(part)
        pieces += [part[start : start + room] for start in range(0, len(part), room)]
    return pieces


def _carry(line: str, piece: str) -> tuple[str, str]:
    """The finished line and the next one; an opening bracket moves along with what it opens."""
    kept = line.rstrip()
    while len(kept) > 1 and kept[-1] in _NOT_LAST:
        piece, kept = kept[-1] + piece.lstrip(), kept[:-1]
    return kept, piece.lstrip()


def _shorten(lines: list[str], width: float, most: int, *, chinese: bool) -> list[str]:
    gap = "" if chinese else " "
    last = lines[most - 1] + gap + lines[most]
    while last and measure(last + _ELLIPSIS, chinese) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + _ELLIPSIS]
