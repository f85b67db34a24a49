"""What statements are about and who makes them: documents, agents, places, titles, metrics."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from .values import (
    Address,
    Day,
    Described,
    Hash,
    LanguageTag,
    LocalId,
    Offset,
    Reference,
    Text,
    Words,
)


class Document(Described):
    """One fixed text, and what its statements inherit unless they say otherwise."""

    id: LocalId
    title: Text
    language: LanguageTag
    """Language and script of the text, and so of its quotes, such as zh-Hant."""
    issued: Day
    publisher: Reference | None = None
    source: Address | None = None
    """Where the text can be read."""
    sha256: Hash | None = None
    """SHA-256 of the UTF-8 bytes of the text; absent when the text is not at hand."""
    length: Offset | None = None
    """Number of code points of the text."""
    speaker: Reference | None = None
    """Who makes the statements: becomes issued_by."""
    office: Reference | None = None
    """The post in which the speaker makes them: becomes in_office."""
    undertaken_by: Reference | None = None
    place: Reference | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _pair_hash_and_length(self) -> Self:
        if (self.sha256 is None) is not (self.length is None):
            raise ValueError("give both sha256 and length of the text, or neither")
        return self


class Agent(Described):
    """A person, an organization or a post."""

    id: LocalId
    kind: Literal["person", "organization", "post"]
    label: Text
    holds: Reference | None = None
    """The post that a person holds."""
    post_in: Reference | None = None
    """The organization that a post belongs to."""
    jurisdiction: Reference | None = None
    classification: Words | None = None
    """A concept of the scheme of kinds of bodies."""
    source: Address | None = None


class Place(Described):
    """A place that statements and observations are about."""

    id: LocalId
    label: Text
    level: Words | None = None
    within: Reference | None = None
    code: Words | None = None
    source: Address | None = None


class Designation(Described):
    """A title or status that an authority can confer and withdraw."""

    id: LocalId
    label: Text
    conferred_by: Reference | None = None
    source: Address | None = None
    note: Text | None = None


class Metric(Described):
    """A characteristic that takes a value for a place and a time."""

    id: LocalId
    label: Text
    unit: Words | None = None
    polarity: Words | None = None
    accumulation: Words | None = None
    numerator: Reference | None = None
    denominator: Reference | None = None
    close_to: Reference | None = None
    """A metric whose definition may or may not be the same."""
    theme: Words | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _pair_ratio(self) -> Self:
        if (self.numerator is None) is not (self.denominator is None):
            raise ValueError("a ratio metric needs both numerator and denominator")
        return self
