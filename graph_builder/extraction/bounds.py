"""Bounds that do not stand beside their value: 控制在5%, 不超過收入的百分之三."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.languages import Pack

    from .quantities import Quantity

SHARE = "%"
_NEAR, _FAR = 8, 20


@dataclass(frozen=True, slots=True)
class BoundReader:
    """The compiled words for bounds of one pack."""

    governing: Mapping[str, Any]
    comparators: Mapping[str, Any]
    of_whole: re.Pattern[str]

    def read(self, shadow: str, quantity: Quantity) -> str:
        """The sign of comparison of a quantity: its own, or that of the words before it."""
        if quantity.comparator != "=":
            return quantity.comparator
        before = shadow[max(0, quantity.start - _NEAR) : quantity.start].rstrip()
        for word, sign in self.governing.items():
            if before.endswith(word):
                return str(sign)
        if quantity.unit == SHARE:
            low = max(0, quantity.start - _FAR)
            if found := self.of_whole.search(shadow, low, quantity.start):
                return str(self.comparators[found[1]])
        return "="


@cache
def compile_bounds(pack: Pack) -> BoundReader:
    """The reader of bounds of a pack."""
    comparators = pack.table("comparators", "before")
    long = compile_words(tuple(word for word in comparators if len(word) > 1))
    whole = compile_words(pack.words("metric", "of"))
    return BoundReader(
        pack.table("comparators", "governing"),
        comparators,
        re.compile(rf"({long})[^,，。;、\n]{{1,14}}(?:{whole})$"),
    )
