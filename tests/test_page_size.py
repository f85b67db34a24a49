"""What the page of twenty thousand statements does in a browser, counted: no clock decides."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from benchmarks.graphs import make_store
from graph_builder.drawing import draw

from .explorer import DESKTOP, PHONE, VIEWS, go, opened
from .networks import write_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SIZE = 20_000
#: Elements of the whole page, whatever the graph holds.
MOST_ELEMENTS = 5_000
#: Counts elements that are made, drawn or not, and parts that are unpacked.
COUNT = """
window.made = 0;
for (const name of ["createElement", "createElementNS"]) {
  const real = Document.prototype[name];
  Document.prototype[name] = function (...given) {
    window.made += 1;
    return real.apply(this, given);
  };
}
window.unpacked = [];
window.streams = 0;
const take = Element.prototype.remove;
Element.prototype.remove = function () {
  if (this.matches('script[type="application/octet-stream"]')) window.unpacked.push(this.id);
  return take.call(this);
};
const Stream = DecompressionStream;
window.DecompressionStream = class extends Stream {
  constructor(...given) {
    super(...given);
    window.streams += 1;
  }
};
"""
#: The parts of the page that a search changes until it says how much it has found.
SEARCH = """(query) => new Promise((done) => {
  const touched = new Set();
  const made = window.made;
  new MutationObserver((records, observer) => {
    for (const { target } of records) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      const id = element?.closest("[id]")?.id;
      touched.add(id);
      if (id !== "live") continue;
      observer.disconnect();
      done([[...touched].sort(), window.made - made]);
      return;
    }
  }).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  const field = document.getElementById("query");
  field.value = query;
  field.dispatchEvent(new Event("input"));
})"""


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw(make_store(SIZE)).save(tmp_path_factory.mktemp("large") / "page.html")


def count_elements(page: Page) -> int:
    counted: int = page.evaluate("document.querySelectorAll('*').length")
    return counted


def jump(page: Page, share: float) -> None:
    """Scroll the view to a share of its height, and wait until it is drawn there."""
    page.evaluate(
        """(share) => new Promise((done) => {
          const stage = document.getElementById("stage");
          stage.scrollTop = stage.scrollHeight * share;
          requestAnimationFrame(() => requestAnimationFrame(() => done(null)));
        })""",
        share,
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_view_of_many_statements_holds_many_elements(
    browser: Browser, large_file: Path, size: dict[str, int]
) -> None:
    with opened(browser, large_file, size) as page:
        for view in VIEWS:
            go(page, view)
            for share in (0, 0.5, 1, 0.25):
                jump(page, share)
                assert count_elements(page) < MOST_ELEMENTS, (view, share)


@pytest.fixture
def counted(browser: Browser, large_file: Path) -> Iterator[Page]:
    """The page of many statements, opened anew with everything counted that it makes."""
    with opened(browser, large_file) as page:
        page.add_init_script(COUNT)
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        yield page


def test_opening_and_jumping_make_few_elements(counted: Page) -> None:
    assert counted.evaluate("made") < 1_000
    for view, most in (("cascade", 250), ("table", 1_000)):
        go(counted, view)
        for share in (0.5, 1, 0.25):
            made = counted.evaluate("made")
            jump(counted, share)
            assert counted.evaluate("made") - made < most, (view, share)


def test_a_search_changes_counts_and_suggestions_alone(counted: Page) -> None:
    for query in ("煤炭", "产量", "coal", "e", "no such words"):
        touched, made = counted.evaluate(SEARCH, query)
        assert set(touched) <= {"query", "hits", "side", "matches", "live"}, query
        assert made < 600, query


def test_every_part_is_unpacked_once_and_only_when_it_is_wanted(counted: Page) -> None:
    expect(counted.locator('script[id="nodes.quotes"]')).to_have_count(0)
    texts = ["nodes.iri", "nodes.label_en", "nodes.label_zh", "nodes.quotes"]
    assert sorted(counted.evaluate("unpacked")) == ["columns", "index", *texts]
    for _ in range(2):
        for view in VIEWS:
            go(counted, view)
            expect(counted.locator("#stage > *").first).to_be_attached()
        go(counted, "table")
        for row in (2, 3):
            counted.locator(f'.rows .row[aria-rowindex="{row}"] .choose').click()
            expect(counted.locator("#detail h2")).to_be_visible()
    unpacked = counted.evaluate("unpacked")
    assert len(unpacked) == len(set(unpacked)) == counted.evaluate("streams")
    assert {name.partition("-")[0] for name in unpacked} <= {
        "columns", "index", *texts, "chunk", "marks", "observations", "library",
    }  # fmt: skip
    assert sum(name.startswith("chunk-") for name in unpacked) <= 2


def test_a_day_with_many_targets_shows_the_first_and_adds_the_others(
    browser: Browser, tmp_path: Path
) -> None:
    turtle = "d:g a pc:Goal ." + "".join(
        f"d:t{n:03} a pc:Target ; pc:targetOf d:g ." for n in range(400)
    )
    file = draw(write_store(turtle)).save(tmp_path / "page.html")
    chosen = f"&s={quote('https://w3id.org/polcom/id/talk/t399', safe='')}"
    with opened(browser, file, address=f"#view=timeline&lang=en{chosen}") as page:
        items = page.locator(".timeline .item")
        expect(items).to_have_count(61)
        expect(items.last).to_have_attribute("aria-current", "true")
        page.get_by_role("button", name="339 more").press("Enter")
        expect(items).to_have_count(361)
        expect(items.nth(61)).to_be_focused()
        expect(items.nth(61)).to_contain_text("t060")
        page.get_by_role("button", name="39 more").press("Enter")
        expect(items).to_have_count(400)
        expect(page.locator(".timeline button.more")).to_have_count(0)


def test_a_source_with_many_clauses_counts_those_that_it_does_not_list(
    browser: Browser, tmp_path: Path
) -> None:
    head = (
        'd:doc a pc:Document ; dct:issued "2022-01-01"^^xsd:date ;'
        f' pc:contentHash "{"0" * 64}" . d:g a pc:Goal .'
    )
    clauses = "".join(
        f"d:t{n:04} a pc:Target ; pc:targetOf d:g ; pc:evidencedBy d:e{n} . d:e{n} a pc:Excerpt ;"
        f" pc:inDocument d:doc ; pc:startOffset {2 * n} ; pc:endOffset {2 * n + 1} ; pc:quote 'a' ."
        for n in range(2010)
    )
    file = draw(write_store(head + clauses)).save(tmp_path / "page.html")
    with opened(browser, file, address="#view=source&lang=en") as page:
        expect(page.locator(".quotes .item")).to_have_count(2000)
        expect(page.locator(".quotes + .more")).to_have_text("10 more")
    chosen = f"&s={quote('https://w3id.org/polcom/id/talk/t2005', safe='')}"
    with opened(browser, file, address=f"#view=source&lang=en{chosen}") as page:
        expect(page.locator(".quotes .item").last).to_have_attribute("aria-current", "true")
        expect(page.locator(".quotes + .more")).to_have_text("9 more")
