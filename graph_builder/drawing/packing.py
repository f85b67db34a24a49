"""What the page holds, made small: rows as columns, JSON in compressed form as plain letters."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: More costs far more time and saves little.
_LEVEL = 6


def pack(value: Any) -> str:  # noqa: ANN401 -- whatever JSON holds
    """JSON as gzip in base64; the same value gives the same letters.

    >>> pack([1, 2])[:6]
    'H4sIAA'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return pack_text(text)


def pack_text(text: str) -> str:
    """A text as gzip in base64, without the time and the system of the machine."""
    # A lone half of a surrogate pair cannot be written in UTF-8; readers see a replacement mark.
    data = text.encode("utf-8", errors="replace")
    return b64encode(gzip.compress(data, _LEVEL, mtime=0)).decode("ascii")


def turn(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows of equal fields as one list for each field.

    >>> turn([{"a": 1, "b": 2}, {"a": 3, "b": 4}])
    {'a': [1, 3], 'b': [2, 4]}
    """
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
