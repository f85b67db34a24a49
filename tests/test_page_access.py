"""The page for everyone: keyboard, screen reader, phone, paper, no scripts, contrast."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from graph_builder.querying import run_query

from .explorer import COAL, COAL_IRI, DESKTOP, PHONE, VIEWS, choose, go, opened
from .graphs import build_ordos

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "page" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHOSEN = f"&s={COAL_IRI.replace('/', '%2F').replace(':', '%3A')}"
#: Text with the colours it stands on; a card over lines has a ground of its own.
CONTRAST = """
() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => (
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgb("Canvas");
  };
  const bad = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest(".unseen, svg, noscript")) continue;
    const [one, other] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) bad.push([element.className || element.tagName, ratio.toFixed(2)].join(" "));
  }
  return bad;
}
"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        reason = "no axe-core: run make page-tools to test accessibility with it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "look",
    [
        (DESKTOP, "light", "en", CHOSEN),
        (DESKTOP, "light", "zh", ""),
        (DESKTOP, "dark", "en", ""),
        (DESKTOP, "dark", "zh", CHOSEN),
        (PHONE, "light", "zh", CHOSEN),
        (PHONE, "dark", "en", ""),
    ],
    ids=lambda look: f"{look[0]['width']} {look[1]} {look[2]} {'chosen' if look[3] else 'open'}",
)
def test_axe_finds_nothing_in_any_view(
    browser: Browser, ordos_file: Path, axe: str, look: tuple[dict[str, int], str, str, str]
) -> None:
    size, scheme, language, chosen = look
    address = f"#view=cascade&lang={language}{chosen}"
    with opened(browser, ordos_file, size, address, scheme) as page:
        page.evaluate(axe)
        for view in VIEWS:
            go(page, view)
            found = page.evaluate(
                "(tags) => axe.run(document, { runOnly: tags }).then(({ violations }) => violations"
                ".map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`))",
                RULES,
            )
            assert found == [], view


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(
    browser: Browser, ordos_file: Path, scheme: str
) -> None:
    for chosen in ("", CHOSEN):
        with opened(browser, ordos_file, DESKTOP, f"#q=2025{chosen}", scheme) as page:
            for view in VIEWS:
                go(page, view)
                page.wait_for_timeout(250)
                assert page.evaluate(CONTRAST) == [], (view, chosen)


def test_lines_and_signs_stand_out(browser: Browser, ordos_file: Path) -> None:
    for scheme in ("light", "dark"):
        with opened(browser, ordos_file, scheme=scheme) as page:
            kinds = ("directive", "goal", "action", "programme", "target", "assessment")
            for name in ("rule", "accent", *(f"kind-{kind}" for kind in kinds)):
                for ground in ("paper", "card", "lane"):
                    assert contrast(page, name, ground) >= 3, (name, ground, scheme)


