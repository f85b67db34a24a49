"""An address restores the whole of what was seen; and a person's task, counted in steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from benchmarks.task import TASKS, Walk, walk

from .explorer import CHOSEN, COAL, DESKTOP, PHONE, VIEWS, go, opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: All that a reader can have chosen, as far as it can be seen.
SEEN = """() => ({
  view: document.getElementById("stage").className,
  language: document.documentElement.lang,
  scheme: document.documentElement.dataset.scheme,
  chosen: document.querySelector("#detail h2")?.textContent,
  query: document.getElementById("query").value,
  filters: [...document.querySelectorAll("#side input:checked")].map(({ dataset }) => dataset.key),
  matches: document.getElementById("matches").textContent,
  sorted: [...document.querySelectorAll("[aria-sort]")].map(({ ariaSort }) => ariaSort),
  first: document.querySelector(".rows .row")?.textContent,
  across: document.getElementById("across")?.value,
  document: document.getElementById("source-choice")?.value,
})"""
FACETS = ("kind", "theme", "deadline", "verdict", "place", "level", "basis", "document")


def restored(browser: Browser, file: Path, page: Page) -> dict[str, object]:
    seen: dict[str, object] = page.evaluate(SEEN)
    address = page.evaluate("location.hash")
    with opened(browser, file, address=address) as other:
        other.locator("#side").evaluate("side => side.scrollTop")
        assert other.evaluate(SEEN) == seen
        assert other.evaluate("location.hash") == address
    return seen


@pytest.mark.parametrize("view", VIEWS)
def test_an_address_restores_view_choice_language_colours_and_query(
    browser: Browser, texts_file: Path, view: str
) -> None:
    with opened(browser, texts_file, address=f"#view=cascade{CHOSEN}") as page:
        go(page, view)
        page.locator("#language").click()
        page.locator("#scheme").click()
        page.locator("#query").fill("煤炭")
        page.wait_for_timeout(200)
        seen = restored(browser, texts_file, page)
    assert seen["language"] == "zh-Hans"
    assert seen["scheme"] == "light"
    assert seen["query"] == "煤炭"


@pytest.mark.parametrize("facet", FACETS)
def test_an_address_restores_each_filter(browser: Browser, ordos_file: Path, facet: str) -> None:
    with opened(browser, ordos_file, address="#view=table") as page:
        box = page.locator(f'[data-facet="{facet}"] input').first
        box.check()
        key = box.get_attribute("data-key")
        seen = restored(browser, ordos_file, page)
    assert seen["filters"] == [key]


def test_an_address_restores_sorting_and_columns(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=table&kind=target") as page:
        page.locator('[data-sort="verdict"]').click()
        page.locator('[data-sort="verdict"]').click()
        seen = restored(browser, ordos_file, page)
        assert "descending" in str(seen["sorted"])
        go(page, "matrix")
        page.locator("#across").select_option("document")
        assert restored(browser, ordos_file, page)["across"] == "document"


def test_an_address_restores_document_and_place_of_the_source(
    browser: Browser, texts_file: Path
) -> None:
    with opened(browser, texts_file, address="#view=source") as page:
        fullest = page.locator("#source-choice").input_value()
        page.locator("#source-choice").select_option("2")
        place = page.locator('.source[data-document="2"] [data-start]').nth(3)
        expect(place).to_be_attached()
        assert restored(browser, texts_file, page)["document"] == "2"
        page.locator("#source-choice").select_option(fullest)
        whole = page.locator(f'.source[data-document="{fullest}"] p')
        expect(whole.nth(8)).to_be_attached()
        page.locator("#stage").evaluate("stage => { stage.scrollTop = 900; }")
        expect(page).to_have_url(re.compile("&at="))
        address = page.evaluate("location.hash")
    place = address.rpartition("&at=")[2]
    with opened(browser, texts_file, address=address) as page:
        expect(page.locator(".source p").nth(8)).to_be_attached()
        expect(page.locator(f'.source [data-start="{place}"]')).to_be_in_viewport()
        page.wait_for_timeout(300)
        assert page.evaluate("location.hash") == address


def test_a_filter_that_the_page_does_not_have_is_passed_over(
    browser: Browser, ordos_file: Path
) -> None:
    address = "#view=table&theme=nonsense&kind=target&kind=%3Cb%3E&verdict=constructor"
    with opened(browser, ordos_file, address=address) as page:
        expect(page.locator("#matches")).to_have_text("45 of 174 statements")
        assert page.locator("#side input:checked").count() == 1
        page.locator("#scheme").click()
        assert page.evaluate("location.hash") == "#view=table&scheme=light&kind=target"


def test_the_keyboard_walks_the_marks_of_the_source(browser: Browser, texts_file: Path) -> None:
    with opened(browser, texts_file, address="#view=source&lang=en") as page:
        expect(page.locator(".source mark").first).to_be_attached()
        assert page.locator(".source mark[tabindex='0']").count() == 1
        page.locator(".source mark[tabindex='0']").focus()
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        assert page.locator(".source mark[tabindex='0']").count() == 1
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_hidden()
        expect(page.locator(".source mark:focus")).to_have_count(1)
        # The room has grown, and the text is laid out anew.
        page.wait_for_timeout(400)
        expect(page.locator(".source mark:focus")).to_have_count(1)
        expect(page.locator(".source p").first).to_have_attribute(
            "lang", re.compile("^zh-hant$", re.IGNORECASE)
        )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_person_finds_what_was_due_and_has_no_outcome_in_few_steps(
    browser: Browser, ordos_file: Path, size: dict[str, int], language: str
) -> None:
    with opened(browser, ordos_file, size, f"#lang={language}") as page:
        done = walk(Walk(page, size is PHONE), TASKS[language])
    assert done.found == [TASKS[language].answer]
    assert done.clicks <= (5 if size is PHONE else 4)
    assert done.scrolls <= (1 if size is PHONE else 0)
    assert COAL not in done.found
