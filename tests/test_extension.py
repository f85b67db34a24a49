"""An extension: found by folder or name, and its terms in records, queries and builds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph_builder.building import Settings, assemble, build, check_records
from graph_builder.errors import OntologyError, RecordError
from graph_builder.extending import Description, create_extension
from graph_builder.extension import find_extension, list_extensions
from graph_builder.knowledge_graph import load
from graph_builder.namespaces import DATA
from graph_builder.ontology import load_ontology

from .samples import PLAN, write

BASE = "https://example.org/ports"
XSD = "http://www.w3.org/2001/XMLSchema#"
EXTENDED = """
    types: [ports:TrialTarget]
    properties:
      ports:stage: ports:running
      ports:siteCount: 3
      ports:remark: {en: "dredged first"}
"""
REMARK = f"""
ports:remark
  a owl:DatatypeProperty ;
  rdfs:range <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> ;
  rdfs:label "remark on a trial"@en , "试行说明"@zh-Hans ;
  skos:definition "Words on a trial."@en , "关于试行的说明。"@zh-Hans ;
  rdfs:isDefinedBy <{BASE}> .
"""
SHARED = """\
format: 1
document: {id: ports-data, title: {en: Ports}, language: en, issued: 2024-01-01,
  source: https://example.org/ports}
places:
  - {id: old-port, label: {en: Old port}}
"""


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The skeleton, with one property and one shared record more."""
    folder = tmp_path_factory.mktemp("extensions") / "ports"
    create_extension(folder, Description("ports", BASE, "A port", date(2024, 1, 2)))
    with (folder / "ports.ttl").open("a", encoding="utf-8") as file:
        file.write(REMARK)
    (folder / "records").mkdir()
    (folder / "records" / "shared.yaml").write_text(SHARED, encoding="utf-8")
    return folder


def extend(old: str = "", new: str = "") -> str:
    return PLAN.replace("  - id: t1\n", f"  - id: t1{EXTENDED}", 1).replace(old, new or old)


def values(store: Store, record: str, name: str) -> set[object]:
    pattern = (NamedNode(DATA + record), NamedNode(f"{BASE}#{name}"), None)
    return {quad.object for quad in store.quads_for_pattern(*pattern)}


def test_an_extension_is_found_by_its_folder_and_by_its_name(ports: Path) -> None:
    assert find_extension(ports).name == "ports"
    assert find_extension(Path("cn")).folder.name == "cn"
    assert "cn" in list_extensions()


def test_an_unknown_extension_says_which_there_are() -> None:
    with pytest.raises(OntologyError, match=r"nowhere: no such folder; .* one of: cn"):
        find_extension(Path("nowhere"))


def test_shapes_and_examples_are_no_terms(ports: Path) -> None:
    extension = find_extension(ports)
    assert [path.name for path in extension.terms] == ["fr.ttl", "ports.ttl", "stage.ttl"]
    assert [path.name for path in extension.shapes] == ["ports.ttl"]
    assert [path.stem for path in extension.list_examples("bad")] == ["trial-target-stage"]


def test_its_terms_stand_in_records(ports: Path, tmp_path: Path) -> None:
    settings = Settings(extensions=(ports,))
    store = assemble([write(tmp_path, plan=extend())], settings=settings).store
    kind = NamedNode(f"{BASE}#TrialTarget")
    assert len(list(store.quads_for_pattern(NamedNode(f"{DATA}plan/t1"), None, kind))) == 1
    assert values(store, "plan/t1", "stage") == {NamedNode(f"{BASE}#running")}
    count = Literal("3", datatype=NamedNode(f"{XSD}integer"))
    assert values(store, "plan/t1", "siteCount") == {count}
    assert values(store, "plan/t1", "remark") == {Literal("dredged first", language="en")}


def test_its_records_and_questions_stand_in_every_build(ports: Path, tmp_path: Path) -> None:
    output = tmp_path / "demo"
    build([write(tmp_path, plan=extend())], output, Settings(extensions=(ports,)))
    graph = load(output, [ports])
    port = NamedNode(f"{DATA}ports-data/old-port")
    assert next(graph.store.quads_for_pattern(port, None, None), None) is not None
    assert len(graph.query("trial_targets")) == 1
    assert (output / "answers" / "trial_targets.csv").is_file()
    assert (output / "queries" / "trial_targets.rq").is_file()


def test_its_shapes_hold_in_a_build(ports: Path, tmp_path: Path) -> None:
    settings = Settings(extensions=(ports,), enforce=False)
    path = write(tmp_path, plan=extend("      ports:stage: ports:running\n", "\n"))
    findings = assemble([path], settings=settings).validation.of_severity("Violation")
    assert [finding.shape for finding in findings] == [f"{BASE}/shapes#trial-target-stage"]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("ports:TrialTarget", "ports:Trial", "'ports:Trial' is no class; give the extension"),
        ("ports:TrialTarget", "pc:Goal", "'pc:Goal' is no class below pc:Target"),
        ("ports:stage:", "ports:stages:", "'ports:stages' is no property; give the extension"),
        ("ports:stage:", "pc:unit:", "is a term of the core; write the field 'unit'"),
        ("ports:running", "ports:resting", "'ports:resting' does not exist; correct it"),
        ("siteCount: 3", "siteCount: many", "found 'many'; write a number"),
        ('{en: "dredged first"}', "dredged", "write it by language, as in"),
        ("siteCount: 3", "siteCount: {en: three}", "a text by language; write a plain integer"),
        ("stage: ports:running", "stage: {en: running}", "write the name of a record or concept"),
    ],
)
def test_what_does_not_fit_is_answered_with_a_remedy(
    old: str, new: str, wanted: str, ports: Path, tmp_path: Path
) -> None:
    path = write(tmp_path, plan=extend(old, new))
    with pytest.raises(RecordError) as caught:
        check_records([path], load_ontology([ports]))
    assert wanted in str(caught.value)
    assert "plan.yaml:" in str(caught.value)


def test_without_the_extension_its_words_are_unknown(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="'ports:TrialTarget' is no class"):
        check_records([write(tmp_path, plan=extend())], load_ontology())
