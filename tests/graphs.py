"""The graphs that queries are tested on: as an Oxigraph store and as an rdflib dataset."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import ResultRow

from graph_builder.building import assemble
from graph_builder.ontology import load_ontology

from .ordos import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Variable
    from rdflib.plugins.sparql.sparql import Query

    from graph_builder.querying.parameters import Term

DATA = Path(__file__).parent / "data"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double")}
PREFIXES = load_ontology().prefixes


@cache
def build_ordos() -> Store:
    return assemble([EXAMPLE]).store


@cache
def load_data(name: str) -> Store:
    """The ontology with a TriG file of tests/data."""
    store = Store()
    store.extend(load_ontology().quads)
    store.load(path=DATA / name, format=RdfFormat.TRIG)
    return store


@cache
def convert_ordos() -> rdflib.Dataset:
    return convert(build_ordos())


def convert(store: Store) -> rdflib.Dataset:
    quads = store.dump(format=RdfFormat.N_QUADS)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=quads, format="nquads")
    return dataset


@cache
def prepare(text: str) -> Query:
    return prepareQuery(text)


def ask_rdflib(
    dataset: rdflib.Dataset,
    text: str,
    bindings: Mapping[Variable, Term],
    columns: Iterable[str],
) -> list[tuple[object, ...]]:
    initial = {variable.value: to_rdflib(term) for variable, term in bindings.items()}
    rows = dataset.query(prepare(text), initBindings=initial)
    kept = tuple(columns)
    found = [row.asdict() for row in rows if isinstance(row, ResultRow)]
    return [tuple(value_of(row.get(column)) for column in kept) for row in found]


def to_rdflib(term: Term) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    datatype = term.datatype.value
    return rdflib.Literal(
        term.value, datatype=None if datatype == f"{XSD}string" else rdflib.URIRef(datatype)
    )


def value_of(term: object) -> object:
    """What a term of either engine means: numbers by value, languages in lower case."""
    if isinstance(term, Literal):
        language, datatype = term.language, term.datatype.value
        return _value(term.value, language, datatype)
    if isinstance(term, rdflib.Literal):
        return _value(str(term), term.language, str(term.datatype or f"{XSD}string"))
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    return None if term is None else f"<{term}>"


def _value(text: str, language: str | None, datatype: str) -> object:
    if datatype in NUMBERS:
        return Decimal(text)
    return (text, language.lower()) if language else (text, datatype)
