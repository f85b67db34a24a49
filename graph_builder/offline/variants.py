"""Characters that a search takes for the same: traditional and simplified forms."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

_FIRST, _LAST = 0x3400, 0x9FFF


def list_variants(text: str) -> str:
    """Pairs of a traditional and its simplified character, where the text holds either of them.

    A reader may type either form, so pairs are kept for characters that the text itself lacks.

    >>> list_variants("產量")
    '產产'
    """
    seen = set(text)
    return "".join(
        traditional + simplified
        for traditional, simplified in _list_pairs()
        if traditional in seen or simplified in seen
    )


@cache
def _list_pairs() -> tuple[tuple[str, str], ...]:
    characters = [chr(code) for code in range(_FIRST, _LAST + 1)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    return tuple((one, other) for one, other in pairs if one != other and len(other) == 1)
