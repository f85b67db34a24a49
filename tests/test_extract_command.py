"""``polcom extract`` over files and folders: what is written, told and passed over."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import docx
import pytest

from graph_builder.records.syntax import parse_yaml
from graph_builder.review import batch

from .pages import write_pdf
from .samples import polcom, read_tree

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """某市政府工作报告

2022年1月10日

一是建设能源强市。到2025年，煤炭产量达到10亿吨以上，天然气产量达到330亿立方米以上。
"""
PLAN = """City Energy Plan

Adopted 2024-03-05

By 2030 the city will reduce the emissions of its buildings by at least 40 percent and plant 500
trees in the parks of all districts.
"""
HERE = ("--place", "cn:ordos", "--undertaken-by", "cn:gov-ordos")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with documents in a folder and its subfolder, and with files that are none."""
    (tmp_path / "docs" / "2024").mkdir(parents=True)
    (tmp_path / "docs" / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "docs" / "2024" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "docs" / "table.xlsx").write_bytes(b"PK")
    (tmp_path / "docs" / ".hidden").write_bytes(b"")
    return tmp_path


def document(path: Path) -> dict[str, str]:
    """The description of the document in a record file."""
    tree = parse_yaml(path.read_text(encoding="utf-8")).tree
    assert isinstance(tree, dict)
    return dict(tree["document"])  # type: ignore[arg-type]


def test_language_and_day_are_told_with_the_place_where_they_were_read(desk: Path) -> None:
    found = polcom("extract", "docs/report.txt", "-o", "report.yaml", folder=desk)
    assert found.code == 0, found.err
    assert "language zh-Hans: " in found.err
    assert "issued 2022-01-10: read in “2022年1月10日”, paragraph 2, line 3" in found.err
    head = document(desk / "report.yaml")
    assert (head["language"], head["issued"]) == ("zh-Hans", "2022-01-10")
    assert head["title"] == {"zh-Hans": "某市政府工作报告"}


def test_a_folder_gives_one_file_for_each_document_and_names_what_is_passed_over(
    desk: Path,
) -> None:
    found = polcom("extract", "docs", *HERE, "-o", "out", "--texts", "texts", folder=desk)
    assert found.code == 0, found.err
    assert sorted(read_tree(desk / "out")) == ["2024-plan.yaml", "report.yaml"]
    assert (desk / "texts" / "report.txt").read_text(encoding="utf-8") == REPORT
    assert "skipped docs/table.xlsx: '.xlsx' is no kind of document that is read" in found.err
    assert "hidden" not in found.err
    assert "2 read, 0 finished before, 1 skipped, 0 failed" in found.err
    said = "Next: read out, correct it, then: polcom build out -o demo --documents texts"
    assert said in found.err
    proved = polcom("verify", "out", "--documents", "texts", folder=desk)
    assert proved.code == 0, proved.err
    built = polcom("build", "out", "-o", "demo", "--documents", "texts", folder=desk)
    assert built.code == 0, built.err


def test_a_question_tells_in_which_language_there_are_labels(desk: Path) -> None:
    polcom("extract", "docs/report.txt", *HERE, "-o", "a.yaml", folder=desk)
    polcom("build", "a.yaml", "-o", "demo", folder=desk)
    found = polcom("query", "numeric_targets", "--build", "demo", folder=desk)
    assert (found.code, "煤炭产量达到" in found.out) == (0, False)
    assert re.search(r"\d labels are in another language: try --param lang=zh-Hans", found.err)
    words = ("query", "numeric_targets", "--build", "demo", "--param", "lang=zh-Hans")
    again = polcom(*words, folder=desk)
    assert (again.err, "煤炭产量达到10亿吨以上" in again.out) == ("", True)


