"""Make and open the page of graphs of growing size, beside the page of stock pyvis, in one run.

The graphs are made: directives, goals, actions, targets with deadlines, evidence and verdicts.
Prints seconds to make the page, its size, milliseconds until it can be used, to jump and to search,
and the memory of its scripts. Sigma, when ``make page-tools`` has brought it, draws the same graph
at our places, dots and names alone; without a graphics card it draws by software. Stock pyvis draws
the same graph with its own settings.
``python -m benchmarks.page 1000 20000`` measures other sizes.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError, sync_playwright  # noqa: A004 -- the name it has
from pyoxigraph import RdfFormat, Store
from pyvis.network import Network

from graph_builder.building import assemble
from graph_builder.drawing import draw
from graph_builder.drawing.content import describe_graph
from graph_builder.drawing.positions import place
from graph_builder.drawing.vocabulary import pick
from graph_builder.network import Selection, convert
from graph_builder.ontology import load_ontology
from tests.browser import find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

#: Where npm puts what is compared; without it, nothing is.
MODULES = Path(__file__).resolve().parent.parent / "tests" / "page" / "node_modules"
ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 20_000, 100_000)
#: Stock pyvis is asked for this size alone: with more it shows nothing for minutes.
PEER = 1_000
#: Statements of a block: one goal, three actions, ten targets. Verdicts are shown inside targets.
BLOCK = 14
_TELL_WHEN_DRAWN = """network.once("stabilizationIterationsDone", () => {
  document.documentElement.setAttribute("data-ready", "");
});"""
_DRAW_RIVAL = """
const { nodes, links } = JSON.parse(document.getElementById("data").textContent);
const graph = new graphology.DirectedGraph();
const look = { size: 3, color: "#15619e" };
nodes.forEach(([x, y, label], at) => graph.addNode(at, { x, y: -y, label, ...look }));
for (const [from, to] of links) graph.mergeEdge(from, to, { size: 1, color: "#cfcbc2" });
const drawing = new Sigma(graph, document.getElementById("stage"));
drawing.once("afterRender", () => document.documentElement.setAttribute("data-ready", ""));
drawing.refresh();
"""
_PATIENCE = 180_000
_SYLLABLES = "煤炭產量達到億噸電力裝機新能源佔比天然氣經濟增長居民收入生態治理城市文明創新"
_WORDS = (
    "coal",
    "output",
    "power",
    "capacity",
    "share",
    "new",
    "energy",
    "income",
    "city",
    "water",
)


def make_store(statements: int) -> Store:
    """A store with about this many statements, their evidence and the ontology."""
    store = Store()
    store.extend(load_ontology().quads)
    turtle = "\n".join(write_turtle(statements))
    store.bulk_load(turtle, format=RdfFormat.TURTLE)
    return store


def write_turtle(statements: int) -> Iterator[str]:
    """The Turtle of blocks, a directive for every five of them, a document for every twenty."""
    chance = random.Random(7)  # noqa: S311 -- the same graph in every run
    yield "@prefix pc: <https://w3id.org/polcom/ns#> . @prefix d: <https://example.org/> ."
    yield "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    yield "@prefix dct: <http://purl.org/dc/terms/> ."
    yield "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    yield "@prefix v: <https://w3id.org/polcom/vocab/verdict/> ."
    for block in range(max(1, statements // BLOCK)):
        yield from _write_block(block, chance)


def _write_block(block: int, chance: random.Random) -> Iterator[str]:
    document, directive = f"d:doc{block // 20}", f"d:d{block // 5}"
    if block % 20 == 0:
        yield f'{document} a pc:Document ; {_label(chance)} ; dct:issued "2022-01-01"^^xsd:date .'
    if block % 5 == 0:
        yield f"{directive} a pc:Directive ; {_label(chance)} ."
    goal = f"d:g{block}"
    yield f"{goal} a pc:Goal ; {_label(chance)} ; pc:implements {directive} ; {_prove(goal)} ."
    yield _excerpt(goal, document, block * 1000, chance)
    for number in range(3):
        yield f"{goal}a{number} a pc:Action ; {_label(chance)} ; pc:advances {goal} ."
    for number in range(10):
        target, year = f"{goal}t{number}", 2020 + chance.randrange(16)
        above = goal if number % 2 else f"{goal}a{number % 3}"
        link = "pc:targetOf" if above == goal else "pc:advances"
        yield (
            f"{target} a pc:Target , pc:QuantitativeTarget ; {_label(chance)} ; {link} {above} ;"
            f' pc:deadline "{year}-12-31"^^xsd:date ; pc:targetValue {number + 1}.5 ;'
            f" pc:place d:place{block % 300} ; {_prove(target)} ."
        )
        yield _excerpt(target, document, block * 1000 + 50 * number + 50, chance)
        if number % 2:
            yield f"{target}o a pc:Assessment ; pc:assesses {target} ; pc:verdict v:missed ."
    yield f"d:place{block % 300} {_label(chance)} ."


def _prove(node: str) -> str:
    return f"pc:evidencedBy {node}s"


def _excerpt(node: str, document: str, start: int, chance: random.Random) -> str:
    quote = "".join(chance.choices(_SYLLABLES, k=chance.randint(10, 40)))
    return (
        f"{node}s a pc:Excerpt ; pc:inDocument {document} ; pc:startOffset {start} ;"
        f' pc:endOffset {start + len(quote)} ; pc:quote "{quote}"@zh-Hant .'
    )


def _label(chance: random.Random) -> str:
    english = " ".join(chance.choices(_WORDS, k=chance.randint(4, 9)))
    chinese = "".join(chance.choices(_SYLLABLES, k=chance.randint(6, 18)))
    return f'rdfs:label "{english} {chance.randrange(10**6)}"@en , "{chinese}"@zh-Hans'


def open_page(browser: Browser, file: Path, ready: str) -> tuple[Page, float]:
    """The page, and milliseconds from the start of its loading until it can be used."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(_PATIENCE)
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector(ready, state="attached")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    return page, 1000 * (time.perf_counter() - start)


