"""All exports by name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError

from .catalogue import describe_croissant, describe_dcat
from .constructs import load_exports, write_construct
from .records import write_records
from .stratml import write_stratml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import Store

    from graph_builder.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Source:
    """A build that is open for reading, with the language of the texts where only one can stand."""

    folder: Path
    store: Store
    ontology: Ontology
    language: str = "en"


#: Exports that no CONSTRUCT query can make: what they are, and how they are written.
EXPORTS: dict[str, tuple[str, Callable[[Source], str]]] = {
    "croissant": (
        "Description of the build as a dataset for machine learning (Croissant 1.0, JSON-LD).",
        lambda source: describe_croissant(source.folder),
    ),
    "dcat": (
        "Description of the build as a dataset in a catalogue (DCAT 3, JSON-LD).",
        lambda source: describe_dcat(source.folder),
    ),
    "json-ld": (
        "Everything that documents state, as JSON-LD under the field names of records.",
        lambda source: write_records(source.store, source.ontology),
    ),
    "stratml": (
        "Goals, targets as indicators, results (StratML Part 2). Lost are directives and evidence.",
        lambda source: write_stratml(source.store, source.language),
    ),
}


def describe_exports(ontology: Ontology, language: str = "en") -> dict[str, str]:
    """What each export gives and loses, by name."""
    constructs = {name: query.description for name, (query, _) in load_exports(ontology).items()}
    texts = {name: text.get(language, text["en"]) for name, text in constructs.items()}
    return dict(sorted({**texts, **{name: text for name, (text, _) in EXPORTS.items()}}.items()))


def export(source: Source, name: str, form: str = "turtle") -> str:
    """The build in another format; ``form`` chooses the syntax of exports that are triples.

    Raises:
        UsageError: for an unknown export, or a format that it does not have.

    """
    constructs = load_exports(source.ontology)
    if name in constructs:
        return write_construct(source.store, constructs[name], source.ontology.prefixes, form)
    if name in EXPORTS:
        return EXPORTS[name][1](source)
    known = list(describe_exports(source.ontology))
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise UsageError(f"there is no export '{name}'; {hint}")
