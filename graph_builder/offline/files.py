"""The files that pages share."""

from __future__ import annotations

from pathlib import Path

_PARTS = Path(__file__).parent / "parts"


def read_part(name: str) -> str:
    """The text of a script or style that pages share."""
    return (_PARTS / name).read_text(encoding="utf-8")
