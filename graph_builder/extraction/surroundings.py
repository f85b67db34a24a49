"""What clauses around a value say of it: whom it counts, what it is for, where change starts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .bounds import SHARE
from .frames import PLAN
from .structure import Stretch

if TYPE_CHECKING:
    from .metrics import MetricReader
    from .quantities import Quantity
    from .reading import TextReader

_LONGEST_PURPOSE = 40
_LONGEST_SUBJECT = 24
_PHRASE = 6
_NEAR, _AHEAD = 10, 18


class Surroundings:
    """Looks beside the clause of a value, in languages whose clauses leave out their subject."""

    def __init__(self, reader: TextReader, metrics: MetricReader) -> None:
        self.reader, self.metrics = reader, metrics
        pack = reader.assembly.pack
        self.promises = pack.setting("promises", default=False)
        self.spaces = pack.spaces
        self.purposes = re.compile(compile_words(pack.words("metric", "purposes")))
        self.levels = re.compile(compile_words(pack.words("verbs", "level")))
        self.starts = re.compile(
            f"(?:{compile_words(pack.words('traps', 'starts'))})"
            f"(?:{compile_words(pack.words('traps', 'present'))})?$"
        )
        self.near = pack.words("verbs", "near")
        change = compile_words(pack.words("verbs", "change"))
        self.change = re.compile(f"(?:{change})")

    def is_population(self, quantity: Quantity, following: Quantity) -> bool:
        """Whether a count only says of how many things a share is to change: 約600個黑點消除75%."""
        between = (quantity.end, following.start)
        return (
            not self.spaces
            and quantity.counted
            and following.unit == SHARE
            and not following.counted
            and between[1] - between[0] > _PHRASE
            and self.metrics.aim.search(self.reader.shadow, *between) is not None
        )

    def settle(self, modality: str, quantity: Quantity, clause: Stretch, *, aimed: bool) -> str:
        """The modality of a value, for which its own words speak where the clause is silent."""
        if not modality and self.promises and aimed and not self._compares():
            return PLAN
        if modality == PLAN and self.reader.genre.pledges and not aimed:
            return PLAN if self._is_promised(quantity, clause) else ""
        return modality

    def _is_promised(self, quantity: Quantity, clause: Stretch) -> bool:
        """Whether a value in a platform is promised: by a cue, a date, a list, or as a share."""
        reader = self.reader
        planned = reader.cues.has("cues.plan", reader.shadow, clause.start, clause.end)
        dated = any(phrase.day for phrase in reader.deadlines.own)
        made = reader.shadow.endswith(self.near, 0, quantity.start)
        goes_on = reader.targets.previous is not None or reader.deadlines.governs()
        return planned or dated or made or goes_on or quantity.unit in {SHARE, "1"}

    def _compares(self) -> bool:
        """Whether a clause without a deadline compares with a year before: that tells a result."""
        deadlines = self.reader.deadlines
        return not deadlines.governs() and any(t.kind == "base" for t in deadlines.times)

    def find_purpose(self, clause: Stretch) -> Stretch | None:
        """What a sum is for, where the next clause says so: 預留30億元，推動基礎研究."""
        shadow, structure = self.reader.shadow, self.reader.structure
        start = clause.end + 1
        if not (match := self.purposes.match(shadow, start, start + _LONGEST_PURPOSE)):
            return None
        end = start + _LONGEST_PURPOSE
        for marks in (structure.clause, structure.sentence):
            if mark := marks.search(shadow, match.end(), end):
                end = mark.start()
        span = Stretch(match.end(), min(end, len(shadow)))
        long = span.end - span.start > 1
        return span if long and "\n" not in shadow[span.start : span.end] else None

    def find_subject(self, clause: Stretch) -> Stretch | None:
        """What a clause without a value names for the next one: 名額，將達七成; 提高津貼，由…."""
        if not self.promises or clause.end - clause.start > _LONGEST_SUBJECT:
            return None
        shadow = self.reader.shadow
        if changed := self.change.match(shadow, clause.start, clause.end):
            return Stretch(changed.end(), clause.end) if changed.end() < clause.end else None
        return None if self.metrics.aim.match(shadow, clause.start, clause.end) else clause

    def find_object(self, clause: Stretch | None) -> Stretch | None:
        """What a clause without a value does something to, for the next one: 換車，淘汰9輛."""
        if not self.promises or clause is None or clause.end - clause.start > _LONGEST_SUBJECT:
            return None
        shadow, start = self.reader.shadow, clause.start
        while found := self.metrics.output_front.match(shadow, start, clause.end):
            start = found.end()
        return Stretch(start, clause.end) if clause.start < start < clause.end else None

    def find_start(self, quantity: Quantity, clause: Stretch) -> Stretch | None:
        """From where change starts, when the next clause says its end: 由1%，到2025年增至5%."""
        shadow = self.reader.shadow
        if not self.promises or quantity.end < clause.end:
            return None
        low = max(clause.start, quantity.start - _NEAR)
        found = self.starts.search(shadow, low, quantity.start)
        ahead = self.levels.search(shadow, clause.end, clause.end + _AHEAD)
        return Stretch(found.start(), quantity.end) if found and ahead else None
