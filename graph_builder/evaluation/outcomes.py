"""What one document counts towards each measure, and the errors behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.languages import load_pack
from graph_builder.model import Target

from .citing import count_citations
from .faults import list_faults
from .fields import compare_fields
from .pairing import QUANTIFIED, Pairing, group_of, stands_at
from .repeats import is_same, list_repeats
from .structure import count_structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_builder.extraction import Extraction

    from .faults import Fault
    from .fields import Agreement
    from .gold import GoldDocument, Span

KINDS, FIELDS, LEAKAGE = "statements by kind", "fields of matched quantified targets", "leakage"
STRUCTURE, CITATIONS = "structure", "directives"
CARE = "evidence and review"
_LENIENT = "action or other target"
_LEAKING = ("achievement", "norm", "forecast")
_COMMITMENTS = frozenset({"goal", "action", QUANTIFIED, "other target"})


class Tally(NamedTuple):
    """How much was expected, found, and found rightly; of a share, expected and found are one."""

    expected: int
    found: int
    right: int


Measure = tuple[str, str]


@dataclass(slots=True)
class Outcome:
    """One document: a tally for each section and measure, and every error."""

    document: str
    language: str
    genre: str
    tallies: dict[Measure, Tally] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def share(self, section: str, measure: str, whole: int, part: int) -> None:
        """Count a part of a whole."""
        self.tallies[section, measure] = Tally(whole, whole, part)


def compare(
    document: GoldDocument, extraction: Extraction, sources: Mapping[str, Span] | None = None
) -> Outcome:
    """What was extracted from the annotated stretches of a document, held against its gold.

    Args:
        document: The text with its gold.
        extraction: What was read from it.
        sources: Where the directives that it links to stand in their documents, by reference;
            without them links are not scored.

    """
    pairing = Pairing(document, extraction)
    outcome = Outcome(document.name, document.language, document.genre)
    _count_kinds(outcome, pairing)
    fields = dict(_compare_pairs(pairing))
    _count_fields(outcome, fields)
    _count_leaks(outcome, pairing)
    if document.complete:
        for name, tally in count_structure(pairing).items():
            outcome.tallies[STRUCTURE, name] = Tally(*tally)
    for name, tally in count_citations(pairing, sources).items():
        outcome.tallies[CITATIONS, name] = Tally(*tally)
    _count_care(outcome, pairing)
    repeats = list_repeats(document, extraction)
    same = sum(is_same(one, other) for one, other in repeats)
    outcome.share(CARE, "repeats made one that are one in the gold", len(repeats), same)
    outcome.faults = list_faults(pairing, fields)
    return outcome


def _count_kinds(outcome: Outcome, pairing: Pairing) -> None:
    expected = Counter(r.group for r in pairing.document.records if not r.optional)
    found = Counter(group_of(s) for s in pairing.scored)
    right = Counter(record.group for _, record in pairing.pairs)
    for group in sorted({*expected, *found}):
        outcome.tallies[KINDS, group] = Tally(expected[group], found[group], right[group])
    if pairing.document.complete:
        outcome.tallies[KINDS, _LENIENT] = _count_leniently(pairing)


def _count_leniently(pairing: Pairing) -> Tally:
    """Actions and unnumbered targets as one kind: the border between them is soft."""
    soft = {"action", "other target"}
    records = [r for r in pairing.document.records if r.group in soft and not r.optional]
    found = [s for s in pairing.scored if group_of(s) in soft]
    pairs = pairing.pair(records, found, lambda _, __: True)
    return Tally(len(records), len(found), len(pairs))


def _compare_pairs(pairing: Pairing) -> Iterator[tuple[str, list[Agreement]]]:
    fold = load_pack(pairing.document.language).fold
    for statement, record in pairing.pairs:
        if record.group == QUANTIFIED and isinstance(statement, Target):
            yield record.id, compare_fields(statement, record, pairing.extraction, fold)


def _count_fields(outcome: Outcome, fields: dict[str, list[Agreement]]) -> None:
    whole: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for agreements in fields.values():
        whole.update(a.field for a in agreements)
        right.update(a.field for a in agreements if a.right)
    for name in whole:
        outcome.share(FIELDS, name, whole[name], right[name])


def _count_leaks(outcome: Outcome, pairing: Pairing) -> None:
    """Achievements, norms and forecasts taken for commitments, each kind apart."""
    taken = [s for s in pairing.scored if group_of(s) in _COMMITMENTS]
    numbered = [s for s in taken if group_of(s) == QUANTIFIED]
    records = [r for r in pairing.document.records if not r.optional]
    every = [r for r in records if r.kind in _LEAKING and r.number]
    for kind in (*_LEAKING, "all with a number"):
        part = [r for r in every if kind in {r.kind, "all with a number"}]
        leaked = sum(any(stands_at(s, r) for s in numbered) for r in part)
        outcome.share(LEAKAGE, kind, len(part), leaked)
    if pairing.document.complete:
        bare = [r for r in records if r.kind == "achievement" and not r.number]
        leaked = sum(any(stands_at(s, r) for s in taken) for r in bare)
        outcome.share(LEAKAGE, "achievement without a number", len(bare), leaked)


def _count_care(outcome: Outcome, pairing: Pairing) -> None:
    document, extraction = pairing.document, pairing.extraction
    spans = [
        span
        for statement in (*extraction.statements, *extraction.remarks)
        for span in (*statement.evidence, *statement.citations)
    ]
    exact = sum(document.text[s.start : s.end] == s.quote for s in spans)
    outcome.share(CARE, "evidence exact", len(spans), exact)
    scored = {statement.id for statement in pairing.scored}
    doubted = {d.statement for d in extraction.doubts} & scored
    loose = [d for d in extraction.doubts if d.statement is None and document.covers(d.start)]
    whole, part = len(scored) + len(loose), len(doubted) + len(loose)
    outcome.share(CARE, "sent to review, of statements in the windows", whole, part)
    found = pairing.by_record
    missed = [
        r for r in document.records if r.group == QUANTIFIED and not (r.optional or r.id in found)
    ]
    noted = sum(any(d.start < r.span[1] and r.span[0] < d.end for d in loose) for r in missed)
    outcome.share(CARE, "missed quantified targets that review shows", len(missed), noted)
