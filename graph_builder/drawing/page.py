"""The page as one HTML file: pyvis holds the graph and renders our own template, safely.

Its own template loads parts from the network and trusts every string; ours does neither. Scripts
and styles are allowed by their hash alone, so nothing that the data contain can run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from markupsafe import Markup

from .arrangement import Picture, draw_picture, write_meta
from .content import count_kinds
from .encoding import Encoder
from .vocabulary import pick
from .wording import LANGUAGES, load_words, speak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyvis.network import Network

    from .content import Content

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = (
    "texts.js",
    "cards.js",
    "lines.js",
    "canvas.js",
    "panel.js",
    "outline.js",
    "page.js",
)
_VIS = Path("lib") / "vis-9.1.2" / "vis-network.min.js"
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
_TAGS = {"en": "en", "zh": "zh-Hans"}


def write_page(content: Content, language: str) -> str:
    """The HTML text of a page that opens in a language, the same for the same content."""
    # pyvis imports IPython, which takes longer than all else here.
    import pyvis  # noqa: PLC0415
    from pyvis.network import Network  # noqa: PLC0415

    network = Network(directed=True)
    numbers = {entry.node: number for number, entry in enumerate(content.entries)}
    pictures = {spoken: draw_picture(content, spoken) for spoken in LANGUAGES}
    encoder = Encoder(content.documents)
    _fill(network, content, pictures, encoder)
    vis = Path(pyvis.__file__).parent / "templates" / _VIS
    _prepare(network, vis)
    network.templateEnv.globals.update(
        title=speak("page.title"),
        meta=_count(content),
        language=language,
        tags=_TAGS,
        words=load_words(),
        kinds=count_kinds(content.nodes),
        sections=_list_sections(content, numbers),
        data=_collect(content, pictures, encoder),
    )
    return _protect(network.generate_html())


def _fill(
    network: Network, content: Content, pictures: Mapping[str, Picture], encoder: Encoder
) -> None:
    """Nodes and edges into the lists of pyvis: its own methods compare each with all before."""
    numbers = {entry.node: number for number, entry in enumerate(content.entries)}
    for iri, number in numbers.items():
        node = content.nodes[iri]
        evidence = [_number_span(span, numbers) for span in node["evidence"]]
        encoded = encoder.encode({**node, "evidence": evidence, "meta": _write_metas(node)})
        encoded["cards"] = {language: picture.cards[iri] for language, picture in pictures.items()}
        network.nodes.append({"id": number, "shape": "custom", **encoded})
    for bond in content.bonds:
        pair = (bond.child, bond.parent)
        edge = {"from": numbers[bond.child], "to": numbers[bond.parent], "basis": bond.basis}
        edge |= {"relations": bond.relations, "confidence": bond.confidence}
        edge["lines"] = {name: picture.lines.get(pair, []) for name, picture in pictures.items()}
        network.edges.append(edge)


def _write_metas(node: Mapping[str, Any]) -> dict[str, str]:
    return {language: write_meta(node, language) for language in LANGUAGES}


def _number_span(span: Mapping[str, object], numbers: Mapping[str, int]) -> dict[str, object]:
    numbered = dict(span)
    if "directive" in span:
        # A cited directive may lie outside the selection.
        numbered["directive"] = numbers.get(str(span["directive"]), -1)
    return numbered


def _prepare(network: Network, vis: Path) -> None:
    environment = network.templateEnv
    environment.loader = FileSystemLoader(_TEMPLATES)
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "sort_keys": True,
        "separators": (",", ":"),
    }
    network.path = "page.html"
    # Handed over whole: the template engine would read marks inside them as its own.
    environment.globals.update(
        vis=_read_script(vis),
        script=Markup("\n").join(_read_script(_TEMPLATES / name) for name in _SCRIPTS),
        style=Markup((_TEMPLATES / "page.css").read_text(encoding="utf-8")),  # noqa: S704
    )


def _read_script(path: Path) -> Markup:
    text = path.read_text(encoding="utf-8")
    return Markup(re.sub(r"</(script)", r"<\\/\1", text, flags=re.IGNORECASE))  # noqa: S704


def _count(content: Content) -> dict[str, str]:
    dates = sorted(str(document["issued"]) for document in content.documents.values())
    dates = [date for date in dates if date]
    counts = {"statements": str(len(content.nodes)), "links": str(len(content.bonds))}
    if not dates:
        return speak("page.meta_undated", **counts)
    documents = str(len(content.documents))
    span = {"from": dates[0], "to": dates[-1]}
    return speak("page.meta", **counts, documents=documents, **span)


def _list_sections(content: Content, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The outline: statements by document under a heading each, directives last."""
    sections: dict[str, list[dict[str, Any]]] = {}
    kinds = {entry.node: content.nodes[entry.node]["kind"] for entry in content.entries}
    for entry in content.entries:
        is_directive = kinds[entry.root] == "directive"
        heading = "directives" if is_directive else content.nodes[entry.root]["document"]
        line = _line(entry.node, content)
        line |= {"id": numbers[entry.node], "level": min(entry.level, 6) + 1}
        line["meta"] = _write_metas(content.nodes[entry.node])
        sections.setdefault(heading, []).append(line)
    order = sorted(sections, key=lambda heading: heading == "directives")
    return [{"title": _title(heading, content), "lines": sections[heading]} for heading in order]


def _title(heading: str, content: Content) -> Mapping[str, str]:
    if heading == "directives":
        return speak("page.directives")
    document = content.documents.get(heading)
    label = document["label"] if document else speak("page.other")
    assert isinstance(label, dict), "labels are texts by language"
    return label


def _line(iri: str, content: Content) -> dict[str, Any]:
    node = content.nodes[iri]
    quotes = [span for span in node["evidence"] if span["role"] == "clause" and "quote" in span]
    return {
        "kind": node["kind"],
        "label": {language: pick(node["label"], language) for language in LANGUAGES},
        "tags": {
            language: _TAGS[language if language in node["label"] else next(iter(node["label"]))]
            for language in LANGUAGES
        },
        "verdict": node["verdict"],
        "quote": quotes[0] if quotes else None,
    }


def _collect(content: Content, pictures: Mapping[str, Picture], encoder: Encoder) -> dict[str, Any]:
    """What the page needs beside nodes and edges."""
    shapes = {
        language: {
            "lanes": picture.lanes,
            "columns": picture.columns,
            "size": [picture.width, picture.height],
        }
        for language, picture in pictures.items()
    }
    documents = encoder.encode(list(content.documents.values()))
    return {"documents": documents, "pictures": shapes, "texts": encoder.texts}


def _protect(html: str) -> str:
    """The page with a policy that names its own scripts and styles by their hash."""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = _POLICY.format(scripts=_hash_all(scripts), styles=_hash_all(styles))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace("<!-- policy -->", meta, 1)


def _hash_all(texts: list[str]) -> str:
    hashes = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{value}'" for value in hashes)
