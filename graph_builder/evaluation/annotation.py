"""One line of a gold file, checked field by field."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from graph_builder.model.values import Day

from .errors import GoldError

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["goal", "subgoal", "target", "action", "achievement", "norm", "forecast"]
Sign = Literal[">=", ">", "<=", "<", "=", "approx", "range", "qualitative"]
Form = Literal["level", "share", "increment", "growth_rate"]
Place = Annotated[int, Field(ge=0)]


class Annotation(BaseModel):
    """A record as an annotator wrote it; fields that the scorer does not know are passed over."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    kind: Kind
    start: Place
    end: Place
    quote: str
    parent: str | None = None
    metric: str | None = None
    comparator: Sign | None = None
    value: Decimal | str | None = None
    value_start: Place | None = None
    value_end: Place | None = None
    norm_value: Decimal | None = None
    norm_value_high: Decimal | None = None
    norm_unit: str | None = None
    change_type: Form | None = None
    baseline: str | None = None
    deadline: Day | None = None
    deadline_basis: Literal["explicit", "inherited", "implied"] | None = None
    directives: tuple[str, ...] | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _have_room(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"start {self.start} is not before end {self.end}")
        value = self.value_span
        if value and not self.start <= value[0] < value[1] <= self.end:
            raise ValueError(f"the value at {value[0]}-{value[1]} lies outside the quote")
        return self

    @property
    def value_span(self) -> tuple[int, int] | None:
        """Where the value stands, if the record has one."""
        if self.value is None or self.value_start is None or self.value_end is None:
            return None
        return self.value_start, self.value_end


def read_annotations(path: Path, text: str) -> list[Annotation]:
    """The records of a gold file, each with its quote where it says.

    Raises:
        GoldError: with file, line and field, when a line cannot be used.

    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: no UTF-8 at byte {error.start}; save it as UTF-8") from None
    found = [
        _parse(path, number, line, text) for number, line in enumerate(lines, 1) if line.strip()
    ]
    names = [record.id for record in found]
    for name in names:
        if names.count(name) > 1:
            raise GoldError(f"{path}: id {name!r} occurs twice; give each record its own")
    return found


def _parse(path: Path, number: int, line: str, text: str) -> Annotation:
    try:
        record = Annotation.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the line"
        raise GoldError(f"{path}:{number}: {field}: {first['msg']}; correct the record") from None
    if text[record.start : record.end] != record.quote:
        raise GoldError(f"{path}:{number}: {record.id}: the quote is not at its offsets; mend them")
    return record
