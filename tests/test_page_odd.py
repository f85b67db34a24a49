"""Odd graphs, long and foreign labels, addresses of garbage: in every view, large and small."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from graph_builder.drawing import draw

from .explorer import DESKTOP, PHONE, VIEWS, go, opened, save_picture
from .networks import quote, write_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SMALL = {"width": 320, "height": 568}
LONG = {"zh-Hans": "长" * 5000, "en": "word " * 1000, "en-x-whole": "x" * 5000}
ARABIC = "\u202bمرحبا بالعالم 2025\u202c (abc)"
#: Everything that a view lists, with a label of its own.
WHOLE = """
d:doc a pc:Document ; rdfs:label {label} ; dct:issued "2022-01-01"^^xsd:date .
d:who rdfs:label {label} . d:theme skos:prefLabel {label} .
d:d a pc:Directive ; rdfs:label {label} ; pc:issuedBy d:who .
d:g a pc:Goal ; rdfs:label {label} ; pc:implements d:d ; pc:evidencedBy d:s .
d:t a pc:Target ; rdfs:label {label} ; pc:targetOf d:g ; pc:deadline "2025-12-31"^^xsd:date ;
  pc:place d:who ; pc:theme d:theme ; pc:evidencedBy d:s .
d:u a pc:Target ; rdfs:label {label} ; pc:targetOf d:g .
d:s a pc:Excerpt ; pc:inDocument d:doc ; pc:startOffset 0 ; pc:endOffset 9 ; pc:quote {label} .
"""


def look_everywhere(page: Page) -> None:
    """Every view with its first statement chosen; nothing runs out of the window."""
    for view in VIEWS:
        go(page, view)
        expect(page.locator("#stage > *").first).to_be_attached()
        room = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert room <= 0, view
    go(page, "table")
    if page.locator(".rows .choose").count():
        page.locator(".rows .choose").first.click()
        expect(page.locator("#detail h2")).to_be_visible()
        detail = page.locator("#detail")
        assert detail.evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0


@pytest.mark.parametrize("size", [DESKTOP, SMALL], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "turtle",
    [
        "",
        'd:a a pc:Goal ; rdfs:label "one"@en .',
        "d:a a pc:Goal ; pc:partOf d:b . d:b a pc:Goal ; pc:partOf d:a .",
        "d:a a pc:Target ; pc:targetOf d:a .",
        "".join(f"d:g{n} a pc:Goal ; pc:partOf d:g{n + 1} ." for n in range(200)),
        "d:a a pc:Assessment . d:b a pc:Observation . d:c a pc:Achievement .",
        'd:a a pc:Target ; pc:deadline "2025-02-30" . d:b a pc:Target ; pc:deadline "soon" .',
    ],
    ids=["empty", "one", "circle", "own", "deep", "outcomes alone", "bad dates"],
)
def test_odd_graphs_open_in_every_view(
    browser: Browser, tmp_path: Path, turtle: str, size: dict[str, int]
) -> None:
    file = draw(write_store(turtle)).save(tmp_path / "odd.html")
    with opened(browser, file, size) as page:
        look_everywhere(page)


@pytest.mark.parametrize("size", [DESKTOP, SMALL], ids=["desktop", "phone"])
@pytest.mark.parametrize("tag", LONG)
def test_a_label_of_five_thousand_signs_fits_every_view(
    browser: Browser, tmp_path: Path, tag: str, size: dict[str, int]
) -> None:
    label = f"{quote(LONG[tag])}@{tag.removesuffix('-x-whole')}"
    file = draw(write_store(WHOLE.format(label=label))).save(tmp_path / "long.html")
    for language in ("en", "zh"):
        with opened(browser, file, size, f"#lang={language}") as page:
            look_everywhere(page)
            expect(page.locator("#detail h2")).to_have_text(LONG[tag].strip())
    context = browser.new_context(java_script_enabled=False, viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator(".plain li").first).to_contain_text(LONG[tag][:40])
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


@pytest.mark.parametrize("tag", ["ar", "en"])
def test_a_label_from_right_to_left_is_whole_in_views_panel_and_picture(
    browser: Browser, tmp_path: Path, tag: str
) -> None:
    store = write_store(WHOLE.format(label=f"{quote(ARABIC)}@{tag}"))
    file = draw(store).save(tmp_path / "right.html")
    with opened(browser, file, PHONE) as page:
        look_everywhere(page)
        expect(page.locator("#detail h2")).to_have_text(ARABIC)
        assert page.locator("#detail h2").evaluate("one => getComputedStyle(one).unicodeBidi") == (
            "plaintext"
        )
    with opened(browser, file) as page:
        drawing, _ = save_picture(page, "svg", tmp_path / "picture.svg")
        bitmap, _ = save_picture(page, "png", tmp_path / "picture.png")
    assert bitmap.startswith(b"\x89PNG")
    root = ET.fromstring(drawing)  # noqa: S314 -- ours
    assert "مرحبا" in "".join(root.itertext())


def test_a_graph_in_one_language_is_read_in_the_other(browser: Browser, tmp_path: Path) -> None:
    file = draw(write_store(WHOLE.format(label='"只有中文"@zh-Hans'))).save(tmp_path / "one.html")
    with opened(browser, file, address="#lang=en") as page:
        for view in ("table", "timeline", "matrix"):
            go(page, view)
            shown = page.locator("#stage").get_by_text("只有中文").first
            assert shown.evaluate("one => one.closest('[lang]').lang") == "zh-Hans"
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        printed = page.locator("#print strong").first
        expect(printed).to_have_attribute("lang", "zh-Hans")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "address",
    [
        "#%%%",
        "#view=nothing&lang=xx&scheme=y&s=z",
        "#q=%00&kind=<b>&sort=-x",
        "#" + "a" * 5000,
        "#view=source&source=nothing&at=999999999&s=",
        "#view=matrix&across=constructor&kind=__proto__&lang=__proto__",
        "#view=table&sort=constructor&verdict=toString&q=%F0%9F%98",
        "#view=source&at=-5&at=1e9&s=&s=x",
    ],
)
def test_an_address_of_garbage_opens_the_page(
    browser: Browser, ordos_file: Path, address: str, size: dict[str, int]
) -> None:
    with opened(browser, ordos_file, size, address) as page:
        expect(page.locator("#stage > *").first).to_be_attached()
        go(page, "table")
        page.locator("#query").fill("coal")
        expect(page.locator("#live")).to_contain_text("found")


def test_ten_thousand_targets_of_one_goal_exist_only_where_they_are_seen(
    browser: Browser, tmp_path: Path
) -> None:
    turtle = "d:g a pc:Goal ." + "".join(
        f"d:t{n} a pc:Target ; pc:targetOf d:g ." for n in range(10_000)
    )
    file = draw(write_store(turtle)).save(tmp_path / "wide.html")
    with opened(browser, file) as page:
        assert page.locator(".card").count() < 100
        page.evaluate("document.getElementById('stage').scrollTop = 1e9")
        expect(page.locator(".card", has_text="t9999").first).to_be_visible()
        assert page.locator(".card").count() < 100
        go(page, "table")
        assert page.locator(".rows .row").count() < 100
        expect(page.locator(".table")).to_have_attribute("aria-rowcount", "10002")
