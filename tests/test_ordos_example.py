"""The Ordos example against its source texts, its table of outcomes and its own promises."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from graph_builder import model
from graph_builder.consistency import Context, check_consistency
from graph_builder.folding import fold
from graph_builder.model import hash_text
from graph_builder.ontology import load_ontology
from graph_builder.records import read_records

from .conftest import ROOT
from .ordos import (
    EXAMPLE,
    INTERVIEW,
    REPORT,
    list_spans,
    read_example,
    read_interview,
    read_statements,
)

if TYPE_CHECKING:
    from pathlib import Path

MOST_QUOTED = Decimal("0.30")
LONGEST_QUOTE = 28
LONGEST_TARGET = 25
NUMERALS = {"": 1, "万": 10**4, "亿": 10**8}


def test_documents_are_the_texts_of_the_corpus(texts: dict[str, str]) -> None:
    documents = {r.document_id: r.document for r in read_example()}
    for name, text in texts.items():
        document = documents[name]
        assert isinstance(document, model.Document)
        assert (document.sha256, document.length) == (hash_text(text), len(text))


def test_every_excerpt_stands_at_its_offsets(texts: dict[str, str]) -> None:
    spans = list(list_spans())
    assert len(spans) > 150
    for document, span in spans:
        passage = texts[document][span.start : span.end]
        assert span.quote in {None, passage}
        assert span.quote_hash == hash_text(passage)


def test_verbatim_citations_repeat_the_words_of_the_report(texts: dict[str, str]) -> None:
    for name, statement in read_statements().items():
        for citation in statement.citations:
            words = fold(texts[INTERVIEW][citation.start : citation.end])
            cited = read_statements().get(citation.cites or "")
            spans = cited.evidence if cited else ()
            within = any(words in fold(texts[REPORT][s.start : s.end]) for s in spans)
            assert within is (citation.resolution == "verbatim"), (name, citation)


def test_the_article_is_quoted_sparingly(texts: dict[str, str]) -> None:
    spans = [span for document, span in list_spans() if document == INTERVIEW and span.quote]
    quoted = {index for span in spans for index in range(span.start, span.end)}
    share = Decimal(len(quoted)) / len(texts[INTERVIEW])
    assert max(span.end - span.start for span in spans) <= LONGEST_QUOTE
    assert share < MOST_QUOTED
    stated = f"{len(quoted)} of {len(texts[INTERVIEW])} characters, {share:.1%}"
    assert stated in " ".join((EXAMPLE / "README.md").read_text("utf-8").split())


def test_only_targets_goals_and_quoted_directives_are_quoted(texts: dict[str, str]) -> None:
    for statement in read_interview().values():
        clause = statement.evidence[0]
        if statement.kind == "target":
            assert bool(clause.quote) is (clause.end - clause.start <= LONGEST_TARGET), statement.id
        elif statement.kind != "goal":
            assert not any(span.quote for span in statement.evidence), statement.id
        for citation in statement.citations:
            marked = texts[INTERVIEW][citation.start - 1] == "“"
            assert bool(citation.quote) is marked, citation


def test_labels_of_actions_and_achievements_are_our_own_words(texts: dict[str, str]) -> None:
    text = fold(texts[INTERVIEW])
    for statement in read_interview().values():
        if statement.kind in {"action", "programme", "achievement"}:
            assert fold(statement.label["zh-Hans"]) not in text, statement.id


def test_figures_stand_in_the_table_of_outcomes(corpus: Path) -> None:
    table = (corpus / "outcomes_ordos.tsv").read_text("utf-8")
    outcomes = [r for r in read_example() if r.document_id == "ordos-outcomes-2025"]
    observations = [observation for records in outcomes for observation in records.observations]
    assert len(observations) == 16
    for observation in observations:
        assert observation.source.removeprefix("https://github.com/") in table, observation.id
        for words in (observation.words or {}).values():
            for figure in re.findall(r"\d[\d.]*", words):
                assert figure in table, observation.id


def test_words_say_the_value() -> None:
    stated = {
        name: (record.stated_value, record.value)
        for name, record in read_statements().items()
        if isinstance(record, model.Target) and record.value is not None
    }
    observed = {
        observation.id: (next(iter(observation.words.values())), observation.value)
        for records in read_example()
        for observation in records.observations
        if observation.words and observation.value is not None
    }
    assert (len(stated), len(observed)) == (18, 14)
    for name, (words, value) in (stated | observed).items():
        assert words is not None, name
        assert read_number(words) == value, name


def read_number(words: str) -> Decimal:
    """The last number of a clause, its number word multiplied out."""
    number, numeral = re.findall(r"(-?\d[\d.]*)([万亿]?)", fold(words))[-1]
    return Decimal(number) * NUMERALS[numeral]


def test_records_fit_together() -> None:
    context = Context(read_records([EXAMPLE]), load_ontology([ROOT / "ontology" / "ext" / "cn"]))
    assert check_consistency(context) == []


def test_the_interview_is_recorded_whole_and_in_order() -> None:
    kinds = [statement.kind for statement in read_interview().values()]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    assert counts == {"goal": 16, "target": 34, "action": 42, "programme": 5, "achievement": 8}
    ladder = [s.target_kind for s in read_interview().values() if isinstance(s, model.Target)]
    tests = {kind.value.removesuffix("Target"): ladder.count(kind) for kind in model.TargetKind}
    assert tests == {"Quantitative": 7, "Relative": 1, "Rank": 9, "Status": 8, "Qualitative": 9}
    starts = [statement.evidence[0].start for statement in read_interview().values()]
    assert all(first < second for first, second in pairwise(starts))


def test_every_name_has_both_languages() -> None:
    for records in read_example():
        named = (*records.agents, *records.places, *records.metrics, *records.statements)
        for record in (*named, *records.observations):
            assert {"en", "zh-Hans"} == record.label.keys(), record.id
