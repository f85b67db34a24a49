"""Linking texts made to hurt, and what holds for any text whatever."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.extraction import extract
from graph_builder.languages import load_pack
from graph_builder.linking import FoldedText, KnownText, Library, link, read_library
from graph_builder.linking.echoes import compile_rules, find_echoes, find_runs
from graph_builder.linking.passages import propose_directive
from graph_builder.ontology import load_ontology

DAY = date(2022, 11, 9)
RULES = compile_rules(load_pack("zh"))
CLAUSES = (
    "提高城市規劃、建設、治理水平",
    "提高城市规划、建设、治理水平",
    "坚定不移贯彻总体国家安全观",
    "忠诚干净担当",
    "“十四五”",
    "\u3000",
    "\n",
    "，",
    "。",
    "𠮷野家\U0001f600",
    "é\u0301",
    "ﬁ½Ⅷ",
    "落实“加快规划建设新型能源体系”重要要求",
)
TEXTS = st.lists(st.sampled_from(CLAUSES) | st.text(max_size=6), max_size=12).map("".join)


def make_library(*texts: str) -> Library:
    ontology = load_ontology()
    known = [
        KnownText(f"source-{number}", "zh-Hans", DAY, FoldedText.of(text))
        for number, text in enumerate(texts)
    ]
    return read_library(ontology.store, ontology, known)


@given(TEXTS)
def test_every_folded_character_stands_where_its_place_says(raw: str) -> None:
    text = FoldedText.of(raw)
    places = [text.place(index) for index in range(len(text.folded))]
    assert places == [index for index, char in enumerate(raw) if not char.isspace()]
    assert [text.locate(place) for place in places] == list(range(len(places)))


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_echoes_are_the_same_characters_in_both_texts(one: str, other: str) -> None:
    text, source = FoldedText.of(one), FoldedText.of(other)
    found = find_echoes(text, source, RULES, lambda _start, _end: False)
    for echo in found:
        there = source.folded[echo.source : echo.source + echo.end - echo.start]
        assert text.folded[echo.start : echo.end] == there
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text("ab", max_size=40), st.text("ab", max_size=40))
def test_runs_are_shared_and_cannot_be_longer(one: str, other: str) -> None:
    for start, end, place in find_runs(one, other):
        assert one[start:end] == other[place : place + end - start]
        more = place + end - start
        assert end == len(one) or more == len(other) or one[end] != other[more]


@given(TEXTS, TEXTS)
@settings(max_examples=40, deadline=None)
def test_offsets_are_exact_whatever_the_texts_hold(one: str, other: str) -> None:
    raw = f"2022年工作要点\n一是推进发展。{one}\n"
    extraction = extract(raw, language="zh-Hans", issued=DAY)
    library = make_library(other)
    proposed = link(extraction, raw, library, issued=DAY)
    for statement in extraction.statements:
        for span in (*statement.citations, *statement.evidence):
            assert raw[span.start : span.end] == span.quote
    for directive in proposed.get("source-0", ()):
        clause = directive.evidence[0]
        assert other[clause.start : clause.end] == clause.quote
    before = list(extraction.statements), list(extraction.doubts)
    link(extraction, raw, library, issued=DAY)
    assert (extraction.statements, extraction.doubts) == before


@given(TEXTS.filter(str.strip))
def test_a_proposed_clause_holds_what_is_cited(raw: str) -> None:
    text = FoldedText.of(raw)
    span = text.span(len(text.folded) // 2, len(text.folded)) if text.folded else (0, 1)
    directive = propose_directive(KnownText("source", "zh-Hans", DAY, text), *span)
    clause = directive.evidence[0]
    assert (clause.start, clause.end) == span or clause.start <= span[0] <= span[1] <= clause.end


HOSTILE = {
    "one character": "建" * 5_000_000,
    "two characters": "建设" * 2_500_000,
    "quotation marks": "“" * 1_000_000,
    "pairs of marks": "“”" * 500_000,
    "one clause": "提高城市规划、建设、治理水平，" * 350_000,
    "a long circle": "".join(map(chr, range(0x4E00, 0x9E00))) * 250,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_source_made_to_hurt_is_searched_in_one_pass(name: str) -> None:
    source = HOSTILE[name]
    raw = (
        "2022年工作要点\n一是提高城市规划、建设、治理水平,落实“推进能源革命”重要要求。\n"
        + source[:3_000]
    )
    extraction = extract(raw, language="zh-Hans", issued=DAY)
    link(extraction, raw, make_library(source), issued=DAY)
    cited = {c.quote: c.cites for s in extraction.statements for c in s.citations}
    assert cited["推进能源革命"] is None
