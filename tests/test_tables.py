"""Tables of targets in plain text, Markdown, HTML and DOCX, and tables that are none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import SimpleDocTemplate, Table

from graph_builder.extraction import extract
from graph_builder.model import Role
from graph_builder.readers import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.extraction import Extraction

DAY = date(2021, 3, 1)
BOX = """某省国民经济和社会发展第十四个五年规划纲要
专栏1 “十四五”时期经济社会发展主要指标
类别\t指标\t2020年\t2025年\t年均增速[累计]\t属性
经济发展\t1.地区生产总值（亿元）\t17360\t25000\t[6-8%]\t预期性
\t2.全员劳动生产率增长（%）\t—\t—\t（5.5）\t预期性
\t3.常住人口城镇化率（%）\t67.5\t≥69\t[1.5]\t预期性
绿色生态\t4.单位GDP能源消耗降低（%）\t-\t-\t[15]\t约束性
\t5.森林覆盖率（%）\t23\t23.5以上\t-\t约束性
注：[ ]内为五年累计数。
"""
ENGLISH = """# Climate Plan 2021

| Indicator | Unit | Baseline (2019) | 2030 target | Lead department |
|---|---|---|---|---|
| Greenhouse gas emissions | MtCO2e | 12.5 | 6.2 | Environment |
| Renewable electricity share | % | 35 | at least 80 | Energy |
| of which: solar | % | 5 | 20-25 | Energy |
"""


def read(text: str, language: str = "zh", **more: Any) -> Extraction:
    return extract(text, language=language, issued=DAY, **more)


def read_file(path: Path, language: str = "zh") -> Extraction:
    source = read_document(path)
    result = read(source.text, language, blocks=source.map)
    for statement in (*result.statements, *result.remarks):
        for span in statement.evidence:
            assert source.text[span.start : span.end] == span.quote
    return result


def rows(result: Extraction) -> list[tuple[str, ...]]:
    """Of each target: metric, comparator, value, unit, expression."""
    return [
        (
            result.find_metric(s.metric),
            str(s.comparator),
            f"{s.value.normalize():f}" + (f"-{s.upper_value:f}" if s.upper_value else ""),
            str(s.unit),
            str(s.expressed_as),
        )
        for s in result.statements
        if s.kind == "target" and s.value is not None
    ]


def test_a_box_of_indicators_in_plain_text() -> None:
    assert rows(read(BOX)) == [
        ("地区生产总值", "equal", "2500000000000", "CNY", "level"),
        ("地区生产总值", "between", "6-8", "%", "relative-change"),
        ("全员劳动生产率增长", "equal", "5.5", "%", "annual-growth"),
        ("常住人口城镇化率", "at-least", "69", "%", "level"),
        ("常住人口城镇化率", "equal", "1.5", "pp", "change"),
        ("单位GDP能源消耗降低", "equal", "15", "%", "relative-change"),
        ("森林覆盖率", "at-least", "23.5", "%", "level"),
    ]


def test_a_target_of_a_cell_is_dated_by_the_head_and_bound_by_the_row() -> None:
    targets = [s for s in read(BOX).statements if s.kind == "target"]
    assert {str(s.deadline) for s in targets} == {"2025-12-31"}
    assert {s.deadline_basis for s in targets} == {"carried"}
    assert [s.bindingness for s in targets] == ["anticipatory"] * 5 + ["binding"] * 2


def test_the_evidence_of_a_cell_is_metric_value_and_head() -> None:
    target = next(s for s in read(BOX).statements if s.kind == "target")
    spans = [(span.role, span.quote) for span in target.evidence]
    assert spans == [
        (Role.CLAUSE, "1.地区生产总值（亿元）"),
        (Role.CLAUSE, "25000"),
        (Role.VALUE, "25000"),
        (Role.DEADLINE, "2025年"),
    ]


def test_the_value_of_the_base_year_is_reached_and_is_the_baseline() -> None:
    result = read(BOX)
    reached = [s.id for s in result.statements if s.kind == "achievement"]
    assert [result.reported[name] for name in reached] == [
        ("地区生产总值", "=", "1736000000000", "CNY"),
        ("常住人口城镇化率", "=", "67.5", "%"),
        ("森林覆盖率", "=", "23", "%"),
    ]
    baselines = [t.quote for t in result.traces if t.field == "baseline"]
    assert baselines == ["17360", "17360", "67.5", "67.5", "23"]


@pytest.mark.parametrize("sign", ["\t", "   ", " | "])
def test_columns_apart_by_tabs_spaces_or_bars(sign: str) -> None:
    lines = (
        ("指标", "2020年", "2025年"),
        ("煤炭产量（亿吨）", "9", "10"),
        ("装机（万千瓦）", "12", "347"),
    )
    text = "某市“十四五”规划\n" + "\n".join(sign.join(line) for line in lines)
    assert rows(read(text)) == [
        ("煤炭产量", "equal", "1000000000", "t", "level"),
        ("装机", "equal", "3470000", "kW", "level"),
    ]


def test_a_markdown_table_in_english(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(ENGLISH, encoding="utf-8")
    wanted = [
        ("Greenhouse gas emissions", "equal", "6200000", "tCO2e", "level"),
        ("Renewable electricity share", "at-least", "80", "%", "level"),
        ("solar", "between", "20-25", "%", "level"),
    ]
    assert rows(read_file(path, "en")) == rows(read(ENGLISH, "en")) == wanted


def test_a_part_of_a_row_is_part_of_the_target_above() -> None:
    whole, part = [s for s in read(ENGLISH, "en").statements if s.kind == "target"][1:]
    assert (whole.part_of, part.part_of) == (None, whole.id)


def test_merged_heads_and_merged_metrics_in_html(tmp_path: Path) -> None:
    page = """<html lang="zh"><body><h1>某市“十四五”规划</h1><table>
    <tr><th rowspan="2">指标</th><th rowspan="2">单位</th><th colspan="2">现状值</th>
    <th colspan="2">规划目标</th></tr>
    <tr><th>2019年</th><th>2020年</th><th>2025年</th><th>2035年</th></tr>
    <tr><td>新能源装机</td><td>万千瓦</td><td>800</td><td>1,000</td><td>3,000</td><td>5,000</td></tr>
    <tr><td>森林覆盖率</td><td>%</td><td>26</td><td>27</td><td>27.5</td><td>不低于30</td></tr>
    </table></body></html>"""
    path = tmp_path / "plan.html"
    path.write_text(page, encoding="utf-8")
    result = read_file(path)
    assert rows(result) == [
        ("新能源装机", "equal", "30000000", "kW", "level"),
        ("新能源装机", "equal", "50000000", "kW", "level"),
        ("森林覆盖率", "equal", "27.5", "%", "level"),
        ("森林覆盖率", "at-least", "30", "%", "level"),
    ]
    days = [str(s.deadline) for s in result.statements if s.kind == "target"]
    assert days == ["2025-12-31", "2035-12-31"] * 2
    assert sum(s.kind == "achievement" for s in result.statements) == 4


def test_merged_cells_of_a_word_document(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("主要指标", 1)
    lines = (
        ("领域", "指标", "2020年", "2025年目标", "属性"),
        ("绿色", "空气质量优良天数比例（%）", "87", "达到90以上", "约束性"),
        ("", "PM2.5浓度（微克/立方米）", "33", "<30", "约束性"),
    )
    table = document.add_table(len(lines), len(lines[0]))
    for row, line in enumerate(lines):
        for column, words in enumerate(line):
            table.cell(row, column).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(tmp_path / "plan.docx")
    result = read_file(tmp_path / "plan.docx")
    assert rows(result) == [
        ("空气质量优良天数比例", "at-least", "90", "%", "level"),
        ("PM2.5浓度", "less-than", "30", "ug/m3", "level"),
    ]


def test_heads_with_years_of_the_republic() -> None:
    text = "某市2021年施政計畫\n指標\t109年\t114年目標\n再生能源占比（%）\t5\t20\n"
    targets = [s for s in read(text, "zh-Hant-TW").statements if s.kind == "target"]
    assert [(str(s.value), str(s.deadline)) for s in targets] == [("20", "2025-12-31")]


def test_a_table_of_a_pdf(tmp_path: Path) -> None:
    registerFont(UnicodeCIDFont("STSong-Light"))
    lines = [
        ["指标", "单位", "2020年", "2025年", "属性"],
        ["煤炭产量", "亿吨", "6.8", "7.5左右", "预期性"],
        ["非化石能源占比", "%", "12", "18以上", "约束性"],
    ]
    table = Table(lines, colWidths=[140, 60, 60, 60, 60])
    table.setStyle([("FONTNAME", (0, 0), (-1, -1), "STSong-Light")])
    SimpleDocTemplate(str(tmp_path / "plan.pdf")).build([table])
    assert rows(read_file(tmp_path / "plan.pdf")) == [
        ("煤炭产量", "about", "750000000", "t", "level"),
        ("非化石能源占比", "at-least", "18", "%", "level"),
    ]


def test_rows_of_years_are_read_like_columns_of_years() -> None:
    text = "某市“十四五”规划\n年份\t煤炭产量（亿吨）\t装机（万千瓦）\n"
    text += "2020年\t9\t100\n2025年\t10\t200\n"
    assert [row[:3] for row in rows(read(text))] == [
        ("煤炭产量", "equal", "1000000000"),
        ("装机", "equal", "2000000"),
    ]


def test_growth_without_a_bracket_in_a_column_for_both_is_per_cent() -> None:
    text = BOX.replace("[6-8%]", "6.5左右")
    assert ("地区生产总值", "about", "6.5", "%", "annual-growth") in rows(read(text))


@pytest.mark.parametrize(
    "table",
    [
        "表1 主要统计指标\n指标\t2018年\t2019年\n煤炭产量（亿吨）\t9\t10\n油（亿吨）\t3\t4\n",
        "2022年预算安排表\n项目\t2021年\t2022年\n教育支出（亿元）\t120\t130\n卫生支出（亿元）\t9\t8\n",
        "会议日程表\n内容\t时间\t2025年\n开幕式\t9:00\t10\n闭幕式\t17:00\t18\n",
    ],
    ids=["statistics", "budget", "timetable"],
)
def test_other_tables_set_no_target(table: str) -> None:
    assert rows(read("某市“十四五”规划\n" + table)) == []


def test_numbers_of_neighbouring_cells_never_fuse() -> None:
    text = "某市2021年工作要点\n指标\t2019年\t2020年\n建成岗位（个）\t12\t347\n"
    numbers = {s.value for s in read(text).statements if s.kind == "target"}
    assert 12347 not in numbers


def test_a_unit_that_is_not_known_goes_to_review() -> None:
    text = "某市“十四五”规划\n指标\t2020年\t2025年\n幸福感（荣誉点）\t9\t10\n装机（万千瓦）\t1\t2\n"
    result = read(text)
    assert [row[0] for row in rows(result)] == ["装机"]
    assert "unit-unknown" in {doubt.reason for doubt in result.doubts}


MEANS = """某市“十四五”规划
指标\t2020年\t2025年\t年均/累计\t属性
1.生产总值增长（%）\t2.1\t—\t保持在合理区间\t预期性
2.登记失业率（%）\t3.9*\t—\t<5.5\t预期性
3.增加值占比（%）\t8\t10\t—\t预期性
4.研发经费增长（%）\t—\t—\t>7、高于上期\t预期性
5.预期寿命（岁）\t77.3\t—\t〔1〕\t约束性
注：〔〕内为5年累计数，带*的为2019年数据。
"""


def test_a_mean_over_the_years_is_a_level_of_a_share_and_a_note_is_no_statement() -> None:
    result = read(MEANS)
    assert rows(result) == [
        ("登记失业率", "less-than", "5.5", "%", "level"),
        ("增加值占比", "equal", "10", "%", "level"),
        ("预期寿命", "equal", "1", "a", "change"),
    ]
    assert [result.reported[s.id][2] for s in result.statements if s.kind == "achievement"] == [
        "2.1",
        "3.9",
        "8",
        "77.3",
    ]


def test_a_cell_of_words_is_a_target_and_one_of_words_and_numbers_goes_to_review() -> None:
    result = read(MEANS)
    worded = [s for s in result.statements if s.kind == "target" and s.value is None]
    assert [(s.label["zh"], s.bindingness) for s in worded] == [
        ("生产总值增长 保持在合理区间", "anticipatory")
    ]
    assert [d.quote for d in result.doubts if d.reason == "cell-unclear"] == [">7、高于上期"]


def test_money_scales_and_nouns_in_english_cells() -> None:
    text = """City Plan 2021

