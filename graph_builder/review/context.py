"""Where a span stands in its file, and the words around it, on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.readers import SourceText

_AROUND = 24
_LONGEST = 160
_WIDE = 2
"""A Latin letter says about half of what a Chinese character says."""


def describe_span(source: SourceText, start: int, end: int) -> str:
    """The place of a span and its words in brackets, between the words around it."""
    around = _AROUND * (_WIDE if source.text[start:end].isascii() else 1)
    before = source.text[max(0, start - around) : start]
    after = source.text[end : end + around]
    quote = source.text[start:end]
    if len(quote) > _LONGEST:
        quote = f"{quote[: _LONGEST // 2]} … {quote[-_LONGEST // 2 :]}"
    place = describe_place(source, start)
    words = f"{_cut(before, -1)}【{flatten(quote)}】{_cut(after, 0)}"
    return f"{place}: {words}" if place else words


def describe_place(source: SourceText, offset: int) -> str:
    """Page, paragraph, line, element or cell of a character, as far as its file has them."""
    block = source.map.at(offset)
    if block is None:
        return ""
    cell = f", row {block.row}, column {block.column}" if block.row else ""
    return f"{block.place}{cell}"


def _cut(text: str, side: int) -> str:
    """The part of the text that lies on the line of the span."""
    return flatten(text.split("\n")[side])


def flatten(text: str) -> str:
    """The text on one line, without characters that a screen or YAML would act on."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
