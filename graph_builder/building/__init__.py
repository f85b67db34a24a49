"""From record files to a complete build on disk, replaced in one step or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from graph_builder import storage
from graph_builder.errors import StoreError

from .assembly import Assembly, Settings, assemble, check_records, describe_findings
from .outputs import canonicalize, count_classes, format_trig, write_build

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad

__all__ = [
    "Assembly",
    "Settings",
    "assemble",
    "build",
    "canonicalize",
    "check_records",
    "count_classes",
    "describe_findings",
    "format_trig",
    "write_build",
]


def build(sources: Iterable[Path], output: Path, settings: Settings | None = None) -> Assembly:
    """Build records into a folder; documents built there before and not given now are kept.

    Raises:
        ConformanceError: when the graph breaks a shape; the folder stays as it was.
        RecordError: with every problem of every record; the folder stays as it was.
        StoreError: when the folder cannot be written, another process builds into it, or the
            build in it is damaged.
        UsageError: when a source is missing, or the folder holds something else.

    """
    settings = settings or Settings()
    with storage.replace_folder(output) as staging:
        previous = [] if settings.fresh else read_previous(output)
        assembly = assemble(sources, previous, settings)
        write_build(assembly, staging)
    return assembly


def read_previous(folder: Path) -> list[Quad]:
    """The quads of the build in a folder, or none where there is no build yet.

    Raises:
        StoreError: when the graph of the build is not what its report says.

    """
    if not storage.holds_build(folder):
        return []
    expected = storage.read_report(folder)["build"]["quads"]
    try:
        quads = list(parse(path=str(folder / storage.QUADS), format=RdfFormat.N_QUADS))
    except (OSError, SyntaxError):
        quads = []
    if len(quads) != expected:
        found = f"{folder / storage.QUADS}: damaged, it does not hold {expected} quads"
        raise StoreError(f"{found}; give all records again, with --fresh")
    return quads
