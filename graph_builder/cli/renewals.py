"""What a migration did, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from graph_builder.building import describe_findings
from graph_builder.namespaces import abbreviate
from graph_builder.ontology import Ontology
from graph_builder.querying import make_legible
from graph_builder.versioning import Renewal, Step, find_text


def describe_renewal(renewal: Renewal, ontology: Ontology, language: str) -> Iterator[str]:
    """The lines that tell a reader of a language what changed and what is left."""
    if not renewal.is_needed:
        there = ", ".join(f"{age.release.name} {age.present}" for age in renewal.ages)
        yield find_text("current", language, releases=there)
        return
    for age in renewal.ages:
        if age.found < age.present:
            numbers = {"old": age.found, "new": age.present}
            yield find_text("release", language, name=age.release.name, **numbers)
            steps = [step for step in renewal.steps if step.age == age]
            told = (line for step in steps for line in _describe_step(step, ontology, language))
            yield from (f"  {line}" for line in told)
            if not steps:
                yield f"  {find_text('no-migration', language)}"
    yield from (find_text("left-out", language, iri=iri) for iri in renewal.left_out)
    for iri, count in renewal.lost.items():
        term = abbreviate(iri, ontology.prefixes)
        yield find_text("lost", language, term=term, count=count)
    yield from _describe_checks(renewal, ontology, language)


def _describe_step(step: Step, ontology: Ontology, language: str) -> Iterator[str]:
    title = step.migration.title["zh-Hans" if language == "zh" else "en"]
    if step.undecided is None:
        counts = {"removed": step.removed, "added": step.added}
        yield find_text("migrated", language, name=step.migration.name, title=title, **counts)
        return
    for node, *others in step.undecided.rows:
        cells = [make_legible(cell, ontology.prefixes) for cell in others if cell is not None]
        facts = f" ({', '.join(cells)})" if cells else ""
        told = make_legible(node, ontology.prefixes) if node is not None else ""
        values = {"name": step.migration.name, "node": told, "title": title, "facts": facts}
        yield find_text("review", language, **values)


def _describe_checks(renewal: Renewal, ontology: Ontology, language: str) -> Iterator[str]:
    for excerpt in renewal.broken:
        told = abbreviate(excerpt, ontology.prefixes)
        yield find_text("evidence-broken", language, excerpt=told)
    if renewal.proved:
        yield find_text("evidence", language, proved=renewal.proved)
    violations = renewal.validation.of_severity("Violation")
    if violations:
        yield find_text("violations", language, count=len(violations))
        yield describe_findings(violations, language)


def write_renewal_json(renewal: Renewal, ontology: Ontology) -> str:
    """The same as JSON: versions, steps with counts and rows for review, and the checks."""
    content = {
        "releases": {
            age.release.name: {"from": str(age.found), "to": str(age.present)}
            for age in renewal.ages
        },
        "steps": [_list_step(step, ontology) for step in renewal.steps],
        "left_out": renewal.left_out,
        "lost": renewal.lost,
        "proved": renewal.proved,
        "broken": renewal.broken,
        "findings": renewal.validation.count(),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _list_step(step: Step, ontology: Ontology) -> dict[str, object]:
    named = {"migration": step.migration.name, "title": dict(step.migration.title)}
    if step.undecided is None:
        return {**named, "removed": step.removed, "added": step.added}
    rows = [
        [None if cell is None else make_legible(cell, ontology.prefixes) for cell in row]
        for row in step.undecided.rows
    ]
    return {
        **named,
        "review": [dict(zip(step.undecided.columns, row, strict=True)) for row in rows],
    }
