"""Notes on records that another extractor proposed, in every language that we write."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


def describe_match(extractor: str, *, folded: bool) -> dict[str, str]:
    """How the quotes of a candidate were found, by language.

    >>> describe_match("listed", folded=False)["en"]
    'proposed by extractor listed; its quotes were found word for word'
    """
    notes = _load()["folded" if folded else "verbatim"]
    return {language: note.format(name=extractor) for language, note in notes.items()}


@cache
def _load() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("notes.toml").read_text(encoding="utf-8"))
