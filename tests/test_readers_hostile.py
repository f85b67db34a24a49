"""Files that are broken, foreign or made to do harm: each is refused, with reason and remedy."""

from __future__ import annotations

import resource
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph_builder.errors import DocumentError
from graph_builder.readers import pdf, read_document
from graph_builder.readers.pdf.fence import Limits

from .pages import write_pdf

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "到“十四五”末，煤炭产量达到10亿吨以上。"


def refuse(path: Path, found: str, content: bytes | str | None = None) -> None:
    """The reader refuses a file for a reason, names it, and offers a remedy."""
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    where, _, message = str(caught.value).partition(": ")
    assert where == str(path)
    assert found in message
    assert len(message.rpartition("; ")[2]) > 5


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.pdf", "a.docx"])
@pytest.mark.parametrize("content", [b"", b"\n \t\r\n"])
def test_empty(tmp_path: Path, name: str, content: bytes) -> None:
    refuse(tmp_path / name, "the file is empty", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "\ufeff\u3000"),
        ("a.html", "<html><head><title>t</title></head><body><script>x</script></body></html>"),
        ("a.html", "<!-- nothing -->"),
        ("a.md", "[a]: b\n"),
    ],
)
def test_no_text(tmp_path: Path, name: str, content: str) -> None:
    refuse(tmp_path / name, "holds no text", content)


def test_missing_and_folder(tmp_path: Path) -> None:
    refuse(tmp_path / "a.txt", "cannot be read (No such file")
    refuse(tmp_path, "cannot be read (Is a directory")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
        (b"\x7fELF" + bytes(100), "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(100), "an old Office or an encrypted file"),
        (bytes(range(256)) * 40, "no encoding that can be told"),
        (zlib.compress(SENTENCE.encode() * 99, 9) * 30, "text"),
        (bytes(5000), "control characters"),
        (b"<?xml version='1.0'?><a/>", "it is XML"),
    ],
)
def test_binary(tmp_path: Path, content: bytes, found: str) -> None:
    refuse(tmp_path / "a.txt", found, content)


@pytest.mark.parametrize("codec", ["gb18030", "big5"])
@pytest.mark.parametrize("turned", [False, True])
def test_mixed_encodings(tmp_path: Path, codec: str, *, turned: bool) -> None:
    parts = [(SENTENCE * 9).encode(), ("能源產量達到以上" * 9).encode(codec)]
    content = b"\n".join(reversed(parts) if turned else parts)
    refuse(tmp_path / "a.txt", "the file mixes encodings", content)


def test_mixed_latin_encodings(tmp_path: Path) -> None:
    content = "énergie à l'été, déjà prévue\n".encode() * 2 + "été\n".encode("latin-1")
    refuse(tmp_path / "a.txt", "the file mixes encodings", content)


def test_image_only_pdf(tmp_path: Path) -> None:
    image = BytesIO(b"P6 2 2 255\n" + bytes(12))
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for _ in range(3):
        canvas.drawImage(ImageReader(image), 0, 0, 500, 700)
        canvas.showPage()
    canvas.save()
    refuse(tmp_path / "a.pdf", "no text layer: its pages are images")


def test_scanned_pages_below_a_running_head_are_no_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for _ in range(4):
        canvas.drawString(72, 800, "Scanned by a library")
        canvas.drawImage(ImageReader(BytesIO(b"P6 2 2 255\n" + bytes(12))), 0, 0, 500, 700)
        canvas.showPage()
    canvas.save()
    refuse(tmp_path / "a.pdf", "no text layer")


def test_encrypted_pdf(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", [SENTENCE], password="secret")  # noqa: S106
    refuse(tmp_path / "a.pdf", "the PDF is encrypted")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 99])
def test_damaged_pdf(tmp_path: Path, content: bytes) -> None:
    refuse(tmp_path / "a.pdf", "the PDF is damaged", content)


