"""Version numbers of ontologies, and what a change demands of the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from graph_builder.errors import UsageError

_NUMBER = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")


class Weight(IntEnum):
    """How much a change asks of those who use the ontology."""

    NONE = 0
    WORDING = 1
    ADDITIVE = 2
    BREAKING = 3


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version of three numbers; before 1.0.0, the second one is raised in place of the first.

    >>> Version.parse("0.3.1").raise_for(Weight.BREAKING)
    Version(major=0, minor=4, patch=0)
    >>> str(Version.parse("1.3.1").raise_for(Weight.BREAKING))
    '2.0.0'
    """

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """The version that a text such as ``1.2.0`` names.

        Raises:
            UsageError: for any other text.

        """
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise UsageError(f"'{text}' is no version; write three numbers, such as 1.2.0")
        return cls(*map(int, found.groups()))

    @classmethod
    def find(cls, iri: str) -> Version | None:
        """The version that an IRI such as ``https://w3id.org/polcom/1.2.0/core`` holds, if any."""
        found = _NUMBER.search(iri)
        return cls(*map(int, found.groups())) if found else None

    def raise_for(self, weight: Weight) -> Version:
        """The least version that may follow this one with a change of such a weight."""
        if weight is Weight.NONE:
            return self
        if weight is Weight.BREAKING and self.major:
            return Version(self.major + 1, 0, 0)
        if weight is Weight.WORDING:
            return Version(self.major, self.minor, self.patch + 1)
        return Version(self.major, self.minor + 1, 0)

    @property
    def era(self) -> tuple[int, int]:
        """What two versions share where no breaking change lies between them."""
        return (self.major, 0) if self.major else (0, self.minor)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"
