"""Rules on the migrations of an extension: they can be used, and lead to the present version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.errors import OntologyError, UsageError
from graph_builder.extension import MIGRATIONS
from graph_builder.namespaces import OWL
from graph_builder.versioning import Version, find_faults, list_migrations

from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft


def check_migrations(draft: Draft) -> Iterator[Finding]:
    """Each migration can be used, is about known names, and a broken version has some."""
    folder = draft.extension.folder / MIGRATIONS
    try:
        migrations = list_migrations(folder, {**draft.core.prefixes, **draft.prefixes})
        versions = _find_versions(draft)
    except (OntologyError, UsageError) as error:
        found, _, wanted = str(error).rpartition("; ")
        yield Finding(MIGRATIONS, "", "migration", found or str(error), wanted or "mend it")
        return
    for migration in migrations:
        for name in (iri for iri in migration.about if "/" not in iri):
            found, wanted = f"the prefix of '{name}' is not declared", "add a PREFIX line"
            yield Finding(draft.name(migration.path), name, "migration", found, wanted)
    for found, wanted in find_faults(folder, *versions) if versions else ():
        yield Finding(MIGRATIONS, "", "migration", found, wanted)


def _find_versions(draft: Draft) -> tuple[Version, Version] | None:
    """The version before, by owl:priorVersion, and the present one; none where it is not stated."""
    found = draft.find(f"{OWL}versionInfo")
    stated = [Version.parse(text) for node, text in found if node in draft.headers]
    if not stated:
        return None
    present = max(stated)
    priors = (Version.find(iri) for _, iri in draft.find(f"{OWL}priorVersion"))
    return max((prior for prior in priors if prior), default=present), present
