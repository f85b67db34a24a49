"""The words of the page's own interface."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.offline import read_words

from .speech import TAGS, Spoken, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.offline import Bilingual

_FILE = Path(__file__).parent / "templates" / "words.json"


@cache
def load_words() -> Mapping[str, Bilingual]:
    """The words of the interface, by name."""
    return read_words(_FILE)


def say(name: str, **parts: object) -> Spoken:
    """A text of the interface in each language, its gaps filled with ``parts``.

    >>> say("kind.unit")["zh"]
    Text(text='单位', tag='zh-Hans')
    """
    texts = load_words()[name]
    return {language: Text(texts[language].format(**parts), tag) for language, tag in TAGS.items()}
