"""The structure of a text: headings, paragraphs, sentences, clauses, enumerated items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template, compile_words

from .numerals import WORD_SLOT, read_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.languages import Pack

_NUMBERED = re.compile(r"(?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2}){1,3})\. ")
"""A number before a headline whose full stop ends no sentence: III., 2.1.4."""
_LONGEST_HEADING = 60
_QUOTED = re.compile(r"\"[^\"\n]{1,80}\"|\([^()\n]{1,80}\)")
_GAP = re.compile(r"(?<=[^ ]) {2,}(?=[^ ])")
_NUMBER = re.compile(r"\(?\d{1,3}(?:[.、)](?!\d)|\. ?)|\(\w{1,3}\)")
_STRONG = re.compile(r"[;:] ?")
_DIGIT = re.compile(r"\d")
_BULLETS = "-—•·*●■▪"
_UNNUMBERED = 4
"""The level of a line without a number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters of the text."""

    start: int
    end: int


def trim(text: str, start: int, end: int) -> Stretch:
    """A run without the white space at its ends.

    >>> trim(" ab ", 0, 4)
    Stretch(start=1, end=3)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(start, end)


@dataclass(frozen=True, slots=True)
class Heading(Stretch):
    """A heading with its level, 1 the highest, and its number where it has one."""

    level: int
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Item(Stretch):
    """The headline of an enumerated item."""

    ordinal: int
    series: str