def measure_jumps(page: Page) -> tuple[float, float]:
    """Median and greatest milliseconds until a jump in the cascade is drawn."""
    taken: list[float] = page.evaluate(
        """async () => {
          const stage = document.getElementById("stage");
          const taken = [];
          for (let at = 1; at <= 15; at += 1) {
            const start = performance.now();
            stage.scrollTop = (stage.scrollHeight * ((at * 7) % 16)) / 16;
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
            taken.push(performance.now() - start);
          }
          return taken;
        }"""
    )
    return statistics.median(taken), max(taken)


def measure_search(page: Page) -> tuple[float, float, float]:
    """Milliseconds until counts and suggestions are shown, at most, and until the view follows."""
    taken: list[list[float]] = page.evaluate(
        """async () => {
          const field = document.getElementById("query");
          const frame = () => new Promise((d) => requestAnimationFrame(() => setTimeout(d, 0)));
          const found = [];
          const drawn = [];
          for (const text of ["新能源", "coal 2030", "产量达到", "power capacity"]) {
            const start = performance.now();
            const address = location.hash;
            field.value = text;
            field.dispatchEvent(new Event("input"));
            await frame();
            found.push(performance.now() - start);
            while (location.hash === address) await frame();
            drawn.push(performance.now() - start);
          }
          field.value = "";
          field.dispatchEvent(new Event("input"));
          return [found, drawn];
        }"""
    )
    found, drawn = taken
    return statistics.median(found), max(found), max(drawn)


def measure_task(page: Page) -> tuple[int, int, float]:
    """Clicks, rows and milliseconds to find the energy targets of 2025 without any outcome."""
    start = time.perf_counter()
    asked = (("theme", "energy"), ("deadline", "2025"), ("verdict", "no evidence"))
    for facet, name in asked:
        page.locator(f'[data-facet="{facet}"] label', has_text=name).first.click()
    page.locator('#views button[value="table"]').click()
    rows = page.locator(".rows .row").count()
    return len(asked) + 1, rows, 1000 * (time.perf_counter() - start)


