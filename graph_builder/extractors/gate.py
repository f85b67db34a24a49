"""The gate that every candidate passes: its quotes must stand in the text and yield its values.

A candidate whose quotes do not stand in the text is rejected. One whose values our reader does
not find in them goes to review, as a place to look at: what was claimed is written nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from graph_builder.blocks import BlockKind
from graph_builder.extraction.assembly import Assembly
from graph_builder.extraction.forms import lower
from graph_builder.extraction.structure import Stretch
from graph_builder.languages import load_pack
from graph_builder.model import Achievement, Action, Goal, Remark, Role, Target

from .candidates import Candidate, Unread
from .derivation import Deriver
from .location import LocationError, Place, QuoteFinder
from .notes import describe_match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.extraction import Extraction

    from .candidates import ExtractorInput, Quote
    from .derivation import Deadline, Value

_LONGEST_CLAUSE = 600
_LONGEST_HEAD = 80
_RECORDS: dict[str, Any] = {
    "goal": Goal,
    "target": Target,
    "action": Action,
    "achievement": Achievement,
    "norm": Remark,
    "forecast": Remark,
}


@dataclass(slots=True)
class Report:
    """How many candidates were taken, and what became of the others, by reason code."""

    extractor: str
    received: int = 0
    verbatim: int = 0
    folded: int = 0
    """Found only after folding script, signs and white space."""
    repeated: int = 0
    reviewed: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    agreed: int = 0
    """Accepted, and the rules had read the same."""
    added: int = 0
    """Accepted, and the rules had nothing there."""
    differing: int = 0
    """Accepted, but the rules read it otherwise: sent to review."""

    def write(self) -> str:
        """The report in a few lines."""
        lines = [
            (
                f"extractor {self.extractor}: {self.received} candidates; accepted "
                f"{self.verbatim} word for word, {self.folded} after folding; "
                f"{self.repeated} repeated, {self.reviewed.total()} to review, "
                f"{self.rejected.total()} rejected"
            ),
            (
                f"  beside the rules: {self.agreed} the same, {self.added} added, "
                f"{self.differing} different, to review"
            ),
        ]
        for name, reasons in (("to review", self.reviewed), ("rejected", self.rejected)):
            lines += [f"  {name}: {reason} {count}" for reason, count in sorted(reasons.items())]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Proof:
    """The places of the quotes of a candidate."""

    clause: Place
    metric: Place | None
    value: Place | None
    deadline: Place | None

    @property
    def folded(self) -> bool:
        places = (self.clause, self.metric, self.value, self.deadline)
        return any(place.folded for place in places if place)


class Gate:
    """Lets candidates of one extractor for one document in, or not."""

    def __init__(self, document: ExtractorInput, extractor: str) -> None:
        pack = load_pack(document.language)
        self.finder, self.blocks = QuoteFinder(document.text), document.blocks
        self.deriver = Deriver(pack.fold(document.text), pack, document.issued)
        self.assembly = _NamedAssembly(document.text, document.language, pack, extractor)
        self.report = Report(extractor)
        self.block: tuple[str, Place] | None = None
        self.seen: set[tuple[object, ...]] = set()

    def admit(self, proposed: Iterable[object]) -> Extraction:
        """The statements of all candidates that pass, and the doubts about the others."""
        for one in proposed:
            if isinstance(one, Unread):
                self._note_unread(one)
                continue
            self.report.received += 1
            candidate = _check(one)
            if candidate is None:
                self.report.rejected["wrong-schema"] += 1
                continue
            try:
                self._admit(candidate, self._prove(candidate))
            except LocationError as error:
                self.report.rejected[str(error)] += 1
        self.assembly.result.doubts.sort(key=lambda d: (d.start, d.end, d.reason))
        return self.assembly.result

    def _prove(self, candidate: Candidate) -> _Proof:
        block = self._find_block(candidate.block)
        clause = self.finder.find(candidate.clause, block)
        if clause.end - clause.start > _LONGEST_CLAUSE:
            raise LocationError("clause-too-long")
        if self._is_boilerplate(clause):
            raise LocationError("boilerplate")
        value = self.finder.find(candidate.value_quote, clause) if candidate.value_quote else None
        metric = self._find_near(candidate.metric, clause, block)
        deadline = self._find_near(candidate.deadline_quote, clause, block)
        return _Proof(clause, metric, value, deadline)

    def _find_block(self, words: str | None) -> Place:
        """The place of a block; candidates of one block follow each other."""
        if words is None:
            return self.finder.whole
        if self.block is None or self.block[0] != words:
            self.block = words, self.finder.find_words(words, self.finder.whole)
        return self.block[1]

    def _is_boilerplate(self, place: Place) -> bool:
        block = self.blocks.at(place.start) if self.blocks else None
        return block is not None and block.kind is BlockKind.BOILERPLATE

    def _find_near(self, quote: Quote | None, clause: Place, block: Place) -> Place | None:
        """A quote in its clause, else in the block around it."""
        if quote is None:
            return None
        try:
            return self.finder.find(quote, clause)
        except LocationError:
            return self.finder.find(quote, block)

    def _admit(self, candidate: Candidate, proof: _Proof) -> None:
        span = Stretch(proof.clause.start, proof.clause.end)
        key = (candidate.kind, proof.value or proof.clause, candidate.value, candidate.deadline)
        if key in self.seen:
            self.report.repeated += 1
            return
        self.seen.add(key)
        value: Value | None = None
        if proof.value:
            value, reason = self.deriver.derive_value(candidate, proof.clause, proof.value)
            if reason or value is None:
                self._review(reason, span)
                return
        deadline = self._derive_deadline(candidate, proof)
        self.report.folded += proof.folded
        self.report.verbatim += not proof.folded
        self._state(candidate, proof, value, deadline)

    def _derive_deadline(self, candidate: Candidate, proof: _Proof) -> Deadline | None:
        if candidate.deadline is None:
            return None
        return self.deriver.derive_deadline(candidate.deadline, proof.deadline or proof.clause)

    def _state(
        self, candidate: Candidate, proof: _Proof, value: Value | None, deadline: Deadline | None
    ) -> None:
        span = Stretch(proof.clause.start, proof.clause.end)
        fields = self.assembly.base(candidate.kind, span)
        fields["note"] = describe_match(self.report.extractor, folded=proof.folded)
        if value and proof.metric:
            self._add_value(fields, candidate.kind, proof, value)
        if deadline:
            self._add_deadline(fields, span, deadline)
        statement = _RECORDS[candidate.kind](**fields)
        result = self.assembly.result
        (result.remarks if isinstance(statement, Remark) else result.statements).append(statement)
        if candidate.deadline and not deadline:
            self._review("deadline-not-derived", span, fields["id"])

    def _add_value(self, fields: dict[str, Any], kind: str, proof: _Proof, value: Value) -> None:
        quantity, metric = value.quantity, proof.metric
        where = Stretch(quantity.start, quantity.end)
        fields["evidence"].append(self.assembly.evidence(where, Role.VALUE))
        if metric is None:
            return
        label = self.assembly.quote(Stretch(metric.start, metric.end))
        self.assembly.trace(fields["id"], "metric", Stretch(metric.start, metric.end), "stated")
        self.assembly.trace(fields["id"], "value", where, "stated")
        if kind != "target":
            told = (label, quantity.comparator, str(quantity.value), quantity.unit)
            self.assembly.result.reported[fields["id"]] = told
            return
        fields |= {
            "metric": self.assembly.metric(label),
            "comparator": value.comparator,
            "value": quantity.value,
            "upper_value": quantity.upper,
            "unit": quantity.unit,
            "expressed_as": value.expressed_as,
            "stated_value": self.assembly.quote(where),
        }
        if value.falls:
            fields |= lower(fields)

    def _add_deadline(self, fields: dict[str, Any], span: Stretch, deadline: Deadline) -> None:
        where = Stretch(deadline.start, deadline.end)
        inside = span.start <= where.start and where.end <= span.end
        fields["evidence"].append(self.assembly.evidence(where, Role.DEADLINE))
        basis = "stated" if inside else "carried"
        self.assembly.trace(fields["id"], "deadline", where, basis)
        if fields["kind"] == "target":
            fields |= {"deadline": deadline.day, "deadline_basis": basis}
            fields["horizon"] = deadline.horizon

    def _review(self, reason: str, span: Stretch, statement: str | None = None) -> None:
        self.report.reviewed[reason] += 1
        self.assembly.doubt(reason, span, statement)

    def _note_unread(self, unread: Unread) -> None:
        """A passage without an answer goes to review, at its first words."""
        try:
            place = self.finder.find_words(unread.quote, self.finder.whole)
        except LocationError:
            self.report.rejected[unread.reason] += 1
            return
        start = place.end - len(self.finder.text[place.start : place.end].lstrip())
        line = self.finder.text[start : min(place.end, start + _LONGEST_HEAD)].partition("\n")[0]
        self._review(unread.reason, Stretch(start, start + len(line.rstrip())))


def _check(one: object) -> Candidate | None:
    try:
        return one if isinstance(one, Candidate) else Candidate.model_validate(one)
    except ValidationError:
        return None


class _NamedAssembly(Assembly):
    """Builds statements whose ids bear the name of the extractor, so that none is taken twice."""

    def __init__(self, text: str, language: str, pack: Any, extractor: str) -> None:  # noqa: ANN401
        super().__init__(text, language, pack)
        self.prefix = re.sub(r"[^\w.\-]", "-", extractor)

    def name(self, kind: str) -> str:
        """The next free identifier of a kind."""
        return f"x-{self.prefix}-{super().name(kind)}"
