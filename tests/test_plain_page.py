"""The page that users of pyvis expect, opened without a network."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from graph_builder.drawing import draw_plainly
from graph_builder.network import convert

from .explorer import LISTEN
from .graphs import build_ordos
from .networks import PAYLOADS, write_hostile_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from pyoxigraph import Store

#: Where on the page a node stands.
PLACE = """id => {
  const { left, top } = document.querySelector("canvas").getBoundingClientRect();
  const { x, y } = network.canvasToDOM(network.getPositions([id])[id]);
  return [left + x, top + y];
}"""


@contextmanager
def opened_plainly(browser: Browser, store: Store, language: str, folder: Path) -> Iterator[Page]:
    file = draw_plainly(convert(store), language).save(folder / "plain.html")
    context = browser.new_context(viewport={"width": 1200, "height": 800}, offline=True)
    page = context.new_page()
    faults: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.add_init_script(LISTEN)
    page.goto(file.as_uri())
    page.wait_for_selector("canvas")
    yield page
    assert requests == [file.as_uri()]
    assert faults == []
    assert page.evaluate("window.hit") is None
    context.close()


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        ("en", "Commitments and their proof", "Target: Coal output of at least a billion tonnes"),
        ("zh", "承诺与依据", "指标：2025年煤炭产量不低于10亿吨"),
    ],
)
def test_the_plain_page_opens_offline_with_one_heading_and_tells_of_a_sign_under_the_pointer(
    browser: Browser, tmp_path: Path, language: str, title: str, told: str
) -> None:
    with opened_plainly(browser, build_ordos(), language, tmp_path) as page:
        assert page.title() == title
        assert page.locator("h1").all_inner_texts() == [title]
        assert page.evaluate("document.compatMode") == "CSS1Compat"
        assert page.evaluate("document.body.firstElementChild.localName") == "h1"
        counts = page.evaluate("[nodes.length, edges.length]")
        network = convert(build_ordos())
        assert counts == [network.number_of_nodes(), network.number_of_edges()]
        number = page.evaluate(
            "told => nodes.get().find(({ title }) => title.startsWith(told)).id", told
        )
        page.mouse.move(*page.evaluate(PLACE, number))
        tooltip = page.locator(".vis-tooltip")
        tooltip.wait_for(state="visible")
        assert told in tooltip.inner_text()
        assert "煤炭產量達到10億噸以上" in tooltip.inner_text()


def test_nothing_of_the_data_runs_when_every_sign_is_pointed_at(
    browser: Browser, tmp_path: Path
) -> None:
    with opened_plainly(browser, write_hostile_store(), "en", tmp_path) as page:
        shown = set()
        for number in page.evaluate("nodes.getIds()"):
            page.evaluate("id => network.focus(id, { scale: 1.5, animation: false })", number)
            page.mouse.move(1, 1)
            page.mouse.move(*page.evaluate(PLACE, number))
            page.locator(".vis-tooltip").wait_for(state="visible")
            shown.add(page.locator(".vis-tooltip").text_content())
            # Each new line is a break.
            assert page.locator(".vis-tooltip :not(br)").count() == 0
        assert len(shown) >= len(PAYLOADS)
