"""English documents: dates of issue, laws, lists, wrapped lines, results beside promises."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction import extract, guess_issue_date
from graph_builder.model import Target

if TYPE_CHECKING:
    from graph_builder.extraction import Extraction


def targets(result: Extraction) -> list[tuple[str, str | None]]:
    """Value and deadline of the quantified targets of an extraction."""
    return [
        (f"{s.value.normalize():f}", str(s.deadline) if s.deadline else None)
        for s in result.statements
        if isinstance(s, Target) and s.value is not None
    ]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Harbour Plan 2030\n10 February 2021", date(2021, 2, 10)),
        ("Report\nMarch 5, 2025", date(2025, 3, 5)),
        ("Communication\nBrussels, 2.7.2025", date(2025, 7, 2)),
        ("Strategy\nAdopted April 2022", date(2022, 4, 1)),
        ("Our goals by 2025 and for 2030", None),
    ],
)
def test_day_of_issue_is_read_as_english_writes_it(head: str, day: date | None) -> None:
    assert guess_issue_date(head, "en") == day


def test_lead_of_a_list_dates_its_items() -> None:
    text = "Plan\nMay 2022\nBy 2031 we aim to:\n- cut waste by 20%\n- plant 900 trees\nThat is all."
    assert targets(extract(text, language="en")) == [("-20", "2031-12-31"), ("900", "2031-12-31")]


def test_law_states_rules_where_it_names_no_date() -> None:
    text = (
        "Article 1\nThe share of recycled glass shall be at least 70 % by 31 December 2032.\n"
        "Article 2\nThe board shall have 12 members. A fee shall be EUR 30.\n"
    )
    assert targets(extract(text, language="en", issued=date(2024, 1, 1))) == [("70", "2032-12-31")]


def test_result_and_promise_in_one_sentence_are_told_apart() -> None:
    text = (
        "The port has cut emissions by 12% since 2015 and will cut them by a further 30% by 2030."
    )
    result = extract(text, language="en", issued=date(2024, 1, 1))
    assert targets(result) == [("-30", "2030-12-31")]
    assert [s.kind for s in result.statements if s.kind == "achievement"] == ["achievement"]


def test_wrapped_lines_say_what_one_line_says() -> None:
    text = (
        "The ministry will connect at least 40,000 rural homes to the water network and raise "
        "the share of treated sewage from 31% in 2020 to 55% by the end of 2029."
    )
    middle = text.index(" to the water")
    wrapped = text[:middle] + "\n" + text[middle + 1 :]
    day = date(2023, 6, 1)
    assert targets(extract(wrapped, language="en", issued=day)) == targets(
        extract(text, language="en", issued=day)
    )


def test_year_before_a_value_begins_no_range() -> None:
    text = "Lift income per head from $1,842 in 2021 to $4,000 by 2030."
    assert targets(extract(text, language="en", issued=date(2022, 1, 1))) == [
        ("4000", "2030-12-31")
    ]
