"""What governs a clause: is it a commitment, a result, a forecast, a rule; and until when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from datetime import date

    from .cues import CueReader
    from .genres import Genre
    from .structure import Heading, Paragraph, Stretch
    from .times import TimePhrase

_HEAD = 14
_UNNUMBERED = 4
_LEAD = 60
_LABEL = 20
PLAN, REVIEW, FORECAST, NORM = "plan", "review", "forecast", "norm"
GLOSSARY = "glossary"
_FUTURE = frozenset({"deadline", "period"})


class Framer:
    """Decides on the modality of clauses, walking through the text once from its start."""

    def __init__(self, cues: CueReader, genre: Genre, issued: date | None) -> None:
        self.cues, self.genre, self.issued = cues, genre, issued
        self.sections: dict[int, str] = {}
        self.section = self.running = genre.modality
        self.strict = cues.pack.setting("strict", default=False)
        self.title = self.listing = ""
        self.turned = False
        """Whether the last clause opens with a time to come, whatever its sentence began with."""
        self.announcing = False
        """Whether the last heading or paragraph begins what the one before announces."""
        self.colon = self.listed = self.planned = False
        """Of the last paragraph: whether it ends with a colon, names a list, or plans."""
        self.asked = self.foretold = self.begun = self.headed = False
        self.last = ""
        self.told = False
        """Whether the sentence opens by saying who foretells it."""
        self.carries = cues.pack.setting("clauses_carry", default=False)
        self.rules = cues.pack.setting("rules", default=True)
        self.parts = cues.pack.words("metric", "carriers")
        verbs = compile_words(cues.pack.words("verbs", "action"))
        self.verbs = re.compile(rf"(?:[^:\n]{{1,40}}: |[-*] |; |and )?(?:{verbs})\b")
        asking = cues.pack.words("verbs", "output") + cues.pack.words("verbs", "action")
        names = compile_words(cues.pack.words("verbs", "names"))
        self.asking = re.compile(f"(?!{names})(?:{compile_words(asking)})")
        self.states = re.compile(f"(?:{compile_words(cues.pack.words('headings', 'states'))})。")

    def enter_heading(self, shadow: str, heading: Heading, times: list[TimePhrase]) -> str:
        """The modality of the section that a heading opens."""
        span = (heading.start, heading.end)
        if self.cues.has("headings.glossary", shadow, *span):
            self.sections = {0: GLOSSARY}
        if self.sections.get(0) == GLOSSARY:
            self.section = self.running = GLOSSARY
            return GLOSSARY
        timely = self._by_times(times, heading, issue_year=True)
        review = self.cues.has("headings.review", shadow, *span) or timely == REVIEW
        plan = self.cues.has("headings.plan", shadow, *span) or timely == PLAN
        own = "" if review == plan else (REVIEW if review else PLAN)
        self._begin_part(heading, own)
        above = [self.sections[lvl] for lvl in sorted(self.sections) if lvl < heading.level]
        parent = above[-1] if above else self.genre.modality
        if heading.level == _UNNUMBERED and not self.begun:
            own = ""  # a title says what the text is, not which section begins
        modality = own if timely or not parent or parent == self.genre.modality else parent
        if not own and not (review and plan):
            modality = parent or self._go_on(heading)
        self.headed = bool(own or modality != self.genre.modality)
        self.sections = {k: v for k, v in self.sections.items() if k < heading.level}
        self.sections[heading.level] = self.section = self.running = modality
        return modality

    def _go_on(self, heading: Heading) -> str:
        """A report that has come to its plans does not look back again without saying so."""
        return PLAN if heading.level == 1 and self.sections.get(1) == PLAN else ""

    def _follow_list(self, shadow: str, paragraph: Paragraph) -> None:
        """Items go on with what announces them; other prose may announce items itself."""
        numbered = bool(paragraph.items) and paragraph.items[0].start == paragraph.start
        announced = self._announced() if numbered and not self.listing else ""
        self.announcing = bool(announced)
        self.listing = (self.listing or announced) if numbered else ""
        near = max(paragraph.start, paragraph.end - _LEAD)
        self.begun, self.colon = True, shadow[paragraph.end - 1] == ":"
        self.listed = self.cues.has("headings.plan", shadow, near, paragraph.end)
        self.planned = self.cues.has("cues.plan", shadow, near, paragraph.end)

    def _announced(self) -> str:
        """PLAN when the paragraph before announces what is to be done, with a colon or by name."""
        ahead = self.planned or self.running == PLAN
        return PLAN if ahead and (self.colon or (self.listed and not self.carries)) else ""

    def enter_item(self, heading: Heading) -> None:
        """An item numbered like a heading; the first of a list stands under its announcement."""
        if heading.ordinal == 1 and (announced := self._announced()):
            self.sections = {0: announced}
            self.section = self.running = announced
            self.announcing = True

    def _begin_part(self, heading: Heading, own: str) -> None:
        """A line without number rules the numbered headings that begin anew below it: an annex."""
        if heading.level == _UNNUMBERED:
            self.title = own
        elif heading.level == 1 and heading.ordinal == 1:
            first = self.title or self._announced()
            self.announcing = bool(first) and not self.title
            self.sections = {0: first} if first else {}
            self.title = ""
        elif heading.ordinal == 1 and not self.section and (announced := self._announced()):
            self.sections = {0: announced}
            self.announcing = True

    def enter_paragraph(self, shadow: str, paragraph: Paragraph) -> None:
        """A paragraph begins under its section, unless it goes on with a list of results."""
        self._follow_list(shadow, paragraph)
        short = paragraph.end - paragraph.start <= _LABEL
        if short and self.cues.has("headings.glossary", shadow, paragraph.start, paragraph.end):
            self.sections = {0: GLOSSARY}
            self.section = GLOSSARY
        if self.running == REVIEW and not self.section and paragraph.listed:
            return
        self.running = self.section or self.listing
        if not self.section and paragraph.listed and self._tells_state(shadow, paragraph):
            self.running = REVIEW

    def _tells_state(self, shadow: str, paragraph: Paragraph) -> bool:
        end = paragraph.sentences[0].end
        return self.states.search(shadow, paragraph.start, end) is not None

    def enter_sentence(self, shadow: str, sentence: Stretch, times: list[TimePhrase]) -> str:
        """The modality of a sentence; a leading time or an announcement rules what follows."""
        self.foretold, self.last = False, ""
        if self.section == GLOSSARY:
            return GLOSSARY
        head = [t for t in times if t.start < sentence.start + _HEAD]
        self.asked = self.strict and (
            self.verbs.match(shadow, sentence.start, sentence.end) is not None
            or self.cues.has("cues.plan", shadow, sentence.start, sentence.end)
        )
        timely = self._by_times(head, sentence, issue_year=self.running != REVIEW)
        span = (sentence.start, sentence.end)
        if self.cues.has("headings.plan_sentences", shadow, *span) and REVIEW not in {
            timely,
            self.section,
        }:
            self.running = PLAN
            return PLAN
        near = min(sentence.end, sentence.start + _HEAD)
        self.told = self.cues.has("cues.forecast_leads", shadow, sentence.start, near)
        self.foretold = self.told
        if self.cues.has("cues.review_leads", shadow, sentence.start, near):
            self.running = REVIEW
        elif timely:
            if not self.section or (timely == REVIEW and (self.carries or not self.headed)):
                self.running = timely
            return timely
        led = self.cues.has("cues.plan", shadow, sentence.start, near)
        if led and self.section not in {REVIEW, self.running}:
            self.running = self.section or PLAN
        return self.running

    def judge(self, shadow: str, clause: Stretch, times: list[TimePhrase], sentence: str) -> str:
        """The modality of one clause within a sentence."""
        span = (clause.start, clause.end)
        if sentence == GLOSSARY:
            return GLOSSARY
        turns = self.section != REVIEW and any(t.kind == "past" for t in times)
        led = turns and any(t.start == clause.start for t in times)
        plain = REVIEW not in {self.section, sentence}
        timely = self._by_times(times, clause, issue_year=plain or led)
        self.turned = led and timely == PLAN
        planned = self.cues.has("cues.plan", shadow, *span)
        if self._is_foretold(shadow, clause, planned=planned):
            judged = FORECAST
        else:
            judged = self._weigh(shadow, clause, (timely, sentence), planned=planned)
        if self.carries and judged in {"", sentence} and self.last and not timely:
            judged = self._follow(shadow, clause, judged)
        if timely or planned or judged == REVIEW:
            self.last = judged
        return judged

    def _weigh(self, shadow: str, clause: Stretch, given: tuple[str, str], *, planned: bool) -> str:
        """The modality of a clause that foretells nothing, by its times, sentence and cues."""
        span, (timely, sentence) = (clause.start, clause.end), given
        ruled = REVIEW not in {sentence, self.section} and self._is_rule(shadow, span)
        back = self._looks_back(shadow, span, sentence, planned=planned)
        if self.carries and ((back and not planned) or self._begins_done(shadow, span)):
            return REVIEW
        if self.carries and planned and self.cues.has("cues.aims", shadow, *span):
            return PLAN
        if not ruled and (timely or back):
            return timely or REVIEW
        if REVIEW in {sentence, self.section}:
            return sentence or REVIEW
        if ruled:
            return NORM
        return PLAN if planned else self._inherit(sentence)

    def _begins_done(self, shadow: str, span: tuple[int, int]) -> bool:
        """Whether a word for what is done stands before the first that plans: 已核定將…."""
        done = self.cues.find("cues.done", shadow, *span)
        ahead = self.cues.find("cues.plan", shadow, *span)
        return done is not None and (ahead is None or done.start() < ahead.start())

    def _follow(self, shadow: str, clause: Stretch, judged: str) -> str:
        """A clause without a sign of its own goes on as the one before, unless it asks anew."""
        asks = self.asking.match(shadow, clause.start, clause.end) is not None
        return judged if self.last == REVIEW and asks else self.last

    def _looks_back(
        self, shadow: str, span: tuple[int, int], sentence: str, *, planned: bool
    ) -> bool:
        """Whether a clause tells a result."""
        if self.cues.has("cues.review", shadow, *span):
            return not (sentence == PLAN and planned)
        return sentence != PLAN and self.cues.has("cues.review_states", shadow, *span)

    def _is_foretold(self, shadow: str, clause: Stretch, *, planned: bool) -> bool:
        """Whether a clause foretells, or one before it that only says who does: 专家预计，…."""
        span = (clause.start, clause.end)
        if (cue := self.cues.find("cues.forecast", shadow, *span)) and not self._schedules(cue):
            self.foretold = self.carries or cue.end() == clause.end
            return True
        goes_on = self.told or shadow.startswith(self.parts, clause.start)
        self.foretold = self.foretold and not (self.carries and planned and not goes_on)
        return self.foretold

    def _schedules(self, cue: re.Match[str]) -> bool:
        """Whether an estimate says when something is to be made, or is an aim: 預計明年完成50處."""
        shadow, end = cue.string, cue.end()
        stop = min((at for mark in ",;。\n" if (at := shadow.find(mark, end)) >= 0), default=end)
        if self.cues.has("cues.aims", shadow, cue.start(), stop):
            return True
        near = min(stop, end + _HEAD)
        timed = self.cues.has("cues.estimates", shadow, *cue.span())
        return timed and self.cues.has("cues.schedules", shadow, end, near)

    def _is_rule(self, shadow: str, span: tuple[int, int]) -> bool:
        """Whether a clause says what must hold, or what whoever fits is given."""
        if self.cues.has("cues.norm", shadow, *span):
            return True
        given = not self.genre.annual and self.cues.has("cues.allowances", shadow, *span)
        return self.rules and given and not self.cues.has("cues.raises", shadow, *span)

    def _inherit(self, sentence: str) -> str:
        """What a clause without a cue takes over from its sentence."""
        return "" if self.strict and sentence == PLAN and not self.asked else sentence

    def _by_times(self, times: list[TimePhrase], within: Stretch, *, issue_year: bool) -> str:
        for phrase in times:
            if not within.start <= phrase.start < within.end:
                continue
            if phrase.kind == "past":
                return REVIEW
            if phrase.kind in _FUTURE and phrase.day and self._ahead(phrase, issue_year=issue_year):
                return PLAN
        return ""

    def _ahead(self, phrase: TimePhrase, *, issue_year: bool) -> bool:
        if self.issued is None or phrase.day is None:
            return phrase.kind == "deadline" or not self.section
        if phrase.day.year == self.issued.year and not (phrase.kind == "deadline" and phrase.exact):
            return issue_year
        return phrase.day >= self.issued
