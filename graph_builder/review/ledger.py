"""What polcom proposed last time, in comments at the end of a review file.

By it the next run tells a person's changes from its own proposals: a record that still has the
fingerprint of its proposal is untouched, one that has another is edited, one that is gone is
rejected. One line for each proposal::

    #~ target-3f9a21c4 2221-2255 8c1d2e4f as:coal-2025 ?metric-missing ok:deadline-unresolved
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARK = "#~"
_LOOSE = "may-miss:"
_LINE = re.compile(rf"#~ ({_LOOSE})?(\S+) (\d+)-(\d+) ([0-9a-f]{{8}})((?: \S+)*)")
_STAMP = re.compile(r"#~ made-from ([0-9a-f]{64})")
_SPANS = ("evidence", "citations")
_APART = frozenset({"id", "review"})


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal as it was written: its id and place, and what a person has settled."""

    id: str
    span: tuple[int, int]
    fingerprint: str
    name: str | None = None
    """The id that it has in the file; None when a person rejected it."""
    shown: frozenset[str] = frozenset()
    """Codes of the reasons to look at it that the file gives."""
    settled: frozenset[str] = frozenset()
    """Codes of reasons that a person has taken out."""

    def __str__(self) -> str:
        words = [MARK, self.id, f"{self.span[0]}-{self.span[1]}", self.fingerprint]
        if self.name != self.id:
            words.append(f"as:{self.name}" if self.name else "out")
        words.extend(f"?{code}" for code in sorted(self.shown))
        words.extend(f"ok:{code}" for code in sorted(self.settled))
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The proposals of the last run, by id; ``stamp`` says from what they were made."""

    lines: Mapping[str, Line] = field(default_factory=dict)
    loose: Mapping[str, Line] = field(default_factory=dict)
    """Places where something may be missing; without a name when a person settled them."""
    stamp: str = ""

    def write(self) -> str:
        """The ledger as comments."""
        stamp = [f"{MARK} made-from {self.stamp}"] if self.stamp else []
        lines = sorted(self.lines.values(), key=lambda line: (line.span, line.id))
        loose = (f"{MARK} {_LOOSE}{str(line)[len(MARK) + 1 :]}" for line in self.loose.values())
        return "".join(f"{line}\n" for line in (*stamp, *map(str, lines), *loose))


def read_ledger(comments: Iterable[str]) -> Ledger:
    """The ledger that stands among the comments of a file; lines that were spoilt are left out.

    >>> ledger = read_ledger(["#~ goal-1 3-9 0123abcd as:g1 ?metric-missing"])
    >>> ledger.lines["goal-1"].name, ledger.lines["goal-1"].shown
    ('g1', frozenset({'metric-missing'}))
    """
    lines: dict[str, Line] = {}
    loose: dict[str, Line] = {}
    stamp = ""
    for comment in comments:
        if found := _LINE.fullmatch(comment.strip()):
            line = _read_line(found)
            (loose if found[1] else lines)[line.id] = line
        elif made := _STAMP.fullmatch(comment.strip()):
            stamp = made[1]
    return Ledger(lines, loose, stamp)


def _read_line(found: re.Match[str]) -> Line:
    words = found[6].split()
    names = [word.removeprefix("as:") for word in words if word.startswith("as:")]
    name = None if "out" in words else next(iter(names), found[2])
    shown = frozenset(word[1:] for word in words if word.startswith("?"))
    settled = frozenset(word.removeprefix("ok:") for word in words if word.startswith("ok:"))
    return Line(found[2], (int(found[3]), int(found[4])), found[5], name, shown, settled)


def take_fingerprint(tree: Mapping[str, Any]) -> str:
    """Eight hexadecimal digits that change with any field of a record but its id.

    Places count from the first clause, so that a record which only moved keeps its fingerprint.

    >>> moved = [{"evidence": [{"start": n, "end": n + 2, "quote": "ab"}]} for n in (3, 8)]
    >>> take_fingerprint(moved[0]) == take_fingerprint(moved[1])
    True
    """
    origin = find_span(tree)[0]
    plain = {name: _settle(name, value, origin) for name, value in tree.items()}
    kept = {name: value for name, value in plain.items() if name not in _APART}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:8]


def _settle(name: str, value: Any, origin: int) -> Any:  # noqa: ANN401 -- a value of a record
    if name in _SPANS and isinstance(value, list):
        return [_move(span, origin) if isinstance(span, dict) else str(span) for span in value]
    return stringify(value)


def _move(span: Mapping[str, Any], origin: int) -> dict[str, Any]:
    return {
        name: str(int(value) - origin)
        if name in {"start", "end"} and str(value).isdecimal()
        else stringify(value)
        for name, value in span.items()
    }


def stringify(value: Any) -> Any:  # noqa: ANN401 -- a value of a record
    """The value as the reader of records gives it: numbers and the like as strings."""
    if isinstance(value, dict):
        return {str(name): stringify(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [stringify(inner) for inner in value]
    return str(value)


def find_span(tree: Mapping[str, Any]) -> tuple[int, int]:
    """Start and end of the first clause of a record, or (0, 0) where it has none."""
    spans = tree.get("evidence")
    for span in spans if isinstance(spans, list) else ():
        if isinstance(span, dict) and span.get("role", "clause") == "clause":
            start, end = str(span.get("start", "")), str(span.get("end", ""))
            if start.isdecimal() and end.isdecimal():
                return int(start), int(end)
    return 0, 0
