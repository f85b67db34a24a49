"""The words of the page's own interface."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.offline import Wordbook

from .speech import TAGS, Spoken, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The words of the reference page. Definitions are in English and Chinese, so it has no others.
BOOK = Wordbook(Path(__file__).parent / "words")


@cache
def load_words() -> Mapping[str, Mapping[str, str]]:
    """The words of the interface, by name and language."""
    texts = dict(zip(TAGS, (file.words for file in BOOK.own), strict=True))
    return {
        name: {language: words[name] for language, words in texts.items()} for name in BOOK.names
    }


def say(name: str, **parts: object) -> Spoken:
    """A text of the interface in each language, its gaps filled with ``parts``.

    >>> say("kind.unit")["zh"]
    Text(text='单位', tag='zh-Hans')
    """
    texts = load_words()[name]
    return {language: Text(texts[language].format(**parts), tag) for language, tag in TAGS.items()}
