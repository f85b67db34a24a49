"""Baselines that a reader of policy texts must beat: every number, and other libraries."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from graph_builder.extraction.quantities import compile_quantities
from graph_builder.languages import load_pack

from .libraries import FINDERS, MissingLibraryError
from .outcomes import KINDS, Tally
from .pairing import QUANTIFIED, share_characters
from .readings import add_reading, list_readings

if TYPE_CHECKING:
    from .gold import GoldDocument, Span
    from .outcomes import Outcome

SECTION = "baselines for quantified targets"
OURS = "polcom"


def count_baselines(document: GoldDocument, outcome: Outcome) -> None:
    """Adds what was extracted, and every number, to what an outcome counts."""
    outcome.tallies[SECTION, OURS] = outcome.tallies.get((KINDS, QUANTIFIED), Tally(0, 0, 0))
    found = find_numbers(document)
    outcome.tallies[SECTION, "every number"] = count_targets(document, found)


def count_libraries(document: GoldDocument, outcome: Outcome) -> set[str]:
    """Adds what other libraries find and read; says which of them are not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what they cannot parse, and of what they lack
        return _run_libraries(document, outcome)


def _run_libraries(document: GoldDocument, outcome: Outcome) -> set[str]:
    missing = set()
    for name, library in FINDERS.items():
        if library.reads(document):
            try:
                tally = count_targets(document, library.run(document))
                outcome.tallies[SECTION, name] = tally
            except MissingLibraryError as error:
                missing.add(str(error))
    for measure, judge in list_readings(document):
        try:
            add_reading(outcome, measure, judge())
        except MissingLibraryError as error:
            missing.add(str(error))
    return missing


def find_numbers(document: GoldDocument) -> list[Span]:
    """All quantities of a text: numbers with a unit or a noun."""
    pack = load_pack(document.language)
    found = compile_quantities(pack).read(pack.fold(document.text))
    return [(quantity.start, quantity.end) for quantity in found]


def count_targets(document: GoldDocument, found: list[Span]) -> Tally:
    """Spans taken for the values of targets, held against the gold as the extraction is."""
    targets = [r for r in document.records if r.group == QUANTIFIED]
    wanted = [r.number for r in targets if r.number and not r.optional]
    spared = [r.number for r in document.records if r.number and r.optional]
    placed = [span for span in found if document.covers(span[0])]
    counted = [s for s in placed if _meets(s, wanted) or not _meets(s, spared)]
    right = sum(_meets(number, placed) for number in wanted)
    return Tally(len(wanted), len(counted), right)


def _meets(span: Span, others: list[Span]) -> bool:
    return any(share_characters(span, other) > 0 for other in others)
