"""The table as a file for spreadsheets: what is filtered, with its proof, and nothing that runs."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from graph_builder.drawing import draw

from .explorer import COAL, COAL_IRI, opened, save_sheet
from .networks import quote, write_store
from .ordos import INTERVIEW

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

CLAUSE = "煤炭產量達到10億噸以上"
#: What a spreadsheet would run, and what looks like it but is text.
FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=HYPERLINK(0)", "＝1+1", '"=1"', "a,b\n=1")


def read_rows(sheet: bytes) -> list[dict[str, str]]:
    text = sheet.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_row_holds_the_statement_its_words_and_where_they_stand(
    browser: Browser, ordos_file: Path, tmp_path: Path
) -> None:
    with opened(browser, ordos_file, address="#view=table&lang=en&kind=target") as page:
        sheet, name = save_sheet(page, tmp_path / "sheet.csv")
        matches = page.locator("#matches").inner_text()
    rows = {row["IRI"]: row for row in read_rows(sheet)}
    assert name == "Commitments-and-their-proof-Table.csv"
    assert matches.startswith(f"{len(rows)} of ")
    coal = rows[COAL_IRI]
    assert coal["Statement"] == COAL
    assert coal["Bound"] == "at least 1 billion t"
    assert coal["Deadline"] == "2025-12-31"
    assert coal["Verdict"] == "missed"
    assert coal["In the words of the source"] == CLAUSE
    assert (coal["Start of the clause"], coal["End of the clause"]) == ("709", "721")
    assert (coal["Start of the value"], coal["End of the value"]) == ("715", "721")
    assert (coal["Start of the deadline"], coal["End of the deadline"]) == ("702", "708")
    assert coal["Source"].startswith("http://nm.people.com.cn/")
    assert coal["Document"].endswith(" (2022-11-09)")
    assert len(coal["SHA-256"]) == 64


def test_the_places_in_a_sheet_hold_the_words_in_the_document(
    browser: Browser, texts_file: Path, texts: dict[str, str], tmp_path: Path
) -> None:
    with opened(browser, texts_file, address="#view=table&lang=en") as page:
        rows = read_rows(save_sheet(page, tmp_path / "sheet.csv")[0])
    proved = [
        row
        for row in rows
        if "Ordos reshapes its image" in row["Document"] and row["In the words of the source"]
    ]
    assert len(proved) > 5
    for row in proved:
        starts, ends, quotes = (
            row[name].split(" | ")
            for name in ("Start of the clause", "End of the clause", "In the words of the source")
        )
        assert len(starts) == len(ends) == len(quotes)
        for start, end, words in zip(starts, ends, quotes, strict=True):
            assert words in {"", texts[INTERVIEW][int(start) : int(end)]}


def test_a_sheet_is_filtered_and_sorted_as_the_table_is(
    browser: Browser, ordos_file: Path, tmp_path: Path
) -> None:
    address = "#view=table&lang=zh&verdict=missed&sort=-statement"
    with opened(browser, ordos_file, address=address) as page:
        shown = page.locator(".rows .statement").all_inner_texts()
        sheet, name = save_sheet(page, tmp_path / "sheet.csv")
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert name == "承诺与依据-表格.csv"
    assert [row["陈述"] for row in read_rows(sheet)] == shown
    assert len(shown) == 6


@pytest.mark.parametrize("view", ["cascade", "network"])
def test_a_sheet_is_the_same_from_every_view(
    browser: Browser, ordos_file: Path, tmp_path: Path, view: str
) -> None:
    sheets = []
    for one in (view, "table"):
        with opened(browser, ordos_file, address=f"#view={one}&q=coal") as page:
            sheets.append(save_sheet(page, tmp_path / "sheet.csv"))
    assert sheets[0] == sheets[1]


def test_no_cell_of_a_sheet_is_a_formula(browser: Browser, tmp_path: Path) -> None:
    turtle = "".join(
        f"""
d:doc{n} a pc:Document ; rdfs:label {quote(text)}@en .
d:goal{n} a pc:Goal ; rdfs:label {quote(text)}@en ; pc:theme d:doc{n} ; pc:evidencedBy d:s{n} .
d:s{n} a pc:Excerpt ; pc:inDocument d:doc{n} ; pc:startOffset 0 ; pc:endOffset 9 ;
  pc:quote {quote(text)}@en .
"""
        for n, text in enumerate(FORMULAS)
    )
    file = draw(write_store(turtle)).save(tmp_path / "page.html")
    with opened(browser, file, address="#view=table") as page:
        rows = read_rows(save_sheet(page, tmp_path / "sheet.csv")[0])
    assert {row["Statement"] for row in rows} == {
        "'=1+1", "'+1", "'-1", "'@SUM(1)", "'\t=1", "'=HYPERLINK(0)", "'＝1+1", '"=1"', "a,b\n=1",
    }  # fmt: skip
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))] == []
    assert {row["In the words of the source"] for row in rows} == {row["Statement"] for row in rows}
