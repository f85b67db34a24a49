"""The page with hostile data and without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from graph_builder.drawing import draw

from .networks import load_talk

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_a_script_that_is_not_ours_cannot_run(browser: Browser, tmp_path: Path) -> None:
    html = draw(load_talk()).html.replace("</body>", "<script>window.hit = 1</script></body>")
    file = tmp_path / "injected.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("window.hit") is None
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hit = 2';"
        "document.head.append(s); }"
    )
    assert page.evaluate("window.hit") is None
    refused = "fetch('data:,x').then(() => 'fetched', () => 'refused')"
    assert page.evaluate(refused) == "refused"
    context.close()


def test_a_network_that_never_answers_delays_nothing(browser: Browser, ordos_file: Path) -> None:
    context = browser.new_context()
    context.route("http*://**", lambda _: None)
    page = context.new_page()
    page.goto(ordos_file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator(".card").first).to_be_visible()
    context.close()


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "notebook.html"
    file.write_text(f"<body>{draw(load_talk())._repr_html_()}</body>", encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator(".card").first.click()
    expect(frame.locator("#detail h2")).to_be_visible()
    frame.locator('#views button[value="table"]').click()
    expect(frame.locator(".rows .row").first).to_be_visible()
    frame.locator('#views button[value="network"]').click()
    expect(frame.locator(".vis-network canvas")).to_be_visible()
    assert errors == []
    context.close()
