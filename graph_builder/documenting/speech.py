"""Texts in the languages of the page, each with the tag of the language that it is really in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Literal

#: The languages of the page, with the tag of each.
TAGS = {"en": "en", "zh": "zh-Hans"}
_SCRIPT = 4


class Text(NamedTuple):
    """A text and its language tag; the tag is empty where the text is of no language."""

    text: str
    tag: str


#: What is shown in each language of the page.
Spoken: TypeAlias = "dict[str, Text]"


def speak(texts: Iterable[Literal]) -> Spoken:
    """The text for each language of the page, or the nearest there is; empty when there is none.

    >>> from pyoxigraph import Literal
    >>> texts = [Literal("coal", language="en"), Literal("煤", language="zh-Hans")]
    >>> speak(texts)["zh"]
    Text(text='煤', tag='zh-Hans')
    >>> speak(texts[:1])["zh"]
    Text(text='coal', tag='en')
    """
    known = sorted((term.language or "", term.value) for term in texts)
    if not known:
        return {}
    return {language: _choose(known, tag.lower()) for language, tag in TAGS.items()}


def _choose(known: list[tuple[str, str]], wanted: str) -> Text:
    main = wanted.split("-", maxsplit=1)[0]

    def rank(pair: tuple[str, str]) -> tuple[int, str, str]:
        tag = pair[0].lower()
        order = (tag == wanted, tag == main, tag.startswith(f"{main}-"), tag == "en", not tag)
        return order.index(True) if True in order else len(order), tag, pair[1]

    tag, text = min(known, key=rank)
    return Text(text, write_tag(tag))


def repeat(text: str) -> Spoken:
    """A text that is the same in every language: a name, a number."""
    return dict.fromkeys(TAGS, Text(text, ""))


def say_in_english(text: str) -> Spoken:
    """A text that stays English in every language, such as the end of an IRI."""
    return dict.fromkeys(TAGS, Text(text, "en"))


def write_tag(tag: str) -> str:
    """A language tag as HTML has it: the script with a capital, the region in capitals.

    >>> write_tag("zh-hans-cn")
    'zh-Hans-CN'
    """
    first, *rest = tag.split("-")
    return "-".join(
        [first, *(part.title() if len(part) == _SCRIPT else part.upper() for part in rest)]
    )
