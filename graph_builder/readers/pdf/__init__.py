"""PDF with a text layer: lines joined, running heads labelled, tables told by their gaps."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from graph_builder.blocks import BlockKind, Place
from graph_builder.readers.composition import Composition
from graph_builder.readers.refusal import refuse, require

from .fence import Limits, open_pdf
from .lines import Line, Row, find_heads, group_rows, list_lines
from .paragraphs import Paragraph, clean, join_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph_builder.readers.composition import Content

_OCR = "recognise its text (OCR) first and check the result"
_MOST_LOST = 0.1
_LARGER = 1.12
_LONGEST_HEADING = 100
_LEVELS = 6


def read(path: Path, limits: Limits | None = None) -> Content:
    """The blocks of a PDF; DocumentError if it is encrypted, damaged, scanned or past a limit."""
    require("pypdfium2", path)
    found = open_pdf(path, limits or Limits())
    pages = found["pages"]
    lines = list_lines(pages)
    heads = find_heads(lines, [page["height"] for page in pages])
    _check_text([line for line in lines if line not in heads], pages, path)
    composer = _Composer(heads, lines)
    for item in join_paragraphs(list(group_rows([line for line in lines if line not in heads]))):
        composer.take(item)
    composer.close()
    return composer.composition.finish(found["language"], _list_notes(lines, pages))


class _Composer:
    """Takes paragraphs and rows in order; the heads of a page follow what runs over its end."""

    def __init__(self, heads: set[Line], lines: Sequence[Line]) -> None:
        self.composition = Composition()
        self._heads = [line for line in lines if line in heads]
        self._sizes = _rank_sizes([line for line in lines if line not in heads])
        self._rows: list[Row] = []
        self._paragraph = self._table = 0

    def take(self, item: Paragraph | Row) -> None:
        """Add the next paragraph, or keep a row until its table is whole."""
        if isinstance(item, Row):
            self._rows.append(item)
            return
        self._close_table()
        self._place_heads(item.lines[0].page)
        self._add(item)

    def close(self) -> None:
        """Add what is still kept."""
        self._close_table()
        self._place_heads(None)

    def _add(self, paragraph: Paragraph) -> None:
        self._paragraph += 1
        parts = list(paragraph.list_parts())
        length = sum(len(text) for _, text in parts)
        level = self._sizes.get(round(paragraph.height)) if length <= _LONGEST_HEADING else None
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        for number, (page, text) in enumerate(parts):
            place = Place(page=page, paragraph=self._paragraph)
            if number:
                self.composition.extend(text, place)
            else:
                self.composition.add(text, kind, place, level)

    def _place_heads(self, page: int | None) -> None:
        while self._heads and (page is None or self._heads[0].page < page):
            line = self._heads.pop(0)
            self.composition.add(clean(line.text), BlockKind.BOILERPLATE, Place(page=line.page))

    def _close_table(self) -> None:
        rows, self._rows = self._rows, []
        if len(rows) == 1:
            self._place_heads(rows[0].page)
            self._paragraph += 1
            text = "\t".join(clean(part.text) for part in rows[0].parts)
            place = Place(page=rows[0].page, paragraph=self._paragraph)
            self.composition.add(text, BlockKind.PARAGRAPH, place)
        elif rows:
            self._add_table(rows)

    def _add_table(self, rows: list[Row]) -> None:
        self._table += 1
        edges = _find_edges([part for row in rows for part in row.parts])
        for number, row in enumerate(rows, 1):
            self._place_heads(row.page)
            place = Place(page=row.page, table=self._table)
            for part in row.parts:
                column = sum(edge <= part.left for edge in edges)
                self.composition.add_cell(clean(part.text), place, (number, column))


def _find_edges(parts: list[Line]) -> list[float]:
    """The left edges of the columns: parts that stand below each other share one."""
    edges: list[float] = []
    reach = float("-inf")
    for part in sorted(parts, key=lambda part: part.left):
        if part.left > reach:
            edges.append(part.left)
        reach = max(reach, part.right)
    return edges


def _rank_sizes(lines: Sequence[Line]) -> dict[int, int]:
    """The heading level of each height of line that is larger than most of the text."""
    ordered = sorted(lines, key=lambda line: round(line.height))
    weights = {
        size: sum(len(line.text) for line in group)
        for size, group in groupby(ordered, key=lambda line: round(line.height))
    }
    body = max(weights, key=lambda size: (weights[size], -size), default=0)
    larger = sorted((size for size in weights if size >= _LARGER * body), reverse=True)
    return {size: min(level, _LEVELS) for level, size in enumerate(larger, 1)}


def _check_text(body: Sequence[Line], pages: Sequence[dict[str, Any]], path: Path) -> None:
    text = "".join(line.text for line in body)
    if not text:
        images = sum(page["images"] for page in pages)
        found = "its pages are images" if images else "its pages show no characters"
        raise refuse(path, f"the PDF has no text layer: {found}", _OCR)
    lost = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in text)
    if lost > _MOST_LOST * len(text):
        found = f"the fonts do not say which characters {lost} of {len(text)} signs are"
        raise refuse(path, found, _OCR)


def _list_notes(lines: Sequence[Line], pages: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    read_pages = {line.page for line in lines}
    scanned = [
        str(number)
        for number, page in enumerate(pages, 1)
        if number not in read_pages and page["images"]
    ]
    return (f"Pages without text, images only: {', '.join(scanned)}.",) if scanned else ()
