"""What records must satisfy together: each fault is found, alone, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.consistency import Context, check_consistency
from graph_builder.ontology import load_ontology
from graph_builder.records import read_all, read_records

from .samples import OUTCOMES, PLAN, read_context, spoil, write

if TYPE_CHECKING:
    from pathlib import Path

MILESTONE = """\
  - id: t0
    kind: target
    label: {en: Sooner}
    milestone_for: t1
    source: https://example.org/
    metric: coal
    comparator: ">="
    value: 5
    unit: t
    deadline: 2024-12-31
    deadline_basis: stated
"""
POWER = "  - {id: power, label: {en: Power}, unit: kW}\nstatements:"
DIRECTIVE = """\
  - id: d1
    kind: directive
    label: {en: Supply}
    evidence: [{start: 2, end: 22, quote: Secure energy supply}]
"""


def check(folder: Path, **files: str) -> list[tuple[int, str, str, str]]:
    problems = sorted(set(check_consistency(read_context(write(folder, **files)))))
    return [(p.line, p.field, p.found, p.wanted) for p in problems]


def link(field: str, parent: str) -> tuple[str, str]:
    """A change that puts the goal of the plan below a record."""
    return "    kind: goal", f"    kind: goal\n    {field}: {parent}"


def cite(words: str) -> str:
    """The plan with a goal that cites the directive ``d1`` in these words."""
    span = f"start: 0, end: {len(words)}, quote: {words}, cites: d1, resolution: verbatim"
    return (
        spoil(PLAN, ("    kind: goal", f"    kind: goal\n    citations: [{{{span}}}]")) + DIRECTIVE
    )


def test_the_samples_fit_together(tmp_path: Path) -> None:
    assert check(tmp_path, plan=PLAN + MILESTONE + DIRECTIVE, outcomes=OUTCOMES) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ("target_of: g1", "target_of: g2"),
            (22, "statements[1].target_of", "'g2' does not exist", "did you mean g1?"),
        ),
        (
            ("target_of: g1", "target_of: other/g1"),
            (22, "statements[1].target_of", "'other/g1' does not exist", "correct it, or add"),
        ),
        (
            ("target_of: g1", "target_of: cm:g1"),
            (22, "statements[1].target_of", "the prefix 'cm:' is not declared", "did you mean"),
        ),
        (
            ("unit: t\n    exp", "unit: kW\n    exp"),
            (27, "statements[1].unit", "the unit 'kW' does not measure 'Coal output'", "write a"),
        ),
        (
            ("unit: t\n    exp", "unit: tt\n    exp"),
            (27, "statements[1].unit", "the unit 'tt' is not in the vocabulary", "did you mean"),
        ),
        (
            ('comparator: ">="', "comparator: roughly"),
            (25, "statements[1].comparator", "'roughly' is no concept", "write one of about, at-"),
        ),
        (
            ("id: t1", "id: g1"),
            (19, "statements[1].id", "the id 'g1' again, first used at", "give each record"),
        ),
        (
            ("end: 63", "end: 71"),
            (32, "statements[1].evidence[0]", "the span ends at 71, the text at 70", "correct"),
        ),
        (
            ("place: cn:ordos", "place: cn:atlantis"),
            (8, "document.place", "'cn:atlantis' does not exist", "correct it, or add"),
        ),
        (
            ("place: cn:ordos", "speaker: nobody"),
            (8, "document.speaker", "'nobody' does not exist", "correct it, or add"),
        ),
    ],
)
def test_a_fault_is_named_with_line_field_found_and_wanted(
    tmp_path: Path, change: tuple[str, str], problem: tuple[int, str, str, str]
) -> None:
    line, field, found, wanted = problem
    ((at, name, was, instead),) = check(tmp_path, plan=spoil(PLAN, change))
    assert (at, name) == (line, field)
    assert was.startswith(found)
    assert instead.startswith(wanted)


def test_a_record_of_one_own_parent_is_a_circle(tmp_path: Path) -> None:
    found = check(tmp_path, plan=spoil(PLAN, link("part_of", "g1")))
    assert found == [(16, "statements[0].part_of", "'g1' lies above itself", "break the circle")]


def test_a_circle_of_different_links_is_found_on_each(tmp_path: Path) -> None:
    found = check(tmp_path, plan=spoil(PLAN, link("part_of", "t1")))
    assert [field for _, field, _, _ in found] == [
        "statements[0].part_of",
        "statements[1].target_of",
    ]


def test_a_circle_through_two_documents_is_found(tmp_path: Path) -> None:
    other = spoil(PLAN, ("id: plan", "id: other"), link("part_of", "plan/g1"))
    found = check(tmp_path, plan=spoil(PLAN, link("part_of", "other/g1")), other=other)
    assert [text for *_, text, _ in found] == ["'g1' lies above itself"] * 2


def test_what_hangs_below_a_circle_is_not_blamed(tmp_path: Path) -> None:
    found = check(tmp_path, plan=spoil(PLAN, link("part_of", "g1")))
    assert not any(field.startswith("statements[1]") for _, field, _, _ in found)


def test_a_document_is_described_once(tmp_path: Path) -> None:
    found = check(tmp_path, plan=PLAN, again=PLAN.partition("metrics:")[0])
    assert [text for *_, text, _ in found] == ["the document 'plan' is described in 2 files"] * 2


def test_a_file_of_an_undescribed_document_is_refused(tmp_path: Path) -> None:
    found = check(tmp_path, plan="format: 1\ndocument: plan\n")
    assert found[0][2:] == (
        "no file describes the document 'plan'",
        "give the file that describes it too",
    )


def test_offsets_need_an_identified_text(tmp_path: Path) -> None:
    lines = [x for x in PLAN.splitlines() if not x.startswith(("  sha256:", "  length:"))]
    found = check(tmp_path, plan="\n".join(lines))
    assert len(found) == 3
    assert {text for *_, text, _ in found} == {
        "evidence by offsets in 'plan', whose text is not identified"
    }


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("2024-12-31", "2025-12-31"), "2025-12-31 is not before 2025-12-31"),
        (("metric: coal", "metric: power"), "'t0' and 't1' have different metrics"),
    ],
)
def test_a_milestone_comes_before_and_measures_the_same(
    tmp_path: Path, change: tuple[str, str], found: str
) -> None:
    later = spoil(MILESTONE, change, *([("unit: t", "unit: kW")] if "power" in change[1] else []))
    problems = check(tmp_path, plan=spoil(PLAN, ("statements:", POWER)) + later)
    assert [text for *_, text, _ in problems] == [found]


def test_a_period_begins_before_it_ends(tmp_path: Path) -> None:
    outcomes = spoil(OUTCOMES, ("period_start: 2025", "period_start: 2026"))
    ((line, field, found, _),) = check(tmp_path, plan=PLAN, outcomes=outcomes)
    assert (line, field) == (17, "observations[0].period_start")
    assert found == "the period begins on 2026-01-01, after its end"


def test_a_growth_is_measured_in_another_unit(tmp_path: Path) -> None:
    change = ("unit: t\n    expressed_as: level", 'unit: "%"\n    expressed_as: relative-change')
    assert check(tmp_path, plan=spoil(PLAN, change)) == []


def test_a_unit_of_the_same_quantity_is_converted_and_so_allowed(tmp_path: Path) -> None:
    assert check(tmp_path, plan=spoil(PLAN, ("unit: t\n    exp", "unit: kg\n    exp"))) == []


@pytest.mark.parametrize("words", ["energy supply", "ENERGY  SUPPLY"])
def test_a_verbatim_citation_repeats_its_directive(tmp_path: Path, words: str) -> None:
    assert check(tmp_path, plan=cite(words)) == []


def test_a_citation_of_other_words_is_not_verbatim(tmp_path: Path) -> None:
    ((_, field, found, wanted),) = check(tmp_path, plan=cite("energy demand"))
    assert field == "statements[0].citations[0]"
    assert found == "the words do not stand in the evidence of the directive"
    assert wanted == "correct it, or write resolution: named"


def test_a_record_of_an_earlier_build_exists(tmp_path: Path) -> None:
    sources = read_records([write(tmp_path, plan=spoil(PLAN, ("target_of: g1", "target_of: x/g")))])
    known = frozenset({"https://w3id.org/polcom/id/x/g"})
    assert check_consistency(Context(sources, load_ontology(), known)) == []


def test_a_reference_to_a_record_that_is_itself_bad_is_no_second_fault(tmp_path: Path) -> None:
    bad = spoil(PLAN, ("kind: goal", "kind: goal\n    colour: red"))
    reading = read_all([write(tmp_path, plan=bad)])
    assert len(reading.problems) == 1
    assert check_consistency(Context(reading.sources, load_ontology())) == []


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    bad = spoil(PLAN, ("target_of: g1", "target_of: g2"), ("end: 63", "end: 71"))
    assert len(check(tmp_path, plan=bad)) == 2
