"""Readers: one canonical text per document, with a map back to page, paragraph, element or cell."""

from graph_builder.blocks import Block, BlockKind, Map, Place

from .decoding import decode
from .media import SUFFIXES
from .reading import read_document
from .source import Encoding, Finding, SourceText

__all__ = [
    "SUFFIXES",
    "Block",
    "BlockKind",
    "Encoding",
    "Finding",
    "Map",
    "Place",
    "SourceText",
    "decode",
    "read_document",
]
