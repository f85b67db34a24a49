from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from graph_builder.cli import polcom
from graph_builder.drawing import draw, draw_plainly
from graph_builder.drawing.content import describe_graph
from graph_builder.errors import UsageError
from graph_builder.network import Selection, convert
from graph_builder.offline import list_variants

from .explorer import COAL_IRI, Markup, read_columns, read_details, read_tables, read_texts, unpack
from .graphs import build_ordos
from .networks import PAYLOADS, TALK, load_talk, quote, write_hostile_store, write_store
from .samples import polcom as polcom_called

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def ordos_page() -> str:
    return draw(build_ordos()).html


def test_a_page_is_one_whole_document(ordos_page: str) -> None:
    assert ordos_page.startswith("<!doctype html>")
    tags = Markup(ordos_page).tags
    assert ("html", {"lang": "en", "dir": "ltr", "data-language": "en"}) in tags
    assert ("meta", {"charset": "utf-8"}) in tags
    assert any(attributes.get("name") == "viewport" for _, attributes in tags)
    assert sum(tag == "title" for tag, _ in tags) == sum(tag == "h1" for tag, _ in tags) == 1


def test_a_page_names_the_version_of_the_ontology_where_the_graph_states_one(
    ordos_page: str,
) -> None:
    assert " · ontology 0.1.0</span>" in ordos_page
    assert " · 本体 0.1.0</span>" in ordos_page
    assert "· ontology" not in draw(Store()).html


def test_a_page_fetches_nothing(ordos_page: str) -> None:
    page = Markup(ordos_page)
    for tag, attributes in page.tags:
        assert "src" not in attributes, tag
        assert "action" not in attributes, tag
        assert str(attributes.get("href", "#")).startswith("#"), attributes
    assert tag_names(page).isdisjoint({"link", "iframe", "img", "object", "embed", "base", "form"})
    assert not re.search(r"@import|url\(", "".join(page.raw["style"]))


def tag_names(page: Markup) -> set[str]:
    return {tag for tag, _ in page.tags}


def test_only_scripts_and_styles_of_ours_may_run(ordos_page: str) -> None:
    page = Markup(ordos_page)
    policy = next(a["content"] for _, a in page.tags if "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    for text in page.raw["script"] + page.raw["style"]:
        value = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{value}'" in policy


def test_no_attribute_holds_style_or_script(ordos_page: str) -> None:
    for tag, attributes in Markup(ordos_page).tags:
        assert not {name for name in attributes if name == "style" or name.startswith("on")}, tag


def test_our_scripts_make_no_markup_from_text() -> None:
    scripts = sorted((ROOT / "graph_builder").rglob("*.js"))
    assert scripts
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|cssText"
            r"|setAttribute\(.style|srcdoc|import\(",
            text,
        ), script.name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_text_stays_text(language: str) -> None:
    html = draw(write_hostile_store(), language=language).html
    harmless = Markup(draw(load_talk(), language=language).html)
    page = Markup(html)
    assert tag_names(page) <= tag_names(harmless) | {"blockquote", "small"}
    assert len(page.raw["script"]) == len(harmless.raw["script"])
    text = "".join(page.texts)
    for payload in PAYLOADS:
        assert payload in text
    assert not [a for _, a in page.tags if str(a.get("href", "#"))[0] != "#"]
    assert {node["source"] for node in read_details(html)} == {""}


def test_the_page_quotes_the_graph_exactly(ordos_page: str) -> None:
    number = read_columns(ordos_page)["iri"].index(COAL_IRI)
    spans = read_details(ordos_page)[number]["evidence"]
    quotes = {(span["start"], span["end"]): span["quote"] for span in spans}
    assert quotes[709, 721] == "煤炭產量達到10億噸以上"
    assert quotes[715, 721] == "10億噸以上"
    assert quotes[702, 708] == "“十四五”末"


def test_the_ordos_page_is_small(ordos_page: str) -> None:
    assert len(ordos_page.encode()) < 650_000


def test_chinese_is_written_as_such(ordos_page: str) -> None:
    assert "煤炭產量達到10億噸以上" in ordos_page
    assert "\\u7164" not in ordos_page


