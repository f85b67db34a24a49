"""Citations of directives: found where the gold has them, and linked to the right words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .gold import GoldCitation
from .pairing import share_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph_builder.model import Citation

    from .gold import GoldDocument, GoldRecord, Span
    from .pairing import Pairing

Counts = tuple[int, int, int]


def count_citations(pairing: Pairing, sources: Mapping[str, Span] | None) -> dict[str, Counts]:
    """Expected, found, right of citations; of links where a table says what each stands for.

    Nothing is counted where the gold names no directive. A table speaks of quotations only: what
    is cited elsewhere is not scored.

    Args:
        pairing: The extraction held against its gold.
        sources: Where the directives that it links to stand in their documents, by reference;
            None when nothing was linked.

    """
    wanted = list_citations(pairing.document)
    if not wanted:
        return {}
    cited = _list_cited(pairing, sources or {})
    if pairing.document.citations:
        cited = [c for c in cited if _meets(c, wanted)]
    required = [w for w in wanted if not (w.optional or w.name)]
    found = [c for c in cited if not _meets(c, [w for w in wanted if w.optional])]
    right = sum(any(_meets(c, [w]) for c in found) for w in required)
    counts = {"citations": (len(required), len(found), right)}
    if pairing.document.citations and sources is not None:
        counts["links of citations"] = _count_links(cited, wanted)
    return counts


def list_citations(document: GoldDocument) -> tuple[GoldCitation, ...]:
    """The citations of the table of quotations; without one, those that the records name."""
    if document.citations:
        return document.citations
    spans = {
        span
        for record in document.records
        for words in record.directives
        if (span := _locate(document.text, words, record))
    }
    return tuple(GoldCitation(span) for span in sorted(spans))


def _locate(text: str, words: str, record: GoldRecord) -> Span | None:
    """The place of some words that is nearest to a record, where they occur at all."""
    start, end = record.span
    after, before = text.find(words, start), text.rfind(words, 0, end)
    places = [place for place in (after, before) if place >= 0]
    if not places:
        return None
    nearest = min(places, key=lambda place: abs(place - start))
    return nearest, nearest + len(words)


@dataclass(frozen=True, slots=True)
class _Cited:
    span: Span
    linked: bool
    source: Span | None


def _list_cited(pairing: Pairing, sources: Mapping[str, Span]) -> list[_Cited]:
    """Every place that is cited in the annotated stretches, once."""
    places: dict[Span, Citation] = {}
    for statement in pairing.extraction.statements:
        for citation in statement.citations:
            places.setdefault((citation.start, citation.end), citation)
    return [
        _Cited(span, citation.cites is not None, sources.get(citation.cites or ""))
        for span, citation in sorted(places.items())
        if pairing.document.covers(span[0])
    ]


def _meets(cited: _Cited, wanted: Iterable[GoldCitation]) -> bool:
    return any(share_characters(cited.span, w.span) > 0 for w in wanted)


def _count_links(cited: list[_Cited], wanted: tuple[GoldCitation, ...]) -> Counts:
    """Links of quotations: right when they lead to the very words, false from what has none."""
    expected = [w for w in wanted if w.source and not w.optional and not w.name]
    spared = [w for w in wanted if w.optional]
    linked = [c for c in cited if c.linked and not _meets(c, spared)]
    right = sum(any(_meets(c, [w]) and c.source == w.source for c in linked) for w in expected)
    return len(expected), len(linked), right
