"""Who is to do what stands in a text, where, and whether the issuer says so at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction import extract

if TYPE_CHECKING:
    from graph_builder.extraction import Extraction

LIST = """2026年某市民生实事项目
1.实现城镇新增就业18万人以上（牵头单位：人社厅）。
2.将补贴提高到10元；新建幼儿园20所（国家发展改革委牵头，财政部、教育部按职责分工负责）。
3.推进垃圾分类。
"""


def read(text: str, language: str = "zh") -> Extraction:
    return extract(text, language=language, issued=date(2022, 1, 10))


def name_bodies(result: Extraction) -> dict[str, str | None]:
    """Of every action and target, by its first words, who undertakes it."""
    labels = {agent.id: next(iter(agent.label.values())) for agent in result.agents}
    return {
        str(s.evidence[0].quote)[:8]: labels.get(s.undertaken_by or "", s.undertaken_by)
        for s in result.statements
        if s.kind in {"action", "target"}
    }


def list_doubts(result: Extraction) -> list[tuple[str, str]]:
    return [(doubt.reason, doubt.quote) for doubt in result.doubts]


def test_bodies_in_brackets_govern_what_stands_before_them_in_the_line() -> None:
    assert name_bodies(read(LIST)) == {
        "1.实现城镇新增": "人社厅",
        "2.将补贴提高到": "cn:ndrc",
        "新建幼儿园20所": "cn:ndrc",
        "推进垃圾分类": None,
    }


def test_every_body_is_traced_and_the_leading_one_undertakes() -> None:
    result = read(LIST)
    target = next(s for s in result.statements if "幼儿园" in str(s.evidence[0].quote))
    traces = [t for t in result.traces if t.field == "undertaken_by"]
    named = [t.quote for t in traces if t.statement == target.id]
    assert named == ["国家发展改革委", "财政部", "教育部"]
    assert "several-bodies" not in {reason for reason, _ in list_doubts(result)}


def test_several_leading_bodies_go_to_review() -> None:
    result = read("2026年要点\n推进垃圾分类（牵头单位：住建厅、生态环境厅）。")
    assert ("several-bodies", "牵头单位：住建厅、生态环境厅") in list_doubts(result)


def test_a_bureau_in_brackets_in_hong_kong() -> None:
    text = "施政報告\n未來五年提供158 000個單位（房屋局）。\n推行智慧城市（創新科技及工業局）。"
    assert list(name_bodies(read(text, "zh-Hant-HK")).values()) == ["房屋局", "創新科技及工業局"]


def test_brackets_without_a_body_name_nobody() -> None:
    result = read("施政報告\n未來五年提供不少於158 000個單位（包括過渡性房屋）。")
    assert result.agents == []


@pytest.mark.parametrize("label", ["Responsible", "Lead department(s)", "Led by"])
def test_a_label_below_a_heading_governs_its_section(label: str) -> None:
    text = f"Climate Plan 2022\n## Reduce energy use\n{label}: Department of Energy\n"
    text += "We will install 500 heat pumps by 2030.\n## Grow trees\nPlant 10,000 trees by 2028.\n"
    assert name_bodies(read(text, "en")) == {
        "We will ": "Department of Energy",
        "Plant 10": None,
    }


def test_a_label_on_a_line_of_its_own_governs_what_stands_above_it() -> None:
    text = (
        "2022年工作要点\n推进植树。\n新建公园20个。\n责任单位：林草局\n扩大就业。\n责任单位：人社局"
    )
    result = read(text)
    assert list(name_bodies(result).values()) == ["林草局", "林草局", "人社局"]
    bases = {t.basis for t in result.traces if t.field == "undertaken_by"}
    assert bases == {"carried"}


def test_a_known_place_is_the_place_of_what_it_opens() -> None:
    result = read("2022年工作要点\n到2025年，鄂尔多斯市煤炭产量达到10亿吨以上。")
    assert [s.place for s in result.statements] == ["cn:ordos"]
    assert [(t.quote, t.basis) for t in result.traces if t.field == "place"] == [
        ("鄂尔多斯市", "stated")
    ]


def test_a_place_in_a_heading_is_carried_to_its_section() -> None:
    text = "2022年工作要点\n一、内蒙古自治区\n煤炭产量达到10亿吨以上。\n二、其他\n产量达到1亿吨。"
    result = read(text)
    assert [s.place for s in result.statements if s.kind == "target"] == [
        "cn:inner-mongolia",
        None,
    ]
    assert {t.basis for t in result.traces if t.field == "place"} == {"carried"}


@pytest.mark.parametrize(
    "text", ["提高安全生产水平。", "建设世界一流港口。", "合作区产值达到5亿元。"]
)
def test_words_that_merely_hold_a_name_are_no_place(text: str) -> None:
    assert {s.place for s in read(f"2022年工作要点\n{text}").statements} == {None}


def test_what_a_body_above_sets_goes_to_review() -> None:
    result = read(
        "2022年工作要点\n国务院提出，到2025年单位能耗下降13.5%。党中央确定的任务，坚决完成。"
    )
    assert ("set-by-another", "国务院") in list_doubts(result)
    assert ("set-by-another", "党中央") not in list_doubts(result)


def test_the_targets_of_another_region_go_to_review() -> None:
    text = "2022年河北省工作要点\n河北省粮食产量达到3700万吨。四川省粮食产量达到3500万吨。"
    assert [d for d in list_doubts(read(text)) if d[0] == "another-place"] == [
        ("another-place", "四川省")
    ]


@pytest.mark.parametrize(
    "piece", ["（财政部负责）", "责任单位：甲局\n", "推进改革（甲局牵头）", "四川省提出"]
)
def test_hostile_repetitions_are_read_to_their_end(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    for trace in read(text).traces:
        assert text[trace.start : trace.end] == trace.quote
