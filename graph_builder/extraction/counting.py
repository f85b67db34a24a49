"""The unit of a count, where what is counted decides on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.languages import Pack

    from .quantities import Quantity


def find_counted_unit(pack: Pack, quantity: Quantity, words: str) -> str:
    """The unit of a quantity that ``words`` name: 企业400户 counts firms, else its own."""
    named = quantity.surface or quantity.unit == "count"
    entry = pack.table("units_by_object").get(quantity.surface) if named else None
    folded = pack.fold(words)
    if entry and any(word in folded for word in entry["words"]):
        return str(entry["unit"])
    return quantity.unit
