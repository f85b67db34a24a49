"""Places and bodies that a user names by their words: known ones, or new records for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graph_builder.extraction import name_bodies, name_places
from graph_builder.languages import cast_shadow
from graph_builder.model import Agent, Place

from .proposal import name_after

if TYPE_CHECKING:
    from collections.abc import Mapping

Named: TypeAlias = Place | Agent
_KINDS = {
    "place": None,
    "undertaken_by": "organization",
    "publisher": "organization",
    "speaker": "person",
    "office": "post",
}
"""Fields that name a place, or else an agent of a kind."""


def is_name(field: str, value: str) -> bool:
    """Whether a field of a document is given by a name, and not by a reference.

    >>> is_name("place", "Baotou City"), is_name("place", "cn:ordos"), is_name("id", "a b")
    (True, False, False)
    """
    return field in _KINDS and ":" not in value and "/" not in value


def resolve_names(
    given: Mapping[str, str], language: str, held: frozenset[str]
) -> tuple[dict[str, str | None], tuple[Named, ...]]:
    """The fields of a document as references, where a user may give names, and new records.

    A reference such as ``cn:ordos``, or the id of a record that the review holds, stays; a name
    that the vocabularies know becomes its reference; any other becomes the id of a new record.
    """
    fields: dict[str, str | None] = dict(given)
    named: dict[str, Named] = {}
    for field, kind in _KINDS.items():
        name = given.get(field)
        if name is None or not is_name(field, name) or name in held:
            continue
        known = name_bodies() if kind else name_places()
        if reference := known.get(cast_shadow(name, "t2s")):
            fields[field] = reference
        else:
            record = _make_record(kind, name, language)
            fields[field] = record.id
            named[record.id] = record
    return fields, tuple(named.values())


def _make_record(kind: str | None, name: str, language: str) -> Named:
    label = {language: name}
    if kind is None:
        return Place(id=name_after("places", name), label=label)
    return Agent.model_validate({"id": name_after("agents", name), "kind": kind, "label": label})


def find_place(title: str) -> tuple[str, str] | None:
    """The known place that a title names, and its words; None where it names none or several."""
    shadow = cast_shadow(title, "t2s")
    named = {name: place for name, place in name_places().items() if name in shadow}
    longest = {
        name: place for name, place in named.items() if not any(_is_part(name, n) for n in named)
    }
    if len(set(longest.values())) != 1:
        return None
    name, place = next(iter(longest.items()))
    start = shadow.index(name)
    return place, title[start : start + len(name)]


def _is_part(name: str, other: str) -> bool:
    return name != other and name in other
