"""Bounds of quantities: shared over a list, set by a verb, or the standard that a text sets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .frames import PLAN

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .quantities import Quantity
    from .reading import TextReader
    from .structure import Stretch


_NEAR = 7


SHARE = "%"
_FAR = 20


class BoundReader:
    """Reads what words around a quantity say of its bound."""

    def __init__(self, reader: TextReader, pack: Pack) -> None:
        self.reader = reader
        self.distributive = pack.words("metric", "distributive")
        self.joiners = pack.words("metric", "joiners")
        self.measured = pack.words("cues", "measured")
        self.pers = pack.words("metric", "pers")
        self.before = {w: s for w, s in pack.table("comparators", "before").items() if len(w) > 1}
        self.caps = pack.words("cues", "caps")
        self.standards = pack.words("cues", "standards")
        self.outputs = pack.words("verbs", "output")
        self.rules = pack.setting("rules", default=True)
        self.governing = pack.table("comparators", "governing")
        self.strict = pack.table("comparators", "strict")
        self.signs = pack.table("comparators", "before")
        long = compile_words(tuple(word for word in self.signs if len(word) > 1))
        whole = compile_words(pack.words("metric", "of"))
        self.of_whole = re.compile(rf"({long})[^,，。;、\n]{{1,14}}(?:{whole})$")

    def share(self, clause: Stretch, quantities: list[Quantity]) -> list[Quantity]:
        """A bound behind the last of listed values holds for all: 310万吨和750万吨左右."""
        shared = list(quantities)
        for place in range(len(shared) - 2, -1, -1):
            one, other = shared[place], shared[place + 1]
            between = self.reader.shadow[one.end : other.start].strip()
            if between in self.joiners and other.bounded and one.comparator == "=":
                shared[place] = replace(one, comparator=other.comparator, bounded=True)
        first = shared[0]
        if first.comparator != "=" and not first.bounded and self.is_distributive(clause, first):
            return [
                replace(q, comparator=first.comparator) if q.comparator == "=" else q
                for q in shared
            ]
        return shared

    def is_distributive(self, clause: Stretch, first: Quantity) -> bool:
        """Whether values are dealt out in order: 分别增长5%和6%."""
        shadow = self.reader.shadow
        return any(shadow.find(w, clause.start, first.start) >= 0 for w in self.distributive)

    def is_standard(self, start: int, quantity: Quantity) -> bool:
        """A bound without a date in a text that is no yearly plan is a rule, not an aim."""
        genre = self.reader.genre
        if not self.rules or genre.annual or genre.modality != PLAN:
            return False
        words = self.reader.shadow[start : quantity.number_start].rstrip()
        near = words[-_NEAR:]
        if any(word in near for word in self.caps):
            return True
        bound = next((word for word in self.standards if word in near), "")
        if not bound or self.reader.deadlines.governs():
            return False
        yearly = any(t.kind == "periodic" for t in self.reader.deadlines.times)
        measured = words.rpartition(bound)[0].rstrip()
        made = quantity.counted and (yearly or measured.endswith(self.outputs))
        return not (made or measured.endswith(self.measured))

    def _bound_before(self, words: str) -> str:
        """The bound that words end with, before 每人每月 and the like."""
        signs = (sign for word, sign in self.before.items() if words.endswith(word))
        return next(signs, "=")

    def compare(self, quantity: Quantity) -> str:
        """The bound, for which a verb may stand: 控制在3%; with 以下 behind it, it is strict."""
        before = self.reader.shadow[max(0, quantity.start - 12) : quantity.start].rstrip()
        if quantity.comparator == "=" and before.endswith(self.pers):
            per = max((word for word in self.pers if before.endswith(word)), key=len)
            return self._bound_before(before.removesuffix(per))
        verb = next((word for word in self.governing if before.endswith(word)), None)
        if verb is None:
            return self._of_whole(quantity) or quantity.comparator
        if quantity.comparator == "=":
            return str(self.governing[verb])
        after = self.reader.shadow[quantity.number_end : quantity.end]
        strict = self.strict.get(verb, ())
        return (
            "<"
            if quantity.comparator == "<=" and after.endswith(tuple(strict))
            else (quantity.comparator)
        )

    def _of_whole(self, quantity: Quantity) -> str:
        """The bound in front of what a share is of: 不超過收入的百分之三."""
        if quantity.unit != SHARE or quantity.comparator != "=":
            return ""
        low = max(0, quantity.start - _FAR)
        found = self.of_whole.search(self.reader.shadow, low, quantity.start)
        return str(self.signs[found[1]]) if found else ""
