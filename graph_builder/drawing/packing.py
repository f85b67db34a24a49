"""What the page holds, made small: JSON, texts and numbers in compressed form as plain letters."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from typing import Any

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
    """A text as gzip in base64."""
    # A lone half of a surrogate pair cannot be written in UTF-8; readers see a replacement mark.
    return pack_bytes(text.encode("utf-8", errors="replace"))


def pack_bytes(data: bytes) -> str:
    """Bytes as gzip in base64, without the time and the system of the machine."""
    return b64encode(gzip.compress(data, _LEVEL, mtime=0)).decode("ascii")