def measure_heap(page: Page) -> float:
    """Megabytes that the scripts of the page hold."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def measure_ours(browser: Browser, folder: Path, name: str, store: Store) -> float:
    """Print the figures of our page; milliseconds until it can be used."""
    start, own = time.perf_counter(), time.process_time()
    drawing = draw(store)
    made, busy = time.perf_counter() - start, time.process_time() - own
    file = drawing.save(folder / f"{name}.html")
    page, ready = open_page(browser, file, "html[data-ready]")
    page.wait_for_timeout(1500)
    median, most = measure_jumps(page)
    found, longest, drawn = measure_search(page)
    heap = measure_heap(page)
    if name == "Ordos":
        clicks, rows, taken = measure_task(page)
        print(f"energy targets of 2025 without an outcome: {clicks} clicks, {rows} row", end="")
        print(f", {taken:.0f} ms by script")
    page.close()
    size = file.stat().st_size / 1000
    print(f"{name:>7s}: made in {made:.1f} s (processor {busy:.1f} s), {size:,.0f} kB")
    print(f"        usable after {ready:6.0f} ms, jump {median:.0f} ms (at most {most:.0f})")
    print(f"        search {found:.0f} ms (at most {longest:.0f}, drawn {drawn:.0f})", end="")
    print(f", heap {heap:.0f} MB", flush=True)
    return ready


def measure_peer(browser: Browser, folder: Path, size: int) -> float:
    """Print the figures of stock pyvis; milliseconds until its first picture."""
    network = convert(make_store(size))
    start = time.perf_counter()
    peer = Network(directed=True, cdn_resources="in_line", height="900px")
    for node, data in network.nodes(data=True):
        peer.add_node(node, label=data["label_en"] or node, title=str(data.get("quote", "")))
    for child, parent in network.edges():
        peer.add_edge(child, parent)
    html = peer.generate_html()
    made = time.perf_counter() - start
    # Its style sheet and script on other hosts would never come here, and hold the page up.
    html = html.replace("https://cdn.jsdelivr.net/", "about:blank#")
    html = html.replace("return network;", f"{_TELL_WHEN_DRAWN} return network;", 1)
    file = folder / "pyvis.html"
    file.write_text(html, encoding="utf-8")
    print(f"stock pyvis, {size} statements: made in {made:.1f} s", end=", ")
    try:
        page, ready = open_page(browser, file, "html[data-ready]")
    except TimeoutError:
        print(f"no picture within {_PATIENCE / 1000:.0f} s")
        return _PATIENCE
    page.close()
    print(f"first picture {ready:.0f} ms")
    return ready


def measure_rival(browser: Browser, folder: Path, size: int) -> float:
    """Print the figures of sigma, which draws with the graphics card, given our own places."""
    scripts = [MODULES / "graphology" / "dist" / "graphology.umd.min.js"]
    scripts.append(MODULES / "sigma" / "dist" / "sigma.min.js")
    content = describe_graph(make_store(size), Selection())
    places = place(content.entries)
    numbers = {node: number for number, node in enumerate(places)}
    nodes = [[x, y, pick(content.nodes[node]["label"], "en")] for node, (x, y) in places.items()]
    links = [[numbers[bond.child], numbers[bond.parent]] for bond in content.bonds]
    data = json.dumps({"nodes": nodes, "links": links}, ensure_ascii=False)
    loaded = "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in scripts)
    file = folder / "sigma.html"
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><div id="stage" style="height:900px"></div>{loaded}'
        f'<script type="application/json" id="data">{data}</script><script>{_DRAW_RIVAL}</script>',
        encoding="utf-8",
    )
    page, ready = open_page(browser, file, "html[data-ready]")
    heap = measure_heap(page)
    page.close()
    print(f"  sigma: first picture {ready:6.0f} ms, heap {heap:.0f} MB", flush=True)
    return ready


def main() -> None:
    """Measure our page and the rival at each size, then stock pyvis at the smallest."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        ordos = assemble([ROOT / "examples" / "ordos"]).store
        measure_ours(browser, Path(name), "Ordos", ordos)
        ready: dict[int, float] = {}
        for size in sizes:
            ready[size] = measure_ours(browser, Path(name), str(size), make_store(size))
            if (MODULES / "sigma").is_dir():
                rival = measure_rival(browser, Path(name), size)
                print(f"  sigma takes {rival / ready[size]:.2f} times as long")
        if PEER in ready:
            peer = measure_peer(browser, Path(name), PEER)
            print(f"ours is usable at least {peer / ready[PEER]:.0f} times sooner")
        browser.close()


if __name__ == "__main__":
    main()
