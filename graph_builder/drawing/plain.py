"""The page that users of pyvis know, with its faults mended: offline, escaped, in UTF-8, still.

pyvis would load a style sheet and scripts from the network, paste identifiers into markup as they
are, and let the browser find places for minutes. Here numbers stand for identifiers, texts go
through JSON alone, and places come from Python.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from .hierarchy import arrange
from .positions import place
from .wording import OWN, fill, pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.network.selection import Network

    from .wording import Wording

#: Colours of kinds that can be told apart, also without seeing red and green alike.
_COLOURS = {
    "directive": "#a8321f",
    "goal": "#15619e",
    "action": "#00695c",
    "programme": "#5b4a8a",
    "target": "#8a5200",
    "achievement": "#4b6300",
    "assessment": "#4a5560",
    "observation": "#5f6b75",
}
_LONGEST = 40
_DASHES: dict[str, bool | list[int]] = {
    "stated": False,
    "interpreted": [7, 4],
    "derived": [2, 4],
}
_OUTSIDE = re.compile(
    r"<(link|script)\b[^>]*\b(?:href|src)\s*=\s*[\"']https?:[^>]*>(?:\s*</script>)?", re.DOTALL
)
_HEADING = re.compile(r"<center>\s*<h1>\s*</h1>\s*</center>")


def write_plain_page(network: Network, language: str, wording: Wording) -> str:
    """The HTML text: the same for the same network."""
    words = wording.words[language]
    from pyvis.network import Network as Graph  # noqa: PLC0415 -- imports IPython

    graph = Graph(directed=True, height="88vh", cdn_resources="in_line")
    graph.toggle_physics(status=False)
    graph.templateEnv.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    numbers = {node: number for number, node in enumerate(network)}
    places = place(arrange(network, {}, {}))
    # Its own methods compare each node and edge with all before.
    graph.nodes = [
        _write_node(network, node, (numbers[node], *places[node]), words) for node in network
    ]
    graph.edges = [
        {
            "from": numbers[child],
            "to": numbers[parent],
            "arrows": "to",
            "title": words[f"up.{data['relation']}"],
            "dashes": _DASHES[data["basis"]],
        }
        for child, parent, data in network.edges(data=True)
    ]
    return _mend(graph.generate_html(), words)


def _write_node(
    network: Network, node: str, place: tuple[int, int, int], words: Mapping[str, str]
) -> dict[str, Any]:
    """A node of pyvis; ``place`` is its number, then where it stands."""
    data = network.nodes[node]
    texts = {name: str(data[f"label_{name}"]) for name in OWN if data[f"label_{name}"]}
    label = pick(texts, words["language.tag"].partition("-")[0]) or node
    kind = fill(words["page.named"], {"name": words[f"kind.{data['kind']}"]})
    title = f"{kind}{label}\n{data.get('quote', '')}".strip()
    number, left, top = place
    return {
        "id": number,
        "label": label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…",
        # A title that holds "href" would be taken for markup.
        "title": title.replace("href", "hre\u200bf"),
        "color": _COLOURS[data["kind"]],
        "shape": "dot",
        "size": 12,
        "x": left,
        "y": top,
    }


def _mend(html: str, words: Mapping[str, str]) -> str:
    """The page as a whole document of our own, and without what would be loaded from elsewhere."""
    tag, direction = words["language.tag"], words["language.direction"]
    title = escape(words["page.title"])
    head = (
        f'<!doctype html>\n<html lang="{tag}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>"
    )
    html = re.sub(r"<html>\s*<head>\s*<meta charset=.utf-8.>", lambda _: head, html, count=1)
    # It writes its heading twice, and both are empty.
    html = _HEADING.sub("", html)
    html = html.replace("<body>", f"<body>\n<h1>{title}</h1>", 1)
    return _OUTSIDE.sub("", html)
