"""What the whole text tells: headlines printed again are no commitments, metrics get units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.model import RELATIVE_FORMS, Goal, Target

if TYPE_CHECKING:
    from graph_builder.model import Statement

    from .results import Extraction


def drop_headlines(result: Extraction, shadow: str) -> None:
    """Drops actions and unnumbered targets whose words are part of the words of a goal."""
    goals = {_cut(s, shadow) for s in result.statements if isinstance(s, Goal)}
    parts = {part.strip() for goal in goals for part in goal.replace("、", ",").split(",")}
    result.statements = [s for s in result.statements if not _repeats(s, parts, shadow)]


def drop_metrics(result: Extraction) -> None:
    """Drops metrics that no statement names any more."""
    targets = [s for s in result.statements if isinstance(s, Target)]
    used = {name for target in targets for name in (target.metric, target.reference_metric)}
    result.metrics = [metric for metric in result.metrics if metric.id in used]


def measure_metrics(result: Extraction) -> None:
    """Gives metrics the unit of the first target that states their value, not only its growth."""
    targets = [s for s in result.statements if isinstance(s, Target)]
    told = [t for t in targets if t.unit and t.expressed_as not in RELATIVE_FORMS]
    units = {target.metric: target.unit for target in reversed(told)}
    result.metrics = [
        metric if metric.unit else metric.model_copy(update={"unit": units.get(metric.id)})
        for metric in result.metrics
    ]


def _repeats(statement: Statement, parts: set[str], shadow: str) -> bool:
    if statement.kind not in {"action", "target"} or getattr(statement, "value", None) is not None:
        return False
    return _cut(statement, shadow) in parts


def _cut(statement: Statement, shadow: str) -> str:
    clause = statement.evidence[0]
    return shadow[clause.start : clause.end]
