"""Quantified statements: targets, and achievements, forecasts and norms with a number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph_builder.model import Achievement, Remark, Role, Target

from .bounds import SHARE, BoundReader
from .counting import find_counted_unit
from .distribution import DistributionReader
from .forms import COMPARATORS, compile_forms, lower
from .frames import FORECAST, NORM, PLAN, REVIEW
from .metrics import MetricName, compile_metrics
from .naming import compile_phrases
from .structure import Stretch
from .surroundings import Surroundings

if TYPE_CHECKING:
    from .quantities import Quantity
    from .reading import TextReader

_LONGEST = 200
_MOST_VALUES = 50
_PHRASE = 6


class TargetReader:
    """Turns quantities into statements; keeps what clauses carry on: deadline and metric."""

    def __init__(self, reader: TextReader) -> None:
        self.reader = reader
        self.assembly = reader.assembly
        pack = reader.assembly.pack
        self.metrics, self.phrases = compile_metrics(pack), compile_phrases(pack)
        self.bounds, self.forms = BoundReader(reader, pack), compile_forms(pack)
        self.clause = Stretch(0, 0)
        self.around = Surroundings(reader, self.metrics)
        self.assumed = pack.words("assumed", "units")
        self.dealing = DistributionReader(reader, self.bounds, self._name)
        self.carried: tuple[str, str, Stretch] | None = None
        self.previous: str | None = None
        self.ruled = False
        """Whether the last value of the sentence is a standard, as those behind it then are."""
        self.subject: Stretch | None = None

    def enter_sentence(self) -> None:
        """A new paragraph or sentence carries no metric on."""
        self.carried = self.previous = self.dealing.dealt = self.subject = None
        self.ruled = False

    def read(  # noqa: C901 -- one pass, in which each value may be set aside for its own reason
        self, clause: Stretch, quantities: list[Any], modality: str
    ) -> int:
        """The number of statements read from the quantities of a clause."""
        shadow = self.reader.shadow
        count, left = 0, clause.start
        if len(quantities) > _MOST_VALUES:
            self.assembly.doubt("too-many-values", Stretch(clause.start, clause.start + 1))
            return 0
        self.clause = clause
        quantities = self.bounds.share(clause, quantities)
        quantities, bases = self.dealing.skip_bases(quantities)
        names = self.dealing.distribute(clause, quantities, bases)
        base: Stretch | None = None
        for place, quantity in enumerate(quantities):
            following = quantities[place + 1] if place + 1 < len(quantities) else None
            if following and (change := self.dealing.find_change(quantity, following)):
                base = change
                continue
            if following and self._leads_on(quantity, following, left):
                continue
            right = following.start if following else clause.end
            within = Stretch(left, right)
            name = names[place] if names else self._name(quantity, within)
            if not following and (start := self.around.find_start(quantity, clause)):
                self._carry_before(start, quantity, within, name)
                continue
            if base and not names:
                name = self._name_before(base, quantity, within, name)
            base = None
            if name.span and self.metrics.is_bare(shadow, name.span):
                found = self.around.find_purpose(clause) or self.around.find_object(self.subject)
                name = replace(name, span=found or name.span)
            if name.attribute:
                self.assembly.doubt("attribute-not-value", Stretch(quantity.start, quantity.end))
                continue
            count += 1
            if modality == REVIEW and self.forms.compares(shadow, quantity):
                continue
            span = self._span(clause, quantity, left, name)
            self._state(span, quantity, name, modality)
            named = name.span is not None and name.span.start >= quantity.end
            left = name.span.end if named and name.span else quantity.end
            while left < clause.end and shadow[left] in "、 和及与":
                left += 1
        return count

    def _leads_on(self, quantity: Quantity, following: Quantity, left: int) -> bool:
        """Whether a value only says of what the next one is."""
        population = self.around.is_population(quantity, following)
        return population or self._opens(quantity, following, left)

    def _opens(self, quantity: Quantity, following: Quantity, left: int) -> bool:
        """Whether a measure only opens the name of what is measured: 300米站点覆盖率达到75%."""
        between = (quantity.end, following.start)
        return (
            self.phrases is None
            and quantity.start == left
            and not quantity.counted
            and not quantity.bounded
            and quantity.comparator == "="
            and quantity.unit != SHARE
            and between[1] - between[0] > _PHRASE
            and self.metrics.back.search(self.reader.shadow, *between) is not None
        )

    def _carry_before(
        self, start: Stretch, quantity: Quantity, within: Stretch, name: MetricName
    ) -> None:
        """Keeps the metric in front of where change starts for the clause that says its end."""
        before = self._name_before(start, quantity, within, name)
        if before.span:
            self.carried = (*self._label(before)[:1], name.expressed_as, before.span)

    def _name_before(
        self, base: Stretch, quantity: Quantity, within: Stretch, name: MetricName
    ) -> MetricName:
        """The metric in front of where change starts: 保費（由5元）提高至10元."""
        before = self._name(replace(quantity, start=base.start), within)
        return replace(name, span=before.span, verb=before.verb, attribute=False, aimed=True)

    def _name(self, quantity: Quantity, within: Stretch) -> MetricName:
        shadow, times = self.reader.shadow, self.reader.deadlines.times
        if self.phrases is None:
            return self.metrics.read(shadow, quantity, within, times)
        name = self.phrases.read(shadow, quantity, within, times)
        if name.span or self.carried:
            return name
        sentence = self.reader.deadlines.sentence
        return replace(name, span=self.phrases.find_subject(shadow, sentence, within))

    def _span(self, clause: Stretch, quantity: Quantity, left: int, name: MetricName) -> Stretch:
        start = max(left, clause.start, quantity.start - _LONGEST)
        end = quantity.end
        if name.span and name.span.start >= quantity.end:
            end = max(end, name.span.end)
        return Stretch(min(start, quantity.start), end)

    def _state(self, span: Stretch, quantity: Quantity, name: MetricName, modality: str) -> None:
        label, basis, where = self._label(name)
        modality = self.reader.voices.judge(quantity, span, modality)
        modality = self.around.settle(modality, quantity, self.clause, aimed=name.aimed)
        bounded = quantity.comparator != "="
        ruled = self.ruled and bounded and not self.reader.deadlines.governs()
        if modality == PLAN and (ruled or self.bounds.is_standard(span.start, quantity)):
            modality = NORM
        self.ruled = modality == NORM
        if modality == PLAN and self.forms.describes_project(self.assembly.pack.fold(label)):
            self.assembly.doubt("attribute-not-value", span)
        elif modality == PLAN:
            self._target(span, quantity, name, (label, basis, where))
        elif modality == REVIEW:
            self._report("achievement", span, quantity, label)
        elif modality in {FORECAST, NORM}:
            self._report(modality, span, quantity, label)
        else:
            self.assembly.doubt("commitment-unclear", span)
        if name.span and label:
            self.carried = (label, name.expressed_as, name.span)

    def _label(self, name: MetricName) -> tuple[str, str, Stretch | None]:
        if name.span is None:
            if self.carried:
                return self.carried[0], "carried", self.carried[2]
            if self.subject and (named := self.around.find_subject(self.subject)):
                return self.assembly.quote(named), "carried", named
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
            label,
            quantity.comparator,
            str(quantity.value),
            quantity.unit,
        )

    def _value_evidence(self, quantity: Quantity) -> Any:  # noqa: ANN401
        return self.assembly.evidence(Stretch(quantity.start, quantity.end), Role.VALUE)

    def _target(
        self,
        span: Stretch,
        quantity: Quantity,
        name: MetricName,
        labelled: tuple[str, str, Stretch | None],
    ) -> None:
        label, basis, where = labelled
        unit = find_counted_unit(self.assembly.pack, quantity, label)
        quantity = replace(quantity, unit=unit)
        fields = self.assembly.base("target", span)
        fields["evidence"].append(self._value_evidence(quantity))
        if not label:
            label, basis, where = self.assembly.quote(span)[:40], "inferred", span
            self.assembly.doubt("metric-missing", span, fields["id"])
        folded, shadow = self.assembly.pack.fold(label), self.reader.shadow
        form = self.forms.express(shadow, self.clause, quantity, folded, name.expressed_as)
        if self.reader.undecided and quantity.surface in self.assumed:
            self.assembly.doubt("currency-assumed", span, fields["id"])
        fields["metric"] = self.assembly.metric(label)
        fields |= {
            "comparator": COMPARATORS[self.bounds.compare(quantity)],
            "value": quantity.value,
            "upper_value": quantity.upper,
            "unit": quantity.unit,
            "expressed_as": form,
            "stated_value": self.assembly.text[quantity.start : quantity.end],
            "target_of": self.reader.goals.current,
        }
        if self.forms.falls(shadow, span, quantity, name.span):
            fields = lower(fields)
        if quantity.per:
            self.assembly.doubt("unit-compound", span, fields["id"])
        if name.part and self.previous:
            fields["part_of"] = self.previous
        self.reader.deadlines.date_target(fields, span)
        if where:
            self.assembly.trace(fields["id"], "metric", where, basis)
        self.assembly.trace(fields["id"], "value", Stretch(quantity.start, quantity.end), "stated")
        self.assembly.result.statements.append(Target(**fields))
        self.previous = fields["id"]
