"""The ontology, its vocabularies and extensions, as the rest of the package needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from .errors import OntologyError
from .namespaces import PC, VOCAB
from .resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_ONTOLOGY = NamedNode("http://www.w3.org/2002/07/owl#Ontology")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_IN_SCHEME = NamedNode(f"{_SKOS}inScheme")
_NOTATION = NamedNode(f"{_SKOS}notation")
_PREF_LABEL = NamedNode(f"{_SKOS}prefLabel")
_BROADER = NamedNode(f"{_SKOS}broader")
_PREFIX = NamedNode("http://www.w3.org/ns/shacl#prefix")
_NAMESPACE = NamedNode("http://www.w3.org/ns/shacl#namespace")
_UNIT = NamedNode("http://qudt.org/schema/qudt/Unit")
_BASE_UNIT = NamedNode(f"{PC}baseUnit")
_FACTOR = NamedNode(f"{PC}factor")

_UNITS = "unit"


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that the Turtle files of the ontology and its extensions state.

    ``quads`` holds each file in the named graph of its ontology IRI, in order of file name;
    ``prefixes`` is the one list of prefixes; ``shapes`` are the SHACL files, in order.
    """

    quads: tuple[Quad, ...]
    prefixes: dict[str, str]
    shapes: tuple[Path, ...]
    store: Store
    _indexes: dict[str, dict[str, NamedNode]] = field(default_factory=dict, repr=False)

    def find_concept(self, scheme: str, token: str) -> NamedNode | None:
        """The concept of a vocabulary that a local name, notation or CURIE stands for."""
        if scheme not in self._indexes:
            self._indexes[scheme] = self._index(self.list_concepts(scheme))
        return self._indexes[scheme].get(token)

    def list_concepts(self, scheme: str) -> list[NamedNode]:
        """The concepts of a vocabulary, with those that an extension puts below one of them."""
        node = NamedNode(VOCAB + scheme)
        found = {quad.subject for quad in self.store.quads_for_pattern(None, _IN_SCHEME, node)}
        fresh = found
        while fresh:
            fresh = {
                quad.subject
                for parent in fresh
                for quad in self.store.quads_for_pattern(None, _BROADER, parent)
            } - found
            found = found | fresh
        return _sort_nodes(found)

    def find_unit(self, token: str) -> NamedNode | None:
        """The unit that a notation such as ``kW``, a local name or a CURIE stands for."""
        if _UNITS not in self._indexes:
            self._indexes[_UNITS] = self._index(self.list_units())
        return self._indexes[_UNITS].get(token)

    def list_units(self) -> list[NamedNode]:
        """All units that the vocabulary describes."""
        found = {quad.subject for quad in self.store.quads_for_pattern(None, _TYPE, _UNIT)}
        return _sort_nodes(found)

    def base_unit(self, unit: NamedNode) -> str | None:
        """The IRI of the unit in which a unit and all that compare with it can be given."""
        return next((node.value for node in self._objects(unit, _BASE_UNIT)), None)

    def factor(self, unit: NamedNode) -> Decimal:
        """The number of base units in one of the unit; 1 where none is given."""
        given = next((node.value for node in self._objects(unit, _FACTOR)), None)
        return Decimal(given) if given else Decimal(1)

    def notation(self, subject: NamedNode) -> str:
        """The notation of a concept or unit, or else its local name."""
        found = sorted(term.value for term in self._objects(subject, _NOTATION))
        return found[0] if found else _local_name(subject)

    def label(self, subject: NamedNode, language: str) -> str:
        """The label in a language, or the nearest there is, or the local name."""
        labels = [*self._objects(subject, _PREF_LABEL), *self._objects(subject, _LABEL)]
        by_language = {term.language: term.value for term in labels if isinstance(term, Literal)}
        first = language.lower()
        for tag in (first, first.split("-")[0], "en", *sorted(str(key) for key in by_language)):
            if tag in by_language:
                return by_language[tag]
        return _local_name(subject)

    def knows(self, iri: NamedNode) -> bool:
        """Whether any file says something about an IRI."""
        return next(self.store.quads_for_pattern(iri, None, None), None) is not None

    def _objects(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        quads = self.store.quads_for_pattern(subject, predicate, None)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode | Literal)]

    def _index(self, nodes: Iterable[NamedNode]) -> dict[str, NamedNode]:
        return {token: node for node in reversed([*nodes]) for token in self._tokens(node)}

    def _tokens(self, subject: NamedNode) -> set[str]:
        notations = {term.value for term in self._objects(subject, _NOTATION)}
        curies = {
            f"{prefix}:{subject.value[len(base) :]}"
            for prefix, base in self.prefixes.items()
            if subject.value.startswith(base)
        }
        return notations | curies | {_local_name(subject), subject.value}


def _sort_nodes(nodes: Iterable[object]) -> list[NamedNode]:
    return sorted((node for node in nodes if isinstance(node, NamedNode)), key=lambda n: n.value)


def _local_name(node: NamedNode) -> str:
    return node.value.replace("#", "/").rsplit("/", 1)[-1]


def load_ontology(extensions: Iterable[Path] = ()) -> Ontology:
    """The packaged ontology with its extensions, and further extension folders.

    Raises:
        OntologyError: when a folder is missing or a Turtle file is broken (with line and column).

    """
    return _load((data_path("ontology"), *sorted(extensions)))


@cache
def _load(folders: tuple[Path, ...]) -> Ontology:
    files = [path for folder in folders for path in _list_turtle(folder)]
    shapes = [path for path in files if path.parent.name == "shapes"]
    terms = [path for path in files if path not in shapes]
    quads = tuple(quad for path in terms for quad in _read_graph(path))
    store = Store()
    store.extend(quads)
    return Ontology(quads, dict(sorted(_read_prefixes(store))), tuple(shapes), store)


def _list_turtle(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise OntologyError(f"{folder}: no such folder; give the folder of an extension")
    return sorted(folder.rglob("*.ttl"))


def _read_graph(path: Path) -> Iterator[Quad]:
    triples = read_turtle(path)
    heads = _sort_nodes(t.subject for t in triples if (t.predicate, t.object) == (_TYPE, _ONTOLOGY))
    if not heads:
        raise OntologyError(f"{path}: no owl:Ontology; begin the file with its header")
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, heads[0])


def read_turtle(path: Path) -> list[Quad]:
    """The triples of a Turtle file, in the default graph.

    Raises:
        OntologyError: with file, line and column when the file is broken.

    """
    try:
        return list(parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}"
        raise OntologyError(f"{where}: {error.msg}; mend the Turtle there") from None
    except OSError as error:
        raise OntologyError(f"{path}: {error.strerror}; check that it can be read") from None


def _read_prefixes(store: Store) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, _PREFIX, None):
        for base in store.quads_for_pattern(quad.subject, _NAMESPACE, None):
            if isinstance(quad.object, Literal) and isinstance(base.object, Literal):
                yield quad.object.value, base.object.value
