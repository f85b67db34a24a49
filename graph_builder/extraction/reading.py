"""One text read from its start: sections, paragraphs, sentences, clauses, and what they state."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from graph_builder.languages import load_pack

from .assembly import Assembly
from .citing import compile_citations
from .deadlines import DeadlineReader
from .filters import compile_filter
from .frames import GLOSSARY, PLAN, REVIEW, Framer, compile_cues, read_genre
from .goals import GoalReader
from .merging import drop_headlines
from .quantities import compile_quantities
from .structure import Stretch, compile_structure
from .targets import TargetReader
from .times import compile_times
from .wording import WordingReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.languages import Pack

    from .results import Extraction
    from .structure import Heading, Paragraph
    from .times import TimePhrase

_Mention = TypeVar("_Mention")
_DATE = re.compile(r"(?<!\d)(20\d\d) ?[年/.\-] ?(\d{1,2}) ?[月/.\-] ?(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_WRAP = re.compile(r"(?<=[^\n]{40})\n(?=[a-z0-9])")
_HEAD = 1500
_SHORT_LINE = 90
_CLOSING = 14
_OPENING = 40
_ENDS = "。.;；，,"
_ITEM = 3
"""A line of this level or below with a value in it is an item of a list, not a heading."""
_LONGEST_SENTENCE = 20_000


def guess_issue_date(text: str, language: str = "en") -> date | None:
    """The day of issue as far as the text shows it.

    A date in a title line counts first, then a line at the end that is a date, then the first year
    of a title line, then a date that opens a paragraph. A year in running text is more often a
    deadline than the day of issue, so it is never taken. The language says how dates may be
    written besides digits, such as 中華民國114年2月25日.
    """
    pack = load_pack(language)
    head = [line for line in text[:_HEAD].split("\n") if line.strip()]
    titles = [s for line in head if len(s := line.strip()) <= _SHORT_LINE and s[-1] not in _ENDS]
    if dated := _read_dates(titles, pack) or _read_closing(text, pack):
        return dated
    if year := next(filter(None, (_read_year(line, pack) for line in titles)), None):
        return date(year, 1, 1)
    return _read_dates([line[:_OPENING] for line in head], pack)


def _read_dates(lines: list[str], pack: Pack) -> date | None:
    return next(filter(None, (_read_date(line, pack) for line in lines)), None)


def _read_date(line: str, pack: Pack) -> date | None:
    for match in _DATE.finditer(line):
        year, month, day = (int(part) for part in match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            continue
    named = compile_times(pack).read(pack.fold(line), None)
    return next((phrase.day for phrase in named if phrase.whole and phrase.day), None)


def _read_closing(text: str, pack: Pack) -> date | None:
    lines = [line.strip() for line in reversed(text[-_HEAD:].split("\n"))]
    return _read_dates([line for line in lines if 0 < len(line) <= _CLOSING], pack)


def _read_year(line: str, pack: Pack) -> int | None:
    """The first year of a line; one that names a plan period looks further ahead than its issue."""
    named = compile_times(pack).read(pack.fold(line), None)
    if any(phrase.named for phrase in named):
        return None
    years = [(phrase.start, phrase.day.year) for phrase in named if phrase.exact and phrase.day]
    if found := _YEAR.search(line):
        years.append((found.start(), int(found[1])))
    return min(years)[1] if years else None


def _begin_of_period(shadow: str, pack: Pack) -> date | None:
    """The first day of the plan period that the title names, before which no plan looks ahead."""
    title = next((line for line in shadow.split("\n", 3) if line.strip()), "")[:_SHORT_LINE]
    periods = pack.table("periods")
    return next((days[0] for name, days in periods.items() if name in title), None)


def _join_lines(text: str, pack: Pack) -> str:
    """The shadow, in which a line that goes on with a small letter or a digit has not ended."""
    shadow = pack.fold(text)
    if not pack.spaces:
        return shadow
    signs = list(shadow)
    for match in _WRAP.finditer(text):
        signs[match.start()] = " "
    return "".join(signs)


class TextReader:
    """Reads one text with one pack; ``read`` may be called once."""

    def __init__(self, text: str, language: str, pack: Pack, issued: date | None) -> None:
        self.text, self.shadow = text, _join_lines(text, pack)
        guessed = issued or guess_issue_date(text, pack.language)
        self.issued = guessed or _begin_of_period(self.shadow, pack)
        self.assembly = Assembly(text, language, pack)
        self.structure = compile_structure(pack)
        self.times = compile_times(pack).read(self.shadow, self.issued)
        kept = compile_quantities(pack).read(self.shadow)
        self.quantities = compile_filter(pack).keep(text, self.shadow, kept)
        self.citations = compile_citations(pack).read(self.shadow, text)
        headings, self.paragraphs = self.structure.read(self.shadow)
        self.assembly.result.headings = headings
        self.cues = compile_cues(pack)
        self.genre = read_genre(self.shadow, self.paragraphs, self.times, self.cues)
        self.framer = Framer(self.cues, self.genre, self.issued)
        self.goals = GoalReader(self.assembly, self.shadow, pack)
        self.deadlines = DeadlineReader(self)
        self.targets = TargetReader(self)
        self.wording = WordingReader(self)
        self.starts = {
            "times": [phrase.start for phrase in self.times],
            "quantities": [quantity.start for quantity in self.quantities],
            "citations": [span.start for span in self.citations],
        }

    def within(self, name: str, items: Sequence[_Mention], span: Stretch) -> list[_Mention]:
        """The mentions of a kind that begin in a span."""
        starts = self.starts[name]
        return list(items[bisect_left(starts, span.start) : bisect_left(starts, span.end)])

    def read(self) -> Extraction:
        """All statements of the text."""
        for paragraph in self.paragraphs:
            heading = paragraph.heading
            if heading and (heading.start, heading.end) == (paragraph.start, paragraph.end):
                valued = bool(self.within("quantities", self.quantities, heading))
                if not (valued and heading.level >= _ITEM):
                    self._enter_heading(heading)
                if not valued:
                    continue
            self._read_paragraph(paragraph)
        drop_headlines(self.assembly.result, self.shadow)
        return self.assembly.result

    def _enter_heading(self, heading: Heading) -> None:
        times = self.within("times", self.times, heading)
        modality = self.framer.enter_heading(self.shadow, heading, times)
        self.goals.enter_heading(heading, modality)
        self.deadlines.enter_heading(heading, times)

    def _read_paragraph(self, paragraph: Paragraph) -> None:
        self.deadlines.enter_paragraph()
        self.framer.enter_paragraph(self.shadow, paragraph)
        for sentence in paragraph.sentences:
            times = self.within("times", self.times, sentence)
            modality = self.framer.enter_sentence(self.shadow, sentence, times)
            goal = self.goals.read(paragraph, sentence, modality)
            self.targets.enter_sentence()
            self.deadlines.enter_sentence(sentence, times)
            span = (sentence.start, sentence.end)
            if named := self.cues.find("headings.plan_sentences", self.shadow, *span):
                self.deadlines.enter_set(times, named.start())
            if sentence.end - sentence.start > _LONGEST_SENTENCE:
                head = Stretch(sentence.start, sentence.start + _HEAD)
                self.assembly.doubt("sentence-too-long", head)
                continue
            for number, clause in enumerate(self.structure.clauses(self.shadow, sentence)):
                judged = self.framer.judge(self.shadow, clause, times, modality)
                if goal and number == 0 and judged != REVIEW:
                    judged = judged or PLAN
                modality = modality or (PLAN if judged == PLAN else "")
                self._read_clause(clause, judged, times, is_goal=goal is not None)

    def _read_clause(
        self, clause: Stretch, modality: str, times: list[TimePhrase], *, is_goal: bool
    ) -> None:
        if modality == GLOSSARY:
            return
        quantities = self.within("quantities", self.quantities, clause)
        self.deadlines.enter_clause(clause, times)
        if not modality and (
            self.deadlines.is_ahead()
            or self.goals.current
            or (self.genre.annual and self.wording.asks(clause))
        ):
            modality = PLAN
        found = self.targets.read(clause, quantities, modality) if quantities else 0
        if not found and not is_goal:
            self.wording.read(clause, modality)
