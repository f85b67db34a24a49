"""The parts of a text in order: headings, paragraphs and tables, by its blocks or by its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from graph_builder.blocks import BlockKind

from .grids import Grid, read_blocks, read_lines
from .structure import Heading, Paragraph, Stretch, trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_builder.blocks import Block, Map

    from .structure import StructureReader

_LINES = re.compile(r"[^\n]+")


@dataclass(slots=True)
class Layout:
    """Headings, and all parts of the text in order, headings among them."""

    headings: list[Heading] = field(default_factory=list)
    parts: list[Paragraph | Grid] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The parts that are no tables."""
        return [part for part in self.parts if isinstance(part, Paragraph)]


@dataclass(slots=True)
class LayoutReader:
    """Reads one text; ``is_table`` says which lines set like a table are one."""

    structure: StructureReader
    text: str
    shadow: str
    is_table: Callable[[Grid], bool]
    layout: Layout = field(default_factory=Layout)

    def read(self, blocks: Map | None) -> Layout:
        """The layout; with blocks, what they say, and without, what the lines show."""
        if blocks is None:
            self._read_lines(0, len(self.text))
            return self.layout
        for kind, group in groupby(blocks.blocks, key=_tell_apart):
            if kind[0] is BlockKind.TABLE_CELL:
                self.layout.parts.append(read_blocks(list(group)))
            elif kind[0] is BlockKind.PARAGRAPH:
                self._read_run(group)
            elif kind[0] is not BlockKind.BOILERPLATE:
                self._read_blocks(group)
        return self.layout

    def _read_run(self, group: Iterable[Block]) -> None:
        """Paragraphs in a row: a line of plain text may go on in the next one."""
        start = end = None
        for block in group:
            start, end = block.start if start is None else start, block.end
        if start is not None and end is not None:
            self._read_lines(start, end)

    def _read_blocks(self, group: Iterable[Block]) -> None:
        for block in group:
            span = trim(self.shadow, block.start, block.end)
            if block.kind is BlockKind.HEADING:
                self._add_heading(self.structure.number(self.shadow, span, block.level or 1))
            elif span.start < span.end:
                self._read_line(span, listed=True)

    def _read_lines(self, start: int, end: int) -> None:
        found = (trim(self.shadow, *m.span()) for m in _LINES.finditer(self.shadow, start, end))
        lines = [line for line in found if line.start < line.end]
        whole = [self._widen(line, start, end) for line in lines]
        grids = {at: grid for grid, at in read_lines(self.text, whole) if self.is_table(grid)}
        reach = -1
        for number, line in enumerate(lines):
            if number in grids:
                self.layout.parts.append(grids[number])
                reach = grids[number].end
            if line.start >= reach:
                self._read_line(line)

    def _widen(self, line: Stretch, start: int, end: int) -> Stretch:
        """A line with the white space at its ends, in which empty cells stand."""
        front = max(start, self.shadow.rfind("\n", start, line.start) + 1)
        back = self.shadow.find("\n", line.end, end)
        return Stretch(front, back if back >= 0 else end)

    def _read_line(self, line: Stretch, *, listed: bool = False) -> None:
        """The parts of a line; an item of a list is a heading only by a number of high level."""
        for part in self.structure.divide(self.shadow, line):
            heading = self.structure.find_heading(self.shadow, part)
            if heading and not (listed and heading.level >= self.structure.listed):
                self._add_heading(heading)
            else:
                self._add_paragraph(part, listed=listed)

    def _add_heading(self, heading: Heading) -> None:
        self.layout.headings.append(heading)
        self._add_paragraph(heading)

    def _add_paragraph(self, span: Stretch, *, listed: bool = False) -> None:
        above = self.layout.headings[-1] if self.layout.headings else None
        paragraph = self.structure.paragraph(self.shadow, span, above, listed=listed)
        self.layout.parts.append(paragraph)


def _tell_apart(block: Block) -> tuple[BlockKind, int | None]:
    """What keeps blocks apart: their kind, and of cells their table."""
    return block.kind, block.place.table


def list_cells(reader: LayoutReader, grid: Grid) -> Iterator[Paragraph]:
    """The cells of a table that is read as text, each a paragraph of its own."""
    heading = reader.layout.headings[-1] if reader.layout.headings else None
    for cell in grid.cells:
        yield reader.structure.paragraph(reader.shadow, cell, heading)
