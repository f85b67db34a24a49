"""Readers: one canonical text per document, with a map back to page, paragraph, element or cell."""

from .media import SUFFIXES
from .reading import read_document
from .source import Block, BlockKind, Encoding, Finding, Map, Place, SourceText

__all__ = [
    "SUFFIXES",
    "Block",
    "BlockKind",
    "Encoding",
    "Finding",
    "Map",
    "Place",
    "SourceText",
    "read_document",
]
