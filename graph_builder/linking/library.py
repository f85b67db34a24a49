"""What a new document can be linked to: statements already in a graph, and whole texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph_builder.namespaces import DATA, abbreviate, find_document
from graph_builder.sparql import select

from .text import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolution, Store

    from graph_builder.model import Document
    from graph_builder.ontology import Ontology

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a known statement stands; ``words`` are folded, None where only their hash is known."""

    document: str
    start: int
    end: int
    words: str | None


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """A directive or goal that a record or vocabulary already holds."""

    reference: str
    """As records write it: ``cn:five-tasks`` or ``report/clean-coal``."""
    is_directive: bool
    names: frozenset[str]
    """Folded labels."""
    other_names: frozenset[str]
    """Folded further names."""
    places: frozenset[str]
    """IRIs of the places that it is about."""
    passages: tuple[Passage, ...]

    @property
    def is_at_hand(self) -> bool:
        """Whether its own words can be looked at, or a vocabulary vouches for it."""
        return bool(self.passages) or ":" in self.reference


@dataclass(frozen=True, slots=True)
class KnownText:
    """The whole text of a document that may be cited."""

    document: str
    language: str
    issued: date
    text: FoldedText
    description: Document | None = None
    """The document's record, where none of the graph describes it yet."""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What a graph says of a document."""

    language: str
    issued: date
    hash: str | None


@dataclass(frozen=True, slots=True)
class Library:
    """All that a document is held against; empty parts are fine."""

    ontology: Ontology
    store: Store
    documents: dict[str, KnownDocument] = field(default_factory=dict)
    statements: tuple[KnownStatement, ...] = ()
    texts: tuple[KnownText, ...] = ()
    left_out: frozenset[str] = frozenset()
    """Documents of the graph that are not looked at: those of the text that is linked."""

    def find_base(self, unit: str) -> str | None:
        """The IRI of the base unit of a notation."""
        node = self.ontology.find_unit(unit)
        return self.ontology.base_unit(node) if node else None

    def issued(self, document: str) -> date | None:
        """The day of issue of a document, by its id."""
        for text in self.texts:
            if text.document == document:
                return text.issued
        known = self.documents.get(document)
        return known.issued if known else None


def read_documents(store: Store) -> dict[str, KnownDocument]:
    """The documents of a graph by id."""
    return {
        find_document(read_iri(row, "document")): KnownDocument(
            read_text(row, "language") or "",
            date.fromisoformat(read_text(row, "issued") or ""),
            read_text(row, "hash"),
        )
        for row in select(store, _HERE / "documents.rq")
    }


def read_library(
    store: Store, ontology: Ontology, texts: Iterable[KnownText] = (), *, without: str = ""
) -> Library:
    """The library of a graph and of texts, without what they say of the document of a hash."""
    documents = read_documents(store)
    own = frozenset(name for name, known in documents.items() if without in {known.hash, name})
    statements = [s for s in _read_statements(store, ontology) if not is_of(s.reference, own)]
    kept = tuple(sorted((t for t in texts if t.document not in own), key=lambda t: t.document))
    known = {name: document for name, document in documents.items() if name not in own}
    return Library(ontology, store, known, tuple(statements), kept, own)


def is_of(reference: str, documents: frozenset[str]) -> bool:
    """Whether a reference leads to a record of one of some documents."""
    return ":" not in reference and reference.partition("/")[0] in documents


def _read_statements(store: Store, ontology: Ontology) -> Iterator[KnownStatement]:
    passages = _read_passages(store)
    rows: dict[str, list[QuerySolution]] = defaultdict(list)
    for row in select(store, _HERE / "statements.rq"):
        rows[read_iri(row, "statement")].append(row)
    for iri, found in sorted(rows.items()):
        names: dict[bool, set[str]] = {False: set(), True: set()}
        for row in found:
            names[read_text(row, "other") == "true"].add(fold_name(read_text(row, "name") or ""))
        yield KnownStatement(
            reference=write_reference(iri, ontology),
            is_directive=any(read_iri(row, "kind").endswith("#Directive") for row in found),
            names=frozenset(names[False] - {""}),
            other_names=frozenset(names[True] - {""}),
            places=frozenset(read_iri(row, "place") for row in found) - {""},
            passages=tuple(passages.get(iri, ())),
        )


def _read_passages(store: Store) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for row in select(store, _HERE / "passages.rq"):
        words = read_text(row, "quote")
        passage = Passage(
            find_document(read_iri(row, "document")),
            int(read_text(row, "start") or 0),
            int(read_text(row, "end") or 0),
            None if words is None else FoldedText.of(words).folded,
        )
        found[read_iri(row, "statement")].append(passage)
    return found


def fold_name(name: str) -> str:
    """A name without white space and signs, in one script.

    >>> fold_name("三个“务必”")
    '三个务必'
    """
    return "".join(filter(str.isalnum, FoldedText.of(name).folded))


def write_reference(iri: str, ontology: Ontology) -> str:
    """The reference that a record of another document uses for an IRI."""
    return iri.removeprefix(DATA) if iri.startswith(DATA) else abbreviate(iri, ontology.prefixes)


def read_iri(row: QuerySolution, name: str) -> str:
    """The IRI of a variable in a row, or nothing."""
    node = row[name]
    return node.value if isinstance(node, NamedNode) else ""


def read_text(row: QuerySolution, name: str) -> str | None:
    """The words of a variable in a row, if it is bound to a literal."""
    node = row[name]
    return node.value if isinstance(node, Literal) else None
