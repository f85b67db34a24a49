"""The names of things in both languages of the page, as the graph gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph_builder.network.reading import name, read_labels, text
from graph_builder.sparql import select

from .wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Store

    from graph_builder.network.reading import Labels, Term
    from graph_builder.offline import Bilingual

_HERE = Path(__file__).parent
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels of things by language, and the signs of units."""

    labels: Labels
    signs: Mapping[str, str]
    _names: dict[str, Bilingual] = field(default_factory=dict, init=False, repr=False)

    def name(self, iri: str) -> Bilingual:
        """What a thing is called, in the languages in which it has a name; else its IRI's end."""
        if iri not in self._names:
            self._names[iri] = self._find_name(iri)
        return self._names[iri]

    def _find_name(self, iri: str) -> Bilingual:
        own = self.labels.get(iri, {})
        found = {language: name(own, language) for language in LANGUAGES}
        known = {language: label for language, label in found.items() if label}
        if known:
            return known
        other = next(iter(sorted(own.items())), None)
        return {"en": other[1] if other else iri.rstrip("/").rpartition("/")[2] or iri}

    def read(self, terms: list[Term]) -> Bilingual:
        """The values of an attribute: names of things, else texts by their language."""
        things = [self.name(term.value) for term in terms if isinstance(term, NamedNode)]
        if things:
            return {
                language: "; ".join(pick(thing, language) for thing in things)
                for language in LANGUAGES
            }
        spoken: Bilingual = {}
        for term in terms:
            tag = (term.language or "") if isinstance(term, Literal) else ""
            language = "zh" if tag.startswith("zh") else "en"
            spoken.setdefault(language, text(term))
        return spoken

    def name_unit(self, iri: str, language: str) -> str:
        """The sign of a unit in English, its name in Chinese; the percent sign in both."""
        sign = self.signs.get(iri, "")
        if language == "en" and sign:
            return sign.replace("m3", "m³").replace("m2", "m²")
        return sign if sign == _PERCENT else pick(self.name(iri), language)

    def is_percentage(self, iri: str) -> bool:
        """Whether differences in a unit are percentage points."""
        return self.signs.get(iri) == _PERCENT


def read_vocabulary(store: Store) -> Vocabulary:
    """The names that a graph gives to things."""
    signs = {text(row["unit"]): text(row["sign"]) for row in select(store, _HERE / "units.rq")}
    return Vocabulary(read_labels(store), signs)


def pick(words: Bilingual, language: str) -> str:
    """The text in a language, or in the one there is; empty when there is none.

    >>> pick({"zh": "煤炭"}, "en")
    '煤炭'
    """
    return words.get(language) or next(iter(words.values()), "")
