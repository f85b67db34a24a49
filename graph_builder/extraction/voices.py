"""The modality of each value where one clause may hold several, and the lists that lend theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .frames import FORECAST, PLAN, REVIEW
from .predicates import Setting, compile_predicates, is_future
from .structure import Stretch

if TYPE_CHECKING:
    from .predicates import Cue
    from .quantities import Quantity
    from .reading import TextReader
    from .structure import Heading, Paragraph
    from .times import TimePhrase

_BULLET = re.compile(r"[-–—•·*●■▪▫◦‣]{1,2} |o |\|")
_UNNUMBERED = 4
_ARTICLES = 2
_NUMBERED = re.compile(r"\(?\w{1,3}[.)] ")


class VoiceReader:
    """Judges values one by one; ``listed`` is the time that the lead of a list gives its items."""

    def __init__(self, reader: TextReader) -> None:
        self.reader = reader
        pack = reader.assembly.pack
        self.predicates = compile_predicates(pack)
        self.plans: dict[int, bool] = {}
        headed = compile_words(pack.words("genres", "law"))
        articles = re.findall(rf"(?m)^[ #]{{0,4}}(?:{headed}) \d", reader.shadow)
        self.law = len(articles) >= _ARTICLES
        self.lead = ""
        self.listed: TimePhrase | None = None
        self.inner: tuple[int, str] = (0, "")
        """Where a colon within the sentence opens a list, and what its lead makes of the items."""
        self.pending = False
        self.sentence = self.clause = Stretch(0, 0)
        self.times: list[TimePhrase] = []
        self.cues: list[Cue] | None = None
        verbs = compile_words(pack.words("predicates", "verbs"))
        self.imperative = re.compile(rf"(?:{verbs})\b")

    def enter_heading(self, heading: Heading) -> None:
        """A numbered heading ends the list above it; any may announce commitments."""
        if heading.level < _UNNUMBERED or self.reader.framer.section == REVIEW:
            self.lead, self.listed = "", None
        span = (heading.start, heading.end)
        named = self.reader.cues.has("headings.plan", self.reader.shadow, *span)
        self.plans = {k: v for k, v in self.plans.items() if k < heading.level}
        self.plans[heading.level] = named

    def goes_on(self, paragraph: Paragraph) -> bool:
        """Whether what looks like a heading is an item of a list: it has a bullet or a value."""
        heading, reader = paragraph.heading, self.reader
        if self.predicates is None or heading is None or heading.level < _UNNUMBERED:
            return False
        values = reader.within("quantities", reader.quantities, paragraph)
        return bool(self.is_item(paragraph) or values)

    def is_item(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph opens with a bullet."""
        return _BULLET.match(self.reader.shadow, paragraph.start) is not None

    def enter_paragraph(self, paragraph: Paragraph) -> None:
        """Prose after a list ends it; items and lines without a stop go on with it."""
        if not self.lead and not self.listed:
            return
        shadow, start = self.reader.shadow, paragraph.start
        closed = shadow[paragraph.end - 1] in ".!?"
        numbered = _NUMBERED.match(shadow, start) or self.imperative.match(shadow, start)
        if not (self.is_item(paragraph) or numbered or not closed or self.pending):
            self.lead, self.listed = "", None
        self.pending = False

    def enter_sentence(self, sentence: Stretch, times: list[TimePhrase]) -> None:
        """A sentence that ends with a colon leads a list."""
        self.sentence, self.times, self.cues = sentence, times, None
        self.inner = (0, "")
        if self.predicates is None:
            return
        colon = self.reader.shadow.find(": ", sentence.start, sentence.end)
        if colon >= 0:
            self.inner = (colon, self._lead(Stretch(sentence.start, colon)))
        if self.reader.shadow[sentence.end - 1] != ":":
            return
        self.lead = self._lead(sentence)
        self.listed = next((t for t in reversed(times) if is_future(t)), None)
        self.pending = True

    def _lead(self, sentence: Stretch) -> str:
        named = self.reader.cues
        span = (self.reader.shadow, sentence.start, sentence.end)
        groups = [cue.group for cue in self._read_cues() if cue.start < sentence.end]
        if "forecast" in groups:
            return FORECAST
        if named.has("headings.plan", *span) and "review" not in groups:
            return PLAN
        if named.has("headings.review", *span) or groups[-1:] == ["review"]:
            return REVIEW
        return PLAN if {"plan", "soft", "rule", "future", "duty"} & set(groups) else ""

    def _read_cues(self) -> list[Cue]:
        if self.cues is None:
            assert self.predicates is not None
            self.cues = self.predicates.read(self.reader.shadow, self.sentence)
        return self.cues

    def judge(self, quantity: Quantity, span: Stretch, modality: str) -> str:
        """The modality of a value: by its predicate, or as its clause was judged."""
        if self.predicates is None:
            return modality
        colon, lead = self.inner
        listed = PLAN in {self.lead, lead if colon < span.start else ""}
        frame = PLAN if listed else self._frame()
        setting = Setting(self.clause, self.times, frame, listed, self.law, self._ahead(span))
        return self.predicates.judge(self.reader.shadow, self._read_cues(), quantity, setting)

    def _frame(self) -> str:
        framer = self.reader.framer
        if self.lead:
            return self.lead
        if REVIEW in {framer.section, framer.running}:
            return REVIEW
        return PLAN if any(self.plans.values()) else ""

    def _ahead(self, span: Stretch) -> bool:
        chosen = self.reader.deadlines.governing_time(span)
        phrase, issued = chosen[0] if chosen else None, self.reader.issued
        if phrase is None or phrase.day is None:
            return False
        if issued is None or phrase.day.year != issued.year:
            return issued is None or phrase.day > issued
        vague = (issued.month, issued.day) == (1, 1)
        return phrase.day >= issued and not (vague and phrase.kind == "period")
