"""Records as one consistent graph: read, check, emit, derive, validate. Nothing is written here."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from graph_builder.assessment import derive_assessments, derive_links, find_latest_day
from graph_builder.consistency import Context, check_consistency
from graph_builder.errors import ConformanceError, RecordError
from graph_builder.mapping import Index, emit_records
from graph_builder.model import Directive, Role
from graph_builder.namespaces import (
    GRAPH,
    Knowledge,
    name_document,
    name_excerpt,
    name_graph,
    term,
)
from graph_builder.ontology import Ontology, load_ontology
from graph_builder.records import read_all
from graph_builder.validation import Finding, ValidationReport, validate
from graph_builder.verification import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """How to build.

    ``documents``: folder with the user's copies of the texts, to prove the evidence and fill the
    words in. ``extensions``: folders of further ontology. ``as_of``: the day of assessment; without
    it, the latest day that the data know. ``fresh``: keep nothing of an earlier build. ``enforce``:
    refuse a graph that breaks a shape.
    """

    documents: Path | None = None
    extensions: tuple[Path, ...] = ()
    as_of: date | None = None
    fresh: bool = False
    enforce: bool = True


@dataclass(slots=True)
class Assembly:
    """A conforming graph, and what is known of how it came about; seconds by step."""

    ontology: Ontology
    store: Store = field(default_factory=Store)
    validation: ValidationReport = field(default_factory=lambda: ValidationReport(()))
    verification: Verification | None = None
    as_of: date | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict, repr=False)
    """File, line and id of each record, by its IRI."""
    remarks: int = 0
    """How many norms and forecasts the records hold, which are no commitments."""

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Record how long a step takes."""
        start = time.perf_counter()
        yield
        self.seconds[step] = round(time.perf_counter() - start, 3)


def check_records(
    paths: Iterable[Path], ontology: Ontology, existing: Iterable[Quad] = ()
) -> Context:
    """The records of files and of the extensions, consistent with each other and an earlier graph.

    Raises:
        RecordError: with every problem of every file.
        UsageError: when a file is missing.

    """
    reading = read_all([*paths, *ontology.records])
    kept = _keep(existing, (source.records.document_id for source in reading.sources))
    subjects = frozenset(q.subject.value for q in kept if isinstance(q.subject, NamedNode))
    context = Context(reading.sources, ontology, subjects)
    problems = [*reading.problems, *check_consistency(context)]
    if problems:
        raise RecordError(problems)
    return context


def assemble(
    paths: Iterable[Path], previous: Iterable[Quad] = (), settings: Settings | None = None
) -> Assembly:
    """The graph of records, together with what an earlier graph says of other documents.

    Raises:
        ConformanceError: when the graph breaks a shape.
        DocumentError: when the folder of documents cannot be read.
        OntologyError: when an extension is broken.
        RecordError: with every problem of every file.
        UsageError: when a file is missing.

    """
    settings = settings or Settings()
    assembly = Assembly(load_ontology(settings.extensions))
    old = list(previous)
    with assembly.timed("read and check records"):
        context = check_records(paths, assembly.ontology, old)
        assembly.places = _list_places(context)
        assembly.remarks = len(context.remarks)
    if settings.documents is not None:
        with assembly.timed("verify evidence"):
            assembly.verification = _prove(context, settings.documents)
    with assembly.timed("emit graph"):
        assembly.store.extend(assembly.ontology.quads)
        kept = list(_keep(old, context.documents))
        assembly.store.extend(kept)
        assembly.store.extend(_emit(context, kept, assembly.verification))
    with assembly.timed("derive assessments"):
        assembly.as_of = settings.as_of or _latest_day(assembly.store)
        assembly.store.extend([*derive_links(assembly.store)])
        assembly.store.extend([*derive_assessments(assembly.store, assembly.as_of)])
    with assembly.timed("validate"):
        assembly.validation = validate(assembly.store, assembly.ontology)
    if settings.enforce and not assembly.validation.conforms:
        violations = assembly.validation.of_severity("Violation")
        raise ConformanceError(_describe_some(violations, assembly.places))
    return assembly


