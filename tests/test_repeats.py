"""A commitment that a text states twice is one statement, with the evidence of both places."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.extraction import Extraction, extract, merge_repeats

TEXT = """2026年某市工作要点
一、主要任务
（一）加快建设能源强市。全市煤炭产量达到10亿吨以上。推进植树造林。
（二）着力改善民生。实现城镇新增就业2万人以上。
附件
2026年民生实事
1.实现城镇新增就业2万人以上（牵头单位：人社局）。
2.推进植树造林。
3.煤炭产量达到9亿吨以上。
"""


def read(text: str) -> Extraction:
    result = extract(text, language="zh", issued=date(2026, 1, 10))
    merge_repeats(result, text)
    return result


def test_a_target_of_the_text_and_of_its_list_is_one_with_both_places() -> None:
    result = read(TEXT)
    jobs = [s for s in result.statements if s.kind == "target" and s.value == 20_000]
    assert len(jobs) == 1
    assert [span.start for span in jobs[0].evidence if span.quote == "2万人以上"] == [
        TEXT.index("2万人以上"),
        TEXT.rindex("2万人以上"),
    ]


def test_what_only_one_of_the_places_says_is_kept() -> None:
    result = read(TEXT)
    job = next(s for s in result.statements if s.kind == "target" and s.value == 20_000)
    words = {s.id: str(s.evidence[0].quote) for s in result.statements}
    assert words[str(job.target_of)] == "（二）着力改善民生"
    assert [agent.id for agent in result.agents] == [job.undertaken_by]


def test_another_value_of_the_same_metric_is_another_target() -> None:
    values = {str(s.value) for s in read(TEXT).statements if s.kind == "target"}
    assert values == {"1000000000", "900000000", "20000"}


def test_actions_of_the_same_words_are_one() -> None:
    actions = [s for s in read(TEXT).statements if s.kind == "action"]
    assert [len(s.evidence) for s in actions if "植树" in str(s.evidence[0].quote)] == [2]


@pytest.mark.parametrize("bodies", [("甲局", "乙局")])
def test_other_actors_make_other_targets(bodies: tuple[str, str]) -> None:
    lines = (f"煤炭产量达到10亿吨以上（牵头单位：{body}）。" for body in bodies)
    result = read("2026年某市工作要点\n" + "\n".join(lines))
    assert sum(s.kind == "target" for s in result.statements) == 2


def test_every_reference_and_trace_names_a_statement_that_is_there() -> None:
    result = read(TEXT + TEXT)
    known = {s.id for s in (*result.statements, *result.remarks)}
    for statement in result.statements:
        for name in ("part_of", "target_of", "advances"):
            assert getattr(statement, name, None) in known | {None}
    assert {trace.statement for trace in result.traces} <= known
    assert {doubt.statement for doubt in result.doubts} <= known | {None}


def test_a_text_of_one_repeated_target_is_merged_at_once() -> None:
    result = read("2026年某市工作要点\n" + "煤炭产量达到10亿吨以上。\n" * 5000)
    assert [len(s.evidence) for s in result.statements] == [10_000]


def test_equal_targets_of_one_line_are_set_for_different_things() -> None:
    line = "Target: New homes: 5% electric by 2030; existing homes: 5% electric by 2030.\n"
    result = extract(line, language="en", issued=date(2026, 1, 10))
    count = len(result.statements)
    assert merge_repeats(result, line) == 0
    assert [s.kind for s in result.statements].count("target") == count == 2
