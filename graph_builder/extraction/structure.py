"""The structure of a text: headings, paragraphs, sentences, clauses, enumerated items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template

from .numerals import WORD_SLOT, read_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.languages import Pack

_LONGEST_HEADING = 60
_QUOTED = re.compile(r"\"[^\"\n]{1,80}\"|\([^()\n]{1,80}\)")
_LINES = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading(Stretch):
    """A heading with its level, 1 the highest."""

    level: int


@dataclass(frozen=True, slots=True)
class Item(Stretch):
    """The headline of an enumerated item."""

    ordinal: int
    series: str


@dataclass(frozen=True, slots=True)
class Announcement(Stretch):
    """A count that a headline announces, and the number of items found below it."""

    count: int
    found: int


@dataclass(frozen=True, slots=True)
class Paragraph(Stretch):
    """A paragraph with its sentences; the heading that governs it, and its enumerated items."""

    heading: Heading | None
    sentences: tuple[Stretch, ...]
    items: tuple[Item, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True)
class StructureReader:
    """The compiled structure templates of one pack."""

    pack: Pack
    levels: tuple[tuple[re.Pattern[str], int], ...]
    enumerators: tuple[tuple[re.Pattern[str], str], ...]
    sentence: re.Pattern[str]
    clause: re.Pattern[str]
    quoted: re.Pattern[str]

    def read(self, shadow: str) -> tuple[list[Heading], list[Paragraph]]:
        """Headings and paragraphs of a shadow, in order."""
        headings: list[Heading] = []
        paragraphs: list[Paragraph] = []
        for line in _LINES.finditer(shadow):
            start, end = _trim(shadow, line.start(), line.end())
            if start == end:
                continue
            if level := self._heading_level(shadow, start, end):
                headings.append(Heading(start, end, level))
            paragraphs.append(self._paragraph(shadow, start, end, headings))
        return headings, paragraphs

    def _heading_level(self, shadow: str, start: int, end: int) -> int:
        if end - start > _LONGEST_HEADING or self.sentence.search(shadow, start, end - 1):
            return 0
        numbered = self._level(shadow, start)
        closed = shadow[end - 1] in self.pack.fold(
            self.pack.setting("marks", "sentence", default=".")
        )
        if numbered:
            return 0 if closed and numbered > 2 else numbered  # noqa: PLR2004 - 1. x. is an item
        if shadow[end - 1] in ":：" or closed or self.clause.search(shadow, start, end):
            return 0
        return 4

    def _level(self, shadow: str, start: int) -> int:
        return next((lvl for pattern, lvl in self.levels if pattern.match(shadow, start)), 0)

    def _paragraph(self, shadow: str, start: int, end: int, headings: list[Heading]) -> Paragraph:
        sentences = tuple(self._sentences(shadow, start, end))
        items = tuple(self._items(shadow, sentences))
        return Paragraph(start, end, headings[-1] if headings else None, sentences, items)

    def _sentences(self, shadow: str, start: int, end: int) -> Iterator[Stretch]:
        for match in self.sentence.finditer(shadow, start, end):
            if match.end() > start:
                yield Stretch(*_trim(shadow, start, match.end()))
                start = match.end()
        if start < end:
            yield Stretch(*_trim(shadow, start, end))

    def _items(self, shadow: str, sentences: tuple[Stretch, ...]) -> Iterator[Item]:
        for sentence in sentences:
            for pattern, series in self.enumerators:
                if match := pattern.match(shadow, sentence.start, sentence.end):
                    groups = [group for group in match.groups() if group]
                    ordinal = read_count(groups[0], self.pack) if groups else 0
                    yield Item(sentence.start, sentence.end, ordinal, series)
                    break

    def clauses(self, shadow: str, sentence: Stretch) -> list[Stretch]:
        """The clauses of a sentence, without the marks between them."""
        found: list[Stretch] = []
        start = sentence.start
        quotes = self.quoted.finditer(shadow, sentence.start, sentence.end)
        quote = next(quotes, None)
        for match in self.clause.finditer(shadow, sentence.start, sentence.end):
            while quote and quote.end() <= match.start():
                quote = next(quotes, None)
            if quote and quote.start() < match.start():
                continue
            found.append(Stretch(start, match.start()))
            start = match.end()
        end = sentence.end
        while end > start and self.sentence.match(shadow, end - 1, end):
            end -= 1
        found.append(Stretch(start, end))
        trimmed = (Stretch(*_trim(shadow, clause.start, clause.end)) for clause in found)
        return [clause for clause in trimmed if clause.start < clause.end]


def split_list(shadow: str, span: Stretch, joiners: tuple[str, ...]) -> list[Stretch]:
    """The members of a list, without the marks and words between them."""
    parts, start, place = [], span.start, span.start
    while place < span.end:
        joiner = next((j for j in joiners if shadow.startswith(j, place)), None)
        if joiner:
            parts.append(Stretch(start, place))
            place += len(joiner)
            start = place
        else:
            place += 1
    parts.append(Stretch(start, span.end))
    return [part for part in parts if part.start < part.end]


def _trim(shadow: str, start: int, end: int) -> tuple[int, int]:
    while start < end and shadow[start].isspace():
        start += 1
    while end > start and shadow[end - 1].isspace():
        end -= 1
    return start, end


@cache
def compile_structure(pack: Pack) -> StructureReader:
    """The reader of structure of a pack."""
    slots = {"words": WORD_SLOT(pack), "number": r"\d{1,3}(?!\d)", "letter": "[a-z]"}
    levels = tuple(
        (re.compile(compile_template(e["template"], slots, pack.fold)), e["level"])
        for e in pack.templates("headings_levels")
    )
    enumerators = tuple(
        (re.compile(compile_template(e["template"], slots, pack.fold)), e["series"])
        for e in pack.templates("enumerators")
    )
    marks = pack.fold(pack.setting("marks", "sentence", default="."))
    points = "".join(sorted(set(marks)))
    if pack.spaces:
        sentence = rf"(?:(?<!\b[a-z])(?<!\be\.g)[{re.escape(points)}](?= |$))"
    else:
        sentence = f"[{re.escape(points)}]"
    clause_marks = set(pack.fold(pack.setting("marks", "clause", default=",;:"))) - {","}
    clause = rf"(?:,(?!\d{{3}}(?!\d))|(?<!\d),|[{re.escape(''.join(sorted(clause_marks)))}])"
    return StructureReader(
        pack, levels, enumerators, re.compile(sentence), re.compile(clause), _QUOTED
    )
