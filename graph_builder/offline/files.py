"""The files that pages share, and the words of an interface."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

#: One text in each language of a page.
Bilingual: TypeAlias = dict[str, str]
_PARTS = Path(__file__).parent / "parts"


def read_part(name: str) -> str:
    """The text of a script or style that pages share."""
    return (_PARTS / name).read_text(encoding="utf-8")


def read_words(file: Path) -> Mapping[str, Bilingual]:
    """The words of an interface, by name."""
    words: dict[str, Bilingual] = json.loads(file.read_text(encoding="utf-8"))
    return words
