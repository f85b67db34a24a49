"""An extractor in thirty lines: targets that a line gives as "Target: METRIC = VALUE UNIT by YEAR".

It finds quotes and values by one pattern and never counts a character: polcom finds the quotes.
"""

import re
from collections.abc import Iterator, Mapping

from graph_builder.extractors import Candidate, ExtractorInput, Quote

LINE = re.compile(
    r"Target: (?P<metric>[^=\n]+) = (?P<value>(?P<number>[\d.]+) (?P<unit>\S+)) by (?P<year>\d{4})"
)


def extract(document: ExtractorInput, options: Mapping[str, str]) -> Iterator[Candidate]:
    """One candidate for each line; the option "year" leaves other years out."""
    for match in LINE.finditer(document.text):
        if options.get("year", match["year"]) != match["year"]:
            continue
        yield Candidate(
            kind="target",
            clause=Quote(text=match[0]),
            metric=Quote(text=match["metric"]),
            value_quote=Quote(text=match["value"]),
            value=match["number"],
            unit=match["unit"],
            comparator="=",
            deadline=f"{match['year']}-12-31",
        )
