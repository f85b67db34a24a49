"""Records as quads: each row of the table, then what is more than one property."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph_builder import model
from graph_builder.namespaces import (
    RDF,
    RDFS,
    XSD,
    Knowledge,
    expand,
    name_document,
    name_excerpt,
    name_graph,
    name_record,
    term,
)

from .classes import list_classes
from .extending import emit_extended
from .table import INHERITED, TABLE, Form, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from graph_builder.ontology import Ontology

TYPE = NamedNode(f"{RDF}type")
LABEL = NamedNode(f"{RDFS}label")
QUOTED_FROM = NamedNode("http://www.w3.org/ns/prov#wasQuotedFrom")

_ROLES = {
    model.Role.CLAUSE: "evidencedBy",
    model.Role.VALUE: "valueEvidencedBy",
    model.Role.DEADLINE: "deadlineEvidencedBy",
}


@dataclass(frozen=True, slots=True)
class Index:
    """What emission must know beyond one file.

    ``documents`` by id; ``passages``, the excerpt in which each directive (by IRI) is stated;
    ``texts``, the user's own copies by id of document, from which missing quotes are filled in.
    """

    documents: Mapping[str, model.Document]
    passages: Mapping[str, NamedNode]
    texts: Mapping[str, str] = field(default_factory=dict)


def emit_records(records: model.RecordFile, index: Index, ontology: Ontology) -> Iterator[Quad]:
    """The quads of a file of consistent records, each in the graph of its document and kind."""
    document = index.documents[records.document_id]
    emitter = _Emitter(document, index, ontology)
    if isinstance(records.document, model.Document):
        yield from emitter.emit(records.document, name_document(document.id), Knowledge.STATED)
    for section in (
        records.agents,
        records.places,
        records.designations,
        records.metrics,
        records.statements,
    ):
        for record in section:
            yield from emitter.emit_named(record, Knowledge.STATED)
    for observation in records.observations:
        yield from emitter.emit_named(observation, Knowledge.MONITORING)


@dataclass(frozen=True, slots=True)
class _Emitter:
    document: model.Document
    index: Index
    ontology: Ontology

    def emit_named(
        self,
        record: model.Statement
        | model.Agent
        | model.Place
        | model.Designation
        | model.Metric
        | model.Observation,
        knowledge: Knowledge,
    ) -> Iterator[Quad]:
        subject = name_record(self.document.id, record.id)
        yield from self.emit(record, subject, knowledge)
        if isinstance(record, model.StatementBase):
            yield from self._emit_evidence(record, subject, record.evidence)
            yield from self._emit_inherited(record, subject)
            yield from self._emit_citations(record, subject)
        if isinstance(record, model.CommitmentBase):
            yield from self._emit_implementations(record, subject)

    def emit(
        self, record: model.Record, subject: NamedNode, knowledge: Knowledge
    ) -> Iterator[Quad]:
        graph = name_graph(self.document.id, knowledge)
        for name in list_classes(record):
            yield Quad(subject, TYPE, self._expand(name), graph)
        if isinstance(record, model.Described):
            yield from emit_extended(record, (subject, graph, self.document.id), self.ontology)
        for row in TABLE[type(record)]:
            value = getattr(record, row.field)
            if value is not None:
                property_ = self._expand(row.property)
                for node in self._terms(row, value):
                    yield Quad(subject, property_, node, graph)

    def _terms(self, row: Row, value: object) -> Iterator[NamedNode | Literal]:
        if row.form is Form.TEXT:
            assert isinstance(value, dict)
            yield from (Literal(words, language=tag) for tag, words in value.items())
        elif row.form in {Form.CONCEPT, Form.UNIT, Form.REFERENCE, Form.ADDRESS}:
            yield self._name(row, str(value))
        elif row.form is Form.QUOTE:
            yield Literal(str(value), language=self.document.language)
        else:
            yield write_literal(row.form, value)

    def _name(self, row: Row, value: str) -> NamedNode:
        match row.form:
            case Form.CONCEPT:
                found = self.ontology.find_concept(row.scheme, value)
            case Form.UNIT:
                found = self.ontology.find_unit(value)
            case Form.ADDRESS:
                found = NamedNode(value)
            case _:
                found = expand(value, self.ontology.prefixes, self.document.id)
        assert found is not None, f"{row.field} {value!r} passed the consistency checks"
        return found

    def _expand(self, name: str) -> NamedNode:
        found = expand(name, self.ontology.prefixes, self.document.id)
        assert found is not None, f"the ontology declares the prefix of {name}"
        return found

    def _emit_inherited(self, record: model.StatementBase, subject: NamedNode) -> Iterator[Quad]:
        rows = {row.field: row for row in TABLE[type(record)]}
        graph = name_graph(self.document.id, Knowledge.STATED)
        for source, field_ in INHERITED:
            value = getattr(self.document, source)
            # Somebody else's statement is not made in the office of the document's speaker.
            foreign = field_ == "in_office" and record.issued_by is not None
            if (
                value is None
                or foreign
                or field_ not in rows
                or getattr(record, field_) is not None
            ):
                continue
            yield Quad(subject, self._expand(rows[field_].property), self._expand(value), graph)

    def _emit_evidence(
        self,
        record: model.StatementBase,
        subject: NamedNode,
        evidence: tuple[model.Evidence, ...],
        knowledge: Knowledge = Knowledge.STATED,
    ) -> Iterator[Quad]:
        graph = name_graph(self.document.id, knowledge)
        for span in evidence:
            excerpt = self._name_span(span)
            yield Quad(subject, term(_ROLES[span.role]), excerpt, graph)
            yield from self._emit_excerpt(span, record.evidence, graph)

    def _emit_excerpt(
        self, span: model.Span, around: tuple[model.Evidence, ...], graph: NamedNode
    ) -> Iterator[Quad]:
        excerpt, document = self._name_span(span), self._document_of(span)
        yield Quad(excerpt, TYPE, term("Excerpt"), graph)
        yield Quad(excerpt, term("inDocument"), name_document(document.id), graph)
        yield Quad(excerpt, term("startOffset"), write_literal(Form.INTEGER, span.start), graph)
        yield Quad(excerpt, term("endOffset"), write_literal(Form.INTEGER, span.end), graph)
        yield Quad(excerpt, term("quoteHash"), Literal(span.quote_hash), graph)
        words = span.quote or self.index.texts.get(document.id, "")[span.start : span.end]
        if words:
            yield Quad(excerpt, term("quote"), Literal(words, language=document.language), graph)
        outer = find_enclosing(span, around)
        if outer is not None:
            yield Quad(excerpt, term("nestedIn"), self._name_span(outer), graph)

    def _emit_citations(self, record: model.StatementBase, subject: NamedNode) -> Iterator[Quad]:
        graph = name_graph(self.document.id, Knowledge.STATED)
        for number, citation in enumerate(record.citations, 1):
            node = NamedNode(f"{subject.value}.citation-{number}")
            excerpt = self._name_span(citation)
            yield Quad(subject, term("citation"), node, graph)
            yield from self.emit(citation, node, Knowledge.STATED)
            yield Quad(node, term("evidencedBy"), excerpt, graph)
            yield from _label_after(record, node, graph, ("citation in: ", "引用："))
            yield from self._emit_excerpt(citation, record.evidence, graph)
            if citation.resolution == "verbatim" and citation.cites:
                passage = self.index.passages.get(self._expand(citation.cites).value)
                if passage is not None:
                    yield Quad(excerpt, QUOTED_FROM, passage, graph)

    def _emit_implementations(
        self, record: model.CommitmentBase, subject: NamedNode
    ) -> Iterator[Quad]:
        stated = name_graph(self.document.id, Knowledge.STATED)
        graph = name_graph(self.document.id, Knowledge.INTERPRETED)
        for number, link in enumerate(record.implements, 1):
            if isinstance(link, str):
                yield Quad(subject, term("implements"), self._expand(link), stated)
                continue
            node = NamedNode(f"{subject.value}.implementation-{number}")
            yield Quad(subject, term("qualifiedImplementation"), node, graph)
            yield from self.emit(link, node, Knowledge.INTERPRETED)
            yield from _label_after(record, node, graph, ("implementation by: ", "落实者："))
            yield from self._emit_evidence(record, node, link.evidence, Knowledge.INTERPRETED)

    def _document_of(self, span: model.Span) -> model.Document:
        return self.index.documents[span.document] if span.document else self.document

    def _name_span(self, span: model.Span) -> NamedNode:
        return name_excerpt(name_document(self._document_of(span).id), span.start, span.end)


def _label_after(
    record: model.StatementBase, node: NamedNode, graph: NamedNode, words: tuple[str, str]
) -> Iterator[Quad]:
    for tag, label in record.label.items():
        before = words[1] if tag.startswith("zh") else words[0]
        yield Quad(node, LABEL, Literal(before + label, language=tag), graph)


def find_enclosing(span: model.Span, around: tuple[model.Evidence, ...]) -> model.Evidence | None:
    """The smallest clause that properly encloses a span of the same document."""
    enclosing = [
        outer
        for outer in around
        if outer.role is model.Role.CLAUSE
        and outer.document == span.document
        and outer.start <= span.start
        and span.end <= outer.end
        and (outer.start, outer.end) != (span.start, span.end)
    ]
    return min(enclosing, key=lambda outer: outer.end - outer.start, default=None)


def write_literal(form: Form, value: date | Decimal | int | str | object) -> Literal:
    """A typed literal; decimals are written out, without exponent.

    >>> from decimal import Decimal
    >>> write_literal(Form.DECIMAL, Decimal("1E+9")).value
    '1000000000'
    """
    if form is Form.STRING:
        return Literal(str(value))
    text = format(value, "f") if form is Form.DECIMAL else str(value)
    return Literal(text, datatype=NamedNode(XSD + str(form)))
