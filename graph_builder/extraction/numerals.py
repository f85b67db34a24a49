"""Numbers as exact decimals: digits with grouping, and number words of a pack."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from graph_builder.languages import Pack

_LONGEST_WORDS = 8


def read_number(digits: str) -> Decimal:
    """The value of digits that may be grouped in threes.

    >>> read_number("158 000"), read_number("72,000.5")
    (Decimal('158000'), Decimal('72000.5'))
    """
    return Decimal(digits.replace(",", "").replace(" ", ""))


def WORD_SLOT(pack: Pack) -> str:  # noqa: N802 - a slot is named in capitals
    """The source of a pattern for number words: characters in a row, or one or two whole words."""
    if pack.spaces:
        word = f"(?:{compile_words(pack.table('numbers', 'words'))})"
        return rf"\b{word}(?:[ -]{word})?\b"
    letters = [*pack.table("numbers", "words"), *pack.table("numbers", "steps")]
    signs = "".join(letter for letter in letters if len(letter) == 1)
    return f"[{signs}]{{1,{_LONGEST_WORDS}}}" if signs else r"(?!)"


def read_words(words: str, pack: Pack) -> Decimal:
    """The value of number words such as 九十五.

    >>> from graph_builder.languages import load_pack
    >>> read_words("九十五", load_pack("zh")), read_words("十五", load_pack("zh"))
    (Decimal('95'), Decimal('15'))
    """
    if pack.spaces:
        table = pack.table("numbers", "words")
        return Decimal(sum(table.get(word, 0) for word in words.replace("-", " ").split()))
    units, steps = pack.table("numbers", "words"), pack.table("numbers", "steps")
    total, digit = 0, 0
    for letter in words:
        if letter in steps:
            total += (digit or 1) * steps[letter]
            digit = 0
        else:
            digit = digit * 10 + units.get(letter, 0) if digit else units.get(letter, 0)
    return Decimal(total + digit)


def read_count(text: str, pack: Pack) -> int:
    """A small number in digits or words; 0 when it is neither."""
    return int(text) if text.isdigit() else int(read_words(text, pack))
