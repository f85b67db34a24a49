"""Places of a vocabulary: by name, and with the places that they lie in."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.namespaces import expand
from graph_builder.sparql import select

from .library import fold_name, read_iri, read_text

if TYPE_CHECKING:
    from .library import Library
    from .text import FoldedText

_HERE = Path(__file__).parent
_SHORTEST = 2


class Gazetteer:
    """The places that a library knows; a name that several bear names none of them."""

    def __init__(self, library: Library) -> None:
        self.within: dict[str, set[str]] = defaultdict(set)
        bearers: dict[str, set[str]] = defaultdict(set)
        for row in select(library.store, _HERE / "places.rq"):
            place = read_iri(row, "place")
            self.within[place] |= {read_iri(row, "within")} - {""}
            bearers[fold_name(read_text(row, "name") or "")].add(place)
        self.by_name = {
            name: next(iter(places))
            for name, places in sorted(bearers.items())
            if len(places) == 1 and len(name) >= _SHORTEST
        }

    def widen(self, places: set[str]) -> frozenset[str]:
        """The places with all that they lie in."""
        found: set[str] = set()
        ahead = sorted(places)
        while ahead:
            place = ahead.pop()
            if place not in found:
                found.add(place)
                ahead.extend(sorted(self.within.get(place, ())))
        return frozenset(found)

    def find_places(self, text: FoldedText, library: Library, place: str | None) -> frozenset[str]:
        """The place of a document, or those that its text names, with all that they lie in."""
        if place is not None:
            node = expand(place, library.ontology.prefixes)
            return self.widen({node.value} if node else set())
        return self.widen({iri for name, iri in self.by_name.items() if name in text.folded})

    def list_peers(self, library: Library, place: str | None) -> frozenset[str]:
        """The documents about another place that does not lie around this one.

        What a neighbour says in the same words is no directive; of an unknown place none is a peer.
        """
        node = expand(place, library.ontology.prefixes) if place else None
        if node is None or node.value not in self.within:
            return frozenset()
        around = self.widen({node.value})
        about: dict[str, set[str]] = defaultdict(set)
        for statement in library.statements:
            about[statement.reference.partition("/")[0]] |= statement.places
        for text in library.texts:
            stated = text.description.place if text.description else None
            found = expand(stated, library.ontology.prefixes) if stated else None
            about[text.document] |= {found.value} if found else set()
        known = ((name, places & self.within.keys()) for name, places in about.items())
        return frozenset(name for name, places in known if places and not places & around)
