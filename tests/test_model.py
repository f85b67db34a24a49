"""What a record may be on its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from graph_builder import model
from graph_builder.model import hash_text

DOCUMENT = {"id": "d", "title": {"en": "A"}, "language": "en", "issued": "2024-05-01"}
TARGET = {"id": "t", "kind": "target", "label": {"en": "T"}, "source": "https://example.org/"}
BOUND = {"metric": "m", "comparator": ">=", "value": "10", "unit": "t"}
OBSERVATION = {
    "id": "o",
    "label": {"en": "O"},
    "metric": "m",
    "period_end": "2025-12-31",
    "status": "official",
    "source": "https://example.org/",
}
STATEMENT: TypeAdapter[Any] = TypeAdapter(model.Statement)


def refuse(kind: type[model.Record], fields: dict[str, Any]) -> str:
    """What the refusal of a record says."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(fields)
    return str(caught.value)


def test_a_record_does_not_change() -> None:
    document = model.Document.model_validate(DOCUMENT)
    with pytest.raises(ValidationError, match="frozen"):
        document.id = "e"


@pytest.mark.parametrize("text", ["31.12.2025", "2025", "20251231", "1735603200", "2025-12-31T00"])
def test_only_an_iso_date_is_a_date(text: str) -> None:
    assert "2025-12-31" in refuse(model.Document, DOCUMENT | {"issued": text})


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13-01"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    assert "issued" in refuse(model.Document, DOCUMENT | {"issued": text})


@pytest.mark.parametrize(
    "text", ["example.org", "ftp://example.org", "https://a b", "javascript:1"]
)
def test_an_address_is_one_of_the_web(text: str) -> None:
    assert "http://" in refuse(model.Document, DOCUMENT | {"source": text})


@pytest.mark.parametrize("text", ["a b", "a/b", "-a", "", "a#b", "a:b", "a\n"])
def test_an_id_has_neither_space_nor_sign(text: str) -> None:
    assert "id" in refuse(model.Document, DOCUMENT | {"id": text})


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1,000", "ten", "1" * 41, "1E+50"])
def test_a_value_is_a_number_that_can_be_written_out(text: str) -> None:
    assert "value" in refuse(model.Target, TARGET | BOUND | {"value": text})


@pytest.mark.parametrize("text", ["10", "0.1", "-3", "1E+9", "1" * 40])
def test_a_value_is_the_decimal_that_is_written(text: str) -> None:
    target = model.Target.model_validate(TARGET | BOUND | {"value": text})
    assert target.value == Decimal(text)


def test_hash_and_length_of_a_text_go_together() -> None:
    found = refuse(model.Document, DOCUMENT | {"sha256": "0" * 64})
    assert "give both sha256 and length of the text, or neither" in found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"start": 3, "end": 3, "quote": "a"}, "before or at its start 3"),
        ({"start": 3, "end": 2, "quote": "a"}, "the span ends at 2"),
        ({"start": -1, "end": 2, "quote": "abc"}, "start"),
        ({"start": 0, "end": 3}, "write the quote, or the sha256"),
        ({"start": 0, "end": 3, "quote": "ab"}, "the quote has 2 characters but the span 3"),
        ({"start": 0, "end": 2, "quote": "😀", "sha256": hash_text("😀")}, "has 1 characters"),
        (
            {"start": 0, "end": 1, "quote": "a", "sha256": hash_text("b")},
            "is not that of the quote",
        ),
        ({"start": 0, "end": 1, "sha256": "A" * 64}, "sha256"),
    ],
)
def test_a_span_that_does_not_prove_itself_is_refused(fields: dict[str, Any], found: str) -> None:
    assert found in refuse(model.Evidence, fields)


def test_a_quote_counts_code_points() -> None:
    span = model.Evidence(start=0, end=2, quote="😀𠮷")
    assert span.quote_hash == hash_text("😀𠮷")


