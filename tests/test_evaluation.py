"""Evaluation against gold made by hand: every expected number is counted beside it."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graph_builder.cli import polcom
from graph_builder.errors import UsageError
from graph_builder.evaluation import (
    GoldError,
    choose_faults,
    evaluate,
    read_gold,
    write_evaluation,
    write_faults,
)
from graph_builder.evaluation.intervals import average_f1, draw_interval, score_f1
from graph_builder.extraction import Extraction

from .evaluation import (
    NAME,
    Finder,
    annotate,
    locate,
    score,
    score_all,
    write_gold,
    write_windows,
)

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "今年煤炭产量达到11吨。油产量达到22吨。气产量达到33吨。铁产量达到44吨。"
COAL, OIL, GAS, IRON = "煤炭产量达到11吨", "油产量达到22吨", "气产量达到33吨", "铁产量达到44吨"
TARGETS = ("statements by kind", "quantified target")
FIELDS = "fields of matched quantified targets"


def find(finder: Finder, *quotes: str) -> None:
    for quote in quotes:
        finder.find("target", quote, quote[-3:])


# Windows and optional records


def test_what_starts_outside_the_windows_is_not_scored(tmp_path: Path) -> None:
    gold, _ = write_gold(tmp_path, TEXT, [])
    write_windows(gold, TEXT, locate(TEXT, "油产量达到22吨。气产量达到33吨。"))
    finder = Finder(TEXT)
    find(finder, COAL, OIL, GAS, IRON)
    outcome = score(tmp_path, TEXT, [annotate(TEXT, OIL, "22吨")], finder.result)
    # in the window: oil (right) and gas (not in the gold); coal and iron are outside
    assert outcome.tallies[TARGETS] == (1, 2, 1)


def test_a_value_in_a_window_counts_where_its_clause_begins_before(tmp_path: Path) -> None:
    gold, _ = write_gold(tmp_path, TEXT, [])
    write_windows(gold, TEXT, locate(TEXT, "到22吨。"))
    finder = Finder(TEXT)
    find(finder, OIL)
    assert score(tmp_path, TEXT, [], finder.result).tallies[TARGETS] == (0, 1, 0)


def test_without_windows_the_whole_text_is_scored(tmp_path: Path) -> None:
    finder = Finder(TEXT)
    find(finder, IRON)
    outcome = score(tmp_path, TEXT, [annotate(TEXT, OIL, "22吨")], finder.result)
    assert outcome.tallies[TARGETS] == (1, 1, 0)


@pytest.mark.parametrize("note", ["borderline: a scope", "merge: repeats it", "third-party pledge"])
@pytest.mark.parametrize("kind", ["target", "norm", ""])
def test_optional_records_are_neither_right_nor_wrong(tmp_path: Path, note: str, kind: str) -> None:
    records = [
        annotate(TEXT, OIL, "22吨", note=note),
        annotate(TEXT, GAS, "33吨", note="no merge"),
    ]
    finder = Finder(TEXT)
    find(finder, GAS)
    if kind:
        finder.find(kind, OIL, "22吨")
    outcome = score(tmp_path, TEXT, records, finder.result)
    kinds = {m: t for m, t in outcome.tallies.items() if m[0] == TARGETS[0]}
    assert kinds == {TARGETS: (1, 1, 1)}
    assert outcome.faults == []


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


def test_a_table_of_windows_without_a_column_is_refused(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [])
    write_windows(gold, TEXT, (0, 5)).write_text("document\tstart\tend\n", encoding="utf-8")
    with pytest.raises(GoldError, match="no column sha256"):
        read_gold(gold, corpus)


GOOD = {"id": "a", "kind": "target", "start": 0, "end": 2, "quote": "今年"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json}", r"zh_plan_a.jsonl:1: the line: Invalid JSON.*; correct the record"),
        ("[]", r"jsonl:1: the line: Input should be an object"),
        (GOOD | {"quote": "油产"}, r"jsonl:1: a: the quote is not at its offsets"),
        (GOOD | {"quote": None}, r"jsonl:1: quote: Input should be a valid string"),
        (GOOD | {"kind": "promise"}, r"jsonl:1: kind: Input should be 'goal'"),
        (GOOD | {"start": -1}, r"jsonl:1: start: Input should be greater"),
        (GOOD | {"start": 2, "quote": ""}, r"start 2 is not before end 2"),
        (GOOD | {"comparator": "ca."}, r"jsonl:1: comparator: Input should be '>='"),
        (GOOD | {"norm_value": "many"}, r"jsonl:1: norm_value: Input should be a valid decimal"),
        (GOOD | {"deadline": "2030"}, r"jsonl:1: deadline: .*write an ISO date"),
        (GOOD | {"value": 1, "value_start": 1, "value_end": 9}, r"value at 1-9 lies outside"),
    ],
    ids=str,
)
def test_a_gold_line_that_cannot_be_used_is_named(
    tmp_path: Path, line: str | dict[str, object], said: str
) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [])
    text = line if isinstance(line, str) else json.dumps(line)
    (gold / f"{NAME}.jsonl").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=said):
        read_gold(gold, corpus)


def test_two_records_of_one_id_are_refused(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [GOOD, GOOD])
    with pytest.raises(GoldError, match="id 'a' occurs twice"):
        read_gold(gold, corpus)


def test_a_text_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [])
    (corpus / f"{NAME}.txt").write_bytes("油".encode("gb18030"))
    with pytest.raises(GoldError, match=r"zh_plan_a.txt: no UTF-8 at byte 0"):
        read_gold(gold, corpus)


# Kinds, groups and intervals


def test_precision_recall_and_both_averages(tmp_path: Path) -> None:
    other = "镍产量达到55吨。锡产量达到66吨。"
    first = [annotate(TEXT, quote, quote[-3:]) for quote in (COAL, OIL, GAS)]
    write_gold(tmp_path, TEXT, first)
    gold, corpus = write_gold(
        tmp_path, other, [annotate(other, "镍产量达到55吨", "55吨")], "zh_tw_b"
    )
    one, two = Finder(TEXT), Finder(other)
    find(one, COAL, OIL, IRON)
    find(two, "镍产量达到55吨")
    evaluation = score_all(gold, corpus, {NAME: one.result, "zh_tw_b": two.result})
    row = evaluation.find("quantified target")
    # 3 + 1 expected, 3 + 1 found, 2 + 1 right
    assert (row.expected, row.found, row.right) == (4, 4, 3)
    assert (row.precision, row.recall, row.f1) == (0.75, 0.75, 0.75)
    # F1 of the documents: 2*2/6 and 1; their mean
    assert row.macro == pytest.approx((2 / 3 + 1) / 2)
    # of two documents, the first alone and the second alone are the extremes
    assert row.interval == (pytest.approx(2 / 3), 1)
    assert evaluation.find("quantified target", "language zh-Hant-TW").f1 == 1
    assert evaluation.find("quantified target", "genre plan").f1 == pytest.approx(2 / 3)
    assert evaluation.find("quantified target", f"document {NAME}").interval is None


def test_one_document_has_no_interval_and_none_has_no_score() -> None:
    assert draw_interval([(1, 1, 1)], score_f1) is None
    assert draw_interval([(1, 1, 1), (0, 0, 0)], score_f1) is None
    assert average_f1([(0, 0, 0)]) is None
    # the document without anything does not lower the mean
    assert average_f1([(1, 1, 1), (0, 0, 0), (2, 2, 1)]) == 0.75


def test_one_statement_answers_one_record(tmp_path: Path) -> None:
    finder = Finder(TEXT)
    find(finder, OIL)
    records = [annotate(TEXT, OIL, "22吨", id="a"), annotate(TEXT, OIL, "22吨", id="b")]
    assert score(tmp_path, TEXT, records, finder.result).tallies[TARGETS] == (2, 1, 1)


def test_two_metrics_of_one_number_are_told_apart(tmp_path: Path) -> None:
    text = "油和气产量各达到22吨。"
    quote = "油和气产量各达到22吨"
    finder = Finder(text)
    finder.find("target", quote, "22吨", metric="气产量")
    finder.find("target", quote, "22吨", metric="油产量")
    records = [
        annotate(text, quote, "22吨", id="a", metric="油产量"),
        annotate(text, quote, "22吨", id="b", metric="气产量"),
    ]
    outcome = score(tmp_path, text, records, finder.result)
    assert outcome.tallies[FIELDS, "metric, strict"].right == 2


def test_actions_and_unnumbered_targets_also_count_as_one_kind(tmp_path: Path) -> None:
    text = "推进新城建设。建成示范城市。"
    records = [
        annotate(text, "推进新城建设", kind="action"),
        annotate(text, "建成示范城市", kind="target"),
    ]
    finder = Finder(text)
    finder.find("action", "推进新城建设")
    finder.find("action", "建成示范城市")
    tallies = score(tmp_path, text, records, finder.result).tallies
    assert tallies["statements by kind", "action"] == (1, 2, 1)
    assert tallies["statements by kind", "other target"] == (1, 0, 0)
    assert tallies["statements by kind", "action or other target"] == (2, 2, 2)


# Fields


def test_each_field_is_judged_by_itself(tmp_path: Path) -> None:
    records = [
        annotate(
            TEXT,
            OIL,
            "22吨",
            norm_value=-22000,
            norm_unit="kg",
            comparator=">=",
            change_type="growth_rate",
            baseline="上年",
            deadline="2030-12-31",
            deadline_basis="inherited",
            metric="全市油产量",
        )
    ]
    finder = Finder(TEXT)
    fields = {"value": 22, "unit": "t", "comparator": "at-most", "expressed_as": "annual-growth"}
    finder.find(
        "target", OIL, "22吨", **fields, metric="油产量", deadline="2030-12-31",
        deadline_basis="stated",
    )  # fmt: skip
    outcome = score(tmp_path, TEXT, records, finder.result)
    found = {name: t.right for (section, name), t in outcome.tallies.items() if section == FIELDS}
    assert found == {
        "value": 1,  # 22 t are 22,000 kg
        "unit": 1,
        "comparator": 0,
        "direction": 0,  # the gold has a decrease
        "change": 1,
        "baseline": 0,  # none was extracted
        "deadline": 1,
        "deadline basis": 0,
        "metric, lenient": 1,  # one name within the other
        "metric, strict": 0,
        "value, unit and comparator": 0,
        "all fields": 0,
    }


def test_what_the_gold_does_not_say_is_not_asked(tmp_path: Path) -> None:
    record = annotate(TEXT, OIL, "22吨", norm_value=None, norm_unit=None, change_type=None)
    finder = Finder(TEXT)
    find(finder, OIL)
    outcome = score(tmp_path, TEXT, [record], finder.result)
    names = {name for section, name in outcome.tallies if section == FIELDS}
    assert names == {
        "comparator", "deadline", "metric, lenient", "metric, strict",
        "value, unit and comparator", "all fields",
    }  # fmt: skip
    assert outcome.tallies[FIELDS, "all fields"] == (1, 1, 1)


def test_a_baseline_is_read_from_where_it_was_found(tmp_path: Path) -> None:
    finder = Finder("比上年提高，油产量达到22吨。")
    name = finder.find("target", OIL, "22吨")
    finder.trace(name, "baseline", "比上年")
    record = annotate(finder.text, OIL, "22吨", baseline="上年")
    outcome = score(tmp_path, finder.text, [record], finder.result)
    assert outcome.tallies[FIELDS, "baseline"] == (1, 1, 1)


@pytest.mark.parametrize(
    ("high", "upper", "right"), [(3, 3, 1), (3, 4, 0), (3, None, 0), (None, 3, 0)]
)
def test_both_ends_of_a_range_count(
    tmp_path: Path, high: int | None, upper: int | None, right: int
) -> None:
    finder = Finder(TEXT)
    finder.find("target", OIL, "22吨", upper_value=upper)
    record = annotate(TEXT, OIL, "22吨", norm_value_high=high)
    outcome = score(tmp_path, TEXT, [record], finder.result)
    assert outcome.tallies[FIELDS, "value"].right == right


def test_a_wrong_unit_is_not_a_wrong_value_too(tmp_path: Path) -> None:
    finder = Finder(TEXT)
    finder.find("target", OIL, "22吨", value=33, unit="person")
    record = annotate(TEXT, OIL, "22吨", norm_value=33, norm_unit="%")
    tallies = score(tmp_path, TEXT, [record], finder.result).tallies
    assert (tallies[FIELDS, "value"].right, tallies[FIELDS, "unit"].right) == (1, 0)


# Leakage, structure, directives, review


def test_leakage_counts_each_kind_apart(tmp_path: Path) -> None:
    records = [
        annotate(TEXT, COAL, "11吨", kind="achievement"),
        annotate(TEXT, OIL, "22吨", kind="norm"),
        annotate(TEXT, GAS, "33吨", kind="norm"),
        annotate(TEXT, IRON, "44吨", kind="forecast"),
    ]
    finder = Finder(TEXT)
    finder.find("achievement", COAL, "11吨")
    find(finder, OIL, IRON)
    tallies = score(tmp_path, TEXT, records, finder.result).tallies
    assert tallies["leakage", "achievement"] == (1, 1, 0)
    assert tallies["leakage", "norm"] == (2, 2, 1)
    assert tallies["leakage", "forecast"] == (1, 1, 1)
    assert tallies["leakage", "all with a number"] == (4, 4, 2)


def test_an_achievement_taken_for_an_action_has_leaked(tmp_path: Path) -> None:
    text = "建成示范城市。推进新城建设。"
    records = [
        annotate(text, "建成示范城市", kind="achievement"),
        annotate(text, "推进新城建设", kind="achievement"),
    ]
    finder = Finder(text)
    finder.find("action", "建成示范城市")
    finder.find("achievement", "推进新城建设")
    tallies = score(tmp_path, text, records, finder.result).tallies
    assert tallies["leakage", "achievement without a number"] == (2, 2, 1)


def test_parents_and_the_tree_of_goals(tmp_path: Path) -> None:
    text = "建设强市。发展工业。油产量达到22吨。推进绿化。"
    records = [
        annotate(text, "建设强市", kind="goal", id="g"),
        annotate(text, "发展工业", kind="subgoal", id="s", parent="g"),
        annotate(text, OIL, "22吨", id="t", parent="s"),
        annotate(text, "推进绿化", kind="action", id="a"),
    ]
    finder = Finder(text)
    top = finder.find("goal", "建设强市")
    finder.find("goal", "发展工业", part_of=top)
    finder.find("target", OIL, "22吨", target_of=top)
    finder.find("action", "推进绿化")
    outcome = score(tmp_path, text, records, finder.result)
    # asked of the sub-goal (right) and of the target (hangs on the goal); nobody has parents else
    assert outcome.tallies["structure", "parent"] == (2, 2, 1)
    assert outcome.tallies["structure", "edges between goals"] == (1, 1, 1)
    assert [(f.kind, f.expected, f.got) for f in outcome.faults] == [
        ("wrong parent", "发展工业", "建设强市")
    ]


def test_a_parent_where_the_gold_has_none_is_wrong(tmp_path: Path) -> None:
    text = "建设强市。推进绿化。"
    records = [
        annotate(text, "建设强市", kind="goal"),
        annotate(text, "推进绿化", kind="action"),
    ]
    finder = Finder(text)
    finder.find("action", "推进绿化", advances=finder.find("goal", "建设强市"))
    outcome = score(tmp_path, text, records, finder.result)
    assert outcome.tallies["structure", "parent"] == (1, 1, 0)


CITING = "落实“推进绿色发展”重要要求，牢记“三个务必”，实施“双提升”行动，建设强市。"
TABLE = (
    ("seed_quote", "seed_start", "seed_end", "use", "match_in_report", "report_start",
     "report_end", "note"),
    ("推进绿色发展", "3", "9", "directive quote", "verbatim", "100", "106", ""),
    ("三个务必", "18", "22", "", "not in report", "", "", "a later name"),
    ("双提升", "27", "30", "", "not in report", "", "", ""),
)  # fmt: skip


def test_citations_and_links_are_held_against_the_table(tmp_path: Path) -> None:
    assert [CITING[3:9], CITING[18:22], CITING[27:30]] == ["推进绿色发展", "三个务必", "双提升"]
    records = [annotate(CITING, "建设强市", kind="goal")]
    gold, _ = write_gold(tmp_path, CITING, records)
    rows = "".join("\t".join(row) + "\n" for row in TABLE)
    (gold / f"{NAME}.directives.tsv").write_text(rows, encoding="utf-8")
    finder = Finder(CITING)
    citations = [
        finder.cite("推进绿色发展", cites="report/d-1", resolution="verbatim"),
        finder.cite("三个务必"),
        finder.cite("双提升"),
    ]
    citations.append(finder.cite("建设强市"))
    finder.find("goal", "建设强市", citations=citations)
    right = score(tmp_path, CITING, records, finder.result, {"report/d-1": (100, 106)}).tallies
    # asked for: the first; may be found: the second; found besides: the third, a local name; the
    # fourth is no quotation
    assert right["directives", "citations"] == (1, 2, 1)
    assert right["directives", "links of citations"] == (1, 1, 1)
    wrong = score(tmp_path, CITING, records, finder.result, {"report/d-1": (90, 96)}).tallies
    assert wrong["directives", "links of citations"] == (1, 1, 0)
    unlinked = score(tmp_path, CITING, records, finder.result).tallies
    assert ("directives", "links of citations") not in unlinked


def test_without_a_table_the_records_say_what_is_cited(tmp_path: Path) -> None:
    records = [annotate(CITING, "建设强市", kind="goal", directives=["推进绿色发展", "三个务必"])]
    finder = Finder(CITING)
    finder.find("goal", "建设强市", citations=[finder.cite("推进绿色发展")])
    tallies = score(tmp_path, CITING, records, finder.result).tallies
    assert tallies["directives", "citations"] == (2, 1, 1)
    assert ("directives", "links of citations") not in tallies


def test_review_is_counted_within_the_windows(tmp_path: Path) -> None:
    gold, _ = write_gold(tmp_path, TEXT, [])
    write_windows(gold, TEXT, locate(TEXT, f"{OIL}。{GAS}。"))
    finder = Finder(TEXT)
    name = finder.find("target", OIL, "22吨")
    finder.doubt("油产量", name)
    finder.doubt(GAS)
    finder.doubt(IRON)
    records = [annotate(TEXT, OIL, "22吨"), annotate(TEXT, GAS, "33吨")]
    tallies = score(tmp_path, TEXT, records, finder.result).tallies
    # oil is a doubted statement, gas a doubt without one; iron lies outside
    section = "evidence and review"
    assert tallies[section, "sent to review, of statements in the windows"] == (2, 2, 2)
    assert tallies[section, "missed quantified targets that review shows"] == (1, 1, 1)
    assert tallies[section, "evidence exact"] == (2, 2, 2)


def test_repeats_made_one_are_asked_of_the_gold(tmp_path: Path) -> None:
    text = "油产量达到22吨。\n（一）油产量达到33吨。\n（二）油产量达到44吨。\n"
    finder = Finder(text)
    for number in ("22吨", "33吨", "44吨"):
        name = finder.find("target", f"油产量达到{number}", number)
        finder.result.statements[-1] = finder.result.statements[-1].model_copy(
            update={"metric": "metric-0"}
        )
        assert name
    records = [
        annotate(text, "油产量达到22吨", "22吨", metric="油产量"),
        annotate(text, "油产量达到33吨", "33吨", metric="油产量"),
        annotate(text, "油产量达到44吨", "44吨", metric="豆油产量"),
    ]
    tallies = score(tmp_path, text, records, finder.result).tallies
    # all three are made one; the second repeats the first, the third does not
    measure = ("evidence and review", "repeats made one that are one in the gold")
    assert tallies[measure] == (2, 2, 1)


# Errors


def test_errors_say_what_was_expected_and_why(tmp_path: Path) -> None:
    records = [
        annotate(TEXT, COAL, "11吨"),
        annotate(TEXT, OIL, "22吨", comparator=">="),
        annotate(TEXT, GAS, "33吨"),
    ]
    gold, corpus = write_gold(tmp_path, TEXT, records)
    finder = Finder(TEXT)
    finder.find("achievement", COAL, "11吨")
    find(finder, OIL, IRON)
    finder.doubt(GAS)
    evaluation = score_all(gold, corpus, {NAME: finder.result})
    chosen = choose_faults(evaluation, "all", None)
    assert [(f.kind, f.expected, f.got, f.reason) for f in chosen] == [
        ("false quantified target", "nothing", "quantified target", "not in the gold"),
        (
            "missed quantified target",
            "煤炭产量达到 equal 1 t",
            "achievement",
            "read as achievement",
        ),
        (
            "missed quantified target",
            "气产量达到 equal 1 t",
            "",
            "sent to review: commitment-unclear",
        ),
        ("wrong comparator", "at-least", "equal", ""),
        ("false achievement", "quantified target", "achievement", "gold has quantified target"),
    ]
    for fault in chosen:
        assert " ".join(TEXT[fault.start : fault.end].split()) == fault.quote
    assert write_faults(evaluation, choose_faults(evaluation, "missed", 1), "text") == (
        "missed quantified target: 2, 1 shown\n"
        f"  {NAME}:8-11  G-2\n"
        "    今年煤炭产量达到[11吨]。油产量达到22吨。气产量达到33吨。铁产量达到44吨。\n"
        "    expected: 煤炭产量达到 equal 1 t   got: achievement\n"
        "    read as achievement\n"
    )
    rows = json.loads(write_faults(evaluation, chosen, "json"))
    assert rows == [
        {**row, "start": int(row["start"]), "end": int(row["end"])}
        for row in csv.DictReader(io.StringIO(write_faults(evaluation, chosen, "csv")))
    ]
    with pytest.raises(UsageError, match="no errors of class 'deadlines'; there are: false quant"):
        choose_faults(evaluation, "deadlines", None)


def test_errors_of_held_out_documents_are_not_listed(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [])
    write_windows(gold, TEXT, (0, 5), part="heldout")
    evaluation = score_all(gold, corpus, {NAME: Extraction("zh")})
    with pytest.raises(GoldError, match="held out"):
        choose_faults(evaluation, "all", None)


# Output


def test_every_form_says_the_same_and_repeats_itself(tmp_path: Path) -> None:
    gold, corpus = write_gold(tmp_path, TEXT, [annotate(TEXT, OIL, "22吨")])
    finder = Finder(TEXT)
    find(finder, OIL, GAS)
    evaluation = score_all(gold, corpus, {NAME: finder.result})
    text = write_evaluation(evaluation, "text")
    assert text.splitlines()[0] == (
        "1 documents, 39 annotated characters, 1 records, of them 0 optional "
        "(found or not found: neither right nor wrong)"
    )
    line = next(line for line in text.splitlines() if line.startswith("quantified target "))
    assert line.split() == [
        "quantified",
        "target",
        "1",
        "1",
        "2",
        "1",
        "0.500",
        "1.000",
        "0.667",
        "0.667",
    ]
    (row,) = [
        r
        for r in json.loads(write_evaluation(evaluation, "json"))["rows"]
        if (r["measure"], r["group"]) == ("quantified target", "all")
    ]
    assert row == {
        "section": "statements by kind", "measure": "quantified target", "group": "all",
        "documents": 1, "expected": 1, "found": 2, "right": 1, "precision": 0.5, "recall": 1.0,
        "f1": 0.6667, "low": None, "high": None, "macro_f1": 0.6667, "macro_low": None,
        "macro_high": None,
    }  # fmt: skip
    cells = csv.DictReader(io.StringIO(write_evaluation(evaluation, "csv")))
    wanted = {name: "" if value is None else str(value) for name, value in row.items()}
    assert wanted in list(cells)
    again = score_all(gold, corpus, {NAME: finder.result})
    for form in ("text", "csv", "json"):
        assert write_evaluation(again, form) == write_evaluation(evaluation, form)


def test_every_number_is_the_baseline_to_beat(tmp_path: Path) -> None:
    text = "今年煤炭产量达到11吨。去年油产量22吨。"
    gold, corpus = write_gold(tmp_path, text, [annotate(text, COAL, "11吨")])
    row = score_all(gold, corpus, {}).find("every number")
    assert (row.expected, row.found, row.right) == (1, 2, 1)


def test_other_libraries_are_measured_in_the_same_run(tmp_path: Path) -> None:
    text = "到2030年煤炭产量达到11万吨，铁产量达到百分之九十五。已建油田22处。\n"
    records = [
        annotate(text, COAL[:-1] + "万吨", "11万吨", norm_value=110000, deadline="2030-12-31"),
        annotate(text, "铁产量达到百分之九十五", "百分之九十五", norm_value=95, norm_unit="%"),
    ]
    write_gold(tmp_path, text, records)
    english = "The city will plant 500 tonnes of wheat by 2030.\n"
    record = annotate(english, "plant 500 tonnes of wheat by 2030", "500 tonnes", norm_value=500)
    record["deadline"] = "2030-12-31"
    gold, corpus = write_gold(tmp_path, english, [record], "en_plan")
    evaluation = evaluate(gold, corpus, read=lambda d: (Extraction(d.language), None))
    assert evaluation.remarks == ()
    counts = {
        row.measure: (row.expected, row.found, row.right)
        for row in evaluation.rows
        if row.group == "all" and row.section.endswith(("targets", "libraries"))
    }
    del counts["every number"]
    readings = {name: count for name, count in counts.items() if ":" in name}
    # jieba finds 11万吨, quantulum3 the wheat
    assert counts["jieba words and cue words"] == (2, 1, 1)
    assert counts["quantulum3 units and cue words"] == (1, 1, 1)
    assert readings == {
        "value alone: polcom": (3, 3, 3),
        "value alone: cn2an": (2, 2, 2),
        "value alone: quantulum3": (1, 1, 1),
        "year of the deadline: polcom": (3, 3, 1),  # nothing extracted, one has no deadline
        "year of the deadline: dateparser": (3, 3, 2),  # of iron it takes the year of coal
    }


def test_a_library_that_is_not_installed_is_left_out_with_a_remark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jieba.posseg", None)
    monkeypatch.setitem(sys.modules, "cn2an", None)
    gold, corpus = write_gold(tmp_path, TEXT, [annotate(TEXT, OIL, "22吨")])
    evaluation = evaluate(gold, corpus, read=lambda d: (Extraction(d.language), None))
    assert evaluation.remarks == (
        "cn2an is not installed, so it is left out; add it with: pip install 'polcom[baselines]'",
        "jieba is not installed, so it is left out; add it with: pip install 'polcom[baselines]'",
    )
    measures = {row.measure for row in evaluation.rows}
    assert "jieba words and cue words" not in measures
    assert "year of the deadline: dateparser" in measures


# The command


def test_the_command_prints_tables_or_errors(tmp_path: Path) -> None:
    text = "2026年政府工作报告\n\n今年主要预期目标是：粮食产量1300万吨以上。\n"
    gold, corpus = write_gold(tmp_path, text, [annotate(text, "粮食产量1300万吨以上", "1300万吨")])
    call = [str(gold), "--corpus", str(corpus)]
    printed = CliRunner().invoke(polcom, ["evaluate", *call, "--no-libraries"])
    assert printed.exit_code == 0, printed.output
    assert "statements by kind" in printed.output
    printed = CliRunner().invoke(polcom, ["evaluate", *call, "--errors", "value", "-f", "csv"])
    # the gold made here has the value 1 t
    (row,) = csv.DictReader(io.StringIO(printed.output))
    assert (row["kind"], row["expected"], row["got"]) == ("wrong value", "1", "13000000")


def test_most_without_errors_is_misuse(tmp_path: Path) -> None:
    call = ["evaluate", str(tmp_path), "--corpus", str(tmp_path), "--most", "3"]
    assert isinstance(CliRunner().invoke(polcom, call).exception, UsageError)