def test_pages_are_the_same_in_every_process() -> None:
    script = (
        "from hashlib import sha256\n"
        "from graph_builder.drawing import draw\n"
        "from graph_builder.network import Format, convert, serialize\n"
        "from tests.graphs import build_ordos\n"
        "store = build_ordos()\n"
        "texts = [draw(store).html, *(serialize(convert(store), form) for form in Format)]\n"
        "print(sha256(''.join(texts).encode()).hexdigest())\n"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_links_carry_how_they_are_known(ordos_page: str) -> None:
    edges = read_tables(ordos_page)["edges"]
    assert set(edges["basis"]) == {"stated", "interpreted", "derived"}
    content = describe_graph(build_ordos(), Selection())
    assert len(edges["from"]) == len(content.bonds)


def test_a_text_is_in_the_page_when_the_reader_has_it(tmp_path: Path) -> None:
    text = "第一行\n\U00020000煤炭"
    digest = sha256(text.encode()).hexdigest()
    store = write_store(
        f'd:doc a pc:Document ; pc:contentHash "{digest}" ; rdfs:label "doc"@en .'
        'd:g a pc:Goal ; rdfs:label "coal"@en ; pc:evidencedBy d:s .'
        "d:s a pc:Excerpt ; pc:inDocument d:doc ; pc:startOffset 4 ; pc:endOffset 7 ."
    )
    (tmp_path / "any name.txt").write_bytes(text.encode())
    assert unpack(draw(store, documents=tmp_path).html, "source-0") == text
    assert unpack(draw(store).html, "source-0") is None


def test_either_script_finds_the_other() -> None:
    assert list_variants("產量") == "產产"
    assert "產产" in list_variants("产量")


def test_an_empty_graph_has_a_page_that_says_so() -> None:
    html = draw(Store()).html
    assert "this graph holds no statement" in html
    assert read_columns(html)["iri"] == []


def test_a_statement_without_any_label_shows_the_end_of_its_iri() -> None:
    html = draw(write_store("d:alone a pc:Goal .")).html
    assert read_columns(html)["label_en"] == ["alone"]


def test_a_label_in_one_language_keeps_its_language() -> None:
    html = draw(load_talk(), language="en").html
    assert '<span lang="zh-Hans" data-in="en">只有中文</span>' in html


def test_a_long_label_is_whole_in_the_page() -> None:
    text = "长" * 5000
    html = draw(write_store(f"d:a a pc:Goal ; rdfs:label {quote(text)}@zh-Hans .")).html
    assert read_columns(html)["label_zh"] == [text]
    assert text in "".join(Markup(html).texts)


@pytest.mark.parametrize(
    "turtle",
    [
        "d:a a pc:Goal ; pc:partOf d:b . d:b a pc:Goal ; pc:partOf d:a .",
        "d:a a pc:Target ; pc:targetOf d:a .",
        "d:a a pc:Directive ; pc:partOf d:b . d:b a pc:Directive ; pc:partOf d:a .",
        "".join(f"d:g{n} a pc:Goal ; pc:partOf d:g{n + 1} ." for n in range(1200)),
    ],
    ids=["goals in a circle", "a target of itself", "directives in a circle", "a deep chain"],
)
def test_circles_and_depth_are_drawn(turtle: str) -> None:
    html = draw(write_store(turtle)).html
    nodes = read_columns(html)["iri"]
    assert len(nodes) == len(set(re.findall(r"d:\w+(?= a pc)", turtle)))


def test_a_thousand_targets_of_one_goal_are_drawn() -> None:
    turtle = "".join(f"d:t{n} a pc:Target ; pc:targetOf d:g ." for n in range(1000))
    edges = read_tables(draw(write_store("d:g a pc:Goal ." + turtle)).html)["edges"]
    assert edges["to"] == [0] * 1000
    assert sorted(edges["from"]) == list(range(1, 1001))


def test_a_selection_is_drawn_alone() -> None:
    html = draw(load_talk(), Selection(around=f"{TALK}own", depth=0)).html
    assert read_columns(html)["iri"] == [f"{TALK}own"]


def test_a_gap_between_shares_is_counted_in_percentage_points(ordos_page: str) -> None:
    texts = read_texts(ordos_page)
    assert {"en": "−14.4 percentage points", "zh": "−14.4个百分点"} in texts


def test_a_drawing_saves_itself_in_utf8(tmp_path: Path) -> None:
    drawing = draw(load_talk(), language="zh")
    file = drawing.save(tmp_path / "talk.html")
    assert file.read_bytes() == drawing.html.encode("utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        drawing.save(tmp_path / "absent" / "talk.html")


def test_a_drawing_shows_itself_in_a_frame_of_its_own() -> None:
    drawing = draw(load_talk())
    tags = Markup(drawing._repr_html_()).tags
    assert [tag for tag, _ in tags] == ["iframe"]
    assert tags[0][1]["srcdoc"] == drawing.html


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="speaks en and zh, not 'fr'"):
        draw(load_talk(), language="fr")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_plain_page_of_pyvis_loads_nothing_and_runs_nothing_of_the_data(language: str) -> None:
    html = draw_plainly(convert(write_hostile_store()), language).html
    page = Markup(html)
    assert html.startswith("<!doctype html>")
    assert not [a for _, a in page.tags if re.match("https?:", str(a.get("src") or a.get("href")))]
    harmless = Markup(draw_plainly(convert(load_talk())).html)
    assert len(page.raw["script"]) == len(harmless.raw["script"])
    assert tag_names(page).isdisjoint({"img", "link"})


def test_the_plain_page_is_still_and_holds_every_link() -> None:
    network = convert(load_talk())
    html = draw_plainly(network).html
    assert '"physics": {"enabled": false' in re.sub(r"\s+", " ", html).replace("{ ", "{")
    (edges,) = re.findall(r"edges = new vis.DataSet\((\[.*?\])\);", html)
    assert edges.count('"from"') == network.number_of_edges()
    assert html == draw_plainly(convert(load_talk())).html


def test_the_plain_page_speaks_the_same_languages() -> None:
    with pytest.raises(UsageError, match="speaks en and zh, not 'fr'"):
        draw_plainly(convert(load_talk()), "fr")


def test_the_command_shows_texts_and_parts(ordos: Path, corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    chosen = ["--around", COAL_IRI, "--depth", "1", "--lang", "zh", "--documents", str(corpus)]
    result = CliRunner().invoke(polcom, ["draw", "--build", str(ordos), *chosen, "-o", str(file)])
    assert result.exit_code == 0, result.output
    html = file.read_text(encoding="utf-8")
    assert COAL_IRI in read_columns(html)["iri"]
    assert len(read_columns(html)["iri"]) < 10
    assert 'data-language="zh"' in html
    documents = unpack(html, "index")["rest"]["documents"]
    texts = [unpack(html, f"source-{number}") for number in range(len(documents))]
    assert any(text and text[709:721] == "煤炭產量達到10億噸以上" for text in texts)


def test_the_command_makes_the_page_of_pyvis(ordos: Path, tmp_path: Path) -> None:
    file = tmp_path / "plain.html"
    result = CliRunner().invoke(
        polcom, ["draw", "--build", str(ordos), "--plain-pyvis", "-o", str(file)]
    )
    assert result.exit_code == 0, result.output
    assert "mynetwork" in file.read_text(encoding="utf-8")


def test_statements_under_none_come_by_place_in_the_text_and_parts_by_number() -> None:
    spans = "".join(
        f"d:{name} pc:evidencedBy d:{name}-s . d:{name}-s a pc:Excerpt ; pc:inDocument d:{doc} ; "
        f"pc:startOffset {start} ; pc:endOffset {start + 9} ."
        for name, doc, start in (
            ("late", "one", 900),
            ("early", "one", 100),
            ("second", "one", 110),
            ("first", "one", 120),
            ("other", "two", 0),
        )
    )
    store = write_store(
        "d:one a pc:Document ; dct:issued '2020-01-01' . d:two a pc:Document ."
        "d:late a pc:Goal ; pc:ordinal 1 . d:early a pc:Goal ; pc:ordinal 2 . "
        "d:first a pc:Goal ; pc:ordinal 1 ; pc:partOf d:early . "
        "d:second a pc:Goal ; pc:ordinal 2 ; pc:partOf d:early . "
        f"d:other a pc:Goal ; pc:ordinal 1 . {spans}"
    )
    names = [iri.rpartition("/")[2] for iri in read_columns(draw(store).html)["iri"]]
    assert names == ["early", "first", "second", "late", "other"]


@pytest.mark.parametrize("place", ["graph.trig", "graph.nq", "store", "."])
def test_a_graph_is_drawn_from_build_store_or_file(ordos: Path, tmp_path: Path, place: str) -> None:
    page = tmp_path / "page.html"
    drawn = polcom_called("draw", ordos / place, "-o", page)
    assert drawn.code == 0, drawn.err
    assert page.read_bytes() == (ordos / "index.html").read_bytes()


def test_a_graph_without_the_ontology_is_drawn_with_its_names(tmp_path: Path) -> None:
    graph, page = tmp_path / "graph.ttl", tmp_path / "page.html"
    graph.write_text(
        "@prefix d: <https://w3id.org/polcom/id/talk/> . "
        "@prefix pc: <https://w3id.org/polcom/ns#> ."
        "d:t a pc:Target ; pc:theme <https://w3id.org/polcom/vocab/theme/energy> ."
    )
    assert polcom_called("draw", graph, "-o", page).code == 0
    assert {"en": "energy", "zh": "能源"} in unpack(page.read_text("utf-8"), "index")["rest"][
        "texts"
    ]


def test_graphs_that_cannot_be_drawn_are_misuse_with_a_remedy(ordos: Path, tmp_path: Path) -> None:
    broken, notes, page = tmp_path / "a.ttl", tmp_path / "notes.txt", tmp_path / "page.html"
    broken.write_text("@prefix d: <urn:d> .\nd:a d:b .", encoding="utf-8")
    notes.write_text("", encoding="utf-8")
    for arguments, told in (
        ((broken,), f"{broken}:2:"),
        ((notes,), "no file of RDF by its ending; give a folder with a build, or a file in .trig"),
        ((tmp_path / "no",), "no complete build here; make one with: polcom build"),
        ((tmp_path,), "no complete build here; make one with: polcom build"),
        ((ordos, "--build", tmp_path), "two graphs are named, "),
    ):
        called = polcom_called("draw", *arguments, "-o", page)
        assert (called.code, page.exists()) == (2, False), arguments
        assert told in called.err
    assert polcom_called("draw", ordos, "--build", ordos, "-o", page).code == 0
