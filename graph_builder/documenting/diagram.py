"""What the diagram of a module shows: its classes, what they have, and where that leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.namespaces import PC, RDFS, SKOS

from .facts import shorten
from .interface import say
from .speech import Spoken, repeat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .reading import Module, Reference

PROPERTIES = ("object-property", "datatype-property")
_CONCEPT = f"{SKOS}Concept"
#: The box of properties that several classes share, and that so have no domain.
SHARED = ""
_DATATYPES = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Row:
    """A property within the box of a class, or a concept within that of its vocabulary."""

    label: Spoken
    value: Spoken
    anchor: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A class or vocabulary; ``above`` is the box of the broader term, ``depth`` counts these."""

    key: str
    label: Spoken
    note: Spoken
    anchor: str
    rows: tuple[Row, ...]
    depth: int = 0
    above: str | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes in reading order: on the left what has properties, on the right what they lead to."""

    left: tuple[Box, ...]
    right: tuple[Box, ...]


def describe_diagram(reference: Reference, module: Module) -> Diagram | None:
    """The diagram of a module; none for a module without classes, properties and vocabulary."""
    schemes = [term.iri for term in module.terms if term.kind == "scheme"]
    classes = {term.iri for term in module.terms if term.kind == "class"}
    properties = [term.iri for term in module.terms if term.kind in PROPERTIES]
    if not classes and not properties:
        return _describe_schemes(reference, module, schemes) if schemes else None
    rows = _collect_rows(reference, properties)
    keys = classes | {key for key in rows if key}
    left = list(_arrange(reference, module, keys, rows))
    if SHARED in rows:
        left.append(_make_shared(rows[SHARED]))
    ends = {row.target for box in left for row in box.rows if row.target} - keys
    right = (_make_box(reference, module, iri, ()) for iri in sorted(ends))
    return Diagram(tuple(left), tuple(right))


def _describe_schemes(reference: Reference, module: Module, schemes: Iterable[str]) -> Diagram:
    """Vocabularies with their concepts, beside the properties whose values they are."""
    boxes = [
        _make_box(reference, module, scheme, tuple(_list_concepts(reference, scheme)))
        for scheme in schemes
    ]
    takers = [
        name
        for name, known in reference.schemes.items()
        if name in reference.terms and {*known} & {box.key for box in boxes}
    ]
    rows = _collect_rows(reference, takers)
    left = [*_arrange(reference, module, {key for key in rows if key}, rows)]
    if SHARED in rows:
        left.append(_make_shared(rows[SHARED]))
    return Diagram(tuple(left), tuple(boxes)) if left else Diagram(tuple(boxes), ())


def _list_concepts(reference: Reference, scheme: str) -> Iterator[Row]:
    facts = reference.facts
    for iri in facts.sources(scheme, f"{SKOS}inScheme"):
        if iri in reference.anchors:
            notation = [text.value for text in facts.literals(iri, f"{SKOS}notation")]
            value = repeat(notation[0]) if notation else {}
            yield Row(facts.label(iri), value, reference.anchors[iri])


def _collect_rows(reference: Reference, properties: Iterable[str]) -> dict[str, list[Row]]:
    """The properties by their domain, those without one under ``SHARED``."""
    rows: dict[str, list[Row]] = {}
    for iri in properties:
        for domain in reference.facts.links(iri, f"{RDFS}domain") or [SHARED]:
            rows.setdefault(domain, []).append(_make_row(reference, iri))
    return rows


def _make_row(reference: Reference, iri: str) -> Row:
    facts = reference.facts
    label, anchor = facts.label(iri), reference.anchors[iri]
    schemes = [name for name in reference.schemes.get(iri, ()) if name in reference.anchors]
    if schemes:
        return Row(label, facts.label(schemes[0]), anchor, schemes[0])
    ranges = facts.links(iri, f"{RDFS}range") or reference.datatypes.get(iri, [])
    if not ranges:
        return Row(label, {}, anchor)
    if ranges[0].startswith(_DATATYPES):
        return Row(label, repeat(shorten(ranges[0])), anchor)
    known = ranges[0] in reference.terms and ranges[0] != _CONCEPT
    return Row(label, facts.label(ranges[0]), anchor, ranges[0] if known else None)


def _make_box(
    reference: Reference, module: Module, iri: str, rows: Iterable[Row], depth: int = 0
) -> Box:
    term = reference.terms.get(iri)
    foreign = term is None or term.module != module.iri
    note = _name_home(reference, iri) if foreign else {}
    anchor = reference.anchors.get(iri, "")
    return Box(iri, reference.facts.label(iri), note, anchor, tuple(rows), depth, None, foreign)


def _name_home(reference: Reference, iri: str) -> Spoken:
    """The module of a term of ours, the prefix of another's, or that it is a vocabulary."""
    term = reference.terms.get(iri)
    if term is not None and term.kind == "scheme":
        return say("kind.scheme")
    if term is not None and iri.startswith(PC):
        return repeat(shorten(term.module))
    return repeat(reference.shorten(iri).partition(":")[0])


def _make_shared(rows: Iterable[Row]) -> Box:
    return Box(SHARED, say("diagram.shared"), {}, "", tuple(rows), 0, None, foreign=True)


def _arrange(
    reference: Reference, module: Module, keys: set[str], rows: Mapping[str, list[Row]]
) -> Iterator[Box]:
    """The boxes as a tree: each below the first of its broader terms that has one."""
    below: dict[str | None, list[str]] = {}
    for iri in sorted(keys):
        above = [name for name in reference.facts.links(iri, f"{RDFS}subClassOf") if name in keys]
        below.setdefault(above[0] if above else None, []).append(iri)

    def key(iri: str) -> tuple[bool, bool, str]:
        known = reference.terms.get(iri)
        return known is None or known.module != module.iri, iri not in below, iri

    ahead: list[tuple[str, str | None, int]] = [
        (iri, None, 0) for iri in sorted(below.get(None, ()), key=key, reverse=True)
    ]
    seen: set[str] = set()
    while ahead:
        iri, above_key, depth = ahead.pop()
        if iri in seen:
            continue
        seen.add(iri)
        box = _make_box(reference, module, iri, rows.get(iri, ()), depth)
        yield Box(box.key, box.label, box.note, box.anchor, box.rows, depth, above_key, box.foreign)
        children = sorted(below.get(iri, ()), key=key, reverse=True)
        ahead += [(child, iri, depth + 1) for child in children]


def describe_in_words(diagram: Diagram, language: str) -> str:
    """What a diagram says, for those who do not see it."""
    boxes = [*diagram.left, *diagram.right]
    names = {box.key: box.label[language].text for box in boxes}
    end = say("diagram.sentence_end")[language].text
    said = []
    for box in boxes:
        name = names[box.key]
        if box.above is not None:
            said.append(say("diagram.kind_of", below=name, above=names[box.above]))
        for row in box.rows:
            parts = {"start": name, "property": row.label[language].text}
            if row.target in names:
                said.append(say("diagram.leads", **parts, end=names[row.target]))
            else:
                said.append(say("diagram.holds", **parts))
    return "".join(f"{text[language].text}{end}" for text in said).strip()
