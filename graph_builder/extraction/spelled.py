"""Numbers that a language with spaces spells out: six million, two thirds, to double."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_template, compile_words

from .numerals import WORD_SLOT
from .quantities import Quantity

if TYPE_CHECKING:
    from graph_builder.languages import Pack


@dataclass(frozen=True, slots=True)
class SpelledReader:
    """The compiled number words of one pack."""

    pattern: re.Pattern[str]
    numbers: dict[str, int]
    phrases: re.Pattern[str]
    entries: tuple[dict[str, Any], ...]
    scales: dict[str, Decimal]
    units: dict[str, Any]
    comparators: dict[str, str]
    single: frozenset[str]
    """Words that are numbers only before a number word or a unit: one in five."""

    def read(self, shadow: str) -> list[Quantity]:
        """All spelled quantities of a shadow; those of one kind in order."""
        found = [q for match in self.pattern.finditer(shadow) if (q := self._from(match))]
        return found + [self._from_phrase(match) for match in self.phrases.finditer(shadow)]

    def _from(self, match: re.Match[str]) -> Quantity | None:
        scale, surface = match["scale"], match["unit"] or ""
        if match["number"] in self.single and not scale and not surface:
            return None
        entry = self.units.get(surface, "count")
        unit, factor = (
            (entry["unit"], Decimal(entry.get("scale", "1")))
            if isinstance(entry, dict)
            else (entry, Decimal(1))
        )
        words = match["number"].replace("-", " ").split()
        value = sum(self.numbers[word] for word in words) * factor
        value *= self.scales[scale] if scale else 1
        return self._make(match, "number", value, unit, surface)

    def _from_phrase(self, match: re.Match[str]) -> Quantity:
        named = (name for name, words in match.groupdict().items() if words is not None)
        number = next(int(name[1:]) for name in named if name[1:].isdigit())
        entry = self.entries[number]
        return self._make(match, "core", Decimal(entry["value"]), entry["unit"], "-")

    def _make(
        self, match: re.Match[str], core: str, value: Decimal, unit: str, surface: str
    ) -> Quantity:
        before = " ".join((match["before"] or "").split())
        return Quantity(
            match.start(),
            match.end(),
            *match.span(core),
            value,
            None,
            unit,
            self.comparators.get(before, "="),
            counted=not surface,
            bounded=False,
            surface=surface.strip("-"),
        )


@cache
def compile_spelled(pack: Pack) -> SpelledReader | None:
    """The reader of spelled numbers of a pack; none where words have no spaces between them."""
    if not pack.spaces or not pack.templates("spelled"):
        return None
    table = pack.table("comparators", "before")
    before = rf"(?:\b(?P<before>{compile_words(table)}) {{1,3}})?"
    scales = {word: Decimal(str(size)) for word, size in pack.table("numbers", "scales").items()}
    units = pack.table("units")
    source = (
        rf"{before}(?P<number>{WORD_SLOT(pack)})(?: {{1,3}}(?P<scale>{compile_words(scales)})\b)?"
        rf"(?:[ -]{{1,3}}(?P<unit>{compile_words(units)})(?![a-z])|(?= {{1,3}}[a-z]))"
    )
    entries = tuple(pack.templates("spelled"))
    phrases = "|".join(
        rf"(?:{compile_template(e['template'], {}, pack.fold)})\b(?P<p{i}>)"
        for i, e in enumerate(entries)
    )
    return SpelledReader(
        re.compile(source),
        pack.table("numbers", "words"),
        re.compile(rf"{before}\b(?P<core>{phrases})"),
        entries,
        scales,
        units,
        table,
        frozenset(pack.words("numbers", "single")),
    )
