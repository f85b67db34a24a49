"""Other libraries that can find values of targets: each imported where it is used."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph_builder.languages import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .gold import GoldDocument, Span

_SENTENCE = re.compile(r"[^。！？；;!?\n]+")
_LATIN_SENTENCE = re.compile(r"[^\n.!?;]+(?:[.](?=\d)[^\n.!?;]+)*")
_DIGIT = re.compile(r"\d")


class MissingLibraryError(Exception):
    """A library that is not installed; says how to install it."""


@dataclass(frozen=True, slots=True)
class Library:
    """A way to find the values of targets, and the languages that it reads."""

    languages: tuple[str, ...]
    find: Callable[[GoldDocument], list[Span]]

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
            f"{package} is not installed, so its baseline is left out; "
            "add it with: pip install 'polcom[baselines]'"
        ) from None


def _find_by_words(document: GoldDocument) -> list[Span]:
    """Numbers that jieba tags, in sentences with a cue of a plan and none of a review."""
    tagger = load_library("jieba.posseg")
    load_library("jieba").setLogLevel(logging.WARNING)
    pack = load_pack(document.language)
    plan, review = set(pack.words("cues", "plan")), set(pack.words("cues", "review"))
    shadow = pack.fold(document.text)
    spans: list[Span] = []
    for match in _covered(_SENTENCE, document):
        tokens = list(_place_tokens(tagger.lcut(shadow[match.start() : match.end()]), match))
        words = {word for word, _, _ in tokens}
        if words & plan and not words & review:
            spans += [span for _, flag, span in tokens if flag == "m"]
    return spans


def _place_tokens(tokens: list[Any], match: re.Match[str]) -> Iterator[tuple[str, str, Span]]:
    place = match.start()
    for token in tokens:
        yield token.word, token.flag, (place, place + len(token.word))
        place += len(token.word)


def _find_quantities(document: GoldDocument) -> list[Span]:
    """Quantities with a unit that quantulum3 reads in sentences with a cue of a plan."""
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


LIBRARIES = {
    "jieba words and cue words": Library(("zh",), _find_by_words),
    "quantulum3 units and cue words": Library(("en",), _find_quantities),
}
