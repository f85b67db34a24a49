"""The reference page in a browser: switch, search, deep links, no scripts, contrast, axe."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from graph_builder.documenting import document
from graph_builder.ontology import load_ontology

from .explorer import AXE_RULES, DESKTOP, PHONE, PROBE, RUN_AXE, opened
from .networks import PAYLOADS
from .test_reference_pages import write_hostile_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reference") / "ontology.html"
    path.write_text(document(load_ontology()), encoding="utf-8")
    return path


def test_the_switch_shows_one_language_and_keeps_it_in_the_address(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file, address="#Target") as page:
        card = page.locator("[id='Target']")
        expect(card.locator("h4")).to_contain_text("target")
        expect(card.get_by_text("具体目标", exact=True).first).to_be_hidden()
        page.get_by_role("radio", name="中文", exact=True).check()
        expect(card.get_by_text("具体目标", exact=True).first).to_be_visible()
        expect(card.get_by_text("A commitment to reach")).to_be_hidden()
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        assert page.title() == "polcom 本体参考"
        assert page.evaluate("location.search + location.hash") == "?lang=zh#Target"
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        expect(page.locator("[id='in-zh']")).to_be_checked()


def test_names_messages_and_questions_are_written_from_their_cards_in_the_language_shown(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file, address="#rank") as page:
        rank, implements = page.locator("[id='rank']"), page.locator("[id='implements']")
        rule = "rank: write the position as a whole number, 1 for the first."
        expect(rank.locator(".messages")).to_contain_text(f"must {rule}")
        expect(rank.locator(".questions li").first).to_have_text(re.compile(r"^\w.*\? \w+$"))
        expect(rank.locator(".count")).to_have_text("Used 9 times in the Ordos graph.")
        expect(rank.locator("cite").first).to_contain_text("Ordos")
        domain = implements.locator("dl > div", has_text="Domain")
        expect(domain).to_have_text("Domaincommitment")
        page.get_by_role("radio", name="中文", exact=True).check()
        expect(rank.locator(".messages")).to_contain_text(
            "必须 rank：请写位次，须为整数，第一写 1。"
        )
        expect(rank.locator(".count")).to_have_text("鄂尔多斯图谱中共用 9 次。")
        expect(implements.locator("dl > div", has_text="定义域")).to_have_text("定义域承诺")
        expect(rank.locator("header small")).to_have_text("数据属性")
        expect(page.locator("#contents [href='#implements']")).to_have_text("落实")
        sign = "e => getComputedStyle(e, '::after').content"
        assert rank.locator(".proof").first.evaluate(sign) == '"："'


def test_without_scripts_both_languages_can_be_read(browser: Browser, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(f"{page_file.as_uri()}#Target")
    expect(page.get_by_text("A commitment to reach a particular end state").first).to_be_visible()
    expect(page.get_by_text("对达到某一特定终极状态").first).to_be_hidden()
    expect(page.locator("[id='Target'] dl")).to_contain_text("QualitativeTarget")
    expect(page.locator("#search")).to_be_hidden()
    page.get_by_role("radio", name="中文", exact=True).check()
    expect(page.get_by_text("对达到某一特定终极状态").first).to_be_visible()
    expect(page.get_by_text("A commitment to reach a particular end state").first).to_be_hidden()
    page.get_by_role("radio", name="深色", exact=True).check()
    assert page.locator("body").evaluate("e => getComputedStyle(e).colorScheme") is not None
    context.close()


@pytest.mark.parametrize("anchor", ["Target", "verdict/met", "shape/target-deadline", "unit:TONNE"])
def test_a_deep_link_leads_to_its_card(browser: Browser, page_file: Path, anchor: str) -> None:
    with opened(browser, page_file, address=f"#{anchor}") as page:
        expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_a_link_to_a_card_that_a_filter_hides_shows_it(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        page.locator("#query").fill("metric")
        page.evaluate("location.hash = '#verdict/met'")
        expect(page.locator("[id='verdict/met']")).to_be_in_viewport()
        expect(page.locator("#query")).to_have_value("")


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("deadline", "deadline"),
        ("截止日期", "deadline"),
        ("称号目标", "StatusTarget"),
        ("稱號目標", "StatusTarget"),
        ("afterwards be checked", "Target"),
        ("TONNE", "unit:TONNE"),
        ("https://w3id.org/polcom/ns#deadline", "deadline"),
    ],
)
def test_search_finds_by_label_definition_and_iri_in_every_script(
    browser: Browser, page_file: Path, words: str, anchor: str
) -> None:
    with opened(browser, page_file) as page:
        page.keyboard.press("/")
        expect(page.locator("#query")).to_be_focused()
        page.keyboard.insert_text(words)
        expect(page.locator("#hits [role=option] code").first).to_have_text(anchor)
        page.keyboard.press("Enter")
        expect(page.locator(f"[id='{anchor}']")).to_be_focused()


def test_terms_of_extensions_are_found_and_linked_to_as_those_of_core(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(document(load_ontology([Path("ndc"), Path("sdg")])), encoding="utf-8")
    with opened(browser, path, address="?lang=zh#sdg:7.2.1") as page:
        card = page.locator("[id='sdg:7.2.1']")
        expect(card).to_be_in_viewport()
        expect(card.locator("dl > div", has_text="所在词表").locator("a")).to_have_text(
            "可持续发展目标的全球指标"
        )
        page.locator("#query").fill("conditionality")
        expect(page.locator("#hits [role=option] code").first).to_contain_text("conditionality")
        page.keyboard.press("Enter")
        expect(page.locator(".card:focus .iri")).to_contain_text("/ext/ndc/")


def test_arrow_keys_choose_among_the_hits_and_escape_clears(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as page:
        page.locator("#query").fill("target")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#hit-1")).to_have_attribute("aria-selected", "true")
        expect(page.locator("#query")).to_have_attribute("aria-activedescendant", "hit-1")
        page.keyboard.press("Escape")
        expect(page.locator("#hits")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(page.locator("#query")).to_have_value("")


def test_filters_by_module_and_kind_leave_only_what_fits(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        page.select_option("#of-kind", "class")
        page.select_option("#of-module", "module/monitoring")
        shown = page.locator("article.card:visible")
        expect(shown).to_have_count(2)
        expect(page.locator("#found")).to_contain_text("2 of ")
        page.locator("#query").fill("nothing is called so")
        expect(page.locator("#nothing")).to_be_visible()
        page.get_by_role("button", name="Show all").click()
        expect(page.locator("[id='Target']")).to_be_visible()


def test_an_iri_can_be_copied(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, address="#Target") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy IRI target", exact=True).click()
        expect(page.locator("#found")).to_have_text("Copied: https://w3id.org/polcom/ns#Target")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "https://w3id.org/polcom/ns#Target"


LOOKS = [*product((DESKTOP, PHONE), ("light", "dark"), ("en", "zh"))]
#: All cards are made alike, so one module of each sort is tried.
TRIED = ("module/core", "module/vocab/verdict", "module/shapes/core")
#: Axe takes minutes over the whole page, although nobody sees what the filter hides.
DROP_HIDDEN = """
for (const one of document.querySelectorAll("main [hidden]:not([role=listbox])")) one.remove();
// Cards out of sight are laid out late, which axe cannot wait for.
for (const card of document.querySelectorAll(".card")) card.style.contentVisibility = "visible";
"""


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]['width']} {look[1]} {look[2]}")
def test_everyone_can_read_every_sort_of_card(
    browser: Browser, page_file: Path, axe: str, look: tuple[dict[str, int], str, str]
) -> None:
    size, scheme, language = look
    for module in TRIED:
        with opened(browser, page_file, size, f"?lang={language}", scheme) as page:
            assert page.evaluate(OVERFLOW) <= 0
            page.evaluate(axe)
            page.evaluate(PROBE)
            page.select_option("#of-module", module)
            page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            page.evaluate(DROP_HIDDEN)
            for find in ("findFaintTexts", "findSmallTargets", "findWrongLanguages"):
                assert page.evaluate(f"{find}()") == [], (module, find)
            assert page.evaluate(RUN_AXE, AXE_RULES)["violations"] == [], module


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_lines_of_diagrams_stand_out(
    browser: Browser, page_file: Path, scheme: str
) -> None:
    with opened(browser, page_file, scheme=scheme) as page:
        assert page.evaluate(DIAGRAMS) == []


#: Text of diagrams against their boxes, lines against the paper; those that stand out too little.
DIAGRAMS = """
() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((c) => c / 255).map((c) => (
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const bad = [];
  for (const text of document.querySelectorAll("svg text")) {
    const box = getComputedStyle(text.closest(".box").querySelector("rect")).fill;
    if (ratio(getComputedStyle(text).fill, box) < 4.5) bad.push(text.textContent);
  }
  const paper = getComputedStyle(document.body).backgroundColor;
  for (const line of document.querySelectorAll("svg .bus path:not(.head), svg .branch, svg rect")) {
    if (ratio(getComputedStyle(line).stroke, paper) < 3) bad.push(line.outerHTML);
  }
  return bad;
}
"""


def test_words_of_diagrams_stay_within_their_boxes(browser: Browser, page_file: Path) -> None:
    for language in ("en", "zh"):
        with opened(browser, page_file, address=f"?lang={language}") as page:
            over = page.evaluate(
                """() => [...document.querySelectorAll("svg text")].filter((text) => {
                  const [own, box] = [text, text.closest(".box").querySelector("rect")]
                    .map((element) => element.getBoundingClientRect());
                  return own.left < box.left || own.right > box.right;
                }).map((text) => text.textContent)"""
            )
            assert over == []


def test_the_contents_open_on_a_phone(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, PHONE) as page:
        expect(page.locator("#contents")).to_be_hidden()
        page.get_by_role("checkbox", name="Contents").check()
        expect(page.locator("#contents")).to_be_visible()
        page.locator("#contents summary").first.click()
        page.locator("#contents a", has_text="achievement").first.click()
        expect(page.locator("[id='Achievement']")).to_be_in_viewport()
        assert page.evaluate(OVERFLOW) <= 0


def test_paper_shows_the_terms_without_the_tools(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        page.select_option("#of-module", "module/core")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator("#search")).to_be_hidden()
        expect(page.locator("#contents")).to_be_hidden()
        expect(page.locator("[id='Target'] .messages li").last).to_be_visible()
        assert len(page.pdf()) > 30_000


def test_nothing_of_an_extension_runs(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, write_hostile_page(tmp_path), address="?lang=zh") as page:
        page.locator("#query").fill(PAYLOADS[0][:12])
        page.select_option("#of-module", index=1)
        page.locator("#in-en").check(force=True)
        # Whatever ran would have changed one of these or broken the policy.
        assert page.evaluate("document.querySelectorAll('article img, article script').length") == 0
