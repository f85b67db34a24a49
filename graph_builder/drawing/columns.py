"""Rows as columns: numbers in few bytes each, repeated values by number, long texts in one piece.

A browser takes such columns as they are, where rows in JSON would have to be read one by one.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: The type of ``array`` for numbers of so many bytes.
_TYPES = {1: "b", 2: "h", 4: "i"}
_BITS = 8


@dataclass(slots=True)
class Columns:
    r"""Columns of several tables: ``numbers``, ``books`` of repeated values, and ``texts``.

    >>> columns = Columns({"rows": frozenset({"label"})})
    >>> columns.add("rows", [{"kind": "goal", "label": "a"}, {"kind": "goal", "label": "bc"}])
    >>> columns.books, columns.texts
    ({'rows.kind': ['goal']}, {'rows.label': 'a\nbc'})
    >>> columns.list(), columns.write()
    ([['rows.kind', 1, 2], ['rows.label', 1, 2]], b'\x00\x00\x01\x02')
    """

    #: For each table the columns whose values are texts, or lists of texts, of any length.
    plain: Mapping[str, frozenset[str]]
    books: dict[str, list[Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Sequence[int]] = field(default_factory=dict)

    def add(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Take the rows of a table; all have the fields of the first."""
        for name in rows[0] if rows else sorted(self.plain.get(table, ())):
            values = [row[name] for row in rows]
            whole = f"{table}.{name}"
            if name in self.plain.get(table, ()):
                self._add_texts(whole, values)
            elif isinstance(values[0], int):
                self.numbers[whole] = values
            else:
                self._number(whole, values)

    def _add_texts(self, name: str, values: Sequence[Any]) -> None:
        if values and isinstance(values[0], list):
            self.numbers[f"{name}.count"] = [len(texts) for texts in values]
            values = [text for texts in values for text in texts]
        self.numbers[name] = [measure(text) for text in values]
        self.texts[name] = "\n".join(values)

    def _number(self, name: str, values: Iterable[Any]) -> None:
        known: dict[Any, int] = {}
        codes = []
        for value in values:
            key = tuple(value) if isinstance(value, list) else value
            codes.append(known.setdefault(key, len(known)))
        self.numbers[name] = codes
        self.books[name] = list(known)

    def list(self) -> list[list[Any]]:
        """Name, bytes of each number, and length of every column in the order of ``write``."""
        return [[name, width, len(self.numbers[name])] for width, name in self._order()]

    def write(self) -> bytes:
        """The numbers of all columns, the widest first, the least significant byte first."""
        parts = []
        for width, name in self._order():
            column = array(_TYPES[width], self.numbers[name])
            if sys.byteorder == "big":
                column.byteswap()
            parts.append(column.tobytes())
        return b"".join(parts)

    def _order(self) -> Sequence[tuple[int, str]]:
        named = ((_find_width(numbers), name) for name, numbers in self.numbers.items())
        return sorted(named, key=lambda pair: (-pair[0], pair[1]))


def measure(text: str) -> int:
    r"""The length of a text as a browser counts it, in units of UTF-16.

    >>> measure("煤炭"), measure("\U00020000")
    (2, 2)
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _find_width(numbers: Sequence[int]) -> int:
    most = max((number if number >= 0 else -number - 1 for number in numbers), default=0)
    return next(width for width in _TYPES if most < 1 << (_BITS * width - 1))
