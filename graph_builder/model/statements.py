"""Policy statements: directives, goals, actions, achievements; targets have their own module."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .evidence import Citation, Evidence, Implementation, Role
from .values import Address, Described, LocalId, Number, Reference, Text, Words


class StatementBase(Described):
    """The fields of every policy statement."""

    id: LocalId
    label: Text
    """A short name in our own words, by language."""
    part_of: Reference | None = None
    ordinal: Annotated[int, Field(ge=1)] | None = None
    declared_part_count: Annotated[int, Field(ge=1)] | None = None
    """The number of parts that the name of the statement announces."""
    issued_by: Reference | None = None
    in_office: Reference | None = None
    place: Reference | None = None
    theme: Words | None = None
    evidence: tuple[Evidence, ...] = ()
    source: Address | None = None
    """Where the statement is reported, when its text is not at hand."""
    citations: tuple[Citation, ...] = ()
    supersedes: Reference | None = None
    confidence: Annotated[Number, Field(ge=0, le=1)] | None = None
    note: Text | None = None
    review: Literal["accepted", "rejected"] | None = None
    """What a person decided when reading it: what is rejected is not built."""

    @model_validator(mode="after")
    def _need_evidence(self) -> Self:
        if not self.source and not any(span.role is Role.CLAUSE for span in self.evidence):
            raise ValueError("write evidence (start, end and quote or sha256), or a source address")
        return self


class Directive(StatementBase):
    """A statement by which one actor requires or calls on others to pursue something."""

    kind: Literal["directive"]
    addressed_to: Reference | None = None


class CommitmentBase(StatementBase):
    """The fields of everything that an actor undertakes."""

    undertaken_by: Reference | None = None
    bindingness: Words | None = None
    implements: tuple[Reference | Implementation, ...] = ()
    """A directive that the document itself names, or an Implementation that an analyst draws."""


class Goal(CommitmentBase):
    """A desired state of affairs that other commitments serve."""

    kind: Literal["goal"]


class Action(CommitmentBase):
    """Something to be done; a programme is a named action made up of others."""

    kind: Literal["action", "programme"]
    advances: Reference | None = None


class Achievement(StatementBase):
    """A claim that a result has already been reached."""

    kind: Literal["achievement"]
    reports: Reference | None = None
    """The observation that the claim makes."""


class Remark(StatementBase):
    """A norm or a forecast: read in a document, and never a commitment, so that it is not built."""

    kind: Literal["norm", "forecast"]