def test_what_is_finished_is_not_read_again(desk: Path) -> None:
    words = ("extract", "docs", "-o", "out", "--texts", "texts")
    polcom(*words, folder=desk)
    before = {path: path.stat().st_mtime_ns for path in (desk / "out").iterdir()}
    second = polcom(*words, folder=desk)
    assert "0 read, 2 finished before" in second.err
    assert {path: path.stat().st_mtime_ns for path in (desk / "out").iterdir()} == before
    (desk / "docs" / "report.txt").write_text(REPORT + "二是扩大绿化。\n", encoding="utf-8")
    assert "1 read, 1 finished before" in polcom(*words, folder=desk).err
    assert "2 read, 0 finished before" in polcom(*words, "--again", folder=desk).err
    assert "2 read, 0 finished" in polcom(*words, "--place", "cn:ordos", folder=desk).err
    (desk / "texts" / "report.txt").unlink()
    assert "1 read, 1 finished" in polcom(*words, "--place", "cn:ordos", folder=desk).err


def test_a_changed_day_of_issue_in_the_review_is_read_by(desk: Path) -> None:
    words = ("extract", "docs", "-o", "out")
    polcom(*words, folder=desk)
    review = desk / "out" / "report.yaml"
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("issued: '2022-01-10'", "issued: 2021-03-01"), encoding="utf-8")
    assert "1 read, 1 finished before" in polcom(*words, folder=desk).err
    assert document(review)["issued"] == "2021-03-01"
    assert "0 read, 2 finished before" in polcom(*words, folder=desk).err


def test_side_by_side_gives_the_same_files(desk: Path) -> None:
    polcom("extract", "docs", "-o", "one", folder=desk)
    found = polcom("extract", "docs", "-o", "two", "--jobs", "2", folder=desk)
    assert found.code == 0, found.err
    assert read_tree(desk / "one") == read_tree(desk / "two")


def test_one_bad_document_stops_no_other(desk: Path) -> None:
    (desk / "docs" / "empty.txt").write_bytes(b"")
    (desk / "docs" / "picture.pdf").write_bytes(b"\x89PNG\r\n")
    found = polcom("extract", "docs", "-o", "out", folder=desk)
    assert found.code == 1
    assert sorted(read_tree(desk / "out")) == ["2024-plan.yaml", "report.yaml"]
    assert "failed docs/empty.txt: the file is empty; give a file with text" in found.err
    assert "failed docs/picture.pdf: it is a PNG image" in found.err
    assert "2 read, 0 finished before, 1 skipped, 2 failed" in found.err
    again = polcom("extract", "docs", "-o", "out", folder=desk)
    assert (again.code, "0 read, 2 finished before, 1 skipped, 2 failed" in again.err) == (1, True)


def test_the_index_gives_what_a_document_does_not_say(desk: Path) -> None:
    (desk / "docs" / "bare.txt").write_text("要达到10亿吨以上的煤炭产量。" * 3, encoding="utf-8")
    rows = (
        "file,id,title,issued,language,place,source,publisher\n"
        "bare.txt,energy,能源要点,2023-05-01,zh-Hans,cn:ordos,https://example.org/a,City of A\n"
    )
    (desk / "docs" / "index.csv").write_text(rows, encoding="utf-8")
    found = polcom("extract", "docs", "--index", "docs/index.csv", "-o", "out", folder=desk)
    assert found.code == 0, found.err
    assert "index.csv" not in found.err
    head = document(desk / "out" / "energy.yaml")
    assert head["title"] == {"zh-Hans": "能源要点"}
    assert [head[name] for name in ("id", "issued", "place", "source", "publisher")] == [
        "energy",
        "2023-05-01",
        "cn:ordos",
        "https://example.org/a",
        "agent-City-of-A",
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_index_may_come_from_any_spreadsheet(desk: Path, codec: str) -> None:
    rows = "file\ttitle\tplace\r\nreport.txt\t能源工作报告\t鄂尔多斯市\r\n"
    (desk / "docs" / "index.txt").write_bytes(rows.encode(codec))
    words = ("extract", "docs/report.txt", "--index", "docs/index.txt", "-o", "a.yaml")
    found = polcom(*words, folder=desk)
    assert found.code == 0, found.err
    head = document(desk / "a.yaml")
    assert (head["title"], head["place"]) == ({"zh-Hans": "能源工作报告"}, "cn:ordos")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("file,issed\na.txt,2024-01-01\n", ":1: issed: unknown column 'issed'; did you mean"),
        ("name\na.txt\n", ":1: no column 'file'; add it"),
        ("file,issued\na.txt,May 2024\n", ":2: issued: found 'May 2024'; write an ISO date"),
        ("file,id\na.txt,a b\n", ":2: id: found 'a b'"),
        ("file\na.txt\na.txt\n", ":3: file: the same file again; keep one row"),
        ("file,id\na.txt\n", ":2: a row that has not 2 cells; mend the row"),
        ('file\n"a', "not a table"),
    ],
)
def test_a_spoilt_index_is_told_with_its_line(desk: Path, rows: str, said: str) -> None:
    (desk / "index.csv").write_text(rows, encoding="utf-8")
    found = polcom("extract", "docs", "--index", "index.csv", "-o", "out", folder=desk)
    assert found.code == 1
    assert f"index.csv{said}" in found.err or said in found.err
    assert not (desk / "out").exists()


