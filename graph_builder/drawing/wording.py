"""Numbers, bounds and verdicts in words, in English and in Chinese."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.offline import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from graph_builder.offline import Bilingual

LANGUAGES = ("en", "zh")

_SCALES = {
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
}
#: A number with more places than this is plainer in full.
_MOST_PLACES = 3
_HERE = Path(__file__).parent


@cache
def load_words() -> Mapping[str, Bilingual]:
    """The words of the page's own interface, by name."""
    return read_words(_HERE / "templates" / "words.json")


def speak(name: str, **parts: str) -> Bilingual:
    """A text of the interface in each language, its gaps filled with ``parts``.

    >>> speak("kind.goal")
    {'en': 'Goal', 'zh': '目标'}
    """
    return {language: text.format(**parts) for language, text in load_words()[name].items()}


def write_number(value: Decimal, language: str) -> str:
    """A number as people of a language read it, without losing a digit.

    >>> from decimal import Decimal
    >>> write_number(Decimal("33000000000"), "en"), write_number(Decimal("33000000000"), "zh")
    ('33 billion', '330亿')
    >>> write_number(Decimal("-14.40"), "en"), write_number(Decimal(27790000), "en")
    ('−14.4', '27.79 million')
    """
    sign = "−" if value < 0 else ""
    size = abs(value)
    for scale, word in _SCALES[language]:
        if size >= scale and _places(size / scale) <= _MOST_PLACES:
            # Chinese counts in steps of 10,000: a comma at 1,000 would cut across them.
            number = _plain(size / scale)
            return sign + (number.replace(",", "") if language == "zh" else number) + word
    return sign + _plain(size)


def _places(value: Decimal) -> int:
    _, point, places = _plain(value).partition(".")
    return len(places) if point else 0


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    whole, point, places = text.partition(".")
    places = places.rstrip("0")
    return f"{int(whole):,}" + (point + places if places else "")


def write_quantity(value: Decimal, unit: str, language: str) -> str:
    """A number with its unit.

    >>> from decimal import Decimal
    >>> write_quantity(Decimal(50), "%", "en")
    '50 %'
    >>> write_quantity(Decimal(1000000000), "吨", "zh")
    '10亿吨'
    """
    number = write_number(value, language)
    if not unit:
        return number
    return f"{number}{unit}" if language == "zh" else f"{number} {unit}"
