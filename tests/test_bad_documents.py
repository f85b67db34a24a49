"""Bad documents through the command line: a clear message, the exit code, nothing half-written."""

from __future__ import annotations

import resource
import subprocess
import sys
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph_builder.records.syntax import parse_yaml

from .pages import write_pdf
from .samples import Outcome, polcom, read_tree
from .test_readers_hostile import bomb_pdf, write_docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINE = "到2025年，煤炭产量达到10亿吨以上。"
HEAD = ("--issued", "2022-01-10", "--place", "cn:ordos")


def write_image_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(BytesIO(b"P6 2 2 255\n" + bytes(12))), 0, 0, 500, 700)
    canvas.save()


def write_laughs(path: Path) -> None:
    entities = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    text = f'<?xml version="1.0"?><!DOCTYPE a [{entities}]><a>&l9;</a>'
    if path.suffix == ".docx":
        write_docx(path, "word/document.xml", text.encode())
    else:
        path.write_text(text, encoding="utf-8")


def fill(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


NESTED = f"<html><body>前{'<div>' * 1_000_000}{LINE}</body></html>".encode()
MIXED = (LINE * 9).encode() + b"\n" + ("能源产量达到以上" * 9).encode("gb18030")
ZIPPED = zlib.compress(LINE.encode() * 99, 9) * 30

#: Each case: a name, how the file is written, and what the message must say.
CASES: list[tuple[str, Callable[[Path], object], str]] = [
    ("empty.txt", fill(b""), "the file is empty; give a file with text"),
    ("hollow.docx", fill(b"\n"), "the file is empty"),
    ("blank.txt", fill("\u3000\n".encode()), "the file holds no text"),
    ("binary.txt", fill(bytes(range(256)) * 40), "no encoding that can be told; name the encoding"),
    ("zipped.txt", fill(ZIPPED), "text"),
    ("picture.txt", fill(b"\x89PNG\r\n\x1a\n"), "it is a PNG image; read it with OCR first"),
    ("mixed.txt", fill(MIXED), "the file mixes encodings; save all of it in one"),
    ("scan.pdf", write_image_pdf, "no text layer: its pages are images"),
    (
        "locked.pdf",
        lambda path: write_pdf(path, [LINE], password="secret"),  # noqa: S106
        "the PDF is encrypted",
    ),
    ("broken.pdf", fill(b"%PDF-1.7\n"), "the PDF is damaged"),
    (
        "bomb.docx",
        lambda path: write_docx(path, "word/media/a.png", bytes(300_000_000)),
        "like a zip bomb",
    ),
    ("laughs.docx", write_laughs, "declares a document type"),
    ("laughs.xml", write_laughs, "it is XML, but not XHTML"),
    ("nested.html", fill(NESTED), "and the text after it is lost (Excessive depth"),
    ("archive.txt", fill(b"\x1f\x8b" + bytes(99)), "it is a gzip archive; unpack it"),
    ("old.doc", fill(b"\xd0\xcf\x11\xe0" + bytes(99)), "save it as DOCX, not encrypted"),
]


@pytest.mark.parametrize(("name", "write", "said"), CASES, ids=[case[0] for case in CASES])
def test_a_bad_document_is_told_with_the_remedy_and_nothing_is_written(
    tmp_path: Path, name: str, write: Callable[[Path], object], said: str
) -> None:
    write(tmp_path / name)
    before = set(read_tree(tmp_path))
    outputs = ("-o", "out/a.yaml", "--text", "out/a.txt")
    found = polcom("extract", name, "--language", "zh-Hans", *HEAD, *outputs, folder=tmp_path)
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(f"polcom: {name}: ")
    assert said in found.err
    assert "Traceback" not in found.err
    assert set(read_tree(tmp_path)) == before


def test_all_of_them_in_one_folder_stop_no_good_document(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "good.txt").write_text(f"2022年1月10日\n{LINE}\n", encoding="utf-8")
    for name, write, _ in CASES:
        write(tmp_path / "docs" / name)
    bomb_pdf(tmp_path / "docs" / "slow.pdf", 200_000_000, b"BT /F1 9 Tf (a) Tj ET\n")
    found = polcom("extract", "docs", "-o", "out", folder=tmp_path)
    assert found.code == 1
    assert list(read_tree(tmp_path / "out")) == ["good.yaml"]
    read_by_suffix = [n for n, _, _ in CASES if n.rpartition(".")[2] not in {"xml", "doc"}]
    assert all(f"failed docs/{name}: " in found.err for name in [*read_by_suffix, "slow.pdf"])


@pytest.mark.parametrize("language", ["ja", "xx", "../en", "zh-Hans/..", ""])
def test_a_language_without_a_pack_is_told_which_there_are(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    found = polcom("extract", "a.txt", "--language", language, *HEAD, folder=tmp_path)
    if not language:
        assert found.code == 0  # as if it were not given
        return
    assert (found.code, found.out) == (2, "")
    assert "en, fr, zh, zh-Hans-CN, zh-Hant-HK, zh-Hant-TW" in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--place", "cn:"), "a.txt: place: found 'cn:'; write a reference such as cn:ordos"),
        (("--place", "cn:a b"), "a.txt: place: found 'cn:a b'"),
        (("--undertaken-by", "a/"), "a.txt: undertaken_by: found 'a/'"),
        (("--language", "zh-Hans-x"), "a.txt: the language 'zh-Hans-x' is no tag; write one"),
        (("--encoding", "klingon"), "there is no text encoding 'klingon'; name one such as"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    found = polcom("extract", "a.txt", "--issued", "2022-01-10", *words, folder=tmp_path)
    assert found.code in {1, 2}
    assert said in found.err


def test_a_tag_may_be_written_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    found = polcom("extract", "a.txt", "--language", "ZH_hans", *HEAD, folder=tmp_path)
    assert found.code == 0, found.err
    assert "language: zh-Hans\n" in found.out


def test_scripts_and_menus_of_a_page_are_not_extracted_from(tmp_path: Path) -> None:
    page = (
        "<html lang=zh><head><script>alert('到2025年，产量达到77亿吨以上')</script></head><body>"
        "<nav><a href=/>首页</a><a href=/b>到2030年，产量达到99亿吨以上</a></nav>"
        f"<p onclick='x()'>{LINE}</p><style>p {{}}</style></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    found = polcom("extract", "a.html", *HEAD, folder=tmp_path)
    assert found.code == 0, found.err
    assert "value: '1000000000'" in found.out
    assert "7700000000" not in found.out
    assert "9900000000" not in found.out
    assert "alert" not in found.out


@pytest.mark.parametrize(
    "words",
    ["\x1b[31m红", "a: b # c", "- {x: [", "'\"{}&*!|>%@`", "\u202e反\u2066", "\ud7ff\ufffe"],
)
def test_signs_that_yaml_or_a_screen_would_act_on_stay_words(tmp_path: Path, words: str) -> None:
    text = (
        f"2022年1月10日\n一是建设{words}强市。到2025年，{words}产量达到10亿吨以上。\n二是绿化。\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    options = ("--place", "cn:ordos", "--text", "texts/a.txt", "-o", "a.yaml")
    found = polcom("extract", "a.txt", *options, folder=tmp_path)
    assert found.code == 0, found.err
    shown = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    comments = [line for line in shown.split("\n") if line.startswith("#")]
    assert all(line.isprintable() for line in comments)
    proved = polcom("verify", "a.yaml", "--documents", "texts", folder=tmp_path)
    assert proved.code == 0, proved.err
    again = polcom("extract", "a.txt", *options, "--again", folder=tmp_path)
    assert again.code == 0, again.err
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == shown


def measure(folder: Path, *arguments: str) -> tuple[Outcome, float]:
    """The outcome of a call in a process of its own, and its largest memory in megabytes."""
    command = [sys.executable, "-m", "graph_builder", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Outcome(run.returncode, run.stdout, run.stderr), peak


def test_a_text_of_100_megabytes_is_refused_with_the_limit(tmp_path: Path) -> None:
    times = 100_000_000 // len(f"{LINE}\n".encode())
    (tmp_path / "a.txt").write_text(f"{LINE}\n" * times, encoding="utf-8")
    found, peak = measure(tmp_path, "extract", "a.txt", *HEAD, "-o", "a.yaml")
    assert found.code == 1
    assert f"a.txt: {times * len(LINE + ' '):,} characters, more than 1,000,000; split" in found.err
    assert not (tmp_path / "a.yaml").exists()
    assert peak < 1500


def test_a_text_with_pinyin_is_extracted_from_and_verified(tmp_path: Path) -> None:
    text = "2022年1月10日\n到2025年，煤炭產(chǎn)量達(dá)到10億噸(dūn)以上。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    options = ("--place", "cn:ordos", "--text", "texts/a.txt", "-o", "a.yaml")
    found = polcom("extract", "a.txt", *options, folder=tmp_path)
    assert found.code == 0, found.err
    shown = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "value: '1000000000'" in shown
    assert "label: {zh-Hant: 煤炭產量達到10億噸以上}" in shown
    assert "#? pinyin-passed-over@" in shown
    proved = polcom("verify", "a.yaml", "--documents", "texts", folder=tmp_path)
    assert proved.code == 0, proved.err


def test_a_number_that_cannot_be_read_is_sent_to_review_as_it_is_written(tmp_path: Path) -> None:
    text = "2022年1月10日\n到2025年，参保人数达到10,4386万名。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = polcom("extract", "a.txt", *HEAD, folder=tmp_path)
    assert found.code == 0, found.err
    assert "#? number-malformed@" in found.out
    assert "【10,4386】" in found.out
    tree = parse_yaml(found.out).tree
    assert isinstance(tree, dict)
    assert not any("value" in s for s in tree.get("statements", ()))
