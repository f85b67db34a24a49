"""Every field says where it was read; bindingness, baselines and programmes come from words."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.extraction import Extraction, extract

TITLE = "2026年某市工作要点\n"


def read(text: str, language: str = "zh") -> Extraction:
    return extract(text, language=language, issued=date(2026, 1, 10))


def trace(result: Extraction, field: str) -> list[tuple[str, str]]:
    return [(t.quote, t.basis) for t in result.traces if t.field == field]


def test_every_field_of_a_target_has_its_characters() -> None:
    text = "（一）加快建设能源强市。到2030年，鄂尔多斯市煤炭产量比2020年增加10亿吨以上"
    text += "（牵头单位：能源局）。其中新能源装机1万千瓦。"
    result = read(TITLE + text)
    whole, part = [s for s in result.statements if s.kind == "target"]
    assert {t.field: (t.quote, t.basis) for t in result.traces if t.statement == whole.id} == {
        "deadline": ("到2030年", "stated"),
        "metric": ("鄂尔多斯市煤炭产量", "stated"),
        "value": ("10亿吨以上", "stated"),
        "comparator": ("以上", "stated"),
        "unit": ("亿吨", "stated"),
        "baseline": ("比2020年", "stated"),
        "place": ("鄂尔多斯市", "stated"),
        "undertaken_by": ("能源局", "stated"),
        "target_of": ("（一）加快建设能源强市", "carried"),
    }
    assert ("target_of", "carried") in {
        (t.field, t.basis) for t in result.traces if t.statement == part.id
    }


def test_a_place_that_opens_the_name_of_a_metric_is_no_part_of_it() -> None:
    result = read(TITLE + "鄂尔多斯市煤炭产量达到10亿吨以上。")
    target = next(s for s in result.statements if s.kind == "target")
    assert (result.find_metric(target.metric), target.place) == ("煤炭产量", "cn:ordos")


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (TITLE + "单位能耗比2020年下降13.5%。", "zh", "比2020年"),
        (TITLE + "保费由每生每年5元提高至10元。", "zh", "由每生每年5元"),
        (
            "Climate Plan 2026\nReduce emissions by 55% below 1990 levels by 2030.",
            "en",
            "below 1990 levels",
        ),
    ],
)
def test_a_baseline_is_traced(text: str, language: str, words: str) -> None:
    assert trace(read(text, language), "baseline") == [(words, "stated")]


@pytest.mark.parametrize(
    ("text", "code", "basis"),
    [
        ("约束性指标：单位能耗下降13.5%。", "binding", "stated"),
        ("一、预期性指标\n煤炭产量达到10亿吨以上。", "anticipatory", "carried"),
        ("煤炭产量（约束性）达到10亿吨以上。", "binding", "stated"),
        ("力争煤炭产量达到10亿吨以上。", None, None),
    ],
)
def test_bindingness_is_what_the_words_say(text: str, code: str | None, basis: str | None) -> None:
    result = read(TITLE + text)
    assert [s.bindingness for s in result.statements if s.kind == "target"] == [code]
    assert {t.basis for t in result.traces if t.field == "bindingness"} == {basis} - {None}


def test_two_kinds_of_bindingness_in_one_sentence_go_to_review() -> None:
    result = read(TITLE + "单位能耗下降3%，为约束性指标，产量达到9万吨，为预期性指标。")
    assert {s.bindingness for s in result.statements} == {None}
    assert "bindingness-unclear" in {doubt.reason for doubt in result.doubts}


def test_a_named_plan_is_a_programme() -> None:
    result = read(TITLE + "实施健康城市行动。深入实施“十大工程”。推进植树造林。")
    kinds = {str(s.evidence[0].quote): s.kind for s in result.statements}
    assert kinds == {
        "实施健康城市行动": "programme",
        "深入实施“十大工程”": "programme",
        "推进植树造林": "action",
    }


def test_a_programme_that_opens_a_paragraph_is_made_up_of_its_actions() -> None:
    result = read(TITLE + "实施健康城市行动。推进全民健身。加强疾病预防。\n推进植树造林。")
    programme, *others = result.statements
    assert [s.part_of for s in others] == [programme.id, programme.id, None]


def test_what_a_programme_lists_is_part_of_it() -> None:
    result = read(TITLE + "实施城市更新行动：改造老旧小区，完善公园，推进绿化。")
    programme, *parts = result.statements
    assert (programme.kind, [s.part_of for s in parts]) == ("programme", [programme.id] * 3)


def ratios(result: Extraction) -> dict[str, tuple[str, str]]:
    """Of each metric that is a ratio: what is divided, and by what."""
    find = result.find_metric
    return {
        find(m.id): (find(m.numerator), find(m.denominator)) for m in result.metrics if m.numerator
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "电力装机突破1亿千瓦，其中新能源装机占比超50%。",
            {"新能源装机占比": ("新能源装机", "电力装机")},
        ),
        (
            "非化石能源消费占能源消费总量比重达到20%。",
            {"非化石能源消费占能源消费总量比重": ("非化石能源消费", "能源消费总量")},
        ),
        ("新能源装机占比超50%。", {}),
        ("森林覆盖率达到20%。", {}),
    ],
    ids=["part of the metric before", "both named", "no whole", "no ratio"],
)
def test_a_ratio_names_what_is_divided_and_by_what(
    text: str, found: dict[str, tuple[str, str]]
) -> None:
    assert ratios(read(TITLE + text)) == found
