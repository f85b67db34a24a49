"""Everything that stands on the page: the cards, and what shapes, questions and graphs add."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store

from graph_builder.namespaces import DATA, SH
from graph_builder.querying import list_iris, load_queries
from graph_builder.turtle import read_turtle

from .cards import Card, make_card
from .examples import Example, Examples, find_examples, load_examples
from .facts import shorten
from .reading import SHAPES, Reference, read_reference
from .shapes import Shape, index_shapes, read_shapes
from .speech import Spoken, Text, repeat, say_in_english, speak, write_tag
from .turtle import read_term, shorten_term, write_statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_builder.ontology import Ontology
    from graph_builder.querying import Query

#: Where examples are from, unless it is a file of examples.
GRAPH, ONTOLOGY = "graph", "ontology"


@dataclass(frozen=True)
class Content:
    """What the page is written from; ``built`` tells whether the examples are of a given graph."""

    reference: Reference
    cards: Mapping[str, Card]
    shapes: Mapping[str, Shape]
    queries: Mapping[str, Query]
    examples: tuple[tuple[str, Examples], ...]
    built: bool

    @cached_property
    def checks(self) -> dict[str, list[str]]:
        """For each term the shapes that ask something of it."""
        return index_shapes({**self.shapes})

    @cached_property
    def uses(self) -> dict[str, list[str]]:
        """For each query the terms with a card that it names, in order."""
        prefixes = self.reference.prefixes
        return {
            name: sorted(list_iris(query.text, prefixes) & self.cards.keys())
            for name, query in self.queries.items()
        }

    @cached_property
    def questions(self) -> dict[str, list[str]]:
        """For each term the queries that name it."""
        found: dict[str, list[str]] = {}
        for name, terms in self.uses.items():
            for term in terms:
                found.setdefault(term, []).append(name)
        return found

    @cached_property
    def wholes(self) -> dict[str, list[str]]:
        """For each property shape the node shapes that it is part of."""
        found: dict[str, list[str]] = {}
        for shape in self.shapes.values():
            for part in shape.parts:
                found.setdefault(part, []).append(shape.iri)
        return found

    @cached_property
    def sources(self) -> dict[str, int]:
        """The documents that examples quote, each with its number."""
        found = (self.find_example(term) for term in self.cards if term not in self.shapes)
        quoted = {quote.document for known in found if known for quote in known[0].quotes}
        return {document: number for number, document in enumerate(sorted(quoted), 1)}

    def named(self, shape: str) -> list[str]:
        """The terms with a card that a shape names, beside its targets and other shapes."""
        own = self.shapes[shape]
        known = own.mentions & self.cards.keys() - self.shapes.keys() - {*own.targets}
        return sorted(known)

    def find_example(self, term: str) -> tuple[Example, str] | None:
        """The best example of a term, and where it is from: ``GRAPH``, ``ONTOLOGY`` or a file."""
        found = ((own.of[term], source) for source, own in self.examples if term in own.of)
        return next(found, None)

    def message(self, shape: str) -> Spoken:
        """What a shape tells the author of data."""
        return self.reference.facts.text(shape, f"{SH}message")

    def name(self, iri: str) -> Spoken:
        """What a thing in an example is called."""
        if iri in self.reference.anchors:
            return self.reference.facts.label(iri)
        own = next((known.names[iri] for _, known in self.examples if iri in known.names), {})
        texts = [Literal(v, language=k) if k else Literal(v) for k, v in own.items()]
        return speak(texts) or say_in_english(iri.removeprefix(DATA))

    def show(self, value: str) -> Spoken:
        """The object of an example's triple in words."""
        term = read_term(value)
        if isinstance(term, NamedNode):
            return self.name(term.value)
        if isinstance(term, Literal):
            text = Text(term.value, write_tag(term.language or ""))
            return dict.fromkeys(("en", "zh"), text)
        return repeat(value)

    def anchor(self, value: str) -> str:
        """Where the object of an example's triple has its card, if it has one."""
        term = read_term(value)
        return self.reference.anchors.get(term.value, "") if isinstance(term, NamedNode) else ""

    def write_example(self, example: Example) -> str:
        """The triples of an example as Turtle."""
        return write_statements(example.statement, example.triples, self.reference.prefixes)

    def write_value(self, value: str) -> str:
        """An object as Turtle."""
        return shorten_term(value, self.reference.prefixes)

    def bad_example(self, shape: str) -> str:
        """The Turtle of the example that breaks a shape, without its prefixes."""
        path = self.reference.bad.get(shorten(shape))
        if path is None:
            return ""
        lines = path.read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in lines if not line.startswith("@prefix")).strip()


def describe_ontology(ontology: Ontology, store: Store | None = None) -> Content:
    """The content of the page, with examples from a graph or else from the Ordos data.

    Raises:
        OntologyError: when a file of shapes or alignments is broken.
        QueryError: when the header of an extension's query cannot be read.

    """
    reference = read_reference(ontology)
    return Content(
        reference,
        {term.iri: make_card(reference, term) for term in reference.terms.values()},
        read_shapes(reference),
        load_queries(*ontology.queries),
        tuple(_collect_examples(ontology, reference, store)),
        store is not None,
    )


def _collect_examples(
    ontology: Ontology, reference: Reference, store: Store | None
) -> Iterator[tuple[str, Examples]]:
    """Examples by where they are from, the best first: the graph, the ontology, example files."""
    terms = [term.iri for term in reference.terms.values() if term.kind not in SHAPES]
    subjects = {quad.subject for quad in ontology.quads}
    described = {node.value for node in subjects if isinstance(node, NamedNode)}
    yield GRAPH, find_examples(store, terms, described) if store else load_examples()
    yield ONTOLOGY, find_examples(ontology.store, terms)
    for path in reference.good:
        good = Store()
        good.extend(read_turtle(path))
        yield path.name, find_examples(good, terms)
