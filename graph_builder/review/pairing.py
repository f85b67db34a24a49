"""The proposals of this run beside the records of the file and the ledger of the last run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .ledger import Line, find_span, take_fingerprint
from .matching import Mark, Shift, match_moved
from .proposal import STATED, Entry, hash_words

if TYPE_CHECKING:
    from .sheet import Chunk, Sheet


@dataclass(slots=True)
class Pairing:
    """Who is who."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """The proposal for each record of the file that has one, by the id in the file."""
    lines: dict[str, Line] = field(default_factory=dict)
    """The line of the ledger for each record of the file that has one, by the id in the file."""
    unpaired: list[Entry] = field(default_factory=list)
    """Proposals that are not in the file: new ones and rejected ones."""
    rejected: set[str] = field(default_factory=set)
    """Ids of the proposals that a person has taken out."""
    to_now: dict[str, str] = field(default_factory=dict)
    """Id of a proposal, and the id that the file has for it now."""
    to_old: dict[str, str] = field(default_factory=dict)
    """Id of a proposal, and the id that the file had for it when the ledger was written."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Ids of the file that a person changed, and what they were."""
    shift: Shift = field(default_factory=Shift)


def pair(entries: list[Entry], sheet: Sheet) -> Pairing:
    """The pairs of proposals and records: by id, then by words, then by place."""
    pairing = Pairing(lines=_find_lines(sheet))
    pairing.renamed = {
        name: line.name
        for name, line in pairing.lines.items()
        if line.name is not None and line.name != name
    }
    old = _pair_with_old(entries, sheet, pairing)
    names = {line.id: name for name, line in pairing.lines.items()}
    own = {chunk.id for _, chunk in sheet.list_chunks() if chunk.id not in pairing.lines}
    for entry in entries:
        found = old.get(entry.id)
        name = found if found in own else names.get(found or "")
        if name is not None:
            pairing.entries[name] = entry
            pairing.to_now[entry.id] = name
            line = pairing.lines.get(name)
            pairing.to_old[entry.id] = (line.name if line else None) or name
            continue
        pairing.unpaired.append(entry)
        if found is not None and entry.section in STATED:
            pairing.rejected.add(entry.id)
    return pairing


def _pair_with_old(entries: list[Entry], sheet: Sheet, pairing: Pairing) -> dict[str, str]:
    """For proposals, the id in the ledger, or of a record that a person wrote, that is the same."""
    known = sheet.ledger.lines
    old = {entry.id: entry.id for entry in entries if entry.id in known}
    pairing.shift = Shift.of(
        (known[e.id].span[0], e.span[0]) for e in entries if e.id in old and e.section in STATED
    )
    left = [Mark(e.span, e.id, _kind(e.id)) for e in entries if e.id not in old and e.span[1]]
    lines = (line for line in known.values() if line.id not in old.values() and line.span[1])
    marks = [Mark(line.span, line.id, _kind(line.id)) for line in lines]
    own = (chunk for _, chunk in sheet.list_chunks() if chunk.id not in pairing.lines)
    marks += [
        Mark(find_span(chunk.tree), chunk.id, str(chunk.tree.get("kind", "")))
        for chunk in own
        if find_span(chunk.tree)[1]
    ]
    held = {chunk.id for _, chunk in sheet.list_chunks()}
    same = {e.id: e.id for e in entries if e.id not in old and e.id in held}
    return old | match_moved(marks, left, pairing.shift) | same


def _find_lines(sheet: Sheet) -> dict[str, Line]:
    """The line of the ledger for each id of the file, also where a person changed the id."""
    held = {chunk.id: chunk for _, chunk in sheet.list_chunks()}
    lines = {line.name: line for line in sheet.ledger.lines.values() if line.name in held}
    missing = [ln for ln in sheet.ledger.lines.values() if ln.name and ln.name not in held]
    for name, chunk in held.items():
        if name in lines or not missing:
            continue
        if line := next((ln for ln in missing if _is_same(ln, chunk)), None):
            lines[name] = line
            missing.remove(line)
    return {name: line for name, line in lines.items() if name is not None}


def _is_same(line: Line, chunk: Chunk) -> bool:
    if line.span[1]:
        return line.id.partition("-")[2].partition("-")[0] == hash_words(chunk.tree)
    return line.fingerprint == take_fingerprint(chunk.tree)


def _kind(name: str) -> str:
    return name.partition("-")[0]
