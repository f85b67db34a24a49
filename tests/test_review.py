"""From a document to records that a person reviews and the builder takes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph_builder.building import assemble, check_records
from graph_builder.extraction import extract
from graph_builder.model import StatementBase
from graph_builder.ontology import load_ontology
from graph_builder.review import describe_document, write_review

from .reviews import read_plain
from .samples import polcom

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """某市政府工作报告

一是建设能源强市。到2025年,煤炭产量达到10亿吨以上,天然气产量达到330亿立方米以上。
"""
PLACE = {"place": "cn:ordos", "undertaken_by": "cn:gov-ordos"}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """The records that are read from the text."""
    day = date(2022, 1, 10)
    source = read_plain(TEXT)
    head = describe_document("report", source, "zh-Hans", day).model_copy(update=PLACE)
    found = extract(TEXT, language="zh-Hans", issued=day)
    path = tmp_path / "review.yaml"
    path.write_text(write_review(head, source, found).text, encoding="utf-8")
    return path


def test_what_is_extracted_builds_as_it_is(review: Path) -> None:
    assembly = assemble([review])
    assert assembly.validation.conforms


def test_every_quote_of_a_review_stands_at_its_offsets(review: Path) -> None:
    context = check_records([review], load_ontology())
    records = [placed.record for placed in context.records.values()]
    spans = [s for r in records if isinstance(r, StatementBase) for s in r.evidence]
    assert len(spans) > 4
    assert all(TEXT[span.start : span.end] == span.quote for span in spans)


def test_the_figures_of_a_review_are_those_of_the_text(review: Path) -> None:
    text = review.read_text(encoding="utf-8")
    assert "value: '1000000000'" in text
    assert "value: '33000000000'" in text
    assert "deadline: '2025-12-31'" in text


def test_a_language_without_a_pack_is_told_which_there_are(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    found = polcom("extract", "report.txt", "--language", "ja", folder=tmp_path)
    assert found.code == 2
    assert "zh-Hans-CN" in found.err


def test_the_same_document_gives_the_same_review(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    words = ("extract", "report.txt", "--language", "zh-Hans", "--issued", "2022-01-10")
    first, second = (polcom(*words, folder=tmp_path).out for _ in range(2))
    assert first == second != ""


def test_the_text_of_a_page_is_what_its_records_are_verified_against(tmp_path: Path) -> None:
    page = f"<html lang=zh><body><nav><a href=/>首页</a></nav><p>{TEXT.strip()}</p></body></html>"
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    words = ("--language", "zh-Hans", "--issued", "2022-01-10", "--place", "cn:ordos")
    found = polcom(
        "extract", "report.html", *words, "--text", "texts/a.txt", "-o", "a.yaml", folder=tmp_path
    )
    assert found.code == 0, found.err
    proved = polcom("verify", "a.yaml", "--documents", "texts", folder=tmp_path)
    assert (proved.code, "spans proved" in proved.out) == (0, True), proved.err
