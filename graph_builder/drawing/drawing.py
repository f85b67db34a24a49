"""A page of the graph that saves itself and shows itself in a notebook."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError
from graph_builder.network import Selection
from graph_builder.verification import find_texts

from .wording import load_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from graph_builder.network.selection import Network

    from .content import Content
    from .wording import Wording

_WHOLE = Selection()
#: What the page may do in the frame of a notebook; an address that it opens is a page like others.
_MAY = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One HTML file without any outside part: ``html`` is its text.

    ``warnings`` say what its reader may miss in it, a sentence each.
    """

    html: str = field(repr=False)
    warnings: tuple[str, ...] = ()

    def save(self, path: Path) -> Path:
        """The file, written in UTF-8 with the same bytes on every system.

        Raises:
            UsageError: when it cannot be written.

        """
        try:
            path.write_text(self.html, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be written ({error.strerror}); name a file in a folder that "
                "exists and is yours"
            ) from error
        return path

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that it cannot disturb the notebook."""
        return (
            '<iframe title="polcom" width="100%" height="720" '
            f'allow="clipboard-write" sandbox="{_MAY}" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )


def draw(
    store: Store,
    selection: Selection = _WHOLE,
    language: str = "en",
    documents: Path | None = None,
    wording: Wording | None = None,
) -> Drawing:
    """The page of a graph, or of the selected part, opened in one of its languages.

    ``documents`` is a folder with the reader's copies of the texts; those that the graph knows by
    their SHA-256 are shown beside it. ``wording`` are the languages: without it English (en) and
    Chinese (zh).

    Raises:
        DocumentError: when a text cannot be read.
        UsageError: for another language, a folder that is none, or a selection that names what the
            graph lacks.

    """
    wording = wording or load_wording()
    language = _require_language(wording, language)
    from .content import describe_graph  # noqa: PLC0415 -- the page is not part of every build
    from .page import write_page  # noqa: PLC0415 -- imports pyvis, and with it IPython

    with _without_collector():
        content = describe_graph(store, selection, wording)
        texts = _read_texts(content, documents)
        warnings = tuple(_warn(content, selection, documents, texts))
        return Drawing(write_page(content, language, texts), warnings)


def _warn(
    content: Content, selection: Selection, documents: Path | None, texts: Mapping[str, str]
) -> Iterator[str]:
    if selection != _WHOLE and not content.nodes:
        yield "no statement is in all parts that were chosen; the page is empty"
    elif documents is not None and not texts:
        yield (
            f"{documents}: no file in it is a document of this graph by its SHA-256, so the page "
            "shows quotes alone; give the folder with the very files that the records cite"
        )


@contextmanager
def _without_collector() -> Iterator[None]:
    """No search for circles among objects: here are none, and it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def draw_plainly(network: Network, language: str = "en", wording: Wording | None = None) -> Drawing:
    """The page that pyvis itself makes of a network, without what it would load from elsewhere.

    Raises:
        UsageError: for a language that the page does not speak.

    """
    wording = wording or load_wording()
    language = _require_language(wording, language)
    from .plain import write_plain_page  # noqa: PLC0415 -- imports pyvis, and with it IPython

    return Drawing(write_plain_page(network, language, wording))


def _require_language(wording: Wording, language: str) -> str:
    found = wording.find(language)
    if found is None:
        known = f"{', '.join(wording.languages[:-1])} and {wording.languages[-1]}"
        wanted = "give the words of another in a file: --words FILE"
        raise UsageError(f"the page speaks {known}, not {language!r}; {wanted}")
    return found


def _read_texts(content: Content, folder: Path | None) -> dict[str, str]:
    """The texts of the documents that stand in a folder, by SHA-256."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give the folder that holds the documents")
    hashes = {str(document["hash"]) for document in content.documents.values()} - {""}
    return dict(find_texts(folder, frozenset(hashes)))
