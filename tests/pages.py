"""PDF files that tests write: Chinese text broken into lines at any character, as is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FONT, SIZE, STEP, MARGIN = "STSong-Light", 12, 20, 72


def write_pdf(
    path: Path,
    paragraphs: Sequence[str],
    head: str = "",
    rows: Sequence[Sequence[str]] = (),
    password: str = "",
) -> Path:
    """A PDF of paragraphs with indented first lines, then a table; with running head and foot."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(str(path), pagesize=A4, encrypt=lock, invariant=1)
    height = _begin(canvas, head)
    for text in paragraphs:
        for number, line in enumerate(break_lines(text)):
            if height < MARGIN + STEP:
                canvas.showPage()
                height = _begin(canvas, head)
            canvas.drawString(MARGIN + (0 if number else 2 * SIZE), height, line)
            height -= STEP
    for row in rows:
        for column, cell in enumerate(row):
            canvas.drawString(MARGIN + 150 * column, height, cell)
        height -= STEP
    canvas.save()
    return path


def break_lines(text: str) -> list[str]:
    """The lines of a paragraph, the first one two characters shorter."""
    lines, begun, room = [], "", A4[0] - 2 * MARGIN - 2 * SIZE
    for sign in text:
        if pdfmetrics.stringWidth(begun + sign, FONT, SIZE) > room:
            lines.append(begun)
            begun, room = "", A4[0] - 2 * MARGIN
        begun += sign
    return [*lines, begun]


def _begin(canvas: Any, head: str) -> float:
    canvas.setFont(FONT, SIZE)
    if head:
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {canvas.getPageNumber()} —")
    return float(A4[1] - MARGIN - STEP)
