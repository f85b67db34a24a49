"""Directive citations: quotations in a frame such as 落实“…”重要要求; marks alone prove nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .structure import Stretch

if TYPE_CHECKING:
    from graph_builder.languages import Pack

_QUOTATION = re.compile(r"\"([^\"\n]{2,80})\"")
_BEFORE = 14


@dataclass(frozen=True, slots=True)
class CitationReader:
    """The compiled citation frames of one pack."""

    verbs: re.Pattern[str]
    nouns: re.Pattern[str]
    strong: re.Pattern[str]
    names: re.Pattern[str]

    def read(self, shadow: str, text: str) -> list[Stretch]:
        """The spans within the marks of quotations that refer to a directive."""
        found: list[Stretch] = []
        for match in _QUOTATION.finditer(shadow):
            if text[match.start()] in "”」』":
                continue
            if self._is_framed(shadow, match):
                found.append(Stretch(match.start(1), match.end(1)))
        return found

    def _is_framed(self, shadow: str, match: re.Match[str]) -> bool:
        if self.strong.match(shadow, match.end()):
            return True
        start = max(0, match.start() - _BEFORE)
        led = max(self.verbs.finditer(shadow, start, match.start()), key=_end, default=None)
        if led is None or any(mark in shadow[led.end() : match.start()] for mark in ",;。"):
            return False
        if self.nouns.match(shadow, match.end()):
            return True
        return led.end() == match.start() and self.names.match(match[1]) is not None


def _end(match: re.Match[str]) -> int:
    return match.end()


@cache
def compile_citations(pack: Pack) -> CitationReader:
    """The reader of citations of a pack."""
    return CitationReader(
        re.compile(compile_words(pack.words("citations", "verbs"))),
        re.compile(compile_words(pack.words("citations", "nouns"))),
        re.compile(compile_words(pack.words("citations", "strong_nouns"))),
        re.compile(compile_words(pack.words("citations", "names"))),
    )
