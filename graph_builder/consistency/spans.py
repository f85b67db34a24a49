"""Evidence that must lie in its document, and citations that must say what their directive says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder import model
from graph_builder.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.errors import Problem

    from .context import Context, Path, Placed


def list_spans(placed: Placed) -> Iterator[tuple[Path, model.Span]]:
    """Every span of a record with its path in the file."""
    record = placed.record
    if not isinstance(record, model.StatementBase):
        return
    for name in ("evidence", "citations"):
        for index, span in enumerate(getattr(record, name)):
            yield (*placed.path, name, index), span
    links = record.implements if isinstance(record, model.CommitmentBase) else ()
    for index, link in enumerate(links):
        if isinstance(link, model.Implementation):
            for inner, span in enumerate(link.evidence):
                yield (*placed.path, "implements", index, "evidence", inner), span


def check_spans(context: Context) -> Iterator[Problem]:
    """Every span lies in a document whose text is identified by its hash."""
    for placed in (*context.records.values(), *context.remarks):
        for path, span in list_spans(placed):
            name = span.document or placed.source.records.document_id
            document = context.documents.get(name)
            if document is None:
                if span.document:
                    found = f"no file describes the document '{name}'"
                    yield placed.source.problem(path, found, "give the file that describes it")
            elif document.sha256 is None or document.length is None:
                found = f"evidence by offsets in '{name}', whose text is not identified"
                wanted = "give the document its sha256 and length, or cite a source address"
                yield placed.source.problem(path, found, wanted)
            elif span.end > document.length:
                found = f"the span ends at {span.end}, the text at {document.length}"
                yield placed.source.problem(path, found, "correct the offsets")


def check_citations(context: Context) -> Iterator[Problem]:
    """A verbatim citation repeats words of its directive, apart from script and punctuation."""
    for placed in context.records.values():
        if not isinstance(placed.record, model.StatementBase):
            continue
        for index, citation in enumerate(placed.record.citations):
            if citation.resolution == "verbatim" and not _repeats(context, placed, citation):
                found = "the words do not stand in the evidence of the directive"
                where = (*placed.path, "citations", index)
                yield placed.source.problem(where, found, "correct it, or write resolution: named")


def _repeats(context: Context, placed: Placed, citation: model.Citation) -> bool:
    cited = context.follow(placed.source, citation.cites)
    if cited is None or not isinstance(cited.record, model.StatementBase):
        return True
    passages = [span.quote for span in cited.record.evidence]
    if citation.quote is None or None in passages:
        return True  # words known by their hash alone cannot be compared
    return any(fold(citation.quote) in fold(passage) for passage in passages if passage)
