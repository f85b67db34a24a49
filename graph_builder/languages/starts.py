"""With which characters a template may begin: where none of them stands, it need not be tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOKEN = re.compile(r"\{(\w{1,20})\}|([\[\](|)])|([^\[\](|){}]{1,500})")


@dataclass(slots=True)
class _Reader:
    """Walks a template; what it returns is the characters, and whether nothing may stand there."""

    tokens: list[re.Match[str]]
    slots: Mapping[str, str]
    fold: Callable[[str], str]
    place: int = 0

    def options(self) -> tuple[set[str], bool]:
        found, empty = self.sequence()
        while self.place < len(self.tokens) and self.tokens[self.place][0] == "|":
            self.place += 1
            more, also = self.sequence()
            found, empty = found | more, empty or also
        return found, empty

    def sequence(self) -> tuple[set[str], bool]:
        found: set[str] = set()
        empty = True
        while self.place < len(self.tokens) and self.tokens[self.place][0] not in {"|", "]", ")"}:
            more, also = self.part()
            if empty:
                found, empty = found | more, also
        return found, empty

    def part(self) -> tuple[set[str], bool]:
        token = self.tokens[self.place]
        self.place += 1
        if token[1]:
            return set(self.slots[token[1].rstrip("0123456789")]), False
        if token[3]:
            return {self.fold(token[3])[0]}, False
        found, empty = self.options()
        self.place += 1
        return found, empty or token[2] == "["


def list_starts(template: str, slots: Mapping[str, str], fold: Callable[[str], str] = str) -> str:
    """The characters that what a template stands for may begin with, sorted.

    ``slots`` gives the characters with which each slot may begin.

    >>> list_starts("[by |in ]{year}", {"year": "12"})
    '12bi'
    """
    found, _ = _Reader(list(_TOKEN.finditer(template)), slots, fold).options()
    return "".join(sorted(found))
