"""What records must satisfy together: each check yields problems, and none hides another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .context import Context, Placed
from .extending import check_extended
from .measures import check_milestones, check_periods, check_units
from .references import check_circles, check_documents, check_ids, check_references
from .spans import check_citations, check_spans, list_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_builder.errors import Problem

__all__ = ["Context", "Placed", "check_consistency", "list_spans"]

_CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    check_documents,
    check_ids,
    check_references,
    check_extended,
    check_circles,
    check_units,
    check_milestones,
    check_periods,
    check_spans,
    check_citations,
)


def check_consistency(context: Context) -> list[Problem]:
    """Every problem that records have with each other, the ontology or an earlier build."""
    return [problem for check in _CHECKS for problem in check(context)]