def _list_places(context: Context) -> dict[str, str]:
    return {
        iri: f"{at.source.path}:{at.source.parsed.line(at.path)}: {at.record.id}"
        for iri, at in context.records.items()
    }


def _prove(context: Context, folder: Path) -> Verification:
    verification = verify(context, folder)
    if verification.problems:
        raise RecordError(verification.problems)
    return verification


def _keep(old: Iterable[Quad], documents: Iterable[str]) -> Iterator[Quad]:
    """What an earlier build says of other documents than these, save what is derived."""
    replaced = {
        name_graph(document, knowledge) for document in documents for knowledge in Knowledge
    }
    for quad in old:
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or graph in replaced:
            continue
        if graph.value.startswith(GRAPH) and not graph.value.endswith(f"/{Knowledge.DERIVED}"):
            yield quad


def _emit(
    context: Context, kept: Iterable[Quad], verification: Verification | None
) -> Iterator[Quad]:
    texts = verification.texts if verification else {}
    index = Index(context.documents, _find_passages(context, kept), texts)
    for source in context.sources:
        yield from emit_records(source.records, index, context.ontology)


def _find_passages(context: Context, kept: Iterable[Quad]) -> dict[str, NamedNode]:
    """The innermost clause of each directive, whether it was built before or is given now."""
    clauses = sorted(
        [*_list_kept_clauses(kept), *_list_clauses(context)],
        key=lambda clause: (clause[0], clause[3] - clause[2], *clause[1:]),
        reverse=True,
    )
    return {
        iri: name_excerpt(NamedNode(document), start, end) for iri, document, start, end in clauses
    }


def _list_kept_clauses(kept: Iterable[Quad]) -> Iterator[tuple[str, str, int, int]]:
    for quad in kept:
        if quad.predicate == term("evidencedBy") and isinstance(quad.object, NamedNode):
            document, _, span = quad.object.value.partition("#char=")
            start, end = span.split(",")
            yield str(getattr(quad.subject, "value", "")), document, int(start), int(end)


def _list_clauses(context: Context) -> Iterator[tuple[str, str, int, int]]:
    for iri, placed in context.records.items():
        if isinstance(placed.record, Directive):
            for span in placed.record.evidence:
                if span.role is Role.CLAUSE:
                    name = span.document or placed.source.records.document_id
                    yield iri, name_document(name).value, span.start, span.end


def _latest_day(store: Store) -> date:
    day = find_latest_day(store)
    assert day is not None, "every document has its date of issue"
    return date.fromisoformat(day)


def describe_findings(
    findings: Iterable[Finding], language: str = "en", places: Mapping[str, str] | None = None
) -> str:
    """The findings of a validation as lines: node, path, what to write.

    ``places`` says in which file and line the record of a node stands, where that is known.
    """
    return "\n".join(
        f"{(places or {}).get(finding.focus, finding.focus)}: "
        f"{_choose_words(finding.message, language.lower())}"
        f"{f' (found {finding.value})' if finding.value else ''}"
        for finding in findings
    )


def _describe_some(findings: Iterable[Finding], places: Mapping[str, str]) -> str:
    """The findings, of those with one message only the first few, in order of file and line."""
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[_choose_words(finding.message, "en")].append(finding)
    told = []
    for words, group in groups.items():
        first = sorted(group, key=lambda finding: _order_line(places.get(finding.focus, "")))
        told.append(describe_findings(first[:_MOST_ALIKE], places=places))
        if rest := len(group) - _MOST_ALIKE:
            told.extend([f"and {rest} more records: {words}"] if rest > 0 else [])
    return "\n".join(told)


def _order_line(place: str) -> tuple[str, int]:
    path, _, line = place.partition(": ")[0].rpartition(":")
    return path, int(line) if line.isdecimal() else 0


def _choose_words(message: Mapping[str, str], language: str) -> str:
    """The words in a language, or in another form of it, or in English, or in any."""
    ranked = (
        words
        for wanted in (language, language.partition("-")[0], "en", "")
        for tag, words in sorted(message.items())
        if tag.startswith(wanted)
    )
    return next(ranked)
