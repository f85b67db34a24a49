"""All rules on extensions, in the order in which a person would mend what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extension import find_extension

from .draft import Draft
from .keywords import check_keywords
from .leftovers import check_leftovers
from .migrations import check_migrations
from .quality import check_quality
from .questions import check_core_questions, check_questions
from .reasoning import check_logic
from .references import check_references
from .shapes import check_core_shapes, check_documentation, check_examples, check_shapes
from .terms import (
    check_headers,
    check_hijacking,
    check_imports,
    check_modules,
    check_namespace,
    check_twins,
)
from .words import check_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from .findings import Finding

_ON_TERMS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    check_headers,
    check_namespace,
    check_imports,
    check_hijacking,
    check_modules,
    check_references,
    check_documentation,
    check_leftovers,
    check_keywords,
    check_shapes,
    check_words,
    check_migrations,
)
_ON_DATA: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    check_examples,
    check_core_shapes,
    check_questions,
    check_core_questions,
    check_quality,
    check_logic,
)


def check_extensions(places: Iterable[Path]) -> list[Finding]:
    """Everything that the rules find in extensions, by themselves and with each other.

    Faults stand before advice. Files that cannot be read are reported alone: the rules need the
    whole of an extension. So are faults of terms, since what follows from them would only be noise.

    Raises:
        OntologyError: when a place holds no extension.

    """
    drafts = [Draft(find_extension(place)) for place in places]
    found = [finding for draft in drafts for finding in _check(draft)]
    return sorted([*found, *check_twins(drafts)], key=lambda finding: finding.advice)


def _check(draft: Draft) -> list[Finding]:
    if draft.broken:
        return sorted(draft.broken)
    found = [finding for rule in _ON_TERMS for finding in rule(draft)]
    if any(not finding.advice for finding in found):
        return found
    return [*found, *(finding for rule in _ON_DATA for finding in rule(draft))]
