"""Values that are dealt out to several metrics in order: 风电、光伏装机分别达到3万千瓦和5万千瓦."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .filters import compile_filter
from .metrics import MetricName
from .structure import Stretch, split_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from .bounds import BoundReader
    from .quantities import Quantity
    from .reading import TextReader


class DistributionReader:
    """Finds the metrics of values that stand together behind a word such as 分别."""

    def __init__(
        self,
        reader: TextReader,
        bounds: BoundReader,
        name: Callable[[Quantity, Stretch], MetricName],
    ) -> None:
        self.reader, self.assembly = reader, reader.assembly
        self.bounds, self.name = bounds, name
        pack = reader.assembly.pack
        self.heads = pack.words("metric", "heads")
        self.pairs = pack.table("metric", "pairs")
        self.joiners = pack.words("metric", "joiners")
        self.dealt: list[MetricName] | None = None
        """The metrics to which the sentence last dealt out values."""

    def skip_bases(self, quantities: list[Quantity]) -> tuple[list[Quantity], Stretch | None]:
        """The values without those where change starts: 分别由5元、6元提高到7元、8元."""
        half = len(quantities) // 2
        if half > 1 and len(quantities) == 2 * half:
            base = self.find_change(quantities[half - 1], quantities[half])
            if base and base.start <= quantities[0].start:
                return quantities[half:], base
        return quantities, None

    def distribute(
        self, clause: Stretch, quantities: list[Quantity], bases: Stretch | None
    ) -> list[MetricName] | None:
        """The metric of each of several values that are dealt out in order; None for others."""
        shadow = self.reader.shadow
        first = replace(quantities[0], start=bases.start) if bases else quantities[0]
        if len(quantities) == 1 or not self.bounds.is_distributive(clause, first):
            return None
        whole = self.name(first, Stretch(clause.start, first.end))
        if whole.span is None:
            return self.dealt if self.dealt and len(self.dealt) == len(quantities) else None
        parts = split_list(shadow, whole.span, ("、", ", "))
        if len(parts) != len(quantities):
            parts = split_list(shadow, whole.span, self.joiners)
        if len(parts) != len(quantities):
            return self._pair(whole, whole.span, clause, len(quantities))
        head = self._shared_head(parts[-1])
        verb, way = whole.verb, whole.expressed_as
        self.dealt = [
            MetricName(part, verb, way, part=False, head="" if part is parts[-1] else head)
            for part in parts
        ]
        return self.dealt

    def _pair(
        self, whole: MetricName, span: Stretch, clause: Stretch, count: int
    ) -> list[MetricName]:
        """One name for each value, where one word stands for several: 城乡居民收入."""
        for word, members in self.pairs.items():
            if self.reader.shadow.startswith(word, span.start) and len(members) == count:
                rest = Stretch(span.start + len(word), span.end)
                return [replace(whole, span=rest, verb=member) for member in members]
        self.assembly.doubt("distribution-count-differs", clause)
        return [whole] * count

    def _shared_head(self, last: Stretch) -> str:
        words = self.assembly.quote(last)
        folded = self.reader.shadow[last.start : last.end]
        found = [head for head in self.heads if folded.endswith(head) and folded != head]
        return words[-len(max(found, key=len)) :] if found else ""

    def find_change(self, quantity: Quantity, following: Quantity) -> Stretch | None:
        """The words that say that a value is only where change starts, up to that value."""
        found = compile_filter(self.assembly.pack)
        return found.find_baseline(self.reader.shadow, quantity, following)
