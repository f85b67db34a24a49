"""What things are called, where a format has room for one language only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph_builder.querying import run_query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store


class Names:
    """The names of everything in a graph, one each: in a language, or in another if it has none."""

    def __init__(self, store: Store, language: str) -> None:
        self.language = language.lower()
        self._names: dict[str, dict[str, str]] = {}
        query = (Path(__file__).parent / "names.rq").read_text(encoding="utf-8")
        for thing, name in run_query(store, query).rows:
            if isinstance(thing, NamedNode) and isinstance(name, Literal):
                names = self._names.setdefault(thing.value, {})
                names.setdefault((name.language or "").lower(), name.value)

    def find(self, thing: str) -> str:
        """The name of a thing in the language, else in the first that it has, else nothing."""
        names = self._names.get(thing, {})
        fitting = [tag for tag in names if self._fits(tag)]
        return names[min(fitting or names)] if names else ""

    def list_languages(self, things: Iterable[str]) -> list[str]:
        """The languages in which some of the things have names, sorted."""
        return sorted({tag for thing in things for tag in self._names.get(thing, ()) if tag})

    def speak_of(self, things: Iterable[str]) -> bool:
        """Whether one of the things at least has a name in the language."""
        return any(self._fits(tag) for tag in self.list_languages(things))

    def _fits(self, tag: str) -> bool:
        return tag == self.language or tag.startswith(f"{self.language}-")
