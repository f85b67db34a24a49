"""A document is extracted again: what a person decided in its review file stays."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.building import assemble
from graph_builder.extraction import extract
from graph_builder.records.syntax import parse_yaml
from graph_builder.review import Revision, describe_document, write_review
from graph_builder.review.sheet import find_comments, read_sheet

from .reviews import read_plain
from .samples import spoil

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.review import Review

TEXT = """某市政府工作报告

一是建设能源强市。到2025年,煤炭产量达到10亿吨以上,天然气产量达到330亿立方米以上。
二是建设宜居城市。污水处理率提高到95%以上。加快推进产业转型升级。
"""
COAL = "煤炭产量达到10亿吨以上"
GAS = "天然气产量达到330亿立方米以上"
WATER = "污水处理率提高到95%以上"


def review(previous: str | None = None, text: str = TEXT) -> Review:
    """The review of a text, made from an earlier one."""
    source = read_plain(text)
    head = describe_document("report", source, "zh-Hans", date(2022, 1, 10))
    head = head.model_copy(update={"place": "cn:ordos", "undertaken_by": "cn:gov-ordos"})
    found = extract(text, language="zh-Hans", issued=date(2022, 1, 10))
    sheet = read_sheet(previous) if previous is not None else None
    return write_review(head, source, found, Revision(sheet))


def records(text: str) -> dict[str, dict[str, object]]:
    """The statements of a review by the words of their clause."""
    tree = parse_yaml(text).tree
    assert isinstance(tree, dict)
    return {s["evidence"][0]["quote"]: s for s in tree.get("statements", ())}  # type: ignore[index, misc]


def item(text: str, quote: str) -> str:
    """The characters of the statement with a clause."""
    items = re.split(r"(?m)^(?=- id: )", text)
    return next(i for i in items if f"quote: {quote}" in i).partition("\n\n")[0]


def delete(text: str, quote: str) -> str:
    """The review without a statement."""
    return text.replace(item(text, quote), "")


def test_an_untouched_review_stays_as_it_is() -> None:
    first = review().text
    assert review(first).text == first


def test_statements_are_named_after_their_words() -> None:
    before = records(review().text)
    more = TEXT.replace("一是建设", "新增造林面积500万亩。\n一是建设")
    after = records(review(text=more).text)
    assert {q: after[q]["id"] for q in before} == {q: s["id"] for q, s in before.items()}
    assert len(after) > len(before)


@pytest.mark.parametrize(
    "change",
    [
        ("label: {zh-Hans: 煤炭产量达到10亿吨以上}", "label: {en: Coal}"),
        ("value: '1000000000'", "value: '1100000000'"),
        ("comparator: at-least\n  value: '1000", "comparator: more-than\n  value: '1000"),
        ("deadline: '2025-12-31'\n", "deadline: '2026-12-31'\n"),
    ],
)
def test_what_was_edited_stays(change: tuple[str, str]) -> None:
    first = review().text
    coal = item(first, COAL)
    edited = first.replace(coal, spoil(coal, change))
    second = review(edited)
    assert second.text == edited
    assert second.tally.kept == 1


def test_what_was_edited_stays_when_the_document_moves_and_its_evidence_follows() -> None:
    first = review().text
    edited = spoil(first, ("label: {zh-Hans: 煤炭产量达到10亿吨以上}", "label: {en: Coal}"))
    moved = "序言一段。\n" + TEXT
    coal = records(review(edited, moved).text)[COAL]
    assert coal["label"] == {"en": "Coal"}
    spans = coal["evidence"]
    assert isinstance(spans, list)
    assert all(moved[int(s["start"]) : int(s["end"])] == s["quote"] for s in spans)


def test_what_was_deleted_stays_out() -> None:
    first = review()
    second = review(delete(first.text, GAS))
    assert GAS not in records(second.text)
    assert (second.tally.rejected, second.tally.new) == (1, 0)
    third = review(second.text)
    assert GAS not in records(third.text)


def test_what_was_deleted_stays_out_when_its_words_change_a_little() -> None:
    second = review(delete(review().text, GAS))
    changed = TEXT.replace("330亿立方米以上", "340亿立方米以上").replace("某市", "新增一行。\n某市")
    third = review(second.text, changed)
    assert not any("天然气" in quote for quote in records(third.text))


def test_a_deleted_goal_takes_the_links_to_it_along() -> None:
    first = review().text
    goal = "一是建设能源强市"
    assert records(first)[COAL]["target_of"] == records(first)[goal]["id"]
    second = review(delete(first, goal)).text
    assert "target_of" not in records(second)[COAL]
    assert goal not in records(second)


def test_what_was_accepted_stays_as_it_is_when_the_text_says_otherwise() -> None:
    first = review().text
    accepted = first.replace(item(first, COAL), item(first, COAL) + "\n  review: accepted")
    changed = TEXT.replace("10亿吨以上", "12亿吨以上")
    second = review(accepted, changed).text
    kept = records(second)[COAL]
    assert kept["value"] == "1000000000"
    assert "#? evidence-lost:" in second


def test_what_was_rejected_is_not_built_and_stays_rejected(tmp_path: Path) -> None:
    first = review().text
    goal = "一是建设能源强市"
    rejected = first.replace(item(first, goal), item(first, goal) + "\n  review: rejected")
    (tmp_path / "review.yaml").write_text(rejected, encoding="utf-8")
    graph = assemble([tmp_path / "review.yaml"])
    assert graph.validation.conforms
    built = {str(q.object) for q in graph.store}
    assert not any(goal in words for words in built)
    second = review(rejected).text
    assert records(second)[goal]["review"] == "rejected"
    assert "target_of" not in records(second)[COAL]


def test_a_renewed_proposal_takes_the_place_of_one_that_nobody_touched() -> None:
    second = review(review().text, TEXT.replace("10亿吨以上", "12亿吨以上"))
    assert records(second.text)["煤炭产量达到12亿吨以上"]["value"] == "1200000000"
    assert COAL not in records(second.text)
    assert second.tally.new == 0


def test_an_edited_record_is_told_when_the_document_says_otherwise() -> None:
    first = review().text
    edited = spoil(first, ("label: {zh-Hans: 煤炭产量达到10亿吨以上}", "label: {en: Coal}"))
    second = review(edited, TEXT.replace("10亿吨以上", "12亿吨以上")).text
    coal = item(second, COAL)
    assert "label: {en: Coal}" in coal
    above = second[: second.index(coal)].rpartition("\n\n")[2]
    assert "#? reading-changed:" in above
    assert "value: 1200000000" in above
    third = review(second, TEXT.replace("10亿吨以上", "12亿吨以上")).text
    assert third == second


def test_what_is_new_is_marked_until_a_person_takes_the_mark_away() -> None:
    more = TEXT.replace("加快推进", "新增造林面积500万亩。加快推进")
    second = review(review().text, more)
    assert second.tally.new == 1
    marked = "#+ new" in second.text.partition("造林面积500万亩")[0]
    assert marked
    assert review(second.text, more).text == second.text
    taken = re.sub(r"#\+ new.*\n", "", second.text)
    assert "#+ new" not in review(taken, more).text


def test_a_record_that_a_person_added_stays() -> None:
    first = review().text
    own = (
        "- id: own\n  kind: action\n  label: {en: Own}\n  source: https://example.org/\n"
        "  # said on the phone\n"
    )
    added = first.replace("statements:\n", f"statements:\n{own}")
    second = review(added).text
    assert own.strip() in second
    assert review(second).text == second


def test_a_renamed_record_keeps_its_name_and_what_refers_to_it() -> None:
    first = review().text
    goal = str(records(first)["一是建设能源强市"]["id"])
    renamed = first.partition("#. What polcom")[0].replace(goal, "energy")
    renamed += first[len(first.partition("#. What polcom")[0]) :]
    second = review(renamed, TEXT.replace("某市", "某某市"))
    assert records(second.text)["一是建设能源强市"]["id"] == "energy"
    assert records(second.text)[COAL]["target_of"] == "energy"
    assert (second.tally.new, second.tally.kept, second.tally.rejected) == (0, 0, 0)


COMMENTS = [
    ("format: 1", "# at the top\nformat: 1"),
    ("  language: zh-Hans", "  language: zh-Hans # as printed"),
    ("metrics:\n", "# about metrics\nmetrics:\n"),
    ("statements:\n", "statements:\n# about the first\n"),
    ("  value: '1000000000'", "  # asked the office\n  value: '1000000000' # by phone"),
    ("\n#. What polcom", "\n# at the end\n#. What polcom"),
]


TEXTS = {
    "same": TEXT,
    "changed": TEXT.replace("10亿", "12亿"),
    "moved": "序。\n" + TEXT,
    "gone": "能源。\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("change", COMMENTS, ids=range(len(COMMENTS)))
def test_no_comment_of_a_person_is_lost(change: tuple[str, str], text: str) -> None:
    commented = spoil(review().text, change)
    wanted = [c for c in find_comments(change[1]) if not c.startswith("#.")]
    second = review(commented, text).text
    assert [c for c in find_comments(second) if c in wanted] == wanted


def test_settling_a_doubt_is_kept() -> None:
    text = "某市政府工作报告\n\n要达到10亿吨以上。\n"
    first = review(text=text).text
    assert "#? metric-missing:" in first
    assert review(first, text).text == first
    settled = re.sub(r"#\? metric-missing:.*\n", "", first)
    second = review(settled, text).text
    assert "#? metric-missing" not in second
    assert review(second, text).text == second


def test_a_file_that_was_written_by_hand_is_added_to() -> None:
    hand = "\n".join(
        line for line in delete(review().text, GAS).split("\n") if not line.startswith("#")
    )
    second = review(hand)
    assert second.tally.new == 1
    assert GAS in records(second.text)
    assert len(records(second.text)) == len(records(review().text))


def test_other_sections_stay_to_the_character() -> None:
    own = (
        "observations:\n  - {id: o1, label: {en: o}, metric: metric-煤炭产量, value: 9,\n"
        "     unit: t, period_end: 2025-12-31, status: official, source: 'https://example.org/'}\n"
    )
    first = review().text
    added = first.replace("statements:\n", f"{own}statements:\n")
    second = review(added, "能源。\n").text
    assert own in second
    assert "id: metric-煤炭产量" in second


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_set_of_deletions_and_edits_survives_any_insertion(data: st.DataObject) -> None:
    first = review().text
    quotes = sorted(records(first))
    gone = data.draw(st.sets(st.sampled_from(quotes)))
    edited = data.draw(st.sets(st.sampled_from(sorted(set(quotes) - gone or {quotes[0]}))))
    text = first
    for quote in gone:
        text = delete(text, quote)
    for quote in edited - gone:
        old = item(text, quote)
        text = text.replace(old, f"{old}\n  note: {{en: mine}}")
    place = data.draw(st.sampled_from([0, TEXT.index("一是"), TEXT.index("二是"), len(TEXT)]))
    inserted = TEXT[:place] + "天气很好。\n" + TEXT[place:]
    found = records(review(text, inserted).text)
    assert not gone & set(found)
    assert {q for q, s in found.items() if "note" in s} == edited - gone


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_comments_on_any_lines_stay_through_any_change_of_the_document(data: st.DataObject) -> None:
    lines = review().text.split("\n")
    places = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=6))
    wanted = []
    for number, place in enumerate(places):
        comment = f"# mine {number}"
        indent = " " * data.draw(st.sampled_from([0, 2, 4]))
        if data.draw(st.booleans()) and "#" not in lines[place] and lines[place]:
            lines[place] += f" {comment}"
        else:
            lines.insert(place, indent + comment)
        wanted.append(comment)
    text = data.draw(st.sampled_from(list(TEXTS.values())))
    second = review("\n".join(lines), text).text
    assert sorted(c for c in find_comments(second) if "mine" in c) == sorted(set(wanted))
    assert parse_yaml(review(second, text).text).tree == parse_yaml(second).tree


def test_a_norm_that_a_person_makes_a_target_stays_one(tmp_path: Path) -> None:
    text = "关于体育公园的指导意见\n\n绿化用地占公园陆地面积的比例不得低于65%。加快建设公园。\n"
    first = review(text=text).text
    head, _, tail = first.partition("remarks:\n")
    norm = re.search(r"- id: norm-.*?\n\n", tail, re.DOTALL)
    assert norm is not None
    moved = norm[0].replace("kind: norm", "kind: target")
    changed = head.replace("statements:\n", f"statements:\n{moved}") + tail.replace(norm[0], "")
    second = review(changed, text).text
    assert records(second)["绿化用地占公园陆地面积的比例不得低于65%"]["kind"] == "target"
    assert "remarks:" not in second
    (tmp_path / "a.yaml").write_text(second, encoding="utf-8")
    assert assemble([tmp_path / "a.yaml"]).validation.conforms


ODD = {
    "flow": ("statements:\n", "places: [{id: p1, label: {en: One}}, {id: p2, label: {en: Two}}]\n"),
    "lines of a list in flow style": (
        "statements:\n",
        "places: [\n  {id: p1, label: {en: One}},\n  {id: p2, label: {en: Two}} # two\n]\n",
    ),
    "indented": (
        "statements:\n",
        "places:\n    # one\n    -   id: p1\n        label:\n            en: One\n",
    ),
    "a text that looks like a comment": (
        "statements:\n",
        (
            "observations:\n  - id: o1\n    label:\n      en: |\n        #: no comment\n"
            "        #~ nor this\n    status: not-published\n    source: https://example.org/\n"
            "    period_end: 2025-12-31\n    metric: metric-煤炭产量\n"
        ),
    ),
    "a note that looks like a comment": (
        "statements:\n",
        "places:\n- id: p1\n  label:\n    en: |\n      #? no comment\n      # nor this\n",
    ),
    "a folded text": ("statements:\n", "places:\n- id: p1\n  label: {en: 'One\n    two'}\n"),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_whatever_way_a_person_writes_nothing_is_lost(odd: tuple[str, str], text: str) -> None:
    first = spoil(review().text, (odd[0], odd[1] + odd[0]))
    held = parse_yaml(first).tree
    second = review(first, text).text
    now = parse_yaml(second).tree
    assert isinstance(held, dict)
    assert isinstance(now, dict)
    for section in ("places", "observations"):
        assert now.get(section) == held.get(section)
    assert review(second, text).text == second


def test_line_ends_of_another_system_change_nothing() -> None:
    first = review().text
    edited = spoil(first, ("label: {zh-Hans: 煤炭产量达到10亿吨以上}", "label: {en: Coal} # mine"))
    assert review(edited.replace("\n", "\r\n")).text == review(edited).text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_character_of_a_document_survives_in_its_review(data: st.DataObject) -> None:
    signs = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
        "\x85\u2028\ufeff\t\x7f#:?'\""
    )
    text = TEXT
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + data.draw(signs) + text[place:]
    first = review(text=text).text
    for record in records(first).values():
        spans = record["evidence"]
        assert isinstance(spans, list)
        assert all(text[int(s["start"]) : int(s["end"])] == s["quote"] for s in spans)
    assert review(first, text).text == first
