"""Every reader gives one exact text and leads each part of it back to its place in the file."""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.errors import DocumentError, UsageError
from graph_builder.readers import BlockKind, Finding, SourceText, read_document
from graph_builder.readers.hypertext.grid import Grid
from graph_builder.readers.plain import Lines

from .readers import check, show, write

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "到“十四五”末，煤炭产量达到10亿吨以上，新能源装机占比超50%。"
TRADITIONAL = "到“十四五”末，煤炭產量達到10億噸以上，新能源裝機佔比超50%。"


class TestPlainText:
    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    def test_keeps_every_character(self, tmp_path: Path, ends: str) -> None:
        text = f"　　{SENTENCE} {ends}{ends}二、{TRADITIONAL}{ends}"
        path = write(tmp_path / "a.txt", text)
        source = read_document(path)
        assert source.text == text
        assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert [block.place.line for block in source.map.blocks] == [1, 3]
        assert read_document(path) == source
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
        assert grid.place("3", "2") == ((1, 1), (3, 2))
        grid.begin_row()
        assert grid.place("99999999999999", "x") == ((2, 3), (1, 1))


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
