"""The content of the page made small: each text once, documents by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Encoder:
    """Puts numbers for texts in the languages, kept in ``texts``, and for IRIs of documents.

    >>> encoder = Encoder(["https://example.org/report"], ["en", "zh"])
    >>> encoder.encode([{"en": "coal"}, {"document": "https://example.org/report"}, {"en": "coal"}])
    [0, {'document': 0}, 0]
    >>> encoder.texts
    [{'en': 'coal'}]
    """

    def __init__(self, documents: Iterable[str], languages: Iterable[str]) -> None:
        self.texts: list[Mapping[str, str]] = []
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}
        self._languages = frozenset(languages)
        self._documents = {iri: number for number, iri in enumerate(documents)}

    def encode(self, value: Any) -> Any:  # noqa: ANN401 -- whatever JSON holds
        """The value with numbers in place of texts and documents; -1 is an unknown document."""
        if isinstance(value, dict):
            if self._is_text(value):
                return self._number(value)
            return {
                key: self._documents.get(part, -1) if key == "document" else self.encode(part)
                for key, part in value.items()
            }
        if isinstance(value, (list, tuple)):
            return [self.encode(part) for part in value]
        return value

    def _number(self, text: Mapping[str, str]) -> int:
        key = tuple(sorted(text.items()))
        if key not in self._numbers:
            self._numbers[key] = len(self.texts)
            self.texts.append(dict(text))
        return self._numbers[key]

    def _is_text(self, value: Mapping[str, object]) -> bool:
        known = value.keys() <= self._languages
        return known and all(isinstance(part, str) for part in value.values())