def test_a_day_that_the_text_does_not_give_is_asked_for(desk: Path) -> None:
    (desk / "a.txt").write_text("煤炭产量达到10亿吨以上。", encoding="utf-8")
    found = polcom("extract", "a.txt", "-o", "a.yaml", folder=desk)
    assert found.code == 2
    assert "a.txt: no day of issue was found in the text; give it with --issued" in found.err
    assert not (desk / "a.yaml").exists()


def test_a_day_of_which_only_the_year_was_read_is_to_be_looked_at(desk: Path) -> None:
    (desk / "a.txt").write_text("2026年政府工作报告\n煤炭产量达到10亿吨以上。\n", encoding="utf-8")
    polcom("extract", "a.txt", "-o", "a.yaml", folder=desk)
    text = (desk / "a.yaml").read_text(encoding="utf-8")
    assert "#? issue-day-guessed: only a year" in text
    polcom("extract", "a.txt", "-o", "a.yaml", "--again", folder=desk)
    assert (desk / "a.yaml").read_text(encoding="utf-8") == text
    settled = re.sub(r"#\? issue-day.*\n", "", text)
    (desk / "a.yaml").write_text(settled, encoding="utf-8")
    polcom("extract", "a.txt", "-o", "a.yaml", "--again", folder=desk)
    assert "#? issue-day-guessed" not in (desk / "a.yaml").read_text(encoding="utf-8")


def test_a_place_that_is_not_known_is_asked_for(desk: Path) -> None:
    found = polcom("extract", "docs/report.txt", "-o", "a.yaml", folder=desk)
    assert "no place is known: give it with --place, or write it into the file" in found.err
    assert "#? place-missing: " in (desk / "a.yaml").read_text(encoding="utf-8")
    second = polcom("extract", "docs/report.txt", "-o", "a.yaml", *HERE, folder=desk)
    assert "no place is known" not in second.err
    assert "#? place-missing: " not in (desk / "a.yaml").read_text(encoding="utf-8")


def test_a_day_at_the_end_of_the_text_is_shown_with_its_place(desk: Path) -> None:
    body = "一是建设能源强市。到2025年，煤炭产量达到10亿吨以上。\n" * 200
    text = f"某市人民政府关于能源的意见\n{body}某市人民政府\n2021年3月4日\n"
    (desk / "a.txt").write_text(text, encoding="utf-8")
    found = polcom("extract", "a.txt", "-o", "a.yaml", folder=desk)
    assert "issued 2021-03-04: read in “2021年3月4日”, paragraph 203, line 203" in found.err


