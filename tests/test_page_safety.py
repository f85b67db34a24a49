"""The page with hostile data and without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from graph_builder.drawing import draw, draw_plainly
from graph_builder.network import convert

from .explorer import VIEWS, go, opened
from .networks import PAYLOADS, load_talk, write_hostile_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    file = draw(write_hostile_store()).save(tmp_path / "hostile.html")
    with opened(browser, file) as page:
        for view in VIEWS:
            go(page, view)
        go(page, "table")
        rows = int(page.locator(".table").get_attribute("aria-rowcount") or 0) - 1
        assert rows > 3 * len(PAYLOADS)
        heading = page.locator("#detail h2")
        for at in range(0, rows, 3):
            page.evaluate(f"document.getElementById('stage').scrollTop = {at} * 52")
            page.locator(f'.rows .row[aria-rowindex="{at + 2}"] .choose').click()
            expect(heading).to_be_visible()
        for payload in PAYLOADS[:4]:
            page.locator("#query").fill(payload)
            page.locator("#query").press("Enter")
            expect(heading).to_contain_text(payload)
        assert page.locator("#detail a").count() == 0
        page.locator("#language").click()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("img, iframe, object").count() == 0


def test_a_hostile_address_does_nothing(browser: Browser, tmp_path: Path) -> None:
    file = draw(load_talk()).save(tmp_path / "talk.html")
    for payload in PAYLOADS[:6]:
        with opened(browser, file) as page:
            page.evaluate("(text) => { location.hash = `q=${encodeURIComponent(text)}`; }", payload)
            expect(page.locator("#query")).to_have_value(payload)
            page.evaluate("(text) => { location.hash = text; }", payload)


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
    page.wait_for_selector("html[data-ready]", state="attached", timeout=10_000)
    expect(page.locator(".card").first).to_be_visible()
    context.close()


def test_the_plain_page_of_pyvis_opens_offline(browser: Browser, tmp_path: Path) -> None:
    for name, store in (("talk", load_talk()), ("hostile", write_hostile_store())):
        file = draw_plainly(convert(store)).save(tmp_path / f"{name}.html")
        context = browser.new_context(offline=True)
        page = context.new_page()
        requests: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request, seen=requests: seen.append(request.url))
        page.on("pageerror", lambda error, seen=errors: seen.append(str(error)))
        page.goto(file.as_uri())
        expect(page.locator("#mynetwork canvas")).to_be_visible()
        page.mouse.move(400, 300)
        assert page.evaluate("window.hit") is None
        assert {url.partition(":")[0] for url in requests} == {"file"}
        assert errors == []
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
