"""Other libraries that can compete in a part of the work: each imported where it is used.

None of them knows what a commitment is; each gets what helps it: sentences without a cue of a
review, units beside the number, the value alone, a number right in any unit of its kind.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph_builder.extraction import guess_issue_date
from graph_builder.languages import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .gold import GoldDocument, GoldRecord, Span

_SENTENCE = re.compile(r"[^。！？；;!?\n]+")
_LATIN_SENTENCE = re.compile(r"[^\n.!?;]+(?:[.](?=\d)[^\n.!?;]+)*")
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(r"[0-9.零一二两三四五六七八九十百千万亿]+")
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_MEASURE = frozenset({"%", "％"})
_CALENDAR = ("年", "月", "日")
_LANGUAGES = {"zh-Hans-CN": "zh", "zh-Hant-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant"}


class MissingLibraryError(Exception):
    """A library that is not installed; says how to install it."""


@dataclass(frozen=True, slots=True)
class Library:
    """What a library does for a document, and the languages in which it can."""

    languages: tuple[str, ...]
    run: Callable[..., Any]

    def reads(self, document: GoldDocument) -> bool:
        """Whether the library reads the language of a document."""
        return document.language.startswith(self.languages)


def load_library(name: str) -> Any:  # noqa: ANN401 - these libraries have no types
    """An optional library.

    Raises:
        MissingLibraryError: when it is not installed.

    """
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise MissingLibraryError(
            f"{package} is not installed, so it is left out; "
            "add it with: pip install 'polcom[baselines]'"
        ) from None


def find_with_jieba(document: GoldDocument) -> list[Span]:
    """Numbers with a unit that jieba tags, in sentences without a cue of a review."""
    tagger = load_library("jieba.posseg")
    load_library("jieba").setLogLevel(logging.WARNING)
    pack = load_pack(document.language)
    review = set(pack.words("cues", "review"))
    shadow = pack.fold(document.text)
    spans: list[Span] = []
    for match in _covered(_SENTENCE, document):
        tokens = tagger.lcut(shadow[match.start() : match.end()])
        if not review & {token.word for token in tokens}:
            spans += _join_numbers(tokens, match.start())
    return spans


def _join_numbers(tokens: list[Any], place: int) -> Iterator[Span]:
    """Runs of tokens that make a number and its unit; years and days are none."""
    run = ""
    for token in (*tokens, None):
        word = token.word if token else ""
        if token and (token.flag == "m" or (run and (word in _MEASURE or token.flag == "q"))):
            run += word
        else:
            dated = word.startswith(_CALENDAR) or run.endswith(_CALENDAR)
            if _DIGIT.search(run) and not run[-1].isdigit() and not dated:
                yield place - len(run), place
            run = ""
        place += len(word)


def find_with_quantulum(document: GoldDocument) -> list[Span]:
    """Quantities with a unit that quantulum3 reads, in sentences with a cue of a plan."""
    parser = load_library("quantulum3.parser")
    pack = load_pack(document.language)
    plan = pack.words("cues", "plan")
    spans: list[Span] = []
    for match in _covered(_LATIN_SENTENCE, document):
        sentence = match[0]
        words = f" {' '.join(re.findall(r'[a-z]+', sentence.lower()))} "
        if not _DIGIT.search(sentence) or not any(f" {cue} " in words for cue in plan):
            continue
        spans += [
            (match.start() + quantity.span[0], match.start() + quantity.span[1])
            for quantity in parser.parse(sentence)
            if quantity.unit.name != "dimensionless"
        ]
    return spans


def _covered(pattern: re.Pattern[str], document: GoldDocument) -> Iterator[re.Match[str]]:
    """The sentences that begin or end where a document is annotated."""
    for match in pattern.finditer(document.text):
        if document.covers(match.start()) or document.covers(match.end() - 1):
            yield match


def read_with_cn2an(words: str) -> list[Decimal]:
    """The numbers that cn2an may mean in folded words; a unit such as 千瓦 may add a 千."""
    library = load_library("cn2an")
    match = _NUMERAL.search(words)
    numbers = []
    for numeral in (match[0], match[0][:-1]) if match else ():
        with suppress(ValueError):
            numbers.append(Decimal(str(library.cn2an(numeral, "smart"))))
    with suppress(ValueError):
        numbers += map(Decimal, _ARABIC.findall(library.transform(words)))
    return numbers


def read_with_quantulum(words: str) -> list[Decimal]:
    """The number that quantulum3 reads in some words."""
    quantities = load_library("quantulum3.parser").parse(words)
    return [Decimal(str(quantity.value)) for quantity in quantities[:1]]


def date_with_dateparser(document: GoldDocument, record: GoldRecord) -> int | None:
    """The year of the last date that dateparser finds in the sentence of a record."""
    search = load_library("dateparser.search")
    issued = guess_issue_date(document.text)
    settings = {"RELATIVE_BASE": datetime(issued.year, issued.month, issued.day)} if issued else {}  # noqa: DTZ001 - dateparser wants a naive day
    start = 1 + max(document.text.rfind(mark, 0, record.span[0]) for mark in "。\n.；;")
    sentence = document.text[start : record.span[1]]
    language = _LANGUAGES.get(document.language, document.language)
    found = search.search_dates(sentence, languages=[language], settings=settings)
    return int(found[-1][1].year) if found else None


FINDERS = {
    "jieba words and cue words": Library(("zh",), find_with_jieba),
    "quantulum3 units and cue words": Library(("en",), find_with_quantulum),
}
NUMBER_READERS = {
    "cn2an": Library(("zh",), read_with_cn2an),
    "quantulum3": Library(("en",), read_with_quantulum),
}
DATERS = {"dateparser": Library(("en", "zh"), date_with_dateparser)}
