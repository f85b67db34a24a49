"""From what a document cites and repeats to the exact passages of documents already at hand.

``link`` changes an extraction: citations get the directive that they lead to, statements the
directives that they implement. What the text does not say itself is marked as a reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.citing import compile_citations
from graph_builder.languages import load_pack

from .citing import CitationLinker
from .draft import Draft
from .echoes import compile_rules
from .library import KnownText, Library, read_documents, read_library
from .metrics import MetricLinker
from .names import Names
from .passages import Shelf
from .places import Gazetteer
from .targets import TargetLinker
from .text import FoldedText

if TYPE_CHECKING:
    from datetime import date

    from graph_builder.extraction import Extraction
    from graph_builder.model import Directive

__all__ = ["FoldedText", "KnownText", "Library", "link", "read_documents", "read_library"]


def link(
    extraction: Extraction, raw: str, library: Library, *, issued: date, place: str | None = None
) -> dict[str, tuple[Directive, ...]]:
    """The directives that texts of the library should gain, by document, in order of the text.

    The statements of the extraction are replaced by linked ones, and its doubts grow.

    Args:
        extraction: What was read from the text; linking it again changes nothing.
        raw: The text that was read.
        library: What the text may cite.
        issued: The day of issue of the text: nothing later is echoed.
        place: Reference to the place that the document is about, where it is known.

    """
    draft = Draft.of(extraction, raw)
    places = Gazetteer(library)
    shelf = Shelf(library, issued, places.list_peers(library, place))
    linker = CitationLinker(draft, shelf, Names(shelf.list_citable()))
    pack = load_pack(extraction.language)
    framed = compile_citations(pack).read(pack.fold(raw), raw)
    linker.add_frames((span.start, span.end) for span in framed)
    linker.resolve()
    rules = compile_rules(pack)
    linker.add_echoes(rules)
    linker.add_known_words(rules)
    linker.add_names(places.find_places(draft.text, library, place))
    linker.add_paraphrases(rules)
    metrics = MetricLinker(draft, library, pack)
    metrics.link()
    TargetLinker(draft, library, places, place).link(metrics.near)
    draft.finish()
    return {
        document: tuple(sorted(found.values(), key=lambda d: (d.evidence[0].start, d.id)))
        for document, found in sorted(shelf.proposed.items())
    }
