"""The cues of a pack: words that say what a clause, a heading or a title is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

if TYPE_CHECKING:
    from graph_builder.languages import Pack


@dataclass(frozen=True, slots=True)
class CueReader:
    """The compiled cues of one pack."""

    pack: Pack
    patterns: dict[str, re.Pattern[str]]
    words: dict[str, frozenset[str]]

    def has(self, group: str, shadow: str, start: int, end: int) -> bool:
        """Whether a cue of a group stands in a run of characters."""
        return self.find(group, shadow, start, end) is not None

    def find(self, group: str, shadow: str, start: int, end: int) -> re.Match[str] | None:
        """The first cue of a group in a run of characters; words that merely hold it are passed."""
        pattern = self.patterns.get(group)
        for match in pattern.finditer(shadow, start, end) if pattern else ():
            if match[0] in self.words[group]:
                return match
        return None


@cache
def compile_cues(pack: Pack) -> CueReader:
    """The cues of a pack, each group one pattern that takes in the traps of its words."""
    traps = tuple(pack.fold(w) for words in pack.table("cue_traps").values() for w in words)
    edge = r"\b" if pack.spaces else ""
    words = {
        f"{kind}.{name}": pack.words(kind, name)
        for kind in ("cues", "headings", "genres")
        for name in pack.setting(kind, default={})
    }
    patterns = {
        name: re.compile(f"{edge}(?:{compile_words((*group, *traps))}){edge}")
        if name.startswith("cues")
        else re.compile(f"{edge}(?:{compile_words(group)}){edge}")
        for name, group in words.items()
    }
    return CueReader(pack, patterns, {name: frozenset(group) for name, group in words.items()})
