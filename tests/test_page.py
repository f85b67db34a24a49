"""The page in a browser: offline, by mouse, by keyboard, on a phone, in both languages."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from graph_builder.drawing import draw

from .browser import find_browser
from .graphs import build_ordos
from .networks import PAYLOADS, load_talk, write_hostile_store, write_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

COAL = "Coal output of at least a billion tonnes by 2025"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
#: Faults are gathered in the page: a policy that is broken tells nobody else.
LISTEN = """
window.faults = [];
addEventListener("securitypolicyviolation", (event) => window.faults.push(event.violatedDirective));
addEventListener("error", (event) => window.faults.push(String(event.message)));
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        reason = "no browser: install Chromium to test the page in it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def ordos_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw(build_ordos()).save(tmp_path_factory.mktemp("page") / "ordos.html")


@contextmanager
def opened(browser: Browser, file: Path, size: dict[str, int] = DESKTOP) -> Iterator[Page]:
    """The page, ready; at the end it must have stayed offline and without any fault."""
    dark = "dark" if file.stem.endswith("dark") else "light"
    context = browser.new_context(viewport=size, offline=True, color_scheme=dark)  # type: ignore[arg-type]
    page = context.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.add_init_script(LISTEN)
    page.goto(file.as_uri())
    # Not wait_for_function, which evaluates text and is stopped by the policy.
    page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
    yield page
    assert {url.partition(":")[0] for url in requests} <= {"file", "data", "blob"}
    assert messages == []
    assert page.evaluate("window.faults") == []
    assert page.evaluate("window.hit") is None
    context.close()


def choose(page: Page, label: str) -> None:
    page.locator("#outline a", has_text=label).first.click()
    expect(page.locator("#detail")).to_be_visible()