def bomb_pdf(path: Path, size: int, drawing: bytes) -> Path:
    """A page whose content of ``size`` bytes is packed into a thousandth of it."""
    squeeze = zlib.compressobj(9)
    block = drawing * 50_000
    packed = b"".join(squeeze.compress(block) for _ in range(size // len(block)))
    packed += squeeze.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
            b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        ),
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    path.write_bytes(body + end % (table, len(body)))
    return path


def test_pdf_past_its_limits(tmp_path: Path) -> None:
    large = bomb_pdf(tmp_path / "a.pdf", 200_000_000, b"BT /F1 9 Tf (a) Tj ET\n")
    slow = bomb_pdf(tmp_path / "b.pdf", 200_000_000, b"q Q\n")
    for path, limits, found in (
        (large, Limits(memory=300 * 1024 * 1024), "needed more than 300 MB of memory"),
        (slow, Limits(processor=1), "more than 1 seconds of the processor"),
        (slow, Limits(clock=1), "more than 1 seconds;"),
    ):
        with pytest.raises(DocumentError, match=found):
            pdf.read(path, limits)


def write_docx(path: Path, part: str, content: bytes) -> Path:
    """A DOCX in which one part is replaced."""
    docx.Document().save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | {part: content}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_zip_bomb(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "word/media/a.png", bytes(300_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refuse(path, "like a zip bomb")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_billion_laughs(tmp_path: Path, codec: str) -> None:
    entities = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body>'
    text = f'<?xml version="1.0" encoding="{codec}"?><!DOCTYPE a [{entities}]>{body}</w:document>'
    path = write_docx(tmp_path / "a.docx", "word/document.xml", text.encode(codec))
    refuse(path, "word/document.xml declares a document type")
    page = f"<!DOCTYPE html [{entities}]><html><body><p>{SENTENCE}&l9;</p></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode(codec))
    assert len(read_document(tmp_path / "a.html").text) < 1000


@pytest.mark.parametrize(
    ("part", "content", "found"),
    [
        ("word/document.xml", b"<w:document", "damaged"),
        ("word/document.xml", b"<a>" * 9000 + b"</a>" * 9000, "damaged"),
        ("[Content_Types].xml", b"<Types/>", "damaged"),
        ("word/styles.xml", b"", "damaged"),
        ("word/numbering.xml", b"<broken", "damaged"),
    ],
)
def test_damaged_docx(tmp_path: Path, part: str, content: bytes, found: str) -> None:
    refuse(write_docx(tmp_path / "a.docx", part, content), found)


def test_zip_that_is_no_docx(tmp_path: Path) -> None:
    for name, found in (
        ("xl/workbook.xml", "Excel"),
        ("a.txt", "no DOCX"),
        ("ppt/a", "PowerPoint"),
    ):
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
            archive.writestr(name, "text")
        refuse(tmp_path / "a.docx", found)
    refuse(tmp_path / "b.docx", "damaged", b"PK\x03\x04" + bytes(99))


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "ul", "font"])
def test_a_million_nested_tags(tmp_path: Path, tag: str) -> None:
    nested = f"<{tag}>" * 1_000_000 + SENTENCE + f"</{tag}>" * 1_000_000
    refuse(
        tmp_path / "a.html", "the text after it is lost", f"<html><body>前{nested}后</body></html>"
    )


def test_nesting_that_the_parser_bears_loses_nothing(tmp_path: Path) -> None:
    nested = "<div>一" * 1500 + "中" + "</div>二" * 1500
    (tmp_path / "a.html").write_text(f"<html><body>{nested}</body></html>", encoding="utf-8")
    text = read_document(tmp_path / "a.html").text
    assert (text.count("一"), text.count("中"), text.count("二")) == (1500, 1, 1500)


@pytest.mark.parametrize(
    "piece", ["<p>a", "<table><tr><td rowspan=65534 colspan=1000>a", "<td>a", "<!--", "<a b='"]
)
def test_hostile_html_is_read_or_refused(tmp_path: Path, piece: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>甲{piece * 40_000}", encoding="utf-8")
    try:
        assert read_document(tmp_path / "a.html").text.startswith("甲")
    except DocumentError as error:
        assert "lost" in str(error)  # noqa: PT017


@pytest.mark.parametrize("piece", ["> ", "- ", "[", "`", "*a ", "|", "<a ", "![", "1) "])
def test_hostile_markdown_is_read_or_refused(tmp_path: Path, piece: str) -> None:
    (tmp_path / "a.md").write_text(f"甲\n{piece * 20_000}\n", encoding="utf-8")
    try:
        assert read_document(tmp_path / "a.md").text.startswith("甲")
    except DocumentError as error:
        assert "nested" in str(error)  # noqa: PT017


def test_markdown_nested_too_deep_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for depth in range(20, 70):
        path.write_text("> " * depth + "甲\n", encoding="utf-8")
        try:
            assert read_document(path).text == "甲"
        except DocumentError as error:
            assert "line 1 is nested deeper than 60 levels" in str(error)  # noqa: PT017
            assert depth > 50


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_a_text_of_100_megabytes(tmp_path: Path, codec: str) -> None:
    line = f"　　{SENTENCE}\n"
    times = 100_000_000 // len(line.encode(codec))
    path = tmp_path / "a.txt"
    path.write_bytes((line * times).encode(codec))
    source = read_document(path)
    assert source.text == line * times
    assert len(source.map.blocks) == times
    last = source.map.at(len(source.text) - 5)
    assert last is not None
    assert last.place.line == times
