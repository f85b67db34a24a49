"""The body of a DOCX, walked in order: nothing that a reader of it sees is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from graph_builder.blocks import BlockKind, Place
from graph_builder.readers.composition import Composition, collapse, put_number

from .numbering import Numbering, W, read_whole
from .styles import Styles, find_value

if TYPE_CHECKING:
    from collections.abc import Iterator

_Placed: TypeAlias = tuple[Any, int, int]
"""A cell with its column and its width in columns."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom", _FALLBACK})
_BOX = f"{W}txbxContent"
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins"))


class Body:
    """Composes the text of a document from its paragraphs and tables."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401  # the extra may be missing
        self.composition = Composition()
        self._styles = Styles(document.styles.element)
        related = document.part.rels.values()
        numbered = [found for found in related if found.reltype.endswith("/numbering")]
        self._numbering = Numbering(numbered[0].target_part.element if numbered else None)
        self._paragraph = self._table = self._hidden = 0
        self._boilerplate = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the document."""
        count = self._hidden
        return (f"Hidden text was left out: {count} characters.",) if count else ()

    def read_part(self, root: Any, *, boilerplate: bool) -> None:  # noqa: ANN401
        """The notes, or the head or foot of the pages, which follow the body."""
        self._boilerplate = boilerplate
        for note in (root,) if boilerplate else root:
            if note.get(f"{W}type") is None:
                self.read(note)
        self._boilerplate = False

    def read(self, parent: Any) -> None:  # noqa: ANN401
        """The paragraphs and tables below an element, in order."""
        for element in parent:
            if element.tag == f"{W}p":
                self._read_paragraph(element)
            elif element.tag == f"{W}tbl":
                self._read_table(element)
            elif isinstance(element.tag, str) and element.tag not in _REMOVED:
                self.read(element)

    def _read_paragraph(self, element: Any) -> None:  # noqa: ANN401
        self._paragraph += 1
        place = Place(paragraph=self._paragraph)
        text, boxes = self._read_words(element)
        kind, level, number = self._describe(element.find(f"{W}pPr"), text)
        if self._boilerplate:
            self.composition.add(text, BlockKind.BOILERPLATE, place)
        else:
            self.composition.add(text, kind, place, level, number)
        for box in boxes:
            self.read(box)

    def _describe(self, properties: Any, text: str) -> tuple[BlockKind, int | None, str | None]:  # noqa: ANN401
        name, style = self._styles.find(properties)
        number, listed = None, style.number not in {None, "0"}
        level = style.level
        if level is None:
            level = self._numbering.style_levels.get((style.number or "", name), 0)
        if listed and text.strip():
            number = self._numbering.count(style.number or "", level)
        if style.heading:
            return BlockKind.HEADING, style.heading, number
        return (
            (BlockKind.LIST_ITEM, level + 1, number)
            if listed
            else (BlockKind.PARAGRAPH, None, None)
        )

    def _read_words(self, element: Any) -> tuple[str, list[Any]]:  # noqa: ANN401
        """The text of a paragraph, and the text boxes that hang on it."""
        pieces: list[str] = []
        boxes: list[Any] = []
        waiting = list(reversed(element))
        while waiting:
            child = waiting.pop()
            if child.tag == _BOX:
                boxes.append(child)
            elif child.tag == f"{W}t":
                pieces.append(child.text or "")
            elif child.tag in _SIGNS:
                pieces.append(_SIGNS[child.tag])
            elif child.tag == f"{W}br":
                pieces.append("\n" if child.get(f"{W}type") in {None, "textWrapping"} else "")
            elif self._shows(child):
                waiting.extend(reversed(child))
        return "".join(pieces), boxes

    def _shows(self, element: Any) -> bool:  # noqa: ANN401
        hidden = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
        if hidden is not None and hidden.get(f"{W}val") not in {"0", "false"}:
            self._hidden += sum(len(text.text or "") for text in element.iter(f"{W}t"))
            return False
        return element.tag not in _REMOVED and element.tag != f"{W}pPr"

    def _read_table(self, table: Any) -> None:  # noqa: ANN401
        self._table += 1
        place = Place(table=self._table)
        rows = [list(_list_inside(row, "tc")) for row in _list_inside(table, "tr")]
        if self._boilerplate or max(map(len, rows), default=0) < 2:  # noqa: PLR2004  # a frame
            for cell in (cell for row in rows for cell in row):
                self.read(cell)
            return
        lines = [list(_place_cells(line)) for line in _list_inside(table, "tr")]
        continued = {
            (row, column)
            for row, cells in enumerate(lines, 1)
            for cell, column, _ in cells
            if _continues(cell.find(f"{W}tcPr"))
        }
        for row, cells in enumerate(lines, 1):
            self._read_row(cells, place, row, continued)

    def _read_row(
        self, cells: list[_Placed], place: Place, row: int, continued: set[tuple[int, int]]
    ) -> None:
        """The cells of a row; ``continued`` are those that go on with the one above."""
        for cell, column, width in cells:
            if (row, column) in continued:
                continue
            height = 1
            while (row + height, column) in continued:
                height += 1
            text = collapse(" ".join(self._list_words(cell)))
            self.composition.add_cell(text, place, (row, column), (height, width))

    def _list_words(self, parent: Any) -> Iterator[str]:  # noqa: ANN401
        """The paragraphs below a cell, with their numbers."""
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph += 1
                text, boxes = self._read_words(element)
                yield put_number(self._describe(element.find(f"{W}pPr"), text)[2], text)
                for box in boxes:
                    yield from self._list_words(box)
            elif isinstance(element.tag, str) and element.tag not in _REMOVED:
                yield from self._list_words(element)


def _place_cells(line: Any) -> Iterator[_Placed]:  # noqa: ANN401
    """The cells of a row with their columns and widths."""
    column = 1 + read_whole(find_value(line, "trPr/gridBefore"), 0)
    for cell in _list_inside(line, "tc"):
        width = max(read_whole(find_value(cell.find(f"{W}tcPr"), "gridSpan"), 1), 1)
        yield cell, column, width
        column += width


def _list_inside(parent: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    """Rows of a table or cells of a row, also those that controls or insertions wrap."""
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _list_inside(element, name)


def _continues(properties: Any | None) -> bool:  # noqa: ANN401
    """Whether a cell is the lower part of one that spans rows."""
    merge = None if properties is None else properties.find(f"{W}vMerge")
    return merge is not None and merge.get(f"{W}val") in {None, "continue"}
