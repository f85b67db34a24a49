"""Values in cells of tables: a number, its bound and brackets; its unit may stand elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_words

from .numerals import read_number
from .structure import Stretch, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.languages import Pack

_NUMBER = r"(?:\d{1,3}(?:[, ]\d{3}){1,6}(?!\d)|\d{1,15})(?:\.\d{1,8})?"
_BRACKETS = re.compile(r"[\[(【〔]([^\[\]()【】〔〕]{0,40})[\])】〕]")
_OPENING = {"[": "[", "【": "[", "〔": "[", "(": "("}
_SIGNS = {"≥": ">=", ">=": ">=", "≧": ">=", "≤": "<=", "<=": "<=", "≦": "<=", ">": ">", "<": "<"}
_SIGNS |= {"~": "~", "≈": "~", "+": "="}
_NOTES = "*＊①②③④⑤"
"""Marks behind a value that point to a note."""
_LONGEST = 60
_NOUN = re.compile(r"[a-z]{3,20}(?: [a-z]{2,20}){0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the vocabulary, the factor that its words multiply by, and where they stand."""

    code: str
    factor: Decimal
    span: Stretch


@dataclass(frozen=True, slots=True)
class Measure:
    """The value of a cell; ``bracket`` is the bracket that it stands in, if any."""

    span: Stretch
    value: Decimal
    upper: Decimal | None
    comparator: str
    unit: Unit | None
    bracket: str = ""


@dataclass(frozen=True, slots=True)
class CellReader:
    """The compiled words of values of one pack."""

    units: dict[str, Any]
    scales: dict[str, Decimal]
    before: dict[str, str]
    after: dict[str, str]
    per: tuple[str, ...]
    number: re.Pattern[str]
    whole_years: tuple[str, ...]
    spaces: bool

    def read(self, shadow: str, cell: Stretch) -> Iterator[Measure]:
        """The values of a cell, at most one outside brackets; none where words say more."""
        if cell.end - cell.start > _LONGEST:
            return
        start = cell.start
        for match in _BRACKETS.finditer(shadow, cell.start, cell.end):
            if not any(map(str.isdigit, match[1])):
                continue
            yield from self._one(shadow, Stretch(start, match.start()), "")
            inner = Stretch(match.start(1), match.end(1))
            yield from self._one(shadow, inner, _OPENING.get(match[0][0], "["))
            start = match.end()
        yield from self._one(shadow, Stretch(start, cell.end), "")

    def _one(self, shadow: str, span: Stretch, bracket: str) -> Iterator[Measure]:
        span = trim(shadow, span.start, span.end)
        while span.end > span.start and shadow[span.end - 1] in _NOTES:
            span = trim(shadow, span.start, span.end - 1)
        match = self.number.match(shadow, span.start, span.end)
        if match is None:
            return
        behind = trim(shadow, match.end(), span.end)
        bound = next((w for w in self.after if shadow.endswith(w, behind.start, behind.end)), "")
        words = trim(shadow, behind.start, behind.end - len(bound))
        unit = self._find_money(shadow, match, self._name_unit(shadow, words))
        if words.start < words.end and unit is None:
            return
        if _YEAR.fullmatch(match["low"]) and shadow[words.start : words.end] in self.whole_years:
            return
        sign = self.after.get(bound) or self.before.get(match["bound"] or "") or "="
        sign = _SIGNS.get(match["sign"] or "", sign)
        low, upper = self._numbers(match)
        yield Measure(span, low, upper, "[]" if upper is not None else sign, unit, bracket)

    def _name_unit(self, shadow: str, words: Stretch) -> Unit | None:
        """The unit behind a number; where words stand apart, a plain noun names what is counted."""
        unit = self.find_unit(shadow, words)
        if unit is None and self.spaces and _NOUN.fullmatch(shadow, words.start, words.end):
            return Unit("count", Decimal(1), words)
        return unit

    def _find_money(self, shadow: str, match: re.Match[str], behind: Unit | None) -> Unit | None:
        """The currency in front of a number, multiplied by the scale behind it: $50 million."""
        if not match["money"]:
            return behind
        money = self.find_unit(shadow, Stretch(*match.span("money")))
        if money and behind and behind.code == "count":
            return Unit(money.code, money.factor * behind.factor, money.span)
        return money or behind

    def _numbers(self, match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
        low = read_number(match["low"])
        if match["high"]:
            high = read_number(match["high"])
            return (low, high) if high > low else (low, None)
        return (-low if match["minus"] else low), None

    def find_unit(self, shadow: str, words: Stretch) -> Unit | None:
        """The unit that a run of words names as a whole; None when it names none."""
        surface, factor = shadow[words.start : words.end], Decimal(1)
        while surface and surface not in self.units:
            if surface.startswith("%"):
                return Unit("%", factor, words)
            scale = next((s for s in self.scales if surface.startswith(s)), None)
            if scale is None:
                break
            factor *= self.scales[scale]
            surface = surface[len(scale) :].lstrip()
        if surface and surface not in self.units:
            head, _, below = surface.partition("/")
            surface = head.rstrip() if below.strip() in self.per else surface
        if not surface:
            return Unit("count", factor, words) if factor != 1 else None
        entry = self.units.get(surface)
        if entry is None:
            return None
        if isinstance(entry, dict):
            return Unit(entry["unit"], factor * Decimal(entry.get("scale", "1")), words)
        return Unit(str(entry), factor, words)

    def find_bracketed(self, shadow: str, cell: Stretch) -> tuple[Unit | None, Stretch]:
        """The unit in brackets at the end of a cell, and what stands in front of it."""
        name = trim(shadow, cell.start, cell.end)
        last = None
        for last in _BRACKETS.finditer(shadow, name.start, name.end):  # noqa: B007 - the last one
            pass
        if last is None or last.end() != name.end:
            return None, name
        unit = self.find_unit(shadow, trim(shadow, *last.span(1)))
        return (unit, trim(shadow, name.start, last.start())) if unit else (None, name)


@cache
def compile_cells(pack: Pack) -> CellReader:
    """The reader of cells of a pack."""
    before, after = pack.table("comparators", "before"), pack.table("comparators", "after")
    counters = pack.words("counters", "units")
    scales = pack.table("numbers", "scales") | pack.table("tables", "scales")
    ranges = compile_words(("~", *pack.words("numbers", "ranges")))
    verbs = pack.words("verbs", "level") + pack.words("verbs", "change")
    money = compile_words(pack.words("money_before"))
    number = (
        rf"(?:{compile_words(verbs)})? {{0,2}}(?P<bound>{compile_words(before)})? {{0,2}}"
        rf"(?P<sign>{compile_words(tuple(_SIGNS))})? {{0,2}}(?P<money>{money})?(?P<minus>[-−])?"
        rf"(?P<low>{_NUMBER})(?: {{0,2}}%?(?:{ranges}) {{0,2}}(?P<high>{_NUMBER}))?"
    )
    return CellReader(
        {**dict.fromkeys(counters, "count"), **pack.table("units")},
        {w: Decimal(str(scales[w])) for w in sorted(scales, key=len, reverse=True)},
        before,
        dict(sorted(after.items(), key=lambda entry: -len(entry[0]))),
        pack.words("numbers", "per"),
        re.compile(number),
        pack.words("traps", "decimal_units"),
        pack.spaces,
    )
