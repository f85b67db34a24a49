"""The ontology as it is to be read: modules in order, and in each of them its terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph_builder.namespaces import BASE, OWL, RDF, VOCAB, abbreviate
from graph_builder.resources import data_path
from graph_builder.sparql import select
from graph_builder.turtle import read_prefixed_turtle, read_turtle

from .anchors import name_anchors, name_module
from .facts import Facts, shorten
from .speech import Spoken, speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_builder.ontology import Ontology

#: Kinds of terms in the order in which they are shown.
KINDS = (
    "scheme",
    "class",
    "object-property",
    "datatype-property",
    "annotation-property",
    "concept",
    "unit",
    "quantity-kind",
    "individual",
    "node-shape",
    "property-shape",
)
SHAPES = ("node-shape", "property-shape")
#: Parts of the page: what polcom defines, its vocabularies, extensions, shapes, borrowed terms.
PARTS = ("modules", "vocabularies", "extensions", "shapes", "borrowed")
_EXTERNAL = f"{BASE}external"
_ALIGNMENTS = "alignments"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property, concept, unit, thing or shape, in the module that states it."""

    iri: str
    kind: str
    module: str


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the ontology; ``terms`` are in order of kind and name."""

    iri: str
    part: str
    file: str
    terms: tuple[Term, ...]

    @property
    def anchor(self) -> str:
        """Where its section stands in the page."""
        return name_module(self.iri)


class Alignment(NamedTuple):
    """What a term is to a term of another vocabulary, and why it is no more."""

    relation: str
    other: str
    reason: Spoken


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that the page is made from, read once; nothing here is of any language."""

    facts: Facts
    modules: tuple[Module, ...]
    terms: Mapping[str, Term]
    anchors: Mapping[str, str]
    prefixes: Mapping[str, str]
    schemes: Mapping[str, list[str]]
    disjoint: Mapping[str, list[str]]
    datatypes: Mapping[str, list[str]]
    alignments: Mapping[str, list[Alignment]]
    bad: Mapping[str, Path] = field(default_factory=dict)
    good: tuple[Path, ...] = ()

    def shorten(self, iri: str) -> str:
        """An IRI as a prefixed name."""
        return abbreviate(iri, self.prefixes)

    def list_terms(self, *kinds: str) -> Iterator[Term]:
        """The terms of some kinds, or all."""
        return (term for term in self.terms.values() if not kinds or term.kind in kinds)


def read_reference(ontology: Ontology) -> Reference:
    """The modules, terms and shapes of an ontology and its extensions.

    Raises:
        OntologyError: when a file of shapes or alignments is broken (with line and column).

    """
    folders = [data_path("ontology"), *(part.folder for part in ontology.extensions)]
    store = Store()
    store.extend(ontology.quads)
    files = {path: _load(store, path) for path in ontology.shapes}
    files |= {path: _find_header(read_turtle(path)) for path in ontology.files}
    paths = {iri: path for path, iri in files.items() if iri}
    terms = _read_terms(store, paths)
    prefixes = dict(ontology.prefixes)
    return Reference(
        Facts(store),
        tuple(_order_modules(terms, paths, folders)),
        terms,
        name_anchors(sorted(terms), prefixes),
        prefixes,
        _group(store, "schemes.rq"),
        _group(store, "disjoint.rq"),
        _group(store, "datatypes.rq"),
        _read_alignments(folders, prefixes),
        {path.stem: path for folder in folders for path in _list_examples(folder, "bad")},
        tuple(path for folder in folders for path in _list_examples(folder, "good")),
    )


def _list_examples(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / "examples" / kind).glob("*.ttl"))


def _find_header(triples: Iterable[Quad]) -> str:
    """The IRI of the ontology that a file is."""
    header = (NamedNode(f"{RDF}type"), NamedNode(f"{OWL}Ontology"))
    found = (t.subject for t in triples if (t.predicate, t.object) == header)
    return min((node.value for node in found if isinstance(node, NamedNode)), default="")


