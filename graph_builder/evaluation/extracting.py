"""What reads the documents of an evaluation: the rules, another extractor beside them, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction import extract, guess_issue_date
from graph_builder.extractors import ExtractorInput, add_candidates
from graph_builder.linking import link
from graph_builder.linking.sources import gather_library
from graph_builder.model import hash_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graph_builder.extraction import Extraction

    from .gold import GoldDocument, Span


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a document of the gold as ``polcom extract`` does, without knowing its gold."""

    extractor: str | None = None
    """The name of an extractor to be heard beside the rules."""
    options: Mapping[str, str] = field(default_factory=dict)
    against: tuple[Path, ...] = ()
    """What documents may cite: builds, records, texts or folders of them."""

    def read(self, document: GoldDocument) -> tuple[Extraction, Mapping[str, Span] | None]:
        """What is extracted, and where the directives that it is linked to stand, if it is."""
        text, language = document.text, document.language
        extraction = extract(text, language=language)
        if self.extractor and self.extractor != "rules":
            given = ExtractorInput(text, language, guess_issue_date(text, language))
            add_candidates(extraction, given, self.extractor, self.options)
        return extraction, self._link(document, extraction) if self.against else None

    def _link(self, document: GoldDocument, extraction: Extraction) -> Mapping[str, Span]:
        text, language = document.text, document.language
        issued = guess_issue_date(text, language)
        if issued is None:
            return {}
        library = gather_library(self.against, without=hash_text(text))
        proposed = link(extraction, text, library, issued=issued)
        return {
            f"{name}/{directive.id}": (directive.evidence[0].start, directive.evidence[0].end)
            for name, directives in proposed.items()
            for directive in directives
        } | {
            statement.reference: (passage.start, passage.end)
            for statement in library.statements
            for passage in statement.passages
        }
