"""HTML: all text of a page in order, boilerplate labelled and kept, scripts and styles dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph_builder.readers.refusal import refuse, require

from .page import Page
from .survey import survey_page, walk

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.readers.composition import Content

_REACH = 4096
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:-]{1,40})",
    re.IGNORECASE,
)
_LONGEST = 64 * 1024 * 1024
_LANG = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")


def find_declared(content: bytes) -> str | None:
    """The encoding that the head of a page declares, as it stands there.

    >>> find_declared(b'<meta charset="gb2312">')
    'gb2312'
    """
    found = _DECLARED.search(content[:_REACH])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def read(text: str, path: Path) -> Content:
    """The blocks of a page; DocumentError if the parser would lose a part of its text."""
    if len(text) > _LONGEST:
        found = f"the page has {len(text):,} characters, more than {_LONGEST:,}"
        raise refuse(path, found, "save its text as a plain text file")
    etree = require("lxml.etree", path)
    tree = _parse(text, path, etree)
    page = Page(survey_page(tree, etree))
    for event, element in walk(tree, etree):
        if event == "start":
            page.start(element)
            continue
        if event == "end":
            page.end(element)
        page.say(element.tail)
    return page.composition.finish(_find_language(tree))


def _parse(text: str, path: Path, etree: Any) -> Any:  # noqa: ANN401  # lxml has no types
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        tree = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise refuse(
            path, f"it is no HTML ({error.msg})", "open it in a browser and save"
        ) from error
    for fault in parser.error_log:
        if fault.type_name == "ERR_RESOURCE_LIMIT":
            found = f"line {fault.line} passes a limit, and the text after it is lost"
            remedy = "save its text as a plain text file"
            raise refuse(path, f"{found} ({fault.message.partition(',')[0]})", remedy)
    if tree is None:
        raise refuse(path, "the page holds no text", "give a page with text")
    return tree


def _find_language(tree: Any) -> str | None:  # noqa: ANN401  # lxml has no types
    for element in tree.iter("html", "body"):
        for name in _LANG:
            if element.get(name):
                return str(element.get(name))
    for meta in tree.iter("meta"):
        name = meta.get("http-equiv") or meta.get("name") or ""
        if name.lower() in {"content-language", "language"} and meta.get("content"):
            return str(meta.get("content"))
    return None
