"""Citations and echoes of one document, each with the directive that it leads to, or none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from graph_builder.model import Citation, Evidence, Implementation

from .echoes import find_echoes
from .paraphrases import Clause, ParaphraseFinder, split_clauses
from .passages import SHORTEST, Hit, is_in_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .draft import Draft
    from .echoes import EchoRules
    from .names import Names
    from .passages import Shelf

Resolution: TypeAlias = Literal["verbatim", "named", "elsewhere"]
#: How sure it is that a commitment carries out a directive whose words it repeats without saying
#: so: as a clause of its own, within a clause, or above the statements that belong to it.
WHOLE, PART, ABOVE = Decimal("0.9"), Decimal("0.8"), Decimal("0.7")
NAMED = Decimal("0.7")
LIKE = Decimal("0.7")
_SHORTEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class CitationLinker:
    """Resolves the citations of a draft, then adds those that its text makes without a frame."""

    draft: Draft
    shelf: Shelf
    names: Names

    def add_frames(self, spans: Iterable[tuple[int, int]]) -> None:
        """Gives citations in a frame that no statement carries yet to the one around them."""
        for span in spans:
            name = self.draft.find_statement(span) or self.draft.find_goal_before(span)
            if name is not None and not self.draft.is_taken(span):
                quote = self.draft.raw[slice(*span)]
                citation = Citation(
                    start=span[0], end=span[1], quote=quote, resolution="unresolved"
                )
                self.draft.add_citation(name, citation)

    def resolve(self) -> None:
        """Leads each citation in a frame to its directive, or notes that none was found."""
        for statement in list(self.draft.statements.values()):
            for number, citation in enumerate(statement.citations):
                if citation.resolution == "unresolved":
                    self._resolve(statement.id, number, citation)

    def _resolve(self, name: str, number: int, citation: Citation) -> None:
        words = self.draft.fold(citation.start, citation.end)
        hits = self.shelf.find(words) if len(words) >= _SHORTEST_WORDS else []
        named = self.names.find(words)
        if hits and (len(words) >= SHORTEST or not named):
            self._note_others(name, citation, hits)
            found: tuple[str, Resolution] = (self.shelf.refer(hits[0]), "verbatim")
        elif len(named) == 1:
            found = named[0].reference, "named" if named[0].is_at_hand else "elsewhere"
        else:
            detail = " ".join(statement.reference for statement in named)
            reason = "directive-ambiguous" if named else "directive-not-found"
            self.draft.doubt(reason, (citation.start, citation.end), name, detail)
            return
        changes = {"cites": found[0], "resolution": found[1]}
        self.draft.set_citation(name, number, citation.model_copy(update=changes))
        self._implement(name, found[0], (citation.start, citation.end))

    def _note_others(self, name: str, citation: Citation, hits: list[Hit]) -> None:
        others = {hit.document for hit in hits} - {hits[0].document}
        if others:
            detail = f"{hits[0].document} {' '.join(sorted(others))}"
            self.draft.doubt("directive-repeated", (citation.start, citation.end), name, detail)

    def _implement(self, name: str, directive: str, span: tuple[int, int]) -> None:
        """What names a directive carries it out; so, as we read it, does the goal above."""
        self.draft.implement(name, directive)
        above = self.draft.find_above(name)
        if above is not None:
            self.draft.implement(above, self._read(directive, WHOLE, span))

    def _read(self, directive: str, confidence: Decimal, span: tuple[int, int]) -> Implementation:
        evidence = Evidence(start=span[0], end=span[1], quote=self.draft.raw[slice(*span)])
        return Implementation(directive=directive, confidence=confidence, evidence=(evidence,))

    def add_echoes(self, rules: EchoRules) -> None:
        """Cites what the text repeats word for word from a text of the library."""
        text = self.draft.text
        for known in self.shelf.list_sources():
            past = partial(self.shelf.is_past, known)
            for echo in find_echoes(text, known.text, rules, past):
                span = text.span(echo.start, echo.end)
                if self.draft.is_taken(span):
                    continue
                last = echo.source + echo.end - echo.start
                hit = self.shelf.hit(known, echo.source, last)
                self._add_echo(span, hit, WHOLE if echo.whole else PART)

    def add_known_words(self, rules: EchoRules) -> None:
        """Cites what the text repeats of known directives whose whole text is not at hand."""
        for known, passage in self.shelf.list_passages():
            words = passage.words or ""
            if rules.count(words) < rules.clause:
                continue
            hit = Hit(passage.document, passage.start, passage.end, None, known)
            for first, last in self._find_words(words):
                text = self.draft.text
                is_clause = text.is_edge(first) and text.is_edge(last)
                span = text.span(first, last)
                if not self.draft.is_taken(span):
                    self._add_echo(span, hit, WHOLE if is_clause else PART)

    def _add_echo(self, span: tuple[int, int], hit: Hit, confidence: Decimal) -> None:
        name = self.draft.find_commitment(span)
        if name is None:
            name, confidence = self.draft.find_goal_before(span), ABOVE
        if name is not None:
            self._cite(name, span, (self.shelf.refer(hit), "verbatim"), confidence)

    def add_paraphrases(self, rules: EchoRules) -> None:
        """Reads commitments that are linked to nothing as like a clause of a source, for review."""
        finder = ParaphraseFinder(list(self._list_clauses(rules)), rules)
        items = ((s.id, s.evidence[0]) for s in self.draft.list_unlinked())
        found = finder.find((name, self.draft.fold(e.start, e.end)) for name, e in items)
        for name, likeness in sorted(found.items()):
            clause = self.draft.statements[name].evidence[0]
            span, directive = (clause.start, clause.end), self.shelf.refer(likeness.hit)
            confidence = (LIKE * Decimal(likeness.score)).quantize(Decimal("0.01"))
            self.draft.implement(name, self._read(directive, confidence, span))
            detail = f"{directive} {likeness.score:.2f} {likeness.words}"
            self.draft.doubt("directive-paraphrased", span, name, detail)

    def _list_clauses(self, rules: EchoRules) -> Iterator[Clause]:
        seen: set[str] = set()
        for known in self.shelf.list_sources():
            for words, start, end in split_clauses(known.text, rules.marks):
                if words not in seen and not self.shelf.is_past(known, start, end):
                    seen.add(words)
                    yield Clause(words, self.shelf.locate(known, start, end))
        for statement, passage in self.shelf.list_passages():
            hit = Hit(passage.document, passage.start, passage.end, None, statement)
            yield Clause(passage.words or "", hit)

    def add_names(self, places: frozenset[str]) -> None:
        """Cites known directives that the text calls by their names; ``places`` are its own."""
        for name, statement in self.names.list_short():
            if statement.places and not statement.places & places:
                continue
            resolution: Resolution = "named" if statement.is_at_hand else "elsewhere"
            for first, last in self._find_words(name):
                span = self.draft.text.span(first, last)
                holder = self.draft.find_statement(span)
                marked = is_in_marks(self.draft.text.folded, first, last)
                if holder is None or self.draft.is_taken(span):
                    continue
                if len(name) >= SHORTEST or not marked:
                    self._cite(holder, span, (statement.reference, resolution), NAMED)

    def _find_words(self, words: str) -> Iterator[tuple[int, int]]:
        text, place = self.draft.text, -1
        while (place := text.folded.find(words, place + 1)) >= 0:
            end = place + len(words)
            if not words.isascii() or (text.is_edge(place) and text.is_edge(end)):
                yield place, end

    def _cite(
        self,
        name: str,
        span: tuple[int, int],
        found: tuple[str, Resolution],
        confidence: Decimal,
    ) -> None:
        quote = self.draft.raw[slice(*span)]
        citation = Citation(
            start=span[0], end=span[1], quote=quote, cites=found[0], resolution=found[1]
        )
        self.draft.add_citation(name, citation)
        self.draft.implement(name, self._read(found[0], confidence, span))
