"""Hostile text in every field, shown as text in every view, on paper and in pictures."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from graph_builder.drawing import draw, draw_plainly
from graph_builder.drawing.wording import BOOK, load_wording
from graph_builder.network import convert

from .explorer import DESKTOP, PHONE, VIEWS, go, opened, save_picture
from .networks import PAYLOADS, load_talk, write_hostile_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: What no text of the data may become, and what the page itself never has.
STRANGE = "img, iframe, object, embed, form, base, [onload], [onerror], [onmouseover], [style*=url]"


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of hostile statements with the texts of its hostile documents."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, payload in enumerate(PAYLOADS):
        (folder / f"{number}.txt").write_bytes(payload.encode())
    return draw(write_hostile_store(), documents=folder).save(folder / "page.html")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_view_shows_hostile_text_as_text(
    browser: Browser, hostile_file: Path, size: dict[str, int], language: str
) -> None:
    with opened(browser, hostile_file, size, f"#lang={language}") as page:
        scripts = page.locator("script").count()
        for view in VIEWS:
            go(page, view)
            expect(page.locator("#stage > *").first).to_be_attached()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
            if view in {"table", "timeline"}:
                shown = page.locator("#stage").inner_text()
                assert "<script>window.hit=1</script>" in shown, view
            assert page.locator(STRANGE).count() == 0, view
        # The script of the network is ours; nothing else has been added.
        assert page.locator("script").count() <= scripts + 1


def test_the_panel_shows_every_hostile_statement_as_text(
    browser: Browser, hostile_file: Path
) -> None:
    wide = {**DESKTOP, "width": 1800}
    with opened(browser, hostile_file, wide, "#view=table") as page:
        rows = int(page.locator(".table").get_attribute("aria-rowcount") or 0) - 1
        assert rows >= 6 * len(PAYLOADS)
        for at in range(rows):
            page.evaluate(f"document.getElementById('stage').scrollTop = {at} * 52")
            page.locator(f'.rows .row[aria-rowindex="{at + 2}"] .choose').click()
            expect(page.locator("#detail h2")).to_be_visible()
        page.locator('[data-facet="kind"] input[data-key="target"]').check()
        for payload in PAYLOADS[:4]:
            find(page, payload)
            expect(page.locator("#detail h2")).to_contain_text(payload)
            expect(page.locator("#detail textarea.cite")).to_have_value(
                re.compile(re.escape(payload))
            )
            expect(page.locator("#detail blockquote").first).to_contain_text(payload)
        assert page.locator("#detail a").count() == 0
        assert page.locator(STRANGE).count() == 0


def find(page: Page, text: str) -> None:
    page.locator("#query").fill(text)
    expect(page.locator("#hits")).to_contain_text(text)
    page.locator("#query").press("Enter")


def test_a_hostile_document_is_shown_as_it_is_written(browser: Browser, hostile_file: Path) -> None:
    with opened(browser, hostile_file, address="#view=source") as page:
        documents = page.locator("#source-choice option").count()
        shown = set()
        for number in range(documents):
            page.locator("#source-choice").select_option(str(number))
            expect(page.locator(f'.source[data-document="{number}"] p').first).to_be_attached()
            shown.add("".join(page.locator(".source p").all_text_contents()))
        assert set(PAYLOADS[:8]) <= shown
        assert page.locator(STRANGE).count() == 0


def test_paper_and_outline_show_hostile_text_as_text(browser: Browser, hostile_file: Path) -> None:
    with opened(browser, hostile_file) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for payload in PAYLOADS[:8]:
            expect(page.locator("#print")).to_contain_text(payload)
        assert page.locator(STRANGE).count() == 0
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(hostile_file.as_uri())
    for payload in PAYLOADS[:8]:
        expect(page.locator(".plain")).to_contain_text(payload)
    assert page.locator(f".plain :is({STRANGE}, script, style)").count() == 0
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_pictures_hold_hostile_text_as_text(
    browser: Browser, hostile_file: Path, tmp_path: Path, view: str
) -> None:
    with opened(browser, hostile_file, address=f"#view={view}&kind=goal&kind=target") as page:
        drawing, _ = save_picture(page, "svg", tmp_path / "picture.svg")
        bitmap, _ = save_picture(page, "png", tmp_path / "picture.png")
    assert bitmap.startswith(b"\x89PNG")
    root = ET.fromstring(drawing)  # noqa: S314 -- ours
    names = {element.tag for element in root.iter()}
    assert names <= {f"{{http://www.w3.org/2000/svg}}{name}" for name in SAFE}
    assert not [a for element in root.iter() for a in element.attrib if a.startswith("on")]
    assert "window.hit" in "".join(root.itertext())


SAFE = (
    "svg", "title", "desc", "rect", "text", "tspan", "g", "path", "circle", "line", "image",
    "polygon", "pattern", "defs", "clipPath", "marker", "use", "symbol", "ellipse", "polyline",
)  # fmt: skip


def test_a_hostile_address_does_nothing(browser: Browser, hostile_file: Path) -> None:
    with opened(browser, hostile_file) as page:
        for payload in PAYLOADS[:6]:
            for name in (
                "q",
                "view",
                "s",
                "sort",
                "kind",
                "place",
                "lang",
                "source",
                "at",
                "across",
            ):
                page.evaluate(
                    "([name, text]) => { location.hash = `${name}=${encodeURIComponent(text)}`; }",
                    [name, payload],
                )
            expect(page.locator("#stage")).to_be_visible()
            page.evaluate("(text) => { location.hash = `q=${encodeURIComponent(text)}`; }", payload)
            expect(page.locator("#query")).to_have_value(payload)
            page.evaluate("(text) => { location.hash = text; }", payload)
        assert page.locator(STRANGE).count() == 0


def test_hostile_words_of_a_language_stay_text(browser: Browser, tmp_path: Path) -> None:
    payload = PAYLOADS[1] + PAYLOADS[2]
    gaps = {name: "".join(f"{{{gap}}}" for gap in sorted(of)) for name, of in BOOK.gaps.items()}
    words = {
        name: payload + gap
        for name, gap in gaps.items()
        if not name.startswith(("language.", "number."))
    }
    own = {"language.tag": "br", "language.name": payload}
    file = tmp_path / "words.json"
    file.write_text(json.dumps(words | own), encoding="utf-8")
    drawing = draw(load_talk(), language="br", wording=load_wording([file]))
    with opened(browser, drawing.save(tmp_path / "page.html")) as page:
        for view in VIEWS:
            go(page, view)
            assert page.locator(STRANGE).count() == 0
        go(page, "table")
        page.locator(".rows .choose").first.click()
        expect(page.locator("#detail h3").first).to_contain_text(payload)


@pytest.mark.parametrize("store", [load_talk, write_hostile_store], ids=["talk", "hostile"])
def test_the_plain_page_of_pyvis_opens_offline(browser: Browser, tmp_path: Path, store) -> None:  # noqa: ANN001
    file = draw_plainly(convert(store())).save(tmp_path / "plain.html")
    context = browser.new_context(offline=True)
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    expect(page.locator("#mynetwork canvas")).to_be_visible()
    # A title that is taken for markup runs when the pointer comes over its node.
    for node, place in page.evaluate("Object.entries(network.getPositions())"):
        page.evaluate("([id, at]) => network.moveTo({ position: at, scale: 2 })", [node, place])
        page.mouse.move(639, 340)
        page.mouse.move(640, 341)
    page.wait_for_timeout(400)
    assert page.evaluate("window.hit") is None
    assert {url.partition(":")[0] for url in requests} == {"file"}
    assert errors == []
    assert page.locator("img, iframe").count() == 0
    context.close()
