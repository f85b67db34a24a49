"""The ontology, its vocabularies and extensions, as the rest of the package needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from .coherence import check_agreement
from .errors import OntologyError
from .extension import MIGRATIONS, Extension, Release, find_extensions
from .namespaces import OWL, PC, RDF, RDFS, SH, SKOS, VOCAB, find_local_name
from .resources import data_path
from .turtle import read_turtle

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

_TYPE = NamedNode(f"{RDF}type")
_LABEL = NamedNode(f"{RDFS}label")
_RANGE = NamedNode(f"{RDFS}range")
_SUBCLASS = NamedNode(f"{RDFS}subClassOf")
_ONTOLOGY = NamedNode(f"{OWL}Ontology")
_IN_SCHEME = NamedNode(f"{SKOS}inScheme")
_NOTATION = NamedNode(f"{SKOS}notation")
_PREF_LABEL = NamedNode(f"{SKOS}prefLabel")
_ALT_LABEL = NamedNode(f"{SKOS}altLabel")
_BROADER = NamedNode(f"{SKOS}broader")
_PREFIX = NamedNode(f"{SH}prefix")
_NAMESPACE = NamedNode(f"{SH}namespace")
_UNIT = NamedNode("http://qudt.org/schema/qudt/Unit")
_BASE_UNIT = NamedNode(f"{PC}baseUnit")
_FACTOR = NamedNode(f"{PC}factor")
_VERSION = NamedNode(f"{OWL}versionInfo")

_UNITS = "unit"
#: The name of what is no extension.
CORE = "polcom"


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that the Turtle files of the ontology and its extensions state.

    ``quads`` holds each file in the named graph of its ontology IRI, in order of file name;
    ``prefixes`` is the one list of prefixes; ``shapes`` are the SHACL files, in order;
    ``extensions`` are those that were loaded, with their questions and records; ``files`` are the
    Turtle files of the terms; ``releases`` are the core and then the extensions, with versions.
    """

    quads: tuple[Quad, ...]
    prefixes: dict[str, str]
    shapes: tuple[Path, ...]
    store: Store
    extensions: tuple[Extension, ...] = ()
    files: tuple[Path, ...] = ()
    releases: tuple[Release, ...] = ()
    _indexes: dict[str, dict[str, NamedNode]] = field(default_factory=dict, repr=False)

    def find_concept(self, scheme: str, token: str) -> NamedNode | None:
        """The concept of a vocabulary that a local name, notation or CURIE stands for."""
        if scheme not in self._indexes:
            self._indexes[scheme] = self._index(self.list_concepts(scheme))
        return self._indexes[scheme].get(token)

    def list_concepts(self, scheme: str) -> list[NamedNode]:
        """The concepts of a vocabulary, with those that an extension puts below one of them.

        ``scheme``: the name of a vocabulary of polcom, or the IRI of any.
        """
        node = NamedNode(scheme if ":" in scheme else VOCAB + scheme)
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
        return self.list_instances(_UNIT.value)

    def list_instances(self, *classes: str) -> list[NamedNode]:
        """The things that a file states to be of one of some classes."""
        return _sort_nodes(
            {
                quad.subject
                for name in classes
                for quad in self.store.quads_for_pattern(None, _TYPE, NamedNode(name))
            }
        )

    def follow(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The things that a thing is related to by a property."""
        return _sort_nodes(self._objects(subject, predicate))

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
        return found[0] if found else find_local_name(subject.value)

    def label(self, subject: NamedNode, language: str) -> str:
        """The label in a language, or the nearest there is, or the local name."""
        labels = [*self._objects(subject, _PREF_LABEL), *self._objects(subject, _LABEL)]
        by_language = {term.language: term.value for term in labels if isinstance(term, Literal)}
        first = language.lower()
        for tag in (first, first.split("-")[0], "en", *sorted(str(key) for key in by_language)):
            if tag in by_language:
                return by_language[tag]
        return find_local_name(subject.value)

    @property
    def queries(self) -> list[Path]:
        """The folders of questions that the extensions bring."""
        return [part.queries for part in self.extensions if part.queries]

    @property
    def records(self) -> list[Path]:
        """The folders of records that the extensions bring into every build."""
        return [part.records for part in self.extensions if part.records]

    @property
    def label_files(self) -> list[Path]:
        """The files with words of the page that the extensions bring."""
        return [path for part in self.extensions for path in part.label_files]

    def list_names(self, *classes: str, short: bool = True) -> Iterator[tuple[str, str]]:
        """Every label of the individuals of classes, with the reference of the individual.

        Without ``short``, only the labels proper and none of the alternatives to them.
        """
        kinds = (_LABEL, _PREF_LABEL, _ALT_LABEL) if short else (_LABEL, _PREF_LABEL)
        for name in classes:
            for quad in self.store.quads_for_pattern(None, _TYPE, NamedNode(name)):
                if not isinstance(quad.subject, NamedNode):
                    continue
                for predicate in kinds:
                    for term in self._objects(quad.subject, predicate):
                        yield term.value, self._curie(quad.subject)

    def _curie(self, node: NamedNode) -> str:
        """The IRI with the longest prefix that fits it, or as it is."""
        fitting = [name for name, base in self.prefixes.items() if node.value.startswith(base)]
        prefix = max(fitting, key=lambda name: len(self.prefixes[name]), default=None)
        return f"{prefix}:{node.value[len(self.prefixes[prefix]) :]}" if prefix else node.value

    def knows(self, iri: NamedNode) -> bool:
        """Whether any file says something about an IRI."""
        return next(self.store.quads_for_pattern(iri, None, None), None) is not None

    def is_class(self, node: NamedNode) -> bool:
        """Whether a file declares a class."""
        return self._is_a(node, "Class")

    def is_property(self, node: NamedNode) -> bool:
        """Whether a file declares a property that data can use."""
        return self.links_things(node) or self._is_a(node, "DatatypeProperty")

    def links_things(self, property_: NamedNode) -> bool:
        """Whether the values of a property are things, not literals."""
        return self._is_a(property_, "ObjectProperty")

    def find_range(self, property_: NamedNode) -> str | None:
        """The IRI of the range of a property, where it has one."""
        return next((node.value for node in self._objects(property_, _RANGE)), None)

    def lies_below(self, node: NamedNode, ancestors: Container[NamedNode]) -> bool:
        """Whether a class is one of others, or a class below one of them."""
        seen: set[NamedNode] = set()
        ahead = [node]
        while ahead:
            step = ahead.pop()
            if step in ancestors:
                return True
            above = (term for term in self._objects(step, _SUBCLASS) if isinstance(term, NamedNode))
            ahead.extend(term for term in above if term not in seen)
            seen.add(step)
        return False

    def _is_a(self, node: NamedNode, kind: str) -> bool:
        pattern = (node, _TYPE, NamedNode(OWL + kind))
        return next(self.store.quads_for_pattern(*pattern), None) is not None

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
        return notations | curies | {find_local_name(subject.value), subject.value}


def _sort_nodes(nodes: Iterable[object]) -> list[NamedNode]:
    return sorted((node for node in nodes if isinstance(node, NamedNode)), key=lambda n: n.value)


def load_ontology(extensions: Iterable[Path] = ()) -> Ontology:
    """The packaged ontology with the extension of China, and further extensions.

    ``extensions``: folders, or names of extensions that come with polcom or a package.

    Raises:
        OntologyError: when a folder is missing, a Turtle file is broken (with line and column), an
            import leads nowhere, or two extensions define the same term.

    """
    return load_parts(tuple(find_extensions(extensions)))


@cache
def load_parts(parts: tuple[Extension, ...]) -> Ontology:
    """The packaged ontology with exactly these extensions.

    Raises:
        OntologyError: as ``load_ontology``.

    """
    core = data_path("ontology")
    own = [*sorted(core.glob("*.ttl")), *sorted(core.glob("vocab/*.ttl"))]
    places = [(CORE, core, own), *((part.name, part.folder, part.terms) for part in parts)]
    read = [{path: list(_read_graph(path)) for path in paths} for _, _, paths in places]
    shapes = [*sorted(core.glob("shapes/*.ttl")), *(path for part in parts for path in part.shapes)]
    quads = tuple(chain(*(graph for files in read for graph in files.values())))
    store = Store()
    store.extend(quads)
    prefixes = dict(sorted(_read_prefixes(store)))
    check_agreement(read, prefixes)
    releases = tuple(
        Release(name, _list_versions(chain(*found.values())), folder / MIGRATIONS)
        for (name, folder, _), found in zip(places, read, strict=True)
    )
    files = tuple(chain(*read))
    return Ontology(quads, prefixes, tuple(shapes), store, parts, files, releases)


def _list_versions(quads: Iterable[Quad]) -> dict[str, str]:
    """The version that the header of each file states, by its IRI, in order of files."""
    versions: dict[str, str] = {}
    for quad in quads:
        head, value = str(quad.graph_name)[1:-1], quad.object
        of_head = quad.predicate == _VERSION and quad.subject == quad.graph_name
        stated = value.value if of_head and isinstance(value, Literal) else ""
        versions[head] = stated or versions.get(head, "")
    return versions


def _read_graph(path: Path) -> Iterator[Quad]:
    triples = read_turtle(path)
    heads = _sort_nodes(t.subject for t in triples if (t.predicate, t.object) == (_TYPE, _ONTOLOGY))
    if not heads:
        raise OntologyError(f"{path}: no owl:Ontology; begin the file with its header")
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, heads[0])


def _read_prefixes(store: Store) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, _PREFIX, None):
        for base in store.quads_for_pattern(quad.subject, _NAMESPACE, None):
            if isinstance(quad.object, Literal) and isinstance(base.object, Literal):
                yield quad.object.value, base.object.value
