"""What an extractor hands over: field values and quotes, never offsets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic and users read it
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from graph_builder.model.values import Day, Number, Record, Words

if TYPE_CHECKING:
    from graph_builder.blocks import Map

_KEYWORDS = ("type", "description", "enum", "items", "anyOf")
_LARGEST = Decimal("1e24")


def _quote_bare_words(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _require_sane_size(value: object) -> object:
    """Only numbers of a size that policies have: others would be written out without end."""
    if isinstance(value, bool):
        raise ValueError("write a number")  # noqa: TRY004 - pydantic reports ValueError
    if isinstance(value, str) and len(value) > 60:  # noqa: PLR2004
        raise ValueError("write a shorter number")
    return value


class Quote(Record):
    """Words of the document, exactly as they stand there."""

    text: Words
    """Copied, character by character. Never put together from two places."""
    occurrence: Annotated[int, Field(ge=1)] | None = None
    """Which occurrence it is, 1 the first, where the words occur several times."""
    within: Words | None = None
    """A longer quote around it that occurs once, instead of an occurrence."""


AnyQuote = Annotated[Quote, BeforeValidator(_quote_bare_words)]
Amount = Annotated[
    Number,
    Field(ge=-_LARGEST, le=_LARGEST),
    BeforeValidator(_require_sane_size),
    WithJsonSchema({"type": "string", "description": "A decimal number, such as 1000000000."}),
]


class Candidate(Record):
    """A statement that an extractor believes to have found, with the quotes that prove it."""

    kind: Literal["goal", "target", "action", "achievement", "norm", "forecast"]
    """target: an end state or value that is promised; achievement: what is reached already;
    norm: what a rule demands of others; forecast: what is expected, not promised."""
    clause: AnyQuote
    """The smallest clause that states it, with the value and its unit in it."""
    metric: AnyQuote | None = None
    """The words that name what is measured; needed where there is a value, for a goal or action
    null, as all further fields."""
    value_quote: AnyQuote | None = None
    """Number, unit and words such as 以上 or "at least", within the clause."""
    value: Amount | None = None
    """The number in its unit, with words such as 万, 亿 and million multiplied out."""
    upper_value: Amount | None = None
    """The upper end, of a range only."""
    unit: Words | None = None
    """The notation of the unit: t, kW, m3, CNY, %, count, person and so on."""
    comparator: Words | None = None
    """>=, >, <=, <, =, ~ (about) or [] (range)."""
    deadline: Day | None = None
    """Of a target: the last day by which it is due, such as 2025-12-31 for 到2025年."""
    deadline_quote: AnyQuote | None = None
    """The words that set the deadline, where they stand outside the clause."""
    block: Annotated[str, Field(min_length=1)] | None = None
    """A passage of the document, copied exactly, in which all quotes are to be sought."""

    @model_validator(mode="after")
    def _be_complete(self) -> Self:
        wanted = (self.value_quote, self.value, self.unit, self.comparator, self.metric)
        given = [field is not None for field in wanted]
        if any(given[:4]) and not all(given):
            raise ValueError("a value needs value_quote, value, unit, comparator and metric")
        if any(given) and self.kind in {"goal", "action"}:
            raise ValueError("a goal or an action has no value; report the value as a target")
        if self.deadline_quote is not None and self.deadline is None:
            raise ValueError("a deadline_quote needs the deadline that it sets")
        if self.deadline is not None and self.kind != "target":
            raise ValueError("only a target has a deadline")
        return self


class Candidates(Record):
    """All candidates of one document or passage."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage that an extractor could not read, with a reason code; it goes to review."""

    reason: str
    quote: str
    """The passage, exactly as it stands in the document."""


@dataclass(frozen=True, slots=True)
class ExtractorInput:
    """What an extractor gets."""

    text: str
    language: str
    issued: date | None = None
    """The day of issue, by which words such as 今年 are resolved."""
    blocks: Map | None = None
    """What the parts of the text are in its document, where a reader mapped them."""


def describe_candidates() -> dict[str, Any]:
    """The JSON Schema of a reply in its plainest form, which every endpoint can follow.

    Every field is required, nothing else is allowed, no part refers to another, and lengths and
    patterns are left to the gate: endpoints differ in what they know of them.
    """
    schema = Candidates.model_json_schema()
    parts = schema.pop("$defs")
    del parts["Candidate"]["properties"]["block"]
    return dict(_simplify(schema, parts))


def _simplify(node: Any, parts: dict[str, Any]) -> Any:  # noqa: ANN401 - a value of JSON
    if isinstance(node, list):
        return [_simplify(item, parts) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        node = parts[node["$ref"].rsplit("/", 1)[-1]] | {k: node[k] for k in node if k != "$ref"}
    plain = {key: _simplify(node[key], parts) for key in node if key in _KEYWORDS}
    if "properties" in node:
        fields = {name: _simplify(field, parts) for name, field in node["properties"].items()}
        plain |= {"properties": fields, "required": list(fields), "additionalProperties": False}
    return plain


def write_candidate_schema() -> str:
    """The JSON Schema of a reply, as text."""
    return json.dumps(describe_candidates(), ensure_ascii=False, indent=2) + "\n"
