"""What polcom proposed last time, what a person made of it, and what it proposes now, as one.

Untouched proposals are renewed, edited and accepted ones stay, rejected ones stay out, new ones
are marked. No comment of a person is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .decisions import Decision, find_decisions, judge
from .ledger import Line, take_fingerprint
from .pairing import Pairing, pair
from .proposal import NAMED, STATED, Entry, rename
from .relocation import relocate
from .sheet import Chunk, list_strings, write_item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of the new file: its characters, and the comments of polcom above it."""

    tree: dict[str, Any]
    text: str
    comments: tuple[str, ...] = ()
    doubts: dict[str, str] = field(default_factory=dict)
    new: bool = False
    own: bool = False
    """Whether a person wrote or changed it, so that it stays when nothing refers to it."""


@dataclass(slots=True)
class Tally:
    """How many statements a run added, renewed, kept as a person left them, or took out."""

    new: int = 0
    renewed: int = 0
    kept: int = 0
    rejected: int = 0
    gone: int = 0


@dataclass(slots=True)
class Merge:
    """The records of the new file by section, with the ledger of what was proposed."""

    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    stray: list[str] = field(default_factory=list)
    """A person's comments on records that are no longer read."""
    tally: Tally = field(default_factory=Tally)

    def list_pieces(self, sections: tuple[str, ...]) -> list[Piece]:
        """The records of some sections."""
        return [piece for section in sections for piece in self.pieces.get(section, ())]


def begin(entries: Iterable[Entry]) -> Merge:
    """The records of a first run: what is doubtful first, then in order of the text."""
    merge = Merge()
    for entry in entries:
        piece = Piece(entry.tree, write_item(entry.tree), entry.comments, entry.doubts)
        merge.pieces.setdefault(entry.section, []).append(piece)
        merge.lines[entry.id] = _note(entry, entry.id, frozenset(entry.doubts))
    for section in STATED:
        merge.pieces.get(section, []).sort(key=lambda piece: not piece.doubts)
    merge.tally.new = len(merge.list_pieces(STATED))
    return merge


def merge_sheet(entries: list[Entry], sheet: Sheet, text: str, document: dict[str, Any]) -> Merge:
    """The records of a further run: the file that a person left, brought up to date.

    ``document`` describes the document as it will stand in the file.
    """
    merger = _Merger(pair(entries, sheet), sheet, text)
    merger.used.update(list_strings(list(document.values())))
    return merger.run()


class _Merger:
    def __init__(self, pairing: Pairing, sheet: Sheet, text: str) -> None:
        self.pairing, self.sheet, self.text = pairing, sheet, text
        self.decisions = find_decisions(sheet, pairing)
        self.barred = pairing.rejected | {
            name for name, decision in self.decisions.items() if decision.rejected
        }
        self.merge = Merge()
        self.used = set(list_strings(sheet.list_others()))

    def run(self) -> Merge:
        for section, chunk in self.sheet.list_chunks():
            self._treat(section, chunk, self.decisions[chunk.id])
        self._add_new()
        self._drop_unused()
        return self.merge

    def _adapt(self, entry: Entry, names: dict[str, str]) -> Entry:
        """A proposal under other names, without links to what a person rejected."""
        tree = {
            name: value
            for name, value in entry.tree.items()
            if name == "id" or not (isinstance(value, str) and value in self.barred)
        }
        return replace(entry, tree=rename(tree, names))

    def _treat(self, section: str, chunk: Chunk, decision: Decision) -> None:
        found = self.pairing.entries.get(chunk.id)
        entry = self._adapt(found, self.pairing.to_now) if found else None
        stated = section in STATED
        shown: dict[str, str] = {}
        if decision.stands or (section in NAMED and entry is None):
            past = self._adapt(found, self.pairing.to_old) if found else None
            shown = judge(chunk, decision, past) if stated or past else {}
            self._keep(section, chunk, entry, shown)
            self.merge.tally.kept += stated
        elif entry is not None:
            shown = entry.doubts
            self._add(section, entry, chunk, own=bool(chunk.comments))
            self.merge.tally.renewed += stated
        else:
            self.merge.stray.extend(chunk.comments)
            self.merge.tally.gone += stated
            return
        if line := self._make_line(found, entry, decision):
            shown_codes = frozenset(shown) - {"evidence-lost"}
            self.merge.lines[line.id] = replace(
                line, name=chunk.id, shown=shown_codes, settled=decision.settled - shown_codes
            )

    @staticmethod
    def _make_line(found: Entry | None, entry: Entry | None, decision: Decision) -> Line | None:
        if found is None or entry is None:
            return decision.line
        return _note(replace(entry, tree={**entry.tree, "id": found.id}), found.id, frozenset())

    def _keep(self, section: str, chunk: Chunk, entry: Entry | None, shown: dict[str, str]) -> None:
        tree, lost = relocate(chunk.tree, self.text, self.pairing.shift)
        if lost and chunk.tree.get("review") != "rejected":
            shown["evidence-lost"] = ""
        comments = entry.comments if entry else ()
        self._add(section, Entry(section, tree, comments, shown), chunk, own=True)

    def _add(self, section: str, entry: Entry, chunk: Chunk, *, own: bool) -> None:
        text = chunk.text
        if not chunk.says(entry.tree):
            text = "".join(f"{comment}\n" for comment in chunk.comments) + write_item(entry.tree)
        piece = Piece(entry.tree, text, entry.comments, entry.doubts, chunk.new, own)
        self.merge.pieces.setdefault(section, []).append(piece)

    def _add_new(self) -> None:
        fresh: dict[str, list[Piece]] = {}
        for found in self.pairing.unpaired:
            entry = self._adapt(found, self.pairing.to_now)
            out = found.id in self.pairing.rejected
            shown = frozenset[str]() if out else frozenset(entry.doubts)
            self.merge.lines[found.id] = _note(entry, None if out else entry.id, shown)
            self.merge.tally.rejected += out
            if not out:
                new = entry.section in STATED
                text = write_item(entry.tree)
                piece = Piece(entry.tree, text, entry.comments, entry.doubts, new)
                fresh.setdefault(entry.section, []).append(piece)
                self.merge.tally.new += new
        for section, pieces in fresh.items():
            pieces.sort(key=lambda piece: not piece.doubts)
            self.merge.pieces[section] = [*pieces, *self.merge.pieces.get(section, ())]

    def _drop_unused(self) -> None:
        """What is named for statements that are gone goes too, unless a person wrote it."""
        used = self.used | set(list_strings([p.tree for p in self.merge.list_pieces(STATED)]))
        named = self.merge.list_pieces(NAMED)
        used |= set(list_strings([{**piece.tree, "id": ""} for piece in named]))
        dropped = {p.tree["id"] for p in named if not (p.own or p.tree["id"] in used)}
        for section in NAMED:
            pieces = self.merge.pieces.get(section, [])
            self.merge.pieces[section] = [p for p in pieces if p.tree["id"] not in dropped]
        lines = self.merge.lines.items()
        self.merge.lines = {name: line for name, line in lines if line.name not in dropped}


def _note(entry: Entry, name: str | None, shown: frozenset[str]) -> Line:
    return Line(entry.id, entry.span, take_fingerprint(entry.tree), name, shown)