@dataclass(frozen=True, slots=True)
class Paragraph(Stretch):
    """A paragraph with its sentences; the heading that governs it, and its enumerated items."""

    heading: Heading | None
    sentences: tuple[Stretch, ...]
    items: tuple[Item, ...]
    listed: bool = False
    """Whether it is an item of a list."""

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading itself."""
        heading = self.heading
        return heading is not None and (heading.start, heading.end) == (self.start, self.end)


@dataclass(frozen=True, slots=True)
class StructureReader:
    """The compiled structure templates of one pack."""

    pack: Pack
    levels: tuple[tuple[re.Pattern[str], int], ...]
    enumerators: tuple[tuple[re.Pattern[str], str], ...]
    sentence: re.Pattern[str]
    clause: re.Pattern[str]
    quoted: re.Pattern[str]
    ordinals: dict[str, int]
    listed: int
    """The level of headings such as 1., which may be plain items of a list."""

    @property
    def longest(self) -> int:
        """The length of the longest numbered heading; letters take more room than characters."""
        return 2 * _LONGEST_HEADING if self.pack.spaces else _LONGEST_HEADING

    def divide(self, shadow: str, line: Stretch) -> Iterator[Stretch]:
        """The parts of a line that stand for lines: headings set off by spaces, or by a stop."""
        start = line.start
        for gap in _GAP.finditer(shadow, line.start, line.end):
            if self._level(shadow, gap.end()) or self._is_number(shadow, start, gap.start()):
                yield from self._split(shadow, Stretch(start, gap.start()))
                start = gap.end()
        yield from self._split(shadow, Stretch(start, line.end))

    def _is_number(self, shadow: str, start: int, end: int) -> bool:
        """Whether a run is a numbered heading and nothing else."""
        return bool(
            end - start <= self.longest
            and self._level(shadow, start)
            and not self.sentence.search(shadow, start, end)
        )

    def _split(self, shadow: str, part: Stretch) -> Iterator[Stretch]:
        """A numbered headline at the front of a paragraph apart from what stands below it."""
        level, end = self._level(shadow, part.start), part.start
        if 0 < level < self.listed:
            stop = self.sentence.search(shadow, part.start, part.start + self.longest)
            if stop and stop.end() < part.end and not _DIGIT.search(shadow, end, stop.end()):
                end = stop.end()
        if end > part.start:
            yield trim(shadow, part.start, end)
        yield trim(shadow, end, part.end)

    def find_heading(self, shadow: str, line: Stretch) -> Heading | None:
        """The heading that a line is, if it is one."""
        start, end = line.start, line.end
        number = _NUMBERED.match(shadow, start, end)
        begin = number.end() if number else start
        if end - start > self.longest or self.sentence.search(shadow, begin, end - 1):
            return None
        marks = self.pack.fold(self.pack.setting("marks", "sentence", default="."))
        closed, level = shadow[end - 1] in marks, self._level(shadow, start)
        if level:
            if level >= self.listed and (closed or self.clause.search(shadow, start, end)):
                return None
            return Heading(start, end, level, self._ordinal(shadow, start))
        listed = shadow[start] in _BULLETS or shadow[end - 1] in ":："
        long = end - start > _LONGEST_HEADING
        if long or listed or closed or self.clause.search(shadow, start, end):
            return None
        return Heading(start, end, _UNNUMBERED)

    def number(self, shadow: str, heading: Stretch, level: int) -> Heading:
        """The heading of a run that is known to be one; its number decides on its level."""
        own = self._level(shadow, heading.start)
        ordinal = self._ordinal(shadow, heading.start)
        return Heading(heading.start, heading.end, own or level, ordinal)

    def is_numbered(self, line: str) -> bool:
        """Whether a folded line opens like a numbered heading."""
        return self._level(line, 0) > 0

    def _level(self, shadow: str, start: int) -> int:
        return next((lvl for pattern, lvl in self.levels if pattern.match(shadow, start)), 0)

    def _ordinal(self, shadow: str, start: int) -> int:
        matches = (pattern.match(shadow, start) for pattern, _ in self.levels)
        groups = next((match.groups() for match in matches if match), ())
        return next((self._count(group) for group in groups if group), 0)

    def paragraph(
        self, shadow: str, line: Stretch, heading: Heading | None, *, listed: bool = False
    ) -> Paragraph:
        """The paragraph of a run of characters, below a heading."""
        sentences = tuple(self._sentences(shadow, line.start, line.end))
        items = tuple(self._items(shadow, sentences))
        listed = listed or shadow[line.start] in _BULLETS
        return Paragraph(line.start, line.end, heading, sentences, items, listed)

    def _sentences(self, shadow: str, start: int, end: int) -> Iterator[Stretch]:
        for match in self.sentence.finditer(shadow, start, end):
            if match.end() > start:
                yield trim(shadow, start, match.end())
                start = match.end()
        if start < end:
            yield trim(shadow, start, end)

    def _items(self, shadow: str, sentences: tuple[Stretch, ...]) -> Iterator[Item]:
        for sentence in sentences:
            if item := self._item(shadow, sentence.start, sentence.end):
                yield item
            for mark in _STRONG.finditer(shadow, sentence.start, sentence.end):
                if item := self._item(shadow, mark.end(), sentence.end):
                    yield item

    def _item(self, shadow: str, start: int, end: int) -> Item | None:
        for pattern, series in self.enumerators:
            if match := pattern.match(shadow, start, end):
                word = next((group for group in match.groups() if group), "")
                return Item(start, end, self._count(word), series)
        return None

    def _count(self, word: str) -> int:
        """The number that a number word or an ordinal stands for, 0 for none."""
        return int(self.ordinals.get(word) or read_count(word, self.pack)) if word else 0

    def skip_number(self, shadow: str, span: Stretch) -> int:
        """Where the words of an item begin, behind its number or bullet."""
        start = span.start
        if number := _NUMBER.match(shadow, start, span.end):
            start = number.end()
        while start < span.end and shadow[start] in f"{_BULLETS} ":
            start += 1
        return start

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
        trimmed = (trim(shadow, clause.start, clause.end) for clause in found)
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


@cache
def compile_structure(pack: Pack) -> StructureReader:
    """The reader of structure of a pack."""
    slots = {"words": WORD_SLOT(pack), "number": r"\d{1,3}(?!\d)", "letter": "[a-z]"}
    ordinals = pack.table("ordinals")
    slots["ordinal"] = compile_words(ordinals)
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
        pack,
        levels,
        enumerators,
        re.compile(sentence),
        re.compile(clause),
        _QUOTED,
        ordinals,
        _find_listed(pack),
    )


def _find_listed(pack: Pack) -> int:
    """The level of headings that open with a number in digits, in this pack before others."""
    entries = pack.templates("headings_levels")
    numbered = (e["level"] for e in entries if e["template"].startswith("{number}"))
    return int(next(numbered, _UNNUMBERED))
