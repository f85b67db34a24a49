"""Evidence against copies of the texts: what is proved, what is not, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.errors import DocumentError
from graph_builder.model import hash_text
from graph_builder.verification import Verification, verify

from .samples import PLAN, TEXT, read_context, spoil, write

if TYPE_CHECKING:
    from pathlib import Path


def prove(folder: Path, plan: str = PLAN, text: str = TEXT, name: str = "any.txt") -> Verification:
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    (texts / name).write_bytes(text.encode())
    return verify(read_context(write(folder / "records", plan=plan)), texts)


def test_every_span_of_the_sample_is_proved(tmp_path: Path) -> None:
    found = prove(tmp_path)
    assert (found.proved, found.problems, found.missing) == ({"plan": 3}, (), {})
    assert found.texts == {"plan": TEXT}


@pytest.mark.parametrize("name", ["plan.txt", "a b.html", "政策", ".hidden", "sub.yaml"])
def test_a_copy_is_known_by_its_hash_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert prove(tmp_path, name=name).proved == {"plan": 3}


def test_a_copy_is_found_in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "texts" / "2024").mkdir(parents=True)
    assert prove(tmp_path, name="2024/plan.txt").proved == {"plan": 3}


@pytest.mark.parametrize(
    "text",
    [TEXT.replace("\r\n", "\n"), "\ufeff" + TEXT, TEXT + "\n", TEXT.replace("10", "11"), ""],
    ids=["line-ends", "byte-order-mark", "one-more-line", "another-number", "empty"],
)
def test_a_text_that_differs_in_one_byte_is_not_the_document(tmp_path: Path, text: str) -> None:
    found = prove(tmp_path, text=text)
    assert found.missing == {"plan": hash_text(TEXT)}
    assert (found.proved, found.texts) == ({}, {})


def test_a_quote_that_is_not_at_its_offsets_is_told_where_it_is(tmp_path: Path) -> None:
    moved = spoil(PLAN, ("start: 2, end: 22, quote", "start: 3, end: 23, quote"))
    (problem,) = prove(tmp_path, moved).problems
    assert (problem.line, problem.field) == (18, "statements[0].evidence[0]")
    assert problem.found == "the text at 3-23 is 'ecure energy supply.', not what is cited"
    assert problem.wanted == "write start: 2, end: 22"


def test_offsets_in_utf16_units_are_not_code_points(tmp_path: Path) -> None:
    moved = spoil(PLAN, ("start: 50, end: 54", "start: 52, end: 56"))
    assert prove(tmp_path, moved).problems[0].wanted == "write start: 50, end: 54"


def test_a_wrong_hash_is_found_without_a_quote(tmp_path: Path) -> None:
    wrong = spoil(PLAN, (hash_text(TEXT[26:63]), "0" * 64))
    (problem,) = prove(tmp_path, wrong).problems
    assert problem.line == 32
    assert "the text at 26-63 is 'Coal output of at least 10 t by 2025.'" in problem.found
    assert problem.wanted == "copy the exact characters of the document"


def test_words_that_are_nowhere_are_to_be_copied(tmp_path: Path) -> None:
    other = spoil(PLAN, ("quote: Secure energy supply", "quote: Secure energy demand"))
    (problem,) = prove(tmp_path, other).problems
    assert problem.wanted == "copy the exact characters of the document"


def test_a_wrong_length_is_named(tmp_path: Path) -> None:
    (problem,) = prove(tmp_path, spoil(PLAN, ("length: 70", "length: 71"))).problems
    assert (problem.line, problem.field) == (10, "document.length")
    assert problem.found == "the text has 70 characters, not 71"


def test_one_wrong_span_hides_no_other(tmp_path: Path) -> None:
    wrong = spoil(
        PLAN, ("start: 2, end: 22", "start: 3, end: 23"), (hash_text(TEXT[26:63]), "0" * 64)
    )
    found = prove(tmp_path, wrong)
    assert [problem.line for problem in found.problems] == [18, 32]
    assert found.proved == {"plan": 1}


def test_two_documents_of_one_text_are_both_proved(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a").write_bytes(TEXT.encode())
    reprint = spoil(PLAN, ("id: plan", "id: reprint"), ("start: 2, end: 22", "start: 3, end: 23"))
    found = verify(read_context(write(tmp_path / "records", a=PLAN, b=reprint)), texts)
    assert found.proved == {"plan": 3, "reprint": 2}
    assert [problem.file.name for problem in found.problems] == ["b.yaml"]


def test_a_document_cited_by_address_is_named_as_such(tmp_path: Path) -> None:
    cited = "format: 1\ndocument: {id: d, title: {en: D}, language: en, issued: 2024-01-01}\n"
    assert prove(tmp_path, cited).unidentified == ("d",)


def test_a_text_that_is_not_utf8_is_refused_though_its_hash_fits(tmp_path: Path) -> None:
    from hashlib import sha256  # noqa: PLC0415 -- of bytes that are no text

    content = "能源".encode("gb18030")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "gb.txt").write_bytes(content)
    plan = spoil(PLAN, (hash_text(TEXT), sha256(content).hexdigest()))
    with pytest.raises(DocumentError, match=r"gb\.txt: not UTF-8 at byte 0"):
        verify(read_context(write(tmp_path / "records", plan=plan)), tmp_path / "texts")


def test_a_folder_of_texts_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such folder"):
        verify(read_context(write(tmp_path / "records", plan=PLAN)), tmp_path / "texts")


def test_texts_that_no_document_names_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "image").write_bytes(b"\xff\xfe\x00")
    assert prove(tmp_path).proved == {"plan": 3}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), st.data())
def test_a_span_survives_the_way_to_bytes_and_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    read = text.encode().decode("utf-8")
    assert hash_text(read[start:end]) == hash_text(text[start:end])
    assert len(read) == len(text)
