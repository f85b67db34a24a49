"""The Ordos interview against its gold annotations.

Every difference stands in the example's README with a reason. A difference that is not listed
fails, and so does a listed one that is not there.
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from graph_builder import model
from graph_builder.folding import fold

from .ordos import EXAMPLE, INTERVIEW, TEXTS, read_example, read_interview, read_statements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMPARATORS = {">=": "at-least", ">": "more-than", "=": "equal", "approx": "about"}
BASES = {"explicit": "stated", "inherited": "carried", "implied": "implied"}
KINDS = {"subgoal": "goal", "programme": "action"}
FORMS = {"change": "increment", "relative-change": "growth_rate", "annual-growth": "growth_rate"}
#: Our unit, the unit of the gold, and how many of the latter make one of ours.
UNITS = {unit: (unit, 1) for unit in ("t", "%", "m3", "CNY")} | {"kW": ("W", 1000)}

Gold = dict[str, Any]


class Difference(NamedTuple):
    record: str
    field: str
    gold: str
    ours: str


@pytest.fixture(scope="module")
def gold(corpus: Path) -> dict[str, Gold]:
    lines = (corpus / "gold" / f"{TEXTS[INTERVIEW]}.jsonl").read_text("utf-8").splitlines()
    records = map(json.loads, lines)
    return {record["id"].removeprefix("S-").lower(): record for record in records}


def test_every_difference_from_the_gold_is_listed_with_its_reason(
    gold: dict[str, Gold], texts: dict[str, str]
) -> None:
    interview = read_interview()
    assert gold.keys() == interview.keys()
    links = map_directives(texts[INTERVIEW])
    found = {
        difference
        for name in gold
        for difference in compare(name, describe_gold(gold[name], links), interview[name])
    }
    listed = read_differences()
    assert found == listed.keys()
    assert all(listed.values()), "a difference without a reason"


def compare(name: str, expected: dict[str, str], ours: model.Statement) -> Iterator[Difference]:
    actual = describe_ours(ours)
    for field, value in expected.items():
        if value != actual[field]:
            yield Difference(name, field, value, actual[field])


def describe_gold(record: Gold, links: dict[str, str]) -> dict[str, str]:
    """What the gold says of a statement, in the words of the record format."""
    parent = (record["parent"] or "").removeprefix("S-").lower()
    number = record["norm_value"]
    comparator = COMPARATORS.get(record["comparator"], "")
    directives = {links[fold(words)] for words in record["directives"]}
    return {
        "kind": KINDS.get(str(record["kind"]), str(record["kind"])),
        "parent": parent,
        "span": f"{record['start']}-{record['end']}",
        "bound": join(comparator, number and plain(Decimal(number)), record["norm_unit"]),
        "value span": join(record["value_start"], record["value_end"], sign="-"),
        "metric": fold(record["metric"]) if number else "",
        "form": record["change_type"] or "",
        "deadline": join(record["deadline"], BASES.get(record["deadline_basis"])),
        "deadline words": record["deadline_text"] or "",
        "directives": join(*sorted(directives)),
    }


def describe_ours(record: model.Statement) -> dict[str, str]:
    """The same of a statement of the example; what its kind cannot say is empty."""
    clause = next(span for span in record.evidence if span.role is model.Role.CLAUSE)
    parents = [getattr(record, field, None) for field in ("target_of", "advances", "part_of")]
    empty = dict.fromkeys(("bound", "value span", "metric", "form", "deadline"), "")
    return empty | {
        "kind": KINDS.get(record.kind, record.kind),
        "parent": next(filter(None, parents), ""),
        "span": f"{clause.start}-{clause.end}",
        "deadline words": "",
        "directives": join(*sorted(list_directives(record))),
        **(describe_target(record) if isinstance(record, model.Target) else {}),
    }


def describe_target(target: model.Target) -> dict[str, str]:
    unit, factor = UNITS.get(target.unit or "", ("", 1))
    spans = {span.role: span for span in target.evidence}
    value, deadline = spans.get(model.Role.VALUE), spans.get(model.Role.DEADLINE)
    number = target.value is not None and plain(target.value * factor)
    metric = find_metric(target.metric) if number else None
    return {
        "bound": join(target.comparator, number, unit),
        "value span": join(value and value.start, value and value.end, sign="-"),
        "metric": fold(metric.label["zh-Hans"]) if metric else "",
        "form": describe_form(target, metric),
        "deadline": join(target.deadline, target.deadline_basis),
        "deadline words": (deadline.quote or "") if deadline else "",
    }


def describe_form(target: model.Target, metric: model.Metric | None) -> str:
    """The gold calls the level of a ratio a share."""
    if target.expressed_as == "level":
        return "share" if metric and metric.numerator else "level"
    return FORMS.get(target.expressed_as or "", "")


def find_metric(name: str | None) -> model.Metric:
    metrics = next(r for r in read_example() if r.document_id == INTERVIEW).metrics
    return next(metric for metric in metrics if metric.id == name)


def list_directives(record: model.Statement) -> set[str]:
    cited = {citation.cites or "unresolved" for citation in record.citations}
    links = getattr(record, "implements", ())
    return cited | {link if isinstance(link, str) else link.directive for link in links}


def map_directives(text: str) -> dict[str, str]:
    """For all words within a cited span, folded: the directive; the gold names it by such words."""
    links: dict[str, str] = {}
    for statement in read_interview().values():
        for citation in statement.citations:
            for start in range(citation.start, citation.end):
                for end in range(start + 1, citation.end + 1):
                    words = fold(text[start:end])
                    links.setdefault(words, citation.cites or "unresolved")
    return links


def join(*parts: object, sign: str = " ") -> str:
    return sign.join(str(part) for part in parts if part)


def plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def read_differences() -> dict[Difference, str]:
    """The table of the README: a row for each difference, and its reason."""
    section = (EXAMPLE / "README.md").read_text("utf-8").split("## Differences", 1)[1]
    rows = [line.strip("| ").split("|") for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip().strip("`") for cell in row] for row in rows[2:]]
    listed = {Difference(*row[:4]): row[4] for row in cells}
    assert len(listed) == len(cells), "a difference is listed twice"
    return listed


@pytest.fixture(scope="module")
def quotations(corpus: Path) -> list[dict[str, str]]:
    """The quotation marks of the interview that hold a reference, and what was found of it."""
    path = corpus / "gold" / f"{TEXTS[INTERVIEW]}.directives.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", restval=""))
    return [row for row in rows if is_reference(row)]


def is_reference(row: dict[str, str]) -> bool:
    """A framed or long quotation, or a name that the annotator traced; no local name, no period."""
    if row["note"]:
        return row["note"] != "period name"
    return row["match_in_report"] == "verbatim" and len(row["seed_quote"]) >= 6


def test_quotations_resolve_as_in_the_gold(quotations: list[dict[str, str]]) -> None:
    cited = {(c.start, c.end): c for s in read_interview().values() for c in s.citations}
    assert len(quotations) == 17
    for row in quotations:
        citation = cited[int(row["seed_start"]), int(row["seed_end"])]
        assert citation.quote == row["seed_quote"]
        verbatim = row["match_in_report"] == "verbatim"
        assert verbatim is (citation.resolution == "verbatim"), row
        if verbatim:
            clause = read_statements()[citation.cites or ""].evidence[0]
            assert (clause.start, clause.end) == (int(row["report_start"]), int(row["report_end"]))


def test_framed_quotations_are_eight_of_the_report_and_one_from_elsewhere(
    quotations: list[dict[str, str]], texts: dict[str, str]
) -> None:
    cited = [c for s in read_interview().values() for c in s.citations]
    framed = [c for c in cited if texts[INTERVIEW].startswith("”重要要求", c.end)]
    assert [c.quote for c in framed] == [row["seed_quote"] for row in quotations if row["use"]]
    assert sorted(c.resolution for c in framed) == ["elsewhere"] + ["verbatim"] * 8
    assert [c.quote for c in cited if c.cites is None] == ["三個牢記"]
