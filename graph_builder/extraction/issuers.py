"""Whose commitment a statement is: others may have set it, or undertake it somewhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words
from graph_builder.model import CommitmentBase, Target

from .gazetteer import name_bodies
from .structure import Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.languages import Pack

    from .assembly import Assembly

_TITLE = 1500
"""Headings up to here say whose text it is."""
_REACH = 200


@dataclass(frozen=True, slots=True)
class IssuerReader:
    """The compiled words of one pack."""

    regions: re.Pattern[str]
    full: dict[str, str]
    superiors: re.Pattern[str]

    def find_region(self, shadow: str, start: int, end: int) -> re.Match[str] | None:
        """The region that a sentence opens with."""
        return self.regions.match(shadow, start, end)

    def name_region(self, match: re.Match[str]) -> str:
        """The full name of a region."""
        return match["whole"] or self.full[match["short"]]


def check_issuers(
    assembly: Assembly, shadow: str, headings: Sequence[Stretch], sentences: Sequence[Stretch]
) -> None:
    """Marks commitments that another region or a body above sets, as far as the words say so."""
    reader = compile_issuers(assembly.pack)
    title = "\n".join(shadow[h.start : h.end] for h in headings if h.start < _TITLE)
    own = {full for short, full in reader.full.items() if short in title}
    starts = [sentence.start for sentence in sentences]
    for index, statement in enumerate(assembly.result.statements):
        if not isinstance(statement, CommitmentBase):
            continue
        start = statement.evidence[0].start
        at = bisect_right(starts, start) - 1
        if at < 0 or start >= sentences[at].end:
            continue
        region = reader.find_region(shadow, starts[at], sentences[at].end)
        if region and reader.name_region(region) not in own:
            assembly.doubt("another-place", Stretch(*region.span("name")), statement.id)
        if not isinstance(statement, Target):
            continue
        said = reader.superiors.search(shadow, max(starts[at], start - _REACH), start)
        if said is None or said["name"] in title:
            continue
        where = Stretch(*said.span("name"))
        assembly.doubt("set-by-another", where, statement.id)
        if body := name_bodies().get(said["name"]):
            assembly.trace(statement.id, "undertaken_by", where, "stated")
            update = {"undertaken_by": body}
            assembly.result.statements[index] = statement.model_copy(update=update)


@cache
def compile_issuers(pack: Pack) -> IssuerReader:
    """The reader of issuers of a pack."""
    regions = {short: pack.fold(full) for short, full in pack.table("regions").items()}
    whole = compile_words(tuple(regions.values()))
    short = compile_words(tuple(regions))
    follows = compile_words(pack.words("issuers", "subjects"))
    name = f"(?P<name>(?P<whole>{whole})|(?P<short>{short})(?={follows}))"
    superiors = compile_words(pack.words("issuers", "superiors"))
    saying = compile_words(pack.words("issuers", "saying"))
    describing = compile_words(pack.words("issuers", "describing"))
    return IssuerReader(
        re.compile(rf"(?:[-—•·\s]{{0,6}}){name}"),
        regions,
        re.compile(rf"(?P<name>{superiors})[^,;。]{{0,8}}?(?:{saying})(?!{describing})"),
    )
