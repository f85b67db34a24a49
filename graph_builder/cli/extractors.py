"""Options for further extractors, and what they do to an extraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from graph_builder.extractors import ExtractorInput, add_candidates, load_extractor

from .options import split_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.extraction import Extraction
    from graph_builder.model import Document
    from graph_builder.readers import SourceText

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


@dataclass(frozen=True, slots=True)
class Second:
    """An extractor that reads beside the rules, and the user's options for it."""

    name: str
    options: tuple[tuple[str, str], ...]

    @classmethod
    def choose(cls, name: str | None, settings: tuple[str, ...]) -> Second | None:
        """The extractor of a name; None where there is none but the rules.

        Raises:
            UsageError: when there is no such extractor, or an option is not NAME=VALUE.

        """
        options = split_pairs("--set model=NAME", settings)
        if name is None or name == "rules":
            return None
        load_extractor(name)
        return cls(name, tuple(sorted(options.items())))

    def read(self, extraction: Extraction, source: SourceText, document: Document) -> None:
        """Add what it finds and proves, and say how many of its candidates were proved."""
        given = ExtractorInput(source.text, document.language, document.issued, source.map)
        report = add_candidates(extraction, given, self.name, dict(self.options))
        click.echo(report.write(), err=True)
