"""Rules on questions and records: they run, and give the rows that are expected.

``write_rows`` writes what they give as what is expected, for an author who has read it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from graph_builder.building import Settings, assemble
from graph_builder.errors import (
    PolcomError,
    QueryError,
    RecordError,
    UsageError,
)
from graph_builder.extension import find_extension
from graph_builder.ontology import load_ontology
from graph_builder.querying import load_queries, read_query, render
from graph_builder.turtle import read_turtle

from .draft import Draft
from .findings import Finding
from .skeleton import list_core_examples

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from graph_builder.errors import Problem
    from graph_builder.querying import Query


_PLACED = re.compile(r"line (?P<line>\d+), column (?P<column>\d+): ")
#: So many lines of an answer a message shows.
_MOST = 6


def check_questions(draft: Draft) -> Iterator[Finding]:
    """The example records build, and each question gives its expected rows for them."""
    store = yield from _check_records(draft)
    for path in _list_own(draft):
        try:
            query = read_query(path)
        except QueryError as error:
            found, _, wanted = str(error).removeprefix(f"{path}: ").rpartition("; ")
            yield Finding(draft.name(path), "", "question", found, wanted)
        else:
            yield from _check_question(draft, path, query, store)
    for path in sorted(_name_rows(draft, "*").parent.glob("*.tsv")):
        if path.stem not in {own.stem for own in _list_own(draft)}:
            found, wanted = "rows of a question that is not there", "name it for one, or delete it"
            yield Finding(draft.name(path), "", "question", found, wanted)


def _check_records(draft: Draft) -> Generator[Finding, None, Store | None]:
    """What is wrong with the example records; their graph, when nothing is."""
    folder = draft.extension.example_records
    if folder is None:
        wanted = "write records that show the extension in use"
        found = "there are no example records"
        yield Finding("examples/records", "", "record", found, wanted, advice=True)
        return None
    settings = Settings(extensions=(draft.extension.folder,), enforce=False)
    try:
        assembly = assemble([folder], settings=settings)
    except RecordError as error:
        yield from (_describe(draft, problem) for problem in error.problems)
        return None
    violations = assembly.validation.of_severity("Violation")
    for violation in violations:
        place, _, record = assembly.places.get(violation.focus, "").rpartition(": ")
        path, _, line = place.rpartition(":")
        where = f"{draft.name(Path(path))}:{line}" if path else "examples/records"
        found = f"breaks {draft.shorten(NamedNode(violation.shape))}"
        words = violation.message.get("en", "mend the record").rstrip(".")
        yield Finding(where, record or draft.shorten(violation.focus), "record", found, words)
    return None if violations else assembly.store


def _describe(draft: Draft, problem: Problem) -> Finding:
    place = f"{draft.name(problem.file)}:{problem.line}"
    return Finding(place, problem.field, "record", problem.found, problem.wanted)


def _list_own(draft: Draft) -> list[Path]:
    """The files of questions of the extension."""
    folder = draft.extension.queries
    return sorted(folder.rglob("*.rq")) if folder else []


def _name_rows(draft: Draft, question: str) -> Path:
    return draft.extension.folder / "queries" / "expected" / f"{question}.tsv"


def write_rows(place: Path) -> list[Path]:
    """Write what the questions of an extension give now as the rows that are expected of them.

    The rows are those for its example records; the files written, in order of question.

    Raises:
        OntologyError: when the place holds no extension, or a broken one.
        UsageError: when the extension has no example records or no questions.
        RecordError, ConformanceError, QueryError: when a record or question is at fault.

    """
    draft = Draft(find_extension(place))
    folder = draft.extension.example_records
    questions = [read_query(path) for path in _list_own(draft)]
    if folder is None or not questions:
        wanted = "write both examples/records and queries first"
        raise UsageError(f"{draft.extension.name}: there are no rows to write; {wanted}")
    settings = Settings(extensions=(draft.extension.folder,))
    store = assemble([folder], settings=settings).store
    names = {**draft.core.prefixes, **draft.prefixes}
    return [_write(_name_rows(draft, q.name), ask(q, store, names)) for q in questions]


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _check_question(
    draft: Draft, path: Path, query: Query, store: Store | None
) -> Iterator[Finding]:
    expected, place = _name_rows(draft, path.stem), draft.name(path)
    if query.title["en"] == query.title["zh-Hans"]:
        found, wanted = "no words in Simplified Chinese", "the English ones stand in for them"
        yield Finding(place, "", "question", found, wanted, advice=True)
    try:
        rows = ask(query, store or Store(), {**draft.core.prefixes, **draft.prefixes})
    except PolcomError as error:
        yield _place_fault(draft, path, query, str(error))
        return
    if store is None:
        return
    if not expected.is_file():
        wanted = f"read them, then: polcom extension rows {draft.extension.folder}\n{_show(rows)}"
        yield Finding(place, "", "question", "no rows are expected of it", wanted)
    elif _read_rows(expected) != rows:
        found = "the example records give other rows"
        wanted = (
            f"correct the query, or: polcom extension rows {draft.extension.folder}\n{_show(rows)}"
        )
        yield Finding(draft.name(expected), "", "question", found, wanted)


def _place_fault(draft: Draft, path: Path, query: Query, message: str) -> Finding:
    """A fault of SPARQL at its place in the file, whose header the query has lost."""
    told, place = message.splitlines()[0], draft.name(path)
    placed = _PLACED.match(told)
    if placed:
        above = path.read_text("utf-8-sig").rstrip().count("\n") - query.text.rstrip().count("\n")
        place = f"{place}:{int(placed['line']) + above}:{placed['column']}"
    found, _, wanted = _PLACED.sub("", told).rpartition("; ")
    return Finding(place, "", "question", found or wanted, wanted if found else "mend the SPARQL")


def _show(rows: str) -> str:
    """The head and the first rows of an answer, and how many more there are."""
    lines = rows.splitlines()
    more = len(lines) - _MOST
    return "\n".join([*lines[:_MOST], *([f"… and {more} more rows"] if more > 0 else [])])


def _read_rows(path: Path) -> str:
    """The text of a file of rows, however a text editor of Windows has saved it."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n")


def ask(query: Query, store: Store, prefixes: Mapping[str, str]) -> str:
    """The rows of a question as TSV, its required parameters taken from their examples."""
    values = {p.name: p.sample for p in query.parameters if p.required and p.sample}
    return render(query.run(store, values, prefixes), "tsv", prefixes=dict(prefixes))


def check_core_questions(draft: Draft) -> Iterator[Finding]:
    """The questions of polcom still give every row that they give without the extension."""
    examples = [quad for path in list_core_examples("good") for quad in read_turtle(path)]
    before, after = Store(), Store()
    before.extend([*draft.core.quads, *examples])
    after.extend([*load_ontology([draft.extension.folder]).quads, *examples])
    for name, query in load_queries().items():
        rows = (ask(query, store, draft.core.prefixes) for store in (before, after))
        without, extended = (set(text.splitlines()) for text in rows)
        if without - extended:
            found = f"the question '{name}' of polcom loses or changes rows with the extension"
            wanted = "let the extension say nothing that the question counts"
            yield Finding(draft.extension.name, "", "core-question", found, wanted)
