"""What each export carries and loses, found by taking properties out of the graph one by one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from graph_builder.exporting import EXPORTS, Source, describe_exports, export, load_exports
from graph_builder.namespaces import GRAPH, PC, abbreviate
from graph_builder.ontology import load_ontology

from .graphs import build_ordos
from .ontology_files import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

PREFIXES = """\
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX earl: <http://www.w3.org/ns/earl#>
PREFIX pc: <https://w3id.org/polcom/ns#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX verdict: <https://w3id.org/polcom/vocab/verdict/>
"""
#: What comes back from an export, asked of it and of the graph.
ROUND_TRIPS = {
    "data-cube": (
        """SELECT ?x ?m ?p ?d ?c ?v ?u ?f {
            ?x qb:dataSet <https://w3id.org/polcom/cube-of-bounds> ; pc:metric ?m ; pc:place ?p ;
              pc:deadline ?d ; pc:comparator ?c ; pc:targetValue ?v ; pc:unit ?u ;
              pc:expressedAs ?f }""",
        """SELECT ?x ?m ?p ?d ?c ?v ?u ?f {
            ?x pc:metric ?m ; pc:place ?p ; pc:deadline ?d ; pc:comparator ?c ;
              pc:targetValue ?v ; pc:unit ?u ; pc:expressedAs ?f }""",
    ),
    "earl": (
        "SELECT ?t ?d { ?a earl:test ?t ; earl:result [ earl:outcome earl:failed ; dct:date ?d ] }",
        "SELECT ?t ?d { ?a pc:assesses ?t ; pc:verdict verdict:missed ; pc:assessedOn ?d }",
    ),
    "reified": (
        """SELECT ?c ?d ?confidence ?e {
            ?link rdf:reifies <<( ?c pc:implements ?d )>> ; pc:confidence ?confidence
            OPTIONAL { ?link pc:evidencedBy ?e } }""",
        """SELECT ?c ?d ?confidence ?e {
            ?c pc:qualifiedImplementation ?link . ?link pc:directive ?d ; pc:confidence ?confidence
            OPTIONAL { ?link pc:evidencedBy ?e } }""",
    ),
    "schema-org": (
        """SELECT ?o ?m ?p ?d ?v { ?o schema:variableMeasured ?m ; schema:observationAbout ?p ;
            schema:observationDate ?d ; schema:value ?v }""",
        """SELECT ?o ?m ?p ?d ?v { ?o a pc:Observation ; pc:metric ?m ; pc:place ?p ;
            pc:periodEnd ?d ; pc:observedValue ?v }""",
    ),
}
#: Exports of a part of the graph: json-ld has all of it, the two others describe the files.
PARTIAL = sorted({*load_exports(load_ontology()), *EXPORTS} - {"croissant", "dcat", "json-ld"})


def write(store: Store, name: str) -> str:
    return export(Source(Path(), store, load_ontology()), name)


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    found: Iterable[Any] = store.query(PREFIXES + query, use_default_graph_as_union=True)
    return sorted(tuple(cell.value if cell else "" for cell in row) for row in found)


@pytest.mark.parametrize("name", ROUND_TRIPS)
def test_what_an_export_carries_comes_back(name: str) -> None:
    back, there = Store(), build_ordos()
    back.extend(parse(write(there, name), format=RdfFormat.TURTLE))
    rows = ask(back, ROUND_TRIPS[name][0])
    assert len(rows) > 5
    assert rows == ask(there, ROUND_TRIPS[name][1])


@cache
def list_carried() -> dict[str, list[str]]:
    """The properties by export whose values it needs: without them its text is another."""
    store = Store()
    store.extend(build_ordos())
    whole = {name: write(store, name) for name in PARTIAL}
    carried: dict[str, list[str]] = {name: [] for name in PARTIAL}
    for term in list_properties(store):
        quads = [q for q in store.quads_for_pattern(None, term, None) if is_stated(q.graph_name)]
        for quad in quads:
            store.remove(quad)
        for name in PARTIAL:
            if write(store, name) != whole[name]:
                carried[name].append(abbreviate(term.value, load_ontology().prefixes))
        store.extend(quads)
    return carried


def is_stated(graph: object) -> bool:
    return isinstance(graph, NamedNode) and graph.value.startswith(GRAPH)


def list_properties(store: Store) -> list[NamedNode]:
    """The properties of ours that documents use, and the names and sources of things."""
    used = {quad.predicate.value for quad in store if is_stated(quad.graph_name)}
    kept = {iri for iri in used if iri.startswith((PC, "http://purl.org/dc/terms/"))}
    return [NamedNode(iri) for iri in sorted(kept)]


def write_overview() -> str:
    """A table of the exports: what each carries, and how many of all properties that are."""
    store = build_ordos()
    total = len(list_properties(store))
    lines = ["| export | properties carried | of them |", "| --- | --- | --- |"]
    for name, terms in list_carried().items():
        count = f"{len(terms)} of {total}"
        lines.append(f"| `{name}` | {count} | {', '.join(f'`{term}`' for term in terms)} |")
    return "".join(f"{line}\n" for line in lines)


def test_the_overview_of_what_exports_carry_is_up_to_date() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert text.count("| export | properties carried | of them |") == 1
    assert write_overview() in text


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_description_says_what_is_lost_or_left_to_add(language: str) -> None:
    words = {
        "en": ("Lost on the way", "Nothing is lost but", "left out", "for you to add"),
        "zh-Hans": ("不导出", "均不丢失", "自行补充"),
    }
    for name, text in describe_exports(load_ontology(), language).items():
        assert any(word in text for word in words[language]), name


def test_a_description_in_chinese_is_chinese() -> None:
    texts = describe_exports(load_ontology(), "zh")
    assert texts == describe_exports(load_ontology(), "zh-Hans")
    assert not [name for name, text in texts.items() if "导出" not in text and "描述" not in text]
