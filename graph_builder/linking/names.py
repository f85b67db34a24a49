"""Directives that are cited by name alone, such as 五大任务."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .passages import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import KnownStatement

_SHORTEST_NAME = 4


@dataclass(frozen=True)
class Names:
    """The names of known statements, for those that are cited by name alone."""

    statements: tuple[KnownStatement, ...]

    @cached_property
    def by_name(self) -> dict[str, list[KnownStatement]]:
        """The statements of each folded name; those that bear it first hide the others."""
        found: dict[str, list[KnownStatement]] = defaultdict(list)
        for statement in self.statements:
            for name in statement.names:
                found[name].append(statement)
        second: dict[str, list[KnownStatement]] = defaultdict(list)
        for statement in self.statements:
            for name in statement.other_names - found.keys():
                second[name].append(statement)
        return {**found, **second}

    def find(self, words: str) -> list[KnownStatement]:
        """The statements whose name the words are, or whose long name they hold."""
        name = "".join(filter(str.isalnum, words))
        if name in self.by_name:
            return _prefer_directives(self.by_name[name])
        held = [n for n in self.by_name if len(n) >= SHORTEST and n in name]
        longest = max(held, key=lambda n: (len(n), n), default=None)
        return _prefer_directives(self.by_name[longest]) if longest else []

    def list_short(self) -> Iterator[tuple[str, KnownStatement]]:
        """The names of directives by which running text can mean one of them only."""
        for name, statements in sorted(self.by_name.items()):
            if len(name) >= _SHORTEST_NAME and len(statements) == 1 and statements[0].is_directive:
                yield name, statements[0]


def _prefer_directives(statements: list[KnownStatement]) -> list[KnownStatement]:
    return [s for s in statements if s.is_directive] or statements
