"""Extraction measured against gold: precision, recall, fields, leakage, with intervals."""

from .gold import GoldDocument, GoldError, GoldRecord, read_gold
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
