"""Results below what they belong to: the headline of their list, or the goal of their section."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from graph_builder.model import Achievement

from .structure import Paragraph, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .grids import Grid
    from .results import Extraction

_HEADLINE = 40


def nest_achievements(
    result: Extraction, parts: Iterable[Paragraph | Grid], goals: list[tuple[int, str | None]]
) -> None:
    """Gives achievements what they are part of; ``goals`` are the goals from an offset on."""
    sections = [s for part in parts if isinstance(part, Paragraph) for s in _divide(part)]
    starts = [headline.start for headline, _ in sections]
    heads: dict[int, str] = {}
    for place, statement in enumerate(result.statements):
        if not isinstance(statement, Achievement) or statement.part_of:
            continue
        start, end = statement.evidence[0].start, statement.evidence[0].end
        at = bisect_right(starts, start) - 1
        inside = at >= 0 and start < sections[at][1]
        if inside and end <= sections[at][0].end:
            heads.setdefault(at, statement.id)
        parent = heads.get(at) if inside else None
        if parent in {None, statement.id}:
            parent = _find_goal(goals, start)
        if parent:
            result.statements[place] = statement.model_copy(update={"part_of": parent})


def _find_goal(goals: list[tuple[int, str | None]], start: int) -> str | None:
    at = bisect_right(goals, start, key=lambda goal: goal[0]) - 1
    return goals[at][1] if at >= 0 else None


def _divide(paragraph: Paragraph) -> Iterator[tuple[Stretch, int]]:
    """The headlines of a paragraph, each with the end of what stands below it."""
    leads = [Stretch(item.start, item.end) for item in paragraph.items]
    if paragraph.listed and not paragraph.items:
        leads = list(paragraph.sentences[:1])
    ends = [*(lead.start for lead in leads[1:]), paragraph.end][: len(leads)]
    for lead, end in zip(leads, ends, strict=True):
        if lead.end - lead.start <= _HEADLINE and lead.end < end:
            yield lead, end
