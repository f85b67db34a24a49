"""Answers of queries as rows, and the formats that they are written in."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph_builder.errors import UsageError
from graph_builder.namespaces import XSD, abbreviate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

Cell = NamedNode | BlankNode | Literal | Triple | None

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle")
_NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float"))
# Control characters and those that turn the direction of text: they would act on the terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDE = 100_000
_SERIALIZED = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a query: named columns and rows of RDF terms, None where nothing is bound.

    ASK gives one row with a boolean in the column ``answer``; CONSTRUCT and DESCRIBE give
    triples in the columns ``subject``, ``predicate``, ``object``, sorted.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    form: str = "SELECT"

    def __len__(self) -> int:
        return len(self.rows)

    def select(self, columns: Iterable[str]) -> Rows:
        """The same rows with these columns only, in this order."""
        kept = tuple(columns)
        places = [self.columns.index(column) for column in kept]
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return replace(self, columns=kept, rows=rows)

    def records(self) -> list[dict[str, str | None]]:
        """One dictionary per row, column to the characters of the term."""
        return [
            {column: show(cell) for column, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]

    def to_frame(self) -> pd.DataFrame:
        """The rows as a data frame of strings and numbers, None where nothing is bound.

        Raises:
            UsageError: when pandas is not installed.

        """
        try:
            import pandas as pd  # noqa: PLC0415 -- an extra that most users do without
        except ImportError:
            raise UsageError('data frames need pandas: pip install "polcom[notebook]"') from None
        cells = [[_plain_value(cell) for cell in row] for row in self.rows]
        return pd.DataFrame(cells, columns=list(self.columns), dtype=object)


def _plain_value(cell: Cell) -> str | Decimal | None:
    text = show(cell)
    return Decimal(text) if text is not None and is_number(cell) else text


def show(cell: Cell) -> str | None:
    """The characters of a term without datatype and language, or None.

    >>> show(Literal("煤", language="zh-Hans"))
    '煤'
    """
    if cell is None:
        return None
    return str(cell) if isinstance(cell, Triple) else cell.value


def is_number(cell: Cell) -> bool:
    """Whether a term is a number."""
    return isinstance(cell, Literal) and cell.datatype.value in _NUMBERS


def render(
    rows: Rows,
    form: str,
    *,
    prefixes: Mapping[str, str] | None = None,
    spreadsheet: bool = False,
) -> str:
    """The rows as text in one of ``FORMATS``; ``spreadsheet`` makes CSV safe and legible in Excel.

    Raises:
        UsageError: for an unknown format, or turtle for rows that are not triples.

    """
    if form == "csv" and spreadsheet:
        return _write_spreadsheet(rows)
    if form in {"table", "markdown"}:
        return (_write_table if form == "table" else _write_markdown)(rows, prefixes or {})
    if form == "turtle":
        return _write_turtle(rows, prefixes or {})
    if form == "json":
        return _write_json(rows)
    if form in _SERIALIZED:
        return _serialize(rows, _SERIALIZED[form])
    raise UsageError(f"unknown format '{form}'; choose one of {', '.join(FORMATS)}")


def make_table(rows: Rows, prefixes: Mapping[str, str]) -> Table:
    """The rows as a table for a terminal: short names, numbers to the right, nothing active."""
    table = Table(header_style="bold")
    for place, column in enumerate(rows.columns):
        numeric = any(is_number(row[place]) for row in rows.rows)
        table.add_column(_plain(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows.rows:
        table.add_row(*(Text(make_legible(cell, prefixes)) for cell in row))
    return table


def _write_table(rows: Rows, prefixes: Mapping[str, str]) -> str:
    console = Console(file=StringIO(), width=_WIDE, color_system=None, legacy_windows=False)
    with console.capture() as capture:
        console.print(make_table(rows, prefixes))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def make_legible(cell: Cell, prefixes: Mapping[str, str]) -> str:
    """A term as people read it on a terminal: short name, grouped digits, no control characters."""
    if isinstance(cell, NamedNode):
        return _plain(abbreviate(cell.value, prefixes))
    if is_number(cell):
        return group_digits(str(show(cell)))
    return _plain(show(cell) or "")


def group_digits(number: str) -> str:
    """A number with its thousands apart; exponents stay as they are.

    >>> group_digits("-1000000.50")
    '-1,000,000.5'
    """
    match = re.fullmatch(r"([+-]?)(\d+)(?:\.(\d*))?", number)
    if not match:
        return number
    fraction = (match[3] or "").rstrip("0")
    return f"{match[1]}{int(match[2]):,}" + (f".{fraction}" if fraction else "")


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _write_markdown(rows: Rows, prefixes: Mapping[str, str]) -> str:
    lines = [list(rows.columns), ["---"] * len(rows.columns)]
    lines += [[make_legible(cell, prefixes) for cell in row] for row in rows.rows]
    return "".join(f"| {' | '.join(map(_escape_markdown, line))} |\n" for line in lines)


def _escape_markdown(text: str) -> str:
    return re.sub(r"([\\|<>`*_\[\]])", r"\\\1", text)


def _write_spreadsheet(rows: Rows) -> str:
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(map(_escape_formula, rows.columns))
    for row in rows.rows:
        writer.writerow(
            (show(cell) or "") if is_number(cell) else _escape_formula(show(cell) or "")
            for cell in row
        )
    # Excel reads UTF-8 only behind a byte order mark.
    return "\ufeff" + stream.getvalue()


def _escape_formula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_turtle(rows: Rows, prefixes: Mapping[str, str]) -> str:
    if rows.form not in {"CONSTRUCT", "DESCRIBE"}:
        raise UsageError("turtle is for CONSTRUCT and DESCRIBE; choose table, csv, tsv or json")
    triples = [Triple(*row) for row in rows.rows]  # type: ignore[arg-type]
    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes))
    return (text or b"").decode()


def _write_json(rows: Rows) -> str:
    return json.dumps(_results(rows), ensure_ascii=False, indent=1) + "\n"


def _results(rows: Rows) -> dict[str, Any]:
    if rows.form == "ASK":
        return {"head": {}, "boolean": show(rows.rows[0][0]) == "true"}
    bindings = [
        {c: _json_term(cell) for c, cell in zip(rows.columns, row, strict=True) if cell is not None}
        for row in rows.rows
    ]
    return {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}


def _json_term(cell: Cell) -> dict[str, Any]:
    match cell:
        case NamedNode():
            return {"type": "uri", "value": cell.value}
        case BlankNode():
            return {"type": "bnode", "value": cell.value}
        case Literal() if cell.language:
            return {"type": "literal", "value": cell.value, "xml:lang": cell.language}
        case Literal() if cell.datatype.value != f"{XSD}string":
            return {"type": "literal", "value": cell.value, "datatype": cell.datatype.value}
        case Literal():
            return {"type": "literal", "value": cell.value}
        case _:
            return {"type": "literal", "value": str(cell)}


def _serialize(rows: Rows, form: QueryResultsFormat) -> str:
    # CSV and TSV are for rows alone: there the answer of an ASK is a row too.
    shown = rows if form is QueryResultsFormat.XML else replace(rows, form="SELECT")
    parsed = parse_query_results(_write_json(shown).encode(), format=QueryResultsFormat.JSON)
    return (parsed.serialize(format=form) or b"").decode()
