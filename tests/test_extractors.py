"""Other extractors: quotes are found or rejected, values derived again, what differs reviewed."""

from __future__ import annotations

import csv
import io
import json
import sys
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.blocks import Block, BlockKind, Map
from graph_builder.blocks import Place as BlockPlace
from graph_builder.cli import polcom
from graph_builder.errors import UsageError
from graph_builder.extraction import Extraction, extract
from graph_builder.extractors import (
    Candidate,
    ExtractorError,
    ExtractorInput,
    Gate,
    Quote,
    Report,
    Unread,
    describe_candidates,
    load_extractor,
    unite,
)
from graph_builder.extractors.location import LocationError, QuoteFinder
from graph_builder.extractors.passages import Cut, cut_passages
from graph_builder.model import Role, Target

from .evaluation import annotate, write_gold

if TYPE_CHECKING:
    from graph_builder.model import Statement

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "extractor"
TEXT = (
    "到“十四五”末,煤炭產量達到10億噸以上,電力裝機突破1億千瓦,新能源裝機佔比超50%。\n"
    "到2030年,現代煤化工產能超3000萬噸,天然氣產量達到330億立方米以上。現代煤化工產能要提高。\n"
)
DAY = date(2022, 11, 9)


def admit(*proposed: object, text: str = TEXT, language: str = "zh-Hant") -> tuple[Any, Report]:
    """The statements and the report of one gate."""
    gate = Gate(ExtractorInput(text, language, DAY), "model")
    return gate.admit(proposed), gate.report


def coal(**changes: Any) -> dict[str, Any]:
    """A candidate that is right, with changes."""
    fields = {
        "kind": "target",
        "clause": "煤炭產量達到10億噸以上",
        "metric": "煤炭產量",
        "value_quote": "10億噸以上",
        "value": "1000000000",
        "unit": "t",
        "comparator": ">=",
    }
    return fields | changes


# Quotes


def test_a_quote_that_stands_in_the_text_is_accepted_with_its_place() -> None:
    found, report = admit(coal())
    (target,) = found.statements
    assert isinstance(target, Target)
    assert (report.verbatim, report.folded, report.rejected.total()) == (1, 0, 0)
    for span in target.evidence:
        assert TEXT[span.start : span.end] == span.quote
    assert [span.role for span in target.evidence] == [Role.CLAUSE, Role.VALUE]
    assert (target.value, target.unit, target.comparator) == (Decimal(10**9), "t", "at-least")
    assert found.find_metric(target.metric) == "煤炭產量"


