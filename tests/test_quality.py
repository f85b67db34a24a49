"""The quality report: nothing unwaived, and each check finds the fault that it is for."""

from __future__ import annotations

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
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/faulty> a owl:Ontology .
"""
DEFINED = "rdfs:isDefinedBy <https://example.org/faulty>"
#: For each check, the least Turtle that it should find a fault in.
FAULTS = {
    "built_in_redefined": 'owl:Thing rdfs:comment "mine"@en .',
    "class_circle": "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A .",
    "class_miscellaneous": 'ex:A a owl:Class ; rdfs:label "Other things"@en .',
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
    "deprecated_unreplaced": "ex:A owl:deprecated true .",
    "deprecated_used": "ex:A owl:deprecated true . ex:B rdfs:subClassOf ex:A .",
    "disjointness_missing": (
        f"ex:A a owl:Class ; {DEFINED} . ex:B rdfs:subClassOf ex:A . ex:C rdfs:subClassOf ex:A ."
    ),
    "domains_many": "ex:a rdfs:domain ex:A , ex:B .",
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
    "label_shared": (
        f'ex:A a owl:Class ; {DEFINED} ; rdfs:label "port"@en . '
        f'ex:B a owl:Class ; {DEFINED} ; rdfs:label "Port"@en .'
    ),
    "language_uneven": f'ex:A {DEFINED} ; rdfs:label "port"@en .',
    "module_missing": "ex:A a owl:Class .",
    "naming_mixed": f"ex:port a owl:Class ; {DEFINED} .",
    "property_circle": "ex:a rdfs:subPropertyOf ex:a .",
    "property_open": f"ex:a a owl:ObjectProperty ; {DEFINED} .",
    "scope_note_missing": (
        f"ex:A a owl:Class ; {DEFINED} . ex:B {DEFINED} ; rdfs:subClassOf ex:A . "
        "ex:C rdfs:subClassOf ex:A ."
    ),
    "superclasses_many": "ex:A rdfs:subClassOf ex:B , ex:C .",
    "synonym_shared": 'ex:A skos:altLabel "port"@en . ex:B skos:altLabel "port"@en .',
    "term_untyped": "ex:A rdfs:subClassOf ex:B .",
    "text_untagged": 'ex:A rdfs:label "port" .',
    "white_space": 'ex:A rdfs:label "the  port"@en .',
}


@pytest.fixture(scope="module")
def report() -> list[Defect]:
    return report_quality(load_ontology(), list_core_examples("good"))


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_nothing_is_wrong_without_a_waiver(severity: str, report: list[Defect]) -> None:
    assert [d for d in report if d.severity == severity and not d.waiver] == []


def test_every_check_has_its_fault() -> None:
    assert set(FAULTS) == set(CHECKS)
    assert {check.theme for check in CHECKS.values()} == set(SEVERITIES)


@pytest.mark.parametrize("name", FAULTS)
def test_a_check_finds_its_fault(name: str) -> None:
    store = Store()
    store.extend(parse(HEAD + FAULTS[name], format=RdfFormat.TURTLE))
    assert len(CHECKS[name].run(store, {}, {})) > 0


def test_every_waiver_gives_its_reason_in_both_languages(report: list[Defect]) -> None:
    assert all({"en", "zh-Hans"} <= set(waiver.reason) for waiver in load_waivers())
    assert [defect for defect in report if defect.check == "waiver_idle"] == []
