"""Which parts of a page belong to the site and not to the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[a-z]+")
_SHORT = 60
"""A block of the site is a line; a phrase of the site in a longer block proves nothing."""
_MOST_LINKED = 200
_LINK_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of boilerplate, as the data file lists them."""

    elements: frozenset[str]
    roles: frozenset[str]
    names: frozenset[str]
    phrases: tuple[str, ...]


@cache
def load_signs() -> Signs:
    """The signs that the package ships."""
    data = yaml.safe_load((files(__package__) / "boilerplate.yaml").read_text(encoding="utf-8"))
    elements, roles, names = (frozenset(data[name]) for name in ("elements", "roles", "names"))
    return Signs(elements, roles, names, tuple(phrase.lower() for phrase in data["phrases"]))


def marks_boilerplate(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element says of itself that it is furniture of the site, or hidden.

    >>> marks_boilerplate("div", {"class": "site-footer"}), marks_boilerplate("div", {})
    (True, False)
    """
    signs = load_signs()
    if tag in signs.elements or attributes.get("role", "").lower() in signs.roles:
        return True
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if "display:none" in attributes.get("style", "").replace(" ", "").lower():
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    return not signs.names.isdisjoint(_WORD.findall(names))


def reads_like_boilerplate(text: str, linked: int) -> bool:
    """Whether a block is mostly links (``linked`` of its characters) or words of the site.

    >>> reads_like_boilerplate("返回顶部", 0), reads_like_boilerplate("增长5%左右", 0)
    (True, False)
    """
    if linked > _LINK_SHARE * len(text) and len(text) <= _MOST_LINKED:
        return True
    plain = text.lower()
    return len(text) <= _SHORT and any(phrase in plain for phrase in load_signs().phrases)
