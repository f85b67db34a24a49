"""All exports by name."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError

from .catalogue import describe_croissant, describe_dcat
from .constructs import FORMATS, load_exports, write_construct
from .records import write_records
from .stratml import write_stratml

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

    from graph_builder.ontology import Ontology


_DESCRIPTIONS = Path(__file__).parent / "descriptions.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A build, a store or a file to read, and the language of texts where only one can stand."""

    folder: Path
    store: Store
    ontology: Ontology
    language: str = "en"


#: Exports that no CONSTRUCT query can make, with their one syntax.
EXPORTS: dict[str, tuple[str, Callable[[Source], str]]] = {
    "croissant": ("json-ld", lambda source: describe_croissant(source.folder)),
    "dcat": ("json-ld", lambda source: describe_dcat(source.folder)),
    "json-ld": ("json-ld", lambda source: write_records(source.store, source.ontology)),
    "stratml": ("xml", lambda source: write_stratml(source.store, source.language)),
}


def describe_exports(ontology: Ontology, language: str = "en") -> dict[str, str]:
    """What each export gives and loses, by name."""
    texts = {name: query.description for name, (query, _) in load_exports(ontology).items()}
    texts |= json.loads(_DESCRIPTIONS.read_text(encoding="utf-8"))
    tag = "zh-Hans" if language.startswith("zh") else language
    return {name: text.get(tag, text["en"]) for name, text in sorted(texts.items())}


def export(source: Source, name: str, form: str | None = None) -> str:
    """The build in another format; ``form`` chooses the syntax of exports that are triples.

    Without it these are Turtle. What the graph has nothing for comes out empty, or is refused by
    an export that cannot be empty.

    Raises:
        UsageError: for an unknown export, or a format that it does not have.

    """
    constructs = load_exports(source.ontology)
    if name in constructs:
        form = form or FORMATS[0]
        return write_construct(source.store, constructs[name], source.ontology.prefixes, form)
    if name in EXPORTS:
        syntax, write = EXPORTS[name]
        if form not in (None, syntax):
            wanted = "leave --format out"
            raise UsageError(f"the export '{name}' is {syntax}, never {form}; {wanted}")
        return write(source)
    known = list(describe_exports(source.ontology))
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise UsageError(f"there is no export '{name}'; {hint}")
