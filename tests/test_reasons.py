"""Every reason to look at something is said in plain words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_builder.review.reasons import explain, load_reasons

PACKAGE = Path(__file__).resolve().parent.parent / "graph_builder"
CODES = sorted(
    code
    for part in ("extraction", "linking", "review")
    for path in (PACKAGE / part).glob("*.py")
    for code in re.findall(
        r"(?:\bdoubt\(\s*|Doubt\(\s*|REASON = |yield )\"([a-z]+(?:-[a-z]+)+)\"",
        path.read_text(encoding="utf-8"),
    )
)


def test_there_are_reasons_to_test() -> None:
    assert {"metric-missing", "number-malformed", "issue-day-guessed"} <= set(CODES)


@pytest.mark.parametrize("code", sorted(set(CODES)))
def test_a_reason_has_a_sentence_in_english_and_chinese(code: str) -> None:
    sentences = load_reasons()[code]
    assert list(sentences) == ["en", "zh"]
    assert re.search("[\u4e00-\u9fff]{4}", sentences["zh"])
    assert explain(code) == f"{sentences['en']} / {sentences['zh']}"


@pytest.mark.parametrize("code", sorted(load_reasons()))
def test_a_sentence_is_one_line_without_a_full_stop(code: str) -> None:
    for sentence in load_reasons()[code].values():
        assert sentence.isprintable()
        assert sentence[-1] not in ".。"


def test_a_reason_without_a_sentence_is_said_by_its_code() -> None:
    assert explain("never-heard-of") == "never heard of"
