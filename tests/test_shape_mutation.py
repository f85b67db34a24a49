"""Every constraint bites: with any single one of them taken out, some example is judged otherwise.

For each shape that reports, the examples are validated by that shape alone, whole and then with
one triple, one member of a list or one of several targets less. A deletion that changes no result
would be a constraint that nothing proves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyrudof
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from .ontology_files import FOLDER, merge, read_modules, read_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

Triple = tuple["Node", "Node", "Node"]
RULES = read_shapes()
TERMS = merge(list(read_modules().values()))
REPORTING = sorted(set(RULES.subjects(SH.message, None)), key=str)
#: What a shape says of itself, and what it is made of: no constraints.
DESCRIPTION = {SH.declare, SH.message, SH.namespace, SH.path, SH.prefix, SH.prefixes, SH.property}
DESCRIPTION |= {SH.select, SH.severity, SH.targetClass}
#: Lists whose members are alternatives, each of which some example has to need.
LISTS = (SH["and"], SH["in"], SH["or"], SH.languageIn, SH.xone)
#: What leads from a shape to the rest of it.
PARTS = {SH.alternativePath, SH.declare, SH.languageIn, SH.node, SH.path, SH.prefixes, SH.property}
PARTS |= {SH["in"], SH["not"], SH["or"], SH.qualifiedValueShape, SH.sparql, SH.xone}
PARTS |= {RDF.first, RDF.rest}
TARGETS = {SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf}


@pytest.fixture(scope="module")
def engine() -> pyrudof.Rudof:
    """The engine with the ontology and all examples, good and bad."""
    paths = [*FOLDER.glob("examples/*/*.ttl"), *FOLDER.glob("ext/*/examples/*/*.ttl")]
    examples = [Graph().parse(path) for path in sorted(paths)]
    data = merge([*read_modules().values(), *examples])
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(data.serialize(format="nt"), format=pyrudof.RDFFormat.NTriples)
    return engine


def cut_out(shape: Node) -> Graph:
    """A shape with everything that it is made of, and the targets that it hangs below."""
    found = Graph()
    _collect(shape, found)
    for parent in RULES.subjects(SH.property, shape):
        found.add((parent, RDF.type, SH.NodeShape))
        found.add((parent, SH.property, shape))
        for name in TARGETS:
            for target in RULES.objects(parent, name):
                found.add((parent, name, target))
    return found


def _collect(node: Node, found: Graph) -> None:
    if (node, None, None) in found:
        return
    for name, value in RULES.predicate_objects(node):
        found.add((node, name, value))
        if name in PARTS and not isinstance(value, Literal):
            _collect(value, found)


def list_constraints(shape: Graph) -> list[Triple]:
    own = [t for t in shape if isinstance(t[1], URIRef) and t[1].startswith(str(SH))]
    return sorted((t for t in own if t[1] not in DESCRIPTION), key=str)


def list_mutants(shape: Graph) -> Iterator[tuple[str, Graph]]:
    """The shape without each of its constraints, and without each member of a list."""
    for constraint in list_constraints(shape):
        yield f"{constraint[1]} {constraint[2]}", leave_out(shape, constraint)
    for name in LISTS:
        for head in shape.objects(None, name):
            cells = list(shape.transitive_objects(head, RDF.rest))[:-1]
            for cell in cells if len(cells) > 1 else ():
                yield f"member of {name}: {shape.value(cell, RDF.first)}", cut_cell(shape, cell)


def leave_out(shape: Graph, *left_out: Triple) -> Graph:
    mutant = Graph()
    for triple in shape:
        if triple not in left_out:
            mutant.add(triple)
    return mutant


def cut_cell(shape: Graph, cell: Node) -> Graph:
    """The shape with one member less in a list: what led to its cell leads to the next one."""
    next_cell = shape.value(cell, RDF.rest)
    links = list(shape.triples((None, None, cell)))
    mutant = leave_out(shape, *links, *shape.triples((cell, None, None)))
    for subject, predicate, _ in links:
        mutant.add((subject, predicate, next_cell))
    return mutant


def judge(engine: pyrudof.Rudof, shape: Graph) -> set[tuple[str, str]] | None:
    """The nodes and values that a shape reports; None when it is no shape any more."""
    engine.reset_shacl()
    engine.reset_shacl_validation()
    try:
        engine.read_shacl(shape.serialize(format="turtle"))
        found = engine.validate_shacl().violations
    except pyrudof.ShaclError:
        return None
    return {(str(result.focus_node), str(result.value)) for result in found}


@pytest.mark.parametrize("shape", REPORTING, ids=lambda shape: shape.split("#")[-1])
def test_each_constraint_is_proved_by_an_example(shape: Node, engine: pyrudof.Rudof) -> None:
    whole = cut_out(shape)
    results = judge(engine, whole)
    assert results
    mutants = {name: judge(engine, mutant) for name, mutant in list_mutants(whole)}
    assert [name for name, found in mutants.items() if found == results] == []


def list_aims(shape: Node) -> list[Triple]:
    return sorted(RULES.triples((shape, SH.targetClass, None)), key=str)


AIMING = sorted(
    (node for node in set(RULES.subjects(SH.targetClass)) if list_aims(node)[1:]), key=str
)


@pytest.mark.parametrize("shape", AIMING, ids=lambda shape: shape.split("#")[-1])
def test_each_of_several_targets_is_proved_by_an_example(
    shape: Node, engine: pyrudof.Rudof
) -> None:
    whole = Graph()
    _collect(shape, whole)
    results = judge(engine, whole)
    aims = [aim for aim in list_aims(shape) if not reaches_another(aim, list_aims(shape))]
    unproved = [aim for aim in aims if judge(engine, leave_out(whole, aim)) == results]
    assert [target for _, _, target in unproved] == []


def reaches_another(aim: Triple, aims: list[Triple]) -> bool:
    """Whether a target is a class below another, so that it says nothing more."""
    above = {*TERMS.transitive_objects(aim[2], RDFS.subClassOf)} - {aim[2]}
    return any(target in above for _, _, target in aims)


def test_the_constraints_are_many() -> None:
    assert sum(len(list_constraints(cut_out(shape))) for shape in REPORTING) > 400
    members = [name for shape in REPORTING for name, _ in list_mutants(cut_out(shape))]
    assert sum(name.startswith("member of") for name in members) > 40
