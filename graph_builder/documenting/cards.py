"""The card of a term: what stands on it, ready to be written in each language."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph_builder.namespaces import DCT, OWL, RDF, RDFS, SKOS

from .facts import LABELS, QUDT, shorten
from .speech import Spoken, repeat, speak, write_tag
from .turtle import write_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .reading import Reference, Term

_PC = "https://w3id.org/polcom/ns#"
PROPERTIES = ("object-property", "datatype-property", "annotation-property")
#: The facts of a term that the card names itself, in this order: word, predicates, inverse ones.
_ROWS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("replaced", (f"{DCT}isReplacedBy",), ()),
    ("superclass", (f"{RDFS}subClassOf",), ()),
    ("subclass", (), (f"{RDFS}subClassOf",)),
    ("superproperty", (f"{RDFS}subPropertyOf",), ()),
    ("subproperty", (), (f"{RDFS}subPropertyOf",)),
    ("domain", (f"{RDFS}domain",), ()),
    ("range", (f"{RDFS}range",), ()),
    ("properties", (), (f"{RDFS}domain",)),
    ("reached", (), (f"{RDFS}range",)),
    ("scheme", (f"{SKOS}inScheme",), ()),
    ("broader", (f"{SKOS}broader",), ()),
    ("narrower", (), (f"{SKOS}broader",)),
    ("quantity", (f"{QUDT}hasQuantityKind",), ()),
    ("units", (), (f"{QUDT}hasQuantityKind",)),
    ("base", (f"{_PC}baseUnit",), ()),
    ("derived", (), (f"{_PC}baseUnit",)),
)
#: Said in other places of the card, or of no use to a reader.
_APART = {
    *LABELS,
    *(name for _, predicates, _ in _ROWS for name in predicates),
    *(f"{RDF}type", f"{RDFS}isDefinedBy", f"{SKOS}topConceptOf"),
    *(f"{SKOS}{name}" for name in ("definition", "scopeNote", "altLabel", "notation")),
    *(f"{OWL}{name}" for name in ("propertyChainAxiom", "disjointWith", "deprecated")),
    *(f"{OWL}{name}" for name in ("versionInfo", "versionIRI", "imports")),
    *(f"{SKOS}changeNote", f"{SKOS}historyNote", f"{DCT}description"),
}
#: What the header of a file says of the file.
_OF_FILES = {
    *(f"{DCT}{name}" for name in ("creator", "publisher", "license", "created", "issued")),
    *(f"{DCT}bibliographicCitation", "http://purl.org/ontology/bibo/status"),
    "http://purl.org/vocab/vann/preferredNamespacePrefix",
    "http://purl.org/vocab/vann/preferredNamespaceUri",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing named on a card: a link within the page, or out of it, or only its name."""

    label: Spoken
    anchor: str = ""
    address: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of facts: its name, a word of the interface or a property, and the things."""

    name: str | Ref
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A term as people read it."""

    iri: str
    name: str
    anchor: str
    kind: str
    module: str
    label: Spoken
    definition: Spoken
    note: Spoken
    rows: tuple[Row, ...]
    deprecated: bool
    since: str
    change: Spoken
    alignments: tuple[tuple[str, Ref, Spoken], ...] = ()
    others: tuple[str, ...] = field(default=())


def make_ref(reference: Reference, iri: str) -> Ref:
    """The way to a thing: to its card, or to its address, where it has one."""
    anchor = reference.anchors.get(iri, "")
    if anchor:
        return Ref(reference.facts.label(iri), anchor)
    address = iri if iri.startswith(("https://", "http://")) else ""
    return Ref(repeat(reference.shorten(iri)), "", address, code=True)


def make_card(reference: Reference, term: Term) -> Card:
    """The card of a term, without what the shapes, questions and examples add to it."""
    facts = reference.facts
    return Card(
        term.iri,
        reference.shorten(term.iri),
        reference.anchors[term.iri],
        term.kind,
        term.module,
        facts.label(term.iri),
        facts.text(term.iri, f"{SKOS}definition"),
        facts.text(term.iri, f"{SKOS}scopeNote"),
        tuple(row for row in _list_rows(reference, term) if row.refs),
        any(text.value == "true" for text in facts.literals(term.iri, f"{OWL}deprecated")),
        _find_since(reference, term),
        facts.text(term.iri, f"{SKOS}changeNote", f"{SKOS}historyNote"),
        tuple(_list_alignments(reference, term.iri)),
        tuple(sorted(_list_names(reference, term.iri))),
    )


def _find_since(reference: Reference, term: Term) -> str:
    """The version that brought a term, where it says so; that of a vocabulary is its file's."""
    if term.kind == "scheme":
        return ""
    given = reference.facts.literals(term.iri, f"{OWL}versionInfo")
    return given[0].value if given else ""


