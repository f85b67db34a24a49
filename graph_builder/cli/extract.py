"""``polcom extract``."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import click

from graph_builder.errors import UsageError
from graph_builder.extraction import extract as extract_text
from graph_builder.extraction import guess_issue_date
from graph_builder.extractors import ExtractorInput
from graph_builder.readers import read_document
from graph_builder.review import Revision, describe_document, read_previous, write_review

from .extractors import add_extractor, extractor_options
from .linking import Sources, linking_options
from .options import PATH


@click.command(short_help="Read commitments from a document, as records to review.")
@click.argument("document", type=PATH)
@click.option("--language", required=True, help="Language of the text, such as zh-Hant or en.")
@click.option("--issued", type=click.DateTime(["%Y-%m-%d"]), help="Day of issue of the document.")
@click.option("--place", help="Place that the document is about, such as cn:ordos.")
@click.option("--undertaken-by", metavar="AGENT", help="Who undertakes what it promises.")
@click.option("--encoding", help="Encoding of a text file, where it is guessed wrongly.")
@click.option("--force", is_flag=True, help="Replace the output, with what a person changed in it.")
@click.option("--text", type=PATH, help="Also write the plain text, which verify proves against.")
@linking_options
@extractor_options
@click.option("-o", "--output", type=PATH, help="File of the records; else standard output.")
def extract(  # noqa: PLR0913 -- one parameter per option
    document: Path,
    *,
    language: str,
    issued: datetime | None,
    place: str | None,
    undertaken_by: str | None,
    encoding: str | None,
    force: bool,
    text: Path | None,
    against: tuple[Path, ...],
    documents: Path | None,
    extractor: str | None,
    settings: tuple[str, ...],
    output: Path | None,
) -> None:
    """Read goals, targets, actions and achievements from a DOCUMENT (text, HTML, Markdown, DOCX).

    Writes records in the format that people write by hand, the doubtful ones first, each field
    with the characters that prove it. Read them, correct them, then build them. Nothing is sent
    anywhere, and no model is asked, unless you name an extractor that does.

    With --against, what it cites or repeats from other documents is linked to the exact passage;
    clauses of a text that no record holds yet are written as records of that text, beside OUTPUT.

    With --extractor, another one reads the document too, such as a language model. It returns
    quotes; what does not stand in the document is rejected, what cannot be derived from the quotes
    or differs from the rules goes to review.

    \b
    Examples:
      polcom extract report.txt --language zh-Hans --issued 2024-03-05 -o report.yaml
      polcom extract interview.txt --language zh-Hant --against report.txt -o interview.yaml
    """
    source = read_document(document, encoding=encoding)
    day = issued.date() if issued else _guess_day(source.text, language)
    found = extract_text(source.text, language=language, issued=day, blocks=source.map)
    read = ExtractorInput(source.text, language, day, source.map)
    add_extractor(found, read, extractor, settings)
    if text is not None:
        text.write_text(source.text, encoding="utf-8", newline="")
    name = re.sub(r"[^\w.\-]+", "-", document.stem).strip("-.") or "document"
    head = describe_document(name, source, language, day)
    head = head.model_copy(update={"place": place, "undertaken_by": undertaken_by})
    Sources(against, documents, output).link(found, source.text, head)
    previous = read_previous(output, name) if output and not force else None
    review = write_review(head, source, found, Revision(previous)).text
    if output is None:
        click.echo(review, nl=False)
        return
    output.write_text(review, encoding="utf-8", newline="\n")
    count = len(found.doubts)
    click.echo(f"wrote {output}: {len(found.statements)} statements, {count} to look at", err=True)


def _guess_day(text: str, language: str) -> date:
    day = guess_issue_date(text, language)
    if day is None:
        raise UsageError("no date of issue was found in the text; give it with --issued 2024-03-05")
    return day
