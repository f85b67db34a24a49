"""DOCX and PDF: numbers that stand in no text, lines that end anywhere, heads on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from graph_builder.readers import BlockKind, SourceText, read_document

from .pages import write_pdf
from .readers import check, show

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "到“十四五”末，煤炭产量达到10亿吨以上，新能源装机占比超50%。"


def number_in_chinese(document: Any) -> str:
    """Add a list of two levels, 一、 and （一）, to a document and give its number."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, pattern in enumerate(("%1、", "（%2）"))
    )
    space = nsdecls("w")
    root.insert(
        0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    root.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


class TestDocx:
    def save(self, document: Any, path: Path) -> SourceText:
        document.save(str(path))
        source = read_document(path)
        check(source)
        return source

    def test_counts_automatic_numbers(self, tmp_path: Path) -> None:
        document = docx.Document()
        number = number_in_chinese(document)
        for level, text in ((0, "目标"), (1, "产量"), (1, "装机"), (0, "保障"), (1, "组织")):
            settings = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            settings.get_or_add_numId().val = int(number)
            settings.get_or_add_ilvl().val = level
        source = self.save(document, tmp_path / "a.docx")
        assert source.text.split("\n") == [
            "一、目标",
            "（一）产量",
            "（二）装机",
            "二、保障",
            "（一）组织",
        ]
        assert [block.number for block in source.map.blocks][:2] == ["一、", "（一）"]

    def test_reads_headings_tables_and_margins(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.add_heading("总体要求", 2)
        document.add_paragraph(SENTENCE)
        table = document.add_table(2, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "指标"
        table.cell(0, 2).text, table.cell(1, 0).text, table.cell(1, 2).text = (
            "2551.7",
            "2347.6",
            "8%",
        )
        document.add_table(1, 1).cell(0, 0).text = "专栏"
        document.sections[0].header.paragraphs[0].text = "内部资料"
        source = self.save(document, tmp_path / "a.docx")
        assert show(source) == [
            ("heading", "总体要求"),
            ("paragraph", SENTENCE),
            ("table cell", "指标"),
            ("table cell", "2551.7"),
            ("table cell", "2347.6"),
            ("table cell", "8%"),
            ("paragraph", "专栏"),
            ("boilerplate", "内部资料"),
        ]
        assert "2551.7\n2347.6\t8%" in source.text
        cells = [(b.row, b.column) for b in source.map.blocks if b.kind is BlockKind.TABLE_CELL]
        assert cells == [(1, 1), (1, 3), (2, 1), (2, 3)]

    def test_reads_what_is_inserted_and_not_what_is_removed(self, tmp_path: Path) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("达到")._p
        for tag, inner, text in (("ins", "t", "10亿吨"), ("del", "delText", "8亿吨")):
            run = f"<w:r><w:{inner}>{text}</w:{inner}></w:r>"
            paragraph.append(parse_xml(f"<w:{tag} {nsdecls('w')}>{run}</w:{tag}>"))
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"
        paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}>{hidden}</w:ins>"))
        source = self.save(document, tmp_path / "a.docx")
        assert source.text == "达到10亿吨"
        assert source.notes == ("Hidden text was left out: 1 characters.",)


class TestPdf:
    def test_joins_lines_and_pages(self, tmp_path: Path) -> None:
        paragraphs = [f"{number}号文件：" + SENTENCE * (3 + number % 3) for number in range(40)]
        source = read_document(write_pdf(tmp_path / "a.pdf", paragraphs, head="某省公报"))
        found: dict[int | None, str] = {}
        for block in source.map.blocks:
            if block.kind is BlockKind.PARAGRAPH:
                place, text = block.place.paragraph, source.text[block.start : block.end]
                found[place] = found.get(place, "") + text
        assert list(found.values()) == paragraphs
        assert max(block.place.page or 0 for block in source.map.blocks) > 2
        check(source)

    def test_labels_running_heads(self, tmp_path: Path) -> None:
        source = read_document(write_pdf(tmp_path / "a.pdf", [SENTENCE * 4] * 30, head="某省公报"))
        heads = [text for kind, text in show(source) if kind == "boilerplate"]
        pages = max(block.place.page or 0 for block in source.map.blocks)
        assert sorted(heads) == sorted(
            ["某省公报"] * pages + [f"— {n} —" for n in range(1, pages + 1)]
        )

    def test_joins_a_number_that_a_line_end_breaks(self, tmp_path: Path) -> None:
        text = "产量" * 18 + "达到" + "123,456,789" + "亿吨，" + "装机" * 30 + "。"
        for pad in range(8):
            source = read_document(write_pdf(tmp_path / "a.pdf", ["甲" * pad + text]))
            assert source.text == "甲" * pad + text

    def test_keeps_table_cells_apart(self, tmp_path: Path) -> None:
        rows = [["指标", "2020年", "2025年"], ["煤炭产量", "2551.7", "2347.6"]]
        source = read_document(write_pdf(tmp_path / "a.pdf", [SENTENCE], rows=rows))
        assert source.text == f"{SENTENCE}\n指标\t2020年\t2025年\n煤炭产量\t2551.7\t2347.6"
        assert [(b.row, b.column) for b in source.map.blocks][1:] == [
            (row, column) for row in (1, 2) for column in (1, 2, 3)
        ]
