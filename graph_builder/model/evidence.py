"""Spans of documents, and what they prove: evidence, citations, links that analysts draw."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .values import Hash, Number, Offset, Record, Reference, Text, Words, hash_text


class Role(StrEnum):
    """What a span of evidence proves."""

    CLAUSE = "clause"
    VALUE = "value"
    DEADLINE = "deadline"


class Span(Record):
    """A run of characters of a document: offsets count code points, the end is exclusive."""

    start: Offset
    """Number of code points before the span."""
    end: Offset
    """Number of code points before the end of the span."""
    quote: Words | None = None
    """The exact characters; give them, or their hash, or both."""
    sha256: Hash | None = None
    """SHA-256 of the UTF-8 bytes of the exact characters."""
    document: Reference | None = None
    """The document, where it is not the one of this file."""

    @model_validator(mode="after")
    def _prove_itself(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"the span ends at {self.end}, before or at its start {self.start}")
        if self.quote is None and self.sha256 is None:
            raise ValueError("write the quote, or the sha256 of the exact characters")
        if self.quote is not None and len(self.quote) != self.end - self.start:
            raise ValueError(
                f"the quote has {len(self.quote)} characters but the span {self.end - self.start}; "
                "copy the exact characters between start and end"
            )
        if self.quote and self.sha256 and hash_text(self.quote) != self.sha256:
            raise ValueError("the sha256 is not that of the quote; correct one of them")
        return self

    @property
    def quote_hash(self) -> str:
        """The hash of the characters, computed from the quote where there is one."""
        return hash_text(self.quote) if self.quote is not None else str(self.sha256)


class Evidence(Span):
    """A span in which a statement, or one of its fields, is stated."""

    role: Role = Role.CLAUSE
    """clause: the whole statement; value: the number; deadline: the phrase that sets the date."""


class Citation(Span):
    """A place where a statement refers to a directive, in its words or by its name."""

    cites: Reference | None = None
    """The directive; absent when it could not be found."""
    resolution: Literal["verbatim", "named", "elsewhere", "unresolved"]
    """verbatim: the words stand in the directive's document; named: only its name; elsewhere:
    said in a document that is not at hand; unresolved: no source was found."""

    @model_validator(mode="after")
    def _agree_on_resolution(self) -> Self:
        if (self.resolution == "unresolved") is not (self.cites is None):
            raise ValueError("an unresolved citation has no 'cites'; every other one needs it")
        return self


class Implementation(Record):
    """A link from a commitment to a directive that an analyst, not the document, draws."""

    directive: Reference
    confidence: Annotated[Number, Field(ge=0, le=1)]
    evidence: tuple[Evidence, ...] = ()
    note: Text | None = None
