"""Targets of a text beside known ones for the same metric: shown for review, decided by nobody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph_builder.assessment.facts import TargetFact, read_targets
from graph_builder.model import Target
from graph_builder.namespaces import expand

from .library import is_of, write_reference

if TYPE_CHECKING:
    from .draft import Draft
    from .library import Library
    from .places import Gazetteer

_MOST = 5


@dataclass(slots=True)
class TargetLinker:
    """Compares the targets of a draft with those of a library."""

    draft: Draft
    library: Library
    places: Gazetteer
    place: str | None
    """Reference to the place of the document."""

    def link(self, near: dict[str, str]) -> None:
        """Notes which known target each target repeats, changes, or stands above or below.

        ``near`` has the known metric of each metric of the text whose name is only close.
        """
        known = self._read()
        for target in list(self.draft.statements.values()):
            if isinstance(target, Target) and target.metric and target.value is not None:
                self._compare(target, known.get(near.get(target.metric, target.metric), []))

    def _read(self) -> dict[str, list[TargetFact]]:
        """The known targets with a value, by reference to their metric."""
        known: dict[str, list[TargetFact]] = defaultdict(list)
        for fact in read_targets(self.library.store):
            if fact.metric is None or fact.value is None:
                continue
            if not is_of(self._refer(fact.iri), self.library.left_out):
                known[self._refer(fact.metric)].append(fact)
        return known

    def _refer(self, iri: str) -> str:
        return write_reference(iri, self.library.ontology)

    def _compare(self, target: Target, known: list[TargetFact]) -> None:
        reasons: dict[str, list[str]] = defaultdict(list)
        for fact in known:
            if reason := self._judge(target, fact):
                reasons[reason].append(self._describe(fact))
        clause = target.evidence[0]
        for reason, found in sorted(reasons.items()):
            detail = "; ".join(found[:_MOST])
            self.draft.doubt(reason, (clause.start, clause.end), target.id, detail)

    def _judge(self, target: Target, fact: TargetFact) -> str:
        """The reason code of a pair, or nothing where they have nothing to do with each other."""
        if not self._is_of_one_kind(target, fact):
            return ""
        together = target.deadline is not None and target.deadline == fact.deadline
        relation = self._relate(target.place or self.place, fact.place)
        if relation != "same":
            return f"target-of-{relation}-place" if relation and together else ""
        if self._is_same_bound(target, fact):
            return "target-repeated" if together else "deadline-differs"
        return "target-differs" if together else ""

    def _is_of_one_kind(self, target: Target, fact: TargetFact) -> bool:
        """Whether both say the same kind of thing in units that can be compared."""
        ontology = self.library.ontology
        base = ontology.base_unit(NamedNode(fact.unit)) if fact.unit else None
        return target.expressed_as == fact.form and self._find_base(target) == base

    def _find_base(self, target: Target) -> str | None:
        return self.library.find_base(target.unit) if target.unit else None

    def _is_same_bound(self, target: Target, fact: TargetFact) -> bool:
        unit = self.library.ontology.find_unit(target.unit or "")
        factor = self.library.ontology.factor(unit) if unit else Decimal(1)
        concept = self.library.ontology.find_concept("comparator", target.comparator or "")
        comparator = concept.value.rpartition("/")[2] if concept else None
        bounds = ((target.value, fact.value), (target.upper_value, fact.upper))
        same = (_scale(mine, factor) == _scale(theirs, fact.factor) for mine, theirs in bounds)
        return comparator == fact.comparator and all(same)

    def _relate(self, place: str | None, other: str | None) -> str:
        """How the place of the known target lies to that of the target."""
        node = expand(place, self.library.ontology.prefixes) if place else None
        if node is None or other is None:
            return ""
        if node.value == other:
            return "same"
        if other in self.places.widen({node.value}):
            return "wider"
        return "narrower" if node.value in self.places.widen({other}) else ""

    def _describe(self, fact: TargetFact) -> str:
        notation = self.library.ontology.notation(NamedNode(fact.unit)) if fact.unit else ""
        value = f"{fact.value:f}" if fact.value is not None else ""
        bound = f"{value}..{fact.upper:f}" if fact.upper is not None else value
        day = fact.deadline.isoformat() if fact.deadline else ""
        parts = (self._refer(fact.iri), fact.comparator, bound, notation, day)
        return " ".join(filter(None, parts))


def _scale(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor
