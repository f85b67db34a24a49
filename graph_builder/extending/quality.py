"""The quality report of the ontology: checks as SPARQL, their severities, and written waivers.

A check is an ``.rq`` file in ``ontology/quality``, in the folder of its severity; each row names a
term and what is wrong with it. A row that is meant to be so stands in ``waivers.yaml`` with its
reason; a waiver that waives nothing is itself an error, so that the list never outlives its cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pyoxigraph import Literal, NamedNode, Store

from graph_builder.namespaces import abbreviate
from graph_builder.ontology import load_parts
from graph_builder.querying import read_query
from graph_builder.resources import data_path
from graph_builder.turtle import read_turtle

from .findings import Finding
from .skeleton import list_core_examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graph_builder.ontology import Ontology
    from graph_builder.querying import Query

    from .draft import Draft

SEVERITIES = ("error", "warning", "info")
#: What the style guide tells an author as well.
_TOLD = ("language_uneven",)


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """One row of a check: severity, check, term and value; ``waiver`` is the reason to leave it."""

    severity: str
    check: str
    term: str
    value: str
    waiver: str = ""


class Waiver(BaseModel):
    """Rows of a check that are meant to be so; ``term`` may end in ``*``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    check: str
    term: str
    reason: Annotated[dict[str, str], Field(min_length=1)]

    def covers(self, defect: Defect) -> bool:
        """Whether a defect is one of those that are meant to be so."""
        return self.check == defect.check and fnmatchcase(defect.term, self.term)


def load_checks() -> list[Query]:
    """The checks, the most severe first; the theme of a check is its severity."""
    folder = data_path("ontology") / "quality"
    return [
        read_query(p) for severity in SEVERITIES for p in sorted((folder / severity).glob("*.rq"))
    ]


def load_waivers() -> list[Waiver]:
    """The waivers of the ontology that comes with polcom."""
    text = (data_path("ontology") / "quality" / "waivers.yaml").read_text(encoding="utf-8")
    return TypeAdapter(list[Waiver]).validate_python(yaml.safe_load(text))


def report_quality(ontology: Ontology, examples: Iterable[Path]) -> list[Defect]:
    """Every row of every check over an ontology and its examples, with the waivers that fit."""
    store = Store()
    store.extend(ontology.quads)
    store.extend(quad for path in examples for quad in read_turtle(path))
    waivers = load_waivers()
    found = [
        _find_waiver(defect, waivers)
        for check in load_checks()
        for defect in _list_defects(check, store, ontology)
    ]
    return [*found, *_list_idle(waivers, found)]


def _list_defects(check: Query, store: Store, ontology: Ontology) -> list[Defect]:
    rows = check.run(store, {}, ontology.prefixes)
    shown = ([_show(cell, ontology.prefixes) for cell in row] for row in rows.rows)
    return [Defect(check.theme, check.name, term, value) for term, value in shown]


def check_quality(draft: Draft) -> Iterator[Finding]:
    """What the checks find in the terms of an extension: errors are faults, the rest is advice."""
    ontology = load_parts((*draft.core.extensions, draft.extension))
    examples = [*list_core_examples("good"), *draft.extension.list_examples("good")]
    nodes = {quad.subject for quads in draft.terms.values() for quad in quads}
    own = {draft.shorten(node): node for node in nodes}
    known = {draft.shorten(quad.subject) for quad in draft.core.quads}
    for defect in report_quality(ontology, examples):
        if defect.check in _TOLD or defect.waiver or defect.severity == "info":
            continue
        if defect.term in own.keys() - known:
            place = draft.where(own[defect.term])
            words = find_question(defect.check).rstrip(".")
            found, advice = words[:1].lower() + words[1:], defect.severity != "error"
            seen = f"see {draft.shorten(defect.value)}"
            yield Finding(place, defect.term, defect.check, found, seen, advice)


def find_question(check: str) -> str:
    """What a check asks for, in a sentence."""
    return next(query.description["en"] for query in load_checks() if query.name == check)


def _show(cell: object, prefixes: dict[str, str]) -> str:
    if isinstance(cell, NamedNode):
        return abbreviate(cell.value, prefixes)
    return cell.value if isinstance(cell, Literal) else str(cell)


def _find_waiver(defect: Defect, waivers: Sequence[Waiver]) -> Defect:
    reason = next((waiver.reason["en"] for waiver in waivers if waiver.covers(defect)), "")
    return Defect(defect.severity, defect.check, defect.term, defect.value, reason)


def _list_idle(waivers: Sequence[Waiver], found: Sequence[Defect]) -> list[Defect]:
    return [
        Defect("error", "waiver_idle", waiver.term, f"nothing to waive for '{waiver.check}'")
        for waiver in waivers
        if not any(waiver.covers(defect) for defect in found)
    ]
