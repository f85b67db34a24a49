"""Baselines that a reader of policy texts must beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.quantities import compile_quantities
from graph_builder.languages import load_pack

if TYPE_CHECKING:
    from .gold import GoldDocument


def count_numbers(documents: list[GoldDocument]) -> list[tuple[int, int]]:
    """Of each document, how many quantities there are, and how many are quantified targets."""
    return [_count(document) for document in documents]


def _count(document: GoldDocument) -> tuple[int, int]:
    pack = load_pack(document.language)
    found = compile_quantities(pack).read(pack.fold(document.text))
    found = [quantity for quantity in found if document.covers(quantity.start)]
    numbers = [r.number for r in document.records if r.kind == "target" and r.number]
    right = sum(any(q.start < end and start < q.end for q in found) for start, end in numbers)
    return len(found), right
