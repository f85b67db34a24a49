"""Deadlines: which time phrase governs a statement, and whether it says so itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, Any

from graph_builder.model import Role

from .frames import PLAN
from .structure import Stretch
from .times import TimePhrase

if TYPE_CHECKING:
    from .reading import TextReader
    from .structure import Heading

_FUTURE = frozenset({"deadline", "period"})
_HEADED = _FUTURE | {"name"}
_NEAR = 3
_LEAD = 4
_AIM = 12
_MARK = 1
"""The length of a quotation mark or the like in front of a time."""
_LABEL = re.compile(r"\W{0,6}((?:19|20)\d\d) ?[:–—] ")
_CURRENCY = 3
"""The length of the notation of a currency."""


class DeadlineReader:
    """Follows time phrases through sections, sentences and clauses."""

    def __init__(self, reader: TextReader) -> None:
        self.reader, self.assembly = reader, reader.assembly
        self.after = bool(reader.assembly.pack.setting("metric", "time_after", default=False))
        self.parts = reader.assembly.pack.words("metric", "carriers")
        self.deadline: TimePhrase | None = None
        self.horizon: TimePhrase | None = None
        self.level = self.heading = 1
        """Of the heading whose section the horizon governs, and of the last heading."""
        self.seen: TimePhrase | None = None
        """The last name of the year of issue in the section: 今年."""
        self.year: TimePhrase | None = None
        """The same, where a set of targets stands under it."""
        self.last: TimePhrase | None = None
        self.before: TimePhrase | None = None
        """The last time to come that this paragraph names, and the one before it."""
        self.section: TimePhrase | None = None
        """The year of issue, where a heading names it."""
        self.sentence = Stretch(0, 0)
        self.own: list[TimePhrase] = []
        self.times: list[TimePhrase] = []
        self.lead = False
        self.found: tuple[tuple[int, int], tuple[TimePhrase, str] | None] | None = None

    def enter_paragraph(self) -> None:
        """A new paragraph carries no deadline of the one before."""
        self.deadline = self.year = None
        self.before, self.last = self.last, None

    def enter_list(self) -> None:
        """What announces a list says until when its items are due."""
        if named := self.last or self.before:
            self.horizon, self.level = named, self.heading if self.before else 0

    def governs(self) -> bool:
        """Whether a deadline has been read that reaches the present clause."""
        return (self.deadline or self.horizon) is not None

    def enter_heading(self, heading: Heading, times: list[TimePhrase]) -> None:
        """The time to come that a heading names governs its section."""
        named = [t for t in times if t.day and t.kind in _HEADED and not t.whole]
        if self.reader.cues.has("headings.titles", self.reader.shadow, heading.start, heading.end):
            named = []
        if named or heading.level <= self.level:
            self.horizon = next((t for t in named if self._is_later(t)), None)
            self.level = heading.level
            self.section = next((t for t in named if self._is_this_year(t)), None)
        self.heading = heading.level
        if heading.level == 1:
            self.seen = None
        self.last = self.before = None
        self._see_year(times)

    def _see_year(self, times: list[TimePhrase]) -> None:
        for phrase in times:
            if phrase.kind in _FUTURE and phrase.day:
                self.last = phrase
                self.seen = phrase if self._is_this_year(phrase) else self.seen

    def _is_this_year(self, phrase: TimePhrase) -> bool:
        issued, day = self.reader.issued, phrase.day
        return issued is not None and day is not None and day.year == issued.year

    def _is_later(self, phrase: TimePhrase) -> bool:
        issued = self.reader.issued
        if phrase.day is None or issued is None:
            return phrase.day is not None
        return phrase.day.year > issued.year - self.after

    def enter_set(self, times: list[TimePhrase], place: int) -> None:
        """The time before the name of a set of targets governs what follows in the section."""
        later = [t for t in times if t.kind in _FUTURE and t.day and t.start < place]
        if later:
            self.horizon = later[0] if self._is_later(later[0]) else None
            self.level = self.heading
        self.year = self.seen

    def enter_sentence(self, sentence: Stretch, times: list[TimePhrase]) -> None:
        """A sentence carries on a deadline that leads the one before."""
        keep = self.deadline and self.lead
        keep = keep or self.reader.shadow.startswith(self.parts, sentence.start)
        if not keep:
            self.deadline = None
        self.sentence = sentence
        self._see_year(times)
        leads = bool(times and times[0].start <= sentence.start + _LEAD)
        self.lead = leads or bool(keep and not times)
        if leads and times[0].kind in _FUTURE and not self._is_later(times[0]):
            self.horizon = None

    def enter_clause(self, clause: Stretch, times: list[TimePhrase]) -> None:
        """A time phrase in a clause governs it and what follows in the sentence."""
        own = [t for t in times if clause.start <= t.start < clause.end]
        dated = [t for t in own if t.kind in _FUTURE and t.day]
        # A day gone by only tells which things are meant: homes built before 2000.
        self.own = [t for t in dated if self._is_later(t)] or ([] if self.is_ahead() else dated)
        self.times = own
        if self.own:
            if self._reaches_on(self.own[0], clause):
                self.deadline = self.own[0]
        elif any(t.kind == "open" or self._leads(t, clause) for t in own):
            self.deadline = None

    def _reaches_on(self, phrase: TimePhrase, clause: Stretch) -> bool:
        """Whether a time holds for clauses to come: a month within a clause holds for it alone."""
        if phrase.end >= clause.end:
            return True
        day = phrase.day
        whole = day is None or (day.month, day.day) == (12, 31) or not phrase.monthly
        return self.after or whole or phrase.start <= clause.start + _MARK

    def _leads(self, phrase: TimePhrase, clause: Stretch) -> bool:
        """Whether a time gone by opens a clause; behind its verb it only tells what is meant."""
        return phrase.kind == "past" and (self.after or phrase.start <= clause.start + _MARK)

    def is_ahead(self) -> bool:
        """Whether a deadline that is still to come governs the present clause."""
        issued = self.reader.issued
        day = self.deadline.day if self.deadline else None
        return day is not None and (issued is None or day >= issued)

    def date_target(self, fields: dict[str, Any], span: Stretch) -> None:
        """Gives a target its deadline, the last resort being the date of the document."""
        chosen = self.governing_time(span) or self._time_of_section()
        genre, issued = self.reader.genre, self.reader.issued
        if any(phrase.kind == "deadline" and phrase.day is None for phrase in self.times):
            self.assembly.doubt("deadline-unresolved", span, fields["id"])
        elif chosen:
            self._date(fields, *chosen)
            fields["evidence"].append(self.assembly.evidence(_place(chosen[0]), Role.DEADLINE))
        elif genre.annual and issued:
            fields |= {"deadline": date(issued.year, 12, 31), "deadline_basis": "implied"}
        elif genre.until:
            self._date(fields, genre.until, "implied")

    def _time_of_section(self) -> tuple[TimePhrase, str] | None:
        """The time that a heading or the name of a set of targets gives to what is below it."""
        named = self.horizon or (self.year if self.reader.genre.annual else self.section)
        return (named, "carried") if named else None

    def _date(self, fields: dict[str, Any], phrase: TimePhrase, basis: str) -> None:
        fields |= {"deadline": phrase.day, "deadline_basis": basis, "horizon": phrase.horizon}
        self.assembly.trace(fields["id"], "deadline", _place(phrase), basis)
        if phrase.assumed:
            self.assembly.doubt("fiscal-year-assumed", _place(phrase), fields["id"])

    def date_statement(self, fields: dict[str, Any], span: Stretch) -> None:
        """Gives a statement the deadline that governs its place in the text, if any."""
        if chosen := self.governing_time(span):
            self._date(fields, *chosen)
            fields["evidence"].append(self.assembly.evidence(_place(chosen[0]), Role.DEADLINE))

    def governing_time(self, span: Stretch) -> tuple[TimePhrase, str] | None:
        """The time until which a statement reaches, and whether it is stated or carried."""
        if not self.after:
            return self._time_before(span)
        key = (span.start, span.end)
        if self.found is None or self.found[0] != key:
            self.found = key, self._time_around(span)
        return self.found[1]

    def _time_around(self, span: Stretch) -> tuple[TimePhrase, str] | None:
        """The nearest time behind a statement, else one that leads it, else one behind a list."""
        shadow, sentence = self.reader.shadow, self.sentence
        mark = shadow.find(";", span.end, sentence.end)
        limit = mark if mark >= 0 else sentence.end
        quantities = self.reader.starts["quantities"]
        place = bisect_left(quantities, span.end)
        near = min(limit, quantities[place]) if place < len(quantities) else limit
        inside = self.reader.within("times", self.reader.times, sentence)
        times = [t for t in inside if t.kind in _FUTURE and t.day]
        end = self._end_of_value(span)
        behind = [t for t in times if end - 1 <= t.start < limit]
        sum_of_money = self._is_money(span)
        if sum_of_money:
            comma = shadow.find(", ", span.end, near)
            near = comma if comma >= 0 else near
        if behind and behind[0].start < near:
            return behind[0], "stated"
        mark = max(sentence.start, shadow.rfind(";", sentence.start, span.start))
        before = [t for t in times if mark <= t.start < end and not self._is_apart(t, span)]
        aims = [t for t in before if self._is_aim(t)]
        if aims and before[0] is not aims[-1]:
            return aims[-1], "carried"
        if before and before[0].start <= sentence.start + _LEAD:
            return before[0], "carried"
        if (behind or before) and not sum_of_money:
            return (behind or before[-1:])[0], "carried"
        listed = self._time_of_list(times, span) or self._label(sentence)
        listed = listed or self.reader.voices.listed
        return (listed, "carried") if listed else None

    def _end_of_value(self, span: Stretch) -> int:
        """Where the value of a statement ends; the words behind it may go on past a time."""
        place = bisect_left(self.reader.starts["quantities"], span.end) - 1
        value = self.reader.quantities[place] if place >= 0 else None
        return value.end if value and span.start <= value.start else span.end

    def _time_of_list(self, times: list[TimePhrase], span: Stretch) -> TimePhrase | None:
        """The time in front of the colon that opens a list of commitments in the sentence."""
        colon, lead = self.reader.voices.inner
        if lead != PLAN or span.start < colon:
            return None
        return next((t for t in reversed(times) if t.start < colon), None)

    def _label(self, sentence: Stretch) -> TimePhrase | None:
        """The year that stands before a colon at the head of a sentence: 2030: 40 % less."""
        match = _LABEL.match(self.reader.shadow, sentence.start, sentence.end)
        if match is None:
            return None
        day = date(int(match[1]), 12, 31)
        return TimePhrase(match.start(1), match.end(1), "deadline", day, exact=True)

    def _is_aim(self, phrase: TimePhrase) -> bool:
        """Whether a time belongs to the name of an aim: the target for 2030."""
        near = max(self.sentence.start, phrase.start - _AIM)
        end = min(self.sentence.end, phrase.end + _AIM)
        return self.reader.cues.has("headings.aims", self.reader.shadow, near, end)

    def _is_apart(self, phrase: TimePhrase, span: Stretch) -> bool:
        """Whether a time stands in brackets that have closed before a statement."""
        between = self.reader.shadow[phrase.end : span.start]
        closed = between.find(")")
        return closed >= 0 and "(" not in between[:closed]

    def _is_money(self, span: Stretch) -> bool:
        """Whether a value is a sum, which the dates of other values do not reach."""
        place = bisect_left(self.reader.starts["quantities"], span.end) - 1
        unit = self.reader.quantities[place].unit if place >= 0 else ""
        return unit.isupper() and len(unit) == _CURRENCY

    def _time_before(self, span: Stretch) -> tuple[TimePhrase, str] | None:
        inside = [t for t in self.own if t.start < span.end]
        if inside:
            return inside[-1], "stated" if inside[-1].start >= span.start else "carried"
        if self.deadline:
            between = self.reader.shadow[self.deadline.end : span.start]
            near = len(between) < _NEAR and "\n" not in between
            return self.deadline, "stated" if near else "carried"
        return None


def _place(phrase: TimePhrase) -> Stretch:
    return Stretch(phrase.start, phrase.end)
