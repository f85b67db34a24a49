"""A source text: the one canonical string of a document, and how it was decoded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.blocks import Map


class Finding(StrEnum):
    """How an encoding was found, the surest first."""

    BYTE_ORDER_MARK = "byte order mark"
    NAMED = "named by the caller"
    DECLARED = "declared by the file"
    VALID = "valid UTF-8"
    GUESSED = "guessed from the bytes"


@dataclass(frozen=True, slots=True)
class Encoding:
    """The character encoding of a file.

    >>> print(Encoding("gb18030", Finding.GUESSED))
    gb18030 (guessed from the bytes)
    """

    name: str
    found: Finding

    def __str__(self) -> str:
        return f"{self.name} ({self.found})"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The canonical text of one document, identified by the SHA-256 of its UTF-8."""

    text: str = field(repr=False)
    media_type: str
    encoding: Encoding | None
    """None for PDF and DOCX, which carry their own."""
    map: Map = field(repr=False)
    language: str | None = None
    """The language tag that the file declares, as it declares it."""
    notes: tuple[str, ...] = ()
    """What the reader noticed and a person should know, one sentence each."""
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.text.encode()).hexdigest())
