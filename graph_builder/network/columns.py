"""Networks as tables: which attributes nodes and links have, in what order and of what type."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .selection import Network

#: Readers look for these first.
_FIRST = ("kind", "label_en", "label_zh", "relation", "basis")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Column(NamedTuple):
    """An attribute and its type: string, integer or double."""

    name: str
    type: str


def list_columns(rows: Iterable[Mapping[str, object]]) -> list[Column]:
    """The attributes that occur, the best known first, each with the type that holds all values.

    >>> list_columns([{"rank": 1, "kind": "target"}])
    [Column(name='kind', type='string'), Column(name='rank', type='integer')]
    """
    types: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, set()).add(_type(value))
    names = sorted(types, key=lambda name: (_FIRST.index(name) if name in _FIRST else 9, name))
    return [Column(name, _join(types[name])) for name in names]


def _type(value: object) -> str:
    if isinstance(value, Decimal):
        return "double"
    return "integer" if isinstance(value, int) else "string"


def _join(types: set[str]) -> str:
    if "string" in types:
        return "string"
    return "double" if "double" in types else "integer"


def write_value(value: object) -> str:
    """A value as text: decimals in full, and only characters that XML allows.

    >>> write_value(Decimal("1E+9")), write_value("a" + chr(0) + "b")
    ('1000000000', 'a\ufffdb')
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    return _NOT_XML.sub("\ufffd", str(value))


def label(data: Mapping[str, object], node: str) -> str:
    """The one name of a node: its English label, else the Chinese one, else its IRI."""
    return str(data.get("label_en") or data.get("label_zh") or node)


def list_links(network: Network) -> list[tuple[str, str, str, dict[str, object]]]:
    """Links as child, parent, key and attributes, in order."""
    links = network.edges(keys=True, data=True)
    return sorted(
        ((child, parent, str(key), dict(data)) for child, parent, key, data in links),
        key=lambda link: link[:3],
    )
