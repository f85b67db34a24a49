"""Rules on shapes: they target something, are one's own, and bite; the core's shapes still do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from graph_builder.namespaces import SH
from graph_builder.resources import data_path
from graph_builder.turtle import read_turtle
from graph_builder.validation import Finding as Result
from graph_builder.validation import validate_triples

from .draft import RDF_TYPE, Draft
from .findings import Finding
from .skeleton import list_core_examples

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from pathlib import Path

_TARGETS = {f"{SH}target{kind}" for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf")}
_LINKS = {f"{SH}{kind}" for kind in ("node", "property", "not", "qualifiedValueShape")}
_NODE_SHAPE = NamedNode(f"{SH}NodeShape")
_TARGET_CLASS = f"{SH}targetClass"
_MESSAGE = f"{SH}message"


def check_documentation(draft: Draft) -> Iterator[Finding]:
    """The style guide of the ontology, applied to the terms of the extension."""
    style = data_path("ontology") / "shapes" / "ontology.ttl"
    files = (*draft.terms.values(), *draft.shapes.values())
    own = {str(quad.subject) for quads in files for quad in quads}
    triples = _list_triples(draft.core.quads, *files)
    for result in validate_triples(triples, [style]).findings:
        node = NamedNode(result.focus)
        if str(node) in own and not draft.core.knows(node):
            words = result.message.get("en", "mend it").rstrip(".")
            found = f"found {result.value}" if result.value else _list_words(triples, result, draft)
            advice = result.severity.endswith("Warning")
            place = draft.where(node)
            yield Finding(place, draft.shorten(node), "documentation", found, _lower(words), advice)


def _list_words(triples: Iterable[Triple], result: Result, draft: Draft) -> str:
    """What a term has of the property that is missing, doubled or malformed."""
    node, field = NamedNode(result.focus), result.path.strip("<>")
    found = sorted(
        str(triple.object)
        for triple in triples
        if triple.subject == node and triple.predicate.value == field
    )
    name = draft.shorten(NamedNode(field)) if field else "what is asked for"
    return f"found {name} {', '.join(found)}" if found else f"no {name}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _is_named(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode)


def check_shapes(draft: Draft) -> Iterator[Finding]:
    """Every shape targets something that is declared, under an IRI that the core does not use."""
    taken = {quad.subject for path in draft.core.shapes for quad in read_turtle(path)}
    for path, quads in draft.shapes.items():
        place = draft.name(path)
        used = {quad.object for quad in quads if quad.predicate.value in _LINKS}
        aimed = {quad.subject for quad in quads if quad.predicate.value in _TARGETS}
        for node in sorted({q.subject for q in quads if _is_named(q)}, key=str):
            if node in taken:
                found = "a shape of polcom is spoken of"
                wanted = "add a shape under an IRI of your own; a shape of polcom stays as it is"
                yield Finding(place, draft.shorten(node), "shape-owner", found, wanted)
        shapes = {q.subject for q in quads if (q.predicate, q.object) == (RDF_TYPE, _NODE_SHAPE)}
        for node in sorted(shapes - aimed - used, key=str):
            found, wanted = "the shape targets nothing", "write sh:targetClass"
            yield Finding(place, draft.shorten(node), "shape-target", found, wanted)
        yield from _check_targets(draft, place, quads)


def _check_targets(draft: Draft, place: str, quads: Sequence[Quad]) -> Iterator[Finding]:
    own = {quad.subject for files in draft.terms.values() for quad in files}
    for quad in quads:
        target = quad.object
        if quad.predicate.value != _TARGET_CLASS or not isinstance(target, NamedNode):
            continue
        if target not in own and not draft.core.knows(target):
            found = f"targets {draft.shorten(target)}, which nothing declares"
            wanted = "correct the name, or declare the class"
            yield Finding(place, draft.shorten(quad.subject), "shape-target", found, wanted)


def check_examples(draft: Draft) -> Iterator[Finding]:
    """Good examples conform; each constraint has a bad example that breaks it and nothing else."""
    terms = (*draft.terms.values(), draft.core.quads, *draft.good.values())
    shapes = [*draft.core.shapes, *draft.shapes]
    for result in validate_triples(_list_triples(*terms), shapes).findings:
        home = next((p for p, quads in draft.good.items() if _speaks(quads, result.focus)), None)
        if home is not None:
            found = f"a good example breaks {draft.shorten(NamedNode(result.shape))}"
            words = result.message.get("en", "mend it")
            yield Finding(draft.name(home), draft.shorten(result.focus), "example", found, words)
    known = {quad.subject for quads in terms for quad in quads}
    bad = {path: _set_apart(path, quads, known) for path, quads in draft.bad.items()}
    results = validate_triples(_list_triples(*terms, *bad.values()), shapes).findings
    for path, quads in bad.items():
        yield from _check_bad_example(draft, path, quads, results)
    stems = {path.stem for path in bad}
    for shape in sorted(_list_constraints(draft) - stems):
        found = "no example breaks this constraint"
        wanted = f"write examples/bad/{shape}.ttl, in which it is broken"
        yield Finding("examples/bad", shape, "example", found, wanted)


def _set_apart(path: Path, quads: Sequence[Quad], known: Container[object]) -> list[Quad]:
    """What a bad example states, of things that no other example can be speaking of as well."""
    own = {quad.subject for quad in quads if quad.subject not in known}
    apart: dict[object, NamedNode] = {
        node: NamedNode(f"{node.value}-in-{path.stem}")
        for node in own
        if isinstance(node, NamedNode)
    }
    return [
        Quad(apart.get(q.subject) or q.subject, q.predicate, apart.get(q.object) or q.object)
        for q in quads
    ]


def _speaks(quads: Sequence[Quad], focus: str) -> bool:
    return any(quad.subject == NamedNode(focus) for quad in quads)


def _check_bad_example(
    draft: Draft, path: Path, quads: Sequence[Quad], results: Iterable[Result]
) -> Iterator[Finding]:
    broken = {_local(result.shape) for result in results if _speaks(quads, result.focus)}
    if path.stem not in broken:
        others = f"it breaks {', '.join(sorted(broken))}" if broken else "it conforms"
        found = f"the example does not break the shape '{path.stem}': {others}"
        wanted = "name the file for the shape that it breaks"
        yield Finding(draft.name(path), "", "example", found, wanted)
    elif broken != {path.stem}:
        found = f"the example also breaks {', '.join(sorted(broken - {path.stem}))}"
        yield Finding(draft.name(path), "", "example", found, "show one fault a file")


def _list_constraints(draft: Draft) -> set[str]:
    return {
        _local(quad.subject.value)
        for quads in draft.shapes.values()
        for quad in quads
        if quad.predicate.value == _MESSAGE and isinstance(quad.subject, NamedNode)
    }


def check_core_shapes(draft: Draft) -> Iterator[Finding]:
    """What breaks a shape of the core still breaks it with the extension loaded."""
    examples = [
        quad
        for kind in ("good", "bad")
        for path in list_core_examples(kind)
        for quad in read_turtle(path)
    ]
    before = _list_pairs(_list_triples(draft.core.quads, examples), draft.core.shapes)
    triples = _list_triples(draft.core.quads, examples, *draft.terms.values())
    after = _list_pairs(triples, [*draft.core.shapes, *draft.shapes])
    for _, shape in sorted(before - after):
        found = f"the shape {draft.shorten(NamedNode(shape))} no longer catches its example"
        wanted = "look in your shapes for sh:deactivated, and for the name of a shape of polcom"
        yield Finding(draft.extension.name, "", "core-shape", found, wanted)


def _list_pairs(triples: set[Triple], shapes: Sequence[Path]) -> set[tuple[str, str]]:
    return {(result.focus, result.shape) for result in validate_triples(triples, shapes).findings}


def _list_triples(*parts: Iterable[Quad]) -> set[Triple]:
    return {Triple(q.subject, q.predicate, q.object) for quads in parts for q in quads}


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]
