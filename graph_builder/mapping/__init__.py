"""From records to quads by one declarative table."""

from .classes import list_classes
from .emission import Index, emit_records, write_literal
from .extending import list_values
from .table import INHERITED, STRUCTURAL, TABLE, Form, Row

__all__ = [
    "INHERITED",
    "STRUCTURAL",
    "TABLE",
    "Form",
    "Index",
    "Row",
    "emit_records",
    "list_classes",
    "list_values",
    "write_literal",
]