def _list_names(reference: Reference, iri: str) -> set[str]:
    """What a term is called in any language beside the label that its card shows."""
    facts = reference.facts
    names = facts.literals(iri, *LABELS, f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{SKOS}notation")
    return {name.value for name in names} - {text.text for text in facts.label(iri).values()}


def _list_rows(reference: Reference, term: Term) -> Iterator[Row]:
    yield from _list_words(reference, term)
    for name, predicates, inverse in _ROWS:
        found = [*reference.facts.links(term.iri, *predicates)]
        found += reference.facts.sources(term.iri, *inverse)
        known = [iri for iri in dict.fromkeys(found) if iri != term.iri]
        yield _make_row(reference, name, known)
        if name == "range":
            yield _make_row(reference, "datatype", reference.datatypes.get(term.iri, ()))
            yield _make_row(reference, "schemes", reference.schemes.get(term.iri, ()))
        if name == "properties" and term.kind == "class":
            yield _make_row(reference, "inherited", _list_above(reference, term.iri))
    if term.kind == "scheme":
        takers = [name for name, known in reference.schemes.items() if term.iri in known]
        yield _make_row(reference, "takers", takers)
        yield _make_row(reference, "concepts", reference.facts.sources(term.iri, f"{SKOS}inScheme"))
    yield _make_row(reference, "disjoint", reference.disjoint.get(term.iri, ()))
    yield from _list_chains(reference, term)
    yield from _list_rest(reference, term)


def _make_row(reference: Reference, name: str, iris: Iterable[str]) -> Row:
    return Row(f"row.{name}", tuple(make_ref(reference, iri) for iri in iris))


def _list_above(reference: Reference, iri: str) -> list[str]:
    """The broader classes that bring properties of their own."""
    found: list[str] = []
    ahead = [iri]
    while ahead:
        for above in reference.facts.links(ahead.pop(0), f"{RDFS}subClassOf"):
            if above not in found and above != iri:
                found.append(above)
                ahead.append(above)
    return [name for name in found if reference.facts.sources(name, f"{RDFS}domain")]


def _list_words(reference: Reference, term: Term) -> Iterator[Row]:
    facts = reference.facts
    if term.kind == "individual":
        yield _make_row(reference, "types", facts.links(term.iri, f"{RDF}type"))
    notations = facts.literals(term.iri, f"{SKOS}notation")
    yield Row("row.notation", tuple(Ref(repeat(t.value), code=True) for t in notations))
    names = facts.literals(term.iri, f"{SKOS}altLabel")
    yield Row("row.alternatives", tuple(Ref(_tag(name)) for name in names))


def _tag(text: Literal) -> Spoken:
    """A text that is shown in every language, with its own tag."""
    tag = write_tag(text.language or "")
    return {language: own._replace(tag=tag) for language, own in repeat(text.value).items()}


def _list_chains(reference: Reference, term: Term) -> Iterator[Row]:
    for head in reference.facts.values(NamedNode(term.iri), f"{OWL}propertyChainAxiom"):
        if not isinstance(head, Literal | NamedNode):
            members = reference.facts.members(head)  # type: ignore[arg-type]
            iris = [member.value for member in members if isinstance(member, NamedNode)]
            yield Row("row.chain", tuple(make_ref(reference, iri) for iri in iris))


def _list_rest(reference: Reference, term: Term) -> Iterator[Row]:
    """Whatever else the files say of a term, under the names of its properties."""
    apart = _APART | (_OF_FILES if term.kind == "scheme" else set())
    found: dict[str, list[Ref]] = {}
    texts: dict[str, list[Literal]] = {}
    quads = reference.facts.store.quads_for_pattern(NamedNode(term.iri), None, None)
    for predicate, value in sorted({(q.predicate.value, q.object) for q in quads}, key=str):
        if predicate in apart:
            continue
        if isinstance(value, Literal) and value.language:
            texts.setdefault(predicate, []).append(value)
        elif isinstance(value, NamedNode):
            found.setdefault(predicate, []).append(make_ref(reference, value.value))
        else:
            text = value.value if isinstance(value, Literal) else _write(reference, value)
            found.setdefault(predicate, []).append(Ref(repeat(text), code=True))
    for predicate, words in texts.items():
        found.setdefault(predicate, []).append(Ref(speak(words)))
    for predicate, refs in sorted(found.items()):
        yield Row(make_ref(reference, predicate), tuple(refs))


def _write(reference: Reference, value: object) -> str:
    return write_node(value, reference.facts, reference.prefixes)


def _list_alignments(reference: Reference, iri: str) -> Iterator[tuple[str, Ref, Spoken]]:
    """Relation, term of another vocabulary, and why it is no more, as files of alignments say."""
    for relation, other, reason in sorted(reference.alignments.get(iri, ()), key=itemgetter(0, 1)):
        address = other if other.startswith(("https://", "http://")) else ""
        anchor = reference.anchors.get(other, "")
        label = repeat(reference.shorten(other))
        yield shorten(relation), Ref(label, anchor, "" if anchor else address, code=True), reason
