"""What a quantity measures: the name of the metric beside it, found by stripping what is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template, compile_words

from .numerals import COUNT_SLOT, WORD_SLOT
from .stripping import strip_junk, strip_times
from .structure import Stretch

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .quantities import Quantity
    from .times import TimePhrase

_WINDOW = 80
_ROUNDS = 12
_SHORTEST = 2
_INSERTED = re.compile(r"\([^()\W]{1,6}\)(?=\w|$)")
"""A few letters in brackets within a name: 造林（草）合作社."""


@dataclass(frozen=True, slots=True)
class MetricName:
    """The name of a metric as it stands; ``verb`` goes in front of what is counted."""

    span: Stretch | None
    verb: str
    expressed_as: str
    part: bool
    """Whether the words say that it is a part of the quantity before."""

    attribute: bool = False
    """Whether the quantity only describes what follows it: 青海广泰10万吨…项目."""
    aimed: bool = False
    """Whether a verb of change or making leads to the value."""
    head: str = ""
    """What a list of metrics shares and only its last member says: 肉、奶产量."""

    def verb_label(self, words: str) -> str:
        """The name with the verb of what it counts."""
        return self.verb + words + self.head


@dataclass(frozen=True, slots=True)
class MetricReader:
    """The compiled words around metrics of one pack."""

    pack: Pack
    front: re.Pattern[str]
    back: re.Pattern[str]
    output_front: re.Pattern[str]
    output_back: re.Pattern[str]
    adjunct: re.Pattern[str]
    yearly: frozenset[str]
    change: frozenset[str]
    keep: frozenset[str]
    parts: tuple[str, ...]
    side: str
    ratings: tuple[str, ...]
    left_marks: tuple[str, ...]
    stop: re.Pattern[str]
    aim: re.Pattern[str]
    nouns: frozenset[str]
    generic: re.Pattern[str]
    endings: frozenset[str]
    """What makes a name of a verb: 率, 量."""
    objects: bool
    """Whether what stands behind a share or a sum may be what it measures."""

    def read(
        self, shadow: str, quantity: Quantity, within: Stretch, times: list[TimePhrase]
    ) -> MetricName:
        """The metric of a quantity in the part of its clause that belongs to it."""
        left = Stretch(max(within.start, quantity.start - _WINDOW), quantity.start)
        right = self._right(
            shadow, Stretch(quantity.end, min(within.end, quantity.end + _WINDOW)), times
        )
        aimed = self.aim.search(shadow, left.start, left.end) is not None
        found = self._read(shadow, quantity, (left, right), times)
        return replace(found, aimed=aimed)

    def _read(
        self,
        shadow: str,
        quantity: Quantity,
        sides: tuple[Stretch, Stretch | None],
        times: list[TimePhrase],
    ) -> MetricName:
        left, right = sides
        part = any(shadow.find(word, left.start, left.end) >= 0 for word in self.parts)
        core, verbs = self._strip(shadow, left, times)
        expressed = self._express(verbs, quantity)
        if right and (self.side == "right" or quantity.counted) and not self._leads(shadow, left):
            if not self._names_more(shadow, core, right):
                return MetricName(right, "", expressed, part)
            right = None
        if core and self._opens(shadow, core) and not right:
            core = self._cut_front(shadow, core)
        if core is None:
            usable = right if quantity.counted or not verbs else self._object(shadow, right)
            return MetricName(usable, "", expressed, part)
        found = MetricName(None, "", expressed, part, attribute=not verbs)
        return self._around(shadow, quantity, (core, right), found)

    def is_bare(self, shadow: str, span: Stretch) -> bool:
        """Whether a name is a mere verb, such as 預留, or a word such as 總額."""
        words = (shadow, span.start, span.end)
        return bool(self.output_front.fullmatch(*words) or self.generic.fullmatch(*words))

    def _names_more(self, shadow: str, core: Stretch | None, right: Stretch) -> bool:
        """Whether the words in front name what a bare counting noun behind does not."""
        if core is None or shadow[right.start : right.end] not in self.nouns:
            return False
        return not self._opens(shadow, core) and self._ends(shadow, core) is None

    def _object(self, shadow: str, right: Stretch | None) -> Stretch | None:
        """What stands behind a value that is no count, if it is a noun: 減少三成碳排放."""
        if right is None or not self.objects or right.end - right.start < _SHORTEST:
            return None
        span = (right.start, right.end)
        led = self.adjunct.match(shadow, *span) or self.back.match(shadow, *span)
        return None if led else right

    def _around(
        self,
        shadow: str,
        quantity: Quantity,
        sides: tuple[Stretch, Stretch | None],
        found: MetricName,
    ) -> MetricName:
        """The metric where words stand in front of the value, and perhaps behind it too."""
        core, right = sides
        if right and (match := self._ends(shadow, core)):
            return self._counted(found, right, match[0])
        rated = self.side == "left" and quantity.unit in self.ratings
        if right and rated and found.attribute:
            return replace(found, span=right, attribute=not quantity.bounded)
        match = self.output_front.match(shadow, core.start, core.end)
        cut = self._cut_front(shadow, core)
        if cut and right and self.generic.fullmatch(shadow, cut.start, cut.end):
            cut = self._object(shadow, right) or cut
        verb = match[0] if match and cut and cut != core else ""
        return self._counted(found, cut or right or core, verb)

    def _counted(self, found: MetricName, span: Stretch, verb: str) -> MetricName:
        if verb not in self.keep:
            return replace(found, span=span, attribute=False)
        return replace(found, span=span, verb=verb, expressed_as="change", attribute=False)

    def _leads(self, shadow: str, left: Stretch) -> bool:
        """Whether the word before the value says that the metric stands in front of it."""
        words = shadow[left.start : left.end].split()
        return bool(words) and words[-1] in self.left_marks

    def _right(self, shadow: str, span: Stretch, times: list[TimePhrase]) -> Stretch | None:
        end = self._find_stop(shadow, span)
        for phrase in times:
            if span.start <= phrase.start < end:
                end = phrase.start
        return strip_junk(shadow, Stretch(span.start, end))

    def _find_stop(self, shadow: str, span: Stretch) -> int:
        """Where a name ends at the latest; a short insertion in brackets does not end it."""
        place = span.start
        while stop := self.stop.search(shadow, place, span.end):
            inserted = _INSERTED.match(shadow, stop.start(), span.end)
            if inserted is None:
                return stop.start()
            place = inserted.end()
        return span.end

    def _strip(
        self, shadow: str, span: Stretch, times: list[TimePhrase]
    ) -> tuple[Stretch | None, list[str]]:
        verbs: list[str] = []
        current = strip_junk(shadow, span)
        for _ in range(_ROUNDS):
            if current is None:
                break
            before = current
            current = strip_times(current, times)
            if current and (match := self._find_front(shadow, current)):
                current = Stretch(match.end(), current.end)
            if current and (match := self._search_back(shadow, current)):
                verbs.append(match[0])
                current = Stretch(current.start, match.start())
            current = strip_junk(shadow, current) if current else None
            if current == before:
                break
        return current, verbs

    def _find_front(self, shadow: str, span: Stretch) -> re.Match[str] | None:
        """What opens a name and is none of it, but for a phrase before the verb: 为某人提供某物."""
        adjunct = self.adjunct.match(shadow, span.start, span.end)
        if adjunct and self.output_front.search(shadow, adjunct.end() + 1, span.end - 1):
            return None
        return self.front.match(shadow, span.start, span.end)

    def _search_back(self, shadow: str, span: Stretch) -> re.Match[str] | None:
        for start in range(max(span.start, span.end - 16), span.end):
            match = self.back.match(shadow, start, span.end)
            if match and match.end() == span.end:
                return match
        return None

    def _ends(self, shadow: str, span: Stretch) -> re.Match[str] | None:
        for start in range(max(span.start, span.end - 16), span.end):
            match = self.output_back.match(shadow, start, span.end)
            if match and match.end() == span.end:
                return match
        return None

    def _opens(self, shadow: str, span: Stretch) -> bool:
        return self.adjunct.match(shadow, span.start, span.end) is not None

    def _cut_front(self, shadow: str, span: Stretch) -> Stretch | None:
        if self._opens(shadow, span):
            found = list(self.output_front.finditer(shadow, span.start + 1, span.end))
            last = found[-1] if found else None
            if last and last.end() < span.end:
                return strip_junk(shadow, Stretch(last.end(), span.end))
            return span
        match = self.output_front.match(shadow, span.start, span.end)
        rest = strip_junk(shadow, Stretch(match.end(), span.end)) if match else span
        # 供应量 is one word, not a quantity that someone supplies.
        return span if rest and shadow[rest.start : rest.end] in self.endings else rest

    def _express(self, verbs: list[str], quantity: Quantity) -> str:
        words = set(verbs)
        if words & self.yearly:
            return "annual-growth"
        if words & self.change:
            return "relative-change" if quantity.unit in {"%", "1"} else "change"
        return "level"


@cache
def compile_metrics(pack: Pack) -> MetricReader:
    """The reader of metrics of a pack."""
    verbs = pack.words("verbs", "level") + pack.words("verbs", "change")
    verbs += pack.words("verbs", "yearly") + pack.words("metric", "suffixes")
    aims = pack.words("verbs", "level") + pack.words("verbs", "change")
    aims += pack.words("verbs", "output") + pack.words("verbs", "aim")
    names = compile_words(pack.words("verbs", "names"))
    bounds = pack.table("comparators", "before")
    aims = tuple(word for word in aims if len(word) > 1 and word not in bounds)
    edge = r"\b" if pack.spaces else ""
    prefixes = compile_words(pack.words("metric", "prefixes"))
    kept = f"(?!{compile_words(pack.words('metric', 'not_prefixes'))})"
    output = compile_words(pack.words("verbs", "output"))
    joiners = (*pack.words("metric", "joiners"), *pack.words("metric", "stops"))
    closing = re.escape(pack.fold(pack.setting("marks", "closing", default=")")))
    slots = {"words": WORD_SLOT(pack), "number": r"\d{1,2}", "letter": "[a-z]"}
    numbered = "".join(
        f"|{compile_template(entry['template'], slots, pack.fold, f'level{place}_')}"
        for place, entry in enumerate(pack.templates("headings_levels"))
        if not pack.spaces
    )
    slots = {"count": COUNT_SLOT(pack)}
    tails = "".join(
        f"|{compile_template(template, slots, pack.fold, f'tail{place}_')}"
        for place, template in enumerate(pack.setting("metric", "tails", default=()))
    )
    return MetricReader(
        pack,
        re.compile(rf"\d{{1,2}}[.、]{numbered}|\(?\w{{1,3}}\)|{kept}{edge}(?:{prefixes}){edge}"),
        re.compile(f"{edge}(?:{compile_words(verbs)}{tails}){edge}"),
        re.compile(f"{edge}(?:{output}){edge}"),
        re.compile(f"{edge}(?:{output}){edge}"),
        re.compile(f"{edge}(?:{compile_words(pack.words('metric', 'adjuncts'))}){edge}"),
        frozenset(pack.words("verbs", "yearly")),
        frozenset(pack.words("verbs", "change")),
        frozenset(pack.words("verbs", "keep")),
        pack.words("metric", "parts"),
        pack.setting("metric", "side", default="left"),
        tuple(pack.setting("traps", "rating_units", default=())),
        pack.words("metric", "left_marks"),
        re.compile(f"{edge}(?:{compile_words(joiners)}){edge}|[{closing}()]"),
        re.compile(f"{edge}(?!{names})(?:{compile_words(aims)}){edge}"),
        frozenset(pack.words("counters", "nouns")),
        re.compile(f"(?:{compile_words(pack.words('metric', 'generic'))})"),
        frozenset(pack.words("metric", "endings")),
        bool(pack.setting("metric", "objects", default=False)),
    )
