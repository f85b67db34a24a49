"""Texts as readers give them, for tests of reviews."""

from __future__ import annotations

from graph_builder.readers import SourceText, plain


def read_plain(text: str) -> SourceText:
    """A plain text as its reader gives it."""
    content = plain.read(text)
    return SourceText(text, "text/plain", None, content.map)
