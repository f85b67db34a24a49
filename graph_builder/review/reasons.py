"""Reason codes as sentences, in English and in Chinese."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


def explain(code: str) -> str:
    """What a person should do about a reason code; the code itself when no sentence is known.

    >>> explain("metric-missing").partition(";")[0]
    'no name of what is measured was found'
    """
    sentences = load_reasons().get(code)
    return " / ".join(sentences.values()) if sentences else code.replace("-", " ")


@cache
def load_reasons() -> dict[str, dict[str, str]]:
    """The sentences of every known reason code, by language."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))
