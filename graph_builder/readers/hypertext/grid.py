"""Where the cells of an HTML table stand when some span several rows or columns."""

from __future__ import annotations

_MOST_COLUMNS = 100
_MOST_ROWS = 65534


class Grid:
    """Gives each cell its row and column, counted from 1, and how many of them it spans.

    >>> grid = Grid()
    >>> grid.begin_row()
    >>> grid.place("2", ""), grid.place("", "2")
    (((1, 1), (2, 1)), ((1, 2), (1, 2)))
    >>> grid.begin_row()
    >>> grid.place("", "")
    ((2, 2), (1, 1))
    """

    def __init__(self) -> None:
        self._row = 0
        self._column = 0
        self._taken: dict[int, int] = {}
        """For a column, the last row that a cell above reaches down to."""

    def begin_row(self) -> None:
        """The cells that follow stand in the next row."""
        self._row += 1
        self._column = 0

    def place(self, row_span: str, column_span: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """Position and span of the next cell, with its spans as the attributes give them."""
        self._row = max(self._row, 1)
        self._column += 1
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        column, width = self._column, _read_span(column_span, _MOST_COLUMNS)
        height = _read_span(row_span, _MOST_ROWS)
        self._column += width - 1
        if height > 1:
            last = self._row + height - 1
            self._taken |= dict.fromkeys(range(column, column + width), last)
        return (self._row, column), (height, width)


def _read_span(value: str, most: int) -> int:
    digits = value.strip()
    known = digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))
    return min(max(int(digits), 1), most) if known else 1
