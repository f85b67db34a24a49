"""Rules on questions and records: they run, and give the rows that are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Store

from graph_builder.building import Settings, assemble
from graph_builder.errors import ConformanceError, PolcomError, QueryError, RecordError
from graph_builder.ontology import load_ontology, read_turtle
from graph_builder.querying import load_queries, render

from .findings import Finding
from .skeleton import list_core_examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_builder.querying import Query

    from .draft import Draft


def check_questions(draft: Draft) -> Iterator[Finding]:
    """The example records build, and each question gives its expected rows for them."""
    folder = draft.extension.example_records
    store = None
    if folder is None:
        wanted = "write records that show the extension in use"
        found = "there are no example records"
        yield Finding("examples/records", "", "record", found, wanted, advice=True)
    else:
        try:
            settings = Settings(extensions=(draft.extension.folder,))
            store = assemble([folder], settings=settings).store
        except (RecordError, ConformanceError) as error:
            for line in str(error).splitlines():
                yield Finding("examples/records", "", "record", line, "mend the record")
    if draft.extension.queries is None:
        return
    try:
        questions = load_queries(draft.extension.queries)
    except QueryError as error:
        yield Finding("queries", "", "question", str(error), "mend the file")
        return
    own = {name: query for name, query in questions.items() if name not in load_queries()}
    for name, query in own.items():
        yield from _check_question(draft, name, query, store)


def _check_question(
    draft: Draft, name: str, query: Query, store: Store | None
) -> Iterator[Finding]:
    assert draft.extension.queries is not None
    expected = draft.extension.queries / "expected" / f"{name}.tsv"
    try:
        rows = ask(query, store or Store(), {**draft.core.prefixes, **draft.prefixes})
    except PolcomError as error:
        yield Finding(f"queries/{name}.rq", "", "question", str(error), "mend the SPARQL")
        return
    if store is None:
        return
    if not expected.is_file():
        wanted = f"write queries/expected/{name}.tsv; the example records give:\n{rows}"
        yield Finding(f"queries/{name}.rq", "", "question", "no rows are expected of it", wanted)
    elif expected.read_text(encoding="utf-8") != rows:
        place = draft.name(expected)
        found = "the example records give other rows"
        yield Finding(place, "", "question", found, f"correct the query, or write:\n{rows}")


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
