"""What follows from a graph: assessments by rule, and links that qualified links entail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph_builder.mapping import Form, write_literal
from graph_builder.namespaces import RDF, RDFS, VOCAB, Knowledge, find_document, name_graph, term
from graph_builder.sparql import construct, select

from .facts import read_observations, read_targets
from .rules import (
    Verdict,
    assess_jointly,
    assess_target,
    group_by_subject,
    select_observations,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pyoxigraph import Store

_HERE = Path(__file__).parent
_TYPE = NamedNode(f"{RDF}type")
_LABEL = NamedNode(f"{RDFS}label")
_WORDS = {"en": "assessment: ", "zh": "评估："}
_JOINT_WORDS = {"en": "joint assessment: ", "zh": "合并评估："}


def derive_assessments(store: Store, as_of: date) -> Iterator[Quad]:
    """The quads of all assessments of a graph as of a day, each in its document's derived graph."""
    targets = list(read_targets(store))
    observations = list(read_observations(store))
    groups = group_by_subject(observations)
    for target in targets:
        verdict = assess_target(target, select_observations(target, groups), as_of)
        if verdict is not None:
            yield from _emit(store, verdict, as_of, "assessment")
    for verdict in assess_jointly(targets, observations, as_of):
        yield from _emit(store, verdict, as_of, "joint-assessment")


def _emit(store: Store, verdict: Verdict, as_of: date, suffix: str) -> Iterator[Quad]:
    first = verdict.targets[0]
    subject = NamedNode(f"{first}.{suffix}")
    graph = name_graph(find_document(first), Knowledge.DERIVED)
    for predicate, node in (*_facts(verdict, as_of), *_label(store, verdict)):
        yield Quad(subject, predicate, node, graph)
    for observation in verdict.observations:
        for quad in store.quads_for_pattern(NamedNode(observation), term("caveat"), None):
            yield Quad(subject, term("caveat"), quad.object, graph)


def _facts(verdict: Verdict, as_of: date) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield _TYPE, term("Assessment")
    yield term("verdict"), NamedNode(f"{VOCAB}verdict/{verdict.verdict}")
    yield term("rule"), NamedNode(f"{VOCAB}rule/{verdict.rule}")
    yield term("assessedOn"), write_literal(Form.DATE, as_of)
    for target in verdict.targets:
        yield term("assesses"), NamedNode(target)
    for observation in verdict.observations:
        yield term("basedOn"), NamedNode(observation)
    if verdict.gap is not None:
        yield term("gap"), write_literal(Form.DECIMAL, verdict.gap)
    if verdict.attainment is not None:
        yield term("attainment"), write_literal(Form.DECIMAL, verdict.attainment)


def _label(store: Store, verdict: Verdict) -> Iterator[tuple[NamedNode, Literal]]:
    words = _WORDS if len(verdict.targets) == 1 else _JOINT_WORDS
    for quad in store.quads_for_pattern(NamedNode(verdict.targets[0]), _LABEL, None):
        if isinstance(quad.object, Literal) and quad.object.language:
            before = words["zh" if quad.object.language.startswith("zh") else "en"]
            yield _LABEL, Literal(before + quad.object.value, language=quad.object.language)


def derive_links(store: Store) -> Iterator[Quad]:
    """The plain ``implements`` links that qualified links entail, in the derived graphs."""
    for triple in construct(store, _HERE / "links.rq"):
        assert isinstance(triple.subject, NamedNode), "statements have IRIs"
        graph = name_graph(find_document(triple.subject.value), Knowledge.DERIVED)
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def find_latest_day(store: Store) -> str | None:
    """The latest day on which a document of the graph was issued or a source was read."""
    for row in select(store, _HERE / "latest_day.rq"):
        day = row["day"]
        return day.value if isinstance(day, Literal) else None
    return None
