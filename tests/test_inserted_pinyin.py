"""Texts with pinyin inserted after characters: read as if it were not there, at exact offsets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.extraction import Extraction, extract, find_noise

from .reviews import read_plain

PLAIN = """某市政府工作報告
一是建設能源強市。到2025年，煤炭產量達到10億噸以上，天然氣產量達到330億立方米以上。
二是建設宜居城市。污水處理率提高到95%以上。加快推進產業轉型升級。
"""
SYLLABLES = ["(bào)", "(guó)", "（chǎn）", " (jiā)", "(de)", "(lǜ)"]
DAY = date(2022, 1, 10)


def insert(text: str, places: dict[int, str]) -> str:
    """The text with syllables after some of its Chinese characters."""
    return "".join(
        c + (places.get(i, "") if "\u4e00" <= c <= "\u9fff" else "") for i, c in enumerate(text)
    )


def read(text: str, *, mapped: bool = True) -> Extraction:
    blocks = read_plain(text).map if mapped else None
    return extract(text, language="zh-Hant", issued=DAY, blocks=blocks)


def drop(words: str) -> str:
    for syllable in SYLLABLES:
        words = words.replace(syllable, "")
    return words


@pytest.mark.parametrize("mapped", [True, False])
def test_a_text_with_pinyin_gives_what_the_text_without_it_gives(*, mapped: bool) -> None:
    text = insert(PLAIN, dict(enumerate(SYLLABLES * 20)))
    found, plain = read(text, mapped=mapped), read(PLAIN, mapped=mapped)
    assert len(plain.statements) > 3
    shown = [(s.kind, s.label, getattr(s, "value", None)) for s in found.statements]
    assert shown == [(s.kind, s.label, getattr(s, "value", None)) for s in plain.statements]
    quotes = [[drop(e.quote or "") for e in s.evidence] for s in found.statements]
    assert quotes == [[e.quote for e in s.evidence] for s in plain.statements]
    assert [d.reason for d in found.doubts if d not in plain.doubts] == ["pinyin-passed-over"]


@given(st.dictionaries(st.integers(0, len(PLAIN)), st.sampled_from(SYLLABLES), max_size=30))
def test_every_quote_stands_at_its_offsets(places: dict[int, str]) -> None:
    text = insert(PLAIN, places)
    found = read(text)
    spans = [span for s in (*found.statements, *found.remarks) for span in s.evidence]
    spans += [*found.traces, *found.doubts]  # type: ignore[list-item]
    assert all(text[span.start : span.end] == span.quote for span in spans)


@given(st.text("国(guó)家a（jiā） de()", max_size=40))
def test_what_is_passed_over_and_what_is_left_make_the_text(text: str) -> None:
    noise = find_noise(text)
    if noise is None:
        return
    assert len(noise.clean) + sum(end - start for start, end in noise.runs) == len(text)
    for offset in range(len(noise.clean)):
        start, end = noise.place(offset, offset + 1)
        assert text[start:end] == noise.clean[offset]


@pytest.mark.parametrize(
    "text",
    [
        "地区生产总值(GDP)增长5%，研发(R)投入(rd)提高。",
        "北京(běijīng)和上海。",
        "见附件(a)、(b)、(c)。",
        "no Chinese (guó) (jiā) (chǎn)",
    ],
)
def test_brackets_that_hold_no_pinyin_stay(text: str) -> None:
    assert find_noise(text) is None


def test_a_number_that_no_notation_groups_so_is_left_to_a_person() -> None:
    text = "某市工作规划\n到2030年，参保人数达到10,4386万名，粮食产量达到12,345,678吨以上。\n"
    found = extract(text, language="zh-Hans", issued=DAY)
    assert [str(getattr(s, "value", None)) for s in found.statements] == ["12345678"]
    assert [(d.reason, d.quote) for d in found.doubts] == [("number-malformed", "10,4386")]