def test_a_simplified_quote_of_a_traditional_page_gets_the_raw_characters() -> None:
    simplified = coal(
        clause="煤炭产量达到 10亿吨 以上", metric="煤炭产量", value_quote="10亿吨以上"
    )
    found, report = admit(simplified)
    assert (report.verbatim, report.folded) == (0, 1)
    assert [e.quote for e in found.statements[0].evidence] == [
        "煤炭產量達到10億噸以上",
        "10億噸以上",
    ]
    assert "after folding" in str(found.statements[0].note)


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("煤炭產量達到十億噸以上", "quote-not-found"),
        ("煤炭產量達到100億噸以上", "quote-not-found"),
        ("煤炭產量達到1 0億噸以上", "quote-not-found"),
        ("煤炭產量達到10億噸以上的目標", "quote-not-found"),
        ("現代煤化工產能超5000萬噸", "quote-not-found"),
        ("煤炭產量達到10億噸以上,新能源裝機佔比超50%", "quote-not-found"),  # stitched
        ("0億噸以上", "quote-not-found"),  # cuts a number
        ("現代煤化工產能", "quote-ambiguous"),
        ("現代煤化工產能超3000", "quote-not-found"),  # the number goes on
        ("  ", "quote-empty"),
        (TEXT.replace("\n", "") * 3, "quote-not-found"),
    ],
)
def test_a_quote_that_does_not_stand_at_one_place_is_rejected(quote: str, reason: str) -> None:
    found, report = admit({"kind": "goal", "clause": quote})
    assert found.statements == []
    assert dict(report.rejected) == {reason: 1}


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ({"text": "現代煤化工產能", "occurrence": 1}, 61),
        ({"text": "現代煤化工產能", "occurrence": 2}, 94),
        ({"text": "现代煤化工产能", "occurrence": 2}, 94),
        ({"text": "現代煤化工產能", "within": "現代煤化工產能要提高"}, 94),
    ],
)
def test_an_occurrence_or_a_longer_quote_says_which(quote: dict[str, Any], place: int) -> None:
    finder = QuoteFinder(TEXT)
    found = finder.find(Quote(**quote), finder.whole)
    assert TEXT[found.start : found.end] == "現代煤化工產能"
    assert found.start == TEXT.index("現代煤化工產能", 0 if place == 61 else 75)


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ({"text": "現代煤化工產能", "occurrence": 3}, "occurrence-not-found"),
        ({"text": "煤炭產量", "within": "現代煤化工產能要提高"}, "quote-not-found"),
        ({"text": "煤炭產量", "within": "沒有的話"}, "quote-not-found"),
    ],
)
def test_a_wrong_occurrence_is_rejected(quote: dict[str, Any], reason: str) -> None:
    finder = QuoteFinder(TEXT)
    with pytest.raises(LocationError, match=reason):
        finder.find(Quote(**quote), finder.whole)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("rises by 15% a year", "5%"),
        ("rises by 1.5% a year", "5%"),
        ("sells 72,000 homes", "000 homes"),
        ("sells 7 homes in 20 30", "2030"),
        ("增长一百五十万吨", "五十万吨"),
        ("the ten ants", "tenants"),
    ],
)
def test_a_quote_never_cuts_or_joins_numbers_and_words(text: str, quote: str) -> None:
    finder = QuoteFinder(text)
    with pytest.raises(LocationError, match="quote-not-found"):
        finder.find_words(quote, finder.whole)


@settings(deadline=None)
@given(st.text(alphabet="煤炭產量达到 10億噸,。\n5%ab", min_size=1, max_size=60), st.data())
def test_whatever_is_cut_from_a_text_is_found_where_it_stands_or_rejected(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    finder = QuoteFinder(text)
    try:
        place = finder.find_words(text[start:end], finder.whole)
    except LocationError:
        return
    assert not place.folded
    assert text[place.start : place.end] == text[start:end]


# Values


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": "10"}, "value-not-derived"),
        ({"value": "1100000000"}, "value-not-derived"),
        ({"unit": "kW"}, "unit-not-derived"),
        ({"unit": "furlongs"}, "unit-not-derived"),
        ({"comparator": ">"}, "comparator-not-derived"),
        ({"comparator": "more or less"}, "comparator-not-derived"),
        ({"value_quote": "煤炭產量"}, "value-not-derived"),
    ],
)
def test_a_value_that_its_quote_does_not_give_goes_to_review(
    change: dict[str, Any], reason: str
) -> None:
    found, report = admit(coal(**change))
    assert found.statements == []
    assert dict(report.reviewed) == {reason: 1}
    (doubt,) = found.doubts
    assert (doubt.reason, doubt.quote) == (reason, "煤炭產量達到10億噸以上")
    assert report.rejected.total() == 0


def test_a_value_in_another_unit_of_the_kind_is_the_same_value() -> None:
    found, _ = admit(coal(value="1000000000000", unit="kg"))
    # the record holds what the text says, not what was claimed
    assert (found.statements[0].value, found.statements[0].unit) == (Decimal(10**9), "t")


def test_the_word_of_the_text_will_do_for_a_unit() -> None:
    found, _ = admit(coal(unit="噸"))
    assert found.statements[0].unit == "t"


def test_a_deadline_is_derived_from_words_elsewhere_that_are_declared() -> None:
    found, _ = admit(coal(deadline="2025-12-31", deadline_quote="到“十四五”末"))
    target = found.statements[0]
    assert (target.deadline, target.deadline_basis) == (date(2025, 12, 31), "carried")
    assert target.evidence[-1].role is Role.DEADLINE


