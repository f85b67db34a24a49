"""The genre of a text by its title: plan or report, of a year or of a plan period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .frames import PLAN
from .periods import find_plan_period

if TYPE_CHECKING:
    from .cues import CueReader
    from .structure import Paragraph
    from .times import TimePhrase

_TITLE_LINES = 1500
_TITLE_LENGTH = 90
_UNNUMBERED = 4


@dataclass(frozen=True, slots=True)
class Genre:
    """What the title says about the whole text."""

    modality: str
    annual: bool
    """Whether what is announced falls due in the year of issue."""
    until: TimePhrase | None
    """The plan period that the title names."""
    pledges: bool = False
    """Whether it is a platform, which tells stories too: a number alone promises nothing."""


def read_genre(
    shadow: str, paragraphs: list[Paragraph], times: list[TimePhrase], cues: CueReader
) -> Genre:
    """The genre by the words of the title lines."""
    annual = plan = report = tasks = pledges = False
    until = None
    for paragraph in paragraphs[:30]:
        span = (paragraph.start, paragraph.end)
        heading = paragraph.heading
        if paragraph.start > _TITLE_LINES or span[1] - span[0] > _TITLE_LENGTH:
            break
        if len(paragraph.sentences) > 1 and not cues.pack.spaces:
            break
        if heading and (heading.start, heading.end) == span and heading.level < _UNNUMBERED:
            break
        annual = annual or cues.has("genres.annual", shadow, *span)
        plan = plan or cues.has("genres.plan", shadow, *span)
        report = report or cues.has("genres.report", shadow, *span)
        pledges = pledges or cues.has("genres.pledges", shadow, *span)
        tasks = tasks or cues.has("genres.tasks", shadow, *span)
        inside = [t for t in times if span[0] <= t.start < span[1] and t.day]
        named = [t for t in inside if t.named or (t.ranged and t.kind == "period")]
        until = until or next(iter(named), None)
    if until is None and cues.pack.spaces:
        until = find_plan_period(shadow, times, cues.pack)
    modality = PLAN if tasks or (plan and not report) else ""
    return Genre(modality, annual, until, pledges)
