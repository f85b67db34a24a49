"""Enumerations: items that count on from one, also over paragraphs, and who announces how many."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template

from .numerals import WORD_SLOT, read_count
from .structure import Item, Paragraph, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.languages import Pack

    from .grids import Grid
    from .structure import Heading

_LONGEST = 200
_BULLETS, _HEADINGS = "•", "#"
"""The series of items without a number, and what those of headings begin with."""
_QUOTE = '"'
_TAIL = 30
"""In so many characters at the end of a sentence, the headings below it may be announced."""


@dataclass(frozen=True, slots=True)
class Announcement(Stretch):
    """A count that a headline announces, and the number of items found below it."""

    count: int
    found: int


@dataclass(slots=True)
class Run:
    """Items of one series that count 1, 2, 3; ``lead`` is the sentence that they stand under."""

    series: str
    lead: Stretch | None
    announcers: tuple[Stretch, ...]
    """Where the number of items may be announced, the nearest first."""
    items: list[Item] = field(default_factory=list)
    broken: bool = False
    """Whether a number is missing or out of order."""

    @property
    def end(self) -> int:
        """Where the last item begins."""
        return self.items[-1].start


@dataclass(frozen=True, slots=True)
class Enumerations:
    """All enumerations of a text."""

    runs: tuple[Run, ...]
    by_item: dict[int, tuple[Run, Item]]
    by_lead: dict[int, Run]
    announcements: tuple[Announcement, ...]

    def announced(self, span: Stretch) -> Announcement | None:
        """The announcement within a span, if any."""
        at = bisect_left(self.announcements, span.start, key=lambda said: said.start)
        found = self.announcements[at : at + 1]
        return found[0] if found and found[0].start < span.end else None


class _Walk:
    """Follows the parts of a text and opens and closes runs."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.open: dict[str, Run] = {}
        self.above: Paragraph | None = None
        self.heading: Heading | None = None

    def take(self, part: Paragraph | Grid) -> None:
        if not isinstance(part, Paragraph):
            return
        if part.heading and part.is_heading:
            self._enter(part, part.heading)
            return
        for item in part.items:
            self._count(part, item)
        if part.listed and not part.items:
            self._count(part, self._bullet(part))
        elif not part.items:
            self.above = part
            self.open.pop(_BULLETS, None)

    def _enter(self, part: Paragraph, heading: Heading) -> None:
        """A heading ends what is enumerated in the text, and may count on itself."""
        self.open = {k: v for k, v in self.open.items() if k.startswith(_HEADINGS)}
        if heading.ordinal:
            series = f"{_HEADINGS}{heading.level}"
            self._count(part, Item(part.start, part.end, heading.ordinal, series))
        self.heading, self.above = heading, None

    def _bullet(self, part: Paragraph) -> Item:
        """An item without a number counts on by its place."""
        run = self.open.get(_BULLETS)
        ordinal = len(run.items) + 1 if run else 1
        return Item(part.start, part.end, ordinal, _BULLETS)

    def _count(self, paragraph: Paragraph, item: Item) -> None:
        run = self.open.get(item.series)
        if run and item.ordinal == 1 and item.ordinal != run.items[-1].ordinal + 1:
            run = None
        if run is None:
            if item.ordinal != 1:
                return
            run = self._begin(paragraph, item)
        run.broken = run.broken or item.ordinal != len(run.items) + 1
        run.items.append(item)

    def _begin(self, paragraph: Paragraph, item: Item) -> Run:
        host = paragraph if item.start > paragraph.start else self.above
        sentences = host.sentences if host else ()
        count = bisect_left(sentences, item.start, key=lambda sentence: sentence.start)
        near = (*sentences[count - 1 : count], *sentences[: min(count, 1)]) if count else ()
        if item.series.startswith(_HEADINGS):
            near = tuple(Stretch(max(s.start, s.end - _TAIL), s.end) for s in near[:1])
        above = (self.heading,) if self.heading and not count else ()
        run = Run(item.series, sentences[0] if count else None, (*near, *above))
        self.open[item.series] = run
        self.runs.append(run)
        return run


def read_enumerations(shadow: str, parts: Iterable[Paragraph | Grid], pack: Pack) -> Enumerations:
    """The enumerations of the parts of a text; an item that stands alone enumerates nothing."""
    walk = _Walk()
    for part in parts:
        walk.take(part)
    runs = tuple(run for run in walk.runs if len(run.items) > 1)
    within = [run for run in runs if not run.series.startswith(_HEADINGS)]
    by_item = {item.start: (run, item) for run in within for item in run.items}
    by_lead = {run.lead.start: run for run in reversed(within) if run.lead}
    pattern = _compile(pack)
    announced = (_find_announcement(shadow, run, pattern, pack) for run in runs)
    found = sorted((said for said in announced if said), key=lambda said: said.start)
    return Enumerations(runs, by_item, by_lead, tuple(found))


def _compile(pack: Pack) -> re.Pattern[str]:
    template = pack.setting("goals", "announced", default="")
    slots = {"count": WORD_SLOT(pack), "number": r"\b\d{1,2}", "word": r"[a-z-]{1,20}"}
    source = compile_template(template, slots, pack.fold) if template else "(?P<count>(?!))"
    return re.compile(source if "P<number>" in source else f"{source}(?P<number>(?!))?")


def _find_announcement(
    shadow: str, run: Run, pattern: re.Pattern[str], pack: Pack
) -> Announcement | None:
    """The count that is announced for a run: one that fits, else the one of its lead.

    In quotation marks it may be a name, which only the lead announces parts by.
    """
    found = [
        Announcement(match.start(), match.end(), count, len(run.items))
        for span in reversed(run.announcers)
        for match in pattern.finditer(shadow, span.start, min(span.end, span.start + _LONGEST))
        if (count := _read_count(match, pack)) > 1
        and (count == len(run.items) or span == run.lead or shadow[match.start()] != _QUOTE)
    ]
    fitting = (said for said in found if said.count == said.found)
    return next(fitting, found[0] if found else None)


def _read_count(match: re.Match[str], pack: Pack) -> int:
    said = match.groupdict()
    return read_count(said["count"] or said["number"], pack)
