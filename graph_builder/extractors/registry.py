"""Extractors by name: our own, and those that installed packages offer as entry points.

A package offers one by naming a callable in the group ``polcom.extractors``. It is called with an
``ExtractorInput`` and the user's options, and gives back candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import TypeAlias

from graph_builder.errors import PolcomError, UsageError

from .candidates import Candidate, ExtractorInput, Unread

GROUP = "polcom.extractors"
Proposal: TypeAlias = Candidate | Unread | Mapping[str, object]
Extractor: TypeAlias = Callable[[ExtractorInput, Mapping[str, str]], Iterable[Proposal]]
_OWN = (EntryPoint("openai", "graph_builder.extractors.chat:extract", GROUP),)


class ExtractorError(PolcomError):
    """An extractor that cannot be found, loaded, configured or reached."""


def list_extractors() -> list[tuple[str, str]]:
    """Names of all extractors, and the package of each; the rules are always there."""
    rows = [("rules", "polcom, always used")]
    for point in _find_points():
        package = f"{point.dist.name} {point.dist.version}" if point.dist else "polcom"
        rows.append((point.name, package))
    return rows


def load_extractor(name: str) -> Extractor:
    """An extractor by its name.

    Raises:
        UsageError: when there is none of that name.
        ExtractorError: when its package cannot be imported, or offers something else.

    """
    points = {point.name: point for point in _find_points()}
    if name not in points:
        there = ", ".join(points)
        raise UsageError(f"no extractor {name!r}; there are: {there} (polcom list extractors)")
    try:
        found = points[name].load()
    except (ImportError, AttributeError) as error:
        raise ExtractorError(
            f"extractor {name}: {points[name].value} cannot be loaded: {error}; install its package"
        ) from None
    if not callable(found):
        found = f"extractor {name}: {points[name].value} is no function or class"
        raise ExtractorError(f"{found}; name one in the entry point of its package")
    return found  # type: ignore[no-any-return]


def _find_points() -> list[EntryPoint]:
    """Entry points by name; our own names cannot be taken over."""
    points = {point.name: point for point in sorted(entry_points(group=GROUP), reverse=True)}
    points |= {point.name: point for point in _OWN}
    points.pop("rules", None)
    return [points[name] for name in sorted(points)]
