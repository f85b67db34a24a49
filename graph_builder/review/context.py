"""Where a span stands in its file, and the words around it, on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.readers import SourceText

_AROUND = 24
_LONGEST, _SHORT = 160, 48
_WIDE = 2
"""A Latin letter says about half of what a Chinese character says."""


def describe_span(source: SourceText, start: int, end: int) -> str:
    """The place of a span and its words in brackets, between the words around it."""
    around = _AROUND * (_WIDE if source.text[start:end].isascii() else 1)
    before = source.text[max(0, start - around) : start]
    after = source.text[end : end + around]
    words = f"{_cut(before, -1)}【{_shorten(source.text[start:end], _LONGEST)}】{_cut(after, 0)}"
    return _place_words(source, start, words)


def name_span(source: SourceText, start: int, end: int) -> str:
    """The place of a span and the beginning and end of its words, without those around."""
    return _place_words(source, start, f"【{_shorten(source.text[start:end], _SHORT)}】")


def _place_words(source: SourceText, start: int, words: str) -> str:
    place = describe_place(source, start)
    return f"{place}: {words}" if place else words


def _shorten(quote: str, longest: int) -> str:
    if len(quote) > longest:
        quote = f"{quote[: longest // 2]} … {quote[-longest // 2 :]}"
    return flatten(quote)


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
