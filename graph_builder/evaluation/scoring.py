"""The table of an evaluation: by kind, genre and language, with bootstrap intervals."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction import extract

from .baselines import count_numbers
from .gold import read_gold
from .matching import FIELDS, Outcome, compare

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

QUANTIFIED = "quantified target"
_DRAWS = 1000
_SEED = 20
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; shares are between 0 and 1, None where nothing was counted."""

    measure: str
    documents: int
    expected: int
    found: int
    right: int
    low: float | None = None
    high: float | None = None
    """The 95 % interval of F1, or of the share, over documents drawn with replacement."""

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
        """The harmonic mean of precision and recall."""
        total = self.found + self.expected
        return 2 * self.right / total if total else None


def evaluate(gold: Path, corpus: Path) -> list[Row]:
    """Rows by kind, then of quantified targets by language and genre, by field, leakage, baseline.

    Raises:
        GoldError: when gold or texts are missing or do not fit.

    """
    documents = read_gold(gold, corpus)
    outcomes = [compare(d, extract(d.text, language=d.language)) for d in documents]
    kinds = sorted({kind for outcome in outcomes for kind in (*outcome.expected, *outcome.found)})
    rows = [_row(kind, outcomes, kind) for kind in kinds]
    for name in ("language", "genre", "document"):
        for value in sorted({getattr(outcome, name) for outcome in outcomes}):
            part = [outcome for outcome in outcomes if getattr(outcome, name) == value]
            rows.append(_row(f"{QUANTIFIED}, {name} {value}", part, QUANTIFIED))
    rows += [_field_row(name, outcomes) for name in (*FIELDS, "all")]
    rows.append(_share("leakage", outcomes, "leaked", "leakable"))
    rows.append(_share("sent to review", outcomes, "reviewed", "statements"))
    rows.append(_baseline(count_numbers(documents), outcomes))
    return rows


def _row(measure: str, outcomes: list[Outcome], kind: str) -> Row:
    triples = [(o.expected[kind], o.found[kind], o.right[kind]) for o in outcomes]
    low, high = _interval(triples)
    expected, found, right = _add(triples)
    return Row(measure, len(outcomes), expected, found, right, low, high)


def _field_row(name: str, outcomes: list[Outcome]) -> Row:
    triples = [(o.right[QUANTIFIED], o.right[QUANTIFIED], o.fields[name]) for o in outcomes]
    low, high = _interval(triples)
    matched, _, right = _add(triples)
    return Row(f"field {name}", len(outcomes), matched, matched, right, low, high)


def _share(measure: str, outcomes: list[Outcome], part: str, whole: str) -> Row:
    triples = [(getattr(o, whole), getattr(o, whole), getattr(o, part)) for o in outcomes]
    low, high = _interval(triples)
    total, _, counted = _add(triples)
    return Row(measure, len(outcomes), total, total, counted, low, high)


def _baseline(numbers: list[tuple[int, int]], outcomes: list[Outcome]) -> Row:
    triples = [
        (outcome.expected[QUANTIFIED], found, right)
        for outcome, (found, right) in zip(outcomes, numbers, strict=True)
    ]
    low, high = _interval(triples)
    expected, found, right = _add(triples)
    return Row("baseline: every number", len(outcomes), expected, found, right, low, high)


def _add(triples: Iterable[tuple[int, int, int]]) -> tuple[int, int, int]:
    columns = list(zip(*triples, strict=True)) or [(), (), ()]
    expected, found, right = (sum(column) for column in columns)
    return expected, found, right


def _interval(triples: list[tuple[int, int, int]]) -> tuple[float | None, float | None]:
    if len(triples) < 2:  # noqa: PLR2004 - one document has no spread
        return None, None
    draw = random.Random(_SEED)  # noqa: S311 - a seeded draw, so that a table repeats itself
    scores = []
    for _ in range(_DRAWS):
        expected, found, right = _add(draw.choices(triples, k=len(triples)))
        if expected + found:
            scores.append(2 * right / (expected + found))
    scores.sort()
    if not scores:
        return None, None
    edge = int(len(scores) * _TAIL)
    return scores[edge], scores[-1 - edge]


def write_table(rows: list[Row]) -> str:
    """The rows as a plain table with tabs between its columns."""
    lines = ["measure\tdocuments\texpected\tfound\tright\tprecision\trecall\tF1\t95 % interval"]
    for row in rows:
        shares = "\t".join(_write(x) for x in (row.precision, row.recall, row.f1))
        interval = f"{_write(row.low)}-{_write(row.high)}" if row.low is not None else ""
        counts = f"{row.documents}\t{row.expected}\t{row.found}\t{row.right}"
        lines.append(f"{row.measure}\t{counts}\t{shares}\t{interval}")
    return "\n".join(lines) + "\n"


def _write(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"
