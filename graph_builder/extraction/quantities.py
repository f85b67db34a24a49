"""Quantities in a text: number, unit, comparator, read by patterns made from a language pack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_words

from .numerals import NUMERAL_SLOT, large_signs, read_any, read_number
from .spoken import compile_phrases, read_phrase, write_spoken
from .windows import find_windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.languages import Pack

_REACH = 16
_LONGEST_SPAN = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPLIT_YEAR = re.compile(r"(?:19|20)\d\d[/–-]$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``start`` and ``end`` take in the comparator's words."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    upper: Decimal | None
    unit: str
    comparator: str
    counted: bool
    """Whether the unit is a classifier, so that what is counted stands beside it."""
    bounded: bool
    """Whether the words behind the number give the comparator."""
    surface: str
    """The unit as it stands, folded."""
    per: str = ""
    """What the unit is counted per, behind a stroke: 万元/人."""


@dataclass(frozen=True, slots=True)
class QuantityReader:
    """The compiled patterns of one pack."""

    pack: Pack
    pattern: re.Pattern[str]
    words: tuple[tuple[re.Pattern[str], dict[str, Any], re.Pattern[str]], ...]
    units: dict[str, Any]
    counters: frozenset[str]
    comparators: dict[str, str]
    scales: dict[str, Decimal]
    leads: tuple[str, ...]
    """Verbs and nouns in front of a value: a number behind one needs no unit."""
    with_words: tuple[str, ...]
    """Bounds that stand only in front of number words."""
    traps: tuple[str, ...]
    """Words whose end looks like a bound."""
    decimal_units: tuple[str, ...]
    """Units that a whole number would make a date or a rank of: 10.5年 against 2025年."""

    def read(self, shadow: str) -> list[Quantity]:
        """All quantities of a shadow in order, none within another."""
        found = list(self._scan(shadow))
        for pattern, entry, trigger in self.words:
            for start, end in find_windows(trigger, shadow, _REACH):
                matches = pattern.finditer(shadow, start, end)
                found += [self._from_words(match, entry) for match in matches]
        return drop_overlaps(found)

    def _scan(self, shadow: str) -> Iterator[Quantity]:
        """The quantities that begin with digits; a year before "to" begins no range."""
        place = 0
        while match := self.pattern.search(shadow, place):
            year = self.pack.spaces and self._begins_with_year(match)
            place = match.end("low") if year else match.end()
            if not year and (quantity := self._from(match)):
                yield quantity

    @staticmethod
    def _begins_with_year(match: re.Match[str]) -> bool:
        """Whether the lower number of a range is a year: in 2021 to 40, in 2013/14 to 35 %."""
        if not match["high"] or match["unit_low"] or not match["low"]:
            return False
        start = match.start("low")
        split = _SPLIT_YEAR.search(match.string, max(0, start - 5), start)
        return bool(_YEAR.fullmatch(match["low"]) or split)

    def _from(self, match: re.Match[str]) -> Quantity | None:
        surface = _tidy(match["money"] or match["unit"] or match["unit_high"] or match["unit_low"])
        low = match["low"] or ""
        if not surface and not self._stands_bare(match):
            return None
        if surface in self.decimal_units and "." not in low and not self._lasts(match):
            return None
        unit, factor = self._unit(surface)
        value, upper = self._values(match, factor)
        before, after = self._before(match), _tidy(match["after"])
        sign = self.comparators.get(after) or self.comparators.get(before)
        if match["surplus"]:
            sign = sign or ">"
        if upper is not None:
            sign = "[]"
        number = match.span("spoken" if match["spoken"] else "low")
        return Quantity(
            match.start() if before or not match["before"] else number[0],
            match.end(),
            *number,
            value,
            upper,
            unit,
            sign or "=",
            surface in self.counters or not surface,
            bool(after),
            surface,
            match["per"] or "",
        )

    def _stands_bare(self, match: re.Match[str]) -> bool:
        """Whether a number without a unit is a value: three trees, 突破300万, 提高到0.53."""
        dated = _YEAR.fullmatch(match["low"] or "") and not (match["scale"] or match["surplus"])
        if match["noun"] is None or dated:
            return bool(self.pack.spaces and match["scale"])
        return self.pack.spaces or match["people"] is not None or self._is_led(match)

    def _lasts(self, match: re.Match[str]) -> bool:
        """Whether whole years are an amount, as in 达到11年, and no date."""
        few = len(match["low"] or "123") <= _LONGEST_SPAN
        verbs = tuple(verb for verb in self.leads if len(verb) > 1)
        return few and match.string.endswith(verbs, 0, match.start())

    def _is_led(self, match: re.Match[str]) -> bool:
        """Whether a bound or a verb that takes a value stands in front of a number."""
        lead = match.string.endswith(self.leads, max(0, match.start() - _REACH), match.start())
        return bool(match["before"]) or lead

    def _before(self, match: re.Match[str]) -> str:
        """The bound in front of a number, if it is one."""
        before = match["before"] or ""
        if before in self.with_words and not match["spoken"]:
            return ""
        end = match.end("before")
        if before and match.string.endswith(self.traps, max(0, end - _REACH), end):
            return ""
        return before

    def _values(self, match: re.Match[str], factor: Decimal) -> tuple[Decimal, Decimal | None]:
        scale_low = self._scale(match["scale"]) * self._scale(match["scale_b"])
        low = read_any(match["spoken"] or match["low"], self.pack) * scale_low
        if match["low2"]:
            low += read_number(match["low2"]) * self._scale(match["scale2"])
        if not match["high"]:
            return low * factor, None
        high = read_any(match["high"], self.pack) * self._scale(match["scale_high"])
        if match["high2"]:
            high += read_number(match["high2"])
        if match["tolerance"]:
            return (low - high) * factor, (low + high) * factor
        if not match["scale"] and not match["unit_low"]:
            low *= self._scale(match["scale_high"]) * self._shared(match)
        if high <= low:
            return low * factor, None
        return low * factor, high * factor

    def _shared(self, match: re.Match[str]) -> Decimal:
        """What the end of a range in words multiplies its start with: 三十至四十億."""
        low, high = match["spoken"] or "", match["high"]
        large = large_signs(self.pack)
        ending = high[len(high.rstrip(large)) :] if large else ""
        if not low or not ending or any(letter in large for letter in low):
            return Decimal(1)
        return read_any(high, self.pack) / (read_any(high.removesuffix(ending), self.pack) or 1)

    def _scale(self, word: str | None) -> Decimal:
        return self.scales[word.strip()] if word else Decimal(1)

    def _unit(self, surface: str | None) -> tuple[str, Decimal]:
        entry = self.units.get(surface or "", "count")
        if isinstance(entry, dict):
            return entry["unit"], Decimal(entry.get("scale", "1"))
        return str(entry), Decimal(1)

    def _from_words(self, match: re.Match[str], entry: dict[str, Any]) -> Quantity:
        groups = match.groupdict()
        low, upper = read_phrase(groups, entry, self.pack)
        sign = self.comparators.get(groups["after"] or groups["before"] or "", "=")
        return Quantity(
            match.start(),
            match.end(),
            match.start("core"),
            match.end("core"),
            low,
            upper,
            entry["unit"],
            sign if upper is None else "[]",
            counted=False,
            bounded=bool(groups["after"]),
            surface="",
        )


def _tidy(words: str | None) -> str:
    """Words as a pack writes them, with single spaces."""
    return re.sub(" +", " ", words or "")


def drop_overlaps(found: list[Quantity]) -> list[Quantity]:
    """The quantities in order, without those that begin within another."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


