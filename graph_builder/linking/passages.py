"""Where words stand in the texts and statements of a library, and what is proposed for the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.extraction import extract
from graph_builder.extraction.citing import compile_citations
from graph_builder.extraction.numerals import WORD_SLOT
from graph_builder.languages import load_pack
from graph_builder.model import Achievement, Directive, Evidence, hash_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import KnownStatement, KnownText, Library, Passage

SHORTEST = 6
_MOST_HITS = 5
_WIDEST_CLAUSE = 120
_WIDEST_SENTENCE = 600
_LABEL_LENGTH = 80
_LONGEST_READ = 2_000_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where words stand: in a whole text, or in a passage of a known statement."""

    document: str
    start: int
    end: int
    text: KnownText | None
    known: KnownStatement | None


@dataclass(slots=True)
class Shelf:
    """The library as it is searched; ``proposed`` grows by the clauses that are cited anew."""

    library: Library
    issued: date
    """The day of issue of the document that is linked."""
    peers: frozenset[str] = frozenset()
    """Documents that may repeat the same words, but give no directives to this one."""
    proposed: dict[str, dict[str, Directive]] = field(default_factory=dict)
    """New directives by document and id."""
    _past: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _cited: dict[str, frozenset[int]] = field(default_factory=dict)
    _covering: dict[str, list[tuple[Passage, KnownStatement]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        covering = defaultdict(list)
        for statement in self.library.statements:
            for passage in _innermost(statement.passages):
                covering[passage.document].append((passage, statement))
        self._covering = {
            name: sorted(found, key=lambda pair: (pair[0].end - pair[0].start, pair[1].reference))
            for name, found in covering.items()
        }

    def list_sources(self) -> list[KnownText]:
        """The texts whose words the document may take up, the latest first."""
        texts = (t for t in self.library.texts if t.document not in self.peers)
        earlier = (text for text in texts if text.issued <= self.issued)
        return sorted(earlier, key=lambda text: (-text.issued.toordinal(), text.document))

    def is_past(self, text: KnownText, start: int, end: int) -> bool:
        """Whether a span of a text lies in a clause that reports what was reached or done."""
        if text.document not in self._past:
            self._past[text.document] = list(_list_past(text))
        past = self._past[text.document]
        following = bisect_left(past, (end, 0))
        return following > 0 and past[following - 1][1] > start

    def find(self, words: str) -> list[Hit]:
        """The places of folded words, the likeliest source first."""
        hits = [*self._find_in_texts(words), *self._find_in_statements(words)]
        return sorted(hits, key=self._rank)

    def _find_in_texts(self, words: str) -> Iterator[Hit]:
        for text in self.list_sources():
            yield from self._find_in_text(text, words)

    def _find_in_text(self, text: KnownText, words: str) -> Iterator[Hit]:
        folded, place = text.text.folded, -1
        for _ in range(_MOST_HITS):
            place = folded.find(words, place + 1)
            if place < 0:
                return
            last = place + len(words)
            if len(words) < SHORTEST and not is_in_marks(folded, place, last):
                continue
            if text.text.place(place) not in self._list_cited(text):
                yield self.hit(text, place, last)

    def _list_cited(self, text: KnownText) -> frozenset[int]:
        """Where a text itself cites a directive: what it says there, it has from elsewhere."""
        if text.document not in self._cited:
            pack = load_pack(text.language)
            spans = compile_citations(pack).read(pack.fold(text.text.raw), text.text.raw)
            self._cited[text.document] = frozenset(span.start for span in spans)
        return self._cited[text.document]

    def hit(self, text: KnownText, first: int, last: int) -> Hit:
        """A run of folded characters of a text, with the statement that covers it."""
        return self.locate(text, *text.text.span(first, last))

    def locate(self, text: KnownText, start: int, end: int) -> Hit:
        """A raw span of a text, with the statement that covers it."""
        return Hit(text.document, start, end, text, self._cover(text.document, start, end))

    def _cover(self, document: str, start: int, end: int) -> KnownStatement | None:
        covering = self._covering.get(document, ())
        return next((s for p, s in covering if p.start <= start and end <= p.end), None)

    def list_citable(self) -> tuple[KnownStatement, ...]:
        """The statements that the document may name: none that stand in later ones only."""
        return tuple(
            statement
            for statement in self.library.statements
            if not statement.passages or any(map(self._is_earlier, statement.passages))
        )

    def _is_earlier(self, passage: Passage) -> bool:
        issued = self.library.issued(passage.document)
        return issued is None or issued <= self.issued

    def list_passages(self) -> Iterator[tuple[KnownStatement, Passage]]:
        """The directives whose words alone are at hand, and those words, the longest first."""
        found = [(s, p) for s, p in self._list_words() if s.is_directive]
        yield from sorted(found, key=lambda pair: (-len(pair[1].words or ""), pair[0].reference))

    def _list_words(self) -> Iterator[tuple[KnownStatement, Passage]]:
        skipped = self.peers.union(text.document for text in self.library.texts)
        for document, passages in self._covering.items():
            for passage, known in passages if document not in skipped else ():
                if passage.words and self._is_earlier(passage):
                    yield known, passage

    def _find_in_statements(self, words: str) -> Iterator[Hit]:
        for known, passage in self._list_words():
            held = words in (passage.words or "")
            if held and (len(words) >= SHORTEST or words == passage.words):
                yield Hit(passage.document, passage.start, passage.end, None, known)

    def _rank(self, hit: Hit) -> tuple[int, bool, bool, bool, int, str]:
        issued = self.library.issued(hit.document) or date.min
        past = hit.text is not None and self.is_past(hit.text, hit.start, hit.end)
        stands_alone = hit.text is None or _is_clause(hit.text, hit.start, hit.end)
        known = hit.known is not None and hit.known.is_directive
        place = (past, not known, not stands_alone, hit.start, hit.document)
        return -issued.toordinal(), *place

    def refer(self, hit: Hit) -> str:
        """The reference to the directive of a hit; where there is none yet, one is proposed."""
        if hit.known is not None:
            return hit.known.reference
        assert hit.text is not None, "a hit without a text lies in a known statement"
        directive = propose_directive(hit.text, hit.start, hit.end)
        self.proposed.setdefault(hit.document, {})[directive.id] = directive
        return f"{hit.document}/{directive.id}"


def _innermost(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """The passages that hold no other: a sentence around a clause is only its context."""
    for outer in passages:
        if not any(
            inner != outer
            and inner.document == outer.document
            and outer.start <= inner.start
            and inner.end <= outer.end
            for inner in passages
        ):
            yield outer


def is_in_marks(folded: str, start: int, end: int) -> bool:
    """Whether a run of folded characters stands between quotation marks."""
    return folded[start - 1 : start] == folded[end : end + 1] == '"'


def propose_directive(text: KnownText, start: int, end: int) -> Directive:
    """The clause of a text in which a run stands, as a directive; its sentence is the context."""
    clause = _expand(text, (start, end), ("clause", "sentence"), _WIDEST_CLAUSE)
    sentence = _expand(text, clause, ("sentence",), _WIDEST_SENTENCE)
    words = text.text.raw[slice(*clause)]
    evidence = [Evidence(start=clause[0], end=clause[1], quote=words)]
    if sentence != clause:
        around = hash_text(text.text.raw[slice(*sentence)])
        evidence.append(Evidence(start=sentence[0], end=sentence[1], sha256=around))
    return Directive(
        id=f"directive-{clause[0]}-{clause[1]}",
        kind="directive",
        label={text.language: " ".join(words.split())[:_LABEL_LENGTH]},
        evidence=tuple(evidence),
    )


def _expand(
    text: KnownText, span: tuple[int, int], marks: tuple[str, ...], widest: int
) -> tuple[int, int]:
    """The span up to the nearest marks around it, or as it is where they are too far."""
    raw, (start, end) = text.text.raw, span
    stops = _list_marks(text.language, marks)
    while start > 0 and raw[start - 1] not in stops and end - start <= widest:
        start -= 1
    while end < len(raw) and raw[end] not in stops and end - start <= widest:
        end += 1
    if end - start > widest:
        return span
    return _strip(text, (start, end), span)


def _strip(text: KnownText, outer: tuple[int, int], inner: tuple[int, int]) -> tuple[int, int]:
    """A clause without its number, the white space and the single marks around it."""
    raw, (start, end) = text.text.raw, outer
    if number := _compile_number(text.language).match(raw, start, inner[0]):
        start = number.end()
    while start < inner[0] and (raw[start].isspace() or _is_odd_mark(raw, start, start, end)):
        start += 1
    while end > inner[1] and (raw[end - 1].isspace() or _is_odd_mark(raw, end - 1, start, end)):
        end -= 1
    return start, end


def _is_odd_mark(raw: str, place: int, start: int, end: int) -> bool:
    """Whether a quotation mark at an end of a span has no partner in it."""
    return raw[place] in _QUOTES and sum(char in _QUOTES for char in raw[start:end]) % 2 == 1


@cache
def _compile_number(language: str) -> re.Pattern[str]:
    """The number of a heading or item: （三）, 2., or a dash."""
    word = WORD_SLOT(load_pack(language))
    return re.compile(
        rf"\s*(?:[（(](?:{word}|\d{{1,2}})[）)]|(?:{word}|\d{{1,2}})[、.．]|[—-]{{1,3}})\s*"
    )


def _list_past(text: KnownText) -> Iterator[tuple[int, int]]:
    """The clauses of a text that claim results, in order; of a very long text, none is known."""
    if len(text.text.raw) > _LONGEST_READ:
        return
    found = extract(text.text.raw, language=text.language, issued=text.issued)
    claims = (s.evidence[0] for s in found.statements if isinstance(s, Achievement))
    end = 0
    for claim in sorted(claims, key=lambda span: (span.start, span.end)):
        if claim.end > end:
            yield max(claim.start, end), claim.end
            end = claim.end


_QUOTES = "“”「」『』\"'‘’"


def _list_marks(language: str, kinds: tuple[str, ...]) -> frozenset[str]:
    pack = load_pack(language)
    return frozenset("\n").union(*(pack.setting("marks", kind, default="") for kind in kinds))


def _is_clause(text: KnownText, start: int, end: int) -> bool:
    stops = _list_marks(text.language, ("clause", "sentence")) | set(_QUOTES)
    raw = text.text.raw
    before, after = raw[max(0, start - 1) : start], raw[end : end + 1]
    return all(not sign or sign in stops or sign.isspace() for sign in (before, after))
