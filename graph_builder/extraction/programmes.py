"""Programmes: actions that carry out something with a name, and the actions that make them up."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words
from graph_builder.model import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.languages import Pack
    from graph_builder.model import Evidence

    from .assembly import Assembly
    from .structure import Stretch

_QUOTES = "\"')。."


def name_programmes(assembly: Assembly, shadow: str, sentences: Sequence[Stretch]) -> None:
    """Makes actions that carry out a named plan programmes, with what they list as their parts.

    That is what follows a colon in the sentence, or the rest of a paragraph that opens with one.
    """
    pattern = compile_programmes(assembly.pack)
    starts = [sentence.start for sentence in sentences]
    statements = assembly.result.statements
    lead, limit = "", 0
    for index, statement in enumerate(statements):
        if not isinstance(statement, Action):
            continue
        clause, update = statement.evidence[0], {}
        if names_programme(pattern, shadow, clause.start, clause.end):
            update["kind"] = "programme"
        if clause.start < limit:
            update["part_of"] = statement.part_of or lead
        elif update:
            at = bisect_right(starts, clause.start) - 1
            lead, limit = statement.id, _find_limit(shadow, clause, sentences[at : at + 1])
        if update:
            statements[index] = statement.model_copy(update=update)


def names_programme(pattern: re.Pattern[str], shadow: str, start: int, end: int) -> bool:
    """Whether a clause carries out something with a name, in quotation marks or not."""
    while end > start and shadow[end - 1] in _QUOTES:
        end -= 1
    return pattern.match(shadow, start, end) is not None


def _find_limit(shadow: str, clause: Evidence, sentence: Sequence[Stretch]) -> int:
    """The end of what a programme lists; the end of its own clause where it lists nothing."""
    if shadow[clause.end : clause.end + 1] == ":" and sentence:
        return sentence[0].end
    opens = clause.start == 0 or shadow[clause.start - 1] == "\n"
    closed = sentence and sentence[0].end <= clause.end + 1
    if not opens or not closed:
        return clause.end
    end = shadow.find("\n", clause.end)
    return end if end >= 0 else len(shadow)


@cache
def compile_programmes(pack: Pack) -> re.Pattern[str]:
    """The pattern of a clause that carries out something with a name."""
    verbs = compile_words(pack.words("programmes", "verbs"))
    nouns = compile_words(pack.words("programmes", "nouns"))
    gap = r"[^,;:。\n]{2,60}?"
    edge = r"\b" if pack.spaces else ""
    return re.compile(f"(?:{verbs}){edge}{gap}{edge}(?:{nouns})$")
