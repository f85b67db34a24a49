"""Metrics that are ratios: the metric that is divided and the one by which, from their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_template
from graph_builder.model import Target

if TYPE_CHECKING:
    from graph_builder.languages import Pack
    from graph_builder.model import Metric

    from .assembly import Assembly

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class RatioReader:
    """The compiled names of ratios of one pack."""

    patterns: tuple[re.Pattern[str], ...]

    def read(self, label: str, folded: str) -> tuple[str, str | None] | None:
        """The names of what is divided and by what; None for the second where it is not said."""
        if len(folded) > _LONGEST:
            return None
        for pattern in self.patterns:
            if match := pattern.fullmatch(folded):
                parts = match.groupdict()
                above = label[slice(*match.span("numerator"))].strip()
                below = label[slice(*match.span("denominator"))] if "denominator" in parts else None
                return (above, below.strip() if below else None) if above else None
        return None


def divide_metrics(assembly: Assembly) -> None:
    """Gives metrics that are ratios their two metrics; a part without a whole has that above it."""
    reader = compile_ratios(assembly.pack)
    wholes = _find_wholes(assembly)
    metrics = assembly.result.metrics
    for index, metric in enumerate(list(metrics)):
        label = next(iter(metric.label.values()))
        parts = reader.read(label, assembly.pack.fold(label))
        if parts is None:
            continue
        above, below = parts
        lower = assembly.metric(below) if below else wholes.get(metric.id)
        if lower and lower != metric.id:
            metrics[index] = _divide(metric, assembly.metric(above), lower)


def _divide(metric: Metric, numerator: str, denominator: str) -> Metric:
    if metric.id == numerator:
        return metric
    return metric.model_copy(update={"numerator": numerator, "denominator": denominator})


def _find_wholes(assembly: Assembly) -> dict[str, str]:
    """For the metric of each target that is part of another, the metric of that one."""
    targets = {s.id: s for s in assembly.result.statements if isinstance(s, Target)}
    found: dict[str, str] = {}
    for target in targets.values():
        whole = targets.get(target.part_of or "")
        if whole and target.metric and whole.metric:
            found.setdefault(target.metric, whole.metric)
    return found


@cache
def compile_ratios(pack: Pack) -> RatioReader:
    """The reader of ratios of a pack."""
    slots = {"numerator": r"[^,;()\n]{2,40}?", "denominator": r"[^,;()\n]{2,40}?"}
    entries = pack.templates("ratios")
    sources = (compile_template(entry["template"], slots, pack.fold) for entry in entries)
    return RatioReader(tuple(re.compile(source) for source in sources))
