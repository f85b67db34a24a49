"""Extraction: fields, evidence, modality, structure, and text made to hurt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.extraction import extract
from graph_builder.folding import fold

if TYPE_CHECKING:
    from graph_builder.extraction import Extraction

INTERVIEW = (
    "2022年11月9日\n建设“两个典范”,持续增进民生福祉。连续四届蝉联全国文明城市。我们将持续努力。"
    "一是建设生态治理典范。深入贯彻“推进绿色低碳发展”重要要求,建成全国生态文明建设示范市。"
    "二是建设共同富裕典范。保持居民收入增长和经济增长基本同步,蝉联国家卫生城市。"
)
HOSTILE = {
    "digits": "1" * 200_000,
    "opening quotes": "“" * 200_000,
    "quote pairs": "“”" * 100_000,
    "brackets": "（" * 200_000,
    "endless sentence": "建设" * 100_000,
    "values": "5万吨" * 50_000,
    "listed values": "、5%" * 66_000,
    "commas in digits": "1," * 100_000,
    "times": "到2025年" * 33_000,
}


def read(text: str) -> Extraction:
    return extract(text, language="zh", issued=date(2022, 11, 9))


def test_structure_and_announced_count() -> None:
    result = read(INTERVIEW)
    goals = [s for s in result.statements if s.kind == "goal"]
    assert [goal.declared_part_count for goal in goals] == [2, None, None]
    assert [goal.part_of for goal in goals] == [None, goals[0].id, goals[0].id]
    assert [(a.count, a.found) for a in result.announcements] == [(2, 2)]


def test_wrong_announced_count_goes_to_review() -> None:
    result = read(INTERVIEW.replace("两个典范", "三个典范"))
    assert "announced-count-differs" in {doubt.reason for doubt in result.doubts}


def test_status_is_gained_or_kept_and_a_held_one_is_no_commitment() -> None:
    result = read(INTERVIEW)
    aims = {
        str(s.evidence[0].quote): s.status_aim
        for s in result.statements
        if s.kind == "target" and s.aspired_status
    }
    assert aims == {"建成全国生态文明建设示范市": "gain", "蝉联国家卫生城市": "keep"}
    held = [s for s in result.statements if "连续四届" in str(s.evidence[0].quote)]
    assert [s.kind for s in held] == ["achievement"]


def test_quotation_marks_alone_cite_nothing() -> None:
    text = "2022年工作要点\n推进“风光氢储车”五大产业发展,落实“推进能源革命”重要要求。"
    cited = [c.quote for s in read(text).statements for c in s.citations]
    assert cited == ["推进能源革命"]


def test_deadline_basis_and_elided_metric() -> None:
    text = (
        "访谈\n到“十四五”末,煤炭产量达到3亿吨,电力装机突破1亿千瓦。“十五五”末产能超3万吨,超5万吨。"
    )
    found = [s for s in read(text).statements if s.kind == "target"]
    assert [s.deadline_basis for s in found] == ["stated", "carried", "stated", "carried"]
    assert found[2].metric == found[3].metric


@pytest.mark.parametrize("text", ["今年预计增长5%。", "应当不低于5公里。"])
def test_forecast_and_norm_are_no_commitments(text: str) -> None:
    result = read("2022年工作要点\n" + text)
    assert not result.statements
    assert len(result.remarks) == 1


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_is_read_to_its_end_and_proved(name: str) -> None:
    text = HOSTILE[name]
    result = read(text)
    spans = [span for statement in result.statements for span in statement.evidence]
    assert all(text[span.start : span.end] == span.quote for span in spans)
    assert len(result.statements) <= len(text)


@pytest.mark.parametrize("text", ["", "\n\n", "。", "5%", "到2025年", "“", "10亿吨"])
def test_scraps_of_text_are_read(text: str) -> None:
    assert isinstance(read(text).statements, list)


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="到2025年“”十四五末，。、5%万吨超以上建成一是（）\n：1.已將達", max_size=80)
)
def test_every_quote_is_the_text_at_its_offsets(text: str) -> None:
    result = read(text)
    for statement in (*result.statements, *result.remarks):
        for span in (*statement.evidence, *statement.citations):
            assert text[span.start : span.end] == span.quote
    for note in (*result.traces, *result.doubts):
        assert text[note.start : note.end] == note.quote


def test_scripts_and_signs_change_nothing() -> None:
    simple = "2022年工作要点\n到2025年，煤炭产量达到10亿吨以上。"
    twin = "2022年工作要點\n到2025年,煤炭產量達到１０億噸以上。"
    one, other = read(simple).statements, read(twin).statements
    assert [(s.value, s.unit, s.deadline) for s in one] == [
        (s.value, s.unit, s.deadline) for s in other
    ]
    assert fold(str(one[0].evidence[0].quote)) == fold(str(other[0].evidence[0].quote))


def test_size_of_a_project_is_no_value_but_a_reached_one_is() -> None:
    text = "2022年工作要点\n推动青海辉源20万吨铝板带箔项目建设，煤炭产量达到10亿吨并保持稳定。"
    result = read(text)
    values = [s.value for s in result.statements if s.kind == "target" and s.value is not None]
    assert values == [1_000_000_000]
    assert "attribute-not-value" in {doubt.reason for doubt in result.doubts}


@pytest.mark.parametrize(
    ("text", "language", "comparator", "value"),
    [
        ("2026年，单位GDP能耗降低3.5%以上。", "zh-Hans", "at-most", "-3.5"),
        ("2026年，在上年降低的基础上，单位GDP能耗提高3.5%以上。", "zh-Hans", "at-least", "3.5"),
        ("2026年，PM2.5浓度下降至28微克/立方米。", "zh-Hans", "equal", "28"),
        ("We will cut emissions by at least 55% by 2030.", "en", "at-most", "-55"),
        ("We will deliver a 40% reduction in waste by 2035.", "en", "equal", "-40"),
        ("We will increase recycling by at least 20% by 2030.", "en", "at-least", "20"),
        ("We will halve food waste by 2030.", "en", "equal", "-50"),
        ("We will achieve 25% energy reductions by 2030.", "en", "equal", "-25"),
        ("Emissions will be 40% lower by 2030 than in 1990.", "en", "equal", "-40"),
        ("We will keep unemployment below 5% by 2030.", "en", "less-than", "5"),
        ("2027年鼠患黑點數目至少減半。", "zh-Hant-HK", "at-most", "-50"),
    ],
)
def test_reduction_is_a_negative_change(
    text: str, language: str, comparator: str, value: str
) -> None:
    found = extract(text, language=language, issued=date(2026, 1, 20)).statements
    assert [(s.comparator, str(s.value)) for s in found if s.kind == "target"] == [
        (comparator, value)
    ]


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("到2030年，覆盖率由目前的30%提高到50%。", "zh-Hans", [("覆盖率", "50")]),
        ("到2030年，供应量较目前增加20%。", "zh-Hans", [("供应量", "20")]),
        ("今年改造面积达100万平方米。", "zh-Hans", [("改造面积", "1000000")]),
        (
            "今年开工建设高速公路3条120公里，新建学校5所3000个学位，建设3座35万千瓦光热电站。",
            "zh-Hans",
            [
                ("高速公路", "3"),
                ("高速公路", "120"),
                ("新建学校", "5"),
                ("学位", "3000"),
                ("35万千瓦光热电站", "3"),
            ],
        ),
        ("由2026年4月起，標準金額將上調2.3%。", "zh-Hant-HK", [("標準金額", "2.3")]),
        ("力爭在2027年年中，把充電樁數目增加至20 000個。", "zh-Hant-HK", [("充電樁數目", "20000")]),
        ("雇用人數達100人以上者，應進用身心障礙者。", "zh-Hant-TW", []),
    ],
)
def test_value_is_read_with_the_metric_that_it_measures(
    text: str, language: str, read: list[tuple[str, str]]
) -> None:
    result = extract(text, language=language, issued=date(2026, 1, 20))
    targets = [s for s in result.statements if s.kind == "target"]
    assert [(result.find_metric(s.metric), str(s.value)) for s in targets] == read


def test_deadlines_of_a_plan_stay_in_their_sections() -> None:
    text = (
        "某省“十四五”规划\n第一章 主要目标\n"
        "到2025年，森林覆盖率达到30%。空气质量优良天数比率达到87%。湿地保护率不低于55%。\n"
        "展望2035年，PM2.5浓度降至25微克/立方米以下。\n"
        "第二章 重点任务\n（一）淘汰10万千瓦以下燃煤锅炉。新增产业园区8个。\n"
        "（二）企业应当安装监测设备，传输率不低于90%。\n"
    )
    statements = extract(text, language="zh-Hans", issued=date(2021, 12, 30)).statements
    found = [(str(s.value), str(s.deadline)) for s in statements if s.kind == "target"]
    assert found == [
        ("30", "2025-12-31"),
        ("87", "2025-12-31"),
        ("55", "2025-12-31"),
        ("25", "2035-12-31"),
        ("8", "2025-12-31"),
    ]
