"""The build on disk: opened read-only, replaced in one step, checked against its own manifest."""

from __future__ import annotations

import ctypes
import glob
import json
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from pyoxigraph import RdfFormat, Store

from .errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

QUADS = "graph.nq"
TRIG = "graph.trig"
STORE = "store"
PAGE = "index.html"
QUERIES = "queries"
ANSWERS = "answers"
REPORT = "report.json"

#: A file that every store on disk has.
_STORE_MARK = "CURRENT"
_STAGING = "staging-"
_AT_CURRENT_FOLDER = -100
_EXCHANGE = 2
_PATIENCE = 60
_WANTED = "give a folder with a build, or a file in .trig, .nq, .ttl or .nt"


def open_store(folder: Path) -> Store:
    """The graph of a build, read-only; other processes may read it at the same time.

    Raises:
        StoreError: when there is no build, or its store does not hold what its report says.

    """
    expected = read_report(folder)["build"]["quads"]
    store = _open_folder(folder / STORE)
    if len(store) != expected:
        found = f"{folder / STORE}: holds {len(store)} facts and should hold {expected}"
        raise StoreError(f"{found}, so it is damaged; build it again")
    return store


def open_graph(path: Path) -> Store:
    """The graph of a build or of a store, read-only; that of an RDF file, in memory.

    Raises:
        StoreError: when there is no graph, or it is broken (a file with line and column).

    """
    if path.is_file():
        return _read_file(path)
    if path.suffix and not path.exists():
        raise StoreError(f"{path}: no such file; {_WANTED}")
    if (path / _STORE_MARK).is_file() and not (path / REPORT).is_file():
        return _open_folder(path)
    return open_store(path)


def _open_folder(path: Path) -> Store:
    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise StoreError(f"{path}: {error}; build it again") from None


def _read_file(path: Path) -> Store:
    ending = path.suffix.lower().removeprefix(".")
    form = RdfFormat.from_extension(ending)
    # Any text file could be N-Triples by the library's list.
    if form is None or ending == "txt":
        raise StoreError(f"{path}: no file of RDF by its ending; {_WANTED}")
    store = Store()
    try:
        store.bulk_load(path=str(path), format=form)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}"
        raise StoreError(f"{where}: {error.msg}; mend the RDF there") from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}; check that it can be read") from None
    return store


def read_report(folder: Path) -> dict[str, dict[str, int]]:
    """The report of a build.

    Raises:
        StoreError: when the folder holds no complete build.

    """
    recover(folder)
    report = _parse_report(folder)
    if report is None:
        wanted = "make one with: polcom build RECORDS -o FOLDER"
        raise StoreError(f"{folder}: no complete build here; {wanted}")
    return report


def _parse_report(folder: Path) -> dict[str, dict[str, int]] | None:
    try:
        report: dict[str, dict[str, int]] = json.loads((folder / REPORT).read_text("utf-8"))
        complete = isinstance(report["build"]["quads"], int)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return report if complete else None


def holds_build(folder: Path) -> bool:
    """Whether a folder holds a complete build."""
    recover(folder)
    return _parse_report(folder) is not None


@contextmanager
def replace_folder(target: Path) -> Iterator[Path]:
    """An empty folder that takes the place of ``target`` when the block ends without an error.

    Until then, and for ever when the block fails, what was there stays as it was; other builds of
    the folder are kept out.

    Raises:
        StoreError: when another process builds into the folder, or it cannot be written.
        UsageError: when ``target`` holds something that is not a build.

    """
    recover(target)
    _refuse_foreign(target)
    place = target.resolve()  # "." has neither a name nor a parent of its own
    with _lock(place):
        staging = Path(tempfile.mkdtemp(prefix=f".{place.name}.{_STAGING}", dir=place.parent))
        try:
            yield staging
            staging.chmod(0o755)
            _flush(staging)
            _swap(staging, place)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def replace_file(path: Path, text: str) -> None:
    """Write a text in one step: the file is whole, or stays as it was.

    Raises:
        StoreError: when it cannot be written.

    """
    place = path.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not place.is_file():
            _write_through(place, text)  # a pipe or device has no whole
            return
        part = place.parent / f".polcom-{os.getpid()}-{_digest_path(place)}"
        try:
            _write_through(part, text)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        wanted = "choose a place that you may write"
        raise StoreError(f"{path}: cannot be written: {error.strerror}; {wanted}") from None


@contextmanager
def lock_file(path: Path) -> Iterator[None]:
    """Keep other processes from a file that is read and then written, or wait for them.

    Raises:
        StoreError: when another process keeps it for a minute.

    """
    try:
        with FileLock(_name_lock(path.resolve()), timeout=_PATIENCE):
            yield
    except Timeout:
        raise StoreError(f"{path}: another process writes it; wait until it ends") from None


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)


def _digest_path(path: Path) -> str:
    return sha256(os.fsencode(path)).hexdigest()[:16]


@contextmanager
def _lock(place: Path) -> Iterator[None]:
    """Keep other builds of a folder out, and clear away what a killed one left."""
    lock = FileLock(_name_lock(place))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(f"{place}: another process builds here; wait until it ends") from None
    except OSError as error:
        wanted = "choose a folder that you may write"
        raise StoreError(f"{place}: cannot be written: {error.strerror}; {wanted}") from None
    try:
        for remains in place.parent.glob(f".{glob.escape(place.name)}.{_STAGING}*"):
            shutil.rmtree(remains, ignore_errors=True)
        yield
    finally:
        lock.release()


def _name_lock(place: Path) -> Path:
    """A file outside the folder's surroundings, which hold builds and nothing else."""
    digest = _digest_path(place)
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"polcom-{user}-{digest}.lock"


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UsageError(f"{target}: not a folder; choose another place for the build")
    if target.is_dir() and any(target.iterdir()) and _parse_report(target) is None:
        raise UsageError(f"{target}: holds files that are not a build; choose another folder")


def _flush(folder: Path) -> None:
    """Make what was written survive a loss of power before it takes the old build's place."""
    for path in (*(p for p in folder.rglob("*") if p.is_file()), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _old_name(target: Path) -> Path:
    place = target.resolve()
    return place.parent / f".{place.name}.old"


def _swap(staging: Path, target: Path) -> None:
    if not target.exists():
        staging.rename(target)
    elif not _exchange(staging, target):
        shutil.rmtree(_old_name(target), ignore_errors=True)
        target.rename(_old_name(target))
        staging.rename(target)
        shutil.rmtree(_old_name(target), ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two folders in one step, where the system can; the caller then removes the first."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    names = os.fsencode(first), os.fsencode(second)
    here = _AT_CURRENT_FOLDER
    return bool(library.renameat2(here, names[0], here, names[1], _EXCHANGE) == 0)


def recover(target: Path) -> None:
    """Bring back the old build if a replacement in two steps was cut off between them."""
    old = _old_name(target)
    if not target.exists() and _parse_report(old) is not None:
        old.rename(target)