def _load(store: Store, path: Path) -> str:
    """The header of a file of shapes, whose triples join the store."""
    triples = read_turtle(path)
    header = _find_header(triples)
    graph = NamedNode(header or path.as_uri())
    store.extend(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    return graph.value


def _read_terms(store: Store, paths: Mapping[str, Path]) -> dict[str, Term]:
    """Each term once, under the most telling of its kinds."""
    found: dict[str, Term] = {}
    for row in select(store, _HERE / "terms.rq"):
        term = Term(row["term"].value, row["kind"].value, row["module"].value)
        other = found.get(term.iri)
        if term.module in paths and (other is None or _rank(term) < _rank(other)):
            found[term.iri] = term
    return dict(sorted(found.items()))


def _rank(term: Term) -> tuple[int, str]:
    return KINDS.index(term.kind), term.module


def _order_modules(
    terms: Mapping[str, Term], paths: Mapping[str, Path], folders: list[Path]
) -> Iterator[Module]:
    own: dict[str, list[Term]] = {iri: [] for iri in paths}
    for term in terms.values():
        own[term.module].append(term)
    modules = [
        Module(
            iri,
            _choose_part(iri, path, folders),
            _name_file(path, folders),
            tuple(sorted(own[iri], key=lambda t: (KINDS.index(t.kind), shorten(t.iri).lower()))),
        )
        for iri, path in paths.items()
    ]

    def key(module: Module) -> tuple[int, int, bool, bool, str]:
        kinds = {term.kind for term in module.terms}
        folder = _number_folder(paths[module.iri], folders)
        shapes = bool(kinds & {*SHAPES})
        return PARTS.index(module.part), folder, shapes, "class" not in kinds, module.iri

    return iter(sorted(modules, key=key))


def _choose_part(iri: str, path: Path, folders: list[Path]) -> str:
    if _number_folder(path, folders):
        return "extensions"
    if iri == _EXTERNAL:
        return "borrowed"
    if path.parent.name == "shapes":
        return "shapes"
    return "vocabularies" if iri.startswith(VOCAB) else "modules"


def _number_folder(path: Path, folders: list[Path]) -> int:
    """Which folder a file stands in: 0 is the ontology's own, others are extensions."""
    inside = [number for number, folder in enumerate(folders) if path.is_relative_to(folder)]
    return max(inside)


def _name_file(path: Path, folders: list[Path]) -> str:
    folder = folders[_number_folder(path, folders)]
    name = path.relative_to(folder).as_posix()
    return name if folder == folders[0] else f"{folder.resolve().name}/{name}"


def _group(store: Store, file: str) -> dict[str, list[str]]:
    """The second column of a query by the first."""
    found: dict[str, list[str]] = {}
    for first, second in select(store, _HERE / file):
        found.setdefault(first.value, []).append(second.value)
    return found


def _read_alignments(folders: list[Path], prefixes: dict[str, str]) -> dict[str, list[Alignment]]:
    """What the terms are to those of other vocabularies; prefixes of the files join the list."""
    store = Store()
    for folder in folders:
        for path in sorted((folder / _ALIGNMENTS).glob("*.ttl")):
            graph = NamedNode(path.as_uri())
            triples, declared = read_prefixed_turtle(path)
            store.extend(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
            prefixes |= {k: v for k, v in declared.items() if k not in prefixes}
    reasons: dict[tuple[str, str, str], list[Literal]] = {}
    for term, relation, other, reason in select(store, _HERE / "reasons.rq"):
        if isinstance(reason, Literal):
            reasons.setdefault((term.value, relation.value, other.value), []).append(reason)
    found: dict[str, list[Alignment]] = {}
    for row in select(store, _HERE / "alignments.rq"):
        term, relation, other = (node.value for node in row)
        why = speak(reasons.get((term, relation, other), ()))
        found.setdefault(term, []).append(Alignment(relation, other, why))
    return found
