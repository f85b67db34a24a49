"""The quality report: nothing unwaived, and each check finds the fault that it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store, parse

from graph_builder.extending.quality import (
    SEVERITIES,
    load_checks,
    load_waivers,
    report_quality,
)
from graph_builder.extending.skeleton import list_core_examples
from graph_builder.ontology import load_ontology
from graph_builder.resources import data_path

if TYPE_CHECKING:
    from graph_builder.extending.quality import Defect

CHECKS = {check.name: check for check in load_checks()}
HEAD = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/faulty#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pc: <https://w3id.org/polcom/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/faulty> a owl:Ontology .
"""
DEFINED = "rdfs:isDefinedBy <https://example.org/faulty>"
#: For each check, the least Turtle that it should find a fault in.
FAULTS = {
    "built_in_redefined": 'owl:Thing rdfs:comment "mine"@en .',
    "chain_short": "ex:a owl:propertyChainAxiom ( ex:b ) .",
    "class_circle": "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A .",
    "class_miscellaneous": 'ex:A a owl:Class ; rdfs:label "Other things"@en .',
    "class_root": f"ex:A a owl:Class ; {DEFINED} .",
    "class_unconnected": f"ex:A a owl:Class ; {DEFINED} .",
    "classes_merged": f'ex:A a owl:Class ; {DEFINED} ; rdfs:label "ports and roads"@en .',
    "concept_circle": "ex:A skos:broader ex:B . ex:B skos:broader ex:A .",
    "concept_unplaced": "ex:A a skos:Concept .",
    "dead_term": f"ex:A a owl:Class ; {DEFINED} .",
    "definition_circular": 'ex:A rdfs:label "port"@en ; skos:definition "A port is a port."@en .',
    "definition_doubled": 'ex:A skos:definition "One."@en , "Two."@en .',
    "definition_form": 'ex:A skos:definition "a place"@en .',
    "definition_is_label": 'ex:A rdfs:label "port"@en ; skos:definition "Port."@en .',
    "definition_missing": f"ex:A a owl:Class ; {DEFINED} .",
    "definition_shared": (
        f'ex:A a owl:Class ; {DEFINED} ; skos:definition "A place."@en . '
        f'ex:B a owl:Class ; {DEFINED} ; skos:definition "A place."@en .'
    ),
    "deprecated_untyped": 'ex:A owl:deprecated "true" .',
    "deprecated_unreplaced": "ex:A owl:deprecated true .",
    "deprecated_used": "ex:A owl:deprecated true . ex:B rdfs:subClassOf ex:A .",
    "disjointness_missing": (
        f"ex:A a owl:Class ; {DEFINED} . ex:B rdfs:subClassOf ex:A . ex:C rdfs:subClassOf ex:A ."
    ),
    "domains_many": "ex:a rdfs:domain ex:A , ex:B .",
    "equivalence_anonymous": "ex:A owl:equivalentClass [ owl:intersectionOf ( ex:B ex:C ) ] .",
    "equivalent_named": "ex:A owl:equivalentClass ex:B .",
    "header_incomplete": "",
    "inverse_missing": f"ex:a a owl:ObjectProperty ; {DEFINED} .",
    "inverse_of_itself": "ex:a owl:inverseOf ex:a .",
    "iri_malformed": f"<https://example.org/a%20b> a owl:Class ; {DEFINED} .",
    "iri_of_file": "<https://example.org/ports.ttl> a owl:Ontology .",
    "is_relation": 'ex:a a owl:ObjectProperty ; rdfs:label "is a"@en .',
    "label_as_synonym": 'ex:A rdfs:label "port"@en ; skos:altLabel "port"@en .',
    "label_doubled": 'ex:A rdfs:label "port"@en , "harbour"@en .',
    "label_missing": f"ex:A a owl:Class ; {DEFINED} .",
    "label_obsolete": 'ex:A rdfs:label "obsolete port"@en .',
    "label_shared": (
        f'ex:A a owl:Class ; {DEFINED} ; rdfs:label "port"@en . '
        f'ex:B a owl:Class ; {DEFINED} ; rdfs:label "Port"@en .'
    ),
    "language_uneven": f'ex:A {DEFINED} ; rdfs:label "port"@en .',
    "module_missing": "ex:A a owl:Class .",
    "naming_mixed": f"ex:port a owl:Class ; {DEFINED} .",
    "property_circle": "ex:a rdfs:subPropertyOf ex:a .",
    "property_open": f"ex:a a owl:ObjectProperty ; {DEFINED} .",
    "replaced_alive": "ex:A dct:isReplacedBy ex:B .",
    "scope_note_missing": (
        f"ex:A a owl:Class ; {DEFINED} . ex:B {DEFINED} ; rdfs:subClassOf ex:A . "
        "ex:C rdfs:subClassOf ex:A ."
    ),
    "superclasses_many": "ex:A rdfs:subClassOf ex:B , ex:C .",
    "symmetric_uneven": (
        "ex:a a owl:SymmetricProperty ; rdfs:domain ex:A ; rdfs:range ex:B . "
        "ex:b a owl:TransitiveProperty ; rdfs:domain ex:A ; rdfs:range ex:B ."
    ),
    "synonym_doubled": 'ex:A skos:altLabel "port"@en ; skos:hiddenLabel "port"@en .',
    "synonym_shared": 'ex:A skos:altLabel "port"@en . ex:B skos:altLabel "port"@en .',
    "term_untyped": "ex:A rdfs:subClassOf ex:B .",
    "text_untagged": 'ex:A rdfs:label "port" .',
    "white_space": 'ex:A rdfs:label "the  port"@en .',
}