@cache
def compile_quantities(pack: Pack) -> QuantityReader:
    """The reader of quantities of a pack."""
    before, after = pack.table("comparators", "before"), pack.table("comparators", "after")
    counters = pack.words("counters", "units")
    units = {**dict.fromkeys(counters, "count"), **pack.table("units")}
    scales = {word: Decimal(str(size)) for word, size in pack.table("numbers", "scales").items()}
    comparators = {**before, **after}
    pattern = re.compile(_source(pack, units, scales))
    plain = frozenset((*counters, *pack.words("counters", "persons")))
    return QuantityReader(
        pack,
        pattern,
        tuple(compile_phrases(pack)),
        units,
        plain,
        comparators,
        scales,
        (*pack.words("verbs", "level"), *pack.words("numbers", "bare_nouns")),
        pack.words("comparators", "with_words"),
        pack.words("comparators", "traps"),
        pack.words("traps", "decimal_units"),
    )


def _source(pack: Pack, units: dict[str, Any], scales: dict[str, Decimal]) -> str:
    edge = r"(?![a-z])" if pack.spaces else ""
    number = r"(?:\d{1,3}(?:[, ]\d{3}){1,6}(?!\d)|\d{1,15})(?:\.\d{1,8})?(?!\d)"
    if pack.setting("numbers", "decimal_comma", default=False):
        number = rf"(?:\d{{1,3}},\d{{1,2}}(?= ?[%a-z])|{number})"
    misread = tuple(unit for unit in units if unit.startswith(tuple(scales)))
    scale = f"(?!{compile_words(misread)})(?:{compile_words(scales)}){edge}"
    unit = f"(?:{compile_words(units)}){edge}"
    before = compile_words(pack.table("comparators", "before"))
    after = compile_words(pack.table("comparators", "after"))
    surplus = compile_words(pack.words("numbers", "surplus"))
    ranges = compile_words(pack.words("numbers", "ranges"))
    tolerance = compile_words(pack.words("numbers", "tolerances"))
    edged = r"(?<![a-z])" if pack.spaces else ""
    money = f"{edged}(?:{compile_words(pack.words('money_before'))})"
    noun = _bare(pack, scales, after)
    gap = " {0,3}" if pack.spaces else " ?"
    hyphen = "(?:-| {0,3})" if pack.spaces else gap
    tail = rf"(?:(?: {{1,3}}|-)?(?P<unit>{unit}))?"
    again = rf"(?:(?: {{1,3}}|-)?(?P<unit_high>{unit}))?"
    per = compile_words(pack.words("numbers", "per"))
    spoken = write_spoken(pack, unit, ranges)
    second = rf"{number}|{NUMERAL_SLOT(pack)}"
    joined = r"\d.a-z" if pack.spaces else r"\d.:"
    head = r"(?<![a-z])" if pack.spaces else ""
    return (
        rf"(?:{head}(?P<before>{before}){gap})?(?:(?P<money>{money}){gap})?"
        rf"(?:(?<![{joined}])(?<!\d,)(?P<low>{number})(?:{gap}(?P<scale>{scale}))?|(?P<spoken>{spoken}))"
        rf"(?:(?P<surplus>{surplus})(?P<scale_b>{scale})?)?"
        rf"(?:(?P<low2>{number})(?P<scale2>{scale})?)?(?:{hyphen}(?P<unit_low>{unit}))?"
        rf"(?:{gap}(?:{ranges}|(?P<tolerance>{tolerance})){gap}(?:{money})?(?P<high>{second})"
        rf"(?:{gap}(?P<scale_high>{scale})(?P<high2>{number})?)?)?"
        rf"(?(high){again}|(?(unit_low)|{tail}))"
        rf"(?(unit)|(?(unit_high)|(?(unit_low)|{noun}?)))(?:/(?P<per>{per}))?(?:{gap}(?P<after>{after}))?"
    )


def _bare(pack: Pack, scales: dict[str, Decimal], after: str) -> str:
    """Where a number may stand without a unit: before a noun, or closed behind its scale."""
    if pack.spaces:
        return r"(?P<noun>(?= {1,3}[a-z])(?P<people>(?!))?)"
    steps = "".join(sorted({re.escape(word[-1]) for word in scales}))
    ends = compile_words(pack.words("numbers", "bare_ends"))
    counted = compile_words(pack.words("counters", "nouns"))
    nouns = compile_words(pack.words("numbers", "bare_nouns"))
    scaled = rf"(?<=[{steps}])" if steps else r"(?!)"
    close = rf"(?=(?:{after})?(?:[^\w.:%/]|$|{ends}))"
    return (
        rf"(?P<noun>(?P<people>(?={counted})|{scaled}(?=(?:{after})?[^\W\d]{{0,6}}?(?:{nouns})))"
        rf"|{scaled}{close}|(?:(?<=\.\d)|(?<=\.\d\d)|(?<=\.\d\d\d)){close})"
    )
