"""Whether repeats that are made one are one commitment in the gold too."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from graph_builder.extraction import merge_repeats
from graph_builder.model import Role, Target

from .pairing import QUANTIFIED, share_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.extraction import Extraction
    from graph_builder.model import Statement

    from .gold import GoldDocument, GoldRecord, Span

Repeat = tuple["GoldRecord", "GoldRecord"]


def list_repeats(document: GoldDocument, extraction: Extraction) -> list[Repeat]:
    """The gold records of places that one target takes in: the first place, and each other one."""
    merged = deepcopy(extraction)
    merge_repeats(merged, document.text)
    return [pair for statement in merged.statements for pair in _pair_places(document, statement)]


def is_same(one: GoldRecord, other: GoldRecord) -> bool:
    """Whether two gold records are one commitment: the same metric, value, unit and deadline."""
    fields = ("metric", "comparator", "value", "upper", "unit", "change", "deadline")
    return all(getattr(one, name) == getattr(other, name) for name in fields)


def _pair_places(document: GoldDocument, statement: Statement) -> Iterator[Repeat]:
    values = [(e.start, e.end) for e in statement.evidence if e.role is Role.VALUE]
    if not isinstance(statement, Target) or len(values) < 2:  # noqa: PLR2004 - one is no repeat
        return
    first, *others = (_find_record(document, span) for span in values)
    for other in others:
        if first is not None and other is not None and first is not other:
            yield first, other


def _find_record(document: GoldDocument, span: Span) -> GoldRecord | None:
    quantified = (r for r in document.records if r.group == QUANTIFIED and r.number)
    return next((r for r in quantified if r.number and share_characters(span, r.number) > 0), None)