_GIVEN = "dct:title dct:description dct:license dct:creator dct:created owl:versionInfo"
_GIVEN += " owl:versionIRI dct:bibliographicCitation vann:preferredNamespacePrefix"
_GIVEN += " vann:preferredNamespaceUri"
#: For each check, Turtle that comes as near to the fault as it may without having it.
SOUND = {
    "built_in_redefined": 'ex:A rdfs:comment "mine"@en ; rdfs:subClassOf owl:Thing .',
    "chain_short": "ex:a owl:propertyChainAxiom ( ex:b ex:c ) .",
    "class_circle": "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C .",
    "class_miscellaneous": 'ex:A a owl:Class ; rdfs:label "another port"@en .',
    "class_root": f"ex:A a owl:Class ; {DEFINED} ; rdfs:subClassOf ex:B .",
    "class_unconnected": f"ex:A a owl:Class ; {DEFINED} . ex:a rdfs:range ex:A .",
    "classes_merged": f'ex:A a owl:Class ; {DEFINED} ; rdfs:label "port of sand"@en .',
    "concept_circle": "ex:A skos:broader ex:B . ex:C skos:broader ex:B .",
    "concept_unplaced": "ex:A a skos:Concept ; skos:inScheme ex:S ; skos:topConceptOf ex:S .",
    "dead_term": f"ex:A a owl:Class ; {DEFINED} . ex:one a ex:A .",
    "definition_circular": (
        'ex:A rdfs:label "port"@en ; skos:definition "A place with a port authority."@en .'
    ),
    "definition_doubled": 'ex:A skos:definition "One."@en , "一。"@zh-Hans .',
    "definition_form": 'ex:A skos:definition "A place."@en , "地方"@zh-Hans .',
    "definition_is_label": 'ex:A rdfs:label "port"@en ; skos:definition "Port of call."@en .',
    "definition_missing": f'ex:A a owl:Class ; {DEFINED} ; skos:definition "A place."@en .',
    "definition_shared": (
        f'ex:A a owl:Class ; {DEFINED} ; skos:definition "A place."@en . '
        f'ex:B a owl:Class ; {DEFINED} ; skos:definition "A way."@en .'
    ),
    "deprecated_untyped": "ex:A owl:deprecated true . ex:B owl:deprecated false .",
    "deprecated_unreplaced": "ex:A owl:deprecated true ; dct:isReplacedBy ex:B .",
    "deprecated_used": "ex:A owl:deprecated true ; rdfs:subClassOf ex:B .",
    "disjointness_missing": (
        f"ex:A a owl:Class ; {DEFINED} . ex:B rdfs:subClassOf ex:A ; owl:disjointWith ex:C . "
        "ex:C rdfs:subClassOf ex:A ."
    ),
    "domains_many": "ex:a rdfs:domain ex:A . ex:b rdfs:domain ex:B .",
    "equivalence_anonymous": "ex:A rdfs:subClassOf [ owl:intersectionOf ( ex:B ex:C ) ] .",
    "equivalent_named": "ex:A skos:closeMatch ex:B ; rdfs:subClassOf ex:B .",
    "header_incomplete": " ".join(
        f'<https://example.org/faulty> {name} "given" .' for name in _GIVEN.split()
    ),
    "inverse_missing": f"ex:a a owl:ObjectProperty ; {DEFINED} . ex:b owl:inverseOf ex:a .",
    "inverse_of_itself": "ex:a owl:inverseOf ex:b .",
    "iri_malformed": f"ex:sandy-port_2 a owl:Class ; {DEFINED} .",
    "iri_of_file": "<https://example.org/ttl/ports> a owl:Ontology .",
    "is_relation": 'ex:a a owl:ObjectProperty ; rdfs:label "is part of"@en .',
    "label_as_synonym": 'ex:A rdfs:label "port"@en ; skos:altLabel "port"@fr .',
    "label_doubled": 'ex:A rdfs:label "port"@en , "港口"@zh-Hans .',
    "label_missing": f'ex:A a owl:Class ; {DEFINED} ; rdfs:label "port"@en-GB .',
    "label_obsolete": (
        'ex:A rdfs:label "obsolete port"@en ; owl:deprecated true . '
        'ex:B rdfs:label "obsoleteness"@en .'
    ),
    "label_shared": (
        f'ex:A a owl:Class ; {DEFINED} ; rdfs:label "port"@en . '
        f'ex:B a owl:Class ; {DEFINED} ; rdfs:label "port"@fr .'
    ),
    "language_uneven": f'ex:A {DEFINED} ; rdfs:label "port"@en , "港口"@zh-Hans .',
    "module_missing": f"ex:A a owl:Class ; {DEFINED} .",
    "naming_mixed": f"ex:Port a owl:Class ; {DEFINED} . ex:port a owl:ObjectProperty ; {DEFINED} .",
    "property_circle": "ex:a rdfs:subPropertyOf ex:b .",
    "property_open": (
        f"ex:a a owl:ObjectProperty ; {DEFINED} ; rdfs:domain ex:A ; rdfs:range ex:B ."
    ),
    "replaced_alive": "ex:A owl:deprecated true ; dct:isReplacedBy ex:B .",
    "scope_note_missing": (
        f"ex:A a owl:Class ; {DEFINED} . "
        f'ex:B {DEFINED} ; rdfs:subClassOf ex:A ; skos:scopeNote "Not C."@en . '
        "ex:C rdfs:subClassOf ex:A ."
    ),
    "superclasses_many": "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C .",
    "symmetric_uneven": "ex:a a owl:SymmetricProperty ; rdfs:domain ex:A ; rdfs:range ex:A .",
    "synonym_doubled": 'ex:A skos:altLabel "port"@en ; skos:hiddenLabel "prot"@en .',
    "synonym_shared": 'ex:A skos:altLabel "port"@en . ex:B skos:altLabel "port"@fr .',
    "term_untyped": "ex:A rdfs:subClassOf ex:B . ex:B a owl:Class .",
    "text_untagged": 'ex:A rdfs:label "port"@en .',
    "white_space": 'ex:A rdfs:label "the port"@en .',
}


