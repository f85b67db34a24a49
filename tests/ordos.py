"""The records of the Ordos example, read once for the tests that look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder import model

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "ordos"
INTERVIEW = "ordos-interview-2022"
REPORT = "cpc20-report-2022"
#: The files of the corpus that hold the texts of documents.
TEXTS = {INTERVIEW: "zh_ordos_interview_2022", REPORT: "zh_cpc20_report_2022"}


@cache
def read_example() -> tuple[model.RecordFile, ...]:
    return tuple(source.records for source in read_records([EXAMPLE]))


@cache
def read_statements() -> dict[str, model.Statement]:
    """Every statement of the example by document and id."""
    return {
        f"{records.document_id}/{statement.id}": statement
        for records in read_example()
        for statement in records.statements
    }


@cache
def read_interview() -> dict[str, model.Statement]:
    """The statements of the interview by id, in the order of the file."""
    statements = read_statements().items()
    return {
        name.partition("/")[2]: statement
        for name, statement in statements
        if name.startswith(f"{INTERVIEW}/")
    }


def list_spans() -> Iterator[tuple[str, model.Span]]:
    """Every span of a statement with the id of the document that it lies in."""
    for name, statement in read_statements().items():
        links = [x for x in getattr(statement, "implements", ()) if not isinstance(x, str)]
        evidence = [span for link in links for span in link.evidence]
        for span in (*statement.evidence, *statement.citations, *evidence):
            yield span.document or name.partition("/")[0], span
