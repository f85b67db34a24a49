"""Evaluation against gold made by hand: every expected number is counted beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.evaluation import GoldError, compare, read_gold

from .evaluation import NAME, Finder, annotate, locate, write_gold, write_windows

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "今年煤炭产量达到11吨。油产量达到22吨。气产量达到33吨。铁产量达到44吨。"


def test_what_starts_outside_the_windows_is_not_scored(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [annotate(TEXT, "油产量达到22吨", "22吨")])
    write_windows(gold, TEXT, locate(TEXT, "油产量达到22吨。气产量达到33吨。"))
    (document,) = read_gold(gold, corpus)
    finder = Finder(TEXT)
    for quote in ("煤炭产量达到11吨", "油产量达到22吨", "气产量达到33吨", "铁产量达到44吨"):
        finder.find("target", quote, quote[-3:])
    outcome = compare(document, finder.result)
    # in the window: oil (right) and gas (not in the gold); coal and iron are outside
    assert outcome.expected["quantified target"] == 1
    assert outcome.found["quantified target"] == 2
    assert outcome.right["quantified target"] == 1


def test_without_windows_the_whole_text_is_scored(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [annotate(TEXT, "油产量达到22吨", "22吨")])
    (document,) = read_gold(gold, corpus)
    finder = Finder(TEXT)
    finder.find("target", "铁产量达到44吨", "44吨")
    assert document.windows == ((0, len(TEXT)),)
    assert compare(document, finder.result).found["quantified target"] == 1


@pytest.mark.parametrize("note", ["borderline: a scope", "merge: repeats it", "third-party pledge"])
@pytest.mark.parametrize("kind", ["target", "norm", ""])
def test_optional_records_are_neither_right_nor_wrong(tmp_path: Path, note: str, kind: str) -> None:
    records = [
        annotate(TEXT, "油产量达到22吨", "22吨", note=note),
        annotate(TEXT, "气产量达到33吨", "33吨", note="attribute of a merge"),
    ]
    gold, corpus = write_gold(tmp_path, TEXT, records)
    finder = Finder(TEXT)
    finder.find("target", "气产量达到33吨", "33吨")
    if kind:
        finder.find(kind, "油产量达到22吨", "22吨")
    outcome = compare(read_gold(gold, corpus)[0], finder.result)
    assert outcome.expected.total() == outcome.found.total() == outcome.right.total() == 1


def test_a_text_that_was_changed_is_refused(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [])
    write_windows(gold, TEXT, (0, 5))
    (corpus / f"{NAME}.txt").write_text(TEXT + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"zh_plan_a.txt: not the text that was annotated"):
        read_gold(gold, corpus)


def test_a_window_that_leaves_the_text_is_refused(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [])
    write_windows(gold, TEXT, (0, len(TEXT) + 1))
    with pytest.raises(GoldError, match=rf"0-{len(TEXT) + 1} is no stretch"):
        read_gold(gold, corpus)
