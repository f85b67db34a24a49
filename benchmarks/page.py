"""Make and open the page of graphs of growing size, beside other drawings, in one run.

Prints each figure beside what was promised of it: time to make the page, its size, milliseconds
until it can be used (the median of several openings), to jump, search, filter and change views, and
the memory of its scripts with their typed arrays. What ``make page-tools`` brings draws the same
graph in turn with ours; stock pyvis does so at the smallest size, where alone it shows anything.
``python -m benchmarks.page 1000 20000`` measures other sizes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError, sync_playwright  # noqa: A004 -- the name it has

from benchmarks import bounds, measures
from benchmarks.bounds import Report
from benchmarks.graphs import make_store
from benchmarks.measures import Spread
from benchmarks.rivals import RIVALS, list_data, write_stock_page
from graph_builder.building import assemble
from graph_builder.drawing import draw
from tests.browser import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pyoxigraph import Store

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 20_000, 100_000)
#: Sizes at which the making is measured as well, each ten times the one before.
MAKINGS = (1_000, 10_000, 100_000)
OPENINGS = 5
#: Stock pyvis is asked for this size alone: with more it shows nothing for minutes.
STOCK = 1_000


@dataclass(frozen=True, slots=True)
class Bench:
    """A browser, a folder for what it opens, and the report of what it took."""

    browser: Browser
    folder: Path
    report: Report

    def measure(self, name: str, store: Store) -> float:
        """Make and open the page of a graph; milliseconds until it can be used."""
        self.report.print_title(f"{name}:")
        start, own = time.perf_counter(), time.process_time()
        file = draw(store).save(self.folder / f"{name}.html")
        made, busy = time.perf_counter() - start, time.process_time() - own
        bound = bounds.MAKING if name == str(MAKINGS[-1]) else None
        self.report.judge("made", f"{made:.1f} s (processor {busy:.1f} s)", made, bound, "s")
        size = file.stat().st_size / 1000
        bound = bounds.FILE if name == "Ordos" else None
        self.report.judge("file", f"{size:,.0f} kB", size, bound, "kB")
        rivals = self._write_rivals(name, store) if name != "Ordos" else {}
        taken = self._open_in_turn({"ours": file, **rivals})
        ours = taken["ours"]
        shown = f"{ours} ms"
        self.report.judge("usable", shown, ours.median, bounds.USABLE.get(name), "ms")
        for rival in rivals:
            times = f"{taken[rival].median / ours.median:.1f} times ours"
            self.report.print_figure(f"{rival} usable", f"{taken[rival]} ms: {times}")
        if rivals:
            best = min(rivals, key=lambda rival: taken[rival].median)
            self.report.print_figure("the best rival", best)
        self._measure_page(name, file)
        return ours.median

    def _write_rivals(self, name: str, store: Store) -> dict[str, Path]:
        data = list_data(store)
        there = [rival for rival in RIVALS if rival.is_there]
        return {
            rival.describe(): rival.write_page(data, self.folder / f"{rival.name}-{name}.html")
            for rival in there
        }

    def _open_in_turn(self, files: dict[str, Path]) -> dict[str, Spread]:
        """Every page once in each round, so that none has a quieter machine than another."""
        taken: dict[str, list[float]] = {name: [] for name in files}
        for _ in range(OPENINGS):
            for name, file in files.items():
                taken[name].append(measures.measure_opening(self.browser, file))
        return {name: Spread.of(figures) for name, figures in taken.items()}

    def _measure_page(self, name: str, file: Path) -> None:
        page, _ = measures.open_page(self.browser, file)
        first = measures.measure_first_search(page)
        self.report.print_figure("search while it is still opening", f"{first:.0f} ms")
        page.close()
        page, _ = measures.open_page(self.browser, file)
        page.wait_for_timeout(1500)  # what a reader needs to see where the search is
        self._judge_memory("memory, opened", page, name)
        self._judge_steps(page)
        self._judge_memory("memory, after all views", page, name)
        page.close()

    def _judge_memory(self, title: str, page: Page, name: str) -> None:
        memory = measures.measure_memory(page)
        bound = bounds.MEMORY if name == str(SIZES[-1]) else None
        self.report.judge(title, f"{memory:.0f} MB", memory, bound, "MB")

    def _judge_steps(self, page: Page) -> None:
        """Jumps in the two long views, searches, a filter, and every view."""
        self._judge_jumps("jump in the cascade", page)
        counted, drawn = measures.measure_search(page)
        slowest = measures.QUERIES[counted.index(max(counted))]
        found = f"{Spread.of(counted)} ms, slowest “{slowest}”"
        self.report.judge("search", found, max(counted), bounds.SEARCH, "ms")
        self.report.print_figure("search until the view follows", f"{Spread.of(drawn)} ms")
        filtered = measures.measure_filter(page, "kind", "target")
        self.report.print_figure("filter set and cleared, the slower", f"{filtered:.0f} ms")
        for view in measures.DRAWN:
            self.report.print_figure(f"open {view}", f"{measures.measure_view(page, view):.0f} ms")
            if view == "table":
                self._judge_jumps("jump in the table", page)

    def _judge_jumps(self, title: str, page: Page) -> None:
        jumps = measures.measure_jumps(page)
        self.report.judge(title, f"{jumps} ms", jumps.median, bounds.JUMP, "ms")

    def measure_stock(self, ours: float) -> None:
        """Open the page of stock pyvis once: it takes a minute where ours takes an instant."""
        self.report.print_title(f"stock pyvis, {STOCK} statements, one opening:")
        file = write_stock_page(make_store(STOCK), self.folder / "pyvis.html")
        taken = float(measures.PATIENCE)
        with suppress(TimeoutError):
            taken = measures.measure_opening(self.browser, file)
        least = "at least " if taken == measures.PATIENCE else ""
        self.report.print_figure("first picture", f"{least}{taken:.0f} ms")
        share, bound = ours / taken, 1 / bounds.SOONER
        shown = f"{taken / ours:.0f} times sooner than stock pyvis"
        self.report.judge("ours is usable", shown, share, bound, "of its time")


def measure_growth(report: Report) -> None:
    """Print the processor time of a statement among ever more of them."""
    report.print_title("made, by size:")
    before = 0.0
    for size in MAKINGS:
        store = make_store(size)
        start = time.process_time()
        draw(store)
        each = 1000 * (time.process_time() - start) / size
        shown = f"{each * size / 1000:.1f} s, {each:.2f} ms a statement"
        if before:
            shown += f", {each / before:.2f} times that of a tenth as many"
        bound = bounds.GROWTH if before else None
        report.judge(f"{size} statements", shown, each / before if before else 0, bound, "times")
        before = each


def main() -> None:
    """Measure Ordos, each size beside its rivals, stock pyvis at the smallest, and the growth."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    report = Report()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        bench = Bench(browser, Path(name), report)
        bench.measure("Ordos", assemble([ROOT / "examples" / "ordos"]).store)
        usable = {size: bench.measure(str(size), make_store(size)) for size in sizes}
        if STOCK in usable:
            bench.measure_stock(usable[STOCK])
        browser.close()
    measure_growth(report)
    report.print_total()


if __name__ == "__main__":
    main()
