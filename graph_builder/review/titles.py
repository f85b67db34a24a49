"""The title of a document: a line near its head that says what kind of document it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.blocks import BlockKind
from graph_builder.languages import load_pack

from .context import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.blocks import Block
    from graph_builder.readers import SourceText

_HEAD = 1500
_LONGEST = 120
_TRAIL = ">"
_SHORTEST = 4
"""Below so many letters a line is a button or a label."""


def find_title(source: SourceText, language: str) -> str:
    """The first line of the head with a word of the pack's genres, else a heading, else a line."""
    pack = load_pack(language)
    words = [word for genre in pack.table("genres") for word in pack.words("genres", genre)]
    marks = tuple(pack.setting("marks", "sentence", default="."))
    lines = [
        (block, line)
        for block in _list_head(source)
        if not (line := flatten(source.text[block.start : block.end])).endswith(marks)
    ]
    named = [line for _, line in lines if any(word in pack.fold(line) for word in words)]
    headings = [line for block, line in lines if block.kind is BlockKind.HEADING]
    return next(iter((*named, *headings, *(line for _, line in lines))), "")


def _list_head(source: SourceText) -> Iterator[Block]:
    """The blocks near the head that can be a title: neither menus nor trails nor prose."""
    for block in source.map.between(0, _HEAD):
        line = source.text[block.start : block.end]
        length = sum(map(str.isalnum, line))
        menu = block.kind is BlockKind.BOILERPLATE or _TRAIL in line or _is_spaced(line)
        if not menu and _SHORTEST <= length <= _LONGEST:
            yield block


def _is_spaced(line: str) -> bool:
    """Whether a line is set in letters that stand apart, as on covers."""
    words = line.split()
    return sum(len(word) == 1 for word in words) > len(words) / 2 and len(words) > _SHORTEST
