"""Metrics of a text and metrics that are known: equal names are one, near ones are proposed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.model import RELATIVE_FORMS, Target
from graph_builder.sparql import select

from .library import fold_name, is_of, read_iri, read_text, write_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.languages import Pack
    from graph_builder.model import Metric

    from .draft import Draft
    from .library import Library

_HERE = Path(__file__).parent
#: The measured share of pairs of characters from which on two names may mean one thing.
_NEAR = 0.6
_SHORTEST = 4


@dataclass(slots=True)
class KnownMetric:
    """A metric of a graph: its folded names, and the IRI of its base unit."""

    reference: str
    base: str | None
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class MetricLinker:
    """Finds the known metric of each metric of a draft; ``same`` and ``near`` are by own id."""

    draft: Draft
    library: Library
    pack: Pack
    same: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)

    def link(self) -> None:
        """Puts known metrics in the place of equal ones, and proposes near ones for review."""
        known = sorted(self._read(), key=lambda metric: metric.reference)
        by_name: dict[str, list[KnownMetric]] = defaultdict(list)
        for found in known:
            for name in found.names:
                by_name[name].append(found)
        near = NameIndex(known, self.pack.words("linking", "scopes"))
        for metric in list(self.draft.extraction.metrics):
            names = {fold_name(label) for label in metric.label.values()}
            fitting = [m for n in sorted(names) for m in by_name[n] if self._fits(metric, m)]
            references = sorted({m.reference for m in fitting})
            if len(references) == 1:
                self.same[metric.id] = references[0]
            elif references:
                self._doubt("metric-ambiguous", metric, " ".join(references))
            else:
                self._find_near(metric, names, near)
        self.draft.replace_metrics(self.same)

    def _read(self) -> Iterator[KnownMetric]:
        found: dict[str, KnownMetric] = {}
        for row in select(self.library.store, _HERE / "metrics.rq"):
            reference = write_reference(read_iri(row, "metric"), self.library.ontology)
            if is_of(reference, self.library.left_out):
                continue
            base = read_iri(row, "base") or None
            metric = found.setdefault(reference, KnownMetric(reference, base))
            metric.names.add(fold_name(read_text(row, "name") or ""))
        yield from found.values()

    def _fits(self, metric: Metric, known: KnownMetric) -> bool:
        """Whether no target of the text gives the metric in a unit that the known one has not."""
        if known.base is None:
            return True
        levels = (t for t in self._list_targets(metric.id) if t.expressed_as not in RELATIVE_FORMS)
        units = {target.unit for target in levels}
        bases = {self.library.find_base(unit) for unit in units if unit}
        return bases <= {known.base}

    def _list_targets(self, metric: str) -> Iterator[Target]:
        for statement in self.draft.statements.values():
            if isinstance(statement, Target) and statement.metric == metric:
                yield statement

    def _find_near(self, metric: Metric, names: set[str], known: NameIndex) -> None:
        pairs = [pair for name in sorted(names) for pair in known.rank(name)]
        fitting = [(s, m.reference) for s, m in pairs if s >= _NEAR and self._fits(metric, m)]
        if not fitting or metric.close_to is not None:
            return
        score, reference = max(fitting)
        self.near[metric.id] = reference
        self.draft.set_metric(metric.model_copy(update={"close_to": reference}))
        self._doubt("metric-near", metric, f"{reference} {score:.2f}")

    def _doubt(self, reason: str, metric: Metric, detail: str) -> None:
        target = next(self._list_targets(metric.id), None)
        if target is not None and target.evidence:
            clause = target.evidence[0]
            self.draft.doubt(reason, (clause.start, clause.end), target.id, detail)


class NameIndex:
    """Known metrics by the neighbouring pairs of characters in their names."""

    def __init__(self, known: list[KnownMetric], scopes: tuple[str, ...]) -> None:
        self.scopes = scopes
        self.names = [(self._strip(name), m) for m in known for name in sorted(m.names)]
        self.holders: dict[str, list[int]] = defaultdict(list)
        for number, (name, _) in enumerate(self.names):
            for pair in list_pairs(name):
                self.holders[pair].append(number)

    def rank(self, name: str) -> Iterator[tuple[float, KnownMetric]]:
        """The metrics that share a pair with a name, and twice those shared by those of both."""
        bare = self._strip(name)
        pairs = list_pairs(bare)
        shared = Counter(number for pair in pairs for number in self.holders.get(pair, ()))
        for number, count in sorted(shared.items()):
            other, metric = self.names[number]
            if min(len(bare), len(other)) >= _SHORTEST:
                yield 2 * count / (len(pairs) + len(list_pairs(other))), metric

    def _strip(self, name: str) -> str:
        scope = next((word for word in self.scopes if name.startswith(word)), "")
        return name[len(scope) :]


def list_pairs(name: str) -> frozenset[str]:
    """The neighbouring pairs of characters of a name.

    >>> sorted(list_pairs("abc"))
    ['ab', 'bc']
    """
    return frozenset(name[place : place + 2] for place in range(len(name) - 1))
