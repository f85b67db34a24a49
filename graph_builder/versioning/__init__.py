"""Versions of the ontology: what changed between two, in words, and the number it demands."""

from .comparison import Change, Comparison, compare
from .numbers import Version, Weight
from .reading import Snapshot, read_snapshot

__all__ = ["Change", "Comparison", "Snapshot", "Version", "Weight", "compare", "read_snapshot"]
