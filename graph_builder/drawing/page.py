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
from .packing import pack, pack_bytes, pack_text
from .rows import CHUNK, list_marks, write_chunks, write_index, write_outline
from .vocabulary import pick
from .wording import LANGUAGES, load_words, speak

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
    "overview.js",
    "network.js",
    "evidence.js",
    "panel.js",
    "facets.js",
    "search.js",
    "export.js",
    "print.js",
    "page.js",
)
#: What it shares with other pages, before its own.
SHARED_SCRIPTS = ("elements.js", "variants.js")
SHARED_STYLES = ("colours.css",)
STYLES = ("page.css", "views.css", "panel.css")
_VIS = Path("lib") / "vis-9.1.2" / "vis-network.min.js"
TAGS = {"en": "en", "zh": "zh-Hans"}
#: A longer outline would slow every browser, and nobody reads it.
_MOST_LINES = 3000
#: Texts of any length, each column in one piece.
_PLAIN = {"nodes": frozenset({"iri", "en", "zh", "quotes"})}
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
    sections = write_outline(content, _MOST_LINES)
    network.templateEnv.globals.update(
        title=speak("page.title"),
        meta=_count(content),
        language=language,
        words=load_words(),
        index=index | {"chunk": CHUNK, "marks": [len(spans["start"]) for spans in marks]},
        chunks=write_chunks(content),
        sources=_list_sources(content, texts),
        marks=marks,
        variants=list_variants(_collect_text(content, texts)),
        sections=[section | {"title": _title(section, content)} for section in sections],
        left_out=max(0, len(content.entries) - _MOST_LINES),
    )
    # The page unpacks the script of the network and adds it when it is wanted.
    return protect(network.generate_html(), [vis])


def _prepare(network: Network, vis: str) -> None:
    environment = network.templateEnv
    environment.loader = FileSystemLoader(_TEMPLATES)
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(pack=pack, pack_text=pack_text, pack_bytes=pack_bytes)
    network.path = "page.html"
    # Handed over whole: the template engine would read marks inside them as its own.
    environment.globals.update(
        tags=TAGS,
        turn=_turn,
        late=_LATE,
        vis=pack_text(vis),
        script=_join(SHARED_SCRIPTS, SCRIPTS),
        style=_join(SHARED_STYLES, STYLES),
    )


def _turn(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> Columns:
    columns = Columns(_PLAIN)
    columns.add("nodes", nodes)
    columns.add("edges", edges)
    return columns


def _join(shared: Iterable[str], own: Iterable[str]) -> Markup:
    parts = [*map(read_part, shared), *(_read(_TEMPLATES / name) for name in own)]
    return Markup("\n".join(parts))  # noqa: S704 -- files of our own


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _count(content: Content) -> dict[str, str]:
    dates = sorted(str(document["issued"]) for document in content.documents.values())
    dates = [date for date in dates if date]
    counts = {"statements": str(len(content.nodes)), "links": str(len(content.bonds))}
    if not dates:
        return speak("page.meta_undated", **counts)
    documents = str(len(content.documents))
    span = {"from": dates[0], "to": dates[-1]}
    return speak("page.meta", **counts, documents=documents, **span)


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
        return speak("page.directives")
    document = content.documents.get(heading)
    label = document["label"] if document else speak("page.other")
    assert isinstance(label, dict), "labels are texts by language"
    return {language: pick(label, language) for language in LANGUAGES}