def test_a_span_without_quote_keeps_the_hash_it_was_given() -> None:
    assert model.Evidence(start=0, end=1, sha256="0" * 64).quote_hash == "0" * 64


@pytest.mark.parametrize(
    ("resolution", "cites"), [("unresolved", "d"), ("verbatim", None), ("named", None)]
)
def test_a_citation_leads_somewhere_unless_unresolved(resolution: str, cites: str | None) -> None:
    fields = {"start": 0, "end": 1, "quote": "a", "resolution": resolution, "cites": cites}
    assert "an unresolved citation has no 'cites'" in refuse(model.Citation, fields)


def test_a_statement_needs_evidence_or_an_address() -> None:
    value = {"role": "value", "start": 0, "end": 1, "quote": "a"}
    fields = {"id": "g", "kind": "goal", "label": {"en": "G"}, "evidence": [value]}
    assert "write evidence" in refuse(model.Goal, fields)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (BOUND, "QuantitativeTarget"),
        (
            {"reference_place": "cn:china", "metric": "m", "comparator": ">"},
            "RelativeTarget",
        ),
        ({"rank": "1", "comparison_group": "cn:china"}, "RankTarget"),
        ({"aspired_status": "s", "status_aim": "gain"}, "StatusTarget"),
        ({}, "QualitativeTarget"),
    ],
)
def test_its_fields_make_the_kind_of_a_target(fields: dict[str, str], kind: str) -> None:
    assert model.Target.model_validate(TARGET | fields).target_kind == kind


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"value": "10"}, "a QuantitativeTarget also needs metric, comparator, unit"),
        ({"reference_metric": "m"}, "a RelativeTarget also needs metric, comparator"),
        ({"rank": "1"}, "a RankTarget also needs comparison_group"),
        ({"aspired_status": "s"}, "a StatusTarget also needs status_aim"),
        ({"deadline": "2025-12-31"}, "write both deadline and deadline_basis"),
        (BOUND | {"upper_value": "9"}, "write both, the lower first"),
        ({"upper_value": "9"}, "write both, the lower first"),
        ({"rank": "0", "comparison_group": "g"}, "greater than or equal to 1"),
        (BOUND | {"rank": "1", "comparison_group": "g"}, "QuantitativeTarget and RankTarget"),
    ],
)
def test_a_target_says_what_its_kind_needs(fields: dict[str, str], found: str) -> None:
    assert found in refuse(model.Target, TARGET | fields)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, "write a value or observed_status"),
        ({"status": "not-published", "value": "1", "unit": "t"}, "not-published has neither"),
        ({"value": "1"}, "write the unit of the value"),
        ({"metric": None, "value": "1", "unit": "t"}, "write the metric"),
    ],
)
def test_an_observation_holds_something(fields: dict[str, Any], found: str) -> None:
    assert found in refuse(model.Observation, OBSERVATION | fields)


def test_a_ratio_has_two_sides() -> None:
    fields = {"id": "m", "label": {"en": "M"}, "numerator": "n"}
    assert "both numerator and denominator" in refuse(model.Metric, fields)


@pytest.mark.parametrize("label", [{}, {"english": "x"}, {"en": ""}, "x"])
def test_a_label_is_words_by_language(label: object) -> None:
    assert "label" in refuse(model.Target, TARGET | {"label": label})


def test_a_statement_is_what_its_kind_says() -> None:
    assert isinstance(STATEMENT.validate_python(TARGET), model.Target)
    assert isinstance(STATEMENT.validate_python(TARGET | {"kind": "programme"}), model.Action)


def test_a_file_names_its_document_or_describes_it() -> None:
    described = model.RecordFile.model_validate({"format": "1", "document": DOCUMENT})
    assert isinstance(described.document, model.Document)
    assert described.document.issued == date(2024, 5, 1)
    assert model.RecordFile.model_validate({"format": 1, "document": "d"}).document_id == "d"


def test_a_format_to_come_is_refused() -> None:
    assert "format" in refuse(model.RecordFile, {"format": "2", "document": DOCUMENT})
