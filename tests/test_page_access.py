"""The page for everyone: keyboard, screen reader, phone, paper, no scripts, contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from graph_builder.querying import run_query

from .explorer import COAL, COAL_IRI, DESKTOP, PHONE, choose, opened
from .graphs import build_ordos

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


class Journey(NamedTuple):
    """What is typed, and what is read on the way and in the copied citation, in one language."""

    language: str
    wanted: str
    found: str
    speaker: str
    place: str
    told: str


JOURNEYS = [
    Journey("en", "coal output of at least", COAL, ", Li Li, ", "characters 709–721", "Copied"),
    Journey(
        "zh", "煤炭产量不低于", "2025年煤炭产量不低于10亿吨", "，李理，", "字符 709–721", "已复制"
    ),
]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.language)
def test_the_keyboard_leads_from_search_to_a_copied_citation(
    browser: Browser, ordos_file: Path, size: dict[str, int], journey: Journey
) -> None:
    with opened(browser, ordos_file, size, f"#lang={journey.language}") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.keyboard.press("/")
        expect(page.locator("#query")).to_be_focused()
        page.keyboard.type(journey.wanted)
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        expect(page.locator("#detail h2")).to_have_text(journey.found)
        expect(page.locator("#detail blockquote").first).to_be_in_viewport()
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "copy-cite":
                break
        page.keyboard.press("Enter")
        expect(page.locator("#live")).to_have_text(journey.told)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"“煤炭產量達到10億噸以上”{journey.speaker}")
        assert journey.place in copied
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