def test_places_and_bodies_may_be_given_by_their_names(desk: Path) -> None:
    words = ("--place", "某市", "--undertaken-by", "某市人民政府", "-o", "a.yaml")
    assert polcom("extract", "docs/report.txt", *words, folder=desk).code == 0
    head = document(desk / "a.yaml")
    assert (head["place"], head["undertaken_by"]) == ("place-某市", "agent-某市人民政府")
    built = polcom("build", "a.yaml", "-o", "demo", folder=desk)
    assert built.code == 0, built.err
    before = (desk / "a.yaml").read_bytes()
    polcom("extract", "docs/report.txt", "-o", "a.yaml", "--again", folder=desk)
    assert document(desk / "a.yaml")["place"] == "place-某市"
    polcom("extract", "docs/report.txt", *words, "--again", folder=desk)
    assert (desk / "a.yaml").read_bytes() == before
    known = ("--place", "鄂爾多斯市", "-o", "b.yaml")
    polcom("extract", "docs/report.txt", *known, folder=desk)
    assert document(desk / "b.yaml")["place"] == "cn:ordos"


def test_a_place_that_the_title_names_is_told(desk: Path) -> None:
    (desk / "a.txt").write_text(REPORT.replace("某市", "2022年内蒙古自治区"), encoding="utf-8")
    found = polcom("extract", "a.txt", "-o", "a.yaml", folder=desk)
    assert "place cn:inner-mongolia: the title names “内蒙古自治区”" in found.err
    assert document(desk / "a.yaml")["place"] == "cn:inner-mongolia"


def test_a_language_that_cannot_be_told_is_asked_for(desk: Path) -> None:
    (desk / "a.txt").write_text("План города 2024-03-05.", encoding="utf-8")
    found = polcom("extract", "a.txt", folder=desk)
    assert (found.code, found.out) == (2, "")
    assert "a.txt: the text is written in Cyrillic letters" in found.err
    assert "there are packs for en, fr, zh" in found.err


def test_two_documents_of_one_name_are_told_apart_by_their_folders_or_refused(desk: Path) -> None:
    (desk / "docs" / "plan.txt").write_text(PLAN + "Trees.\n", encoding="utf-8")
    (desk / "docs" / "report.html").write_text(f"<html><p>{REPORT}</html>", encoding="utf-8")
    found = polcom("extract", "docs", "-o", "out", folder=desk)
    assert found.code == 1
    assert sorted(read_tree(desk / "out")) == ["2024-plan.yaml", "plan.yaml", "report.yaml"]
    said = "failed docs/report.txt: 'report' is also the id of docs/report.html; rename one"
    assert said in found.err


def test_the_same_document_twice_is_read_once(desk: Path) -> None:
    (desk / "docs" / "copy.txt").write_text(REPORT, encoding="utf-8")
    found = polcom("extract", "docs", "docs/report.txt", "-o", "out", folder=desk)
    assert found.code == 0, found.err
    assert "skipped docs/report.txt: the same file as docs/copy.txt" in found.err
    assert sorted(read_tree(desk / "out")) == ["2024-plan.yaml", "copy.yaml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("docs",), "several documents need a folder for their records: add -o FOLDER"),
        (("docs", "-o", "out.yaml"), "out.yaml: one record file holds one document; give a folder"),
        (("docs", "-o", "out", "--text", "a.txt"), "give a folder: --texts FOLDER"),
        (("nowhere", "-o", "out"), "nowhere: no such file or folder; give documents"),
        (("empty", "-o", "out"), "no document found; documents end in .docx, .htm"),
        (("docs", "--jobs", "0", "-o", "out"), "0 is not in the range"),
        (("docs", "--index", "none.csv", "-o", "out"), "none.csv: cannot be read"),
    ],
)
def test_a_call_that_cannot_be_carried_out_is_told_why(
    desk: Path, words: tuple[str, ...], said: str
) -> None:
    (desk / "empty").mkdir()
    found = polcom("extract", *words, folder=desk)
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert not (desk / "out").exists()


