"""Migrations: files of SPARQL that bring data from one version of an ontology to a later one.

They lie beside the ontology, or in an extension, in ``migrations/<from>-<to>/NN-name``: updates
(``.ru``) change data, questions (``.rq``) list what no update can decide. A folder is due for data
older than its second version; folders are applied in the order of that version, the files of one in
the order of their names, an update before the question of its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict
from pyoxigraph import Store

from graph_builder.errors import OntologyError, QueryError, UsageError
from graph_builder.querying import (
    Rows,
    Text,
    expand_names,
    read_header,
    run_query,
    run_update,
)

from .numbers import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

UPDATE, QUESTION = ".ru", ".rq"
_ORDER = (UPDATE, QUESTION)


class _Header(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: what it does by language, the IRIs that it is about, and the version it leads to.

    Data of the default graph stand in a graph of their own while it runs, so that one pattern,
    ``GRAPH ?graph { … }``, finds all.
    """

    path: Path
    version: Version
    title: Mapping[str, str]
    about: tuple[str, ...]
    text: str

    @property
    def name(self) -> str:
        """The folder and file, as people name it."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def decides(self) -> bool:
        """Whether it changes data, and does not only list what is left to people."""
        return self.path.suffix == UPDATE

    def change(self, store: Store, prefixes: Mapping[str, str]) -> None:
        """Carry the update out, wholly or not at all.

        Raises:
            OntologyError: when it is misspelt, or would reach out of the store.

        """
        try:
            run_update(store, self.text, prefixes)
        except QueryError as error:
            raise OntologyError(f"{self.path}: {error}") from None

    def ask(self, store: Store, prefixes: Mapping[str, str]) -> Rows:
        """What the question finds, the node in the first column.

        Raises:
            OntologyError: when it is misspelt, or no SELECT.

        """
        try:
            rows = run_query(store, self.text, prefixes=prefixes)
        except QueryError as error:
            raise OntologyError(f"{self.path}: {error}") from None
        if rows.form != "SELECT":
            raise OntologyError(f"{self.path}: no SELECT; list the nodes that need a decision")
        return rows


def list_migrations(folder: Path, prefixes: Mapping[str, str]) -> list[Migration]:
    """The migrations of a folder in the order in which they apply; none where it is missing.

    Raises:
        OntologyError: when a folder or file cannot be used, with what is wanted.

    """
    if not folder.is_dir():
        return []
    steps = sorted((read_step(path)[::-1], path) for path in _list_visible(folder))
    return [_read(path, step[0], prefixes) for step, place in steps for path in _sort(place)]


def list_subjects(
    folder: Path, span: tuple[Version, Version], prefixes: Mapping[str, str]
) -> frozenset[str]:
    """The IRIs that the migrations of a folder between two versions are about.

    Raises:
        OntologyError: when a folder or file cannot be used.

    """
    found = list_migrations(folder, prefixes)
    due = (each for each in found if span[0] < each.version <= span[1])
    return frozenset(iri for each in due for iri in each.about)


def find_faults(folder: Path, prior: Version, present: Version) -> Iterator[tuple[str, str]]:
    """What the migrations of a release leave open: what was found, and what is wanted.

    ``prior`` is the version before the present one, or the present one where there is none. A
    folder that cannot be used is told by ``list_migrations``.
    """
    steps = [read_step(path) for path in sorted(_list_visible(folder))] if folder.is_dir() else []
    for first, second in steps:
        if second > present:
            found = f"migrations lead to {second}, and the header states {present}"
            yield found, f"name the folder {first}-{present}, or raise owl:versionInfo"
    raised = present.major > prior.major > 0
    if raised and not any(prior < second <= present for _, second in steps):
        wanted = f"write a migration for each breaking change into migrations/{prior}-{present}"
        yield f"{present} breaks with {prior}, and no migration leads to it", wanted


def read_step(folder: Path) -> tuple[Version, Version]:
    """The two versions that the name of a folder of migrations gives.

    Raises:
        OntologyError: for another name.

    """
    first, _, second = folder.name.partition("-")
    try:
        step = Version.parse(first), Version.parse(second)
    except UsageError:
        step = Version(0, 0, 0), Version(0, 0, 0)
    if not folder.is_dir() or step[0] >= step[1]:
        wanted = "make it a folder named <from>-<to>, such as 1.4.0-2.0.0"
        raise OntologyError(f"{folder}: no step from a version to a later one; {wanted}")
    return step


def _list_visible(folder: Path) -> Iterator[Path]:
    return (p for p in folder.iterdir() if not p.name.startswith(".") and p.name != "README.md")


def _sort(step: Path) -> list[Path]:
    files = [*_list_visible(step)]
    for path in files:
        if path.suffix not in _ORDER:
            wanted = "write an update in .ru, or a question in .rq"
            raise OntologyError(f"{path}: no migration; {wanted}")
    return sorted(files, key=lambda path: (path.stem, _ORDER.index(path.suffix)))


def _read(path: Path, version: Version, prefixes: Mapping[str, str]) -> Migration:
    try:
        text = path.read_text("utf-8")
        header = read_header(path, text, _Header)
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: {error}; save the file as UTF-8 text") from None
    except QueryError as error:
        raise OntologyError(str(error)) from None
    about = expand_names(header.about, text, prefixes)
    migration = Migration(path, version, header.title, about, text)
    store = Store()
    migration.change(store, prefixes) if migration.decides else migration.ask(store, prefixes)
    return migration