@pytest.mark.parametrize("quote", [None, "到2030年"])
def test_a_deadline_that_no_quote_gives_is_left_out_and_reviewed(quote: str | None) -> None:
    found, report = admit(coal(deadline="2025-12-31", deadline_quote=quote))
    target = found.statements[0]
    assert (target.deadline, target.deadline_basis) == (None, None)
    assert [(d.reason, d.statement) for d in found.doubts] == [("deadline-not-derived", target.id)]
    assert report.verbatim == 1


@pytest.mark.parametrize(
    "wrong",
    [
        coal(start=7, end=18),
        coal(clause={"text": "煤炭產量", "start": 3}),
        coal(kind="promise"),
        coal(value="NaN"),
        coal(value="1e999999"),
        coal(value="9" * 500),
        coal(value=True),
        coal(value=None),
        coal(metric=None),
        coal(kind="norm", deadline="2025-12-31"),
        coal(deadline="2025"),
        coal(deadline_quote="到“十四五”末"),
        {"kind": "goal"},
        {},
        [],
        None,
        "煤炭產量達到10億噸以上",
    ],
    ids=str,
)
def test_what_does_not_follow_the_schema_is_rejected_alone(wrong: object) -> None:
    found, report = admit(wrong, coal())
    assert dict(report.rejected) == {"wrong-schema": 1}
    assert len(found.statements) == 1


def test_other_kinds_are_admitted_with_their_quotes() -> None:
    found, _ = admit(
        {"kind": "action", "clause": "現代煤化工產能要提高"},
        coal(kind="achievement"),
        {"kind": "forecast", "clause": "天然氣產量達到330億立方米以上"},
    )
    assert [s.kind for s in found.statements] == ["action", "achievement"]
    assert [r.kind for r in found.remarks] == ["forecast"]
    assert found.reported[found.statements[1].id] == ("煤炭產量", ">=", "1000000000", "t")


def test_repeated_candidates_count_once() -> None:
    found, report = admit(coal(), coal(), coal(clause="煤炭产量达到10亿吨以上"))
    assert len(found.statements) == 1
    assert (report.received, report.repeated) == (3, 2)


def test_boilerplate_is_no_evidence() -> None:
    blocks = Map.of((Block(0, len(TEXT), BlockKind.BOILERPLATE, BlockPlace()),))
    gate = Gate(ExtractorInput(TEXT, "zh-Hant", DAY, blocks), "model")
    assert gate.admit([coal()]).statements == []
    assert dict(gate.report.rejected) == {"boilerplate": 1}


def test_a_passage_that_was_not_read_goes_to_review() -> None:
    found, report = admit(Unread("reply-refused", TEXT), Unread("reply-refused", "elsewhere"))
    (doubt,) = found.doubts
    assert (doubt.reason, doubt.quote) == ("reply-refused", TEXT.split("\n", maxsplit=1)[0])
    assert (report.reviewed.total(), report.rejected.total()) == (1, 1)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.sampled_from([TEXT, "煤炭產量", "%"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Candidate.model_fields, "text", "start"]), inner)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(Candidate.model_fields)), JSON))
def test_no_candidate_breaks_the_gate_or_gets_in_without_evidence(change: dict[str, Any]) -> None:
    found, report = admit(coal() | change)
    assert report.received == 1
    for statement in (*found.statements, *found.remarks):
        for span in statement.evidence:
            assert TEXT[span.start : span.end] == span.quote


def test_a_text_of_digits_is_searched_for_a_digit_in_no_time() -> None:
    finder = QuoteFinder("1" * 1_000_000)
    with pytest.raises(LocationError, match="quote-not-found"):
        finder.find_words("1", finder.whole)


#: What of the gold a perfect extractor would get through the gate: it quotes the gold's words.
SIGNS = {">=": ">=", ">": ">", "<=": "<=", "<": "<", "=": "=", "approx": "~", "range": "[]"}


