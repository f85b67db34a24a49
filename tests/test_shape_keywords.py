"""The words of SHACL that shapes may use: each is judged alike by both engines; no other passes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyrudof
import pyshacl
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import SH, BNode, Graph

from graph_builder.extending.keywords import CONSTRAINTS, KEYWORDS, find_unknown
from graph_builder.extension import find_extension, list_extensions
from graph_builder.ontology import load_ontology
from graph_builder.turtle import read_turtle

if TYPE_CHECKING:
    from rdflib.term import Node

PREFIXES = """\
@prefix ex: <urn:ex:> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
DATA = """
ex:a a ex:C ; ex:p 1 , 2 , "x"@en , "y"@en , "fr"@fr ; ex:q ex:a , ex:b , [] ; ex:r 1 .
ex:b a ex:C ; ex:p 5 ; ex:q ex:a ; ex:r 9 ; ex:s "long words" .
ex:e a ex:E .
[] a ex:C ; ex:q ex:e .
"""
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P . ex:P sh:path ex:p ; "
#: One shape for each constraint, or for those that only work together.
CASES = [
    "sh:class ex:C",
    "sh:datatype xsd:integer",
    "sh:minCount 2",
    "sh:maxCount 1",
    "sh:minExclusive 1",
    "sh:minInclusive 2",
    "sh:maxExclusive 2",
    "sh:maxInclusive 1",
    "sh:minLength 4",
    "sh:maxLength 1",
    'sh:pattern "^X" ; sh:flags "i"',
    'sh:languageIn ("en")',
    "sh:uniqueLang true",
    "sh:equals ex:r",
    "sh:disjoint ex:r",
    "sh:lessThan ex:r",
    "sh:lessThanOrEquals ex:r",
    "sh:hasValue 1",
    "sh:in (1 2)",
    "sh:not [ sh:datatype xsd:integer ]",
    "sh:and ( [ sh:datatype xsd:integer ] [ sh:minInclusive 2 ] )",
    "sh:or ( [ sh:datatype xsd:integer ] [ sh:languageIn ('fr') ] )",
    "sh:xone ( [ sh:datatype xsd:integer ] [ sh:minInclusive 2 ] )",
    "sh:node [ sh:datatype xsd:integer ]",
    "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 2",
    "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMaxCount 1",
    "sh:severity sh:Warning ; sh:minCount 2",
    "sh:severity sh:Info ; sh:minCount 2",
]
KINDS = ("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal")
WHOLE = [
    *(
        f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P , ex:O . "
        f"ex:P sh:path ex:p ; sh:nodeKind sh:{kind} . ex:O sh:path ex:q ; sh:nodeKind sh:{kind} ."
        for kind in KINDS
    ),
    *(
        f"ex:S a sh:NodeShape ; {target} ; sh:property ex:P . ex:P sh:path {path} ; sh:minCount 3 ."
        for target, path in (
            ("sh:targetNode ex:a", "[ sh:inversePath ex:q ]"),
            ("sh:targetSubjectsOf ex:q", "[ sh:alternativePath (ex:p ex:q) ]"),
            ("sh:targetObjectsOf ex:q", "[ sh:zeroOrMorePath ex:q ]"),
            ("sh:targetClass ex:C", "[ sh:oneOrMorePath ex:q ]"),
            ("sh:targetClass ex:C", "[ sh:zeroOrOnePath ex:q ]"),
            ("sh:targetClass ex:C", "(ex:q ex:r)"),
        )
    ),
    """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:closed true ; sh:property ex:P ;
      sh:ignoredProperties (rdf:type) .
    ex:P sh:path ex:p .""",
    """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P , ex:O .
    ex:P sh:path ex:q ; sh:qualifiedValueShape ex:X ; sh:qualifiedMinCount 1 ;
      sh:qualifiedValueShapesDisjoint true .
    ex:O sh:path ex:q ; sh:qualifiedValueShape ex:Y ; sh:qualifiedMinCount 1 ;
      sh:qualifiedValueShapesDisjoint true .
    ex:X sh:class ex:C .
    ex:Y sh:property ex:Z .
    ex:Z sh:path ex:r ; sh:minCount 1 .""",
    # rudof cannot put a SPARQL constraint to a blank node; builds have none.
    """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [
      sh:prefixes ex: ; sh:select "SELECT $this WHERE { $this ex:p ?value FILTER (?value = 2) }" ] .
    ex: sh:declare [ sh:prefix "ex" ; sh:namespace "urn:ex:"^^xsd:anyURI ] .""",
]
SHAPES = [*(f"{SHAPE}{case} ." for case in CASES), *WHOLE]


def name(node: Node | str | None) -> str:
    return "blank" if isinstance(node, BNode) or str(node).startswith("_:") else str(node)


def by_pyshacl(data: str, shapes: str) -> set[tuple[str, ...]]:
    graphs = Graph().parse(data=data), Graph().parse(data=shapes)
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], allow_warnings=True)
    return {
        (
            name(report.value(result, SH.focusNode)),
            name(report.value(result, SH.sourceShape)),
            name(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for result in report.objects(None, SH.result)
    }


def by_pyrudof(data: str, shapes: str) -> set[tuple[str, ...]]:
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_shacl(shapes)
    engine.read_data(data)
    return {
        (name(result.focus_node), name(result.source_shape), str(result.severity))
        for result in engine.validate_shacl().violations
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_both_engines_judge_a_keyword_alike_and_find_its_fault(shape: str) -> None:
    found = by_pyrudof(PREFIXES + DATA, PREFIXES + shape)
    assert found
    assert found == by_pyshacl(PREFIXES + DATA, PREFIXES + shape)


def test_every_constraint_is_put_before_both_engines() -> None:
    used = {word for shape in SHAPES for word in re.findall(r"sh:(\w+)", shape)}
    assert used >= CONSTRAINTS
    assert used <= KEYWORDS


def test_shapes_that_come_along_use_keywords_only() -> None:
    extensions = [find_extension(Path(name)).folder for name in list_extensions()]
    for path in load_ontology(extensions).shapes:
        assert find_unknown(read_turtle(path)) == set(), path.name


@pytest.mark.parametrize(
    "word", ["minCounts", "reifierShape", "rule", "TargetClass", "memberShape"]
)
def test_a_word_that_is_no_keyword_is_found(word: str) -> None:
    quads = parse(f"{PREFIXES} ex:S sh:{word} 1 .", format=RdfFormat.TURTLE)
    assert {found for _, found in find_unknown(quads)} == {word}