def test_links_pipes_and_odd_names_are_passed_over_or_read(desk: Path) -> None:
    docs = desk / "docs"
    (docs / "loop").symlink_to(docs)
    (docs / "gone.txt").symlink_to(docs / "nowhere.txt")
    os.mkfifo(docs / "pipe.txt")
    (docs / "二 号 (final)#1.txt").write_bytes(REPORT.replace("\n", "\r\n").encode())
    strange = os.fsencode(docs) + b"/\xff\n\x1b[1m.txt"
    with open(strange, "wb") as file:  # noqa: PTH123 -- no valid text names it
        file.write(REPORT.encode("gb18030"))
    found = polcom("extract", "docs", "-o", "out", "--texts", "texts", folder=desk)
    assert found.code == 0, found.err
    names = ["1m.yaml", "2024-plan.yaml", "report.yaml", "二-号-final-1.yaml"]
    assert sorted(read_tree(desk / "out")) == names
    assert "skipped docs/gone.txt: a link to nothing" in found.err
    assert "skipped docs/pipe.txt: a link to nothing, or no regular file" in found.err
    proved = polcom("verify", "out", "--documents", "texts", folder=desk)
    assert proved.code == 0, proved.err
    assert "\x1b" not in found.err
    piped = polcom("extract", "docs/pipe.txt", "-o", "a.yaml", folder=desk)
    assert (piped.code, "docs/pipe.txt: no regular file; save" in piped.err) == (2, True)


def test_a_run_does_not_read_what_it_wrote(desk: Path) -> None:
    words = ("extract", "docs", "-o", "docs/out", "--texts", "docs/texts")
    first = polcom(*words, folder=desk)
    second = polcom(*words, folder=desk)
    assert "2 read" in first.err
    assert "0 read, 2 finished before, 1 skipped" in second.err


def test_a_document_of_every_reader_is_extracted_verified_and_built(tmp_path: Path) -> None:
    line = "到2025年，煤炭产量达到10亿吨以上。"
    title, day = "某市政府工作报告", "2022年1月10日"
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text(f"{title}\n{day}\n{line}\n", encoding="gb18030")
    menu = f"<nav><a href=/>首页</a><a href=/b>到2030年，产量达到99亿吨以上</a></nav>{title}"
    page = f"<html lang=zh-CN><body>{menu}<p>{day}</p><p>{line}</p><br>b</body></html>"
    (docs / "b.html").write_text(page, encoding="utf-8")
    (docs / "c.md").write_text(f"# {title}\n\n{day}\n\n- {line}\n", encoding="utf-8")
    word = docx.Document()
    for words in (title, day, line, "d"):
        word.add_paragraph(words)
    word.save(str(docs / "d.docx"))
    write_pdf(docs / "e.pdf", [title, day, line])
    found = polcom("extract", "docs", *HERE, "-o", "out", "--texts", "texts", folder=tmp_path)
    assert found.code == 0, found.err
    for name in "abcde":
        text = (tmp_path / "out" / f"{name}.yaml").read_text(encoding="utf-8")
        assert "value: '1000000000'" in text, name
        assert "9900000000" not in text, name
    proved = polcom("verify", "out", "--documents", "texts", folder=tmp_path)
    assert (proved.code, proved.out.count("spans proved")) == (0, 5), proved.err
    built = polcom("build", "out", "-o", "demo", "--documents", "texts", folder=tmp_path)
    assert built.code == 0, built.err


