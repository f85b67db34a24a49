"""What the files state, asked by subject and predicate; everything comes back in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from graph_builder.namespaces import DCT, RDF, RDFS, SKOS

from .speech import Spoken, say_in_english, speak

if TYPE_CHECKING:
    from pyoxigraph import Store, Triple

QUDT = "http://qudt.org/schema/qudt/"
LABELS = (f"{RDFS}label", f"{SKOS}prefLabel", f"{DCT}title")


@dataclass(frozen=True, slots=True)
class Facts:
    """The union of all graphs of a store."""

    store: Store

    def values(
        self, subject: NamedNode | BlankNode, predicate: str
    ) -> list[NamedNode | BlankNode | Literal | Triple]:
        """The objects of a predicate."""
        quads = self.store.quads_for_pattern(subject, NamedNode(predicate), None)
        return sorted({quad.object for quad in quads}, key=str)

    def links(self, subject: str, *predicates: str) -> list[str]:
        """The IRIs that predicates lead to."""
        found = (value for name in predicates for value in self.values(NamedNode(subject), name))
        return [value.value for value in found if isinstance(value, NamedNode)]

    def sources(self, target: str, *predicates: str) -> list[str]:
        """The IRIs from which predicates lead here."""
        quads = (
            quad
            for name in predicates
            for quad in self.store.quads_for_pattern(None, NamedNode(name), NamedNode(target))
        )
        return sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode)})

    def literals(self, subject: str, *predicates: str) -> list[Literal]:
        """The literals of predicates."""
        found = (value for name in predicates for value in self.values(NamedNode(subject), name))
        return [value for value in found if isinstance(value, Literal)]

    def text(self, subject: str, *predicates: str) -> Spoken:
        """The text of the first predicate that has one, in the languages of the page."""
        return next((speak(t) for name in predicates if (t := self.literals(subject, name))), {})

    def label(self, subject: str) -> Spoken:
        """What a thing is called, or else the end of its IRI."""
        return self.text(subject, *LABELS) or say_in_english(shorten(subject))

    def members(self, head: NamedNode | BlankNode) -> list[NamedNode | BlankNode | Literal]:
        """The members of a list."""
        found: list[NamedNode | BlankNode | Literal] = []
        seen: set[object] = set()
        at: object = head
        while isinstance(at, NamedNode | BlankNode) and at not in seen:
            seen.add(at)
            first = self.values(at, f"{RDF}first")
            found += [
                value for value in first if isinstance(value, NamedNode | BlankNode | Literal)
            ]
            at = next(iter(self.values(at, f"{RDF}rest")), None)
        return found


def shorten(iri: str) -> str:
    """The end of an IRI.

    >>> shorten("https://w3id.org/polcom/vocab/verdict/met")
    'met'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri
