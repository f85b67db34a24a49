"""Every file of the query pack: its header, its terms, and the same rows from two engines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib.paths import Path as PropertyPath

from graph_builder.ontology import load_ontology
from graph_builder.querying import describe_queries, resolve_query
from graph_builder.querying.files import LANGUAGES, Query, load_queries
from graph_builder.querying.rows import render
from graph_builder.querying.tokens import tokenize

from .graphs import PREFIXES, ask_rdflib, build_ordos, convert_ordos, load_data, prepare, value_of

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).parent / "golden" / "queries"
QUERIES = load_queries()
THEMES = {"cascade", "targets", "evidence", "outcomes", "change", "checks"}
CHECKS = [query for query in QUERIES.values() if query.theme == "checks"]
OWN = ("https://w3id.org/polcom/ns#", "https://w3id.org/polcom/vocab/", "http://qudt.org/vocab/")

every_query = pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)


def required(query: Query) -> dict[str, str]:
    return {p.name: str(p.example) for p in query.parameters if p.required}


def examples(query: Query) -> dict[str, str]:
    return {p.name: p.example for p in query.parameters if p.example is not None}


def in_chinese(query: Query) -> dict[str, str]:
    chosen = {"lang": "zh-Hans"} if any(p.name == "lang" for p in query.parameters) else {}
    return {**required(query), **chosen}


def variants(query: Query) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for values in (required(query), examples(query), in_chinese(query)):
        found += [values] if values not in found else []
    return found


def mentioned(part: object) -> set[str]:
    """Every IRI in the algebra of a query, those in property paths too."""
    if isinstance(part, rdflib.URIRef):
        return {str(part)}
    if isinstance(part, PropertyPath):
        return mentioned(list(vars(part).values()))
    if isinstance(part, dict):
        return mentioned(list(part.values()))
    if isinstance(part, list | tuple | set | frozenset):
        return {iri for member in part for iri in mentioned(member)}
    return set()


def test_there_are_at_least_34_queries_in_six_themes() -> None:
    assert len(QUERIES) >= 34
    assert {query.theme for query in QUERIES.values()} == THEMES


@every_query
def test_the_header_is_written_in_both_languages(query: Query) -> None:
    texts = [query.title, query.description, query.question]
    texts += [parameter.label for parameter in query.parameters]
    for text in texts:
        assert set(text) >= set(LANGUAGES)
        assert re.search(r"[\u4e00-\u9fff]", text["zh-Hans"])
        assert not re.search(r"[\u4e00-\u9fff]", text["en"].replace("万", "").replace("亿", ""))


@every_query
def test_every_parameter_has_a_value_to_try(query: Query) -> None:
    for parameter in query.parameters:
        assert parameter.sample is not None
        assert parameter.term(parameter.sample, PREFIXES)


@every_query
def test_prefixes_are_the_used_ones_and_the_ontologys(query: Query) -> None:
    declared = dict(re.findall(r"^PREFIX ([\w-]*): <([^>]+)>$", query.text, re.MULTILINE))
    assert declared == {name: PREFIXES[name] for name in sorted(declared)}
    assert list(declared) == sorted(declared)
    body = re.sub(r"^PREFIX .*$", "", query.text, flags=re.MULTILINE)
    used = {t.text.partition(":")[0] for t in tokenize(body) if t.kind == "name"}
    assert set(declared) == used


@cache
def known_terms() -> frozenset[str]:
    return frozenset(
        quad.subject.value for quad in load_ontology().quads if isinstance(quad.subject, NamedNode)
    )


def unknown_terms(text: str) -> set[str]:
    return {
        iri
        for iri in mentioned(prepare(text).algebra)
        if iri.startswith(OWN) and iri not in known_terms() and iri != OWN[0]
    }


@every_query
def test_every_term_of_ours_exists_in_the_ontology(query: Query) -> None:
    assert unknown_terms(query.text) == set()


def test_a_term_that_does_not_exist_is_found_in_a_path_too() -> None:
    text = f"PREFIX pc: <{OWN[0]}> SELECT ?x WHERE {{ ?x pc:partOf*/pc:partsOf ?y }}"
    assert unknown_terms(text) == {f"{OWN[0]}partsOf"}


@every_query
def test_rows_have_a_total_order_and_no_double(query: Query) -> None:
    words = [token.word for token in tokenize(query.text)]
    assert "ORDER" in words
    assert "DISTINCT" in words or "GROUP" in words
    rows = query.run(build_ordos(), required(query), PREFIXES).rows
    assert len(set(rows)) == len(rows)


@every_query
def test_keywords_are_in_upper_case(query: Query) -> None:
    words = {token.text for token in tokenize(query.text) if token.kind == "word"}
    assert {word for word in words if word != word.upper()} <= {"a", "false", "true"}


@every_query
def test_columns_are_projected_and_whatever_else_is_projected_is_a_parameter(query: Query) -> None:
    select = query.text.partition("WHERE")[0]
    select = select[select.index("SELECT") :]
    aggregated = re.sub(r"\([^?]*\?.*?AS (\?\w+)\)", r"\1", select, flags=re.DOTALL)
    projected = re.findall(r"\?(\w+)", aggregated)
    names = {parameter.name for parameter in query.parameters}
    assert set(query.columns) <= set(projected)
    assert set(projected) - set(query.columns) <= names
    assert names <= set(projected)


@pytest.mark.parametrize(
    ("query", "values"),
    [(query, values) for query in QUERIES.values() for values in variants(query)],
    ids=lambda part: part.name if isinstance(part, Query) else "-".join(part) or "default",
)
def test_both_engines_give_equal_rows_bound_or_written_in(
    query: Query, values: dict[str, str]
) -> None:
    store, dataset = build_ordos(), convert_ordos()
    rows = query.run(store, values, PREFIXES).rows
    expected = [tuple(value_of(cell) for cell in row) for row in rows]
    bindings = query.bind(values, PREFIXES)
    assert ask_rdflib(dataset, query.text, bindings, query.columns) == expected
    resolved = resolve_query(query, values, PREFIXES)
    solutions = store.query(resolved, use_default_graph_as_union=True)
    written = [tuple(value_of(row[column]) for column in query.columns) for row in solutions]  # type: ignore[union-attr]
    assert written == expected
    if bindings and values == required(query):
        assert ask_rdflib(dataset, resolved, {}, query.columns) == expected


@every_query
def test_rows_are_those_that_were_saved(query: Query, request: pytest.FixtureRequest) -> None:
    rows = query.run(build_ordos(), required(query), PREFIXES)
    found = render(rows, "tsv")
    path = GOLDEN / f"{query.name}.tsv"
    if request.config.getoption("--update-golden"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == found


def test_no_saved_rows_are_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(QUERIES)


@pytest.mark.parametrize("query", CHECKS, ids=lambda query: query.name)
def test_a_check_finds_nothing_in_the_example(query: Query) -> None:
    assert query.run(build_ordos(), {}, PREFIXES).rows == ()


@pytest.mark.parametrize("query", CHECKS, ids=lambda query: query.name)
def test_a_check_finds_its_fault(query: Query) -> None:
    rows = query.run(load_data("faulty.trig"), {}, PREFIXES)
    cells = [cell for row in rows.records() for cell in row.values() if cell]
    found = {re.split("[/#]", cell)[-1] for cell in cells}
    assert query.name in found


def test_the_list_of_questions_is_current(request: pytest.FixtureRequest) -> None:
    path = ROOT / "queries" / "README.md"
    head, mark, _ = path.read_text(encoding="utf-8").partition("## cascade")
    expected = head + describe_queries(QUERIES.values())
    if request.config.getoption("--update-golden"):
        path.write_text(expected, encoding="utf-8", newline="\n")
    assert mark
    assert path.read_text(encoding="utf-8") == expected