def test_a_file_that_vanishes_is_told_and_stops_no_other(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = batch.read_document

    def vanish(path: Path, *, encoding: str | None = None) -> object:
        if path.name == "report.txt":
            path.unlink()
        return read(path, encoding=encoding)

    monkeypatch.setattr(batch, "read_document", vanish)
    found = polcom("extract", "docs", "-o", "out", folder=desk)
    assert found.code == 1
    assert "failed docs/report.txt: the file cannot be read (No such file" in found.err
    assert sorted(read_tree(desk / "out")) == ["2024-plan.yaml"]


@pytest.mark.parametrize(
    "words",
    [
        ("docs", "-o", "out", "--texts", "docs"),
        ("docs/report.txt", "-o", "a.yaml", "--text", "docs/../docs/report.txt"),
    ],
)
def test_no_document_is_written_over(desk: Path, words: tuple[str, ...]) -> None:
    (desk / "docs" / "report.txt").write_bytes(REPORT.encode("gb18030"))
    before = read_tree(desk)
    found = polcom("extract", *words, folder=desk)
    assert found.code == 2
    assert "report.txt: is a document of this run; write to another place" in found.err
    assert read_tree(desk) == before


def test_an_output_below_a_file_is_told(desk: Path) -> None:
    found = polcom("extract", "docs/report.txt", "-o", "docs/report.txt/a.yaml", folder=desk)
    assert found.code == 2
    assert "cannot be written: " in found.err
    assert (desk / "docs" / "report.txt").read_text(encoding="utf-8") == REPORT


def test_the_review_of_another_document_is_not_written_over(desk: Path) -> None:
    polcom("extract", "docs/report.txt", "-o", "a.yaml", folder=desk)
    before = (desk / "a.yaml").read_bytes()
    found = polcom("extract", "docs/2024/plan.txt", "-o", "a.yaml", folder=desk)
    assert found.code == 2
    assert "a.yaml: holds the records of 'report', not of 'plan'; name another" in found.err
    assert (desk / "a.yaml").read_bytes() == before
    assert polcom("extract", "docs/2024/plan.txt", "-o", "a.yaml", "--fresh", folder=desk).code == 0


def test_a_review_that_a_person_spoilt_is_told_with_the_line_and_stays(desk: Path) -> None:
    polcom("extract", "docs/report.txt", "-o", "a.yaml", folder=desk)
    spoilt = (
        (desk / "a.yaml").read_text(encoding="utf-8").replace("kind: target", "kind: [target", 1)
    )
    (desk / "a.yaml").write_text(spoilt, encoding="utf-8")
    found = polcom("extract", "docs/report.txt", "-o", "a.yaml", "--again", folder=desk)
    assert found.code == 1
    assert re.search(r"a\.yaml:\d+: not well-formed YAML", found.err)
    assert (desk / "a.yaml").read_text(encoding="utf-8") == spoilt


#: The command, which waits to be interrupted as soon as one document is finished.
WAITING = """
import signal
import time
from pathlib import Path
from graph_builder.cli import main
from graph_builder.review import batch

read = batch.extract

def wait(*given, **named):
    time.sleep(60 if list(Path("out").glob("*.yaml")) else 0)
    return read(*given, **named)

batch.extract = wait
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background ignores it
main()
"""


def test_an_interrupted_run_leaves_whole_files_and_goes_on(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(12):
        body = "".join(f"煤炭产量达到{n}{number}亿吨以上。\n" for n in range(1, 60))
        (docs / f"{number:02}.txt").write_text(f"2022年1月10日\n{body}", encoding="utf-8")
    command = [sys.executable, "-c", WAITING, "extract", "docs", "-o", "out"]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(tmp_path.glob("out/*.yaml")):
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    done = read_tree(tmp_path / "out")
    assert 0 < len(done) < 12, said
    assert run.returncode == 1
    assert b"Traceback" not in said
    assert all(name.endswith(".yaml") for name in done)
    found = polcom("extract", "docs", "-o", "out", folder=tmp_path)
    assert found.code == 0, found.err
    assert f"{12 - len(done)} read, {len(done)} finished before" in found.err
    polcom("extract", "docs", "-o", "whole", folder=tmp_path)
    assert read_tree(tmp_path / "out") == read_tree(tmp_path / "whole")
