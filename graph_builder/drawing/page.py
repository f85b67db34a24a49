"""The page as one HTML file: pyvis holds the graph and renders our own template, safely.

Its own template loads parts from the network and trusts every string; ours does neither. Scripts
and styles are allowed by their hash alone, so nothing that the data contain can run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from markupsafe import Markup

from graph_builder.offline import list_variants, protect, read_part

from .columns import Columns
from .observations import write_observations
from .packing import pack, pack_bytes, pack_text
from .rows import CHUNK, list_marks, write_chunks, write_index, write_outline
from .wording import OWN, pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyvis.network import Network

    from .content import Content

_TEMPLATES = Path(__file__).parent / "templates"
#: In the order in which they are put together; each may use those before it when it starts.
SCRIPTS = (
    "texts.js",
    "speech.js",
    "unpacking.js",
    "data.js",
    "state.js",
    "filters.js",
    "serving.js",
    "folding.js",
    "wrapping.js",
    "cards.js",
    "routing.js",
    "directives.js",
    "layout.js",
    "windows.js",
    "cascade.js",
    "walking.js",
    "table.js",
    "timeline.js",
    "matrix.js",
    "source.js",
    "reading.js",
    "network_routes.js",
    "network_names.js",
    "network_paint.js",
    "network_map.js",
    "network_aids.js",
    "overview.js",
    "network.js",
    "evidence.js",
    "history.js",
    "panel.js",
    "facets.js",
    "search.js",
    "picture.js",
    "picture_cascade.js",
    "picture_table.js",
    "picture_timeline.js",
    "picture_source.js",
    "picture_network.js",
    "export.js",
    "sheet.js",
    "print.js",
    "tools.js",
    "page.js",
)
#: What it shares with other pages, before its own.
SHARED_SCRIPTS = ("elements.js", "variants.js")
SHARED_STYLES = ("colours.css",)
STYLES = ("page.css", "views.css", "panel.css")
_VIS = Path("lib") / "vis-9.1.2" / "vis-network.min.js"
#: A longer outline would slow every browser, and nobody reads it.
_MOST_LINES = 3000
#: What the first view can do without comes after the scripts.
_LATE = frozenset({"nodes.quotes"})


def write_page(content: Content, language: str, texts: Mapping[str, str]) -> str:
    """The HTML text of a page that opens in a language, the same for the same content.

    ``texts`` are the words of documents by SHA-256, for those that the reader has.
    """
    # pyvis imports IPython, which takes longer than all else here.
    import pyvis  # noqa: PLC0415
    from pyvis.network import Network  # noqa: PLC0415

    index, marks = write_index(content), list_marks(content)
    network = Network(directed=True)
    # Its own methods compare each node and edge with all before.
    network.nodes, network.edges = index.pop("nodes"), index.pop("edges")
    vis = _read(Path(pyvis.__file__).parent / "templates" / _VIS)
    _prepare(network, vis)
    wording = content.wording
    sections = write_outline(content, _MOST_LINES)
    network.templateEnv.globals.update(
        title=wording.speak("page.title"),
        meta=_count(content),
        language=language,
        languages={name: wording.describe(name) for name in ("tag", "name", "direction")},
        words=wording.by_name(),
        index=index | {"chunk": CHUNK, "marks": [len(spans["start"]) for spans in marks]},
        chunks=write_chunks(content),
        sources=_list_sources(content, texts),
        marks=marks,
        observations=write_observations(content),
        variants=list_variants(_collect_text(content, texts)),
        sections=[section | {"title": _title(section, content)} for section in sections],
        left_out=_count_left_out(content),
    )
    # The page unpacks the script of the network and adds it when it is wanted.
    return protect(network.generate_html(), [vis])


def _prepare(network: Network, vis: str) -> None:
    environment = network.templateEnv
    environment.loader = FileSystemLoader(_TEMPLATES)
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        pack=pack, pack_text=pack_text, pack_bytes=pack_bytes, speak=_list_spoken
    )
    network.path = "page.html"
    # Handed over whole: the template engine would read marks inside them as its own.
    environment.globals.update(
        turn=_turn,
        late=_LATE,
        vis=pack_text(vis),
        script=_join(SHARED_SCRIPTS, SCRIPTS),
        style=_join(SHARED_STYLES, STYLES),
    )


def _turn(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> Columns:
    """Labels and quotes are texts of any length; each column of them is one piece."""
    labels = {name for row in nodes[:1] for name in row if name.startswith("label_")}
    columns = Columns({"nodes": frozenset({"iri", "quotes", *labels})})
    columns.add("nodes", nodes)
    columns.add("edges", edges)
    return columns


def _list_spoken(texts: Mapping[str, str], languages: Iterable[str]) -> list[tuple[str, str, str]]:
    """For each language of the page its code, the text it shows, and the language of that text."""
    return [(code, pick(texts, code), _find_spoken(texts, code)) for code in languages]


def _find_spoken(texts: Mapping[str, str], language: str) -> str:
    chosen = (code for code in (language, *OWN) if texts.get(code))
    return next(chosen, next(iter(texts), language))


def _join(shared: Iterable[str], own: Iterable[str]) -> Markup:
    parts = [*map(read_part, shared), *(_read(_TEMPLATES / name) for name in own)]
    return Markup("\n".join(parts))  # noqa: S704 -- files of our own


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _count(content: Content) -> dict[str, str]:
    dates = sorted(str(document["issued"]) for document in content.documents.values())
    dates = [date for date in dates if date]
    counts = {"statements": str(len(content.nodes)), "links": str(len(content.bonds))}
    documents = str(len(content.documents))
    speak = content.wording.speak
    if dates:
        span = {"from": dates[0], "to": dates[-1]}
        told = speak("page.meta", **counts, documents=documents, **span)
    else:
        told = speak("page.meta_undated", **counts)
    version = speak("page.meta_ontology", version=content.ontology) if content.ontology else {}
    return {code: text + version.get(code, "") for code, text in told.items()}


def _count_left_out(content: Content) -> dict[str, str]:
    """How many statements the outline leaves out, in words; empty when it holds all."""
    count = len(content.entries) - _MOST_LINES
    return content.wording.speak("page.left_out", count=str(count)) if count > 0 else {}


def _list_sources(content: Content, texts: Mapping[str, str]) -> list[tuple[int, str]]:
    """The number and the text of each document that the reader has."""
    return [
        (number, texts[str(document["hash"])])
        for number, document in enumerate(content.documents.values())
        if document["hash"] in texts
    ]


def _collect_text(content: Content, texts: Mapping[str, str]) -> str:
    labels = (label for node in content.nodes.values() for label in node["label"].values())
    quotes = (
        str(span.get("quote", "")) for node in content.nodes.values() for span in node["evidence"]
    )
    places = (
        text
        for node in content.nodes.values()
        for place in node["places"]
        for text in place.values()
    )
    return "".join([*labels, *quotes, *places, *texts.values()])


def _title(section: Mapping[str, Any], content: Content) -> Mapping[str, str]:
    heading = section["heading"]
    if heading == "directives":
        return content.wording.speak("page.directives")
    document = content.documents.get(heading)
    label = document["label"] if document else content.wording.speak("page.other")
    assert isinstance(label, dict), "labels are texts by language"
    return label
