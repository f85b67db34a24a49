"""The rule on terms of polcom that an extension names: each of them is there.

Where one went with an earlier version, the migration that is about it says what became of it.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph_builder.namespaces import PC, SH, VOCAB, find_local_name
from graph_builder.querying import list_iris
from graph_builder.versioning import list_migrations

from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from .draft import Draft

_SELECT = NamedNode(f"{SH}select")


def check_references(draft: Draft) -> Iterator[Finding]:
    """Every term of the core that Turtle, shapes and questions name is a term of the core."""
    told = {(place, iri) for place, iri in _list_names(draft) if iri.startswith((PC, VOCAB))}
    for place, iri in sorted(told):
        if not draft.core.knows(NamedNode(iri)):
            term = draft.shorten(NamedNode(iri))
            found = f"polcom {draft.core.releases[0].version} has no such term"
            yield Finding(place, term, "unknown-term", found, _advise(draft, iri))


def _list_names(draft: Draft) -> Iterator[tuple[str, str]]:
    """The IRIs that files name, each with the file."""
    prefixes = {**draft.core.prefixes, **draft.prefixes}
    for files in (draft.terms, draft.shapes):
        for path, quads in files.items():
            for quad in quads:
                yield from ((draft.name(path), iri) for iri in _find_names(quad, prefixes))
    folder = draft.extension.queries
    for path in sorted(folder.rglob("*.rq")) if folder else ():
        text = path.read_text(encoding="utf-8", errors="replace")
        yield from ((draft.name(path), iri) for iri in list_iris(text, prefixes))


def _find_names(quad: Quad, prefixes: dict[str, str]) -> set[str]:
    named = {node.value for node in (quad.predicate, quad.object) if isinstance(node, NamedNode)}
    if quad.predicate == _SELECT and isinstance(quad.object, Literal):
        named |= list_iris(quad.object.value, prefixes)
    return named


def _advise(draft: Draft, iri: str) -> str:
    """What became of a term by the migrations of the core, or else the nearest that there is."""
    for migration in list_migrations(draft.core.releases[0].migrations, draft.core.prefixes):
        if iri in migration.about:
            return f"since {migration.version}: {migration.title['en']}"
    space, name = iri.removesuffix(find_local_name(iri)), find_local_name(iri)
    subjects = {str(quad.subject)[1:-1] for quad in draft.core.quads}
    known = [find_local_name(other) for other in sorted(subjects) if other.startswith(space)]
    near = difflib.get_close_matches(name, known, n=1)
    if not near:
        return "see which there are: polcom docs"
    return f"did you mean {draft.shorten(NamedNode(space + near[0]))}?"
