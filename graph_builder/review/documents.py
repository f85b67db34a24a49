"""The documents of a run: files and folders, what is passed over, and a name for each."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError
from graph_builder.readers import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .metadata import Index

_PIECE = 1 << 20
_LONGEST_NAME = 180
"""In bytes: file systems end at 255, and a suffix follows."""


@dataclass(frozen=True, slots=True)
class Found:
    """One document: its file, its id, and the SHA-256 of its bytes."""

    path: Path
    name: str
    digest: str


@dataclass(slots=True)
class Gathering:
    """What the arguments of a run hold."""

    documents: list[Found] = field(default_factory=list)
    skipped: dict[Path, str] = field(default_factory=dict)
    """Files in folders that are not read, each with the reason."""
    failed: dict[Path, str] = field(default_factory=dict)
    """Files that should be read and cannot be, each with what is wrong and the remedy."""


def gather(paths: Iterable[Path], index: Index, without: Iterable[Path] = ()) -> Gathering:
    """The documents of files and folders, in order of path.

    ``without``: files and folders of this run's own output, which are no documents.

    Raises:
        UsageError: when there is no such file or folder, or nothing to read in it.

    """
    gathering = Gathering()
    apart = {path.resolve() for path in without}
    named: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            named.update(_walk(path, apart, gathering))
        elif path.is_file():
            named[path] = path.stem
        elif path.exists():
            raise UsageError(f"{path}: no regular file; save the document to a file first")
        else:
            raise UsageError(f"{path}: no such file or folder; give documents or folders of them")
    if not named:
        wanted = f"documents end in {', '.join(SUFFIXES)}"
        raise UsageError(f"no document found; {wanted}")
    names = {path: index.name(path) or make_name(stem) for path, stem in named.items()}
    _add_distinct(names, gathering)
    return gathering


def _walk(folder: Path, apart: set[Path], gathering: Gathering) -> Iterator[tuple[Path, str]]:
    for parent, inner, files in os.walk(folder, followlinks=False):
        inner[:] = sorted(
            n for n in inner if not n.startswith(".") and (Path(parent) / n).resolve() not in apart
        )
        for name in sorted(files):
            path = Path(parent) / name
            if name.startswith((".", "~$")) or path.resolve() in apart:
                continue
            if not path.is_file():
                gathering.skipped[path] = "a link to nothing, or no regular file"
            elif path.suffix.lower() in SUFFIXES:
                yield path, str(path.relative_to(folder).with_suffix(""))
            else:
                kind = f"'{path.suffix}' is" if path.suffix else "a name without suffix is"
                gathering.skipped[path] = f"{kind} no kind of document that is read"


def make_name(stem: str) -> str:
    """An id for the document of a file.

    >>> make_name("2024/报告 (final)")
    '2024-报告-final'
    """
    name = re.sub(r"[^\w.]+", "-", stem).strip("-._") or "document"
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    head = name.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{head}-{sha256(name.encode()).hexdigest()[:8]}"


def _add_distinct(names: dict[Path, str], gathering: Gathering) -> None:
    """One document for each name and each content; the rest is told."""
    by_name: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(names):
        by_name[names[path]].append(path)
    first: dict[str, Path] = {}
    for name, paths in by_name.items():
        for path in paths:
            try:
                digest = _hash_file(path)
            except OSError as error:
                wanted = "check its name and your right to read it"
                gathering.failed[path] = f"the file cannot be read ({error.strerror}); {wanted}"
                continue
            twin = first.setdefault(digest, path)
            if twin is not path:
                gathering.skipped[path] = f"the same file as {twin}"
            elif path is not paths[0]:
                wanted = "rename one, or give them ids in a file for --index"
                gathering.failed[path] = f"'{name}' is also the id of {paths[0]}; {wanted}"
            else:
                gathering.documents.append(Found(path, name, digest))
    gathering.documents.sort(key=lambda found: found.path)


def _hash_file(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def hash_files(paths: Iterable[Path]) -> str:
    """What tells files and folders from what they were: the SHA-256 of all that they hold."""
    digest = sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(f"{file.name}:{_hash_file(file)}".encode())
    return digest.hexdigest()