def contrast(page: Page, name: str, ground: str) -> float:
    colours: list[list[int]] = page.evaluate(
        """(names) => names.map((name) => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.setProperty("color", `var(--${name})`);
          const colour = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
          probe.remove();
          return colour;
        })""",
        [name, ground],
    )
    lights = sorted((luminance(colour) for colour in colours), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: list[int]) -> float:
    channels = [channel / 255 for channel in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_keyboard_leads_from_search_to_a_copied_citation(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.keyboard.press("/")
        expect(page.locator("#query")).to_be_focused()
        page.keyboard.type("coal output of at least")
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        expect(page.locator("#detail h2")).to_have_text(COAL)
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "copy-cite":
                break
        page.keyboard.press("Enter")
        expect(page.locator("#live")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("“煤炭產量達到10億噸以上”, Li Li, ")
        assert "characters 709–721" in copied
        assert copied.endswith(COAL_IRI)
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_hidden()


def test_arrow_keys_walk_the_relations(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        page.locator(".card", has_text="A world-class energy industry").first.focus()
        page.keyboard.press("ArrowRight")
        held = page.locator(".card:focus")
        expect(held).to_contain_text("Answer for secure energy supply")
        expect(page.locator("#live")).to_have_text("links up: 1, links down: 0")
        page.keyboard.press("ArrowDown")
        expect(held).to_contain_text("Carry out the energy revolution")
        page.keyboard.press("ArrowLeft")
        expect(held).to_contain_text("A world-class energy industry")
        page.keyboard.press("ArrowLeft")
        expect(held).to_contain_text("Four world-class industries")
        page.keyboard.press("End")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        assert page.locator("#stage .card[tabindex='0']").count() <= 1


def test_the_query_of_the_panel_gives_the_same_from_the_graph(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file) as page:
        choose(page, COAL)
        text = page.locator("#detail textarea.query").input_value()
    quotes = {row["quote"] for row in run_query(build_ordos(), text).records()}
    assert {"煤炭產量達到10億噸以上", "10億噸以上", "“十四五”末"} <= quotes


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_all_without_scrolling_sideways(
    browser: Browser, ordos_file: Path, width: int
) -> None:
    overflow = "document.documentElement.scrollWidth - innerWidth"
    with opened(browser, ordos_file, {**PHONE, "width": width}) as page:
        for view in VIEWS:
            go(page, view)
            assert page.evaluate(overflow) <= 0, view
        go(page, "cascade")
        page.locator(".card", has_text="A world-class energy industry").first.click()
        expect(page.locator("#detail")).to_be_visible()
        assert page.evaluate(overflow) <= 0
        page.get_by_label("Close").click()
        page.locator("#filters").click()
        expect(page.locator("#side")).to_be_visible()


def test_without_scripts_the_outline_can_be_read(browser: Browser, ordos_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(ordos_file.as_uri())
    expect(page.locator("li", has_text=COAL).first).to_be_visible()
    expect(page.locator("blockquote", has_text="煤炭產量達到10億噸以上").first).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    context.close()


def test_paper_shows_what_matches_with_its_quotes(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#kind=target&theme=energy") as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        matches = int(page.evaluate("document.getElementById('matches').textContent.split(' ')[0]"))
        expect(page.locator("#print tbody tr")).to_have_count(matches)
        expect(page.locator("#print")).to_contain_text("煤炭產量達到10億噸以上")
        expect(page.locator("#stage")).to_be_hidden()
        assert len(page.pdf()) > 30_000


def test_the_colours_can_be_chosen(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        page.locator("#scheme").click()
        assert page.evaluate(ground) == light
        page.locator("#scheme").click()
        assert page.evaluate(ground) != light
        assert "scheme=dark" in page.evaluate("location.hash")


def test_a_browser_that_is_too_old_is_told_so(browser: Browser, ordos_file: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(ordos_file.as_uri())
    expect(page.locator("#failure [lang=en]")).to_be_visible()
    expect(page.locator("#failure")).to_contain_text("Firefox 113")
    context.close()


def test_a_row_keeps_the_keyboard_while_the_table_scrolls(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, address="#view=table") as page:
        page.locator(".rows .choose").first.focus()
        page.evaluate("document.getElementById('stage').scrollTop = 4000")
        expect(page.locator(".rows .row").nth(20)).to_be_attached()
        assert page.evaluate("document.activeElement.className") == "choose"


@pytest.mark.parametrize("view", ["table", "timeline", "matrix"])
def test_every_list_gives_the_keyboard_to_the_panel_and_takes_it_back(
    browser: Browser, ordos_file: Path, view: str
) -> None:
    with opened(browser, ordos_file, address=f"#view={view}") as page:
        page.locator("#stage").focus()
        first = page.locator("#stage button[data-node]").nth(6)
        name = first.inner_text()
        first.focus()
        page.keyboard.press("ArrowDown")  # tells the browser that the keyboard is in use
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        page.wait_for_timeout(250)
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_hidden()
        page.wait_for_timeout(250)
        held = page.evaluate("document.activeElement.innerText")
        assert held == name
