"""What ``extract --against`` adds: options, and the files of what is cited from other documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from graph_builder.linking import link
from graph_builder.linking.proposals import name_proposals, save_proposals, yield_description
from graph_builder.linking.sources import gather_library
from graph_builder.model import hash_text

from .options import PATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.extraction import Extraction
    from graph_builder.linking import Library
    from graph_builder.model import Directive, Document
    from graph_builder.readers import SourceText
    from graph_builder.review import Outcome

F = TypeVar("F", bound="Callable[..., object]")


def linking_options(function: F) -> F:
    """What to link the document to, and where the texts of known documents lie."""
    against = click.option(
        "--against",
        multiple=True,
        type=PATH,
        metavar="PATH",
        help="Build, records, documents or a folder of them that it may cite; may be repeated.",
    )
    documents = click.option(
        "--documents", type=PATH, help="Your copies of texts that the records or build describe."
    )
    return against(documents(function))


@dataclass(frozen=True, slots=True)
class Sources:
    """What the user gave to link a document to."""

    against: tuple[Path, ...]
    documents: Path | None
    output: Path | None

    def link(self, extraction: Extraction, source: SourceText, document: Document) -> None:
        """Link an extraction, and write what is cited from whole texts beside its records."""
        if not self.against and self.documents is None:
            return
        library = gather_library(
            self.against,
            without=hash_text(source.text),
            documents=self.documents,
            output=self.output,
        )
        proposed = link(
            extraction, source.text, library, issued=document.issued, place=document.place
        )
        for name, directives in proposed.items():
            self._save(library, name, directives)
        _report(extraction)

    def _save(self, library: Library, name: str, directives: tuple[Directive, ...]) -> None:
        if self.output is None:
            found = f"{len(directives)} directives of {name} are cited and in no record"
            click.echo(f"{found}; add -o FILE, and they are written beside it", err=True)
            return
        text = next(text for text in library.texts if text.document == name)
        path = name_proposals(self.output, name)
        count = save_proposals(path, text.description or name, directives)
        click.echo(f"wrote {path}: {count} directives that the text cites", err=True)


def settle_sources(outcome: Outcome) -> None:
    """Let the records of a document describe it, and no longer what others cite from it."""
    if outcome.review is not None and outcome.job.output is not None:
        yield_description(outcome.job.output, outcome.job.found.name)


def _report(extraction: Extraction) -> None:
    citations = [c for statement in extraction.statements for c in statement.citations]
    linked = sum(citation.cites is not None for citation in citations)
    click.echo(f"linked {linked} of {len(citations)} citations", err=True)
