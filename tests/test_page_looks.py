"""Every view in both themes, both languages, on desktop and phone, with and without a choice."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from .explorer import AXE_RULES, CHOSEN, DESKTOP, PHONE, PROBE, RUN_AXE, VIEWS, go, opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FINDERS = ("findFaintTexts", "findFaintGraphics", "findSmallTargets", "findWrongLanguages")


class Look(NamedTuple):
    size: dict[str, int]
    scheme: str
    language: str
    chosen: str

    @property
    def name(self) -> str:
        state = "chosen" if self.chosen else "open"
        return f"{self.size['width']} {self.scheme} {self.language} {state}"


LOOKS = [
    Look(*look) for look in product((DESKTOP, PHONE), ("light", "dark"), ("en", "zh"), ("", CHOSEN))
]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_everyone_can_read_and_reach_every_view(
    browser: Browser, texts_file: Path, axe: str, look: Look
) -> None:
    address = f"#view=cascade&lang={look.language}{look.chosen}"
    with opened(browser, texts_file, look.size, address, look.scheme) as page:
        page.evaluate(axe)
        page.evaluate(PROBE)
        for view in VIEWS:
            show(page, view)
            check(page, view)
            # Axe takes most of the time: it sees each pair of theme and language once at every
            # size, two of the four with a choice and two without.
            if ((look.scheme == "light") == (look.language == "en")) == (not look.chosen):
                ask_axe(page, view)


def show(page: Page, view: str) -> None:
    """Open a view and wait for what it shows late; nothing moves here that could be waited for."""
    page.emulate_media(reduced_motion="reduce")
    go(page, view)
    late = {"source": ".source p", "network": ".vis-network canvas"}.get(view, "*")
    expect(page.locator(f"#stage {late}").first).to_be_attached()


def check(page: Page, view: str) -> None:
    for find in FINDERS:
        assert page.evaluate(f"{find}()") == [], (view, find)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


def ask_axe(page: Page, view: str) -> None:
    if view == "table":
        # A row half behind the head that stays is no small target; the finders know that.
        page.locator("#stage").evaluate("stage => { stage.scrollTop = 0; }")
    found = page.evaluate(RUN_AXE, AXE_RULES)
    assert found["violations"] == [], view
    # Colours over lines, bands and signs are what the finders above decide; that a sign without
    # letters has another name is as it should be.
    for rule, text in found["undecided"]:
        assert rule == "color-contrast" or text in {"×", "+", "−"}, (view, rule, text)


@pytest.mark.parametrize("address", ["#q=2025&lang=en", "#q=2025&lang=zh", "#kind=target&lang=en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_found_and_what_it_stands_under_can_be_read(
    browser: Browser, texts_file: Path, address: str, scheme: str
) -> None:
    with opened(browser, texts_file, DESKTOP, address, scheme) as page:
        page.evaluate(PROBE)
        for view in VIEWS:
            show(page, view)
            page.locator("#query").fill("")
            page.locator("#query").fill("202")
            expect(page.locator("#hits")).to_be_visible()
            for find in FINDERS:
                assert page.evaluate(f"{find}()") == [], (view, find)


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_phone_shows_all_without_scrolling_sideways(
    browser: Browser, texts_file: Path, width: int, language: str
) -> None:
    overflow = "document.documentElement.scrollWidth - innerWidth"
    wide = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)"
    wide += "(document.getElementById('stage'))"
    with opened(browser, texts_file, {"width": width, "height": 568}, f"#lang={language}") as page:
        for chosen in ("", CHOSEN):
            page.evaluate("(hash) => { location.hash = hash; }", f"lang={language}{chosen}")
            for view in VIEWS:
                show(page, view)
                assert page.evaluate(overflow) <= 0, view
                # A matrix has columns, as a map has; all else is read from top to bottom.
                assert view == "matrix" or page.evaluate(wide) <= 0, view
        page.locator("#detail .close").click()
        page.locator("#filters").click()
        expect(page.locator("#side")).to_be_visible()
        assert page.evaluate(overflow) <= 0
