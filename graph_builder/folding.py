"""Text folded for comparison: one script, one form of each sign. Never stored, never quoted."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC

_SIGNS = str.maketrans(
    {"“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'", "。": "."}
    | {"、": ",", "—": "-", "–": "-", "·": ".", "《": "<", "》": ">"}
)


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> str:
    """Simplified characters, compatible forms, plain signs, lower case, no spaces.

    >>> fold("深入推進能源革命,") == fold("深入推进能源革命，")
    True
    """
    plain = unicodedata.normalize("NFKC", _to_simplified().convert(text)).translate(_SIGNS)
    return "".join(plain.split()).casefold()
