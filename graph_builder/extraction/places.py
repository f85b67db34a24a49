"""Places that statements name as their subject, themselves or through the heading above them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words
from graph_builder.model import Target

from .gazetteer import name_places, name_places_fully
from .structure import Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.languages import Pack

    from .assembly import Assembly
    from .structure import Heading
    from .times import TimePhrase

_NUMBER = re.compile(r"\(?\w{1,4}[、.)]\s?|#{1,6} ")


@dataclass(frozen=True, slots=True)
class PlaceReader:
    """The compiled names of known places for one pack."""

    names: re.Pattern[str]
    references: dict[str, str]

    def read(self, shadow: str, span: Stretch) -> tuple[str, Stretch] | None:
        """The place that a run of characters opens with, and where it is named."""
        match = self.names.match(shadow, span.start, span.end)
        if match is None:
            return None
        return self.references[match["name"]], Stretch(*match.span("name"))


def assign_places(
    assembly: Assembly, shadow: str, headings: Sequence[Heading], times: Sequence[TimePhrase]
) -> None:
    """Gives statements the known place that they or the heading above them open with."""
    reader = compile_places(assembly.pack)
    sections = _follow(reader, shadow, headings)
    starts = [start for start, _ in sections]
    labels = {m.id: next(iter(m.label.values())) for m in assembly.result.metrics}
    ends = {phrase.start: phrase.end for phrase in times}
    for index, statement in enumerate(assembly.result.statements):
        clause = statement.evidence[0]
        start = ends.get(clause.start, clause.start)
        while start < clause.end and shadow[start] in ",、 ":
            start += 1
        found, basis = reader.read(shadow, Stretch(start, clause.end)), "stated"
        if found is None:
            at = bisect_right(starts, clause.start) - 1
            found, basis = (sections[at][1] if at >= 0 else None), "carried"
        if found and not statement.place:
            assembly.trace(statement.id, "place", found[1], basis)
            update = {"place": found[0]}
            if isinstance(statement, Target):
                update |= _strip(assembly, statement, found[1], labels)
            assembly.result.statements[index] = statement.model_copy(update=update)


def _strip(
    assembly: Assembly, target: Target, named: Stretch, labels: dict[str, str]
) -> dict[str, str]:
    """The metric without the place that its name opens with, which has a field of its own."""
    label, place = labels.get(target.metric or "", ""), assembly.quote(named)
    if not label.startswith(place) or assembly.pack.fold(place) not in name_places_fully():
        return {}
    rest = label.removeprefix(place).lstrip()
    for joint in assembly.pack.words("places", "joints"):
        rest = rest.removeprefix(joint)
    return {"metric": assembly.metric(rest)} if rest else {}


def _follow(
    reader: PlaceReader, shadow: str, headings: Sequence[Heading]
) -> list[tuple[int, tuple[str, Stretch] | None]]:
    """From which offset on a heading gives which place; headings below it do not take it away."""
    levels: dict[int, tuple[str, Stretch]] = {}
    sections: list[tuple[int, tuple[str, Stretch] | None]] = []
    for heading in headings:
        levels = {k: v for k, v in levels.items() if k < heading.level}
        start = heading.start
        if number := _NUMBER.match(shadow, heading.start, heading.end):
            start = number.end()
        if found := reader.read(shadow, Stretch(start, heading.end)):
            levels[heading.level] = found
        sections.append((heading.start, levels[max(levels)] if levels else None))
    return sections


@cache
def compile_places(pack: Pack) -> PlaceReader:
    """The reader of places of a pack."""
    references = {n: r for n, r in name_places().items() if n.isascii() == pack.spaces}
    edge = r"\b" if pack.spaces else ""
    leads = compile_words(pack.words("places", "leads"))
    lead = f"(?:(?:{leads}) ?)?"
    return PlaceReader(re.compile(f"{lead}(?P<name>{compile_words(references)}){edge}"), references)
