"""What versions and migrations say, in both languages: the words lie in ``changes.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


def find_text(kind: str, language: str, /, **values: object) -> str:
    """The text of a kind with its values filled in, in Chinese for ``zh…``, else in English."""
    return read_words()[kind][choose_language(language)].format(**values)


def choose_language(language: str) -> str:
    """The language of the two, ``zh`` or ``en``, that serves a reader of a language."""
    return "zh" if language.lower().startswith("zh") else "en"


@cache
def read_words() -> dict[str, dict[str, str]]:
    """The texts of each kind by language, with the weight of a kind of change."""
    text = Path(__file__).with_name("changes.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words
