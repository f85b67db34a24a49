"""The page as one HTML file, the same for the same ontology and examples."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from graph_builder.namespaces import BASE, DATA, DCT, OWL
from graph_builder.offline import list_variants, protect, read_part

from .cards import make_ref
from .diagram import describe_diagram, describe_in_words
from .interface import load_words, say
from .layout import lay_out
from .reading import KINDS, PARTS
from .speech import TAGS, write_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .content import Content
    from .reading import Module, Reference
    from .speech import Spoken

_TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("search.js", "names.js", "page.js")
STYLES = ("page.css", "cards.css")
_SHARED_SCRIPTS = ("elements.js", "variants.js")
_SHARED_STYLES = ("colours.css",)
_PROJECT = re.compile(r"^polcom\s*[:：]\s*")
_SENTENCE = re.compile(r"[^.。]*[.。]?")
_UMBRELLA = BASE.rstrip("/")


def write_page(content: Content, language: str) -> str:
    """The HTML text of a page that opens in a language."""
    reference = content.reference
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["plain"] = _escape
    html = environment.get_template("page.html").render(
        language=language,
        tags=TAGS,
        names=load_words()["language.name"],
        words={name: say_plainly(name) for name in load_words()},
        speak=say,
        tag=write_tag,
        refs=lambda iris: [make_ref(reference, iri) for iri in iris],
        content=content,
        umbrella=_describe_module(reference, _UMBRELLA),
        lead=_take_sentence(reference.facts.text(_UMBRELLA, f"{DCT}description")),
        counts=_count(content),
        parts=[(part, list(_list_sections(content, part))) for part in PARTS],
        kinds=KINDS,
        prefixes=sorted(reference.prefixes.items()),
        base=DATA,
        data={"words": load_words(), "variants": list_variants(_collect_text(content))},
        script=_join(_SHARED_SCRIPTS, SCRIPTS),
        style=_join(_SHARED_STYLES, STYLES),
    )
    return protect(html)


def _escape(text: str) -> Markup:
    """A text between tags, where quotes need no escape; code is full of them."""
    return Markup(escape(text, quote=False))  # noqa: S704 -- escaped here


def say_plainly(name: str) -> Mapping[str, Any]:
    """A text of the interface with its gaps left open, for the scripts and for the template."""
    return {
        language: {"text": text, "tag": TAGS[language]}
        for language, text in load_words()[name].items()
    }


def _join(shared: Iterable[str], own: Iterable[str]) -> Markup:
    files = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in own)
    return Markup("\n".join([*map(read_part, shared), *files]))  # noqa: S704 -- files of our own


def _count(content: Content) -> Mapping[str, Any]:
    kinds = Counter(card.kind for card in content.cards.values())
    version = content.reference.facts.literals(_UMBRELLA, f"{OWL}versionInfo")
    return say(
        "page.counts",
        classes=kinds["class"],
        properties=sum(kinds[name] for name in KINDS if name.endswith("property")),
        concepts=kinds["concept"],
        units=kinds["unit"],
        shapes=kinds["node-shape"] + kinds["property-shape"],
        version=version[0].value if version else "",
    )


def _describe_module(reference: Reference, iri: str) -> dict[str, Any]:
    facts = reference.facts
    version = facts.literals(iri, f"{OWL}versionInfo")
    return {
        "title": facts.text(iri, f"{DCT}title"),
        "name": _shorten_title(facts.text(iri, f"{DCT}title")),
        "description": facts.text(iri, f"{DCT}description"),
        "version": version[0].value if version else "",
        "imports": facts.links(iri, f"{OWL}imports"),
    }


def _shorten_title(title: Spoken) -> Spoken:
    """A title without the name of the project, which would begin every line of the contents."""
    return {language: text._replace(text=_cut(text.text)) for language, text in title.items()}


def _take_sentence(texts: Spoken) -> Spoken:
    """The first sentence: what follows is about the file."""
    return {
        language: text._replace(text=_SENTENCE.match(text.text)[0])  # type: ignore[index]
        for language, text in texts.items()
    }


def _cut(title: str) -> str:
    rest = _PROJECT.sub("", title)
    return rest[:1].upper() + rest[1:]


def _list_sections(content: Content, part: str) -> Iterator[dict[str, Any]]:
    """The modules of a part of the page that have terms, each with its diagram and its cards."""
    reference = content.reference
    for module in reference.modules:
        if module.part == part and module.terms:
            kinds = [
                (kind, [content.cards[term.iri] for term in module.terms if term.kind == kind])
                for kind in KINDS
            ]
            yield {
                "module": module,
                **_describe_module(reference, module.iri),
                "groups": [(kind, cards) for kind, cards in kinds if cards],
                "diagrams": _draw(reference, module),
            }


def _draw(reference: Reference, module: Module) -> dict[str, Any]:
    """The diagram of a module for each language, with what it says in words."""
    diagram = describe_diagram(reference, module)
    if diagram is None:
        return {}
    return {
        language: {
            "layout": lay_out(diagram, language),
            "words": describe_in_words(diagram, language),
        }
        for language in TAGS
    }


def _collect_text(content: Content) -> str:
    texts = (
        text.text
        for card in content.cards.values()
        for spoken in (card.label, card.definition, card.note)
        for text in spoken.values()
    )
    return "".join(texts)
