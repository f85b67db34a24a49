"""What proves a statement: spans of documents with their words, and the documents themselves."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal

from graph_builder.network.reading import text
from graph_builder.sparql import select

from .facts import web_address

if TYPE_CHECKING:
    from pyoxigraph import QuerySolution, Store

    from graph_builder.network.reading import Term

    from .vocabulary import Vocabulary

#: A span as the page wants it: role, document, offsets, words or hash.
Span: TypeAlias = dict[str, object]

_HERE = Path(__file__).parent
#: Kinds of knowledge, each a named graph of a document; the first that states a thing counts.
_BASES = ("stated", "interpreted", "monitoring", "derived")


def read_evidence(store: Store, vocabulary: Vocabulary) -> dict[str, list[Span]]:
    """For each node its spans in the order of the text, those of one place by role."""
    found: dict[str, dict[tuple[str, ...], Span]] = defaultdict(dict)
    for row in select(store, _HERE / "evidence.rq"):
        span = _read_span(row, vocabulary)
        key = (str(span["role"]), text(row["excerpt"]), str(span.get("directive", "")))
        known = found[text(row["node"])].setdefault(key, span)
        if str(span) < str(known):
            found[text(row["node"])][key] = span
    return {node: sorted(spans.values(), key=_order) for node, spans in sorted(found.items())}


def _order(span: Span) -> tuple[int, int, str, str]:
    start, end = int(str(span["start"])), int(str(span["end"]))
    return (start, end, str(span["role"]), str(span.get("directive", "")))


def _read_span(row: QuerySolution, vocabulary: Vocabulary) -> Span:
    span: Span = {
        "role": text(row["role"]),
        "document": text(row["document"]),
        "start": int(text(row["start"])),
        "end": int(text(row["end"])),
    }
    quote = row["quote"]
    if isinstance(quote, Literal):
        span |= {"quote": quote.value, "language": quote.language or "und"}
    elif row["hash"] is not None:
        span["hash"] = text(row["hash"])
    if row["directive"] is not None:
        span["directive"] = text(row["directive"])
    if row["resolution"] is not None:
        span["resolution"] = vocabulary.name(text(row["resolution"]))
    if row["origin"] is not None:
        span["origin"] = {
            "document": text(row["origin"]),
            "start": int(text(row["origin_start"])),
            "end": int(text(row["origin_end"])),
        }
    return span


def read_bases(store: Store) -> dict[str, str]:
    """For each node the kind of knowledge that it is: stated, interpreted, monitoring, derived."""
    found: dict[str, str] = {}
    for row in select(store, _HERE / "bases.rq"):
        kind = text(row["graph"]).rpartition("/")[2]
        basis = kind if kind in _BASES else "stated"
        node = text(row["node"])
        found[node] = min(found.get(node, basis), basis, key=_BASES.index)
    return found


def read_periods(store: Store, vocabulary: Vocabulary) -> list[dict[str, object]]:
    """The periods of plans with their names, first and last day, in the order of time."""
    rows: list[dict[str, object]] = [
        {
            "label": vocabulary.name(text(row["period"])),
            "start": text(row["start"]),
            "end": text(row["end"]),
        }
        for row in select(store, _HERE / "periods.rq")
    ]
    return sorted(rows, key=lambda row: (str(row["start"]), str(row["end"])))


def read_documents(store: Store, vocabulary: Vocabulary) -> dict[str, dict[str, object]]:
    """For each document its title, date, publisher and address, the oldest first."""
    found: dict[str, dict[str, object]] = {}
    for row in select(store, _HERE / "documents.rq"):
        iri = text(row["document"])
        found.setdefault(
            iri,
            {
                "label": vocabulary.name(iri),
                "issued": _optional(row["issued"]),
                "publisher": vocabulary.name(text(row["publisher"])) if row["publisher"] else {},
                "source": web_address(_optional(row["source"])),
                "hash": _optional(row["hash"]),
            },
        )
    return found


def _optional(term: Term | None) -> str:
    return text(term) if term is not None else ""
