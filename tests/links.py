"""Echoes and paraphrases that were read by hand, and those that linking finds in the same texts."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.extraction import extract
from graph_builder.linking import FoldedText, KnownText, link, read_library
from graph_builder.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLD = Path(__file__).resolve().parent / "gold" / "links.tsv"
#: Days of issue of the sources, and of the texts that are no report of 2026.
DAYS = {
    "zh_cpc20_report_2022": date(2022, 10, 16),
    "zh_cpc19_report_2017": date(2017, 10, 18),
    "zh_greening_2018": date(2018, 11, 13),
    "zh_sportpark_2021": date(2021, 10, 23),
}
LATEST = date(2026, 2, 1)


class Link(NamedTuple):
    """Words of a document, and the clause of a source that they are held to take up."""

    document: str
    start: int
    end: int
    reading: str
    source: str
    source_start: int
    source_end: int


def read_judged() -> dict[Link, str]:
    """The verdict on each link that was read: right, topic (the subject only) or wrong."""
    with GOLD.open(encoding="utf-8", newline="") as lines:
        return {
            Link(
                row["document"],
                int(row["start"]),
                int(row["end"]),
                row["reading"],
                row["source"],
                int(row["source_start"]),
                int(row["source_end"]),
            ): row["verdict"]
            for row in csv.DictReader(lines, delimiter="\t")
        }


def find_links(corpus: Path, document: str, source: str) -> Iterator[Link]:
    """The links that are found between two texts of the corpus."""
    raw, words = ((corpus / f"{n}.txt").read_bytes().decode() for n in (document, source))
    day, ontology = DAYS.get(document, LATEST), load_ontology()
    known = KnownText(source, "zh-Hans-CN", DAYS[source], FoldedText.of(words))
    extraction = extract(raw, language="zh-Hans-CN", issued=day)
    proposed = link(extraction, raw, read_library(ontology.store, ontology, [known]), issued=day)
    clauses = {f"{source}/{d.id}": d.evidence[0] for d in proposed.get(source, ())}
    for statement in extraction.statements:
        for cited in statement.citations:
            if clause := clauses.get(cited.cites or ""):
                where = (source, clause.start, clause.end)
                yield Link(document, cited.start, cited.end, "echo", *where)
    for doubt in extraction.doubts:
        if doubt.reason == "directive-paraphrased":
            clause = clauses[doubt.detail.split()[0]]
            where = (source, clause.start, clause.end)
            yield Link(document, doubt.start, doubt.end, "paraphrase", *where)


def count_links(found: set[Link], judged: dict[Link, str]) -> dict[str, Counter[str]]:
    """For each reading, how many links that were found are right, topic, wrong or not judged."""
    counts: dict[str, Counter[str]] = {"echo": Counter(), "paraphrase": Counter()}
    for one in found:
        counts[one.reading][judged.get(one, "unread")] += 1
    return counts
