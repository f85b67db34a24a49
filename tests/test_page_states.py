"""What the page looks like while it is used: with the pointer on it, the keyboard in it, dimmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .explorer import CHOSEN, DESKTOP, PHONE, PROBE, VIEWS, go, opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: Notes what is painted on a canvas: how, in what colour, how much of it is seen.
WATCH = """
() => {
window.painted = new Set();
const pens = CanvasRenderingContext2D.prototype;
const acts = [["fill", "fillStyle"], ["stroke", "strokeStyle"], ["fillText", "fillStyle"]];
for (const [act, paint] of acts) {
  const real = pens[act];
  pens[act] = function (...given) {
    if (this.canvas.isConnected) window.painted.add([act, this[paint], this.globalAlpha].join("|"));
    return real.apply(this, given);
  };
}
}
"""
#: Whether each sign is drawn, and not as the box that stands for what no font has.
GLYPHS = """
(signs) => {
  const canvas = new OffscreenCanvas(40, 40);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const look = (sign) => {
    pen.clearRect(0, 0, 40, 40);
    pen.font = `28px ${getComputedStyle(document.body).fontFamily}`;
    pen.fillText(sign, 4, 32);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  const missing = look("\\u{10fffe}");
  const looks = signs.map(look);
  return { missing: looks.filter((one) => one === missing).length, distinct: new Set(looks).size };
}
"""
HOVERED = (
    "#views button:not([aria-current])", "#filters", ".menu summary", "#side label", ".card",
    ".card.faded", ".card.tied", ".ask", ".item", ".rows .choose", ".row.head button",
    ".matrix .filled button", ".matrix .side .choose", "#detail .link button", "#detail .copy-cite",
    "#detail .close", ".source mark",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_pointer_is_on_can_be_read(
    browser: Browser, texts_file: Path, scheme: str
) -> None:
    hovered = set()
    for chosen in ("", CHOSEN):
        with opened(browser, texts_file, DESKTOP, f"#lang=en{chosen}", scheme) as page:
            page.evaluate(PROBE)
            page.emulate_media(reduced_motion="reduce")
            for view in VIEWS:
                go(page, view)
                for selector in HOVERED:
                    found = page.locator(f"{selector}:visible").first
                    if found.count():
                        found.hover(force=True)
                        faint = found.evaluate("element => findFaintTexts(element)")
                        assert faint == [], (view, selector)
                        hovered.add(selector)
    assert hovered == set(HOVERED)


@pytest.mark.parametrize("view", ["cascade", "table", "matrix", "source"])
@pytest.mark.parametrize("look", [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_the_keyboard_shows_where_it_is(
    browser: Browser, texts_file: Path, view: str, look: tuple[dict[str, int], str]
) -> None:
    size, scheme = look
    with opened(browser, texts_file, size, f"#view={view}&lang=en{CHOSEN}", scheme) as page:
        page.evaluate(PROBE)
        stops = set()
        for step in range(40):
            if step == 25:  # a list may be longer than anyone wants to wait for
                page.locator("#detail .close").focus()
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                continue
            faint = page.evaluate("findFaintFocus()")
            assert faint == [], faint
            stops |= set(
                page.evaluate("""() => [...document.querySelectorAll("[id]")]
              .filter((part) => part.contains(document.activeElement)).map(({ id }) => id)""")
            )
        assert {"query", "tools", "views", "stage", "detail"} <= stops


@pytest.mark.parametrize("chosen", ["", CHOSEN], ids=["open", "chosen"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_and_names_on_the_canvas_stand_out(
    browser: Browser, ordos_file: Path, scheme: str, chosen: str
) -> None:
    with opened(browser, ordos_file, DESKTOP, f"#view=table{chosen}", scheme) as page:
        page.evaluate(PROBE)
        page.evaluate(WATCH)
        go(page, "network")
        expect(page.locator(".vis-network canvas")).to_be_visible()
        page.wait_for_timeout(200)
        found = page.evaluate("""() => {
          const [ground] = groundsOf(document.querySelector("#stage"));
          return [...window.painted].map((name) => {
            const [act, colour, alpha] = name.split("|");
            const [r, g, b, a] = readColour(colour);
            const seen = blend([r, g, b, a * alpha], ground);
            return [act, colour, alpha, contrast(seen, ground), a * alpha];
          });
        }""")
    # The ground itself is painted too, behind signs and names.
    faint = [row for row in found if 1.05 < row[3] < (4.5 if row[0] == "fillText" else 3)]
    assert faint == []
    assert {row[0] for row in found} >= {"fill", "stroke", "fillText"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_canvas_is_not_blank(
    browser: Browser, ordos_file: Path, size: dict[str, int], language: str
) -> None:
    with opened(browser, ordos_file, size, f"#view=network&lang={language}") as page:
        expect(page.locator(".vis-network canvas")).to_be_visible()
        page.wait_for_timeout(300)
        ink, colours = page.evaluate("""() => {
          const canvas = document.querySelector("#stage canvas");
          const copy = new OffscreenCanvas(canvas.width, canvas.height);
          const pen = copy.getContext("2d", { willReadFrequently: true });
          pen.drawImage(canvas, 0, 0);
          const dots = new Uint32Array(pen.getImageData(0, 0, copy.width, copy.height).data.buffer);
          return [dots.filter((dot) => dot !== 0).length / dots.length, new Set(dots).size];
        }""")
        assert ink > 0.01
        assert colours > 50


def test_chinese_is_drawn_with_its_own_glyphs(browser: Browser, ordos_file: Path) -> None:
    signs = [*"煤炭產量達到億噸以上产达吨能源鄂尔多斯级联"]
    with opened(browser, ordos_file) as page:
        found = page.evaluate(GLYPHS, signs)
    assert found == {"missing": 0, "distinct": len(set(signs))}


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, ordos_file: Path) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.transitionDuration !== "0s" || style.animationName !== "none"
        || style.scrollBehavior !== "auto";
    }).length"""
    with opened(browser, ordos_file, address=f"#lang=en{CHOSEN}") as page:
        assert page.evaluate(moving) > 0
        page.emulate_media(reduced_motion="reduce")
        for view in VIEWS:
            go(page, view)
            assert page.evaluate(moving) == 0, view


def test_the_keyboard_is_never_lost(browser: Browser, texts_file: Path) -> None:
    with opened(browser, texts_file, address="#view=table&lang=en") as page:
        for view, act in (
            ("table", '[data-sort="deadline"]'),
            ("table", ".rows .choose"),
            ("timeline", ".item"),
            ("matrix", ".matrix .filled button"),
            ("matrix", ".matrix .side .choose"),
            ("cascade", ".card[tabindex='0']"),
            ("cascade", ".ask"),
            ("source", ".source mark[tabindex='0']"),
            ("network", ".bar button"),
        ):
            go(page, view)
            page.locator(f"#stage {act}").first.focus()
            page.keyboard.press("Enter")
            page.wait_for_timeout(150)
            assert held(page) != "BODY", (view, act)
            page.keyboard.press("Escape")
            page.wait_for_timeout(100)
            assert held(page) != "BODY", (view, act, "closed")
            if page.locator("#clear").count():
                page.locator("#clear").click()
        go(page, "matrix")
        page.locator("#across").focus()
        page.locator("#across").select_option("place")
        assert held(page) == "SELECT"
        for part in ("#language", "#scheme", '[data-facet="kind"] input', "#clear"):
            page.locator(part).first.focus()
            page.keyboard.press("Space")
            page.wait_for_timeout(100)
            assert held(page) != "BODY", part


def test_the_network_is_opened_while_it_is_still_opening(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file) as page:
        page.evaluate("""() => {
          const open = (view) => document.querySelector(`#views [value=${view}]`).click();
          for (const view of ["network", "table", "network", "source", "network"]) open(view);
        }""")
        expect(page.locator(".vis-network canvas")).to_be_visible()
        expect(page.locator("#stage .bar button").first).to_be_visible()


def held(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.tagName")
    return name


def test_the_button_of_the_filters_says_how_many_are_set(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, PHONE, "#lang=en&verdict=missed&theme=energy") as page:
        expect(page.locator("#filters")).to_have_text("Filters (2)")
        page.locator("#filters").click()
        page.locator("#clear").click()
        expect(page.locator("#filters")).to_have_text("Filters")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_open_view_is_named_in_sight_on_a_phone(
    browser: Browser, ordos_file: Path, language: str
) -> None:
    for view in VIEWS:
        with opened(browser, ordos_file, PHONE, f"#lang={language}&view={view}") as page:
            tab = page.locator("#views [aria-current]")
            expect(tab).to_be_in_viewport(ratio=0.95)


def test_the_live_region_tells_what_happened(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#lang=en") as page:
        live = page.locator("#live")
        expect(live).to_have_attribute("role", "status")
        page.locator("#query").fill("coal")
        expect(live).to_contain_text("found")
        page.locator("#query").fill("")
        page.locator('[data-facet="kind"] input[data-key="target"]').check()
        expect(live).to_contain_text("of 174")
        page.locator("#query").fill("no such words anywhere")
        expect(live).to_contain_text("0")
        page.locator("#language").click()
        page.locator("#query").fill("煤炭")
        expect(live).to_contain_text("找到")
