"""Pages of the same graph by others, at our places: what is compared, never what is shipped.

Sigma draws with the graphics card (by software where there is none), cytoscape on a canvas. Both
get dots, names and links alone. Stock pyvis gets its own settings, and finds places itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyvis.network import Network

from graph_builder.drawing.content import describe_graph
from graph_builder.drawing.positions import place
from graph_builder.drawing.vocabulary import pick
from graph_builder.network import Selection, convert

if TYPE_CHECKING:
    from pyoxigraph import Store

#: Where npm puts what is compared; its versions and licences stand in the package file beside it.
MODULES = Path(__file__).resolve().parent.parent / "tests" / "page" / "node_modules"
_TELL = 'document.documentElement.setAttribute("data-ready", "")'
_SIGMA = f"""
const graph = new graphology.DirectedGraph();
const look = {{ size: 3, color: "#15619e" }};
nodes.forEach(([x, y, label], at) => graph.addNode(at, {{ x, y: -y, label, ...look }}));
for (const [from, to] of links) graph.mergeEdge(from, to, {{ size: 1, color: "#cfcbc2" }});
const drawing = new Sigma(graph, document.getElementById("stage"));
drawing.once("afterRender", () => {_TELL});
drawing.refresh();
"""
_CYTOSCAPE = f"""
const elements = {{
  nodes: nodes.map(([x, y, label], at) => (
    {{ data: {{ id: `n${{at}}`, label }}, position: {{ x, y }} }})),
  edges: links.map(([from, to]) => ({{ data: {{ source: `n${{from}}`, target: `n${{to}}` }} }})),
}};
const style = [
  {{ selector: "node", style: {{ label: "data(label)", "background-color": "#15619e" }} }},
  {{ selector: "edge", style: {{ width: 1, "curve-style": "haystack", "line-color": "#cfcbc2" }} }},
];
const container = document.getElementById("stage");
const drawing = cytoscape({{ container, elements, style, layout: {{ name: "preset" }} }});
drawing.one("render", () => {_TELL});
"""


@dataclass(frozen=True, slots=True)
class Rival:
    """A library that npm brings: its scripts, and what draws ``nodes`` and ``links`` with it."""

    name: str
    scripts: tuple[str, ...]
    drawing: str

    @property
    def is_there(self) -> bool:
        """Whether ``make page-tools`` has brought it."""
        return all((MODULES / script).is_file() for script in self.scripts)

    def describe(self) -> str:
        """Its name, version and licence, as its own package says."""
        package = json.loads((MODULES / self.name / "package.json").read_text(encoding="utf-8"))
        return f"{self.name} {package['version']} ({package['license']})"

    def write_page(self, data: str, file: Path) -> Path:
        """The page of what ``list_data`` gives."""
        sources = [(MODULES / script).read_text(encoding="utf-8") for script in self.scripts]
        loaded = "".join(f"<script>{source}</script>" for source in sources)
        read = 'const { nodes, links } = JSON.parse(document.getElementById("data").textContent);'
        file.write_text(
            '<!doctype html><meta charset="utf-8"><div id="stage" style="height:900px"></div>'
            f'{loaded}<script type="application/json" id="data">{data}</script>'
            f"<script>{read}{self.drawing}</script>",
            encoding="utf-8",
        )
        return file


RIVALS = (
    Rival("sigma", ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"), _SIGMA),
    Rival("cytoscape", ("cytoscape/dist/cytoscape.min.js",), _CYTOSCAPE),
)


def list_data(store: Store) -> str:
    """Nodes with place and name, and links by number, as JSON that may stand in a page."""
    content = describe_graph(store, Selection())
    places = place(content.entries)
    numbers = {node: number for number, node in enumerate(places)}
    nodes = [[x, y, pick(content.nodes[node]["label"], "en")] for node, (x, y) in places.items()]
    links = [[numbers[bond.child], numbers[bond.parent]] for bond in content.bonds]
    data = json.dumps({"nodes": nodes, "links": links}, ensure_ascii=False)
    return data.replace("<", "\\u003c")


def write_stock_page(store: Store, file: Path) -> Path:
    """The page that pyvis makes by itself, which says when its first picture stands."""
    network = convert(store)
    stock = Network(directed=True, cdn_resources="in_line", height="900px")
    for node, data in network.nodes(data=True):
        stock.add_node(node, label=data["label_en"] or node, title=str(data.get("quote", "")))
    for child, parent in network.edges():
        stock.add_edge(child, parent)
    # Its style sheet and script on other hosts would never come here, and hold the page up.
    html = stock.generate_html().replace("https://cdn.jsdelivr.net/", "about:blank#")
    tell = f'network.once("stabilizationIterationsDone", () => {_TELL});'
    file.write_text(html.replace("return network;", f"{tell} return network;", 1), encoding="utf-8")
    return file
