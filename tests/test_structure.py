"""Headings, enumerations over paragraphs, announced counts, and blocks that readers give."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from graph_builder.extraction import extract
from graph_builder.readers import read_document

from .test_readers_office import number_in_chinese

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.extraction import Extraction

TITLE = "2026年某市政府工作报告\n"


def read(text: str, language: str = "zh", **more: Any) -> Extraction:
    return extract(text, language=language, issued=date(2026, 1, 20), **more)


def read_file(path: Path, language: str = "zh") -> Extraction:
    source = read_document(path)
    return read(source.text, language, blocks=source.map)


def tree(result: Extraction) -> list[tuple[str, str | None]]:
    """Every goal by its words, with the words of the goal that it is part of."""
    words = {s.id: str(s.evidence[0].quote) for s in result.statements}
    return [
        (words[s.id], words.get(s.part_of or "")) for s in result.statements if s.kind == "goal"
    ]


def parents(result: Extraction) -> dict[str, str | None]:
    """Every action and target by its words, with the words of its goal."""
    words = {s.id: str(s.evidence[0].quote) for s in result.statements}
    found: dict[str, str | None] = {}
    for s in result.statements:
        parent = s.advances if s.kind == "action" else getattr(s, "target_of", None)
        if s.kind in {"action", "target"}:
            found[words[s.id]] = words.get(parent or "")
    return found


def doubts(result: Extraction) -> list[str]:
    return [doubt.reason for doubt in result.doubts]


def test_headings_apart_by_two_spaces_without_a_line_end() -> None:
    text = "某市“十五五”规划  一、总体要求  坚持绿色发展。  二、重点任务  （一）加快建设能源强市  "
    text += "推进煤炭清洁利用。  （二）着力改善民生  扩大就业。"
    result = read(text)
    assert [(text[h.start : h.end], h.level) for h in result.headings][1:] == [
        ("一、总体要求", 1),
        ("二、重点任务", 1),
        ("（一）加快建设能源强市", 2),
        ("（二）着力改善民生", 2),
    ]
    assert parents(result)["推进煤炭清洁利用"] == "（一）加快建设能源强市"
    assert parents(result)["扩大就业"] == "（二）着力改善民生"


def test_a_headline_within_a_paragraph_rules_the_paragraphs_below_it() -> None:
    text = (
        TITLE + "（一）坚持生态优先。推进植树造林。\n加强河湖治理。\n（二）坚持民生为本。扩大就业。"
    )
    assert parents(read(text)) == {
        "推进植树造林": "（一）坚持生态优先",
        "加强河湖治理": "（一）坚持生态优先",
        "扩大就业": "（二）坚持民生为本",
    }


RUN = (
    "构筑“三个世界级产业”。\n一是构筑世界级能源产业。推进能源革命。\n二是构筑世界级化工产业。"
    "促进高端化。\n加快园区建设。\n三是构筑世界级羊绒产业。推进羊绒振兴。\n"
)


def test_an_enumeration_goes_on_over_paragraphs() -> None:
    result = read(TITLE + RUN)
    lead = "构筑“三个世界级产业”"
    assert tree(result) == [
        (lead, None),
        ("一是构筑世界级能源产业", lead),
        ("二是构筑世界级化工产业", lead),
        ("三是构筑世界级羊绒产业", lead),
    ]
    assert parents(result)["加快园区建设"] == "二是构筑世界级化工产业"
    assert [(a.count, a.found) for a in result.announcements] == [(3, 3)]
    assert "announced-count-differs" not in doubts(result)


def test_an_announced_count_that_differs_goes_to_review() -> None:
    result = read(TITLE + RUN.replace("三个", "四个"))
    assert [(a.count, a.found) for a in result.announcements] == [(4, 3)]
    assert "announced-count-differs" in doubts(result)


def test_a_number_out_of_order_goes_to_review() -> None:
    assert "enumeration-broken" in doubts(read(TITLE + RUN.replace("三是", "五是")))


def test_an_item_that_stands_alone_enumerates_nothing() -> None:
    assert tree(read(TITLE + "一是构筑世界级能源产业。")) == []


def test_items_within_one_sentence_are_counted() -> None:
    result = read(TITLE + "抓好三件大事：一是推进改革；二是扩大开放；三是改善民生。")
    assert [(a.count, a.found) for a in result.announcements] == [(3, 3)]


@pytest.mark.parametrize(("count", "found"), [("两", []), ("三", ["announced-count-differs"])])
def test_headings_are_counted_too(count: str, found: list[str]) -> None:
    text = (
        TITLE + f"今年，重点抓好{count}个方面工作。\n（一）扩大内需\n推进改革。\n（二）改善民生\n"
    )
    assert doubts(read(text + "扩大就业。")) == found


def test_a_name_in_quotation_marks_announces_nothing_but_in_a_headline() -> None:
    text = TITLE + RUN.replace("产业”。\n", "产业”。深化“两个走廊”建设。\n", 1)
    result = read(text)
    assert [(a.count, a.found) for a in result.announcements] == [(3, 3)]
    unnamed = text.replace("三个世界级", "世界级")
    assert read(unnamed).announcements == []


def test_headlines_of_paragraphs_are_goals_below_their_heading() -> None:
    text = TITLE + "（一）着力扩大内需\n积极促进消费。开展消费季。\n持续扩大投资。推进项目建设。"
    assert tree(read(text)) == [
        ("（一）着力扩大内需", None),
        ("积极促进消费", "（一）着力扩大内需"),
        ("持续扩大投资", "（一）着力扩大内需"),
    ]


@pytest.mark.parametrize(("count", "found"), [("three", []), ("five", ["announced-count-differs"])])
def test_priorities_in_english(count: str, found: list[str]) -> None:
    text = f"City Plan 2026. We will pursue {count} priorities.\nFirst, expand clean transit.\n"
    text += "Second, build homes.\nThird, plant trees.\n"
    assert [d for d in doubts(read(text, "en")) if d.startswith("announced")] == found


def test_headings_that_call_themselves_goals_are_goals() -> None:
    text = "City Plan 2026\n\n## Goal 1: Affordable homes\nWe will build 500 homes by 2030.\n\n"
    result = read(text + "## Background\nThe city has grown.\n", "en")
    assert [quote.lstrip("# ") for quote, _ in tree(result)] == ["Goal 1: Affordable homes"]


def test_a_headline_of_the_third_level_in_taiwan() -> None:
    text = "臺中市政府114年度施政計畫\n一、交通\n（一）推動綠色運輸。擴大公車路網。\n改善人行道。"
    assert parents(read(text, "zh-Hant-TW"))["改善人行道"] == "（一）推動綠色運輸"


def test_bullets_below_an_announced_count() -> None:
    text = "City Plan 2026\nThe city has three goals.\n- Expand transit.\n- Build homes.\n"
    assert "announced-count-differs" in doubts(read(text, "en"))


def test_headings_and_lists_of_a_page_and_no_boilerplate(tmp_path: Path) -> None:
    page = """<html lang="zh"><body><nav>推进网站建设 <a href="/">首页</a></nav>
    <h1>2026年工作要点</h1>
    <h2>加快建设能源强市</h2><p>推进煤炭清洁利用。</p><h3>扩大新能源</h3>
    <ul><li>新增风电装机100万千瓦</li><li>建设储能电站</li></ul></body></html>"""
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    result = read_file(path)
    assert tree(result) == [
        ("加快建设能源强市", None),
        ("扩大新能源", "加快建设能源强市"),
    ]
    assert parents(result) == {
        "推进煤炭清洁利用": "加快建设能源强市",
        "新增风电装机100万千瓦": "扩大新能源",
        "建设储能电站": "扩大新能源",
    }


def test_automatic_numbers_of_a_word_document_give_levels(tmp_path: Path) -> None:
    document = Document()
    number = number_in_chinese(document)
    for level, text in ((0, "重点任务"), (1, "加快建设能源强市"), (1, "着力改善民生")):
        settings = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        settings.get_or_add_numId().val = int(number)
        settings.get_or_add_ilvl().val = level
        if level:
            document.add_paragraph("推进各项建设。")
    document.save(str(tmp_path / "a.docx"))
    assert tree(read_file(tmp_path / "a.docx")) == [
        ("（一）加快建设能源强市", None),
        ("（二）着力改善民生", None),
    ]


def test_the_interview_has_three_pillars_of_four_goals(corpus: Path) -> None:
    text = (corpus / "zh_ordos_interview_2022.txt").read_text(encoding="utf-8")
    result = extract(text, language="zh-Hant")
    goals = [s for s in result.statements if s.kind == "goal"]
    pillars = [s for s in goals if s.part_of is None]
    assert [s.declared_part_count for s in pillars] == [4, 4, 4]
    assert [[g.ordinal for g in goals if g.part_of == p.id] for p in pillars] == [[1, 2, 3, 4]] * 3
    assert "announced-count-differs" not in doubts(result)


@pytest.mark.parametrize("piece", ["一是推进。二是促进。", "一、  ", "（一）推进。", "- 推进\n"])
def test_hostile_structure_is_read_to_its_end(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    for statement in read(text).statements:
        for span in statement.evidence:
            assert text[span.start : span.end] == span.quote


def test_cells_of_a_table_without_targets_are_read_one_by_one(tmp_path: Path) -> None:
    text = "# 2026年工作要点\n\n|任务|责任单位|\n|-|-|\n|新建高标准农田600万亩以上|农业农村局|\n"
    path = tmp_path / "a.md"
    path.write_text(text + "|培训新型职业农民3万人次|人社局|\n", encoding="utf-8")
    values = [str(s.value) for s in read_file(path).statements if s.kind == "target"]
    assert values == ["6000000", "30000"]
