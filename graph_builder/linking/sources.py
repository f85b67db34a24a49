"""Records, builds and documents of the user as one library."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Store

from graph_builder.building import Settings, assemble
from graph_builder.errors import PolcomError, UsageError
from graph_builder.ontology import load_ontology
from graph_builder.readers import read_document
from graph_builder.records import SUFFIXES
from graph_builder.review.knowledge import learn
from graph_builder.storage import holds_build, open_store

from .library import KnownText, read_documents, read_library
from .proposals import find_description, name_proposals
from .text import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from graph_builder.readers import SourceText

    from .library import KnownDocument, Library

_DOCUMENTS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf")
_SIGNS = re.compile(r"[^\w.\-]+")


@dataclass(slots=True)
class _Found:
    builds: list[Path] = field(default_factory=list)
    records: list[Path] = field(default_factory=list)
    documents: list[Path] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)
    """Documents that count only when a record describes them."""
    seen: set[str] = field(default_factory=set)
    """Hashes of the texts that are left out, or taken already."""


def gather_library(
    paths: Iterable[Path],
    *,
    without: str,
    documents: Path | None = None,
    output: Path | None = None,
) -> Library:
    """The library of builds, record files, documents and folders of them.

    A folder that holds records gives the documents that the records describe; one without gives
    them all. ``documents`` is a further folder of copies. ``without`` is the hash of the text to
    be linked, ``output`` the file of its records: a text is not linked to itself. Directives that
    an earlier run proposed beside ``output`` are known.

    Raises:
        DocumentError: when a document cannot be read.
        RecordError: with every problem of every record file.
        UsageError: when a path is missing, or a document has no day of issue.

    """
    found = _Found(seen={without})
    for path in paths:
        _sort_path(path, found)
    if documents is not None:
        found.copies += _list_files(documents)
    found.records += _list_earlier(found.documents, output)
    kept = sorted({path for path in found.records if path != output})
    previous = [quad for folder in found.builds for quad in _read_build(folder)]
    store, ontology = _assemble(kept, previous), load_ontology()
    texts = {text.document: text for text in _read_texts(found, read_documents(store))}
    return read_library(store, ontology, texts.values(), without=without)


def _sort_path(path: Path, found: _Found) -> None:
    if path.is_dir() and holds_build(path):
        found.builds.append(path)
    elif path.is_dir():
        files = _list_files(path)
        records = [file for file in files if file.suffix in SUFFIXES]
        texts = [file for file in files if file.suffix.lower() in _DOCUMENTS]
        found.records += records
        (found.copies if records else found.documents).extend(texts)
    elif not path.is_file():
        wanted = "give a build, a record file, a document, or a folder of them"
        raise UsageError(f"{path}: no such file or folder; {wanted}")
    elif path.suffix in SUFFIXES:
        found.records.append(path)
    else:
        found.documents.append(path)


def _list_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give the folder that holds the documents")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _list_earlier(documents: list[Path], output: Path | None) -> Iterator[Path]:
    """What was cited from documents before, with the files that describe these by now."""
    if output is None:
        return
    for name in map(name_text, documents):
        earlier = name_proposals(output, name)
        if not earlier.is_file():
            continue
        described = find_description(output.parent, name)
        if described != output:
            yield from (path for path in (earlier, described) if path is not None)


def name_text(path: Path) -> str:
    """The id that a document gets from the name of its file."""
    return _SIGNS.sub("-", path.stem).strip("-.") or "document"


def _read_build(folder: Path) -> Iterable[Quad]:
    return open_store(folder).quads_for_pattern(None, None, None)


def _assemble(records: list[Path], previous: list[Quad]) -> Store:
    if records:
        return assemble(records, previous, Settings(enforce=False)).store
    store = Store()
    store.extend([*load_ontology().quads, *previous])
    return store


def _read_texts(found: _Found, documents: dict[str, KnownDocument]) -> Iterator[KnownText]:
    names = {known.hash: name for name, known in documents.items() if known.hash}
    for path in found.copies:
        if path.suffix.lower() in _DOCUMENTS:
            source = read_document(path)
            if source.sha256 in names:
                yield _know(names[source.sha256], source, documents)
    for path in found.documents:
        source = read_document(path)
        if source.sha256 in names:
            yield _know(names[source.sha256], source, documents)
        elif source.sha256 not in found.seen:
            found.seen.add(source.sha256)
            yield _describe(path, source, documents)


def _know(name: str, source: SourceText, documents: dict[str, KnownDocument]) -> KnownText:
    known = documents[name]
    return KnownText(name, known.language, known.issued, FoldedText.of(source.text))


def _describe(path: Path, source: SourceText, documents: dict[str, KnownDocument]) -> KnownText:
    name = name_text(path)
    if name in documents:
        found = f"{path}: another text than the document '{name}' that the records describe"
        raise UsageError(f"{found}; rename the file, or give the text that was described")
    try:
        description = learn((path, name), source, {}, None).document
    except PolcomError as error:
        wanted = "or describe what is cited in a record file, and give that too"
        raise UsageError(f"{error}; {wanted}") from None
    language, day = description.language, description.issued
    return KnownText(name, language, day, FoldedText.of(source.text), description)