def test_choosing_a_target_shows_its_proof(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        choose(page, COAL)
        detail = page.locator("#detail")
        expect(detail.locator("h2")).to_have_text(COAL)
        expect(detail.locator("blockquote").first).to_have_text("煤炭產量達到10億噸以上")
        expect(detail.locator("mark.value").first).to_have_text("10億噸以上")
        expect(detail.locator("mark.deadline").first).to_have_text("“十四五”末")
        for words in (
            "2025年煤炭产量不低于10亿吨",
            "characters 709–721",
            "at least 1 billion t",
            "2025-12-31 (end of the 14th Five-Year Plan)",
            "missed",
            "−110 million t",
            "890 million t",
            "Li Li",
        ):
            expect(detail).to_contain_text(words)
        address = detail.get_by_text("Open the source").first.get_attribute("href")
        assert address is not None
        assert address.startswith("https://www.cctd.com.cn/")


def test_links_lead_up_and_down(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        choose(page, COAL)
        page.locator("#detail .link button", has_text="A world-class energy industry").click()
        expect(page.locator("#detail h2")).to_have_text("A world-class energy industry")
        page.locator("#detail .link button", has_text="Advance the energy revolution").click()
        expect(page.locator("#detail h2")).to_have_text("Advance the energy revolution")
        expect(page.locator("#detail")).to_contain_text("carried out by")


def test_a_card_on_the_canvas_can_be_clicked(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        # The first card of the left column stands right below its heading.
        page.locator("#canvas").click(position={"x": 120, "y": 85})
        expect(page.locator("#detail")).to_be_visible()
        expect(page.locator("#outline a[aria-current]")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_hidden()


def test_the_size_of_the_picture_stays_when_the_panel_opens(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file) as page:
        before = look(page)
        # It is in view from the start, so that nothing has to be moved.
        choose(page, "Four world-class industries")
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_hidden()
        page.wait_for_timeout(200)
        assert look(page) == before


def look(page: Page) -> tuple[str, ...]:
    """The picture on the canvas, made small: the colours of its points."""
    colours: list[str] = page.evaluate(
        """() => {
          const copy = new OffscreenCanvas(240, 160);
          const ctx = copy.getContext("2d", { willReadFrequently: true });
          ctx.drawImage(document.querySelector("#canvas canvas"), 0, 0, 240, 160);
          const { data } = ctx.getImageData(0, 0, 240, 160);
          const pointAt = (_, at) => data.slice(4 * at, 4 * at + 4).join(" ");
          return Array.from({ length: 240 * 160 }, pointAt);
        }"""
    )
    return tuple(colours)


def test_the_canvas_is_drawn(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        colours = Counter(look(page))
        assert len(colours) > 50
        assert colours.most_common(1)[0][1] < 0.99 * colours.total()


def test_the_language_changes_everywhere(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        choose(page, COAL)
        page.locator("#languages button", has_text="中文").click()
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        assert page.title() == "承诺与依据"
        expect(page.locator("#detail h2")).to_have_text("2025年煤炭产量不低于10亿吨")
        expect(page.locator("#detail")).to_contain_text("原文依据")
        expect(page.locator("#outline a", has_text="世界级能源产业").first).to_be_visible()
        expect(page.locator("#outline").get_by_text(COAL, exact=True).first).to_be_hidden()


def test_the_legend_hides_a_kind(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        before = look(page)
        page.locator('#legend input[value="action"]').click()
        expect(page.locator('#outline li[data-kind="action"]').first).to_be_hidden()
        expect(page.locator('#outline li[data-kind="goal"]').first).to_be_visible()
        expect(page.locator("#status")).to_contain_text("shown")
        assert look(page) != before
        page.locator('#legend input[value="action"]').click()
        expect(page.locator("#status")).to_be_hidden()


def test_search_finds_labels_and_quotes_of_both_languages(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file) as page:
        for wanted in ("COAL OUTPUT of at least", "煤炭产量不低于", "煤炭產量達到"):
            page.locator("#search").fill(wanted)
            expect(page.locator("#outline a", has_text=COAL).first).to_be_visible()
            expect(page.locator("#outline a", has_text="A modern park city")).to_be_hidden()
        page.locator("#search").press("Enter")
        expect(page.locator("#detail h2")).to_have_text(COAL)


def test_the_keyboard_is_enough(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.locator("#outline a").first.focus()
        page.keyboard.press("ArrowDown")
        expect(page.locator("#outline a").nth(1)).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#outline a").nth(0)).to_be_focused()
        page.keyboard.press("End")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#outline a").nth(0)).to_be_focused()


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_all_without_scrolling_sideways(
    browser: Browser, ordos_file: Path, width: int
) -> None:
    with opened(browser, ordos_file, {**PHONE, "width": width}) as page:
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(overflow) <= 0
        choose(page, COAL)
        assert page.evaluate(overflow) <= 0
        page.get_by_label("Close").click()
        page.locator("#views button", has_text="Graph").click()
        expect(page.locator("#canvas")).to_be_visible()
        page.wait_for_timeout(200)
        assert len(set(look(page))) > 20
        assert page.evaluate(overflow) <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    browser: Browser, ordos_file: Path, tmp_path: Path, theme: str
) -> None:
    file = tmp_path / f"{theme}.html"
    file.write_bytes(ordos_file.read_bytes())
    with opened(browser, file) as page:
        choose(page, COAL)
        style = "getComputedStyle(document.documentElement).getPropertyValue"
        names = ["card", "paper", "lane", "ink", "soft", "rule", "accent", "bad", "good", "open"]
        kinds = ["directive", "goal", "action", "programme", "target", "achievement", "assessment"]
        names += [f"kind-{kind}" for kind in kinds]
        colour = {name: page.evaluate(f"{style}('--{name}')").strip() for name in names}
        for ground in ("card", "paper", "lane"):
            for text in ("ink", "soft", "accent", "bad", "good", "open"):
                assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
            for sign in ("rule", *(f"kind-{kind}" for kind in kinds)):
                assert contrast(colour[sign], colour[ground]) >= 3, (sign, ground)
        # Pillars are written in the colour of cards on the colour of goals.
        assert contrast(colour["card"], colour["kind-goal"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours after WCAG."""
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    file = draw(write_hostile_store()).save(tmp_path / "hostile.html")
    with opened(browser, file) as page:
        shown = page.locator("#outline a")
        for number in range(shown.count()):
            shown.nth(number).click()
        heading = page.locator("#detail h2")
        for payload in PAYLOADS[:4]:
            page.locator("#search").fill(payload)
            page.locator("#search").press("Enter")
            assert payload in (heading.text_content() or "")
        assert page.locator("#detail a").count() == 0
        page.locator("#languages button", has_text="中文").click()


def test_a_script_that_is_not_ours_cannot_run(browser: Browser, tmp_path: Path) -> None:
    html = draw(load_talk()).html.replace("</body>", "<script>window.hit = 1</script></body>")
    file = tmp_path / "injected.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("window.hit") is None
    refused = "fetch('data:,x').then(() => 'fetched', () => 'refused')"
    assert page.evaluate(refused) == "refused"
    context.close()


def test_without_scripts_the_outline_can_be_read(browser: Browser, ordos_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(ordos_file.as_uri())
    expect(page.locator("#outline a", has_text=COAL).first).to_be_visible()
    expect(page.locator("blockquote", has_text="煤炭產量達到10億噸以上").first).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    context.close()


def test_print_shows_the_outline_with_its_quotes(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        page.emulate_media(media="print")
        expect(page.locator("#canvas")).to_be_hidden()
        expect(page.locator("blockquote", has_text="煤炭產量達到10億噸以上").first).to_be_visible()
        assert len(page.pdf()) > 50_000


@pytest.mark.parametrize(
    "turtle",
    [
        "",
        'd:a a pc:Goal ; rdfs:label "one"@en .',
        f'd:a a pc:Goal ; rdfs:label "{"长" * 5000}"@zh-Hans .',
        "d:a a pc:Goal ; pc:partOf d:b . d:b a pc:Goal ; pc:partOf d:a .",
    ],
    ids=["empty", "one", "long", "circle"],
)
def test_odd_graphs_open(browser: Browser, tmp_path: Path, turtle: str) -> None:
    file = draw(write_store(turtle)).save(tmp_path / "odd.html")
    with opened(browser, file) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if turtle:
            page.locator("#outline a").first.click()
            expect(page.locator("#detail h2")).to_be_focused()
