"""StratML Part 2 (ISO 17469-2, schema 2.2.6): goals, objectives, indicators, results."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pyoxigraph import Literal, NamedNode

from graph_builder.errors import UsageError
from graph_builder.querying import run_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Store

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_NOTE = "Exported by polcom; a comparator stands in the description of its target result."
Row = dict[str, str]


def write_stratml(store: Store, language: str) -> str:
    """The goals of a graph as one performance plan or report, in one language.

    A goal below another is an objective of it. The targets of a goal that has no goal above stand
    below an objective of the same name, since only objectives have indicators.

    Raises:
        UsageError: when the graph holds no goal with a label in the language.

    """
    goals = _select(store, "goals.rq", language)
    indicators = _select(store, "indicators.rq", language)
    if not goals:
        wanted = "choose another with --language"
        raise UsageError(f"the graph has no goal with a label in '{language}'; {wanted}")
    kind = (
        "Performance_Report" if any("observed" in row for row in indicators) else "Strategic_Plan"
    )
    root = ET.Element("PerformancePlanOrReport", {"xmlns": NAMESPACE, "Type": kind})
    _add(root, Name="Policy commitments", Description="", OtherInformation=_NOTE)
    core = ET.SubElement(root, "StrategicPlanCore")
    for body in sorted({row["body_label"] for row in goals if "body_label" in row}):
        _add(ET.SubElement(core, "Organization"), Name=body)
    by_goal = _group(indicators, "goal")
    below = _group((row for row in goals if "above" in row), "above")
    for goal in (row for row in goals if "above" not in row):
        _add_goal(core, goal, (below, by_goal))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _select(store: Store, name: str, language: str) -> list[Row]:
    """The rows of a query whose label is in the language; of several for one thing, the first."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    found = run_query(store, text)
    place = found.columns.index("label")
    rows: dict[str, Row] = {}
    for cells in found.rows:
        label = cells[place]
        if isinstance(label, Literal) and (label.language or "").startswith(language.lower()):
            row = {c: _read(v) for c, v in zip(found.columns, cells, strict=True) if v is not None}
            rows.setdefault(row[found.columns[0]], row)
    return list(rows.values())


def _read(cell: object) -> str:
    return cell.value if isinstance(cell, NamedNode | Literal) else str(cell)


def _group(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.get(column, ""), []).append(row)
    return groups


def _add(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _identify(iri: str) -> str:
    """A name that XML allows as an ID, the same for the same thing."""
    return f"id-{sha256(iri.encode()).hexdigest()[:16]}"


def _add_goal(
    core: ET.Element, goal: Row, parts: tuple[Mapping[str, list[Row]], Mapping[str, list[Row]]]
) -> None:
    below, by_goal = parts
    element = ET.SubElement(core, "Goal")
    _describe(element, goal)
    if own := by_goal.get(goal["goal"]):
        objective = ET.SubElement(element, "Objective")
        _add(objective, Name=goal["label"], Identifier=_identify(f"{goal['goal']}#own"))
        _add_indicators(objective, own)
    for part in _walk(goal["goal"], below):
        objective = ET.SubElement(element, "Objective")
        _describe(objective, part)
        _add_indicators(objective, by_goal.get(part["goal"], ()))


def _walk(goal: str, below: Mapping[str, list[Row]]) -> Iterable[Row]:
    """All goals below one, in order of the tree: StratML has no third level."""
    for part in sorted(below.get(goal, ()), key=lambda row: int(row.get("ordinal", "0"))):
        yield part
        yield from _walk(part["goal"], below)


def _describe(element: ET.Element, goal: Row) -> None:
    _add(element, Name=goal["label"], Description=goal["label"], Identifier=_identify(goal["goal"]))
    if "ordinal" in goal:
        _add(element, SequenceIndicator=goal["ordinal"])


def _add_indicators(objective: ET.Element, rows: Sequence[Row]) -> None:
    for row in rows:
        kind = {"PerformanceIndicatorType": "Quantitative"}
        indicator = ET.SubElement(objective, "PerformanceIndicator", kind)
        _add(indicator, MeasurementDimension=row["metric_label"])
        _add(indicator, UnitOfMeasurement=row.get("unit", ""), Identifier=_identify(row["target"]))
        instance = ET.SubElement(indicator, "MeasurementInstance")
        target = ET.SubElement(instance, "TargetResult")
        _add_result(target, row.get("deadline"), row["value"], _word_target(row))
        if "observed" in row:
            actual = ET.SubElement(instance, "ActualResult")
            words = f"{row['observed']} {row.get('observed_unit', '')}; {row.get('verdict', '')}"
            _add_result(actual, row.get("day"), row["observed"], words)


def _add_result(element: ET.Element, day: str | None, value: str, words: str) -> None:
    if day:
        _add(element, EndDate=day)
    _add(element, NumberOfUnits=value, Description=words.strip())


def _word_target(row: Row) -> str:
    bound = f"{row['value']} to {row['upper']}" if "upper" in row else row["value"]
    return f"{row['label']} ({row['sign']} {bound} {row.get('unit', '')})"
