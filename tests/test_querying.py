"""Asking the graph: values become terms, bad input is refused, rows come out in every format."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Variable,
    parse,
    parse_query_results,
)

from graph_builder.errors import QueryError, UsageError
from graph_builder.querying import export_queries, resolve_query, run_query
from graph_builder.querying.files import find_query, load_queries, read_query
from graph_builder.querying.parameters import TYPES, Parameter
from graph_builder.querying.rows import FORMATS, Rows, make_table, render
from graph_builder.querying.tokens import (
    DEEPEST,
    MOST_TOKENS,
    find_pattern,
    refuse_unsafe,
    tokenize,
)

from .graphs import PREFIXES, XSD, load_data

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = load_queries()
SMALL = load_data("small.trig")
ID = "https://w3id.org/polcom/id/"
LABEL = {"en": "word", "zh-Hans": "词"}


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


def parameter(type_: str) -> Parameter:
    return Parameter("p", type_, LABEL)  # type: ignore[arg-type]


# Parameters


@pytest.mark.parametrize(
    ("type_", "value", "term"),
    [
        ("iri", "cn:ordos", NamedNode("https://w3id.org/polcom/ext/cn/ordos")),
        ("iri", "plan/coal", NamedNode(f"{ID}plan/coal")),
        ("iri", "https://example.org/x", NamedNode("https://example.org/x")),
        ("iri", "<https://example.org/x>", NamedNode("https://example.org/x")),
        ("string", '"} DROP ALL #', Literal('"} DROP ALL #')),
        ("date", "2025-12-31", typed("2025-12-31", "date")),
        ("decimal", "-0.85", typed("-0.85", "decimal")),
        ("integer", "12", typed("12", "integer")),
        ("language", "zh-Hans", Literal("zh-Hans")),
    ],
)
def test_a_value_becomes_a_term_of_its_type(type_: str, value: str, term: object) -> None:
    assert parameter(type_).term(value, PREFIXES) == term


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("iri", "ordos"),
        ("iri", "nowhere:ordos"),
        ("iri", "https://example.org/a b"),
        ("iri", "https://example.org/> } #"),
        ("iri", "cn:a>b"),
        ("iri", ""),
        ("string", ""),
        ("string", "half a character \udcff"),
        ("date", "2025-02-30"),
        ("date", "20251231"),
        ("date", "31.12.2025"),
        ("decimal", "1e9"),
        ("decimal", "NaN"),
        ("decimal", "١٢"),
        ("integer", "1.0"),
        ("integer", "9" * 19),
        ("language", "en') #"),
    ],
)
def test_a_wrong_value_names_parameter_found_and_wanted(type_: str, value: str) -> None:
    with pytest.raises(QueryError) as error:
        parameter(type_).term(value, PREFIXES)
    assert "parameter 'p'" in str(error.value)
    assert f"found {value!r}" in str(error.value)
    assert "wanted" in str(error.value)


def test_every_type_is_tested_with_a_good_value() -> None:
    assert set(TYPES) == {"iri", "string", "date", "decimal", "integer", "language"}


@given(st.text(min_size=1))
def test_any_text_is_bound_and_written_as_one_literal(text: str) -> None:
    term = parameter("string").term(text, PREFIXES)
    query = "SELECT ?word WHERE { ?s ?p ?o FILTER(STRLEN(?word) > 0) } LIMIT 1"
    assert run_query(SMALL, query, {Variable("word"): term}).rows == ((Literal(text),),)
    kinds = [token.kind for token in tokenize(f"VALUES ?word {{ {term} }}")]
    assert kinds == ["word", "variable", "bracket", "string", "bracket"]


def test_an_unknown_parameter_suggests_the_nearest() -> None:
    with pytest.raises(QueryError, match="no parameter 'as_off'; did you mean as_of"):
        QUERIES["overdue_targets"].bind({"as_off": "2025-01-01"}, PREFIXES)


def test_an_unknown_query_suggests_the_nearest() -> None:
    with pytest.raises(QueryError, match="no query 'missed_target'; did you mean missed_targets"):
        find_query(QUERIES, "missed_target")


def test_a_missing_required_parameter_is_named_with_an_example() -> None:
    with pytest.raises(QueryError, match="needs the parameter 'resource', for example resource="):
        QUERIES["statement_provenance"].bind({}, PREFIXES)


def test_an_optional_parameter_without_value_stays_unbound() -> None:
    bound = QUERIES["numeric_targets"].bind({}, PREFIXES)
    assert bound == {Variable("lang"): Literal("en")}


# Answers from the small graph


def test_a_parameter_selects_and_its_value_stands_in_the_rows() -> None:
    rows = QUERIES["targets_of_goal"].run(SMALL, {"goal": "plan/energy"}, PREFIXES)
    assert [row["goal"] for row in rows.records()] == [f"{ID}plan/energy"]
    assert rows.records()[0]["target_label"] == "Ten tonnes of coal"


def test_labels_come_in_the_language_asked_for() -> None:
    rows = QUERIES["missed_targets"].run(SMALL, {"lang": "zh-Hans"}, PREFIXES)
    assert rows.records()[0]["target_label"] == "煤炭十吨"


def test_two_speakers_who_promise_different_amounts_are_found_once() -> None:
    rows = QUERIES["conflicting_targets"].run(SMALL, {}, PREFIXES).records()
    assert [(row["value"], row["other_value"]) for row in rows] == [("10", "8")]


def test_a_target_met_before_the_day_is_not_overdue() -> None:
    overdue = QUERIES["overdue_targets"]
    assert len(overdue.run(SMALL, {"as_of": "2025-12-31"}, PREFIXES)) == 0
    assert len(overdue.run(SMALL, {"as_of": "2026-01-01"}, PREFIXES)) == 2


def test_the_small_graph_passes_every_check() -> None:
    checks = [query for query in QUERIES.values() if query.theme == "checks"]
    found = {query.name: query.run(SMALL, {}, PREFIXES).rows for query in checks}
    assert found == {query.name: () for query in checks}


# Ad-hoc SPARQL


def test_ask_gives_a_boolean_row() -> None:
    rows = run_query(SMALL, "ASK { ?s ?p ?o }")
    assert (rows.columns, rows.records()) == (("answer",), [{"answer": "true"}])
    assert json.loads(render(rows, "json")) == {"head": {}, "boolean": True}
    assert render(rows, "csv") == "answer\r\ntrue\r\n"
    assert "<boolean>true</boolean>" in render(rows, "xml")


def test_construct_gives_sorted_triples_and_turtle_that_reads_back() -> None:
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{ID}plan/m-coal> }} ?s ?p ?o }}"
    rows = run_query(SMALL, text)
    turtle = render(rows, "turtle", prefixes=PREFIXES)
    read = {(quad.subject, quad.predicate, quad.object) for quad in parse(turtle, RdfFormat.TURTLE)}
    assert read == set(rows.rows)
    assert len(rows) == 4
    assert list(map(str, rows.rows)) == sorted(map(str, rows.rows))


def test_turtle_is_refused_for_a_select() -> None:
    with pytest.raises(UsageError, match="turtle is for CONSTRUCT"):
        render(Rows(("a",), ()), "turtle")


def test_a_construct_takes_no_parameters() -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    with pytest.raises(QueryError, match="take no parameters"):
        run_query(SMALL, text, {Variable("s"): NamedNode("urn:x")})


def test_a_parameter_that_is_not_projected_is_an_error() -> None:
    with pytest.raises(QueryError, match="name the parameter in the SELECT line"):
        run_query(SMALL, "SELECT ?s { ?s ?p ?o }", {Variable("o"): Literal("x")})


def test_a_syntax_error_shows_line_column_and_the_place_below_wide_characters() -> None:
    with pytest.raises(QueryError) as error:
        run_query(SMALL, 'SELECT ?x WHERE {\n  ?x a "煤炭" = 1\n}')
    head, line, pointer = str(error.value).splitlines()
    assert head.startswith("line 2, column 13: ")
    assert line == '    ?x a "煤炭" = 1'
    assert pointer == " " * (line.index("=") + 2) + "^"


def test_a_missing_bracket_is_found_where_it_is_missing() -> None:
    with pytest.raises(QueryError, match="line 2, column 13: "):
        run_query(SMALL, "SELECT ?x\n{ ?x a ?y . FILTER(?z > ) }\nORDER BY ?x")


def test_what_is_wrong_beyond_syntax_is_said() -> None:
    with pytest.raises(QueryError, match="The SELECT contains a variable that is unbound"):
        run_query(SMALL, "SELECT (COUNT(?x) AS ?n) ?y { ?x a ?y }")


def test_an_undeclared_prefix_is_said_to_be_one() -> None:
    with pytest.raises(QueryError, match="prefix of this name is not declared; add a PREFIX"):
        run_query(SMALL, "SELECT ?x WHERE { ?x nowhere:is ?y }")


def test_known_prefixes_need_no_declaration_and_do_not_move_the_place_of_an_error() -> None:
    text = "SELECT ?x WHERE { ?x a pc:Goal }"
    assert len(run_query(SMALL, text, prefixes=PREFIXES)) == 1
    with pytest.raises(QueryError, match="line 1, column 19: "):
        run_query(SMALL, "SELECT ?x WHERE { OPTONAL { ?x a pc:Goal } }", prefixes=PREFIXES)


def test_a_known_prefix_is_resolved_before_from_is_judged() -> None:
    prefixes = {"g": "https://w3id.org/polcom/graph/plan/", "f": "file:///etc/"}
    assert len(run_query(SMALL, "SELECT ?x FROM g:stated { ?x ?y ?z }", prefixes=prefixes)) > 0
    with pytest.raises(QueryError, match="FROM <file:///etc/passwd>: no such graph"):
        run_query(SMALL, "SELECT ?x FROM f:passwd { ?x ?y ?z }", prefixes=prefixes)


# What is refused before any parser sees it

SERVICE = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ ?s ?p true{SERVICE} }}",
        "SELECT * { service SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o .S\\u0045RVICE <http://127.0.0.1:9/> { } }",
        f"SELECT * {{ # comment\r {SERVICE} }}",
        f"SELECT * {{ ?s ?p '''a''' . {SERVICE} }}",
        f'SELECT * {{ ?s ?p "\\u0022 . {SERVICE} }}',
        "LOAD <http://127.0.0.1:9/>",
        "PREFIX pc: <urn:x> DROP ALL",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
        "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
        "SELECT * FROMNAMED<file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM",
        "SELECT * " + "{" * (DEEPEST + 1),
        "SELECT (" + "(" * 30_000 + "1 AS ?x) {}",
        "SELECT * { ?s ?p ?o FILTER(" + "!" * MOST_TOKENS + "true) }",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 3000 + "}",
    ],
    ids=lambda text: text[:60],
)
def test_a_dangerous_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        refuse_unsafe(text, ["https://w3id.org/polcom/graph/plan/stated"])
    with pytest.raises(QueryError):
        run_query(SMALL, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?service { ?service ?p "SERVICE <http://x>" } # LOAD, SERVICE, FROM <file:x>',
        "PREFIX service: <urn:s> SELECT ?load { ?load service:SERVICE <urn:DROP> }",
        "PREFIX e: <urn:e> SELECT ?x { ?x e:y.SERVICE 'FROM <file:x>'@load }",
        "SELECT ?x FROM <https://w3id.org/polcom/graph/plan/stated> { ?x ?y ?z }",
        "SELECT ?x { ?x ?y ?z FILTER(?x<?y && ?z>?x) }",
        "SELECT * " + "{" * (DEEPEST - 1) + "}" * (DEEPEST - 1),
    ],
    ids=lambda text: text[:60],
)
def test_a_harmless_query_that_only_looks_dangerous_runs(text: str) -> None:
    assert run_query(SMALL, text).form == "SELECT"


def test_from_a_graph_that_is_not_there_suggests_the_nearest() -> None:
    text = "SELECT ?x FROM <https://w3id.org/polcom/graph/plan/state> { ?x ?y ?z }"
    with pytest.raises(
        QueryError, match=r"did you mean <https://w3id\.org/polcom/graph/plan/stated>"
    ):
        run_query(SMALL, text)


@given(st.text())
def test_tokens_cover_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)
    assert [text[token.start :][: len(token.text)] for token in tokens] == [t.text for t in tokens]
    assert [token.start for token in tokens] == sorted({token.start for token in tokens})


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("SELECT (EXISTS { ?a ?b ?c } AS ?x) { ?s ?p ?o }", "SELECT (EXISTS { ?a ?b ?c } AS ?x) {"),
        ("CONSTRUCT WHERE { ?s ?p ?o } VALUES ?s { }", "CONSTRUCT WHERE {"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } {"),
        ('SELECT ("{" AS ?x) WHERE { }', 'SELECT ("{" AS ?x) WHERE {'),
    ],
)
def test_the_pattern_is_found(text: str, before: str) -> None:
    assert text[: find_pattern(text)] == before


# The pack for other tools


def test_values_are_written_in_as_terms_that_no_text_can_leave() -> None:
    word = 'coal" } ; DROP ALL # \\ \n 煤'
    resolved = resolve_query(QUERIES["label_search"], {"word": word}, PREFIXES)
    assert 'VALUES ?word { "coal\\" } ; DROP ALL # \\\\ \\n 煤" }' in resolved
    assert run_query(SMALL, resolved).rows == ()


def test_the_exported_pack_runs_as_it_stands(tmp_path: Path) -> None:
    files = export_queries(tmp_path / "queries", QUERIES.values(), PREFIXES)
    assert sorted(path.stem for path in files) == sorted(QUERIES)
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "#+" not in text
        assert run_query(SMALL, text).columns


# Files of queries

HEADER = """#+ title: {en: a, zh-Hans: 甲}
#+ description: {en: a, zh-Hans: 甲}
#+ question: {en: a, zh-Hans: 甲}
#+ columns: [x]
"""


def write_query(folder: Path, text: str, name: str = "mine") -> Path:
    (folder / "theme").mkdir(exist_ok=True)
    path = folder / "theme" / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_queries_of_a_further_folder_are_added(tmp_path: Path) -> None:
    write_query(tmp_path, f"{HEADER}\nSELECT ?x WHERE {{ ?x ?y ?z }}\n")
    queries = load_queries(tmp_path)
    assert queries["mine"].theme == "theme"
    assert queries["mine"].text == "SELECT ?x WHERE { ?x ?y ?z }\n"
    assert len(queries) == len(QUERIES) + 1


def test_a_name_that_is_there_already_is_refused(tmp_path: Path) -> None:
    write_query(tmp_path, HEADER, "missed_targets")
    with pytest.raises(QueryError, match="'missed_targets' is there already; rename it"):
        load_queries(tmp_path)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("SELECT ?x { }", "title: is missing"),
        (HEADER.replace("en: a, ", "", 1), "text in en is missing"),
        (f"{HEADER}#+ colour: red\n", "colour: is no field of a header"),
        (f"{HEADER}#+ parameters: {{p: {{type: number, label: {LABEL}}}}}\n", "parameters.p.type"),
        (f"{HEADER}#+ note: [\n", "line 6 of the header: "),
        (f"{HEADER}#+ a: &x [1]\n#+ b: *x\n", "begins with & or *"),
    ],
)
def test_a_broken_header_is_reported_with_its_file(tmp_path: Path, text: str, fault: str) -> None:
    path = write_query(tmp_path, text)
    with pytest.raises(QueryError) as error:
        read_query(path)
    assert str(path) in str(error.value)
    assert fault in str(error.value)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder"):
        load_queries(tmp_path / "nowhere")


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    path = write_query(tmp_path, "")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="save the file as UTF-8"):
        read_query(path)


# Formats

ROWS = Rows(
    ("name", "value", "place"),
    (
        (Literal("=1+1"), typed("-1000000.50", "decimal"), NamedNode(f"{ID}plan/coal")),
        (Literal("煤|炭\x1b[31m\u202e", language="zh-Hans"), typed("7", "integer"), None),
        (Literal("+x"), Literal("-y"), NamedNode("https://example.org/@")),
    ),
)


def test_a_table_shows_short_names_grouped_digits_and_nothing_active() -> None:
    text = render(ROWS, "table", prefixes=PREFIXES)
    assert "id:plan/coal" in text
    assert "-1,000,000.5 " in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_wide_characters_keep_the_columns_of_a_table_aligned() -> None:
    rows = Rows(("a", "b"), ((Literal("煤炭"), Literal("x")), (Literal("coal"), Literal("y"))))
    lines = [line for line in render(rows, "table").splitlines() if "x" in line or "y" in line]
    assert lines[0].replace("煤炭", "coal").replace("x", "y") == lines[1]


def test_markup_in_a_cell_is_not_markup() -> None:
    rows = Rows(("[red]a",), ((Literal("[bold]x[/bold]"),),))
    assert "[bold]x[/bold]" in render(rows, "table")
    assert make_table(rows, {}).row_count == 1


def test_a_spreadsheet_gets_no_formula_and_keeps_its_numbers() -> None:
    text = render(ROWS, "csv", spreadsheet=True)
    assert text.startswith("\ufeff")
    lines = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert lines[1] == ["'=1+1", "-1000000.50", f"{ID}plan/coal"]
    assert lines[3] == ["'+x", "'-y", "https://example.org/@"]


def test_plain_csv_keeps_every_character() -> None:
    lines = list(csv.reader(StringIO(render(ROWS, "csv"))))
    assert lines[0] == ["name", "value", "place"]
    assert lines[1][0] == "=1+1"
    assert lines[2][0] == "煤|炭\x1b[31m\u202e"


def test_markdown_escapes_what_would_break_the_table() -> None:
    lines = render(ROWS, "markdown").splitlines()
    assert lines[1] == "| --- | --- | --- |"
    assert lines[3].startswith("| 煤\\|炭 ")


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_results_read_back_as_the_same_terms(form: str) -> None:
    rows = replace(ROWS, rows=(ROWS.rows[0], ROWS.rows[2]))
    formats = {
        "json": QueryResultsFormat.JSON,
        "xml": QueryResultsFormat.XML,
        "tsv": QueryResultsFormat.TSV,
    }
    read = parse_query_results(render(rows, form).encode(), format=formats[form])
    assert [tuple(row) for row in read] == [tuple(row) for row in rows.rows]  # type: ignore[union-attr]


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="unknown format 'yaml'; choose one of table, csv"):
        render(ROWS, "yaml")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "turtle"])
def test_no_rows_are_no_error(form: str) -> None:
    assert "name" in render(Rows(("name",), ()), form)
