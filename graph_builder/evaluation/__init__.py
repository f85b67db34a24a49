"""Extraction measured against gold: kinds, fields, leakage, structure, directives, baselines."""

from .errors import GoldError
from .extracting import Reader
from .faults import Fault
from .gold import GoldCitation, GoldDocument, GoldRecord, read_gold
from .listing import choose_faults, write_faults
from .outcomes import Outcome, compare
from .scoring import Evaluation, Row, evaluate
from .tables import FORMATS, write_evaluation

__all__ = [
    "FORMATS",
    "Evaluation",
    "Fault",
    "GoldCitation",
    "GoldDocument",
    "GoldError",
    "GoldRecord",
    "Outcome",
    "Reader",
    "Row",
    "choose_faults",
    "compare",
    "evaluate",
    "read_gold",
    "write_evaluation",
    "write_faults",
]
