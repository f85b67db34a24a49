"""Pinyin that was inserted after characters, as in 國(guó)家: passed over, and offsets kept.

The text is read without it; what is found is then placed in the text as it is, so that every quote
holds the inserted letters too and stands at its exact offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from graph_builder.blocks import Block, Map
from graph_builder.model import CommitmentBase, Implementation, Span

from .results import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.model import StatementBase

    from .results import Extraction

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff]) ?[(（][a-zü{_TONED}]{{1,7}}[)）]")
_TONE = re.compile(f"[{_TONED}]")
_SIGNS = 3
"""So many syllables with a tone mark are no chance."""
REASON = "pinyin-passed-over"


@dataclass(frozen=True, slots=True)
class Noise:
    """What is passed over in a text: half-open runs of code points, in order."""

    text: str
    runs: Sequence[tuple[int, int]]
    _starts: Sequence[int]
    """Where each run would stand in the text without them."""
    _moves: Sequence[int]
    """How many characters were passed over up to and with each run."""

    @classmethod
    def of(cls, text: str, runs: Sequence[tuple[int, int]]) -> Noise:
        """The noise of a text at known runs."""
        moves = list(accumulate(end - start for start, end in runs))
        before = [0, *moves]
        starts = [start - passed for (start, _), passed in zip(runs, before, strict=False)]
        return cls(text, runs, starts, moves)

    @property
    def clean(self) -> str:
        """The text without it."""
        ends = [0, *(end for _, end in self.runs)]
        starts = [*(start for start, _ in self.runs), len(self.text)]
        return "".join(self.text[a:b] for a, b in zip(ends, starts, strict=True))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A run of the clean text as a run of the text."""
        return self._place(start), self._place(end - 1) + 1 if end > start else self._place(end)

    def _place(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        return offset + (self._moves[index] if index >= 0 else 0)

    def squeeze(self, blocks: Map | None) -> Map | None:
        """The blocks of the text as blocks of the clean text."""
        if blocks is None:
            return None
        moved = (
            replace(block, start=self._squeeze(block.start), end=self._squeeze(block.end))
            for block in blocks.blocks
        )
        return Map.of(tuple(block for block in moved if _holds(block)))

    def _squeeze(self, offset: int) -> int:
        index = bisect_right(self.runs, (offset, len(self.text) + 1)) - 1
        if index < 0:
            return offset
        end = self.runs[index][1]
        return offset - self._moves[index] + max(end - offset, 0)

    def lift(self, result: Extraction) -> Extraction:
        """The extraction of the clean text, placed in the text; it tells what was passed over."""
        result.statements = [self._lift_record(s) for s in result.statements]
        result.remarks = [self._lift_record(r) for r in result.remarks]
        for name in ("headings", "announcements", "traces", "doubts"):
            setattr(result, name, [self._lift(item) for item in getattr(result, name)])
        start, end = self.runs[0]
        result.doubts.append(Doubt(REASON, start, end, self.text[start:end]))
        return result

    def _lift(self, item: Any) -> Any:  # noqa: ANN401 -- anything with a start and an end
        start, end = self.place(item.start, item.end)
        quote = {"quote": self.text[start:end]} if hasattr(item, "quote") else {}
        return replace(item, start=start, end=end, **quote)

    def _lift_record(self, record: Any) -> Any:  # noqa: ANN401 -- a statement or a remark
        update: dict[str, Any] = {
            "evidence": self._lift_spans(record.evidence),
            "citations": self._lift_spans(record.citations),
        }
        if isinstance(record, CommitmentBase):
            update["implements"] = tuple(
                link.model_copy(update={"evidence": self._lift_spans(link.evidence)})
                if isinstance(link, Implementation)
                else link
                for link in record.implements
            )
        lifted: StatementBase = record.model_copy(update=update)
        return lifted

    def _lift_spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        placed = ((span, *self.place(span.start, span.end)) for span in spans)
        return tuple(
            span.model_copy(update={"start": start, "end": end, "quote": self.text[start:end]})
            for span, start, end in placed
        )


def _holds(block: Block) -> bool:
    return block.end > block.start


def find_noise(text: str) -> Noise | None:
    """The inserted pinyin of a text, or None where it has none.

    >>> noise = find_noise("建設(shè)國(guó)家(jiā)級基地(de)")
    >>> noise.clean, noise.place(2, 4)
    ('建設國家級基地', (7, 14))
    """
    if "(" not in text and "（" not in text:
        return None
    found = list(_PINYIN.finditer(text))
    if sum(_TONE.search(match[0]) is not None for match in found) < _SIGNS:
        return None
    return Noise.of(text, [match.span() for match in found])
