"""Rules on what is left of the skeleton: Chinese words that speak of its example, not of yours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, parse

from graph_builder.errors import QueryError
from graph_builder.querying import read_query

from .findings import Finding
from .skeleton import fill_turtle, list_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from graph_builder.querying import Query

    from .draft import Draft

_ENGLISH, _CHINESE = "en", "zh-hans"


def check_leftovers(draft: Draft) -> Iterator[Finding]:
    """No words of your own in English stand beside the Chinese ones of the skeleton."""
    known = _list_known()
    for path, quads in {**draft.terms, **draft.shapes}.items():
        for node, english, chinese in _pair(quads):
            if chinese in known and english not in known[chinese]:
                yield _describe(draft.name(path), draft.shorten(node), chinese)
    folder = draft.extension.queries
    for path in sorted(folder.rglob("*.rq")) if folder else ():
        try:
            pairs = list(_pair_header(read_query(path)))
        except QueryError:
            continue  # check_questions says what is wrong with it
        for english, chinese in pairs:
            if chinese in known and english not in known[chinese]:
                yield _describe(draft.name(path), "", chinese)


def _describe(place: str, term: str, chinese: str) -> Finding:
    found = f"'{chinese}' is what the skeleton says, and its English words are gone"
    return Finding(place, term, "leftover", found, "translate yours, or delete the Chinese words")


@cache
def _list_known() -> dict[str, set[str]]:
    """The English words of the skeleton by the Chinese ones beside them."""
    known: dict[str, set[str]] = {}
    for text in fill_turtle():
        for _, english, chinese in _pair(parse(text, format=RdfFormat.TURTLE)):
            known.setdefault(chinese, set()).add(english)
    for path in list_questions():
        for english, chinese in _pair_header(read_query(path)):
            known.setdefault(chinese, set()).add(english)
    return known


def _pair(quads: Iterable[Quad]) -> Iterator[tuple[object, str, str]]:
    """Subject, English and Chinese words of each property that has both."""
    words: dict[tuple[object, str], dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.object, Literal) and quad.object.language in {_ENGLISH, _CHINESE}:
            spoken = words.setdefault((quad.subject, quad.predicate.value), {})
            spoken[quad.object.language] = quad.object.value
    for (node, _), spoken in words.items():
        if len(spoken) > 1:
            yield node, spoken[_ENGLISH], spoken[_CHINESE]


def _pair_header(query: Query) -> Iterator[tuple[str, str]]:
    for words in (query.title, query.description, query.question):
        yield words["en"], words["zh-Hans"]
