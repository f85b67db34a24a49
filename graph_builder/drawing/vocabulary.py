"""The names of things in the languages of the page, as the graph gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph_builder.network.reading import name, read_labels, text
from graph_builder.sparql import select

from .wording import OWN, pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Store

    from graph_builder.network.reading import Labels, Term

    from .wording import Texts, Wording

_HERE = Path(__file__).parent
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels of things by language, and the signs of units."""

    labels: Labels
    signs: Mapping[str, str]
    wording: Wording
    _names: dict[str, Texts] = field(default_factory=dict, init=False, repr=False)

    def name(self, iri: str) -> Texts:
        """What a thing is called, in the languages in which it has a name; else its IRI's end."""
        if iri not in self._names:
            self._names[iri] = self._find_name(iri)
        return self._names[iri]

    def _find_name(self, iri: str) -> Texts:
        own = self.labels.get(iri, {})
        found = {language: name(own, language) for language in self.wording.languages}
        known = {language: label for language, label in found.items() if label}
        if known:
            return known
        other = next(iter(sorted(own.items())), None)
        return {"en": other[1] if other else iri.rstrip("/").rpartition("/")[2] or iri}

    def read(self, terms: list[Term]) -> Texts:
        """The values of an attribute: names of things, else texts by their language."""
        things = [self.name(term.value) for term in terms if isinstance(term, NamedNode)]
        if things:
            return things[0] if len(things) == 1 else self.wording.join(things)
        spoken: Texts = {}
        for term in sorted(terms, key=self._is_foreign):
            spoken.setdefault(self._find_language(term) or OWN[0], text(term))
        return spoken

    def _is_foreign(self, term: Term) -> bool:
        return self._find_language(term) is None

    def _find_language(self, term: Term) -> str | None:
        """The language of the page in which a text is written; the first for a text in none."""
        tag = (term.language or "") if isinstance(term, Literal) else ""
        return self.wording.find(tag or OWN[0]) or self.wording.find(tag.partition("-")[0])

    def name_unit(self, iri: str, language: str) -> str:
        """The sign of a unit, or its name where the language writes it; the percent sign in all."""
        sign = self.signs.get(iri, "")
        if sign and not self.wording.names_units(language):
            return sign.replace("m3", "m³").replace("m2", "m²")
        return sign if sign == _PERCENT else pick(self.name(iri), language)

    def is_percentage(self, iri: str) -> bool:
        """Whether differences in a unit are percentage points."""
        return self.signs.get(iri) == _PERCENT


def read_vocabulary(store: Store, wording: Wording) -> Vocabulary:
    """The names that a graph gives to things."""
    signs = {text(row["unit"]): text(row["sign"]) for row in select(store, _HERE / "units.rq")}
    labels = read_labels(store)
    for thing, further in (read_labels(wording.terms) if wording.terms else {}).items():
        labels[thing] = further | labels.get(thing, {})
    return Vocabulary(labels, signs, wording)
