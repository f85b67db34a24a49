"""Assessments that follow from targets and observations by rule."""

from .derivation import derive_assessments, derive_links, find_latest_day
from .rules import TOLERANCE, Verdict, assess_jointly, assess_target

__all__ = [
    "TOLERANCE",
    "Verdict",
    "assess_jointly",
    "assess_target",
    "derive_assessments",
    "derive_links",
    "find_latest_day",
]
