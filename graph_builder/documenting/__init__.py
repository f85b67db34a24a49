"""The ontology as one offline page for people: modules, terms, shapes, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .content import describe_ontology
from .page import write_page

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graph_builder.ontology import Ontology

__all__ = ["document"]


def document(ontology: Ontology, language: str = "en", store: Store | None = None) -> str:
    """The HTML text of the reference page, opened in English (en) or Chinese (zh).

    ``store`` is a graph that the examples are taken from; without one they are those of Ordos that
    come with the package.

    Raises:
        OntologyError: when a file of shapes or alignments is broken.
        QueryError: when the header of an extension's query cannot be read.

    """
    return write_page(describe_ontology(ontology, store), language)
