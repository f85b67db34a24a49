"""Whether the fields of an extracted target say what its annotation says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.extraction.forms import MIRRORED
from graph_builder.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.extraction import Extraction
    from graph_builder.model import Target

    from .gold import GoldRecord

_NEAR = Decimal("0.000001")
_OVERLAP = 0.5
#: Units that gold names otherwise than the vocabulary of units.
_SAME_UNITS = {"x": "1", "year": "a"}
_FORMS = {
    "level": {"level"},
    "share": {"level"},
    "increment": {"change"},
    "growth_rate": {"relative-change", "annual-growth", "multiple"},
}
_WORDS = re.compile(r"[^\W\u2e80-\uffff]+|\w")
BOUND = ("value", "unit", "comparator")
ALL = (*BOUND, "deadline", "metric, lenient")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field of a matched pair: what the gold says, what was extracted, whether they agree."""

    field: str
    expected: str
    got: str
    right: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pair is compared by: a target, its record, and the words of its metric."""

    target: Target
    record: GoldRecord
    metric: str
    baseline: str
    fold: Callable[[str], str]


def compare_fields(
    target: Target, record: GoldRecord, extraction: Extraction, fold: Callable[[str], str]
) -> list[Agreement]:
    """Each field that the gold says something about, and what it comes to together."""
    marks = [t.quote for t in extraction.traces if t.statement == target.id]
    fields = [t.field for t in extraction.traces if t.statement == target.id]
    baseline = next((q for f, q in zip(fields, marks, strict=True) if f == "baseline"), "")
    metric = extraction.find_metric(target.metric)
    reading = Reading(target, record, metric, baseline or target.baseline or "", fold)
    single = [agreement for compare in _FIELDS if (agreement := compare(reading))]
    return [
        *single,
        _join("value, unit and comparator", single, BOUND),
        _join("all fields", single, ALL),
    ]


def _join(name: str, single: list[Agreement], parts: tuple[str, ...]) -> Agreement:
    wrong = [a.field for a in single if a.field in parts and not a.right]
    return Agreement(name, "", ", ".join(wrong), not wrong)


def _compare_value(reading: Reading) -> Agreement | None:
    target, record = reading.target, reading.record
    if record.value is None:
        return None
    amount = target.value if target.value is not None else target.rank
    ends: tuple[Decimal | int | None, Decimal | None] = (amount, target.upper_value)
    if amount is not None and amount < 0 and target.upper_value is not None:
        ends = (target.upper_value, target.value)
    pairs = [(record.value, ends[0]), (record.upper, ends[1])]
    right = all(_same_amount(want, record.unit, got, target.unit) for want, got in pairs)
    return Agreement("value", _write(*pairs[0][:1], record.upper), _write(amount, None), right)


def _write(value: Decimal | int | None, upper: Decimal | None) -> str:
    text = "" if value is None else format(Decimal(value), "f")
    return text if upper is None else f"{text} to {upper:f}"


def _same_amount(
    want: Decimal | None, want_unit: str | None, got: Decimal | int | None, got_unit: str | None
) -> bool:
    """Whether two amounts are one in the base of their units; the sign is a field of its own."""
    if want is None or got is None:
        return want is None and got is None
    theirs, mine = base_of(want_unit), base_of(got_unit)
    factors = (Decimal(1), Decimal(1))
    if theirs and mine and theirs[0] == mine[0]:
        factors = theirs[1], mine[1]
    return is_near(abs(want) * factors[0], abs(Decimal(got)) * factors[1])


def is_near(wanted: Decimal, given: Decimal) -> bool:
    """Whether two amounts differ by no more than the rounding of a unit such as 亩."""
    return abs(given - wanted) <= wanted * _NEAR


def _compare_direction(reading: Reading) -> Agreement | None:
    """A decrease is a negative value; asked only where the gold says that there is one."""
    wanted, got = reading.record.value, reading.target.value
    if wanted is None or wanted >= 0:
        return None
    falls = got is not None and got < 0
    return Agreement("direction", "decrease", "decrease" if falls else "increase", falls)


def _compare_unit(reading: Reading) -> Agreement | None:
    wanted, got = reading.record.unit, reading.target.unit
    if wanted is None:
        return None
    if reading.target.rank is not None:
        got = "rank"
    theirs, mine = base_of(wanted), base_of(got)
    same = theirs[0] == mine[0] if theirs and mine else wanted == got
    return Agreement("unit", wanted, got or "", same)


def _compare_comparator(reading: Reading) -> Agreement | None:
    wanted, got = reading.record.comparator, reading.target.comparator
    if wanted is None:
        return None
    if reading.target.rank is not None:
        got = got or "at-most"
    if reading.target.value is not None and reading.target.value < 0:
        got = MIRRORED.get(got or "", got)  # gold says by how much at least it decreases
    return Agreement("comparator", wanted, got or "", wanted == got)


def _compare_form(reading: Reading) -> Agreement | None:
    wanted, got = reading.record.change, reading.target.expressed_as or ""
    if wanted is None:
        return None
    return Agreement("change", wanted, got, got in _FORMS.get(wanted, {wanted}))


def _compare_baseline(reading: Reading) -> Agreement | None:
    wanted, got = reading.fold(reading.record.baseline or ""), reading.fold(reading.baseline)
    if not wanted and not got:
        return None
    right = bool(wanted and got) and (wanted in got or got in wanted)
    return Agreement("baseline", reading.record.baseline or "", reading.baseline, right)


def _compare_deadline(reading: Reading) -> Agreement:
    wanted, got = reading.record.deadline or "", reading.target.deadline
    written = got.isoformat() if got else ""
    return Agreement("deadline", wanted, written, wanted == written)


def _compare_basis(reading: Reading) -> Agreement | None:
    wanted, got = reading.record.basis or "", reading.target.deadline_basis or ""
    if not wanted and not got:
        return None
    return Agreement("deadline basis", wanted, got, wanted == got)


def _compare_metric(reading: Reading) -> Agreement:
    wanted, got = reading.fold(reading.record.metric), reading.fold(reading.metric)
    right = is_same_metric(got, wanted)
    return Agreement("metric, lenient", reading.record.metric, _join_words(reading.metric), right)


def _compare_metric_strictly(reading: Reading) -> Agreement:
    wanted, got = reading.fold(reading.record.metric), reading.fold(reading.metric)
    same = _letters(wanted) == _letters(got)
    return Agreement("metric, strict", reading.record.metric, _join_words(reading.metric), same)


_FIELDS: tuple[Callable[[Reading], Agreement | None], ...] = (
    _compare_value,
    _compare_unit,
    _compare_comparator,
    _compare_direction,
    _compare_form,
    _compare_baseline,
    _compare_deadline,
    _compare_basis,
    _compare_metric,
    _compare_metric_strictly,
)


@cache
def base_of(notation: str | None) -> tuple[str | None, Decimal] | None:
    """The base of a unit of the gold, and how many of it make one; None for an unknown unit."""
    ontology = load_ontology()
    unit = ontology.find_unit(_SAME_UNITS.get(notation or "", notation or ""))
    if unit is None:
        return None
    return ontology.base_unit(unit), ontology.factor(unit)


def is_same_metric(one: str, other: str) -> bool:
    """Whether two names may be of one metric: one within the other, or half of the words shared.

    A character of a script without spaces is a word by itself.

    >>> is_same_metric("煤炭产量", "全市煤炭产量"), is_same_metric("煤炭产量", "绿地")
    (True, False)
    >>> is_same_metric("share of homes", "number of trees")
    False
    """
    first, second = _letters(one), _letters(other)
    if not first or not second:
        return False
    if first in second or second in first:
        return True
    mine, theirs = (set(_WORDS.findall(name.casefold())) for name in (one, other))
    return 2 * len(mine & theirs) >= _OVERLAP * (len(mine) + len(theirs))


def _join_words(name: str) -> str:
    return " ".join(name.split())


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))
