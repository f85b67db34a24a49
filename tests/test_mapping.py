"""The one table from fields to terms, and the quads that come of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph_builder import model
from graph_builder.mapping import INHERITED, STRUCTURAL, TABLE, Form, Index, Row, emit_records
from graph_builder.mapping.emission import XSD, find_enclosing, write_literal
from graph_builder.model import hash_text
from graph_builder.namespaces import DATA, GRAPH, VOCAB, expand, term
from graph_builder.ontology import load_ontology

from .samples import OUTCOMES, PLAN, TEXT, read_context, spoil, write

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [(kind, row) for kind, rows in TABLE.items() for row in rows]
SPANS = {"start", "end", "quote", "sha256", "document", "role"}


def emit(folder: Path, texts: dict[str, str] | None = None) -> list[Quad]:
    context = read_context(folder)
    index = Index(context.documents, {}, texts or {})
    return [
        quad
        for source in context.sources
        for quad in emit_records(source.records, index, context.ontology)
    ]


def objects(quads: list[Quad], record: str, name: str) -> set[object]:
    subject, predicate = NamedNode(DATA + record), term(name)
    return {q.object for q in quads if (q.subject, q.predicate) == (subject, predicate)}


def ids(pair: object) -> str:
    return pair.field if isinstance(pair, Row) else str(getattr(pair, "__name__", pair))


@pytest.mark.parametrize("kind", TABLE, ids=ids)
def test_every_field_of_a_model_becomes_a_term_or_shapes_the_graph(
    kind: type[model.Record],
) -> None:
    own = SPANS if issubclass(kind, model.Span) else set()
    mapped = {row.field for row in TABLE[kind]} | own | STRUCTURAL
    inherited = {source for source, _ in INHERITED} if kind is model.Document else set()
    assert set(kind.model_fields) - mapped - inherited == set()


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=ids)
def test_every_row_is_of_a_field_and_of_a_property_that_exists(
    kind: type[model.Record], row: Row
) -> None:
    ontology = load_ontology()
    node = expand(row.property, ontology.prefixes)
    assert row.field in kind.model_fields
    assert node is not None
    assert ontology.knows(node) or row.property == "rdfs:label"


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=ids)
def test_a_vocabulary_is_named_exactly_for_concepts(kind: type[model.Record], row: Row) -> None:
    assert bool(row.scheme) is (row.form is Form.CONCEPT), kind
    assert not row.scheme or load_ontology().list_concepts(row.scheme)


def test_the_plan_becomes_these_statements(tmp_path: Path) -> None:
    quads = emit(write(tmp_path, plan=PLAN))
    assert objects(quads, "plan/t1", "targetOf") == {NamedNode(f"{DATA}plan/g1")}
    assert objects(quads, "plan/t1", "unit") == {NamedNode("http://qudt.org/vocab/unit/TONNE")}
    assert objects(quads, "plan/t1", "comparator") == {NamedNode(f"{VOCAB}comparator/at-least")}
    assert objects(quads, "plan/t1", "targetValue") == {write_literal(Form.DECIMAL, Decimal(10))}
    deadline = Literal("2025-12-31", datatype=NamedNode(f"{XSD}date"))
    assert objects(quads, "plan/t1", "deadline") == {deadline}
    kinds = {q.object for q in quads if q.subject == NamedNode(f"{DATA}plan/t1")}
    assert {term("Target"), term("QuantitativeTarget")} <= kinds


def test_an_excerpt_carries_place_hash_and_quote(tmp_path: Path) -> None:
    quads = emit(write(tmp_path, plan=PLAN))
    integer = NamedNode(f"{XSD}integer")
    assert objects(quads, "plan/g1", "evidencedBy") == {NamedNode(f"{DATA}plan#char=2,22")}
    assert objects(quads, "plan#char=2,22", "startOffset") == {Literal("2", datatype=integer)}
    assert objects(quads, "plan#char=2,22", "endOffset") == {Literal("22", datatype=integer)}
    words = "Secure energy supply"
    assert objects(quads, "plan#char=2,22", "quoteHash") == {Literal(hash_text(words))}
    assert objects(quads, "plan#char=2,22", "quote") == {Literal(words, language="en")}


def test_words_are_filled_in_from_the_text_and_not_without_it(tmp_path: Path) -> None:
    folder = write(tmp_path, plan=PLAN)
    assert objects(emit(folder), "plan#char=26,63", "quote") == set()
    filled = objects(emit(folder, {"plan": TEXT}), "plan#char=26,63", "quote")
    assert filled == {Literal("Coal output of at least 10 t by 2025.", language="en")}


def test_a_value_span_lies_in_its_clause(tmp_path: Path) -> None:
    quads = emit(write(tmp_path, plan=PLAN))
    inner = NamedNode(f"{DATA}plan#char=50,54")
    assert objects(quads, "plan/t1", "valueEvidencedBy") == {inner}
    outer = {NamedNode(f"{DATA}plan#char=26,63")}
    assert objects(quads, "plan#char=50,54", "nestedIn") == outer
    assert objects(quads, "plan#char=26,63", "nestedIn") == set()


def test_the_smallest_clause_around_a_span_encloses_it() -> None:
    around = tuple(model.Evidence(start=s, end=e, sha256="0" * 64) for s, e in [(0, 9), (2, 6)])
    inner = model.Evidence(start=3, end=4, quote="a")
    assert find_enclosing(inner, around) == around[1]
    assert find_enclosing(around[0], around) is None


def test_statements_inherit_from_the_document_unless_they_say_otherwise(tmp_path: Path) -> None:
    speaker = (
        "place: cn:ordos",
        "place: cn:ordos\n  speaker: cn:gov-ordos\n  office: cn:mayor-ordos",
    )
    own = ("  target_of: g1", "  target_of: g1\n    issued_by: cn:cpc-ordos\n    place: cn:china")
    quads = emit(write(tmp_path, plan=spoil(PLAN, speaker, ("  " + own[0], "  " + own[1]))))
    cn = "https://w3id.org/polcom/ext/cn/"
    assert objects(quads, "plan/g1", "issuedBy") == {NamedNode(f"{cn}gov-ordos")}
    assert objects(quads, "plan/g1", "inOffice") == {NamedNode(f"{cn}mayor-ordos")}
    assert objects(quads, "plan/g1", "place") == {NamedNode(f"{cn}ordos")}
    assert objects(quads, "plan/t1", "issuedBy") == {NamedNode(f"{cn}cpc-ordos")}
    assert objects(quads, "plan/t1", "inOffice") == set()
    assert objects(quads, "plan/t1", "place") == {NamedNode(f"{cn}china")}


def test_a_theme_is_not_inherited(tmp_path: Path) -> None:
    bare = PLAN.replace("    theme: energy\n    metric", "    metric")
    assert objects(emit(write(tmp_path, plan=bare)), "plan/t1", "theme") == set()


def test_observations_are_kept_apart(tmp_path: Path) -> None:
    quads = emit(write(tmp_path, plan=PLAN, outcomes=OUTCOMES))
    graphs = {q.graph_name for q in quads if q.subject == NamedNode(f"{DATA}outcomes/o1")}
    assert graphs == {NamedNode(f"{GRAPH}outcomes/monitoring")}


def test_a_stated_link_and_an_analysts_are_kept_apart(tmp_path: Path) -> None:
    links = "implements: [cn:task-energy, {directive: cn:five-tasks, confidence: 0.8}]\n    theme"
    goal = PLAN.replace("    theme", f"    {links}", 1)
    quads = emit(write(tmp_path, plan=goal))
    cn = "https://w3id.org/polcom/ext/cn/"
    assert objects(quads, "plan/g1", "implements") == {NamedNode(f"{cn}task-energy")}
    link = f"{DATA}plan/g1.implementation-2"
    assert objects(quads, "plan/g1", "qualifiedImplementation") == {NamedNode(link)}
    graphs = {q.graph_name for q in quads if q.subject == NamedNode(link)}
    assert graphs == {NamedNode(f"{GRAPH}plan/interpreted")}


def test_the_same_records_give_the_same_quads_in_the_same_order(tmp_path: Path) -> None:
    folder = write(tmp_path, plan=PLAN, outcomes=OUTCOMES)
    assert [str(quad) for quad in emit(folder)] == [str(quad) for quad in emit(folder)]


def test_no_quad_has_a_blank_node(tmp_path: Path) -> None:
    for quad in emit(write(tmp_path, plan=PLAN)):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**39), max_value=10**39))
def test_a_decimal_is_written_out_and_reads_back_equal(number: Decimal) -> None:
    literal = write_literal(Form.DECIMAL, number)
    assert Decimal(literal.value) == number
    assert "e" not in literal.value.lower()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), st.data())
def test_a_span_of_any_text_proves_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = model.Evidence(start=start, end=end, quote=text[start:end])
    proof = model.Evidence(start=start, end=end, sha256=span.quote_hash)
    assert proof.quote_hash == hash_text(text[span.start : span.end])
