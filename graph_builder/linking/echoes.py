"""Runs of characters that a document shares with another text, found in time linear in both."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graph_builder.languages import compile_words

from .text import FoldedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_builder.languages import Pack

Run: TypeAlias = tuple[int, int, int]
"""Start and end in the text, and start in the source."""
_GRAM = 6
_LONGEST = 400
#: A stretch that is repeated more often than this is not looked up again.
_MOST_PLACES = 8
_MOST_TRIES = 64
_FEWEST_LETTERS = 3
_FEWEST_OWN = 5
_NEAR_HERE, _NEAR_THERE = 40, 200
_STOCK = 3


class Echo(NamedTuple):
    """A run of a document, and where the same run stands in a source; folded offsets."""

    start: int
    end: int
    source: int
    """Where the run begins in the source; it is as long there."""
    whole: bool
    """Whether it is a clause of its own in the document."""


@dataclass(frozen=True, slots=True)
class EchoRules:
    """What makes a shared run an echo, and no chance: lengths count letters and digits."""

    clause: int
    """Shortest run that is a whole clause in the document."""
    part: int
    """Shortest run that begins or ends a clause there, and is whole in the source."""
    run: int
    """Shortest run of any kind."""
    near: int
    """Shortest run beside a longer echo of the same passage."""
    paraphrase: int
    """Shortest clause that is compared with others that are like it."""
    likeness: float
    """The measured score from which on one clause is read as a paraphrase of another."""
    formulas: re.Pattern[str]
    """What everybody says: it does not count towards the length."""
    particles: tuple[tuple[str, ...], tuple[str, ...]]
    """Words that are cut off at the start, and at the end, of a run."""
    predicates: tuple[str, ...]
    """Words with which a part of a clause begins that only says something of what is before it."""
    marks: frozenset[str]
    """Marks that end a clause, as texts write them."""

    def count(self, run: str) -> int:
        """The letters and digits of a run; of one that is little but formulas, only the rest."""
        own = sum(map(str.isalnum, self.formulas.sub("", run)))
        return own if own < _FEWEST_OWN else sum(map(str.isalnum, run))


@cache
def compile_rules(pack: Pack) -> EchoRules:
    """The rules of a pack."""
    clause, part, run, near, paraphrase = (
        int(pack.setting("echoes", name, default=60))
        for name in ("clause", "part", "run", "near", "paraphrase")
    )
    marks = (pack.setting("marks", name, default="") for name in ("clause", "sentence"))
    return EchoRules(
        clause,
        part,
        run,
        near,
        paraphrase,
        float(pack.setting("echoes", "likeness", default=1.1)),
        re.compile(compile_words(tuple(map(_fold, pack.words("echoes", "formulas"))))),
        (pack.words("echoes", "opening"), pack.words("echoes", "closing")),
        pack.words("echoes", "predicates"),
        frozenset("".join(marks)),
    )


def _fold(word: str) -> str:
    return FoldedText.of(word).folded


def find_echoes(
    text: FoldedText, source: FoldedText, rules: EchoRules, past: Callable[[int, int], bool]
) -> list[Echo]:
    """The echoes of a source in a text, in order; none overlaps another.

    ``past`` tells of a raw span of the source that it reports what was done: no one echoes that.
    """
    pieces = {
        _trim(piece, text, rules)
        for run in find_runs(text.folded, source.folded)
        for piece in _cut(run, text, rules)
    }
    counts = Counter((echo.start, echo.end) for echo in pieces)
    strong: list[Echo] = []
    weak: list[Echo] = []
    for echo in sorted(pieces):
        letters = rules.count(text.folded[echo.start : echo.end])
        if counts[echo.start, echo.end] >= _STOCK and letters < rules.run:
            continue
        last = echo.source + echo.end - echo.start
        if last == echo.source or past(*source.span(echo.source, last)):
            continue
        judged = _is_strong(echo, letters, (text, source), rules)
        (strong if judged else weak).append(echo)
    kept = _keep_longest(strong, source)
    beside = [echo for echo in weak if _is_beside(echo, kept, (text, source), rules)]
    return _keep_longest([*kept, *beside], source)


def find_runs(text: str, source: str) -> Iterator[Run]:
    """Start and end in the text, and start in the source, of every run that both share.

    Runs are as long as can be, up to a limit; at least six characters, three of them different.

    >>> list(find_runs("abcdefgh", "xxbcdefghxx"))
    [(1, 8, 2)]
    """
    index = _index(text)
    done: dict[int, int] = {}
    tries = bytearray(len(text))
    for place in range(len(source) - _GRAM + 1):
        gram = source[place : place + _GRAM]
        for start in index.get(gram, ()):
            if done.get(place - start, -1) > place:
                continue
            tries[start] += 1
            end = _extend(text, source, start, place)
            done[place - start] = place + end - start
            yield start, end, place
            if tries[start] == _MOST_TRIES:
                index[gram] = [other for other in index[gram] if other != start]


def _index(text: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for start in range(len(text) - _GRAM + 1):
        places = index[text[start : start + _GRAM]]
        if len(places) < _MOST_PLACES:
            places.append(start)
    return {gram: places for gram, places in index.items() if len(set(gram)) >= _FEWEST_LETTERS}


def _extend(text: str, source: str, start: int, place: int) -> int:
    most = min(len(text) - start, len(source) - place, _LONGEST)
    length = _GRAM
    while length < most and text[start + length] == source[place + length]:
        length += 1
    return start + length


def _cut(run: Run, text: FoldedText, rules: EchoRules) -> Iterator[Run]:
    """The clauses of a run; those that are too short by themselves stay with the next."""
    start, end, place = run
    first = start
    for index in range(start, end + 1):
        if index < end and text.raw[text.place(index)] not in rules.marks:
            continue
        if index == end or rules.count(text.folded[first:index]) >= rules.clause:
            if index > first:
                yield first, index, place + first - start
            first = index + 1


def _trim(piece: Run, text: FoldedText, rules: EchoRules) -> Echo:
    """A piece without the signs and particles at its ends that belong to what is around it."""
    start, end, place = piece
    opening, closing = rules.particles
    start, end = _keep_words(text, start, end)
    before = -1
    while before != (before := end - start) and end > start:
        if _is_loose(text.folded, start, start, end):
            start += 1
        elif _is_loose(text.folded, end - 1, start, end):
            end -= 1
        elif not text.is_edge(start):
            start += _measure(opening, text.folded, start, end)
        if end > start and not text.is_edge(end):
            end -= next((len(w) for w in closing if text.folded[start:end].endswith(w)), 0)
    whole = text.is_edge(start) and text.is_edge(end)
    return Echo(start, max(end, start), place + start - piece[0], whole)


def _keep_words(text: FoldedText, start: int, end: int) -> tuple[int, int]:
    """A run without the parts of words at its ends, where words stand apart."""
    while start < end and text.folded[start].isascii() and not text.is_edge(start):
        start += 1
    while end > start and text.folded[end - 1].isascii() and not text.is_edge(end):
        end -= 1
    return start, end


def _is_loose(text: str, place: int, start: int, end: int) -> bool:
    """Whether a sign at an end of a run is no quotation mark whose partner is in the run."""
    if text[place] == '"' and text.count('"', start, end) % 2 == 0:
        return False
    return not text[place].isalnum()


def _measure(words: Iterable[str], text: str, start: int, end: int) -> int:
    return next((len(word) for word in words if text.startswith(word, start, end)), 0)


def _is_strong(
    echo: Echo, letters: int, texts: tuple[FoldedText, FoldedText], rules: EchoRules
) -> bool:
    text, source = texts
    edges = source.is_edge(echo.source), source.is_edge(echo.source + echo.end - echo.start)
    if echo.whole:
        return letters >= rules.clause and any(edges)
    if text.folded.startswith(rules.predicates, echo.start):
        return False
    if (text.is_edge(echo.start) or text.is_edge(echo.end)) and all(edges):
        return letters >= rules.part
    return letters >= rules.run and (any(edges) or _stands_alone(echo, text, rules))


def _is_beside(
    echo: Echo, kept: list[Echo], texts: tuple[FoldedText, FoldedText], rules: EchoRules
) -> bool:
    """Whether a short run stands by itself, close to a longer echo of the same passage."""
    text, source = texts
    if rules.count(text.folded[echo.start : echo.end]) < rules.near:
        return False
    last = echo.source + echo.end - echo.start
    edged = source.is_edge(echo.source) or source.is_edge(last)
    if not (edged or source.folded.startswith(rules.particles[1], last)):
        return False
    if not _stands_alone(echo, text, rules):
        return False
    return any(
        min(abs(echo.start - other.end), abs(other.start - echo.end)) <= _NEAR_HERE
        and abs(echo.source - other.source) <= _NEAR_THERE
        for other in kept
    )


def _stands_alone(echo: Echo, text: FoldedText, rules: EchoRules) -> bool:
    opening, closing = rules.particles
    before = text.folded[max(0, echo.start - _GRAM) : echo.start]
    left = text.is_edge(echo.start) or before.endswith((*opening, *closing))
    return left and (text.is_edge(echo.end) or text.folded.startswith(closing, echo.end))


def _keep_longest(echoes: list[Echo], source: FoldedText) -> list[Echo]:
    """The echoes without those that overlap a longer one, or stand less whole in the source."""

    def rank(echo: Echo) -> tuple[int, int, int, int]:
        length = echo.end - echo.start
        edges = source.is_edge(echo.source) + source.is_edge(echo.source + length)
        return -length, -edges, echo.start, echo.source

    taken = bytearray(max((echo.end for echo in echoes), default=0))
    kept = []
    for echo in sorted(echoes, key=rank):
        if not any(taken[echo.start : echo.end]):
            taken[echo.start : echo.end] = b"\1" * (echo.end - echo.start)
            kept.append(echo)
    return sorted(kept)
