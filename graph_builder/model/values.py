"""The values that fields of records hold, each checked where it enters."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _require_iso_date(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise ValueError("write an ISO date such as 2025-12-31")


def _require_web_address(value: str) -> str:
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value):
        return value
    raise ValueError("write a web address that begins with http:// or https://")


Day: TypeAlias = Annotated[date, BeforeValidator(_require_iso_date)]
Number: TypeAlias = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=40)]
Hash: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LocalId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^\w[\w.\-]*$")]
Reference: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^([\w\-]+:)?\w[\w.\-]*(/\w[\w.\-]*)*$")
]
LanguageTag: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
]
Words: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=5000)]
Text: TypeAlias = Annotated[dict[LanguageTag, Words], Field(min_length=1)]
Address: TypeAlias = Annotated[str, AfterValidator(_require_web_address)]
Offset: TypeAlias = Annotated[int, Field(ge=0)]


def hash_text(text: str) -> str:
    """The SHA-256 of the UTF-8 bytes of a text, in lower-case hexadecimal.

    >>> hash_text("")[:8]
    'e3b0c442'
    """
    return sha256(text.encode()).hexdigest()


class Record(BaseModel):
    """What all records share: frozen, no unknown field, field docstrings become descriptions."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def _write_plainly(value: object) -> object:
    """Numbers and truth values as written, since the property decides what they are."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | Decimal) else value


PropertyValue: TypeAlias = Annotated[Words | Text, BeforeValidator(_write_plainly)]


class Described(Record):
    """A record that an extension of the ontology can say more about, without any new field."""

    types: tuple[Reference, ...] = ()
    """Further classes, of an extension, such as ndc:MitigationTarget."""
    properties: dict[Reference, PropertyValue | tuple[PropertyValue, ...]] = Field(
        default_factory=dict
    )
    """Values of properties of an extension, such as ndc:scope: ndc:economy-wide."""
