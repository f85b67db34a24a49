"""What a person decided about each record of a review file, and what they should know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .ledger import find_span, stringify, take_fingerprint
from .proposal import rename

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .ledger import Line
    from .pairing import Pairing
    from .proposal import Entry
    from .sheet import Chunk, Sheet

GONE = "no-longer-read"
CHANGED = "reading-changed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person made of one record."""

    line: Line | None
    """What polcom proposed for it, if it did."""
    edited: bool
    review: str
    settled: frozenset[str]
    """Codes of the reasons to look at it that the person has taken out."""

    @property
    def rejected(self) -> bool:
        """Whether the record is to stay out of the graph."""
        return self.review == "rejected"

    @property
    def stands(self) -> bool:
        """Whether the record stays as the person left it, whatever is read now."""
        return self.edited or bool(self.review) or bool(self.settled)


def find_decisions(sheet: Sheet, pairing: Pairing) -> dict[str, Decision]:
    """The decision about each record of the file, by its id."""
    return {
        chunk.id: _decide(chunk, pairing.lines.get(chunk.id), pairing.renamed)
        for _, chunk in sheet.list_chunks()
    }


def _decide(chunk: Chunk, line: Line | None, renamed: dict[str, str]) -> Decision:
    review = str(chunk.tree.get("review", ""))
    if line is None:
        return Decision(None, edited=True, review=review, settled=frozenset())
    tree = rename(chunk.tree, renamed)
    edited = find_span(tree) != line.span or take_fingerprint(tree) != line.fingerprint
    settled = line.settled | (line.shown - chunk.reasons)
    return Decision(line, edited=edited, review=review, settled=settled)


def judge(chunk: Chunk, decision: Decision, past: Entry | None) -> dict[str, str]:
    """The reasons to look at a record that stands; ``past``: its proposal under the old names.

    A sentence stands for a code only where it says more than the table of reasons.
    """
    line = decision.line
    if line is None or decision.review:
        return {}
    if past is None:
        return {} if GONE in decision.settled else {GONE: ""}
    shown = {code: past.doubts[code] for code in sorted(chunk.reasons & past.doubts.keys())}
    fresh = take_fingerprint(past.tree) != line.fingerprint
    if (fresh or CHANGED in chunk.reasons) and (other := list(_compare(chunk.tree, past.tree))):
        shown[CHANGED] = "; ".join(other)
    return shown


def _compare(held: dict[str, Any], proposed: dict[str, Any]) -> Iterator[str]:
    for name, value in proposed.items():
        if name in {"id", "citations"}:
            continue
        if name == "evidence":
            words = _quotes(proposed)
            if words != _quotes(held):
                yield f"evidence: {' … '.join(words)}"
        elif held.get(name) != stringify(value):
            yield f"{name}: {stringify(value)}"


def _quotes(tree: dict[str, Any]) -> list[str]:
    spans = tree.get("evidence")
    return [str(s.get("quote", "")) for s in spans if isinstance(s, dict)] if spans else []
