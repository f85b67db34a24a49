"""Options for further extractors, and what they do to an extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from graph_builder.extractors import ExtractorInput, add_candidates

from .options import split_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.extraction import Extraction

F = TypeVar("F", bound="Callable[..., object]")


def extractor_options(function: F) -> F:
    """Another extractor beside the rules, and the user's options for it."""
    set_ = click.option(
        "--set", "settings", multiple=True, metavar="K=V", help="Option of the extractor."
    )
    name = click.option(
        "--extractor", metavar="NAME", help="Ask an extractor too (polcom list extractors)."
    )
    return name(set_(function))


def add_extractor(
    found: Extraction, document: ExtractorInput, name: str | None, settings: tuple[str, ...]
) -> None:
    """Adds what another extractor finds, and says how many of its candidates were proved."""
    options = split_pairs("--set model=NAME", settings)
    if name and name != "rules":
        click.echo(add_candidates(found, document, name, options).write(), err=True)
