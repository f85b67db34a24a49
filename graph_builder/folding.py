"""Text folded for comparison: one script, one form of each sign. Never stored, never quoted."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC

#: What the converter of scripts leaves apart although both forms stand for one word.
VARIANTS = {"著": "着", "幾": "几", "祇": "只", "裡": "里", "麽": "么", "臺": "台"}
_FORMS = str.maketrans(VARIANTS)
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
    simplified = _to_simplified().convert(text.translate(_FORMS))
    plain = unicodedata.normalize("NFKC", simplified).translate(_SIGNS)
    return "".join(plain.split()).casefold()
