"""The page as tests see it: what is packed in its file, and the file open in a browser."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

COAL = "Coal output of at least a billion tonnes by 2025"
COAL_IRI = "https://w3id.org/polcom/id/ordos-interview-2022/p1-1-t1"
#: Milliseconds: a machine that is busy with other work is slow, which no test is about.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE / 4)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
#: The part of an address that chooses the target of coal.
CHOSEN = f"&s={quote(COAL_IRI, safe='')}"
VIEWS = ("cascade", "table", "timeline", "matrix", "source", "network")
AXE = Path(__file__).parent / "page" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What axe found, and what it could not decide.
RUN_AXE = """
(tags) => axe.run(document, { runOnly: tags }).then(({ violations, incomplete }) => ({
  violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`),
  undecided: incomplete.flatMap(({ id, nodes }) => nodes.map(({ target }) => (
    [id, document.querySelector(target[0]).textContent.trim()]))),
}))
"""
#: Faults are gathered in the page: a policy that is broken tells nobody else.
LISTEN = """
window.faults = [];
addEventListener("securitypolicyviolation", (event) => window.faults.push(event.violatedDirective));
addEventListener("error", (event) => window.faults.push(String(event.message)));
addEventListener("unhandledrejection", (event) => window.faults.push(String(event.reason)));
"""


#: What tests ask of an open page: contrast, languages, sizes of targets.
PROBE = (Path(__file__).parent / "page" / "probe.js").read_text(encoding="utf-8")


class Markup(HTMLParser):
    """The tags, attributes, scripts, styles and texts of a page as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": [], "packed": []}
        self.texts: list[str] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag if tag in self.raw else ""
        if self._open:
            self._open = "packed" if dict(attrs).get("type") else tag
            self.raw[self._open].append("")

    def handle_endtag(self, _tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.raw[self._open][-1] += data
        else:
            self.texts.append(data)


def unpack(html: str, name: str) -> Any:
    """What a packed part of a page holds; None when it has no such part."""
    data = unpack_bytes(html, name)
    return json.loads(data) if data is not None else None


def unpack_bytes(html: str, name: str) -> bytes | None:
    """The bytes of a packed part of a page; None when it has no such part."""
    found = re.search(f'<script type="application/octet-stream" id="{name}">([^<]*)<', html)
    return gzip.decompress(b64decode(found[1])) if found else None


def read_tables(html: str) -> dict[str, dict[str, list[Any]]]:
    """The statements (nodes) and links (edges) of a page, a list for each field."""
    index, numbers = unpack(html, "index"), unpack_bytes(html, "columns") or b""
    columns: dict[str, list[Any]] = {}
    at = 0
    for name, width, length in index["columns"]:
        column = memoryview(numbers)[at : at + width * length].cast({1: "b", 2: "h", 4: "i"}[width])
        columns[name] = column.tolist()
        at += width * length
    tables: dict[str, dict[str, list[Any]]] = {"nodes": {}, "edges": {}}
    for name, column in columns.items():
        table, _, field = name.partition(".")
        if name in index["books"]:
            tables[table][field] = [index["books"][name][number] for number in column]
        elif (text := unpack_bytes(html, name)) is not None:
            tables[table][field] = cut(text.decode(), column)
        else:
            tables[table][field] = column
    counts = iter(tables["nodes"].pop("quotes.count", []))
    quotes = iter(tables["nodes"]["quotes"])
    tables["nodes"]["quotes"] = [[next(quotes) for _ in range(count)] for count in counts]
    return tables


def cut(text: str, lengths: list[int]) -> list[str]:
    """Texts with a sign between them, by their lengths in units of UTF-16."""
    units, texts, at = text.encode("utf-16-le"), [], 0
    for length in lengths:
        texts.append(units[2 * at : 2 * (at + length)].decode("utf-16-le"))
        at += length + 1
    return texts


def read_columns(html: str) -> dict[str, list[Any]]:
    """The statements of a page, a list for each field."""
    return read_tables(html)["nodes"]


def read_details(html: str) -> list[dict[str, Any]]:
    """The details of all statements in order, with the words of their quotes."""
    details: list[dict[str, Any]] = []
    number = 0
    while chunk := unpack(html, f"chunk-{number}"):
        details += chunk["nodes"]
        number += 1
    for node, quotes in zip(details, read_columns(html)["quotes"], strict=True):
        for span in node["evidence"]:
            if "quote" in span:
                span["quote"] = quotes[span["quote"]]
    return details


def read_texts(html: str) -> list[dict[str, str]]:
    """All texts that details refer to by number."""
    texts: list[dict[str, str]] = []
    number = 0
    while chunk := unpack(html, f"chunk-{number}"):
        texts += chunk["texts"]
        number += 1
    return texts


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    size: dict[str, int] = DESKTOP,
    address: str = "",
    scheme: str = "light",
) -> Iterator[Page]:
    """The page, ready; at the end it must have stayed offline and without any fault."""
    context = browser.new_context(viewport=size, offline=True, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.add_init_script(LISTEN)
    page.goto(f"{file.as_uri()}{address}")
    # Not wait_for_function, which evaluates text and is stopped by the policy.
    page.wait_for_selector("html[data-ready]", state="attached")
    yield page
    assert {url.partition(":")[0] for url in requests} <= {"file", "data", "blob"}
    assert messages == [], messages
    assert page.evaluate("window.faults") == []
    assert page.evaluate("window.hit") is None
    context.close()


def choose(page: Page, label: str) -> None:
    """Choose a card of the cascade, through the search field."""
    page.locator("#query").fill(label)
    page.locator("#query").press("Enter")
    expect(page.locator("#detail h2")).to_have_text(label)
    page.locator("#query").fill("")


def go(page: Page, view: str) -> None:
    """Open a view."""
    page.locator(f'#views button[value="{view}"]').click()
    expect(page.locator(f"#stage.view-{view}")).to_be_visible()


def save_picture(page: Page, form: str, path: Path) -> tuple[bytes, str]:
    """The file that the present view is saved as, and the name that it is offered under."""
    return _save(page, form, path)


def save_sheet(page: Page, path: Path) -> tuple[bytes, str]:
    """The file that the table is saved as for spreadsheets, and its name."""
    return _save(page, "sheet", path)


def _save(page: Page, form: str, path: Path) -> tuple[bytes, str]:
    menu = page.locator(".menu")
    if not menu.evaluate("menu => menu.open"):
        menu.locator("summary").click()
    with page.expect_download() as download:
        page.locator(f"#save-{form}").click()
    download.value.save_as(path)
    return path.read_bytes(), download.value.suggested_filename
