"""The page of a graph that is built with an extension: its classes, properties and labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from graph_builder.building import Settings, build
from graph_builder.drawing import draw
from graph_builder.knowledge_graph import load

from .explorer import choose, go, opened, read_columns, save_picture, unpack
from .networks import write_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "ontology" / "ext" / "ndc" / "examples" / "records"
EXTENSION = """
<https://a.example/m> a owl:Ontology .
<https://a.example/m#scope> a owl:ObjectProperty ; rdfs:isDefinedBy <https://a.example/m> ;
  rdfs:label "scope of it"@en .
<https://b.example/scope> a owl:DatatypeProperty ; rdfs:isDefinedBy <https://a.example/m> ;
  rdfs:label "scope in words"@en .
<https://a.example/m#gauges> a owl:ObjectProperty ; rdfs:isDefinedBy <https://a.example/m> ;
  rdfs:label "gauges"@en .
<https://c.example/elsewhere> a owl:ObjectProperty ; rdfs:isDefinedBy <https://c.example/> .
d:whole skos:prefLabel "all of it"@en . d:part skos:prefLabel "a part"@en .
d:index rdfs:label "indicator 7"@en .
d:metric rdfs:label "coal"@en ; <https://a.example/m#gauges> d:index .
d:t a pc:Target ; rdfs:label "t"@en ; pc:metric d:metric ; <https://c.example/elsewhere> d:whole ;
  <https://a.example/m#scope> d:part, d:whole ; <https://b.example/scope> "wide"@en .
d:u a pc:Target ; rdfs:label "u"@en ; <https://a.example/m#scope> d:whole .
d:other <https://a.example/m#scope> d:whole .
"""


@pytest.fixture(scope="module")
def contributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the example records of contributions under the Paris Agreement."""
    folder = tmp_path_factory.mktemp("ndc") / "demo"
    build([RECORDS], folder, Settings(extensions=(Path("ndc"),)))
    return folder


@pytest.fixture(scope="module")
def properties() -> dict[str, dict[str, Any]]:
    html = draw(write_store(EXTENSION)).html
    index, labels = unpack(html, "index"), read_columns(html)["label_en"]
    texts = index["rest"]["texts"]
    own = {row["key"]: row for row in index["rest"]["properties"]}
    for row in own.values():
        row["label"] = texts[row["label"]]["en"]
        row["of"] = {
            labels[int(node)]: [texts[number]["en"] for number in numbers]
            for node, numbers in row["of"].items()
        }
    return own


def test_properties_of_an_extension_are_found_by_what_defines_them(
    properties: dict[str, dict[str, Any]],
) -> None:
    assert properties["x-scope"]["label"] == "Scope of it"
    assert properties["x-scope"]["of"] == {"t": ["a part", "all of it"], "u": ["all of it"]}
    assert all("elsewhere" not in key for key in properties)


def test_what_an_extension_says_of_a_metric_is_said_of_its_targets(
    properties: dict[str, dict[str, Any]],
) -> None:
    assert properties["x-gauges"]["of"] == {"t": ["indicator 7"]}


def test_only_values_that_are_things_can_be_chosen_from(
    properties: dict[str, dict[str, Any]],
) -> None:
    coded = {key: row["coded"] for key, row in properties.items()}
    assert coded == {"x-gauges": True, "x-scope": True, "https://b.example/scope": False}


def test_a_graph_without_extensions_carries_nothing_for_them(ordos_file: Path) -> None:
    assert unpack(ordos_file.read_text(encoding="utf-8"), "index")["rest"]["properties"] == []


def test_an_extension_is_in_panel_filters_table_and_picture(
    browser: Browser, contributions: Path, tmp_path: Path
) -> None:
    file = contributions / "index.html"
    with opened(browser, file) as page:
        choose(page, "Armenia: 40 % from 1990")
        about = page.locator("#detail dl").first
        for name, value in (
            ("Type", "mitigation target"),
            ("Base year", "1990"),
            ("Conditionality", "unconditional"),
            ("Reference", "emissions of a base year"),
        ):
            expect(about.locator(f'dt:text-is("{name}") + dd')).to_have_text(value)
        page.keyboard.press("Escape")
        group = page.locator('fieldset[data-facet="x-conditionality"]')
        expect(group.locator("legend")).to_have_text("Conditionality")
        group.locator('label:has-text("conditional on support") input').first.check()
        expect(page.locator("#matches")).to_have_text("4 of 35 statements")
        page.locator("#query").fill("以支持为条件")
        expect(page.locator("#matches")).to_have_text("4 of 35 statements")
        page.locator("#query").fill("")
        go(page, "table")
        rows = page.locator(".rows .row")
        assert (
            rows.locator(".cell.x-conditionality").all_inner_texts()
            == ["conditional on support"] * 4
        )
        drawing, _ = save_picture(page, "svg", tmp_path / "table.svg")
        assert "Filters: Conditionality: conditional on support." in "".join(
            ET.fromstring(drawing).itertext()  # noqa: S314 -- ours
        )
        page.locator('[data-sort="x-conditionality"]').click()
        assert "x-conditionality=conditional+on+support" in page.url
        address = f"#{page.url.partition('#')[2]}"
    with opened(browser, file, address=address + "&lang=zh") as page:
        expect(page.locator("#matches")).to_have_text("4 / 35 条陈述")
        expect(page.locator('[data-sort="x-conditionality"]')).to_contain_text("条件性")
        expect(page.locator('[data-sort="x-conditionality"]')).to_contain_text("↑")


def test_labels_of_an_extension_name_what_is_built_without_it(ordos: Path) -> None:
    graph = load(ordos, [Path("fr")])
    html = graph.draw(language="fr").html
    verdicts = unpack(html, "index")["rest"]["verdicts"]
    texts = unpack(html, "index")["rest"]["texts"]
    named = {row["token"]: texts[row["label"]]["fr"] for row in verdicts}
    assert named["missed"] == "manqué"


def test_directives_that_an_extension_brings_are_shown_where_they_matter(
    contributions: Path, ordos_file: Path
) -> None:
    kinds = read_columns((contributions / "index.html").read_text(encoding="utf-8"))["kind"]
    assert set(kinds) == {"target"}
    iris = read_columns(ordos_file.read_text(encoding="utf-8"))["iri"]
    assert "https://w3id.org/polcom/ext/cn/task-energy" in iris
