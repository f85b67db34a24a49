"""Links of real reports, against those that were read by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .links import DAYS, GOLD, count_links, find_links, read_judged

if TYPE_CHECKING:
    from pathlib import Path

#: Texts that are put aside for measuring are not read here.
PAIRS = (
    ("zh_gwr_prov_2026_beijing", "zh_cpc20_report_2022"),
    ("zh_gwr_prov_2026_hebei", "zh_cpc20_report_2022"),
    ("zh_greening_2018", "zh_cpc19_report_2017"),
)


def test_judged_links_are_of_texts_that_may_be_read() -> None:
    held_out = {path.stem for path in (GOLD.parent / "heldout").glob("*.jsonl")}
    judged = read_judged()
    assert len(judged) > 150
    assert not {one.document for one in judged} & held_out
    assert {one.source for one in judged} <= DAYS.keys()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_nearly_all_links_that_are_found_are_right(corpus: Path, pair: tuple[str, str]) -> None:
    judged = read_judged()
    found = set(find_links(corpus, *pair))
    wanted = {one for one, verdict in judged.items() if verdict == "right"}
    wanted = {one for one in wanted if (one.document, one.source) == pair}
    counts = count_links(found, judged)
    right, read = (
        sum(counts[reading][verdict] for reading in counts for verdict in verdicts)
        for verdicts in (("right",), ("right", "topic", "wrong"))
    )
    assert right >= 0.94 * read
    assert read >= 0.8 * len(found), "links were found that nobody has read: read them"
    assert len(found & wanted) >= 0.8 * len(wanted)
