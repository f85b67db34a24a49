"""The languages of the page: its own words, and numbers and quantities as each writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from graph_builder.offline import Wordbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from pyoxigraph import Store

    from graph_builder.offline import LabelFile

#: The words of the explorer page.
BOOK = Wordbook(Path(__file__).parent / "words")
#: One text in each language of the page, or in those in which there is one.
Texts: TypeAlias = dict[str, str]
#: The languages that polcom brings; what a text lacks in another is shown in the first of these.
OWN = ("en", "zh")
#: A number with more places than this is plainer in full.
_MOST_PLACES = 3
_SCALES = tuple(f"number.1e{zeros}" for zeros in (12, 9, 8, 7, 6, 5, 4))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the page by language and name.

    ``lacks`` says of each language, by its file, which words are English because it has none.
    ``terms`` is the ontology, for names of things that a graph itself lacks in a language.
    """

    words: Mapping[str, Mapping[str, str]]
    lacks: Mapping[Path, tuple[str, ...]]
    terms: Store | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in the order of the switch: English, Chinese, then others as given."""
        return tuple(self.words)

    def tell_lacks(self) -> list[str]:
        """For each file that leaves words out, how many and which: they stand in English."""
        return [
            f"{path}: {len(names)} words are missing and stand in English: {', '.join(names)}"
            for path, names in self.lacks.items()
        ]

    def describe(self, key: str) -> dict[str, str]:
        """For each language what it says of itself: its ``tag``, ``name`` or ``direction``."""
        return {language: words[f"language.{key}"] for language, words in self.words.items()}

    def find(self, language: str) -> str | None:
        """The language by its code or tag, whatever the case."""
        wanted = language.lower()
        tags = {words["language.tag"].lower(): code for code, words in self.words.items()}
        return ({code.lower(): code for code in self.words} | tags).get(wanted)

    def by_name(self) -> dict[str, Texts]:
        """The text of each name in every language that has it."""
        names = dict.fromkeys(name for words in self.words.values() for name in words)
        return {
            name: {code: words[name] for code, words in self.words.items() if name in words}
            for name in names
        }

    def speak(self, name: str, **parts: str) -> Texts:
        """A text in each language, its gaps filled with ``parts``, the same in each.

        >>> load_wording().speak("kind.goal")
        {'en': 'Goal', 'zh': '目标'}
        """
        return {language: fill(words[name], parts) for language, words in self.words.items()}

    def say(self, name: str, **parts: Texts) -> Texts:
        """A text in each language, its gaps filled with ``parts`` in that language."""
        return {
            language: fill(
                words[name], {gap: pick(texts, language) for gap, texts in parts.items()}
            )
            for language, words in self.words.items()
        }

    def join(self, texts: list[Texts]) -> Texts:
        """Several texts as one list in each language."""
        return {
            language: words["list.separator"].join(pick(text, language) for text in texts)
            for language, words in self.words.items()
        }

    def same(self, text: str) -> Texts:
        """A text that every language writes alike."""
        return dict.fromkeys(self.words, text)

    def write_number(self, value: Decimal, language: str) -> str:
        """A number as people of a language read it, without losing a digit.

        >>> from decimal import Decimal
        >>> words, coal = load_wording(), Decimal("33000000000")
        >>> words.write_number(coal, "en"), words.write_number(coal, "zh")
        ('33 billion', '330亿')
        >>> words.write_number(Decimal("-14.40"), "en"), words.write_number(Decimal(27790000), "en")
        ('−14.4', '27.79 million')
        """
        words, size = self.words[language], abs(value)
        text = next(
            (
                fill(words[name], {"number": _write(size / scale, words, "number.scaled_group")})
                for name in _SCALES
                if words[name]
                and size >= (scale := 10 ** int(name.removeprefix("number.1e")))
                and _places(size / scale) <= _MOST_PLACES
            ),
            _write(size, words, "number.group"),
        )
        return fill(words["number.negative"], {"number": text}) if value < 0 else text

    def write_quantity(self, value: Decimal, unit: str, language: str) -> str:
        r"""A number with its unit, on one line.

        >>> from decimal import Decimal
        >>> load_wording().write_quantity(Decimal(50), "%", "en")
        '50\xa0%'
        >>> load_wording().write_quantity(Decimal(1000000000), "吨", "zh")
        '10亿吨'
        """
        number = self.write_number(value, language)
        if not unit:
            return number
        return fill(self.words[language]["say.quantity"], {"number": number, "unit": unit})

    def names_units(self, language: str) -> bool:
        """Whether a language writes units by name, as Chinese does, and not by sign."""
        return self.words[language]["language.units"] == "name"


def load_wording(files: Iterable[Path] = (), terms: Store | None = None) -> Wording:
    """English and Chinese, and the languages of label files; the later of two counts.

    A file of a language that is there changes the words that it holds. ``terms`` is an ontology
    with extensions, whose labels name what a graph leaves without one.

    Raises:
        UsageError: with every fault of a file, each with its line and what to write.

    """
    read = [BOOK.read(path) for path in files]
    return _join(tuple(read), terms) if read or terms else _load_own()


@cache
def _load_own() -> Wording:
    return _join((), None)


def _join(files: tuple[LabelFile, ...], terms: Store | None) -> Wording:
    english, chinese = BOOK.own
    words = {"en": dict(english.words), "zh": dict(chinese.words)}
    lacks: dict[Path, tuple[str, ...]] = {}
    for file in files:
        code = Wording(words, {}).find(file.tag) or file.tag
        if code not in words:
            lacks[file.path] = tuple(BOOK.list_missing(file))
            # English forms for numbers do not fit a text of another language.
            words[code] = {name: english.words[name] for name in BOOK.names}
        words[code] |= file.words
    return Wording(words, {path: names for path, names in lacks.items() if names}, terms)


def fill(text: str, parts: Mapping[str, str]) -> str:
    """A text with its gaps filled.

    >>> fill("{low} to {high}", {"low": "2", "high": "{3}"})
    '2 to {3}'
    """
    return text.format_map(parts)


def pick(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, else in English, in Chinese, or in the first there is.

    >>> pick({"zh": "煤炭"}, "en"), pick({"zh": "煤炭", "en": "coal"}, "fr"), pick({}, "en")
    ('煤炭', 'coal', '')
    """
    for one in (language, *OWN):
        if texts.get(one):
            return texts[one]
    return next(iter(texts.values()), "")


def _places(value: Decimal) -> int:
    _, point, places = _plain(value).partition(".")
    return len(places) if point else 0


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _write(value: Decimal, words: Mapping[str, str], group: str) -> str:
    whole, point, places = _plain(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", words[group])
    return grouped + (words["number.point"] + places if point else "")
