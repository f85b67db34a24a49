"""Exports of the Ordos build: what each says, what comes back from it, and that it stays so."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from graph_builder.errors import UsageError
from graph_builder.exporting import EXPORTS, Source, describe_exports, export, load_exports
from graph_builder.namespaces import GRAPH, PC, XSD
from graph_builder.ontology import load_ontology
from graph_builder.storage import open_store

from .samples import polcom

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).parent / "data"
VOCABULARIES = Path(__file__).parent / "vocabularies"
OA = "http://www.w3.org/ns/oa#"
QB = "http://purl.org/linked-data/cube#"
EARL = "http://www.w3.org/ns/earl#"
STRATML = {"s": "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"}
NAMES = sorted({*load_exports(load_ontology()), *EXPORTS})
LINKED = ("web-annotation", "schema-org", "earl", "data-cube")


@pytest.fixture(scope="module")
def source(ordos: Path) -> Source:
    return Source(ordos, open_store(ordos), load_ontology())


def read(text: str, form: RdfFormat = RdfFormat.TURTLE) -> Store:
    store = Store()
    store.extend(parse(text, format=form))
    return store


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    found: Iterable[Any] = store.query(query)  # type: ignore[assignment]
    return sorted(tuple(cell.value for cell in row) for row in found)


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_the_same_each_time_and_described_in_words(name: str, source: Source) -> None:
    again = Source(source.folder, open_store(source.folder), source.ontology)
    assert export(source, name) == export(again, name)
    assert len(describe_exports(source.ontology)[name]) > 40


def test_offsets_words_and_documents_come_back_from_web_annotation(source: Source) -> None:
    back = ask(
        read(export(source, "web-annotation")),
        f"SELECT DISTINCT ?d ?s ?e ?q {{ ?t <{OA}hasSource> ?d ; <{OA}hasSelector> ?p , ?w . "
        f"?p <{OA}start> ?s ; <{OA}end> ?e . ?w <{OA}exact> ?q }}",
    )
    there = ask(
        source.store,
        f"PREFIX pc: <{PC}> SELECT DISTINCT ?d ?s ?e (STR(?words) AS ?q) {{ GRAPH ?g {{ "
        "?x pc:evidencedBy ?t . } GRAPH ?h { ?t pc:inDocument ?d ; pc:startOffset ?s ; "
        "pc:endOffset ?e ; pc:quote ?words } FILTER EXISTS { GRAPH ?i { ?x "
        "<http://www.w3.org/2000/01/rdf-schema#label> ?label } } }",
    )
    assert len(back) > 80
    assert back == there


def test_web_annotation_has_the_shape_that_annotators_read(source: Source) -> None:
    content = json.loads(export(source, "web-annotation", "json-ld"))
    coal = next(a for a in content["@graph"] if "/clean-coal.annotation-" in a["id"])
    assert coal["target"]["type"] == "SpecificResource"
    position, words = coal["target"]["selector"]
    assert (position["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    assert position["end"] - position["start"] == len(words["exact"])


#: What a cube must never hold, after the integrity constraints of the Data Cube recommendation.
CUBE_FAULTS = {
    "IC-1 a point in no or two cubes": """
        { SELECT ?point (COUNT(DISTINCT ?cube) AS ?n) {
            ?point a qb:Observation . OPTIONAL { ?point qb:dataSet ?cube } } GROUP BY ?point }
        FILTER(?n != 1)""",
    "IC-2 a cube with no or two structures": """
        { SELECT ?point (COUNT(DISTINCT ?one) AS ?n) {
            ?point a qb:DataSet . OPTIONAL { ?point qb:structure ?one } } GROUP BY ?point }
        FILTER(?n != 1)""",
    "IC-3 a structure without a measure": """
        ?point a qb:DataStructureDefinition .
        FILTER NOT EXISTS { ?point qb:component/qb:measure ?any }""",
    "IC-4 a dimension without a range": """
        ?point a qb:DimensionProperty . FILTER NOT EXISTS { ?point rdfs:range ?any }""",
    "IC-11 a point without a dimension of its cube": """
        ?point qb:dataSet/qb:structure/qb:component/qb:dimension ?by .
        FILTER NOT EXISTS { ?point ?by ?any }""",
    "IC-12 two points at one place of a cube": """
        ?point qb:dataSet ?cube . ?other qb:dataSet ?cube FILTER(STR(?point) < STR(?other))
        FILTER NOT EXISTS { ?cube qb:structure/qb:component/qb:dimension ?by .
            ?point ?by ?here . FILTER NOT EXISTS { ?other ?by ?here } }""",
    "IC-13 a point without an attribute that is required": """
        ?point qb:dataSet/qb:structure/qb:component ?part .
        ?part qb:componentRequired true ; qb:attribute ?attribute .
        FILTER NOT EXISTS { ?point ?attribute ?any }""",
    "IC-14 a point without a measure of its cube": """
        ?point qb:dataSet/qb:structure/qb:component/qb:measure ?measure .
        FILTER NOT EXISTS { ?point ?measure ?any }""",
    "two values of one dimension": """
        ?point qb:dataSet/qb:structure/qb:component/qb:dimension ?by . ?point ?by ?one , ?two .
        FILTER(STR(?one) < STR(?two))""",
}
CUBE_PREFIXES = f"PREFIX qb: <{QB}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"


def find_cube_faults(store: Store, fault: str) -> list[tuple[str, ...]]:
    return ask(store, f"{CUBE_PREFIXES} SELECT ?point WHERE {{ {CUBE_FAULTS[fault]} }}")


@pytest.mark.parametrize("fault", CUBE_FAULTS)
def test_both_cubes_keep_the_rules_of_the_data_cube(fault: str, source: Source) -> None:
    store = read(export(source, "data-cube"))
    assert find_cube_faults(store, fault) == []


@pytest.mark.parametrize(
    ("fault", "left_out"),
    [
        ("IC-11 a point without a dimension of its cube", f"{PC}place"),
        ("IC-12 two points at one place of a cube", f"{PC}metric"),
        ("IC-13 a point without an attribute that is required", f"{PC}unit"),
        ("IC-14 a point without a measure of its cube", f"{PC}targetValue"),
    ],
)
def test_a_cube_that_lacks_something_breaks_a_rule(
    fault: str, left_out: str, source: Source
) -> None:
    store = read(export(source, "data-cube"))
    for quad in list(store.quads_for_pattern(None, NamedNode(left_out), None)):
        store.remove(quad)
    assert find_cube_faults(store, fault) != []


def test_bounds_and_values_are_cubes_of_their_own(source: Source) -> None:
    rows = ask(
        read(export(source, "data-cube")),
        f"SELECT ?cube ?point {{ ?point <{QB}dataSet> ?cube }}",
    )
    sizes = Counter(cube.rsplit("/", 1)[1] for cube, _ in rows)
    assert sizes == {"cube-of-bounds": 18, "cube-of-values": 14}


def test_verdicts_become_outcomes(source: Source) -> None:
    rows = ask(
        read(export(source, "earl")),
        f"SELECT ?t ?o {{ ?a <{EARL}test> ?t ; <{EARL}result>/<{EARL}outcome> ?o }}",
    )
    outcomes = {test.rsplit("/", 1)[1]: outcome.removeprefix(EARL) for test, outcome in rows}
    assert outcomes["p1-1-t1"] == "failed"
    assert outcomes["p1-1-t4"] == "cantTell"
    assert set(outcomes.values()) == {"passed", "failed", "cantTell", "untested"}


def test_reifiers_speak_of_the_links_that_analysts_drew(source: Source) -> None:
    store = read(export(source, "reified"))
    reifies = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
    triples = [quad.object for quad in store.quads_for_pattern(None, reifies, None)]
    assert len(triples) > 10
    for triple in triples:
        assert isinstance(triple, Triple)
        assert triple.predicate == NamedNode(f"{PC}implements")
        assert next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object))


def test_everything_that_documents_state_comes_back_from_json_ld(source: Source) -> None:
    back = {Triple(q.subject, q.predicate, q.object) for q in parse_ld(export(source, "json-ld"))}
    there = {
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in source.store
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(GRAPH)
    }
    assert len(there) > 3000
    assert back == there


def parse_ld(text: str) -> list[Any]:
    return list(parse(text, format=RdfFormat.JSON_LD))


@pytest.mark.parametrize("name", [name for name in LINKED if name != "web-annotation"])
def test_json_ld_says_what_turtle_says(name: str, source: Source) -> None:
    turtle = {(q.subject, q.predicate, q.object) for q in read(export(source, name))}
    linked = {(q.subject, q.predicate, q.object) for q in parse_ld(export(source, name, "json-ld"))}
    assert linked == turtle


def test_annotations_name_the_context_of_web_annotation_and_mean_the_same_by_it(
    source: Source,
) -> None:
    content = json.loads(export(source, "web-annotation", "json-ld"))
    published, own = content["@context"]
    assert published == "http://www.w3.org/ns/anno.jsonld"
    annotations = json.loads((VOCABULARIES / "anno.jsonld").read_text("utf-8"))["@context"]
    text = json.dumps({**content, "@context": [annotations, own]})
    linked = read(text.replace(f"{XSD}nonNegativeInteger", f"{XSD}integer"), RdfFormat.JSON_LD)
    assert set(linked) == set(read(export(source, "web-annotation")))


@pytest.mark.parametrize("name", [*LINKED[1:], "json-ld", "dcat", "croissant"])
def test_no_context_has_to_be_fetched(name: str, source: Source) -> None:
    context = json.loads(export(source, name, "json-ld"))
    head = context.get("@context", {}) if isinstance(context, dict) else {}
    assert isinstance(head, dict)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_stratml_keeps_the_order_of_its_schema(language: str, source: Source) -> None:
    text = export(Source(source.folder, source.store, source.ontology, language), "stratml")
    schema = etree.XMLSchema(etree.parse(DATA / "stratml.xsd"))
    schema.assertValid(etree.fromstring(text.encode()))


def test_stratml_hangs_targets_and_results_below_their_goal(source: Source) -> None:
    root = etree.fromstring(export(source, "stratml").encode())
    (energy,) = root.xpath(
        "//s:Objective[s:Name='A world-class energy industry']", namespaces=STRATML
    )
    values = energy.xpath(".//s:TargetResult/s:NumberOfUnits/text()", namespaces=STRATML)
    assert values == ["1000000000", "100000000", "50", "33000000000"]
    actual = energy.xpath(".//s:ActualResult/s:Description/text()", namespaces=STRATML)
    assert actual == ["890000000 t; missed"]


def test_a_language_without_goals_is_refused(source: Source) -> None:
    with pytest.raises(UsageError, match=r"no goal .* label in 'fr'; .*: en, zh-hans"):
        export(Source(source.folder, source.store, source.ontology, "fr"), "stratml")


@pytest.mark.parametrize("name", ["dcat", "croissant"])
def test_descriptions_give_the_hash_of_each_file(name: str, source: Source) -> None:
    digest = sha256((source.folder / "graph.nq").read_bytes()).hexdigest()
    assert digest in export(source, name)


def test_croissant_names_the_columns_of_an_answer(source: Source) -> None:
    content = json.loads(export(source, "croissant"))
    (missed,) = [s for s in content["recordSet"] if s["name"] == "missed_targets"]
    header = (
        (source.folder / "answers" / "missed_targets.csv").read_text("utf-8-sig").split("\n")[0]
    )
    assert [field["name"] for field in missed["field"]] == header.strip().split(",")


def test_an_unknown_export_is_answered_with_the_nearest(source: Source) -> None:
    with pytest.raises(UsageError, match=r"no export 'erl'; did you mean earl\?"):
        export(source, "erl")


def test_triples_about_triples_cannot_be_json_ld(source: Source) -> None:
    with pytest.raises(UsageError, match="choose --format turtle"):
        export(source, "reified", "json-ld")


def test_an_extension_brings_its_own_export(ordos: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "exports").mkdir(parents=True)
    text = load_exports(load_ontology())["reified"][1].read_text("utf-8")
    (folder / "exports" / "links.rq").write_text(text, encoding="utf-8")
    found = polcom("export", "--to", "links", "--build", ordos, "--extension", folder)
    assert found.code == 0
    assert "implements" in found.out


def test_the_command_line_writes_a_file_and_lists_exports(ordos: Path, tmp_path: Path) -> None:
    target = tmp_path / "earl.nt"
    written = polcom("export", "--to", "earl", "-f", "ntriples", "--build", ordos, "-o", target)
    assert written.code == 0
    assert f"<{EARL}Assertion>" in target.read_text("utf-8")
    listed = polcom("export", "--build", ordos)
    assert all(name in listed.out for name in NAMES)
