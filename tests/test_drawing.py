from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from graph_builder.drawing import draw
from graph_builder.drawing.arrangement import Picture, draw_picture
from graph_builder.drawing.content import Content, describe_graph
from graph_builder.drawing.wording import load_words
from graph_builder.drawing.wrapping import measure, wrap
from graph_builder.errors import UsageError
from graph_builder.network import Selection

from .graphs import build_ordos
from .networks import PAYLOADS, TALK, load_talk, quote, write_hostile_store, write_store

ROOT = Path(__file__).resolve().parent.parent


class Page(HTMLParser):
    """The tags, attributes, scripts, styles and texts of a page as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.texts: list[str] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag if tag in self.raw else ""
        if self._open:
            is_data = dict(attrs).get("type") == "application/json"
            self.raw.setdefault("json" if is_data else tag, []).append("")
            self._open = "json" if is_data else tag

    def handle_endtag(self, _tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.raw[self._open][-1] += data
        else:
            self.texts.append(data)


def read_data(html: str, name: str) -> Any:
    found = re.search(
        f'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL
    )
    assert found is not None
    return json.loads(found[1])


@pytest.fixture(scope="module")
def ordos_page() -> str:
    return draw(build_ordos()).html


def test_a_page_is_one_whole_document(ordos_page: str) -> None:
    assert ordos_page.startswith("<!doctype html>")
    tags = Page(ordos_page).tags
    assert ("html", {"lang": "en", "data-language": "en"}) in tags
    assert ("meta", {"charset": "utf-8"}) in tags
    assert any(attributes.get("name") == "viewport" for _, attributes in tags)
    assert sum(tag == "title" for tag, _ in tags) == sum(tag == "h1" for tag, _ in tags) == 1


def test_a_page_fetches_nothing(ordos_page: str) -> None:
    page = Page(ordos_page)
    for tag, attributes in page.tags:
        assert "src" not in attributes, tag
        assert "action" not in attributes, tag
        assert str(attributes.get("href", "#")).startswith("#"), attributes
    assert tag_names(page).isdisjoint({"link", "iframe", "img", "object", "embed", "base", "form"})
    assert not re.search(r"@import|url\(", "".join(page.raw["style"]))


def tag_names(page: Page) -> set[str]:
    return {tag for tag, _ in page.tags}


def test_only_scripts_and_styles_of_ours_may_run(ordos_page: str) -> None:
    page = Page(ordos_page)
    policy = next(a["content"] for _, a in page.tags if "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    for text in page.raw["script"] + page.raw["style"]:
        value = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{value}'" in policy


def test_no_attribute_holds_style_or_script(ordos_page: str) -> None:
    for tag, attributes in Page(ordos_page).tags:
        assert not {name for name in attributes if name == "style" or name.startswith("on")}, tag


def test_our_scripts_make_no_markup_from_text() -> None:
    templates = ROOT / "graph_builder" / "drawing" / "templates"
    for script in sorted(templates.glob("*.js")):
        text = script.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\.style\b",
            text,
        ), script.name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_text_stays_text(language: str) -> None:
    html = draw(write_hostile_store(), language=language).html
    harmless = Page(draw(load_talk(), language=language).html)
    page = Page(html)
    assert tag_names(page) <= tag_names(harmless) | {"blockquote", "small"}
    assert len(page.raw["script"]) == len(harmless.raw["script"])
    text = "".join(page.texts)
    for payload in PAYLOADS:
        assert payload in text
    assert not [a for _, a in page.tags if str(a.get("href", "#"))[0] != "#"]
    nodes = read_data(html, "nodes")
    assert {node["source"] for node in nodes} == {""}


def test_the_page_quotes_the_graph_exactly(ordos_page: str) -> None:
    quotes = {
        (span["start"], span["end"]): span["quote"]
        for node in read_data(ordos_page, "nodes")
        for span in node["evidence"]
        if "quote" in span and node["iri"].endswith("ordos-interview-2022/p1-1-t1")
    }
    assert quotes[709, 721] == "煤炭產量達到10億噸以上"
    assert quotes[715, 721] == "10億噸以上"
    assert quotes[702, 708] == "“十四五”末"


def test_the_ordos_page_is_small(ordos_page: str) -> None:
    assert len(ordos_page.encode()) < 900_000


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_card_overlaps_another(language: str) -> None:
    cards = list(draw_ordos(language).cards.items())
    for number, (one, card) in enumerate(cards):
        for other, another in cards[:number]:
            assert not overlap(card["box"], another["box"]), (one, other)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_link_passes_behind_a_card(language: str) -> None:
    picture = draw_ordos(language)
    for pair, points in picture.lines.items():
        for line in segments(points):
            for node, card in picture.cards.items():
                assert not overlap(line, card["box"]), (pair, node)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_links_from_different_cards_never_run_on_one_line(language: str) -> None:
    content = describe_ordos()
    basis = {(bond.child, bond.parent): bond.basis for bond in content.bonds}
    picture = draw_ordos(language)
    lines = [
        (line, (*points[:2], basis[pair]), pair)
        for pair, points in picture.lines.items()
        for line in segments(points)
    ]
    for number, (line, trunk, pair) in enumerate(lines):
        for other, another, against in lines[:number]:
            assert trunk == another or not run_together(line, other), (pair, against)


@cache
def describe_ordos() -> Content:
    return describe_graph(build_ordos(), Selection())


@cache
def draw_ordos(language: str) -> Picture:
    return draw_picture(describe_ordos(), language)


def segments(points: list[int]) -> list[list[int]]:
    """Straight parts of a line as boxes: left, top, width, height."""
    corners = list(zip(points[::2], points[1::2], strict=True))
    return [[min(x, u), min(y, v), abs(u - x), abs(v - y)] for (x, y), (u, v) in pairwise(corners)]


def overlap(one: list[int], other: list[int]) -> bool:
    """Whether two boxes share a point inside; touching an edge is no overlap."""
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )


def run_together(one: list[int], other: list[int]) -> bool:
    """Whether two straight lines share more than a point."""
    for along, across in ((0, 1), (1, 0)):
        if one[across + 2] == other[across + 2] == 0 and one[across] == other[across]:
            ends = min(one[along] + one[along + 2], other[along] + other[along + 2])
            return ends > max(one[along], other[along])
    return False


def test_every_link_is_drawn_or_shown_by_its_lane() -> None:
    content, picture = describe_ordos(), draw_ordos("en")
    left_out = {
        (bond.child, bond.parent)
        for bond in content.bonds
        if (bond.child, bond.parent) not in picture.lines
    }
    heads = {node for node, card in picture.cards.items() if card.get("head")}
    assert {parent for _, parent in left_out} <= heads
    assert all(content.nodes[child]["kind"] == "goal" for child, _ in left_out)


def test_an_empty_graph_has_a_page_that_says_so() -> None:
    html = draw(Store()).html
    assert "this graph holds no statement" in html
    assert read_data(html, "nodes") == []


def test_a_statement_without_any_label_shows_the_end_of_its_iri() -> None:
    html = draw(write_store("d:alone a pc:Goal .")).html
    assert read_data(html, "data")["texts"][0] == {"en": "alone"}


def test_a_label_in_one_language_keeps_its_language() -> None:
    html = draw(load_talk(), language="en").html
    assert '<span lang="zh-Hans" data-in="en">只有中文</span>' in html


def test_a_long_label_is_cut_on_the_card_and_whole_in_the_outline() -> None:
    text = "长" * 5000
    html = draw(write_store(f"d:a a pc:Goal ; rdfs:label {quote(text)}@zh-Hans .")).html
    lines = read_data(html, "nodes")[0]["cards"]["zh"]["lines"]
    assert len(lines) == 5
    assert lines[-1].endswith("…")
    assert text in "".join(Page(html).texts)


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
    nodes = read_data(html, "nodes")
    assert len(nodes) == len(set(re.findall(r"d:\w+(?= a pc)", turtle)))


def test_a_thousand_targets_of_one_goal_are_drawn() -> None:
    turtle = "".join(f"d:t{n} a pc:Target ; pc:targetOf d:g ." for n in range(1000))
    edges = read_data(draw(write_store("d:g a pc:Goal ." + turtle)).html, "edges")
    assert len(edges) == 1000
    assert all(edge["lines"]["en"] for edge in edges)


def test_a_selection_is_drawn_alone() -> None:
    nodes = read_data(draw(load_talk(), Selection(around=f"{TALK}own", depth=0)).html, "nodes")
    assert [node["iri"] for node in nodes] == [f"{TALK}own"]


def test_a_gap_between_shares_is_counted_in_percentage_points(ordos_page: str) -> None:
    texts = read_data(ordos_page, "data")["texts"]
    assert {"en": "−14.4 percentage points", "zh": "−14.4个百分点"} in texts


def test_a_drawing_saves_itself_in_utf8(tmp_path: Path) -> None:
    drawing = draw(load_talk(), language="zh")
    file = drawing.save(tmp_path / "talk.html")
    assert file.read_bytes() == drawing.html.encode("utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        drawing.save(tmp_path / "absent" / "talk.html")


def test_a_drawing_shows_itself_in_a_frame_of_its_own() -> None:
    drawing = draw(load_talk())
    tags = Page(drawing._repr_html_()).tags
    assert [tag for tag, _ in tags] == ["iframe"]
    assert tags[0][1]["srcdoc"] == drawing.html


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="speaks en and zh, not 'fr'"):
        draw(load_talk(), language="fr")


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    for name, words in load_words().items():
        assert words.keys() == {"en", "zh"}, name
        gaps = [set(re.findall(r"\{(\w+)\}", text)) for text in words.values()]
        assert gaps[0] == gaps[1], name


@pytest.mark.parametrize("chinese", [True, False])
def test_no_line_is_wider_than_its_card(chinese: bool) -> None:  # noqa: FBT001
    text = "建成“规模最大、技术体系最完善”的world-class绒都（2025年），产值超5000亿元。" * 3
    lines = wrap(text, 12, 99, chinese=chinese)
    # A closing mark may hang over by its own width.
    assert all(measure(line, chinese) <= 14 for line in lines)
    assert "".join(lines).replace(" ", "") == text
    assert not [line for line in lines if line[0] in "，。、）”" or line[-1] in "“（"]
