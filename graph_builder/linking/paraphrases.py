"""Clauses that say much the same as a clause of a source: scored by shared pairs of characters."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .metrics import list_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .echoes import EchoRules
    from .passages import Hit
    from .text import FoldedText

#: A pair that more clauses than this hold finds none of them.
_MOST_HOLDERS = 64
_WIDEST = 120


class Clause(NamedTuple):
    """Folded words of a source, and where they stand."""

    words: str
    hit: Hit


class Likeness(NamedTuple):
    """How much a statement shares with the clause of a source that is most like it, up to 1."""

    score: float
    hit: Hit
    words: str


@dataclass(slots=True)
class ParaphraseFinder:
    """Compares clauses of a text with those of sources, rare pairs of characters counting most.

    The score of two clauses is the weight of the pairs that both hold, twice, by the weight of the
    pairs of each; a pair weighs the logarithm of how few clauses of the sources hold it.
    """

    clauses: list[Clause]
    rules: EchoRules
    _weights: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unique: dict[str, Clause] = {}
        for clause in self.clauses:
            if len(clause.words) <= _WIDEST and self._is_long_enough(clause.words):
                unique.setdefault(clause.words, clause)
        self.clauses = list(unique.values())
        counts = Counter(pair for words in unique for pair in _pair(words))
        total = len(unique) + 1
        self._weights = {pair: math.log(total / (n + 0.5)) for pair, n in counts.items()}

    def _is_long_enough(self, words: str) -> bool:
        return self.rules.count(words) >= self.rules.paraphrase

    def find(self, items: Iterable[tuple[str, str]]) -> dict[str, Likeness]:
        """The best likeness of each item (a name and folded words) that has one at all."""
        pairs = {name: _pair(words) for name, words in items if self._is_long_enough(words)}
        holders: dict[str, list[str]] = defaultdict(list)
        for name, held in pairs.items():
            for pair in held:
                holders[pair].append(name)
        rare = {pair: names for pair, names in holders.items() if len(names) <= _MOST_HOLDERS}
        best: dict[str, Likeness] = {}
        for clause in self.clauses:
            for name, score in self._score(clause, pairs, rare):
                if score >= self.rules.likeness and (name not in best or score > best[name].score):
                    best[name] = Likeness(score, clause.hit, clause.words)
        return best

    def _score(
        self, clause: Clause, pairs: dict[str, frozenset[str]], rare: dict[str, list[str]]
    ) -> Iterator[tuple[str, float]]:
        own = _pair(clause.words)
        near = Counter(name for pair in own for name in rare.get(pair, ()))
        for name, count in near.items():
            if 4 * count >= len(own):
                whole = self._weigh(own) + self._weigh(pairs[name])
                yield name, 2 * self._weigh(own & pairs[name]) / whole if whole > 0 else 0.0

    def _weigh(self, pairs: frozenset[str]) -> float:
        rarest = math.log(2 * len(self.clauses) + 2)
        return math.fsum(self._weights.get(pair, rarest) for pair in sorted(pairs))


def _pair(words: str) -> frozenset[str]:
    return list_pairs("".join(filter(str.isalnum, words)))


def split_clauses(text: FoldedText, marks: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """The clauses of a text: folded words, and raw offsets without the marks between them."""
    pattern = re.compile(f"[^{re.escape(''.join(sorted(marks)))}\n]+")
    for match in pattern.finditer(text.raw):
        first, last = text.locate(match.start()), text.locate(match.end())
        if last > first:
            yield text.folded[first:last], *text.span(first, last)
