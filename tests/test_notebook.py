"""The page as a notebook shows it: in a frame of its own, beside others, with no address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from graph_builder.drawing import draw

from .explorer import COAL, LISTEN, Markup
from .graphs import build_ordos
from .networks import load_talk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page


@pytest.fixture(scope="module")
def notebook_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with three outputs of cells: two graphs, the first of them twice."""
    ordos, talk = draw(build_ordos()), draw(load_talk(), language="zh")
    cells = "".join(f"<div>{drawing._repr_html_()}</div>" for drawing in (ordos, talk, ordos))
    file = tmp_path_factory.mktemp("notebook") / "notebook.html"
    file.write_text(f"<!doctype html><meta charset='utf-8'><title>n</title>{cells}", "utf-8")
    return file


@pytest.fixture(scope="module")
def notebook(browser: Browser, notebook_file: Path) -> Iterator[Page]:
    """The page with all frames ready; nothing may go wrong in any of them."""
    # High enough for all cells: a browser lets frames out of sight wait.
    context = browser.new_context(viewport={"width": 1200, "height": 2400}, offline=True)
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.add_init_script(LISTEN)
    page.goto(notebook_file.as_uri(), wait_until="commit")
    for number in range(3):
        cell(page, number).locator("html[data-ready]").wait_for(state="attached", timeout=90_000)
    yield page
    for frame in page.frames:
        assert frame.evaluate("window.faults") == []
    assert messages == []
    context.close()


def cell(page: Page, number: int) -> FrameLocator:
    return page.frame_locator("iframe").nth(number)


def search(frame: FrameLocator, words: str) -> None:
    frame.locator("#query").fill(words)
    frame.locator("#query").press("Enter")


def test_cells_of_a_notebook_do_not_disturb_each_other(notebook: Page) -> None:
    search(cell(notebook, 0), COAL)
    expect(cell(notebook, 0).locator("#detail h2")).to_have_text(COAL)
    expect(cell(notebook, 1).locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(cell(notebook, 1).locator("#detail")).to_be_hidden()
    expect(cell(notebook, 1).locator("#query")).to_have_value("")
    for view in ("table", "timeline", "matrix", "source", "network"):
        cell(notebook, 2).locator(f'#views button[value="{view}"]').click()
        expect(cell(notebook, 2).locator(f"#stage.view-{view} > *").first).to_be_attached()


def test_a_citation_is_copied_out_of_a_notebook(notebook: Page) -> None:
    frame = cell(notebook, 0)
    search(frame, COAL)
    frame.locator(".copy-cite").click()
    expect(frame.locator("#live")).to_have_text("Copied")
    # The clipboard is read by pasting, as a person would.
    frame.locator("#query").fill("")
    frame.locator("#query").press("ControlOrMeta+V")
    expect(frame.locator("#query")).to_have_value(re.compile("^“煤炭產量達到10億噸以上”, Li Li, "))


def test_a_cell_offers_no_link_that_leads_nowhere(notebook: Page) -> None:
    frame = cell(notebook, 0)
    frame.locator(".menu summary").click()
    expect(frame.locator("#save-svg")).to_be_visible()
    expect(frame.locator("#copy-link")).to_have_count(0)
    before = notebook.url
    frame.locator(".skip").focus()
    frame.locator(".skip").press("Enter")
    expect(frame.locator("#stage")).to_be_focused()
    assert notebook.url == before


def test_an_address_opened_from_a_cell_is_a_page_like_others() -> None:
    ((_, attributes),) = Markup(draw(load_talk())._repr_html_()).tags
    allowed = str(attributes["sandbox"]).split()
    assert "allow-popups-to-escape-sandbox" in allowed
    # With it the page could reach what the notebook holds.
    assert "allow-same-origin" not in allowed
