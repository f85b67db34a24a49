"""Whether our own reader finds the claimed values in the quoted characters, and only there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.counting import find_counted_unit
from graph_builder.extraction.forms import compile_forms
from graph_builder.extraction.metrics import compile_metrics
from graph_builder.extraction.quantities import compile_quantities
from graph_builder.extraction.structure import Stretch
from graph_builder.extraction.times import compile_times
from graph_builder.ontology import load_ontology

if TYPE_CHECKING:
    from datetime import date

    from graph_builder.extraction.quantities import Quantity
    from graph_builder.languages import Pack

    from .candidates import Candidate
    from .location import Place

_NEAR = Decimal("0.000001")
_FUTURE = frozenset({"deadline", "period"})
_GOVERNING = 8


@dataclass(frozen=True, slots=True)
class Value:
    """A value as our reader has it, with the way in which it is expressed."""

    quantity: Quantity
    comparator: str
    """The local name of the comparator's concept."""
    expressed_as: str
    falls: bool
    """Whether it is a change to less, as the words say it: without a sign."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as our reader has it, with the place of its words."""

    day: date
    start: int
    end: int
    horizon: str | None


class Deriver:
    """Reads values and deadlines again, from spans of the shadow of one text."""

    def __init__(self, shadow: str, pack: Pack, issued: date | None) -> None:
        self.shadow, self.pack, self.issued = shadow, pack, issued
        self.quantities = compile_quantities(pack)
        self.times = compile_times(pack)
        self.metrics = compile_metrics(pack)
        self.governing = pack.table("comparators", "governing")

    def derive_value(
        self, candidate: Candidate, clause: Place, quoted: Place
    ) -> tuple[Value | None, str]:
        """The value in a quote, and the code of the field in which it differs from the claim."""
        words = self.shadow[clause.start : clause.end]
        found = [
            quantity
            for quantity in self.quantities.read(words)
            if clause.start + quantity.start < quoted.end
            and quoted.start < clause.start + quantity.end
        ]
        if len(found) != 1:
            return None, "value-not-derived"
        quantity = found[0]
        times = self.times.read(words, self.issued)
        within = Stretch(0, len(words))
        form = self.metrics.read(words, quantity, within, times).expressed_as
        sign = self._govern(words, quantity)
        named = candidate.metric.text if candidate.metric else ""
        quantity = replace(quantity, unit=find_counted_unit(self.pack, quantity, named))
        falls = compile_forms(self.pack).falls(words, within, quantity, None)
        value = Value(_shift(quantity, clause.start), _name_comparator(sign), form, falls)
        return value, self._find_difference(candidate, value)

    def _govern(self, words: str, quantity: Quantity) -> str:
        """The sign of a value, also where only the verb before it says so: 控制在5%."""
        before = words[max(0, quantity.start - _GOVERNING) : quantity.start].rstrip()
        if quantity.comparator == "=":
            signs = (sign for word, sign in self.governing.items() if before.endswith(word))
            return str(next(signs, "="))
        return quantity.comparator

    def _find_difference(self, candidate: Candidate, value: Value) -> str:
        """The code of the first field in which a claim differs; empty when none does."""
        quantity = value.quantity
        factors = self._compare_units(candidate.unit or "", quantity)
        if factors is None:
            return "unit-not-derived"
        pairs = [(candidate.value, quantity.value), (candidate.upper_value, quantity.upper)]
        if not all(_is_same(said, read, factors) for said, read in pairs):
            return "value-not-derived"
        if _name_comparator(candidate.comparator or "") != value.comparator:
            return "comparator-not-derived"
        return ""

    def _compare_units(self, said: str, quantity: Quantity) -> tuple[Decimal, Decimal] | None:
        """How many of their base a claimed unit and our own are; None when they differ in kind.

        The word of the text, such as 吨, will do for a unit too.
        """
        ontology = load_ontology()
        claimed, own = ontology.find_unit(said), ontology.find_unit(quantity.unit)
        if claimed is None or own is None:
            same = said == quantity.unit or self.pack.fold(said) == quantity.surface
            return (Decimal(1), Decimal(1)) if same else None
        if ontology.base_unit(claimed) != ontology.base_unit(own):
            return None
        return ontology.factor(claimed), ontology.factor(own)

    def derive_deadline(self, day: date, place: Place) -> Deadline | None:
        """The time phrase in a place that sets a day; None when none there does."""
        words = self.shadow[place.start : place.end]
        for phrase in self.times.read(words, self.issued):
            if phrase.kind in _FUTURE and phrase.day == day:
                start, end = place.start + phrase.start, place.start + phrase.end
                return Deadline(day, start, end, phrase.horizon)
        return None


def _shift(quantity: Quantity, by: int) -> Quantity:
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        number_start=quantity.number_start + by,
        number_end=quantity.number_end + by,
    )


def _name_comparator(token: str) -> str:
    concept = load_ontology().find_concept("comparator", token)
    return concept.value.rsplit("/", 1)[-1] if concept else ""


def _is_same(said: Decimal | None, read: Decimal | None, factors: tuple[Decimal, Decimal]) -> bool:
    if said is None or read is None:
        return said is None and read is None
    claimed, own = abs(said) * factors[0], abs(read) * factors[1]
    return abs(claimed - own) <= own * _NEAR
