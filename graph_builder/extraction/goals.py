"""Goals from headings, headlines and enumerations, with the counts that they announce."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template, compile_words
from graph_builder.model import Goal

from .frames import REVIEW
from .numerals import WORD_SLOT, read_count
from .structure import Announcement, Stretch

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .assembly import Assembly
    from .structure import Heading, Item, Paragraph

_SHORT = 60


class GoalReader:
    """Follows headings and enumerated items; ``current`` is the goal that now governs."""

    def __init__(self, assembly: Assembly, shadow: str, pack: Pack) -> None:
        self.assembly, self.shadow, self.pack = assembly, shadow, pack
        self.heading: str | None = None
        self.lead: str | None = None
        self.current: str | None = None
        self.pending: dict[str, object] = {}
        self.open: list[tuple[dict[str, object], int]] = []
        self.paragraph: Paragraph | None = None
        slots = {"count": WORD_SLOT(pack), "number": r"\d{1,2}"}
        announced = pack.setting("goals", "announced", default="")
        self.announced = re.compile(
            compile_template(announced, slots, pack.fold) if announced else r"(?!)"
        )
        verbs = pack.words("verbs", "action") + pack.words("qualities", "reach")
        self.verbs = re.compile(compile_words(verbs))
        self.sets = re.compile(compile_words(pack.words("goals", "sets")))
        self.nested = frozenset(pack.words("goals", "nested"))
        self.top = frozenset(pack.words("goals", "top"))
        self.heading_verbs = re.compile(f"[^\n]{{0,8}}?(?:{compile_words(verbs)})")

    def enter_heading(self, heading: Heading, modality: str) -> None:
        """A heading under which commitments stand, and which asks for something, is a goal."""
        self.heading = self.lead = self.current = None
        if modality == REVIEW or heading.level != 2:  # noqa: PLR2004 - （一） names an aim
            return
        if self.heading_verbs.match(self.shadow, heading.start, heading.end):
            self.heading = self._add(heading, None, None)
            self.current = self.heading

    def read(self, paragraph: Paragraph, sentence: Stretch, modality: str) -> str | None:
        """The goal that a sentence names, if it is a headline."""
        if paragraph is not self.paragraph:
            self.paragraph = paragraph
            self.lead = None
            self.current = self.heading
        if modality == REVIEW:
            return None
        item = next((i for i in paragraph.items if i.start == sentence.start), None)
        if item:
            return self._read_item(paragraph, item)
        if sentence.start == paragraph.start:
            return self._read_lead(paragraph, sentence)
        return self._read_set(sentence)

    def _read_item(self, paragraph: Paragraph, item: Item) -> str | None:
        if item.end - item.start > 2 * _SHORT or item.series not in self.nested | self.top:
            return None
        if item.series in self.top:
            goal = self.lead = self._add(item, self.heading, item.ordinal or None)
        else:
            run = [i for i in paragraph.items if i.series == item.series]
            if len(run) > 1 and [i.ordinal for i in run] != list(range(1, len(run) + 1)):
                self.assembly.doubt("enumeration-broken", item)
            goal = self._add(item, self.lead or self.heading, item.ordinal or None)
            self._count_part(item)
        self.current = goal
        return goal

    def _count_part(self, item: Item) -> None:
        if self.open and self.open[-1][0].get("paragraph") is self.paragraph:
            self.open[-1][0]["found"] = item.ordinal

    def _read_lead(self, paragraph: Paragraph, sentence: Stretch) -> str | None:
        nested = [i for i in paragraph.items if i.series in self.nested]
        short = sentence.end - sentence.start <= _SHORT
        if nested and short and self.verbs.match(self.shadow, sentence.start, sentence.end):
            goal = self._add(sentence, None, None, parts=len(nested))
            self.lead = self.current = goal
            return goal
        return self._read_set(sentence)

    def _read_set(self, sentence: Stretch) -> str | None:
        match = self.sets.search(
            self.shadow, sentence.start, min(sentence.end, sentence.start + _SHORT)
        )
        if match is None:
            return None
        span = Stretch(sentence.start, match.end())
        goal = self._add(span, self.heading, None)
        self.current = goal
        return None

    def _add(self, span: Stretch, parent: str | None, ordinal: int | None, parts: int = 0) -> str:
        end = span.end
        while end > span.start and self.shadow[end - 1] in "。.!?;:,":
            end -= 1
        span = Stretch(span.start, end)
        fields = self.assembly.base("goal", span)
        name = str(fields["id"])
        count = self._announced(span, parts)
        goal = Goal(**fields, part_of=parent, ordinal=ordinal, declared_part_count=count)
        self.assembly.result.statements.append(goal)
        return name

    def _announced(self, span: Stretch, parts: int) -> int | None:
        for match in self.announced.finditer(self.shadow, span.start, span.end):
            count = read_count(match["count"], self.pack)
            if count > 1 and parts:
                found = Announcement(match.start(), match.end(), count, parts)
                self.assembly.result.announcements.append(found)
                if count != parts:
                    self.assembly.doubt("announced-count-differs", span)
                return count
        return None
