"""Numbers as exact decimals: digits with grouping, and number words of a pack."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from graph_builder.languages import Pack

_LONGEST_WORDS = 8
_GROUP = 3
_LONGEST_NUMERAL = 15


def read_number(digits: str) -> Decimal:
    """The value of digits that may be grouped in threes, or have a comma before the decimals.

    >>> read_number("158 000"), read_number("72,000.5"), read_number("37,5")
    (Decimal('158000'), Decimal('72000.5'), Decimal('37.5'))
    """
    whole, comma, decimals = digits.rpartition(",")
    if comma and len(decimals) < _GROUP:
        digits = f"{whole}.{decimals}"
    return Decimal(digits.replace(",", "").replace(" ", ""))


def WORD_SLOT(pack: Pack) -> str:  # noqa: N802 - a slot is named in capitals
    """The source of a pattern for number words: characters in a row, or one or two whole words."""
    if pack.spaces:
        word = f"(?:{compile_words(pack.table('numbers', 'words'))})"
        return rf"\b{word}(?:[ -]{word})?\b"
    signs = _letters(pack, "words") + _letters(pack, "steps")
    return f"[{signs}]{{1,{_LONGEST_WORDS}}}" if signs else r"(?!)"


def COUNT_SLOT(pack: Pack) -> str:  # noqa: N802
    """The source of a pattern for a number with decimals, in words (五点三) or digits."""
    point = pack.setting("numbers", "point", default="")
    decimals = f"(?:{point}[{_letters(pack, 'words')}]{{1,4}})?" if point else ""
    return rf"(?:{WORD_SLOT(pack)}{decimals}|(?<![\d.])\d{{1,4}}(?:\.\d{{1,4}})?(?![\d]))"


def NUMERAL_SLOT(pack: Pack) -> str:  # noqa: N802
    """The source of a pattern for a whole number in words: 五億二千九百萬, 一点八亿."""
    if pack.spaces or not _letters(pack, "words"):
        return r"(?!)"
    digits, signs = _letters(pack, "words"), _letters(pack, "words") + _letters(pack, "steps")
    scales = _letters(pack, "scales")
    whole = f"[{signs}][{signs}{scales}]{{0,{_LONGEST_NUMERAL}}}"
    if point := pack.setting("numbers", "point", default=""):
        return f"(?:[{signs}]{{1,6}}{point}[{digits}]{{1,4}}[{scales}]{{0,2}}|{whole})"
    return whole


def small_signs(pack: Pack) -> str:
    """The characters of numbers below a hundred, for use within a class of a pattern."""
    steps = pack.table("numbers", "steps")
    tens = "".join(letter for letter in steps if steps[letter] == 10)  # noqa: PLR2004
    return _letters(pack, "words") + tens


def large_signs(pack: Pack) -> str:
    """The characters that multiply by a hundred or more, for use within a class of a pattern."""
    steps = pack.table("numbers", "steps")
    large = "".join(letter for letter in steps if steps[letter] > 10)  # noqa: PLR2004
    return large + _letters(pack, "scales")


def _letters(pack: Pack, name: str) -> str:
    """The single characters among the number words of a kind; steps are no scales."""
    steps = pack.table("numbers", "steps") if name == "scales" else {}
    table = pack.table("numbers", name)
    return "".join(word for word in table if len(word) == 1 and word not in steps)


def read_words(words: str, pack: Pack) -> Decimal:
    """The value of a number in words, such as 九十五, 二〇二三, 五億二千九百萬 or 一點八億.

    >>> from graph_builder.languages import load_pack
    >>> pack = load_pack("zh")
    >>> [str(read_words(words, pack)) for words in ("九十五", "十五", "二〇二三", "五点三")]
    ['95', '15', '2023', '5.3']
    >>> [str(read_words(words, pack)) for words in ("五亿二千九百万", "三万亿")]
    ['529000000', '3000000000000']

    """
    if pack.spaces:
        table = pack.table("numbers", "words")
        return Decimal(sum(table.get(word, 0) for word in words.replace("-", " ").split()))
    digits, steps = pack.table("numbers", "words"), pack.table("numbers", "steps")
    scales = pack.table("numbers", "scales")
    total = section = digit = Decimal(0)
    place = Decimal(1)
    for letter in words:
        if letter in steps:
            section += (digit or 1) * steps[letter]
            digit = Decimal(0)
        elif letter in digits and place < 1:
            digit += digits[letter] * place
            place /= 10
        elif letter in digits:
            digit = digit * 10 + digits[letter]
        elif letter in scales:
            scale, lower = Decimal(str(scales[letter])), section + digit
            total = total + lower * scale if lower else total * scale
            section = digit = Decimal(0)
            place = Decimal(1)
        else:
            place = Decimal("0.1")
    return total + section + digit


def read_any(number: str, pack: Pack) -> Decimal:
    """The value of a number in digits or words; 0 when it is neither."""
    return read_number(number) if number[:1].isdigit() else read_words(number, pack)


def read_count(text: str, pack: Pack) -> int:
    """A small number in digits or words; 0 when it is neither."""
    return int(read_any(text, pack))
