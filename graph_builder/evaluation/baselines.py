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
    spans = [(q.start, q.end) for q in found if document.covers(q.start)]
    targets = [r for r in document.records if r.kind == "target" and r.number]
    wanted = [r.number for r in targets if r.number and not r.optional]
    spared = [r.number for r in targets if r.number and r.optional]
    right = sum(_meets_any(number, spans) for number in wanted)
    counted = [s for s in spans if _meets_any(s, wanted) or not _meets_any(s, spared)]
    return len(counted), right


def _meets_any(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
