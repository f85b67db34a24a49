"""Examples of terms in use: real statements of a graph, each with the words that it rests on.

Those of the Ordos graph come with the package as data, since the page is also made where no graph
is; ``find_examples`` makes them, and a test holds the file to the graph.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
from pyoxigraph import Literal, NamedNode

from graph_builder.namespaces import OWL, PC, RDF, RDFS, SKOS
from graph_builder.sparql import select

from .facts import LABELS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pyoxigraph import Store

ORDOS = Path(__file__).parent / "ordos.json"
_HERE = Path(__file__).parent
_TYPE = f"{RDF}type"
#: What the ontology says of its own terms shows them defined, not in use.
_STRUCTURE = {
    *(
        f"{RDFS}{name}"
        for name in ("subClassOf", "subPropertyOf", "domain", "range", "isDefinedBy")
    ),
    *(f"{SKOS}{name}" for name in ("inScheme", "topConceptOf", "broader")),
    *(f"{OWL}{name}" for name in ("imports", "disjointWith")),
}
#: An excerpt is named by its words.
_NAMES = {*LABELS, f"{PC}quote"}
_FIRST = (_TYPE, f"{RDFS}label")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a statement rests on: which part they prove, their language, their span's IRI."""

    part: str
    text: str
    language: str
    excerpt: str

    @property
    def document(self) -> str:
        """The IRI of the document that holds them."""
        return self.excerpt.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Example:
    """Triples of one statement that show a term in use.

    Objects are N-Triples; ``count`` is how often the graph uses the term.
    """

    statement: str
    triples: tuple[tuple[str, str], ...]
    count: int
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples by term, and the labels by language of the things that stand in them."""

    of: Mapping[str, Example] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class _Use(NamedTuple):
    """A triple in the order in which it would be chosen: the best first."""

    unquoted: bool
    thinness: int
    statement: str
    predicate: str
    value: str


def find_examples(
    store: Store, terms: Iterable[str], apart: Container[str] = frozenset()
) -> Examples:
    """The example of each of the terms that a graph uses, from its richest statements.

    What the graph says of the things ``apart``, such as the terms themselves, is no example.
    """
    wanted = set(terms)
    triples = [(s.value, p.value, o) for s, p, o in select(store, _HERE / "triples.rq")]
    own = [triple for triple in triples if triple[0] not in apart]
    pairs: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, value in own:
        pairs.setdefault(subject, []).append((predicate, str(value)))
    richness = {subject: len({p for p, _ in said}) for subject, said in pairs.items()}
    quotes = _read_quotes(store)
    above = _list_ancestors(triples)
    best: dict[str, _Use] = {}
    users: dict[str, set[tuple[str, str]]] = {}
    for subject, predicate, value in own:
        use = _Use(subject not in quotes, -richness[subject], subject, predicate, str(value))
        for term in (_list_used(use, value, above) & wanted) - {subject}:
            best[term] = min(best.get(term, use), use)
            end = "" if predicate == _TYPE else use.predicate + use.value
            users.setdefault(term, set()).add((subject, end))
    found = {
        term: Example(
            use.statement,
            tuple(_choose_triples(use, pairs)),
            len(users[term]),
            quotes.get(use.statement, ()),
        )
        for term, use in sorted(best.items())
    }
    return Examples(found, _collect_names(found.values(), own))


def _list_used(use: _Use, value: object, above: Mapping[str, set[str]]) -> set[str]:
    """The terms that a triple shows in use: its property, and the class or thing at its end."""
    if not isinstance(value, NamedNode) or use.predicate in _STRUCTURE:
        return {use.predicate}
    if use.predicate == _TYPE:
        return {value.value, *above.get(value.value, ())}
    return {use.predicate, value.value}


def _list_ancestors(triples: Iterable[tuple[str, str, object]]) -> dict[str, set[str]]:
    """The classes above each class."""
    upward = nx.DiGraph(
        (subject, value.value)
        for subject, predicate, value in triples
        if predicate == f"{RDFS}subClassOf" and isinstance(value, NamedNode)
    )
    return {node: nx.descendants(upward, node) for node in upward}


def _choose_triples(
    use: _Use, pairs: Mapping[str, list[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    """Of an instance all, of another use the triple itself."""
    if use.predicate != _TYPE:
        return iter([(use.predicate, use.value)])

    def key(pair: tuple[str, str]) -> tuple[int, str, str]:
        return (_FIRST.index(pair[0]) if pair[0] in _FIRST else len(_FIRST), *pair)

    return iter(sorted(pairs[use.statement], key=key))


def _read_quotes(store: Store) -> dict[str, tuple[Quote, ...]]:
    """The excerpts that each statement rests on: of the whole, then of its parts."""
    found: dict[str, list[Quote]] = {}
    for row in select(store, _HERE / "quotes.rq"):
        quote, tag = row["quote"].value, row["quote"].language or ""
        words = Quote(row["part"].value, quote, tag, row["excerpt"].value)
        found.setdefault(row["statement"].value, []).append(words)
    return {
        statement: tuple(sorted(quotes, key=lambda quote: quote.part != f"{PC}evidencedBy"))
        for statement, quotes in found.items()
    }


def _collect_names(
    examples: Iterable[Example], triples: Iterable[tuple[str, str, object]]
) -> dict[str, dict[str, str]]:
    """The labels of the things in the examples."""
    examples = list(examples)
    shown = {example.statement for example in examples}
    shown |= {quote.document for example in examples for quote in example.quotes}
    texts = {value for example in examples for _, value in example.triples}
    names: dict[str, dict[str, str]] = {}
    for subject, predicate, value in triples:
        if predicate not in _NAMES or not isinstance(value, Literal):
            continue
        if subject in shown or f"<{subject}>" in texts:
            own_names = names.setdefault(subject, {})
            tag = value.language or ""
            own_names[tag] = min(own_names.get(tag, value.value), value.value)
    return {iri: dict(sorted(own.items())) for iri, own in sorted(names.items())}


def save_examples(examples: Examples, path: Path = ORDOS) -> None:
    """Write examples as data of the package."""
    content = {
        "of": {term: asdict(example) for term, example in examples.of.items()},
        "names": examples.names,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def load_examples(path: Path = ORDOS) -> Examples:
    """The examples that come with the package."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Examples(
        {term: _make_example(**given) for term, given in content["of"].items()}, content["names"]
    )


def _make_example(
    quotes: list[dict[str, str]], triples: list[list[str]], **rest: object
) -> Example:
    pairs = tuple((predicate, value) for predicate, value in triples)
    return Example(triples=pairs, quotes=tuple(Quote(**quote) for quote in quotes), **rest)  # type: ignore[arg-type]
