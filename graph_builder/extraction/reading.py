"""One text read from its start: sections, paragraphs, sentences, clauses, and what they state."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from graph_builder.blocks import BlockKind
from graph_builder.languages import find_variety, load_pack

from .assembly import Assembly
from .bodies import assign_bodies
from .citing import compile_citations
from .cues import compile_cues
from .deadlines import DeadlineReader
from .enumerations import read_enumerations
from .filters import compile_filter
from .frames import GLOSSARY, NORM, PLAN, REVIEW, Framer
from .genres import read_genre
from .goals import GoalReader
from .grids import Grid
from .issue import guess_issue_date
from .issuers import check_issuers
from .layout import LayoutReader, list_cells
from .merging import drop_headlines, drop_metrics, measure_metrics
from .nesting import nest_achievements
from .places import assign_places
from .programmes import name_programmes
from .provenance import bind_statements, trace_fields
from .quantities import compile_quantities, drop_overlaps
from .ranges import compile_ranges
from .ratios import divide_metrics
from .scopes import compile_scopes
from .spelled import compile_spelled
from .structure import Paragraph, Stretch, compile_structure
from .tables import TableReader
from .targets import TargetReader
from .times import compile_times
from .voices import VoiceReader
from .wording import WordingReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.blocks import Block, Map
    from graph_builder.languages import Pack

    from .enumerations import Enumerations
    from .quantities import Quantity
    from .results import Extraction
    from .structure import Heading
    from .times import TimePhrase

_Mention = TypeVar("_Mention")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_WRAP = re.compile(r"(?<=[^\n]{40})\n(?=[a-z0-9])")
_HEAD = 1500
_SHORT_LINE = 90
_LONGEST_SENTENCE = 20_000
_PROSE, _WIDE_PROSE = 30, 10
"""The length of a cell that may hold a clause, in letters and in wide characters."""
_AIMS = 2
"""The lowest level of headings under which text stands, and that state no value themselves."""


def _begin_of_period(shadow: str, pack: Pack) -> date | None:
    """The first day of the plan period that the title names, before which no plan looks ahead."""
    title = next((line for line in shadow.split("\n", 3) if line.strip()), "")[:_SHORT_LINE]
    periods = pack.table("periods")
    return next((days[0] for name, days in periods.items() if name in title), None)


def _join_lines(text: str, pack: Pack, blocks: Map | None) -> str:
    """The shadow, in which a line that goes on with a small letter or a digit has not ended."""
    shadow = pack.fold(text)
    if not pack.spaces:
        return shadow
    signs = list(shadow)
    for match in _WRAP.finditer(text):
        block = blocks.at(match.end()) if blocks else None
        if block is None or _is_line(block):
            signs[match.start()] = " "
    return "".join(signs)


def _is_line(block: Block) -> bool:
    """Whether a block is no more than a line of a text file."""
    return block.kind is BlockKind.PARAGRAPH and block.place.line is not None


class TextReader:
    """Reads one text with one pack; ``read`` may be called once."""

    def __init__(
        self, text: str, language: str, issued: date | None, blocks: Map | None = None
    ) -> None:
        variety = find_variety(text, language)
        pack = load_pack(variety)
        self.undecided = variety in pack.setting("assumed", "tags", default=())
        """Whether neither tag nor text says which of the varieties it is."""
        self.text, self.shadow = text, _join_lines(text, pack, blocks)
        guessed = issued or guess_issue_date(text, pack.language)
        self.issued = guessed or _begin_of_period(self.shadow, pack)
        self.assembly = Assembly(text, language, pack)
        self.structure = compile_structure(pack)
        self.times = compile_times(pack).read(self.shadow, self.issued)
        self.quantities = self._read_quantities(pack)
        self.citations = compile_citations(pack).read(self.shadow, text)
        self.starts = {
            "times": [phrase.start for phrase in self.times],
            "quantities": [quantity.start for quantity in self.quantities],
            "citations": [span.start for span in self.citations],
        }
        self.tables = TableReader(self)
        self.layout = LayoutReader(self.structure, text, self.shadow, self._is_table)
        self.parts = self.layout.read(blocks).parts
        self.assembly.result.headings = self.layout.layout.headings
        self.cues = compile_cues(pack)
        self.genre = read_genre(self.shadow, self.layout.layout.paragraphs, self.times, self.cues)
        self.framer = Framer(self.cues, self.genre, self.issued)
        self.goals = GoalReader(self.assembly, self.shadow, pack, self._enumerate(pack))
        self.deadlines = DeadlineReader(self)
        self.voices = VoiceReader(self)
        self.targets = TargetReader(self)
        self.wording = WordingReader(self)
        self.sentences: list[Stretch] = []
        self.governing: list[tuple[int, str | None]] = []

    def _read_quantities(self, pack: Pack) -> list[Quantity]:
        found = compile_quantities(pack).read(self.shadow)
        if spelled := compile_spelled(pack):
            found = drop_overlaps(found + spelled.read(self.shadow))
        if ranges := compile_ranges(pack):
            found = ranges.join(self.shadow, found)
        kept = compile_filter(pack).keep(self.text, self.shadow, found)
        scopes = compile_scopes(pack)
        return scopes.keep(self.text, self.shadow, kept, self.times) if scopes else kept

    def within(self, name: str, items: Sequence[_Mention], span: Stretch) -> list[_Mention]:
        """The mentions of a kind that begin in a span."""
        starts = self.starts[name]
        return list(items[bisect_left(starts, span.start) : bisect_left(starts, span.end)])

    def _is_table(self, grid: Grid) -> bool:
        return self.tables.plan(grid) is not None

    def _enumerate(self, pack: Pack) -> Enumerations:
        """The enumerations of the text; a count that does not fit goes to review."""
        found = read_enumerations(self.shadow, self.parts, pack)
        self.assembly.result.announcements = list(found.announcements)
        for said in found.announcements:
            if said.count != said.found:
                self.assembly.doubt("announced-count-differs", said)
        return found

    def read(self) -> Extraction:
        """All statements of the text."""
        item = False
        above: Paragraph | Grid | None = None
        for part, following in zip_longest(self.parts, self.parts[1:]):
            noted, above = self._is_note(above, part), part
            if noted:
                above = None
            elif isinstance(part, Grid):
                self._read_table(part)
            elif part.heading and part.is_heading:
                item = self._is_item(part, following, after_item=item)
                if item:
                    self.framer.enter_item(part.heading)
                    self._read_paragraph(part)
                else:
                    self._enter_heading(part.heading)
            else:
                item = False
                self._read_paragraph(part)
        self._place_statements()
        nest_achievements(self.assembly.result, self.parts, self.governing)
        drop_headlines(self.assembly.result, self.shadow)
        drop_metrics(self.assembly.result)
        divide_metrics(self.assembly)
        measure_metrics(self.assembly.result)
        trace_fields(self.assembly, self.shadow, self.times, self.quantities)
        return self.assembly.result

    def _is_note(self, above: Paragraph | Grid | None, part: Paragraph | Grid) -> bool:
        """Whether a paragraph right below a table only explains its signs."""
        if not isinstance(above, Grid) or self.tables.plan(above) is None:
            return False
        notes = self.tables.captions.notes
        return isinstance(part, Paragraph) and notes.match(self.shadow, part.start) is not None

    def _place_statements(self) -> None:
        """Who is to do what stands here, where, and whether the issuer says so at all."""
        headings = self.layout.layout.headings
        assign_bodies(self.assembly, self.shadow, headings)
        assign_places(self.assembly, self.shadow, headings, self.times)
        check_issuers(self.assembly, self.shadow, headings, self.sentences)
        bind_statements(self.assembly, self.shadow, headings, self.sentences)
        name_programmes(self.assembly, self.shadow, self.sentences)

    def _is_item(
        self, part: Paragraph, following: Paragraph | Grid | None, *, after_item: bool
    ) -> bool:
        """Whether what looks like a heading is an item of a list, which states a value itself."""
        heading = part.heading
        if heading is None or self.voices.goes_on(part):
            return True
        if not self.within("quantities", self.quantities, heading):
            return False
        if heading.level > _AIMS or following is None or after_item:
            return True
        if isinstance(following, Grid) or not following.is_heading or following.heading is None:
            return False
        return following.heading.level <= heading.level

    def _read_table(self, grid: Grid) -> None:
        """What a table states; the cells of one without targets are read where they hold prose."""
        self.deadlines.enter_paragraph()
        if self.tables.read(grid, self.framer.section):
            return
        for cell in list_cells(self.layout, grid):
            if cell.end - cell.start >= (_PROSE if self.assembly.pack.spaces else _WIDE_PROSE):
                self._read_paragraph(cell)

    def find_day(self, span: Stretch) -> tuple[date, Stretch] | None:
        """The day that a run of characters names, and where."""
        for phrase in self.within("times", self.times, span):
            if phrase.day:
                return phrase.day, Stretch(phrase.start, phrase.end)
        year = _YEAR.search(self.shadow, span.start, span.end)
        return (date(int(year[1]), 12, 31), Stretch(*year.span())) if year else None

    def _enter_heading(self, heading: Heading) -> None:
        times = self.within("times", self.times, heading)
        modality = self.framer.enter_heading(self.shadow, heading, times)
        self.goals.enter_heading(heading, modality)
        self.voices.enter_heading(heading)
        self.deadlines.enter_heading(heading, times)
        if self.framer.announcing:
            self.deadlines.enter_list()

    def _read_paragraph(self, paragraph: Paragraph) -> None:
        self.deadlines.enter_paragraph()
        self.voices.enter_paragraph(paragraph)
        self.framer.enter_paragraph(self.shadow, paragraph)
        if self.framer.announcing:
            self.deadlines.enter_list()
        for sentence in paragraph.sentences:
            times = self.within("times", self.times, sentence)
            modality = self.framer.enter_sentence(self.shadow, sentence, times)
            goal = self.goals.read(paragraph, sentence, modality)
            self.governing.append((sentence.start, self.goals.current))
            self.sentences.append(sentence)
            self.targets.enter_sentence()
            self.deadlines.enter_sentence(sentence, times)
            self.voices.enter_sentence(sentence, times)
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
                if not judged and self.genre.annual and self.wording.asks(clause):
                    # What is asked for in a yearly plan rules the clauses that only name it.
                    judged = self.framer.running = PLAN
                if judged == PLAN and (self.framer.turned or not modality):
                    modality = PLAN
                self._read_clause(clause, judged, times, is_goal=goal is not None)

    def _read_clause(
        self, clause: Stretch, modality: str, times: list[TimePhrase], *, is_goal: bool
    ) -> None:
        if modality == GLOSSARY:
            return
        quantities = self.within("quantities", self.quantities, clause)
        self.deadlines.enter_clause(clause, times)
        self.voices.clause = clause
        if not modality and (self.deadlines.is_ahead() or self.goals.current):
            modality = PLAN
        if not quantities:
            self.targets.subject = clause
            self.targets.ruled |= modality == NORM
        found = self.targets.read(clause, quantities, modality) if quantities else 0
        if not found and not is_goal:
            self.wording.read(clause, modality)
