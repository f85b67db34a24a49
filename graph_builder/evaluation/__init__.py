"""Extraction measured against gold: precision, recall, fields, leakage, with intervals."""

from .errors import GoldError
from .gold import GoldDocument, GoldRecord, read_gold
from .matching import Outcome, compare
from .scoring import Row, evaluate, write_table

__all__ = [
    "GoldDocument",
    "GoldError",
    "GoldRecord",
    "Outcome",
    "Row",
    "compare",
    "evaluate",
    "read_gold",
    "write_table",
]
