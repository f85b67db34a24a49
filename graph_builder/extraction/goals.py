"""Goals from headings, headlines and enumerations, with the counts that they announce."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template, compile_words
from graph_builder.model import Goal

from .cues import compile_cues
from .frames import PLAN, REVIEW
from .programmes import compile_programmes, names_programme
from .structure import Stretch

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .assembly import Assembly
    from .enumerations import Enumerations, Run
    from .structure import Heading, Item, Paragraph

_SHORT = 60
_HEADLINE = 40
_NO_HEADLINE = re.compile(r"[\d,;:]")
_NEAR = 1
"""So close behind a heading, a paragraph stands in the line of its heading."""
_VALUE = re.compile(r".?\d")
"""A value right behind the name of a set of targets: one target, not the set."""
_AIM, _LINE = 2, 4
"""The level of （一）, which names an aim, and that of a line without a number."""


class GoalReader:
    """Follows headings and enumerated items; ``current`` is the goal that now governs."""

    def __init__(
        self, assembly: Assembly, shadow: str, pack: Pack, enumerations: Enumerations
    ) -> None:
        self.assembly, self.shadow, self.pack = assembly, shadow, pack
        self.enumerations = enumerations
        self.cues = compile_cues(pack)
        self.levels: dict[int, str] = {}
        self.lead: str | None = None
        self.current: str | None = None
        self.run: Run | None = None
        self.leads: dict[int, str | None] = {}
        self.paragraph: Paragraph | None = None
        verbs = pack.words("verbs", "action") + pack.words("qualities", "reach")
        self.verbs = re.compile(compile_words(verbs))
        self.sets = re.compile(compile_words(pack.words("goals", "sets")))
        self.backward = re.compile(compile_words(pack.words("goals", "backward")))
        self.programmes = compile_programmes(pack)
        defining = pack.words("goals", "defining")
        self.defining = (
            re.compile(f"[^,;。]{{0,4}}(?:{compile_words(defining)})") if defining else None
        )
        self.declared = _compile_label(pack, "declared")
        self.labelled = _compile_label(pack, "labelled")
        self.section = _LINE
        self.last_set: str | None = None
        self.nested = frozenset(pack.words("goals", "nested"))
        self.top = frozenset(pack.words("goals", "top"))
        self.heading_verbs = re.compile(
            f"(?:[^\n]{{0,60}}?[,;])?[^\n]{{0,8}}?(?:{compile_words(verbs)})"
        )

    @property
    def heading(self) -> str | None:
        """The goal of the lowest heading that is one."""
        return self.levels[max(self.levels)] if self.levels else None

    def enter_heading(self, heading: Heading, modality: str) -> None:
        """A heading under which commitments stand, and which asks for something, is a goal."""
        self.levels = {k: v for k, v in self.levels.items() if k < heading.level}
        self.section = min(heading.level, self.section) if heading.level == _LINE else heading.level
        self.lead = self.run = None
        if modality != REVIEW and self._names_goal(heading):
            self.levels[heading.level] = self._add(heading, self.heading, heading.ordinal or None)
        self.current = self.heading

    def _names_goal(self, heading: Heading) -> bool:
        if heading.level >= _LINE:
            named = list(self.sets.finditer(self.shadow, heading.start, heading.end))
            return bool(named) and named[-1].end() == heading.end
        if self.labelled.match(self.shadow, heading.start, heading.end):
            return True
        asks = self.heading_verbs.match(self.shadow, heading.start, heading.end)
        return heading.level >= _AIM and asks is not None

    def read(self, paragraph: Paragraph, sentence: Stretch, modality: str) -> str | None:
        """The goal that a sentence names, if it is a headline."""
        if paragraph is not self.paragraph:
            self._enter(paragraph)
        if modality == REVIEW:
            return None
        if found := self.enumerations.by_item.get(sentence.start):
            return self._read_item(*found)
        if sentence.start == paragraph.start:
            return self._read_lead(paragraph, sentence, modality)
        return self._read_set(sentence)

    def _enter(self, paragraph: Paragraph) -> None:
        """A paragraph begins: what an enumeration leads goes on until its last item."""
        self.paragraph = paragraph
        found = self.enumerations.by_item.get(paragraph.start)
        if found and id(found[0]) in self.leads:
            self.lead = self.leads[id(found[0])]
        elif self.run is None or paragraph.start > self.run.end:
            self.lead = self.run = None
            self.current = self.heading

    def _read_item(self, run: Run, item: Item) -> str | None:
        if item.end - item.start > 2 * _SHORT or item.series not in self.nested | self.top:
            return None
        if run.broken and item is run.items[-1]:
            self.assembly.doubt("enumeration-broken", item)
        if item.series in self.top:
            goal = self.lead = self._add(item, self.heading, item.ordinal or None)
        else:
            self.leads.setdefault(id(run), self.lead)
            self.run = run
            goal = self._add(item, self.lead or self.heading, item.ordinal or None)
        self.current = goal
        return goal

    def _read_lead(self, paragraph: Paragraph, sentence: Stretch, modality: str) -> str | None:
        length = sentence.end - sentence.start
        asks = self.verbs.match(self.shadow, sentence.start, sentence.end)
        run = self.enumerations.by_lead.get(sentence.start)
        if run and run.series in self.nested and asks and length <= _SHORT:
            goal = self._add(sentence, self.heading, None)
            self.lead = self.current = self.leads[id(run)] = goal
            return goal
        if self.declared.search(self.shadow, sentence.start, sentence.start + _SHORT):
            return self._read_declared(sentence)
        named = self.sets.search(self.shadow, sentence.start, sentence.end)
        if not named and self._is_headline(paragraph, sentence, modality):
            self.current = self._add(sentence, self.heading, None)
            return self.current
        return self._read_set(sentence)

    def _read_declared(self, sentence: Stretch) -> str:
        """A sentence that calls itself a goal rules its section, before any section all of them."""
        level = self.section if self.section < _LINE else 0
        self.levels = {k: v for k, v in self.levels.items() if k < level}
        self.levels[level] = self.current = self._add(sentence, self.heading, None)
        return self.current

    def _is_headline(self, paragraph: Paragraph, sentence: Stretch, modality: str) -> bool:
        """Whether a short sentence asks for what its paragraph then sets out."""
        short = sentence.end - sentence.start <= _HEADLINE and len(paragraph.sentences) > 1
        above = paragraph.heading
        goes_on = above is not None and paragraph.start - above.end < _NEAR
        if not short or goes_on or paragraph.listed or modality not in {PLAN, ""}:
            return False
        if _NO_HEADLINE.search(self.shadow, sentence.start, sentence.end - 1):
            return False
        span = (sentence.start, sentence.end)
        if self.cues.has("cues.review", self.shadow, *span):
            return False
        if self.verbs.match(self.shadow, *span):
            return not names_programme(self.programmes, self.shadow, *span)
        return modality == PLAN and self.cues.has("cues.plan", self.shadow, *span)

    def _read_set(self, sentence: Stretch) -> str | None:
        near = min(sentence.end, sentence.start + _SHORT)
        match = self.sets.search(self.shadow, sentence.start, near)
        if match is None or _VALUE.match(self.shadow, match.end()):
            return None
        if self.backward.search(self.shadow, sentence.start, match.start()):
            self.current = self.last_set or self.current
            return None
        if self.defining and not self.defining.match(self.shadow, match.end(), sentence.end):
            return None
        span = Stretch(sentence.start, match.end())
        self.current = self.last_set = self._add(span, self.heading, None)
        return None

    def _add(self, span: Stretch, parent: str | None, ordinal: int | None) -> str:
        end = span.end
        while end > span.start and self.shadow[end - 1] in "。.!?;:,":
            end -= 1
        span = Stretch(span.start, end)
        fields = self.assembly.base("goal", span)
        said = self.enumerations.announced(span)
        goal = Goal(
            **fields,
            part_of=parent,
            ordinal=ordinal,
            declared_part_count=said.count if said else None,
        )
        self.assembly.result.statements.append(goal)
        return str(fields["id"])


def _compile_label(pack: Pack, name: str) -> re.Pattern[str]:
    """The pattern of a label such as "Goal 2:" by which something calls itself a goal."""
    template = pack.setting("goals", name, default="")
    slots = {"number": r"\d{1,2}(?:\.\d{1,2})?", "word": r"[a-z0-9-]{1,12}"}
    source = compile_template(template, slots, pack.fold) if template else r"(?!)"
    return re.compile(source)
