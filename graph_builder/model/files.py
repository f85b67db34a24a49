"""A file of records: one document and what it says."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from .entities import Agent, Designation, Document, Metric, Place
from .statements import Achievement, Action, Directive, Goal, Remark
from .targets import Observation, Target
from .values import LocalId, Record

Statement = Annotated[Directive | Goal | Target | Action | Achievement, Field(discriminator="kind")]


def _tell_apart(value: object) -> str:
    return "id" if isinstance(value, str) else "described"


class RecordFile(Record):
    """The records of one document, or of a part of them."""

    format: Annotated[int, Field(ge=1, le=1)]
    """Version of this format."""
    document: Annotated[
        Annotated[Document, Tag("described")] | Annotated[LocalId, Tag("id")],
        Discriminator(_tell_apart),
    ]
    """The document, or only its id where another file of the same build describes it."""
    agents: tuple[Agent, ...] = ()
    places: tuple[Place, ...] = ()
    designations: tuple[Designation, ...] = ()
    metrics: tuple[Metric, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    observations: tuple[Observation, ...] = ()

    @property
    def document_id(self) -> str:
        """The id of the document that the records belong to."""
        return self.document if isinstance(self.document, str) else self.document.id
