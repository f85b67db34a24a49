"""An extension: found by folder or name, and its terms in records, queries and builds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from graph_builder.building import Settings, assemble, check_records
from graph_builder.errors import OntologyError, RecordError
from graph_builder.extension import find_extension, list_extensions
from graph_builder.namespaces import DATA
from graph_builder.ontology import load_ontology

from .samples import PLAN, write

if TYPE_CHECKING:
    from pyoxigraph import Store

HARBOUR = Path(__file__).parent / "data" / "harbour"
BASE = "https://example.org/harbour#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EXTENDED = """
    types: [harbour:BerthTarget]
    properties:
      harbour:quay: harbour:north-quay
      harbour:depth: 14.5
      harbour:remark: {en: "dredged first"}
"""


def extend(text: str) -> str:
    return PLAN.replace("  - id: t1\n", f"  - id: t1{EXTENDED}", 1).replace(
        *(("", "") if not text else tuple(text.split(" -> ")))
    )


def build(folder: Path, change: str = "") -> Store:
    sources = [write(folder, plan=extend(change))]
    return assemble(sources, settings=Settings(extensions=(HARBOUR,))).store


def values(store: Store, record: str, name: str) -> set[object]:
    pattern = (NamedNode(DATA + record), NamedNode(BASE + name), None)
    return {quad.object for quad in store.quads_for_pattern(*pattern)}


def test_an_extension_is_found_by_its_folder_and_by_its_name() -> None:
    assert find_extension(HARBOUR).name == "harbour"
    assert find_extension(Path("cn")).folder.name == "cn"
    assert "cn" in list_extensions()


def test_an_unknown_extension_says_which_there_are() -> None:
    with pytest.raises(OntologyError, match="nowhere: no such folder; .* one of: cn"):
        find_extension(Path("nowhere"))


def test_examples_are_no_part_of_the_ontology() -> None:
    extension = find_extension(HARBOUR)
    assert [path.name for path in extension.terms] == ["harbour.ttl"]
    assert [path.name for path in extension.shapes] == ["harbour.ttl"]
    assert [path.stem for path in extension.list_examples("bad")] == ["berth-depth"]


def test_classes_and_properties_of_an_extension_stand_in_records(tmp_path: Path) -> None:
    store = build(tmp_path)
    kinds = store.quads_for_pattern(
        NamedNode(f"{DATA}plan/t1"), None, NamedNode(f"{BASE}BerthTarget")
    )
    assert len(list(kinds)) == 1
    assert values(store, "plan/t1", "quay") == {NamedNode(f"{BASE}north-quay")}
    assert values(store, "plan/t1", "depth") == {
        Literal("14.5", datatype=NamedNode(f"{XSD}decimal"))
    }
    assert values(store, "plan/t1", "remark") == {Literal("dredged first", language="en")}


def test_records_of_an_extension_stand_in_every_build(tmp_path: Path) -> None:
    store = build(tmp_path)
    assert (
        len(list(store.quads_for_pattern(NamedNode(f"{DATA}harbour-data/old-port"), None, None)))
        > 0
    )


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ("harbour:BerthTarget -> harbour:Berth", "'harbour:Berth' is no class; give the extension"),
        ("harbour:BerthTarget -> pc:Goal", "'pc:Goal' is no class below pc:Target"),
        ("harbour:quay -> harbour:key", "'harbour:key' is no property; give the extension"),
        ("harbour:quay -> pc:deadline", "is a term of the core; write the field 'deadline'"),
        ("harbour:north-quay -> harbour:x", "'harbour:x' does not exist; correct it"),
        ("14.5 -> deep", "found 'deep'; write a number"),
        ('{en: "dredged first"} -> dredged', "write it by language, as in"),
    ],
)
def test_what_does_not_fit_is_answered_with_a_remedy(
    change: str, wanted: str, tmp_path: Path
) -> None:
    path = write(tmp_path, plan=extend(change))
    with pytest.raises(RecordError) as caught:
        check_records([path], load_ontology([HARBOUR]))
    assert wanted in str(caught.value)
    assert "plan.yaml:" in str(caught.value)


def test_without_the_extension_its_words_are_unknown(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="'harbour:BerthTarget' is no class"):
        check_records([write(tmp_path, plan=extend(""))], load_ontology())