def quote_gold(row: dict[str, Any], text: str) -> dict[str, Any]:
    value, clause = text[row["value_start"] : row["value_end"]], row["quote"]
    metric = row["metric"] if row["metric"] in clause else clause.partition(value)[0] or clause
    fields = {"clause": {"text": clause, "occurrence": text[: row["start"]].count(clause) + 1}}
    fields |= {"value_quote": {"text": value, "occurrence": 1}}
    fields |= {"metric": {"text": metric, "occurrence": 1}}
    unit = {"x": "1", "year": "a"}.get(row["norm_unit"], row["norm_unit"])
    return fields | {
        "kind": "target",
        "value": str(abs(row["norm_value"])),
        "upper_value": row["norm_value_high"] and str(row["norm_value_high"]),
        "unit": unit,
        "comparator": SIGNS[row["comparator"]],
    }


def test_the_gate_rejects_no_true_quote_and_derives_nearly_every_true_value(corpus: Path) -> None:
    received, accepted = 0, 0
    for path in sorted((Path(__file__).parent / "gold" / "dev").glob("*.jsonl")):
        text = (corpus / f"{path.stem}.txt").read_bytes().decode()
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        true = [r for r in rows if r["kind"] == "target" and r["norm_value"] is not None]
        language = "zh-Hant-TW" if "_tw_" in path.stem else path.stem[:2]
        _, report = admit(*(quote_gold(row, text) for row in true), text=text, language=language)
        assert report.rejected.total() == 0, (path.stem, report.rejected)
        received += report.received - report.repeated
        accepted += report.verbatim + report.folded
    assert received > 200
    assert accepted / received >= 0.93


# Beside the rules


def read_rules() -> Extraction:
    return extract(TEXT, language="zh-Hant", issued=DAY)


def find_coal(extraction: Extraction) -> Statement:
    return next(s for s in extraction.statements if s.evidence[0].quote == coal()["clause"])


def test_what_both_read_stays_as_the_rules_have_it() -> None:
    rules, before = read_rules(), read_rules()
    found, report = admit(coal())
    unite(rules, found, report)
    assert (report.agreed, report.added, report.differing) == (1, 0, 0)
    assert (rules.statements, rules.doubts) == (before.statements, before.doubts)


def test_what_only_the_extractor_reads_is_added_with_its_metric() -> None:
    rules = Extraction("zh-Hant")
    found, report = admit(coal())
    unite(rules, found, report)
    assert report.added == 1
    assert rules.find_metric(rules.statements[0].metric) == "煤炭產量"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "different",
    [coal(kind="achievement"), coal(deadline="2030-12-31", deadline_quote="到2030年")],
    ids=["kind", "deadline"],
)
def test_a_conflict_goes_to_review_and_nobody_is_outvoted(different: dict[str, Any]) -> None:
    rules = read_rules()
    count, name = len(rules.statements), find_coal(rules).id
    found, report = admit(different)
    unite(rules, found, report)
    assert report.differing == 1
    assert len(rules.statements) == count
    assert ("extractors-differ", name) in [(d.reason, d.statement) for d in rules.doubts]


def test_the_report_counts_everything() -> None:
    rules = read_rules()
    found, report = admit(coal(), coal(clause="沒有的話"), coal(value="7"), {})
    unite(rules, found, report)
    assert report.write() == (
        "extractor model: 4 candidates; accepted 1 word for word, 0 after folding; "
        "0 repeated, 1 to review, 2 rejected\n"
        "  beside the rules: 1 the same, 0 added, 0 different, to review\n"
        "  to review: value-not-derived 1\n"
        "  rejected: quote-not-found 1\n"
        "  rejected: wrong-schema 1"
    )


# Passages


def test_passages_break_at_paragraphs_and_overlap() -> None:
    text = "".join(f"{number} {'x' * 20}\n" for number in range(10))
    passages = list(cut_passages(text, Cut(60, 25)))
    assert all(len(passage) <= 60 and passage in text for passage in passages)
    assert passages[0].endswith("\n")
    assert passages[1].startswith(passages[0].splitlines(keepends=True)[-1])


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), max_size=12), st.integers(1, 40), st.integers(0, 50))
def test_passages_cover_the_text(lengths: list[int], size: int, overlap: int) -> None:
    signs = iter(range(0x4E00, 0x9000))
    text = "\n".join("".join(chr(next(signs)) for _ in range(length)) for length in lengths)
    covered: set[str] = set()
    for passage in cut_passages(text, Cut(size, overlap)):
        assert 0 < len(passage) <= size
        assert passage in text
        covered |= set(passage)
    assert covered | {"\n"} == set(text) | {"\n"}


