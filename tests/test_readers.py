"""Every reader gives one exact text and leads each part of it back to its place in the file."""

from __future__ import annotations

import hashlib
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.errors import DocumentError, UsageError
from graph_builder.readers import BlockKind, Finding, SourceText, read_document
from graph_builder.readers.hypertext.grid import Grid
from graph_builder.readers.plain import Lines

from .pages import write_pdf

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "到“十四五”末，煤炭产量达到10亿吨以上，新能源装机占比超50%。"
TRADITIONAL = "到“十四五”末，煤炭產量達到10億噸以上，新能源裝機佔比超50%。"


def show(source: SourceText) -> list[tuple[str, str]]:
    return [(block.kind.value, source.text[block.start : block.end]) for block in source.map.blocks]


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def check(source: SourceText) -> None:
    """What holds of every source text, whatever the format."""
    assert source.sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    blocks = list(source.map.blocks)
    for left, right in pairwise(blocks):
        assert left.end <= right.start
        assert not source.text[left.end : right.start].strip()
    for block in blocks:
        assert source.text[block.start : block.end].strip()
        assert source.map.at(block.start) == source.map.at(block.end - 1) == block
        assert list(source.map.between(block.start, block.end)) == [block]


class TestPlainText:
    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    def test_keeps_every_character(self, tmp_path: Path, ends: str) -> None:
        text = f"　　{SENTENCE} {ends}{ends}二、{TRADITIONAL}{ends}"
        path = write(tmp_path / "a.txt", text)
        source = read_document(path)
        assert source.text == text
        assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert [block.place.line for block in source.map.blocks] == [1, 3]
        check(source)

    @pytest.mark.parametrize(
        ("codec", "name", "found"),
        [
            ("utf-8", "utf-8", Finding.VALID),
            ("utf-8-sig", "utf-8", Finding.BYTE_ORDER_MARK),
            ("utf-16", "utf-16-le", Finding.BYTE_ORDER_MARK),
            ("utf-32", "utf-32-le", Finding.BYTE_ORDER_MARK),
            ("utf-16-le", "utf-16-le", Finding.GUESSED),
            ("utf-16-be", "utf-16-be", Finding.GUESSED),
            ("gb18030", "gb18030", Finding.GUESSED),
        ],
    )
    def test_finds_the_encoding(
        self, tmp_path: Path, codec: str, name: str, found: Finding
    ) -> None:
        source = read_document(write(tmp_path / "a.txt", f"{SENTENCE}\n".encode(codec)))
        assert source.text == f"{SENTENCE}\n"
        assert source.encoding is not None
        assert (source.encoding.name, source.encoding.found) == (name, found)
        assert bool(source.notes) is (found is Finding.GUESSED)

    def test_finds_big5(self, tmp_path: Path) -> None:
        source = read_document(write(tmp_path / "a.txt", TRADITIONAL.encode("big5")))
        assert source.text == TRADITIONAL

    def test_guesses_the_corpus(self, tmp_path: Path, corpus: Path) -> None:
        for path in sorted(corpus.glob("zh_*.txt")):
            text = path.read_bytes().decode()
            source = read_document(write(tmp_path / "a.txt", text.encode("gb18030")))
            assert source.text == text, path.name

    def test_takes_the_encoding_that_the_caller_names(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", "é".encode("cp1252") * 3)
        source = read_document(path, encoding="latin-1")
        assert (source.text, str(source.encoding)) == ("ééé", "cp1252 (named by the caller)")

    @pytest.mark.parametrize("named", ["klingon", "rot13", "zlib"])
    def test_refuses_an_encoding_that_is_none(self, tmp_path: Path, named: str) -> None:
        with pytest.raises(DocumentError, match=f"there is no text encoding '{named}'"):
            read_document(write(tmp_path / "a.txt", "text"), encoding=named)

    def test_refuses_a_wrong_name_for_the_encoding(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", SENTENCE.encode("gb18030"))
        with pytest.raises(DocumentError, match="byte 0 is not utf-8"):
            read_document(path, encoding="utf-8")

    @given(st.text(st.characters(codec="utf-8")))
    def test_blocks_are_the_lines_that_are_not_blank(self, text: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        found = [text[block.start : block.end] for block in Lines(text)]
        assert found == [line for line in lines if line.strip()]


PAGE = f"""<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="CHARSET"><title>t</title>
<style>p {{color: red}}</style><script>var text = "从不显示";</script></head><body>
<div class="site-nav"><a href="/">首页</a> <a href="/n">新闻</a></div>
<h1>关于&ldquo;十四五&rdquo;的意见</h1>
<p>{SENTENCE}<script>1</script>同时推进
改革&#12290;</p>
<ol start="3"><li>甲<ul><li>子</li></ul></li><li><p>乙</p><p>丙</p></li></ol>
<table><tr><th rowspan="2">指标</th><th>2025</th></tr><tr><td>10</td></tr></table>
<table><tr><td>左</td><td><h2>右</h2><p>文</p></td></tr></table>
<p>一<br>二</p><p>责编：某人</p>
<div class="footer">版权所有</div></body></html>"""


class TestHtml:
    def read(self, tmp_path: Path, codec: str, declared: str) -> SourceText:
        page = PAGE.replace("CHARSET", declared)
        return read_document(write(tmp_path / "a.html", page.encode(codec)))

    def test_reads_blocks_in_order(self, tmp_path: Path) -> None:
        source = self.read(tmp_path, "utf-8", "utf-8")
        assert show(source) == [
            ("boilerplate", "首页 新闻"),
            ("heading", "关于“十四五”的意见"),
            ("paragraph", f"{SENTENCE}同时推进改革。"),
            ("list item", "3. 甲"),
            ("list item", "子"),
            ("list item", "4. 乙"),
            ("list item", "丙"),
            ("table cell", "指标"),
            ("table cell", "2025"),
            ("table cell", "10"),
            ("paragraph", "左"),
            ("heading", "右"),
            ("paragraph", "文"),
            ("paragraph", "一"),
            ("paragraph", "二"),
            ("boilerplate", "责编：某人"),
            ("boilerplate", "版权所有"),
        ]
        assert source.language == "zh-Hans"
        check(source)

    def test_leads_back_to_element_and_cell(self, tmp_path: Path) -> None:
        from lxml import html  # noqa: PLC0415

        source = self.read(tmp_path, "utf-8", "utf-8")
        tree = html.fromstring(PAGE)
        for block in source.map.blocks:
            (element,) = tree.xpath(block.place.element or "")
            shown = source.text[block.start : block.end].removeprefix(block.number or "").strip()
            assert shown[:2] in "".join(element.itertext())
        cells = [(b.row, b.column) for b in source.map.blocks if b.kind is BlockKind.TABLE_CELL]
        assert cells == [(1, 1), (1, 2), (2, 2)]
        assert "指标\t2025\n10" in source.text

    @pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
    def test_does_not_believe_a_false_declaration(self, tmp_path: Path, codec: str) -> None:
        declared = "gb2312" if codec == "utf-8" else "iso-8859-1"
        assert SENTENCE in self.read(tmp_path, codec, declared).text

    def test_believes_a_declaration(self, tmp_path: Path) -> None:
        source = self.read(tmp_path, "gb18030", "gb2312")
        assert str(source.encoding) == "gb18030 (declared by the file)"
        assert SENTENCE in source.text

    def test_an_element_that_holds_the_document_is_no_boilerplate(self, tmp_path: Path) -> None:
        page = f"<html><body><form class='sidebar'><p>{SENTENCE}</p></form></body></html>"
        source = read_document(write(tmp_path / "a.html", page))
        assert show(source) == [("paragraph", SENTENCE)]

    def test_content_goes_before_suffix(self, tmp_path: Path) -> None:
        page = "<!-- saved -->\n<html><body><p>甲</p></body></html>"
        assert read_document(write(tmp_path / "a.txt", page)).media_type == "text/html"
        assert read_document(write(tmp_path / "b.html", "<p>甲")).text == "甲"

    def test_a_cell_below_a_wide_one(self) -> None:
        grid = Grid()
        grid.begin_row()
        assert grid.place("3", "2") == (1, 1)
        grid.begin_row()
        assert grid.place("99999999999999", "x") == (2, 3)


def test_markdown(tmp_path: Path) -> None:
    text = "---\nlang: zh\n---\n# 目标\n达到**10亿吨**\n以上\n\n3) 甲\n   - 子\n4) 乙\n\n"
    text += "|a|b|\n|-|-|\n|1|2|\n"
    source = read_document(write(tmp_path / "a.md", text))
    assert show(source)[3:] == [
        ("heading", "目标"),
        ("paragraph", "达到10亿吨以上"),
        ("list item", "3) 甲"),
        ("list item", "子"),
        ("list item", "4) 乙"),
        *(("table cell", cell) for cell in "ab12"),
    ]
    lines = text.split("\n")
    for block in source.map.blocks:
        assert block.place.line
        assert source.text[block.end - 1] in lines[block.place.line - 1] + lines[block.place.line]
    assert source.language == "zh"
    check(source)


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


@pytest.mark.parametrize(
    ("name", "content", "module"),
    [
        ("a.html", "<html><p>甲", "lxml"),
        ("a.md", "# 甲", "markdown_it"),
        ("a.txt", SENTENCE.encode("gb18030"), "charset_normalizer"),
        ("a.pdf", b"%PDF-1.4", "pypdfium2"),
        ("a.docx", b"PK\x03\x04", "docx"),
    ],
)
def test_names_the_extra_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str | bytes, module: str
) -> None:
    for loaded in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"pip install 'polcom\[documents\]'"):
        read_document(write(tmp_path / name, content))
