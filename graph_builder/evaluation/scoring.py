"""An evaluation: rows by section, measure and group of documents, with bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .baselines import SECTION as BASELINES
from .baselines import count_baselines, count_libraries
from .extracting import Reader
from .gold import read_gold
from .intervals import average_f1, draw_interval, score_f1
from .outcomes import CARE, CITATIONS, FIELDS, KINDS, LEAKAGE, STRUCTURE, compare
from .pairing import QUANTIFIED
from .readings import SECTION as READINGS
from .readings import count_readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from graph_builder.extraction import Extraction

    from .faults import Fault
    from .gold import GoldDocument, Span
    from .intervals import Counts, Interval
    from .outcomes import Measure, Outcome

    Read = Callable[[GoldDocument], tuple[Extraction, Mapping[str, Span] | None]]

SECTIONS = (KINDS, FIELDS, LEAKAGE, STRUCTURE, CITATIONS, CARE, BASELINES, READINGS)
_GROUPS = ("language", "genre", "document")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an evaluation; scores are between 0 and 1, None where nothing was counted."""

    section: str
    measure: str
    group: str
    """``all``, or such as ``language zh-Hant-TW``, ``genre government work report``."""
    documents: int
    expected: int
    found: int
    right: int
    interval: Interval | None = None
    """The 95 % interval of F1 over documents drawn with replacement."""
    macro: float | None = None
    """The mean F1 of the documents."""
    macro_interval: Interval | None = None

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was expected that was found."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; of a share, the share."""
        return score_f1([(self.expected, self.found, self.right)])


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The rows of all sections, every error, and remarks on what could not be measured."""

    documents: tuple[GoldDocument, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]

    def find(self, measure: str, group: str = ALL) -> Row:
        """The row of a measure and a group.

        Raises:
            KeyError: when there is none.

        """
        found = (r for r in self.rows if (r.measure, r.group) == (measure, group))
        row = next(found, None)
        if row is None:
            raise KeyError(measure, group)
        return row


def evaluate(
    gold: Path, corpus: Path, *, read: Read | None = None, libraries: bool = True
) -> Evaluation:
    """The evaluation of what reads all documents of a folder of gold.

    Args:
        gold: Folder of gold files.
        corpus: Folder of the texts.
        read: What reads a document; the rules when nothing else is given.
        libraries: Whether other libraries are measured beside it, where they are installed.

    Raises:
        GoldError: when gold or texts are missing or do not fit.

    """
    documents = read_gold(gold, corpus)
    read = read or Reader().read
    outcomes: list[Outcome] = []
    remarks: set[str] = set()
    for document in documents:
        extraction, sources = read(document)
        outcome = compare(document, extraction, sources)
        count_baselines(document, outcome)
        count_readings(document, extraction, outcome)
        remarks |= count_libraries(document, outcome) if libraries else set()
        outcomes.append(outcome)
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    rows = tuple(_score(outcomes))
    return Evaluation(tuple(documents), rows, tuple(faults), tuple(sorted(remarks)))


def _score(outcomes: list[Outcome]) -> Iterator[Row]:
    for measure in _order({m: None for outcome in outcomes for m in outcome.tallies}):
        yield _row(measure, ALL, outcomes)
        for name in _GROUPS:
            for value in sorted({getattr(outcome, name) for outcome in outcomes}):
                part = [o for o in outcomes if getattr(o, name) == value]
                if any(measure in outcome.tallies for outcome in part):
                    yield _row(measure, f"{name} {value}", part)


def _order(measures: dict[Measure, None]) -> list[Measure]:
    """Sections in their order, quantified targets first, the rest as it was counted."""
    sections = list(dict.fromkeys([*SECTIONS, *(section for section, _ in measures)]))
    return sorted(measures, key=lambda m: (sections.index(m[0]), m[1] != QUANTIFIED))


def _row(measure: Measure, group: str, outcomes: list[Outcome]) -> Row:
    counts: list[Counts] = [o.tallies[measure] for o in outcomes if measure in o.tallies]
    expected, found, right = (sum(column) for column in zip(*counts, strict=True))
    return Row(
        *measure,
        group,
        len(counts),
        expected,
        found,
        right,
        draw_interval(counts, score_f1),
        average_f1(counts),
        draw_interval(counts, average_f1),
    )