@pytest.fixture(scope="module")
def report() -> list[Defect]:
    return report_quality(load_ontology(), list_core_examples("good"))


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_nothing_is_wrong_without_a_waiver(severity: str, report: list[Defect]) -> None:
    assert [d for d in report if d.severity == severity and not d.waiver] == []


def test_every_check_has_its_fault() -> None:
    assert set(FAULTS) == set(SOUND) == set(CHECKS)
    assert {check.theme for check in CHECKS.values()} == set(SEVERITIES)


@pytest.mark.parametrize("name", FAULTS)
def test_a_check_finds_its_fault(name: str) -> None:
    store = Store()
    store.extend(parse(HEAD + FAULTS[name], format=RdfFormat.TURTLE))
    assert len(CHECKS[name].run(store, {}, {})) > 0


@pytest.mark.parametrize("name", SOUND)
def test_a_check_leaves_what_is_sound(name: str) -> None:
    store = Store()
    store.extend(parse(HEAD + SOUND[name], format=RdfFormat.TURTLE))
    assert len(CHECKS[name].run(store, {}, {})) == 0


def test_the_table_of_checks_names_each_of_them_and_no_other() -> None:
    text = (data_path("ontology") / "README.md").read_text(encoding="utf-8")
    table = text.partition("## Quality report")[2].partition("\n## ")[0]
    named = re.findall(r"`(\w+)`", "".join(re.findall(r"^\|.*\|(.*)\|$", table, re.MULTILINE)))
    assert set(named) == set(CHECKS)
    robot = [line for line in table.splitlines() if line.startswith("| ROBOT")]
    oops = {int(number) for number in re.findall(r"\bP(\d\d)\b", table)}
    assert robot
    assert oops == set(range(1, 42))


def test_every_waiver_gives_its_reason_in_both_languages(report: list[Defect]) -> None:
    assert all({"en", "zh-Hans"} <= set(waiver.reason) for waiver in load_waivers())
    assert [defect for defect in report if defect.check == "waiver_idle"] == []
