"""Quantified statements: targets, and achievements, forecasts and norms with a number."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from graph_builder.model import Achievement, Role, Target

from .frames import FORECAST, NORM, PLAN, REVIEW
from .metrics import MetricName, compile_metrics
from .results import Remark
from .structure import Stretch
from .times import TimePhrase

if TYPE_CHECKING:
    from .quantities import Quantity
    from .reading import TextReader
    from .structure import Paragraph

_LONGEST = 200
_MOST_VALUES = 50
_FUTURE = frozenset({"deadline", "period"})
_CODES = {">=": "at-least", ">": "more-than", "<=": "at-most", "<": "less-than", "=": "equal"}
_CODES |= {"~": "about", "[]": "between"}


class TargetReader:
    """Turns quantities into statements; keeps what clauses carry on: deadline and metric."""

    def __init__(self, reader: TextReader) -> None:
        self.reader = reader
        self.assembly = reader.assembly
        pack = reader.assembly.pack
        self.metrics = compile_metrics(pack)
        self.distributive = pack.words("metric", "distributive")
        self.after = pack.setting("metric", "time_after", default=False)
        self.standards = pack.words("cues", "standards")
        self.units_by_object = pack.table("units_by_object")
        self.rules = pack.setting("rules", default=True)
        self.heads = pack.words("metric", "heads")
        self.joiners = pack.words("metric", "joiners")
        self.governing = pack.table("comparators", "governing")
        self.deadline: TimePhrase | None = None
        self.stated = False
        self.carried: tuple[str, str, Stretch] | None = None
        self.previous: str | None = None
        self.horizon: TimePhrase | None = None

    def enter_paragraph(self, paragraph: Paragraph) -> None:
        """A new paragraph carries nothing on."""
        self.deadline = self.carried = self.previous = None

    def enter_heading(self, times: list[Any]) -> None:
        """The plan period that a heading names governs its section."""
        named = [t for t in times if t.horizon and t.day and t.kind in _FUTURE]
        self.horizon = next((t for t in named if self._is_later(t)), None)

    def _is_later(self, phrase: TimePhrase) -> bool:
        issued = self.reader.issued
        return phrase.day is not None and (issued is None or phrase.day.year > issued.year)

    def enter_set(self, times: list[Any], place: int) -> None:
        """The time before the name of a set of targets governs what follows in the section."""
        later = [t for t in times if t.kind in _FUTURE and t.day and t.start < place]
        if later:
            self.horizon = later[0] if self._is_later(later[0]) else None

    def enter_sentence(self, sentence: Stretch, times: list[Any]) -> None:
        """A sentence carries on a deadline that leads the one before, and no metric."""
        self.carried = self.previous = None
        keep = self.deadline and self.deadline.kind == "deadline" and self.lead
        if not keep or any(i.start == sentence.start for p in self.reader.paragraphs[:0] for i in p.items):
            self.deadline = None
        self.sentence = sentence
        self.lead = bool(times and times[0].start <= sentence.start + 4)
        if self.lead and times[0].kind in _FUTURE and not self._is_later(times[0]):
            self.horizon = None

    lead = False

    def enter_clause(self, clause: Stretch, times: list[Any]) -> None:
        """A time phrase in a clause governs it and what follows in the sentence."""
        own = [t for t in times if clause.start <= t.start < clause.end]
        self.own = [t for t in own if t.kind in _FUTURE and t.day]
        self.times = own
        if self.own:
            self.deadline = self.own[0]
        elif any(t.kind == "past" for t in own):
            self.deadline = None

    def is_ahead(self) -> bool:
        """Whether a deadline that is still to come governs the present clause."""
        issued = self.reader.issued
        day = self.deadline.day if self.deadline else None
        return day is not None and (issued is None or day >= issued)

    def read(self, clause: Stretch, quantities: list[Any], modality: str) -> int:
        """The number of statements read from the quantities of a clause."""
        shadow = self.reader.shadow
        count, left = 0, clause.start
        if len(quantities) > _MOST_VALUES:
            self.assembly.doubt("too-many-values", Stretch(clause.start, clause.start + 1))
            return 0
        quantities = self._share_bound(clause, quantities)
        names = self._distribute(clause, quantities)
        for place, quantity in enumerate(quantities):
            following = quantities[place + 1] if place + 1 < len(quantities) else None
            if following and self._is_baseline(quantity, following):
                continue
            right = following.start if following else clause.end
            within = Stretch(left, right)
            name = names[place] if names else self._name(quantity, within)
            if name.attribute:
                self.assembly.doubt("attribute-not-value", Stretch(quantity.start, quantity.end))
                continue
            span = self._span(clause, quantity, left, name)
            self._state(span, quantity, name, modality)
            left = quantity.end
            while left < clause.end and shadow[left] in "、 和及与":
                left += 1
            count += 1
        return count

    def _is_baseline(self, quantity: Quantity, following: Quantity) -> bool:
        from .filters import compile_filter  # noqa: PLC0415

        return compile_filter(self.assembly.pack).is_baseline(
            self.reader.shadow, quantity, following
        )

    def _name(self, quantity: Quantity, within: Stretch) -> MetricName:
        return self.metrics.read(self.reader.shadow, quantity, within, self.times)

    def _distribute(self, clause: Stretch, quantities: list[Quantity]) -> list[MetricName] | None:
        shadow = self.reader.shadow
        first = quantities[0]
        if len(quantities) == 1 or not self._is_distributive(clause, first):
            return None
        whole = self._name(first, Stretch(clause.start, first.end))
        if whole.span is None:
            return None
        parts = _split(shadow, whole.span, ("、", ", "))
        if len(parts) != len(quantities):
            parts = _split(shadow, whole.span, self.joiners)
        if len(parts) != len(quantities):
            self.assembly.doubt("distribution-count-differs", clause)
            return None
        head = self._shared_head(parts[-1])
        verb, way = whole.verb, whole.expressed_as
        return [
            MetricName(part, verb, way, part=False, head="" if part is parts[-1] else head)
            for part in parts
        ]

    def _shared_head(self, last: Stretch) -> str:
        words = self.assembly.quote(last)
        folded = self.reader.shadow[last.start : last.end]
        found = [head for head in self.heads if folded.endswith(head) and folded != head]
        return words[-len(max(found, key=len)) :] if found else ""

    def _share_bound(self, clause: Stretch, quantities: list[Quantity]) -> list[Quantity]:
        """A bound behind the last of listed values holds for all: 310万吨和750万吨左右."""
        shared = list(quantities)
        for place in range(len(shared) - 2, -1, -1):
            one, other = shared[place], shared[place + 1]
            between = self.reader.shadow[one.end : other.start].strip()
            if between in self.joiners and other.bounded and one.comparator == "=":
                shared[place] = replace(one, comparator=other.comparator, bounded=True)
        first = shared[0]
        if first.comparator != "=" and not first.bounded and self._is_distributive(clause, first):
            return [
                replace(q, comparator=first.comparator) if q.comparator == "=" else q
                for q in shared
            ]
        return shared

    def _is_distributive(self, clause: Stretch, first: Quantity) -> bool:
        shadow = self.reader.shadow
        return any(shadow.find(w, clause.start, first.start) >= 0 for w in self.distributive)

    def _span(self, clause: Stretch, quantity: Quantity, left: int, name: MetricName) -> Stretch:
        start = max(left, clause.start, quantity.start - _LONGEST)
        end = quantity.end
        if name.span and name.span.start >= quantity.end:
            end = max(end, name.span.end)
        return Stretch(min(start, quantity.start), end)

    def _state(
        self, span: Stretch, quantity: Quantity, name: MetricName, modality: str
    ) -> None:
        label, basis, where = self._label(name)
        if modality == PLAN and self._is_standard(Stretch(span.start, quantity.number_start)):
            modality = NORM
        if modality == PLAN:
            self._target(span, quantity, name, (label, basis, where))
        elif modality == REVIEW:
            self._report("achievement", span, quantity, label)
        elif modality in {FORECAST, NORM}:
            self._report(modality, span, quantity, label)
        else:
            self.assembly.doubt("commitment-unclear", span)
        if name.span and label:
            self.carried = (label, name.expressed_as, name.span)

    def _is_standard(self, before: Stretch) -> bool:
        """A bound without a date in a text that is no yearly plan is a rule, not an aim."""
        genre = self.reader.genre
        if not self.rules or genre.annual or genre.modality != PLAN or self.deadline or self.horizon:
            return False
        words = self.reader.shadow[before.start : before.end]
        return any(word in words for word in self.standards)

    def _label(self, name: MetricName) -> tuple[str, str, Stretch | None]:
        if name.span is None:
            if self.carried:
                return self.carried[0], "carried", self.carried[2]
            return "", "stated", None
        words = name.verb_label(self.assembly.quote(name.span))
        return words, "stated", name.span

    def _report(self, kind: str, span: Stretch, quantity: Quantity, label: str) -> None:
        fields = self.assembly.base(kind, span)
        fields["evidence"].append(self._value_evidence(quantity))
        result = self.assembly.result
        if kind == "achievement":
            result.statements.append(Achievement(**fields))
        else:
            result.remarks.append(Remark(**fields))
        result.reported[fields["id"]] = (
            label, quantity.comparator, str(quantity.value), quantity.unit,
        )

    def _value_evidence(self, quantity: Quantity) -> Any:  # noqa: ANN401
        return self.assembly.evidence(Stretch(quantity.start, quantity.end), Role.VALUE)

    def _target(
        self, span: Stretch, quantity: Quantity, name: MetricName,
        labelled: tuple[str, str, Stretch | None],
    ) -> None:
        label, basis, where = labelled
        quantity = replace(quantity, unit=self._unit(quantity, label))
        fields = self.assembly.base("target", span)
        fields["evidence"].append(self._value_evidence(quantity))
        if not label:
            label, basis, where = self.assembly.quote(span)[:40], "inferred", span
            self.assembly.doubt("metric-missing", span, fields["id"])
        fields["metric"] = self.assembly.metric(label, quantity.unit)
        fields |= {
            "comparator": _CODES[self._comparator(quantity)],
            "value": quantity.value, "upper_value": quantity.upper, "unit": quantity.unit,
            "expressed_as": name.expressed_as,
            "stated_value": self.assembly.text[quantity.start : quantity.end],
            "target_of": self.reader.goals.current,
        }
        if name.part and self.previous:
            fields["part_of"] = self.previous
        self._date(fields, span)
        if where:
            self.assembly.trace(fields["id"], "metric", where, basis)
        self.assembly.trace(
            fields["id"], "value", Stretch(quantity.start, quantity.end), "stated"
        )
        self.assembly.result.statements.append(Target(**fields))
        self.previous = fields["id"]

    def _unit(self, quantity: Quantity, label: str) -> str:
        """The unit, where what is counted decides on it: 企业400户 counts firms."""
        entry = self.units_by_object.get(quantity.surface)
        folded = self.assembly.pack.fold(label)
        if entry and any(word in folded for word in entry["words"]):
            return str(entry["unit"])
        return quantity.unit

    def _comparator(self, quantity: Quantity) -> str:
        if quantity.comparator == "=":
            before = self.reader.shadow[max(0, quantity.start - 8) : quantity.start].rstrip()
            for word, sign in self.governing.items():
                if before.endswith(word):
                    return str(sign)
        return quantity.comparator

    def _date(self, fields: dict[str, Any], span: Stretch) -> None:
        chosen = self._governing_time(span)
        genre, issued = self.reader.genre, self.reader.issued
        if chosen:
            phrase, basis = chosen
            where = Stretch(phrase.start, phrase.end)
            fields |= {"deadline": phrase.day, "deadline_basis": basis, "horizon": phrase.horizon}
            fields["evidence"].append(self.assembly.evidence(where, Role.DEADLINE))
            self.assembly.trace(fields["id"], "deadline", where, basis)
        elif self.horizon:
            where = Stretch(self.horizon.start, self.horizon.end)
            fields |= {"deadline": self.horizon.day, "deadline_basis": "carried"}
            fields["horizon"] = self.horizon.horizon
            fields["evidence"].append(self.assembly.evidence(where, Role.DEADLINE))
            self.assembly.trace(fields["id"], "deadline", where, "carried")
        elif genre.annual and issued:
            fields |= {"deadline": date(issued.year, 12, 31), "deadline_basis": "implied"}
        elif genre.until:
            fields |= {"deadline": genre.until.day, "deadline_basis": "implied"}
            fields["horizon"] = genre.until.horizon
            where = Stretch(genre.until.start, genre.until.end)
            self.assembly.trace(fields["id"], "deadline", where, "implied")

    def _following_time(self, span: Stretch) -> tuple[TimePhrase, str] | None:
        """The first time behind a statement, before the next value or strong mark."""
        reader = self.reader
        place = bisect_left(reader.starts["quantities"], span.end)
        limit = self.sentence.end
        if place < len(reader.quantities):
            limit = min(limit, reader.quantities[place].start)
        mark = reader.shadow.find(";", span.end, limit)
        limit = mark if mark >= 0 else limit
        times = reader.within("times", reader.times, Stretch(span.end - 1, limit))
        ahead = [t for t in times if t.kind in _FUTURE and t.day]  # type: ignore[attr-defined]
        return (ahead[0], "stated") if ahead else None  # type: ignore[return-value]

    def date_statement(self, fields: dict[str, Any], span: Stretch) -> None:
        """Gives a statement the deadline that governs its place in the text, if any."""
        if chosen := self._governing_time(span):
            phrase, basis = chosen
            where = Stretch(phrase.start, phrase.end)
            fields |= {"deadline": phrase.day, "deadline_basis": basis, "horizon": phrase.horizon}
            fields["evidence"].append(self.assembly.evidence(where, Role.DEADLINE))

    def _governing_time(self, span: Stretch) -> tuple[TimePhrase, str] | None:
        if self.after and (found := self._following_time(span)):
            return found
        inside = [t for t in self.own if t.start < span.end]
        if inside:
            return inside[-1], "stated" if inside[-1].start >= span.start else "carried"
        if self.after:
            lead = self.deadline and self.deadline.start <= self.sentence.start + 4
            return (self.deadline, "carried") if self.deadline and lead else None
        if self.deadline:
            lead = self.reader.shadow[self.deadline.end : span.start]
            return self.deadline, "stated" if len(lead) < 3 and "\n" not in lead else "carried"  # noqa: PLR2004
        return None


def _split(shadow: str, span: Stretch, joiners: tuple[str, ...]) -> list[Stretch]:
    parts, start, place = [], span.start, span.start
    while place < span.end:
        joiner = next((j for j in joiners if shadow.startswith(j, place)), None)
        if joiner:
            parts.append(Stretch(start, place))
            place += len(joiner)
            start = place
        else:
            place += 1
    parts.append(Stretch(start, span.end))
    return [part for part in parts if part.start < part.end]
