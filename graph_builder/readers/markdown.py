"""Markdown: the text as it is shown, with the lines of the file that each block came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph_builder.blocks import BlockKind, Place

from .composition import Composition, Content, collapse
from .refusal import refuse, require

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 16 * 1024 * 1024
_DEEPEST = 60
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)?---[ \t]*(?:\r?\n|$)", re.DOTALL)
_LANGUAGE = re.compile(r"^lang(?:uage)?:[ \t]*[\"']?([A-Za-z0-9-]{2,35})", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


class _Outline:
    """Takes the tokens of a Markdown file one after the other and composes its text."""

    def __init__(self, line: int) -> None:
        self.composition = Composition()
        self.first_line = line
        self._heading: int | None = None
        self._counters: list[int | None] = []
        self._number: str | None = None
        self._table = self._row = self._column = 0

    def take(self, token: Any) -> None:  # noqa: ANN401  # the extra may be missing
        """One token: its text if it has any, else the structure that it opens or closes."""
        if token.type == "inline":
            self._say(_read_inline(token.children or ()), token.map)
        elif token.type in {"fence", "code_block"}:
            self._say_lines(token.content, token.map)
        elif token.type == "html_block":
            self._say(_TAG.sub(" ", token.content), token.map)
        elif token.type.startswith("heading"):
            self._heading = int(token.tag[1:]) if token.nesting > 0 else None
        else:
            self._follow_lists(token)
            self._follow_tables(token.type)

    def _follow_lists(self, token: Any) -> None:  # noqa: ANN401
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            counted = token.type.startswith("ordered")
            self._counters.append(int(token.attrGet("start") or 1) if counted else None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            self._counters.pop()
        elif token.type == "list_item_open":
            counter = self._counters[-1]
            self._number = None if counter is None else f"{counter}{token.markup}"
            self._counters[-1] = None if counter is None else counter + 1

    def _follow_tables(self, kind: str) -> None:
        if kind == "table_open":
            self._table, self._row = self._table + 1, 0
        elif kind == "tr_open":
            self._row, self._column = self._row + 1, 0
        elif kind in {"th_open", "td_open"}:
            self._column += 1
        elif kind == "table_close":
            self._row = self._column = 0

    def _say_lines(self, text: str, lines: list[int]) -> None:
        for number, line in enumerate(text.splitlines()):
            self._say(line, [lines[0] + number])

    def _say(self, text: str, lines: list[int] | None) -> None:
        text = collapse(text)
        line = self.first_line + lines[0] if lines else None
        if self._row:
            place = Place(line=line, table=self._table)
            self.composition.add_cell(text, place, (self._row, self._column))
            return
        number, self._number = self._number, None
        level = self._heading or len(self._counters) or None
        kind = BlockKind.LIST_ITEM if self._counters else BlockKind.PARAGRAPH
        kind = BlockKind.HEADING if self._heading else kind
        self.composition.add(text, kind, Place(line=line), level, number)


def read(text: str, path: Path) -> Content:
    """The blocks of a Markdown file, its marks left out; front matter is boilerplate."""
    if len(text) > _LONGEST:
        found = f"the file has {len(text):,} characters, more than {_LONGEST:,} for Markdown"
        raise refuse(path, found, "save it as plain text with the suffix .txt")
    parser = require("markdown_it", path).MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable("table")
    front = _FRONT_MATTER.match(text)
    matter, body = (front[0], text[front.end() :]) if front else ("", text)
    outline = _Outline(matter.count("\n") + 1)
    for number, line in enumerate(matter.splitlines(), 1):
        outline.composition.add(line, BlockKind.BOILERPLATE, Place(line=number))
    for token in parser.parse(body):
        if token.level + token.nesting >= _DEEPEST:
            line = outline.first_line + (token.map or [0])[0]
            found = f"line {line} is nested deeper than {_DEEPEST} levels, where text is lost"
            raise refuse(path, found, "save it as plain text with the suffix .txt")
        outline.take(token)
    language = _LANGUAGE.search(matter)
    return outline.composition.finish(language[1] if language else None)


def _read_inline(children: Any) -> str:  # noqa: ANN401
    """The words of a paragraph; an image stands for its description."""
    pieces = []
    for child in children:
        if child.type in {"text", "code_inline", "image"}:
            pieces.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
    return "".join(pieces)
