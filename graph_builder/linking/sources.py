"""Records, builds and documents of the user as one library."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Store

from graph_builder.building import Settings, assemble
from graph_builder.errors import UsageError
from graph_builder.extraction import guess_issue_date
from graph_builder.languages import cast_shadow
from graph_builder.ontology import load_ontology
from graph_builder.readers import read_document
from graph_builder.records import SUFFIXES
from graph_builder.review import describe_document
from graph_builder.storage import holds_build, open_store

from .library import KnownText, read_documents, read_library
from .proposals import name_proposals
from .text import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from graph_builder.readers import SourceText

    from .library import KnownDocument, Library

_DOCUMENTS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf")
_HEAD = 5000
#: One in so many characters of a traditional text has another simplified form.
_RATIO = 20
_SIGNS = re.compile(r"[^\w.\-]+")


@dataclass(slots=True)
class _Found:
    builds: list[Path] = field(default_factory=list)
    records: list[Path] = field(default_factory=list)
    documents: list[Path] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)
    """Documents that count only when a record describes them."""


def gather_library(
    paths: Iterable[Path],
    *,
    language: str,
    without: str,
    documents: Path | None = None,
    output: Path | None = None,
) -> Library:
    """The library of builds, record files, documents and folders of them.

    A folder that holds records gives the documents that the records describe; one without gives
    them all. ``documents`` is a further folder of copies. ``language`` is that of the text to be
    linked, ``without`` its hash, ``output`` the file of its records: none of them is linked to
    itself. Directives that an earlier run proposed beside ``output`` are known.

    Raises:
        DocumentError: when a document cannot be read.
        RecordError: with every problem of every record file.
        UsageError: when a path is missing, or a document has no day of issue.

    """
    found = _Found()
    for path in paths:
        _sort_path(path, found)
    if documents is not None:
        found.copies += _list_files(documents)
    found.records += _list_earlier(found.documents, output)
    kept = sorted({path for path in found.records if path != output})
    previous = [quad for folder in found.builds for quad in _read_build(folder)]
    store, ontology = _assemble(kept, previous), load_ontology()
    texts = {text.document: text for text in _read_texts(found, read_documents(store), language)}
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
    for path in documents if output is not None else ():
        earlier = name_proposals(output, name_text(path)) if output else path
        if earlier.is_file():
            yield earlier


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


def _read_texts(
    found: _Found, documents: dict[str, KnownDocument], language: str
) -> Iterator[KnownText]:
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
        else:
            yield _describe(path, source, documents, language)


def _know(name: str, source: SourceText, documents: dict[str, KnownDocument]) -> KnownText:
    known = documents[name]
    return KnownText(name, known.language, known.issued, FoldedText.of(source.text))


def _describe(
    path: Path, source: SourceText, documents: dict[str, KnownDocument], language: str
) -> KnownText:
    name, tag = name_text(path), source.language or _tell_language(source.text, language)
    day = guess_issue_date(source.text, tag)
    if name in documents:
        found = f"{path}: another text than the document '{name}' that the records describe"
        raise UsageError(f"{found}; rename the file, or give the text that was described")
    if day is None:
        found = f"{path}: no day of issue was found in the text"
        raise UsageError(f"{found}; describe the document in a record file, and give that too")
    description = describe_document(name, source, tag, day)
    return KnownText(name, tag, day, FoldedText.of(source.text), description)


def _tell_language(text: str, language: str) -> str:
    """The language of the text that is linked, in the script in which this one is written."""
    if language.partition("-")[0] != "zh":
        return language
    head = text[:_HEAD]
    both = zip(cast_shadow(head), cast_shadow(head, "t2s"), strict=True)
    changed = sum(plain != simplified for plain, simplified in both)
    return "zh-Hant" if changed * _RATIO > len(head) else "zh-Hans"
