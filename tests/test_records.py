"""Records as people write them: what is read, where it stands, and what is refused."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graph_builder import model
from graph_builder.errors import RecordError, UsageError
from graph_builder.records import read_all, read_records
from graph_builder.records.syntax import SyntaxFault, parse_json, parse_yaml
from graph_builder.records.tables import parse_table

from .samples import PLAN, spoil, write

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

HEAD = "document,kind,id,label.en,source,metric,comparator,value,unit\n"
ROW = "plan,target,t1,Coal,https://example.org/,coal,>=,10,t\n"
#: Letters of any script, without what YAML cannot hold in double quotes.
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"))


def refuse(text: str, parse: object = parse_yaml) -> SyntaxFault:
    assert callable(parse)
    with pytest.raises(SyntaxFault) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    "word",
    ["NO", "yes", "on", "1_000", "12:30:45", "0x1F", "1e3", ".inf", ".nan", "2025-12-31", "007"],
)
def test_a_plain_scalar_stays_the_word_that_was_written(word: str) -> None:
    assert parse_yaml(f"a: {word}").tree == {"a": word}


@given(WORDS)
def test_quoted_words_stay_as_they_are(words: str) -> None:
    assert parse_yaml(f"a: {json.dumps(words, ensure_ascii=False)}").tree == {"a": words}


@given(st.dictionaries(WORDS.filter(lambda key: key != "<<"), st.lists(WORDS)))
def test_what_another_writer_wrote_is_read_back(tree: dict[str, list[str]]) -> None:
    assert parse_yaml(yaml.safe_dump(tree, allow_unicode=True)).tree == tree


@given(st.dictionaries(WORDS.filter(lambda key: key not in {"<<", ""}), WORDS))
def test_escaped_json_is_read_back(tree: dict[str, str]) -> None:
    short = {key: words for key, words in tree.items() if len(json.dumps(key)) < 1000}
    assert parse_json(json.dumps(short)).tree == short


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_json_number_keeps_its_digits(number: Decimal) -> None:
    assert parse_json(f'{{"a": {number:f}}}').tree == {"a": f"{number:f}"}


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_an_empty_value_is_as_if_not_written(empty: str) -> None:
    assert parse_yaml(f"a: {empty}\nb: c").tree == {"b": "c"}


@pytest.mark.parametrize("written", ['""', '"null"', "'~'"])
def test_a_quoted_value_is_never_empty(written: str) -> None:
    assert parse_yaml(f"a: {written}").tree == {"a": written[1:-1]}


def test_every_node_knows_its_line() -> None:
    parsed = parse_yaml("a: 1\nb:\n  - c: 2\n  -\n    d: >\n      folded\n")
    assert parsed.line(("b", 0, "c")) == 3
    assert parsed.line(("b", 1, "d")) == 5
    assert parsed.line(("b", 0, "absent")) == 3


def test_lines_are_the_same_with_carriage_returns() -> None:
    assert parse_yaml("a: 1\r\nb: 2\r\n").lines == {(): 1, ("a",): 1, ("b",): 2}


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: &x 1\nb: *x", 2, "the alias '*x'"),
        ("a: 1\nb: !!python/object:os.system x", 2, "the tag"),
        ("b: 1\n<<: {a: 1}", 2, "a merge key '<<'"),
        ("a: 1\na: 2", 2, "the field 'a' twice"),
        ("a:\na: 2", 2, "the field 'a' twice"),
        ("a: 1\n---\nb: 2", 2, "a second YAML document"),
        ("a: 1\n? [b]\n: 2", 2, "a key that is not plain text"),
        ("a: [1\nb: 2", 2, "not well-formed YAML"),
        ("[" * 100, 1, "more than 40 levels of nesting"),
        ("a: \x07", 1, "unreadable character"),
    ],
)
def test_yaml_that_is_not_plain_is_refused_where_it_stands(
    text: str, line: int, found: str
) -> None:
    fault = refuse(text)
    assert (fault.line, fault.found[: len(found)]) == (line, found)


def test_a_bomb_of_aliases_is_refused_at_its_first() -> None:
    rows = ["a0: &a0 [lol, lol]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    assert refuse("\n".join(rows)).line == 2


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ('{"a": 1,\n"a": 2}', 2, "the field 'a' twice"),
        ('{"a": null,\n"\\u0061": 2}', 2, "the field 'a' twice"),
        ('{"a": NaN}', 1, "the value NaN"),
        ('{"a": 1,}', 1, "not JSON"),
        ('{"a": 1}\n}', 2, "not JSON"),
        ("[" * 100_000, 1, "brackets within brackets without end"),
        ("[" * 100 + "]" * 100, 1, "more than 40 levels of nesting"),
        ('{"a": "\\ud800"}', 1, "not well-formed"),
    ],
)
def test_json_that_is_not_plain_is_refused_where_it_stands(
    text: str, line: int, found: str
) -> None:
    fault = refuse(text, parse_json)
    assert (fault.line, fault.found[: len(found)]) == (line, found)


def test_a_backslash_before_a_half_sign_is_a_backslash() -> None:
    assert parse_json('{"a": "\\\\ud83d \\ud83d\\ude00"}').tree == {"a": "\\ud83d 😀"}


def test_a_row_becomes_a_record_of_its_document() -> None:
    parsed = next(parse_table(HEAD + ROW, ","))
    target = {
        "kind": "target",
        "id": "t1",
        "label": {"en": "Coal"},
        "source": "https://example.org/",
        "metric": "coal",
        "comparator": ">=",
        "value": "10",
        "unit": "t",
    }
    assert parsed.tree == {"format": "1", "document": "plan", "statements": [target]}
    assert parsed.line(("statements", 0, "value")) == 2


def test_evidence_of_a_row_is_a_list_of_one() -> None:
    text = "document,kind,id,evidence.start,evidence.end\nplan,target,t,3,5\n"
    assert next(parse_table(text, ",")).tree == {
        "format": "1",
        "document": "plan",
        "statements": [{"kind": "target", "id": "t", "evidence": [{"start": "3", "end": "5"}]}],
    }


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "no column 'document'"),
        ("document,kind\n", 1, "no column 'id'"),
        ("document,kind,id,id\n", 1, "the column 'id' twice"),
        ("document,kind,id,note,note.en\n", 1, "the columns 'note' and 'note.en'"),
        (HEAD + "plan,goal,t1\n", 2, "document 'plan', kind 'goal'"),
        (HEAD + ROW + ",target,t1\n", 3, "document '', kind 'target'"),
        (HEAD + ROW.strip() + ",more\n", 2, "10 cells below 9 columns"),
        (HEAD + 'plan,target,"t1" x\n', 2, "not a table"),
        (HEAD + f"plan,target,{'x' * 200_000}\n", 2, "not a table"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_at_its_row(
    text: str, line: int, found: str
) -> None:
    fault = refuse(text, lambda table: list(parse_table(table, ",")))
    assert (fault.line, fault.found[: len(found)]) == (line, found)


@given(st.lists(WORDS.map(str.strip).filter(bool), min_size=1, max_size=5))
def test_cells_keep_their_words(words: list[str]) -> None:
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(["document", "kind", "id", *(f"label.l{i}" for i in range(len(words)))])
    writer.writerow(["plan", "target", "t", *words])
    tree = next(parse_table(table.getvalue(), ",")).tree
    label = {f"l{i}": word for i, word in enumerate(words)}
    assert isinstance(tree, dict)
    assert tree["statements"] == [{"kind": "target", "id": "t", "label": label}]


def test_one_bad_record_never_hides_the_next(tmp_path: Path) -> None:
    bad = spoil(PLAN, ("unit: t, acc", "colour: red, acc"), ("value: 10", "value: ten"))
    reading = read_all([write(tmp_path, plan=bad, other="format: 1\n")])
    assert [problem.field for problem in reading.problems] == [
        "document",
        "metrics[0].colour",
        "statements[1].value",
    ]
    kept = next(source for source in reading.sources if source.path.stem == "plan")
    assert kept.records.statements[0].id == "g1"
    assert kept.declared == {"coal", "g1", "t1"}


def test_a_record_after_a_bad_one_is_located_where_it_stands(tmp_path: Path) -> None:
    reading = read_all([write(tmp_path, plan=spoil(PLAN, ("kind: goal", "kind: gaol")))])
    assert reading.sources[0].locate("statements", 0) == ("statements", 1)


def test_an_unknown_kind_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        read_records([write(tmp_path, plan=spoil(PLAN, ("kind: goal", "kind: gaol")))])
    assert "write kind: one of directive, goal, target, action" in str(caught.value)


def test_files_are_read_in_order_of_path(tmp_path: Path) -> None:
    folder = write(tmp_path, b=PLAN, a=spoil(PLAN, ("id: plan", "id: first")))
    found = read_records([folder / "b.yaml", folder])
    assert [source.records.document_id for source in found] == ["first", "plan"]


def test_json_and_yaml_give_the_same_records(tmp_path: Path) -> None:
    first = read_records([write(tmp_path / "a", plan=PLAN)])[0]
    (tmp_path / "plan.json").write_text(json.dumps(first.parsed.tree), "utf-8")
    assert read_records([tmp_path / "plan.json"])[0].records == first.records


def test_a_byte_order_mark_and_carriage_returns_change_nothing(tmp_path: Path) -> None:
    plain = read_records([write(tmp_path / "a", plan=PLAN)])[0]
    marked = "\ufeff" + PLAN.replace("\n", "\r\n")
    assert read_records([write(tmp_path / "b", plan=marked)])[0].records == plain.records


def test_a_missing_file_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.yaml: no such file or folder"):
        read_records([tmp_path / "absent.yaml"])


def test_a_folder_without_records_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"their names end in \.yaml, \.yml, \.json"):
        read_records([tmp_path])


def test_the_schema_knows_every_field_of_a_target() -> None:
    schema = model.RecordFile.model_json_schema()
    assert set(schema["$defs"]["Target"]["properties"]) == set(model.Target.model_fields)
