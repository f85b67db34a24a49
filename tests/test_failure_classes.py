"""What misled readers of mainland documents, one class a test; the wording is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction import extract, guess_issue_date

if TYPE_CHECKING:
    from graph_builder.extraction import Extraction

REPORT = "2026年政府工作报告\n2026年1月8日在青河市人民代表大会上\n"
PLAN = "青河市“十四五”水利发展规划\n"
OPINION = "关于加快健身步道建设的实施意见\n2021年3月5日\n"


def read(text: str) -> Extraction:
    return extract(text, language="zh-Hans-CN")


def values(result: Extraction, kind: str = "target") -> list[str]:
    """The values of a kind in order, as they stand in the text."""
    statements = [*result.statements, *result.remarks]
    return [
        span.quote
        for statement in statements
        if statement.kind == kind
        for span in statement.evidence
        if span.role == "value" and span.quote
    ]


def deadlines(result: Extraction) -> list[str]:
    return [str(s.deadline) for s in result.statements if s.kind == "target" and s.value]


def metrics(result: Extraction) -> list[str]:
    found = [s for s in result.statements if s.kind == "target" and s.value is not None]
    return [result.find_metric(s.metric) for s in found]


# 1. Past or future by section


@pytest.mark.parametrize(
    "review",
    [
        "一、2025年工作回顾\n建成粮库5座，产值达到80亿元。",
        "一、过去五年工作\n圆满完成主要目标任务，建成粮库5座，产值达到80亿元。",
        "“十三五”期间，全市面貌一新。建成粮库5座，产值达到80亿元。",
        "一、发展现状\n2020年，建成粮库5座，产值达到80亿元。",
        "截至2025年底，建成粮库5座，产值达到80亿元。",
    ],
)
def test_what_a_section_or_a_past_time_rules_is_no_commitment(review: str) -> None:
    result = read(REPORT + review)
    assert values(result) == []
    assert "80亿元" in values(result, "achievement")


def test_bare_year_of_a_heading_says_whether_its_section_looks_back() -> None:
    text = "预算报告\n2023年1月10日\n一、2022年执行情况\n收入完成30亿元。\n"
    text += "二、2023年草案\n收入增长5%。"
    result = read(text)
    assert values(result, "achievement") == ["30亿元"]
    assert values(result) == ["5%"]


def test_glossary_commits_to_nothing() -> None:
    result = read(REPORT + "新增校车20辆。\n名词解释：\n1.“双百工程”：指培育100个示范村。")
    assert values(result) == ["20辆"]


# 2. Deadline scope


def test_period_of_a_title_is_the_deadline_of_last_resort() -> None:
    result = read(PLAN + "一、规划目标\n新增供水能力3亿立方米。\n到2023年，建成泵站8座。")
    assert deadlines(result) == ["2025-12-31", "2023-12-31"]


def test_time_of_a_heading_governs_its_section_only() -> None:
    text = (
        PLAN + "一、展望\n（一）2035年远景目标\n水土保持率达到90%。\n（二）近期目标\n渗漏率降到9%。"
    )
    assert deadlines(read(text)) == ["2035-12-31", "2025-12-31"]


def test_first_of_several_years_counts_from_an_early_issue() -> None:
    assert deadlines(read(REPORT + "今后五年，新增绿地300公顷。")) == ["2030-12-31"]


def test_comparison_with_last_year_is_no_past() -> None:
    assert values(read(REPORT + "力争到位资金不低于去年水平，总额突破40亿元。")) == ["突破40亿元"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("关于养老服务的意见\n到2025年，床位达到9万张。\n青河市民政局\n2022年5月6日", "2022-05-06"),
        ("青河市数字产业行动方案（2023—2025年）\n到2025年，建成园区3个。", "2023-01-01"),
        ("青河政发〔2021〕4号\n到2025年，建成园区3个。", "2021-01-01"),
        ("关于养老服务的意见\n到2025年，床位达到9万张，服务网络覆盖全市。", "None"),
    ],
)
def test_deadline_is_not_taken_for_the_day_of_issue(text: str, day: str) -> None:
    assert str(guess_issue_date(text, "zh-Hans-CN")) == day


# 3. Metric boundary


def test_person_classifier_names_what_stands_behind_it() -> None:
    result = read(REPORT + "为3000名残疾人提供康复服务。")
    assert metrics(result) == ["残疾人提供康复服务"]


def test_values_dealt_out_in_order_each_have_their_metric() -> None:
    result = read(REPORT + "二、2026年安排\n粮食、蔬菜产量分别达到30万吨和90万吨。")
    assert metrics(result) == ["粮食产量", "蔬菜产量"]


# 4. Numbers that describe or set a scope


@pytest.mark.parametrize(
    "words",
    [
        "完善3岁以下婴幼儿照护服务",
        "支持年营业收入800万元以上的企业上云",
        "主城区防洪标准达到100年一遇",
        "推进千万千瓦级基地前期工作",
        "在12个省区市开展试点",
        "办理事项须在5个工作日内答复",
    ],
)
def test_number_that_describes_is_no_value(words: str) -> None:
    assert values(read(REPORT + "二、2026年安排\n" + words + "。")) == []


def test_time_that_is_cut_is_a_value() -> None:
    result = read(REPORT + "二、2026年安排\n审批用时压缩到3天以内。")
    assert values(result) == ["3天以内"]


# 5. Norms


@pytest.mark.parametrize(
    "rule",
    [
        "新建小区按每百户不低于20平方米配建用房。",
        "对新建步道给予最高50万元补助。",
        "绿地率不低于40%。",
        "管理机构应当配备不少于2名指导员。",
    ],
)
def test_rule_of_an_opinion_is_a_norm(rule: str) -> None:
    result = read(OPINION + "一、建设标准\n" + rule)
    assert values(result) == []
    assert len(values(result, "norm")) == 1


def test_what_an_opinion_dates_or_counts_is_a_target() -> None:
    text = OPINION + "一、主要任务\n到2025年，绿地率不低于40%。募集不少于300名指导员。"
    assert values(read(text)) == ["不低于40%", "不少于300名"]


# 6. Lexical traps


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("新增规上50家", "equal"),
        ("全年节约3万吨", "equal"),
        ("失业率控制在5%以下", "less-than"),
        ("失业率控制在5%左右", "about"),
        ("财政自给率不到30%", "less-than"),
    ],
)
def test_words_that_look_like_bounds(words: str, bound: str) -> None:
    result = read(REPORT + "二、2026年安排\n" + words + "。")
    assert [s.comparator for s in result.statements if s.kind == "target"] == [bound]


# 7. Lost structure: lists of short lines


def test_items_of_a_list_are_read_though_they_look_like_headings() -> None:
    text = "2026年青河市民生实事\n一、教育\n1.新建幼儿园3所\n2.新增学位900个\n"
    text += "二、交通\n新增停车位500个"
    result = read(text)
    assert values(result) == ["3所", "900个", "500个"]
    assert deadlines(result) == ["2026-12-31"] * 3


def test_headings_without_a_text_below_them_are_items() -> None:
    text = "2026年青河市民生实事\n一、新建幼儿园3所\n二、新增学位900个\n三、打通断头路5条"
    assert values(read(text)) == ["3所", "900个", "5条"]


# 8. Forecasts


def test_forecast_of_someone_rules_the_rest_of_the_sentence() -> None:
    result = read(REPORT + "专家预计，2026年用电量将增长6%。")
    assert values(result, "forecast") == ["6%"]
    assert values(result) == []


# 9. Numbers without a unit


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("旅游人次突破300万", "突破300万", "person"),
        ("灌溉水利用系数提高到0.58", "0.58", "count"),
        ("吸纳2万农民工就业", "2万", "person"),
        ("开展培训6万人次", "6万人次", "person-time"),
    ],
)
def test_number_without_a_unit_is_read_where_its_place_shows_a_value(
    words: str, value: str, unit: str
) -> None:
    result = read(REPORT + "二、2026年安排\n" + words + "。")
    assert values(result) == [value]
    assert [s.unit for s in result.statements if s.kind == "target"] == [unit]


ANNEX = (
    REPORT + "二、2026年工作安排\n城镇新增就业8万人。\n各位代表，让我们团结奋斗！\n附件\n"
    "2026年青河市民生实事\n一、教育\n学位新增900个。\n二、供水\n自来水普及率达到98%。"
)


def test_annex_whose_numbering_begins_anew_keeps_its_title() -> None:
    assert values(read(ANNEX)) == ["8万人", "900个", "98%"]


def test_list_that_is_announced_goes_on_with_its_announcement() -> None:
    text = REPORT + "一、2025年工作回顾\n产值达到80亿元。\n今年，我们将办好以下实事：\n"
    assert values(read(text + "一、学位新增900个。\n二、床位新增300张。")) == ["900个", "300张"]


def test_end_states_without_a_number_are_targets_and_processes_are_actions() -> None:
    text = (
        REPORT + "二、主要目标\n到2030年，创新能力显著增强，政务服务实现全覆盖；加快推进信用建设。"
    )
    kinds = [(s.kind, s.evidence[0].quote) for s in read(text).statements if s.kind != "goal"]
    assert kinds == [
        ("target", "创新能力显著增强"),
        ("target", "政务服务实现全覆盖"),
        ("action", "加快推进信用建设"),
    ]


def test_rank_among_nobody_is_not_guessed() -> None:
    result = read(REPORT + "二、主要目标\n打造办事最高效的政务环境，建成全国最大的苗木基地。")
    targets = [s for s in result.statements if s.kind == "target"]
    assert [(s.rank, s.comparison_group) for s in targets] == [(None, None), (1, "cn:china")]
    assert "comparison-group-missing" in {doubt.reason for doubt in result.doubts}


def forms(result: Extraction) -> list[str | None]:
    return [s.expressed_as for s in result.statements if s.kind == "target" and s.value]


def test_one_word_for_two_groups_is_dealt_out() -> None:
    result = read(REPORT + "二、2026年安排\n城乡居民收入分别增长5%和7%。")
    assert metrics(result) == ["城镇居民收入", "农村居民收入"]
    assert forms(result) == ["relative-change", "relative-change"]


def test_later_values_are_dealt_to_the_metrics_of_the_sentence() -> None:
    text = (
        PLAN
        + "到2023年，风电、光伏装机分别达到3万千瓦、5万千瓦，“十四五”末分别达到6万千瓦、9万千瓦。"
    )
    assert metrics(read(text)) == ["风电装机", "光伏装机", "风电装机", "光伏装机"]
    assert deadlines(read(text)) == ["2023-12-31", "2023-12-31", "2025-12-31", "2025-12-31"]


def test_how_a_value_is_expressed_follows_verb_and_metric() -> None:
    text = (
        "二、2026年安排\n价格涨幅2%左右，治理河道50公里，产值翻一番，收入达到9万元，打造样板8个。"
    )
    assert forms(read(REPORT + text)) == [
        "relative-change",
        "change",
        "multiple",
        "level",
        "level",
    ]


def test_mere_comparison_of_a_result_is_no_statement() -> None:
    result = read(REPORT + "一、2025年工作回顾\n工业增加值增长6%，高于全国0.8个百分点。")
    assert values(result, "achievement") == ["6%"]


def test_measure_that_opens_a_name_is_part_of_it() -> None:
    result = read(REPORT + "二、2026年安排\n300米站点覆盖率达到75%。")
    assert metrics(result) == ["300米站点覆盖率"]


def test_list_is_due_when_its_announcement_says() -> None:
    text = (
        "2024年3月2日\n会议明确，到2025年要办好以下民生实事：\n1.新增学位900个。\n2.改造道路8公里。"
    )
    result = read("青河市召开会议\n" + text)
    assert values(result) == ["900个", "8公里"]
    assert deadlines(result) == ["2025-12-31", "2025-12-31"]


def test_month_within_a_clause_holds_for_it_alone() -> None:
    text = REPORT + "二、2026年安排\n确保新校区6月底前建成3栋，完成道路改造32公里。"
    assert deadlines(read(text)) == ["2026-06-30", "2026-12-31"]


def test_metric_that_begins_like_a_prefix_stays_whole() -> None:
    result = read(REPORT + "二、2026年安排\n再生水利用率达到30%，省级财政安排2亿元专项资金。")
    assert metrics(result) == ["再生水利用率", "专项资金"]


def test_unit_counted_per_another_goes_to_review() -> None:
    result = read(REPORT + "二、2026年安排\n劳动生产率达到30万元/人。")
    assert "unit-compound" in {doubt.reason for doubt in result.doubts}
    assert values(result) == ["30万元/人"]


def test_period_that_is_over_on_the_day_of_issue_is_past() -> None:
    text = "关于2021年工作的通报\n2021年8月10日\n上半年，全市完成产值80亿元。"
    result = read(text)
    assert values(result, "achievement") == ["80亿元"]


@pytest.mark.parametrize(
    ("rule", "bound"),
    [
        ("建筑面积不宜低于360平方米。", ">="),
        ("用地不得超过2公顷。", "<="),
        ("每班不超过10人，大班每班20人以下。", "<="),
        ("每处面积一般在200平方米以上。", ">="),
        ("单个机构最高200万元。", "="),
        ("减按20%的税率缴纳。", "="),
    ],
)
def test_standard_keeps_its_bound(rule: str, bound: str) -> None:
    result = read(OPINION + "一、标准与政策\n" + rule)
    assert values(result) == []
    assert {reported[1] for reported in result.reported.values()} == {bound}


def test_whom_a_rule_applies_to_is_no_value() -> None:
    text = "关于稳增长的若干措施\n2024年2月20日\n"
    text += "对增速超过10%的企业给予帮助，培育产值超百亿元的集群15个。"
    assert values(read(text)) == ["15个"]


def test_this_year_after_last_year_in_one_sentence_looks_ahead() -> None:
    text = "农业厅召开发布会\n2023年7月12日\n去年投入资金96亿元，今年安排102亿元，增长6%。"
    result = read(text)
    assert values(result, "achievement") == ["96亿元"]
    assert values(result) == ["102亿元", "6%"]


def test_year_in_a_name_is_no_year_of_issue() -> None:
    assert str(guess_issue_date("“健康青河2030”规划\n2017年3月\n到2030年", "zh")) == "2017-01-01"


def test_what_is_lacking_is_how_things_stand() -> None:
    text = (
        PLAN
        + "一、规划基础\n（一）存在不足。人均水资源量不足500立方米。\n（二）目标\n渗漏率降到9%。"
    )
    result = read(text)
    assert values(result, "achievement") == ["不足500立方米"]
    assert values(result) == ["9%"]


def test_shared_head_of_listed_metrics_is_put_to_each() -> None:
    result = read(REPORT + "二、2026年安排\n小学、初中班额分别控制在45人、50人以内。")
    assert metrics(result) == ["小学班额", "初中班额"]
    assert [s.comparator for s in result.statements if s.kind == "target"] == ["at-most"] * 2


def test_units_in_latin_letters_are_read() -> None:
    result = read(REPORT + "二、2026年安排\n新增储能200MWh，新增风电装机1.5万kW。")
    targets = [s for s in result.statements if s.kind == "target"]
    assert [(str(s.value), s.unit) for s in targets] == [("200", "MWh"), ("15000.0", "kW")]


def test_size_of_a_project_is_asked_about() -> None:
    result = read(PLAN + "一、任务\n建设引水工程，总投资约12亿元，设计年引水量6亿立方米。")
    assert values(result) == []
    assert [doubt.reason for doubt in result.doubts] == ["attribute-not-value"] * 2


def test_values_from_which_several_change_are_no_values() -> None:
    text = "将集中供养、分散供养标准分别由每人每月900元、700元提高到980元、760元。"
    result = read(REPORT + "二、2026年安排\n" + text)
    assert values(result) == ["980元", "760元"]
    assert metrics(result) == ["集中供养标准", "分散供养标准"]


def test_bound_before_per_head_words_is_kept() -> None:
    result = read(REPORT + "二、2026年安排\n补助标准提高到不低于每人每年700元。")
    assert [s.comparator for s in result.statements if s.kind == "target"] == ["at-least"]
    assert metrics(result) == ["补助标准"]