# Names and packages


def install_example(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the example package importable, as its installation would."""
    points = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    (group,) = points["entry-points"]
    lines = [f"{name} = {value}" for name, value in points["entry-points"][group].items()]
    info = folder / "polcom_listed_targets-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: polcom-listed-targets\nVersion: 0.1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("\n".join([f"[{group}]", *lines]), "utf-8")
    for path in (folder, EXAMPLE):
        monkeypatch.syspath_prepend(str(path))
    monkeypatch.delitem(sys.modules, "listed_targets", raising=False)


def test_a_package_of_a_third_party_needs_nothing_but_an_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_example(tmp_path, monkeypatch)
    source, output = tmp_path / "plan.txt", tmp_path / "plan.yaml"
    source.write_text(
        "Plan of 2026-01-05\n\nTarget: Water losses = 5 % by 2030\n"
        "Target: Solar output = 20 GWh by 2031\n",
        encoding="utf-8",
    )
    listed = CliRunner().invoke(polcom, ["list", "extractors", "-f", "markdown"])
    assert "| listed | polcom-listed-targets 0.1.0 |" in listed.output
    call = ["extract", str(source), "--language", "en", "--extractor", "listed"]
    result = CliRunner().invoke(polcom, [*call, "--set", "year=2031", "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert "extractor listed: 1 candidates; accepted 1 word for word" in result.stderr
    assert "Solar output" in output.read_text("utf-8")


def test_an_extractor_is_measured_on_gold_as_the_rules_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_example(tmp_path, monkeypatch)
    text = "Notes of 2026-01-05\n\nTarget: Water losses = 5 % by 2030\n"
    quote = "Target: Water losses = 5 % by 2030"
    gold, corpus = write_gold(tmp_path, text, [annotate(text, quote, "5 %")], "en_notes")
    call = ["evaluate", str(gold), "--corpus", str(corpus), "--no-libraries", "-f", "csv"]
    found = CliRunner().invoke(polcom, [*call, "--extractor", "listed"])
    row = next(row for row in csv.DictReader(io.StringIO(found.output)) if row["group"] == "all")
    assert (row["measure"], row["right"]) == ("quantified target", "1")


def test_an_unknown_extractor_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"no extractor 'gpt'; there are: .*openai"):
        load_extractor("gpt")


def test_an_extractor_that_cannot_be_imported_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "broken-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: broken\nVersion: 1\n", "utf-8")
    points = "[polcom.extractors]\nbroken = no_such_module:extract\nopenai = no_such_module:steal\n"
    (info / "entry_points.txt").write_text(points, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ExtractorError, match="extractor broken: no_such_module:extract cannot be"):
        load_extractor("broken")
    # a name of ours cannot be taken over
    assert load_extractor("openai").__module__ == "graph_builder.extractors.chat"


def list_parts(node: Any) -> list[dict[str, Any]]:
    """All objects of a schema that have properties."""
    if isinstance(node, list):
        return [part for item in node for part in list_parts(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if "properties" in node else []
    return own + [part for value in node.values() for part in list_parts(value)]


def test_the_schema_asks_for_every_field_and_knows_no_offsets() -> None:
    schema = describe_candidates()
    parts = list_parts(schema)
    assert [set(part["properties"]) for part in parts[:2]] == [
        {"candidates"},
        set(Candidate.model_fields) - {"block"},
    ]
    for part in parts:
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False
        assert set(part["properties"]).isdisjoint({"start", "end", "offset"})
    text = json.dumps(schema)
    for word in ("$ref", "$defs", "minLength", "pattern", "default", "title"):
        assert f'"{word}"' not in text


def test_a_candidate_may_be_written_with_bare_quotes() -> None:
    assert Candidate(**coal()).clause == Quote(text="煤炭產量達到10億噸以上")
