"""From records to quads by one declarative table."""

from .emission import Index, emit_records, write_literal
from .table import INHERITED, STRUCTURAL, TABLE, Form, Row

__all__ = [
    "INHERITED",
    "STRUCTURAL",
    "TABLE",
    "Form",
    "Index",
    "Row",
    "emit_records",
    "write_literal",
]
