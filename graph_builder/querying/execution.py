"""Running SPARQL on a store: checked first, answered as rows, faults shown where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Store, Variable
from rich.cells import cell_len

from graph_builder.errors import QueryError
from graph_builder.namespaces import XSD

from .rows import Rows
from .tokens import refuse_remote, refuse_unsafe, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QueryTriples

    from .parameters import Term

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_BOOLEAN = NamedNode(f"{XSD}boolean")
_MOST_EXPECTED = 200


def run_query(
    store: Store,
    text: str,
    bindings: Mapping[Variable, Term] | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> Rows:
    """The answer to a SPARQL query over all graphs of a store together.

    Variables in ``bindings`` stand for their terms; of a SELECT they must be projected. The text
    may use ``prefixes`` without declaring them.

    Raises:
        QueryError: for a query that is unsafe, misspelt (with line and column) or bound wrongly.

    """
    graphs = [graph.value for graph in store.named_graphs()]
    refuse_unsafe(text, graphs, prefixes or {})
    found = _evaluate(store, text, dict(bindings or {}), dict(prefixes or {}))
    if isinstance(found, QueryBoolean):
        word = "true" if found else "false"
        return Rows(("answer",), ((Literal(word, datatype=_BOOLEAN),),), "ASK")
    if isinstance(found, QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Rows(columns, tuple(tuple(solution) for solution in found))
    return _collect_triples(found)


def run_update(store: Store, text: str, prefixes: Mapping[str, str]) -> None:
    """Change a store by a SPARQL update, wholly or not at all; ``prefixes`` need no declaration.

    Raises:
        QueryError: for LOAD and SERVICE, and for a misspelt update (with line and column).

    """
    refuse_remote(text)
    try:
        store.update(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise QueryError(_explain(text, str(error), None)) from None


def _collect_triples(found: QueryTriples) -> Rows:
    triples = sorted(set(found), key=str)
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in triples)
    return Rows(("subject", "predicate", "object"), rows, "CONSTRUCT")


def _evaluate(
    store: Store, text: str, bindings: dict[Variable, Term], prefixes: dict[str, str]
) -> QueryBoolean | QuerySolutions | QueryTriples:
    words = {token.word for token in tokenize(text)}
    if bindings and words & {"CONSTRUCT", "DESCRIBE"}:
        # The engine would leave the bindings out without a word.
        raise QueryError("CONSTRUCT and DESCRIBE take no parameters; write a SELECT query")
    try:
        return store.query(
            text,
            prefixes=prefixes,
            use_default_graph_as_union=True,
            substitutions=bindings,  # type: ignore[arg-type]
        )
    except SyntaxError as error:
        raise QueryError(_explain(text, str(error), _locate(text))) from None
    except RuntimeError as error:
        raise QueryError(f"{error}; name the parameter in the SELECT line") from None


def _explain(text: str, message: str, found: tuple[int, int] | None) -> str:
    place = _PLACE.match(message)
    if found is not None:
        line, column = found
        fault = "the query cannot be read from here on; look for what is missing or misspelt"
    elif place is not None:
        line, column = int(place[1]), int(place[2])
        fault = _phrase(place[3])
    else:
        return f"{message}; mend the query"
    shown = [*text.splitlines(), "", ""][line - 1].replace("\t", " ")
    pointer = " " * cell_len(shown[: column - 1]) + "^"
    return f"line {line}, column {column}: {fault}\n  {shown}\n  {pointer}"


def _locate(text: str) -> tuple[int, int] | None:
    """Line and column where a query stops to be readable: Oxigraph often names only its end."""
    # Only errors need rdflib here, and it takes long to load.
    from pyparsing import ParseBaseException  # noqa: PLC0415
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        parseQuery(text.replace("\t", " "))
    except ParseBaseException as error:
        return error.lineno, error.column
    except RecursionError:
        return None
    return None


def _phrase(expected: str) -> str:
    if "Prefix not found" in expected:
        return "the prefix of this name is not declared; add a PREFIX line"
    words = " ".join(expected.split()).removeprefix("expected one of ").removesuffix(", [_]")
    return f"{words[:_MOST_EXPECTED]}; mend the query"
