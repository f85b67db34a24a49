"""Automatic numbers as a word processor or browser writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 4000
_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
_LEGAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千万", "零壹貳參肆伍陸柒捌玖拾佰仟萬")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_COUNTED = 10_000
_TWENTY = 20
_LETTERS = 26


def write_number(value: int, style: str) -> str:
    """A number in a numbering style of WordprocessingML; a style that is not known counts 1, 2, 3.

    >>> [write_number(12, style) for style in ("chineseCounting", "upperRoman", "decimal")]
    ['十二', 'XII', '12']
    """
    writer = _WRITERS.get(style, str)
    return writer(value)


def count_in_chinese(value: int) -> str:
    """A whole number in Chinese words.

    >>> [count_in_chinese(value) for value in (0, 10, 21, 105, 1010)]
    ['零', '十', '二十一', '一百零五', '一千零一十']
    """
    if not 0 < value < _COUNTED:
        return "零" if value == 0 else str(value)
    words, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            words += ("零" if pending and words else "") + _DIGITS[digit] + name
        pending = not digit
    return words.removeprefix("一") if words.startswith("一十") else words


def _write_roman(value: int) -> str:
    if not 0 < value < _MOST_ROMAN:
        return str(value)
    words = ""
    for unit, sign in _ROMAN:
        times, value = divmod(value, unit)
        words += sign * times
    return words


def _write_letter(value: int) -> str:
    """From a to z, then aa, bb: the letter repeated."""
    if not 0 < value <= _LETTERS * _TWENTY:
        return str(value)
    times, letter = divmod(value - 1, _LETTERS)
    return chr(ord("a") + letter) * (times + 1)


def _write_digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(abs(value)))


def _write_circle(value: int) -> str:
    return chr(ord("①") + value - 1) if 0 < value <= _TWENTY else str(value)


def _write_bracket(value: int) -> str:
    return chr(ord("⑴") + value - 1) if 0 < value <= _TWENTY else f"({value})"


def _write_stop(value: int) -> str:
    return chr(ord("⒈") + value - 1) if 0 < value <= _TWENTY else f"{value}."


def _cycle(signs: str, value: int) -> str:
    return signs[value - 1] if 0 < value <= len(signs) else str(value)


_WRITERS: dict[str, Callable[[int], str]] = (
    {
        "bullet": lambda _: "",
        "none": lambda _: "",
        "decimalZero": lambda value: f"{value:02d}",
        "lowerRoman": _write_roman,
        "upperRoman": lambda value: _write_roman(value).upper(),
        "lowerLetter": _write_letter,
        "upperLetter": lambda value: _write_letter(value).upper(),
        "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
        "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
        "decimalEnclosedCircle": _write_circle,
        "decimalEnclosedCircleChinese": _write_circle,
        "decimalEnclosedParen": _write_bracket,
        "decimalEnclosedFullstop": _write_stop,
        "ideographTraditional": lambda value: _cycle(_STEMS, value),
        "ideographZodiac": lambda value: _cycle(_BRANCHES, value),
        "chineseLegalSimplified": lambda value: count_in_chinese(value).translate(
            _LEGAL_SIMPLIFIED
        ),
        "ideographLegalTraditional": lambda value: count_in_chinese(value).translate(
            _LEGAL_TRADITIONAL
        ),
    }
    | dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _write_digits
    )
    | dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        count_in_chinese,
    )
)
