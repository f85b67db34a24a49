"""A page of the graph that saves itself and shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError
from graph_builder.network import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

LANGUAGES = ("en", "zh")
_WHOLE = Selection()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One HTML file without any outside part: ``html`` is its text."""

    html: str = field(repr=False)

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
            f'sandbox="allow-scripts allow-popups" srcdoc="{escape(self.html)}"></iframe>'
        )


def draw(store: Store, selection: Selection = _WHOLE, language: str = "en") -> Drawing:
    """The page of a graph, or of the selected part, opened in English (en) or Chinese (zh).

    Raises:
        UsageError: for another language, or a selection that names what the graph lacks.

    """
    if language not in LANGUAGES:
        raise UsageError(f"the page speaks {' and '.join(LANGUAGES)}, not {language!r}")
    from .content import describe_graph  # noqa: PLC0415 -- the page is not part of every build
    from .page import write_page  # noqa: PLC0415 -- imports pyvis, and with it IPython

    return Drawing(write_page(describe_graph(store, selection), language))
