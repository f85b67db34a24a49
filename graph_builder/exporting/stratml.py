"""StratML Part 2 (ISO 17469-2, schema 2.2.6): goals, objectives, indicators, results."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pyoxigraph import Literal, NamedNode

from graph_builder.errors import UsageError
from graph_builder.network.columns import write_value
from graph_builder.querying import run_query

from .names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Store

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_NOTE = "Exported by polcom; a comparator stands in the description of its target result."
Row = dict[str, str]


def write_stratml(store: Store, language: str) -> str:
    """The goals and targets of a graph as one performance plan or report, in one language.

    A goal below another is an objective of it. The targets of a goal that has no goal above stand
    below an objective of the same name, since only objectives have indicators; targets under no
    goal stand below their document. What has no name in the language is called as in another.

    Raises:
        UsageError: when the graph holds no goal or target with a name in the language.

    """
    plan = _read_plan(store, Names(store, language))
    kind = "Performance_Report" if plan.results else "Strategic_Plan"
    root = ET.Element("PerformancePlanOrReport", {"xmlns": NAMESPACE, "Type": kind})
    _add(root, Name="Policy commitments", OtherInformation=_NOTE)
    core = ET.SubElement(root, "StrategicPlanCore")
    for body in sorted({plan.names.find(body) for body in plan.bodies} - {""}):
        _add(ET.SubElement(core, "Organization"), Name=body)
    _add_goals(core, plan)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


# Reading -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Plan:
    """What is written, by IRI: goals, what stands below each, what was measured of a target."""

    names: Names
    goals: dict[str, Row] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)
    below: dict[str, list[str]] = field(default_factory=dict)
    targets: dict[str, list[Row]] = field(default_factory=dict)
    results: dict[str, list[Row]] = field(default_factory=dict)


def _read_plan(store: Store, names: Names) -> _Plan:
    plan = _Plan(names)
    for row in _select(store, "goals.rq"):
        plan.goals.setdefault(row["goal"], row)
        plan.bodies |= {row["body"]} if "body" in row else set()
    targets = {row["target"]: row for row in reversed(_select(store, "targets.rq"))}
    _refuse_silence(names, [*plan.goals, *targets])
    for name, row in sorted(targets.items()):
        goal = row.get("goal") or row.get("document") or name
        plan.goals.setdefault(goal, {"goal": goal})
        plan.targets.setdefault(goal, []).append(row)
    for row in plan.goals.values():
        plan.below.setdefault(row.get("above", ""), []).append(row["goal"])
    for row in _select(store, "results.rq"):
        plan.results.setdefault(row["target"], []).append(row)
    return plan


def _select(store: Store, name: str) -> list[Row]:
    found = run_query(store, (Path(__file__).parent / name).read_text(encoding="utf-8"))
    return [
        {
            column: cell.value
            for column, cell in zip(found.columns, cells, strict=True)
            if isinstance(cell, NamedNode | Literal)
        }
        for cells in found.rows
    ]


def _refuse_silence(names: Names, things: Sequence[str]) -> None:
    if names.speak_of(things):
        return
    if spoken := names.list_languages(things):
        wanted = f"choose another with --language: {', '.join(spoken)}"
        found = f"the graph has no goal or target with a label in '{names.language}'"
        raise UsageError(f"{found}; {wanted}")
    raise UsageError("the graph has no goal and no target; StratML has no room for the rest")


# Writing -------------------------------------------------------------------------------------


def _add(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = write_value(text)


def _identify(iri: str) -> str:
    """A name that XML allows as an ID, the same for the same thing."""
    return f"id-{sha256(iri.encode()).hexdigest()[:16]}"


def _add_goals(core: ET.Element, plan: _Plan) -> None:
    """Each goal once: those at the top with what is below them, then what a circle holds."""
    seen: set[str] = set()
    top = [goal for goal, row in plan.goals.items() if "above" not in row]
    for goal in [*top, *plan.goals]:
        if goal in seen:
            continue
        seen.add(goal)
        element = ET.SubElement(core, "Goal")
        _describe(element, goal, plan)
        if goal in plan.targets:
            objective = ET.SubElement(element, "Objective")
            _add(objective, Name=_name(goal, plan), Identifier=_identify(f"{goal}#own"))
            _add_indicators(objective, goal, plan)
        for part in _walk(goal, plan, seen):
            objective = ET.SubElement(element, "Objective")
            _describe(objective, part, plan)
            _add_indicators(objective, part, plan)


def _walk(top: str, plan: _Plan, seen: set[str]) -> Iterator[str]:
    """All goals below one, in order of the tree: StratML has no third level."""
    waiting = _list_parts(top, plan)
    while waiting:
        goal = waiting.pop()
        if goal not in seen:
            seen.add(goal)
            yield goal
            waiting.extend(_list_parts(goal, plan))


def _list_parts(goal: str, plan: _Plan) -> list[str]:
    """The goals directly below one, the last first."""

    def place(part: str) -> int:
        ordinal = plan.goals[part].get("ordinal", "")
        return int(ordinal) if ordinal.isdecimal() else 0

    return sorted(plan.below.get(goal, ()), key=place)[::-1]


def _name(thing: str, plan: _Plan) -> str:
    """The name of a thing; the IRI of one that has none."""
    return plan.names.find(thing) or thing


def _describe(element: ET.Element, goal: str, plan: _Plan) -> None:
    name = _name(goal, plan)
    _add(element, Name=name, Description=name, Identifier=_identify(goal))
    if ordinal := plan.goals[goal].get("ordinal"):
        _add(element, SequenceIndicator=ordinal)


def _add_indicators(objective: ET.Element, goal: str, plan: _Plan) -> None:
    for row in plan.targets.get(goal, ()):
        kind = "Quantitative" if "value" in row else "Qualitative"
        attributes = {"PerformanceIndicatorType": kind}
        indicator = ET.SubElement(objective, "PerformanceIndicator", attributes)
        _add(indicator, MeasurementDimension=_name(row.get("metric", row["target"]), plan))
        _add(indicator, UnitOfMeasurement=_word_unit(row, plan))
        _add(indicator, Identifier=_identify(row["target"]))
        instance = ET.SubElement(indicator, "MeasurementInstance")
        words = _word_target(row, plan)
        target = ET.SubElement(instance, "TargetResult")
        _add_result(target, {"end": row["deadline"], **row} if "deadline" in row else row, words)
        for result in _list_results(row["target"], plan):
            verdict = _name(result["verdict"], plan)
            words = f"{result['value']} {_word_unit(result, plan)}; {verdict}"
            _add_result(ET.SubElement(instance, "ActualResult"), result, words)


def _list_results(target: str, plan: _Plan) -> Iterable[Row]:
    """One result for each observation; of several verdicts that rest on it, the first."""
    rows: dict[str, Row] = {}
    for row in plan.results.get(target, ()):
        rows.setdefault(row["observation"], row)
    return rows.values()


def _add_result(element: ET.Element, row: Row, words: str) -> None:
    texts = {"StartDate": "start", "EndDate": "end", "NumberOfUnits": "value"}
    _add(element, **{name: row[key] for name, key in texts.items() if key in row})
    _add(element, Description=words)


def _word_unit(row: Row, plan: _Plan) -> str:
    return row.get("unit_sign") or (_name(row["unit"], plan) if "unit" in row else "")


def _word_target(row: Row, plan: _Plan) -> str:
    name = _name(row["target"], plan)
    if "value" not in row:
        return name
    bound = f"{row['value']} to {row['upper']}" if "upper" in row else row["value"]
    return f"{name} ({' '.join(filter(None, (row.get('sign'), bound, _word_unit(row, plan))))})"