| Metric | Definition | 2020 | 2025 Target | 2030 Target |
|---|---|---|---|---|
| **Fund volume** | total | $20K | $50K | $20M |
| Trees | planted | 1,200 | 10,000 trees | 25,000+ |
| Use | per head | 120 L | at most 90 L | - |
"""
    result = read(text, "en")
    assert [row[:4] for row in rows(result)] == [
        ("Fund volume", "equal", "50000", "USD"),
        ("Fund volume", "equal", "20000000", "USD"),
        ("Trees", "equal", "10000", "count"),
        ("Trees", "at-least", "25000", "count"),
    ]
    reasons = [doubt.reason for doubt in result.doubts]
    assert reasons == ["unit-missing", "cell-unclear"]


def test_deadlines_in_a_column() -> None:
    text = "City Plan 2021\n\n| Indicator | Target | Deadline | Responsible |\n|---|---|---|---|\n"
    text += "| Leakage rate | below 10% | by end of 2028 | Utilities |\n"
    text += "| Recycling rate | 60% | 2030 | Works |\n"
    targets = [s for s in read(text, "en").statements if s.kind == "target"]
    assert [(str(s.deadline), s.deadline_basis) for s in targets] == [
        ("2028-12-31", "stated"),
        ("2030-12-31", "stated"),
    ]


def test_a_column_names_who_undertakes_a_target() -> None:
    text = (
        "某市“十四五”规划\n指标\t2020年\t2025年\t责任单位\n装机（万千瓦）\t1\t2\t能源局、发改委\n"
    )
    result = read(text)
    target = next(s for s in result.statements if s.kind == "target")
    labels = {agent.id: agent.label["zh"] for agent in result.agents}
    assert labels[str(target.undertaken_by)] == "能源局"
    assert [t.quote for t in result.traces if t.field == "undertaken_by"] == ["能源局", "发改委"]


def test_a_table_of_places_goes_to_review() -> None:
    text = "某市2021年工作要点\n区县\t2020年完成（亩）\t2022年计划（亩）\n甲区\t3\t4\n乙区\t1\t2\n"
    result = read(text)
    assert rows(result) == []
    assert [d.reason for d in result.doubts] == ["table-unclear"]


def test_a_bracket_without_a_note_is_marked() -> None:
    text = "某市“十四五”规划\n指标\t2020年\t2025年\n装机（万千瓦）\t1\t[2]\n产量（万吨）\t3\t4\n"
    result = read(text)
    marked = [d.quote for d in result.doubts if d.reason == "bracket-meaning-unclear"]
    assert marked == ["2"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="指标年2025\t|- （）[]%亿元其中：\n约束性注累计5.", max_size=120))
def test_any_text_of_a_table_is_read_and_proved(text: str) -> None:
    result = read("某市“十四五”规划\n指标\t2020年\t2025年\n" + text)
    for statement in (*result.statements, *result.remarks):
        for span in statement.evidence:
            whole = "某市“十四五”规划\n指标\t2020年\t2025年\n" + text
            assert whole[span.start : span.end] == span.quote


@pytest.mark.parametrize("line", ["5\t" * 39, "| 5 " * 39, "5   " * 39, "\t", "[5] "])
def test_hostile_tables_are_read_to_their_end(line: str) -> None:
    text = "指标\t2020年\t2025年\n" + (line + "\n") * (200_000 // (len(line) + 1))
    assert isinstance(read(text).statements, list)
