"""Every view as a file: complete, with its filters, legend, sources and date, readable anywhere."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from graph_builder.drawing import draw

from .explorer import COAL_IRI, VIEWS, opened, save_picture
from .networks import TALK, load_talk, write_store
from .test_page_pictures import overlap, segment

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"


def read_text(picture: bytes) -> str:
    return "".join(ET.fromstring(picture).itertext())  # noqa: S314 -- our own file


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_saved_as_a_picture_that_any_program_reads(
    browser: Browser, ordos_file: Path, tmp_path: Path, view: str
) -> None:
    with opened(browser, ordos_file, address=f"#view={view}&theme=energy") as page:
        picture, name = save_picture(page, "svg", tmp_path / "picture.svg")
        text = read_text(picture)
        title = page.locator(f'#views button[value="{view}"]').inner_text()
    assert name == f"Commitments-and-their-proof-{title}.svg"
    assert f"Commitments and their proof · {title}" in text
    assert "Filters: Theme: energy." in text
    assert "Sources: " in text
    assert re.search(
        r"Data: .*2026-11-23 .*\. Saved on \d{4}-\d\d-\d\d from a page of polcom", text
    )
    tags = {element.tag for element in ET.fromstring(picture).iter()}  # noqa: S314
    shapes = {"svg", "title", "g", "rect", "path", "text", "tspan", "circle", "line", "pattern"}
    assert tags <= {f"{SVG}{shape}" for shape in shapes}
    assert not re.search(rb'href|style=|url\((?!#|"#)', picture)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_saved_as_a_sharp_bitmap(
    browser: Browser, ordos_file: Path, tmp_path: Path, view: str
) -> None:
    with opened(browser, ordos_file, address=f"#view={view}&lang=zh") as page:
        bitmap, _ = save_picture(page, "png", tmp_path / "picture.png")
        page.keyboard.press("Escape")
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        picture, _ = save_picture(page, "svg", tmp_path / "picture.svg")
    width = int(ET.fromstring(picture).attrib["width"].split(".")[0])  # noqa: S314
    assert bitmap.startswith(b"\x89PNG")
    assert int.from_bytes(bitmap[16:20], "big") >= 2 * width - 2 or view == "network"
    assert len(bitmap) > 100_000


def test_pictures_are_the_same_in_both_themes(
    browser: Browser, ordos_file: Path, tmp_path: Path
) -> None:
    found = []
    for scheme in ("light", "dark"):
        with opened(browser, ordos_file, address="#view=table", scheme=scheme) as page:
            found.append(save_picture(page, "svg", tmp_path / "picture.svg")[0])
    assert found[0] == found[1]


def test_a_saved_table_holds_every_row_and_not_only_those_in_view(
    browser: Browser, tmp_path: Path
) -> None:
    goals = "".join(f'd:g{n} a pc:Goal ; rdfs:label "goal {n:03d}"@en .' for n in range(300))
    file = draw(write_store(goals)).save(tmp_path / "goals.html")
    with opened(browser, file, address="#view=table") as page:
        picture, _ = save_picture(page, "svg", tmp_path / "picture.svg")
    text = read_text(picture)
    assert [n for n in range(300) if f"goal {n:03d}" not in text] == []
    assert "do not fit" not in text


@pytest.mark.parametrize("view", ["cascade", "table"])
def test_a_picture_says_how_much_does_not_fit(browser: Browser, tmp_path: Path, view: str) -> None:
    goals = "".join(f'd:g{n} a pc:Goal ; rdfs:label "goal {n:04d}"@en .' for n in range(2500))
    file = draw(write_store(goals)).save(tmp_path / "goals.html")
    with opened(browser, file, address=f"#view={view}") as page:
        picture, _ = save_picture(page, "svg", tmp_path / "picture.svg")
    text = read_text(picture)
    left = re.search(r"(\d+) more do not fit into this picture", text)
    assert left is not None
    assert len(set(re.findall(r"goal \d{4}", text))) == 2500 - int(left[1])


def test_what_is_too_long_for_the_frame_of_a_picture_ends_in_an_ellipsis(
    browser: Browser, tmp_path: Path
) -> None:
    file = draw(write_store(f'd:g a pc:Goal ; rdfs:label "{"word " * 1000}"@en .')).save(
        tmp_path / "long.html"
    )
    with opened(browser, file, address=f"#view=timeline&s={quote(f'{TALK}g')}") as page:
        picture, _ = save_picture(page, "svg", tmp_path / "picture.svg")
    texts = ["".join(text.itertext()) for text in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314
    (told,) = [text for text in texts if "Marked: “word word" in text]
    assert told.endswith("…")
    assert len(told) > 600


def test_who_wants_a_bitmap_that_the_browser_cannot_make_is_told_what_to_do(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, address="#view=table") as page:
        # Safari on a telephone has no canvas of this size, and says so with null.
        page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = (done) => done(null); }")
        page.locator(".menu summary").click()
        page.locator("#save-png").click()
        told = "This picture is too large for PNG: filter first, or save as SVG."
        expect(page.locator(".toast")).to_have_text(told)
        expect(page.locator("#live")).to_have_text(told)


def test_a_picture_names_search_and_chosen_statement(
    browser: Browser, ordos_file: Path, tmp_path: Path
) -> None:
    with opened(browser, ordos_file, address=f"#q=coal&verdict=missed&s={COAL_IRI}") as page:
        text = read_text(save_picture(page, "svg", tmp_path / "picture.svg")[0])
    assert "Filters: Verdict on targets: missed; search: “coal”." in text
    assert "Marked: “Coal output of at least a billion tonnes by 2025”." in text


@pytest.mark.parametrize("address", ["", "#lang=zh", "#theme=energy", f"#s={COAL_IRI}"])
def test_no_line_passes_behind_a_card_of_the_saved_cascade(
    browser: Browser, ordos_file: Path, tmp_path: Path, address: str
) -> None:
    with opened(browser, ordos_file, address=address) as page:
        check_cards(save_picture(page, "svg", tmp_path / "picture.svg")[0])


def test_the_same_holds_for_a_graph_with_every_kind_of_link(
    browser: Browser, tmp_path: Path
) -> None:
    file = draw(load_talk()).save(tmp_path / "talk.html")
    with opened(browser, file) as page:
        check_cards(save_picture(page, "svg", tmp_path / "picture.svg")[0])


def check_cards(picture: bytes) -> None:
    elements = list(ET.fromstring(picture).iter())  # noqa: S314 -- our own file
    cards = [
        tuple(float(element.attrib[name]) for name in ("x", "y", "width", "height"))
        for element in elements
        if element.get("class") == "card"
    ]
    lines = [element.attrib["d"] for element in elements if element.get("class") == "link"]
    assert len(cards) > 5
    assert lines
    for line in lines:
        points = [[float(value) for value in point.split(" ")] for point in line[1:].split("L")]
        x, y = points[-1]
        assert [card for card in cards if card[0] == x and card[1] <= y <= card[1] + card[3]]
        for start, end in pairwise(points):
            assert [card for card in cards if overlap(segment(start, end), card)] == [], line
