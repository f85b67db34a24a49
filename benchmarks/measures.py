"""What is measured of an open page: milliseconds until the next picture, and memory."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PATIENCE = 180_000
READY = "html[data-ready]"
#: The first sign of a view that what it shows is there.
DRAWN = {
    "table": ".rows .row",
    "timeline": ".item",
    "matrix": ".matrix .matrix-row",
    "source": ".source p, .quotes .item",
    "network": "canvas",
    "cascade": ".card",
}
#: Words that are rare, frequent, in every statement and in none, in both languages and scripts.
QUERIES = (
    "新能源",
    "產量",
    "产量达到",
    "煤",
    "龘",
    "coal 2030",
    "power capacity",
    "coal output power share",
    "e",
    "zzzz",
)
#: In each step a frame is waited for, and what the browser does after it.
_FRAME = "const frame = () => new Promise((d) => requestAnimationFrame(() => setTimeout(d, 0)));"
_JUMP = """async () => {
  %s
  const stage = document.getElementById("stage");
  const taken = [];
  for (let at = 1; at <= 15; at += 1) {
    const start = performance.now();
    stage.scrollTop = (stage.scrollHeight * ((at * 7) %% 16)) / 16;
    await frame();
    taken.push(performance.now() - start);
  }
  return taken;
}"""
_SEARCH = """async (queries) => {
  %s
  const field = document.getElementById("query");
  const [counted, drawn] = [[], []];
  for (const text of [...queries, ""]) {
    const [start, address] = [performance.now(), location.hash];
    field.value = text;
    field.dispatchEvent(new Event("input"));
    await frame();
    counted.push(performance.now() - start);
    while (location.hash === address) await frame();
    drawn.push(performance.now() - start);
  }
  return [counted.slice(0, -1), drawn.slice(0, -1)];
}"""
_SEARCH_AT_ONCE = """async (text) => {
  %s
  const [field, start] = [document.getElementById("query"), performance.now()];
  const before = document.getElementById("matches").textContent;
  field.value = text;
  field.dispatchEvent(new Event("input"));
  while (document.getElementById("matches").textContent === before) await frame();
  return performance.now() - start;
}"""
_OPEN_VIEW = """async ([view, drawn]) => {
  %s
  const start = performance.now();
  document.querySelector(`#views button[value="${view}"]`).click();
  while (!document.querySelector(`#stage.view-${view} :is(${drawn})`)) await frame();
  await frame();
  return performance.now() - start;
}"""
_FILTER = """async ([facet, key]) => {
  %s
  const box = () => document.querySelector(`[data-facet="${facet}"] input[data-key="${key}"]`);
  const taken = [];
  for (const wanted of [true, false]) {
    const start = performance.now();
    box().click();
    await frame();
    if (box().checked !== wanted) throw new Error("the filter is not set");
    taken.push(performance.now() - start);
  }
  return Math.max(...taken);
}"""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several figures, the least and the greatest of them, and their number."""

    median: float
    least: float
    most: float
    count: int

    @classmethod
    def of(cls, figures: list[float]) -> Spread:
        """The spread of figures, of which there is at least one."""
        return cls(statistics.median(figures), min(figures), max(figures), len(figures))

    def __str__(self) -> str:
        around = f" ({self.least:.0f} to {self.most:.0f}, of {self.count})"
        return f"{self.median:.0f}{around if self.count > 1 else ''}"


def open_page(browser: Browser, file: Path) -> tuple[Page, float]:
    """The page, and milliseconds from the start of its loading until it can be used."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE)
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector(READY, state="attached")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    return page, 1000 * (time.perf_counter() - start)


def measure_opening(browser: Browser, file: Path) -> float:
    """Milliseconds until a page that is opened and closed again can be used."""
    page, taken = open_page(browser, file)
    page.close()
    return taken


def measure_jumps(page: Page) -> Spread:
    """Milliseconds until a jump in the present view is drawn."""
    return Spread.of(page.evaluate(_JUMP % _FRAME))


def measure_search(page: Page) -> tuple[list[float], list[float]]:
    """For each query milliseconds until counts and suggestions are there, and until the view is."""
    counted, drawn = page.evaluate(_SEARCH % _FRAME, list(QUERIES))
    return counted, drawn


def measure_first_search(page: Page) -> float:
    """Milliseconds that a search takes in a page that has only just been opened."""
    taken: float = page.evaluate(_SEARCH_AT_ONCE % _FRAME, QUERIES[0])
    return taken


def measure_view(page: Page, view: str) -> float:
    """Milliseconds until another view is drawn."""
    taken: float = page.evaluate(_OPEN_VIEW % _FRAME, [view, DRAWN[view]])
    return taken


def measure_filter(page: Page, facet: str, key: str) -> float:
    """Milliseconds until the view follows a filter that is set, or one that is taken away."""
    taken: float = page.evaluate(_FILTER % _FRAME, [facet, key])
    return taken


def measure_memory(page: Page) -> float:
    """Megabytes of what scripts hold: objects, texts, typed arrays, and elements of the page."""
    session = page.context.new_cdp_session(page)
    for _ in range(2):  # what the first round frees may hold more
        session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")
    counted = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
    return sum(float(used[name]) for name in counted) / 1e6
