"""Single readings beside those of other libraries: the value alone, and the year of the deadline.

All are asked about the same required quantified targets; libraries get the value cut out. A value
is right if it is the amount in some unit of the right kind, so that none need know units.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from graph_builder.extraction.quantities import compile_quantities
from graph_builder.languages import load_pack
from graph_builder.model import Target
from graph_builder.ontology import load_ontology

from .fields import base_of, is_near
from .libraries import DATERS, NUMBER_READERS
from .outcomes import Outcome, Tally
from .pairing import QUANTIFIED, Pairing, share_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_builder.extraction import Extraction

    from .gold import GoldDocument, GoldRecord, Span

SECTION = "single readings beside other libraries"
_OURS = "polcom"


def count_readings(document: GoldDocument, extraction: Extraction, outcome: Outcome) -> None:
    """Adds what the extraction and the language pack read of each required quantified target."""
    add_reading(outcome, f"value alone: {_OURS}", _judge_ours(document))
    found = Pairing(document, extraction).by_record
    years = [(r, _year_of(found.get(r.id))) for r in _list_required(document)]
    add_reading(outcome, f"year of the deadline: {_OURS}", (_is_year(r, year) for r, year in years))


def list_readings(document: GoldDocument) -> Iterator[tuple[str, Callable[[], list[bool]]]]:
    """The measures of other libraries that read the language of a document, to be called."""
    for name, library in NUMBER_READERS.items():
        if library.reads(document):
            yield f"value alone: {name}", partial(_judge_values, document, library.run)
    for name, library in DATERS.items():
        if library.reads(document):
            yield f"year of the deadline: {name}", partial(_judge_years, document, library.run)


def add_reading(outcome: Outcome, measure: str, right: Iterable[bool]) -> None:
    """Adds a share of right readings to an outcome."""
    judged = list(right)
    outcome.tallies[SECTION, measure] = Tally(len(judged), len(judged), sum(judged))


def _list_required(document: GoldDocument) -> list[GoldRecord]:
    return [r for r in document.records if r.group == QUANTIFIED and not r.optional]


def _judge_values(document: GoldDocument, read: Callable[[str], list[Decimal]]) -> list[bool]:
    fold = load_pack(document.language).fold
    return [
        _is_amount(record, read(fold(document.text[start:end])))
        for record, (start, end) in _list_values(document)
    ]


def _judge_ours(document: GoldDocument) -> list[bool]:
    """Whether the pack reads each value right in its text: it looks at what stands around."""
    pack = load_pack(document.language)
    found = compile_quantities(pack).read(pack.fold(document.text))
    return [
        _is_amount(
            record, [q.value for q in found if share_characters((q.start, q.end), number) > 0]
        )
        for record, number in _list_values(document)
    ]


def _judge_years(
    document: GoldDocument, find: Callable[[GoldDocument, GoldRecord], int | None]
) -> list[bool]:
    return [_is_year(record, find(document, record)) for record in _list_required(document)]


def _list_values(document: GoldDocument) -> list[tuple[GoldRecord, Span]]:
    required = _list_required(document)
    return [(r, r.number) for r in required if r.number and r.value is not None and r.upper is None]


def _is_amount(record: GoldRecord, numbers: list[Decimal]) -> bool:
    ontology, wanted = load_ontology(), base_of(record.unit)
    units = [u for u in ontology.list_units() if wanted and ontology.base_unit(u) == wanted[0]]
    factors = {Decimal(1), *(ontology.factor(unit) for unit in units)}
    amount = abs(record.value or Decimal(0)) * (wanted[1] if wanted else 1)
    return any(is_near(amount, abs(number) * factor) for number in numbers for factor in factors)


def _year_of(statement: object) -> int | None:
    deadline = statement.deadline if isinstance(statement, Target) else None
    return deadline.year if deadline else None


def _is_year(record: GoldRecord, year: int | None) -> bool:
    return year == (int(record.deadline[:4]) if record.deadline else None)
