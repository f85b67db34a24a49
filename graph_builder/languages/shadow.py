"""The shadow of a text: the same number of characters, folded for matching, never shown or kept."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC

from graph_builder.folding import VARIANTS

_SIGNS = dict.fromkeys("“”「」『』〝〞", '"') | dict.fromkeys("‘’", "'")
#: The circles that are written for the zero, and the sign of ratios.
_SIGNS |= dict.fromkeys("○◯", "〇") | {"∶": ":"}


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def cast_shadow(text: str, script: str = "") -> str:
    """The text with plain signs, lower case and, for ``script="t2s"``, simplified characters.

    Every character becomes exactly one, so that offsets in the shadow are offsets in the text.

    >>> cast_shadow("煤炭產量達到10億噸以上,", "t2s")
    '煤炭产量达到10亿吨以上,'
    """
    table = {ord(char): _fold_char(char, script) for char in set(text)}
    return text.translate(table)


@cache
def _fold_char(char: str, script: str) -> str:
    sign = _fold_sign(char)
    if script == "t2s" and sign > "\u2e7f":
        simple = _to_simplified().convert(VARIANTS.get(sign, sign))
        return simple if len(simple) == 1 else sign
    return sign


def _fold_sign(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isspace() and char not in "\n\t":
        return " "
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char
