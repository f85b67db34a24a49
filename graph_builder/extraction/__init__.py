"""From a text to its commitments, each with the exact characters that prove it.

``extract`` needs a text and its language; it makes no guess that it does not mark as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.model import Remark

from .gazetteer import name_bodies, name_places
from .issue import guess_issue_date
from .malformed import note_malformed
from .merging import measure_metrics
from .noise import find_noise
from .reading import TextReader
from .repeats import merge_repeats
from .results import Doubt, Extraction, Trace

if TYPE_CHECKING:
    from datetime import date

    from graph_builder.blocks import Map

__all__ = [
    "Doubt",
    "Extraction",
    "Remark",
    "Trace",
    "extract",
    "find_noise",
    "guess_issue_date",
    "measure_metrics",
    "merge_repeats",
    "name_bodies",
    "name_places",
]


def extract(
    text: str, *, language: str, issued: date | None = None, blocks: Map | None = None
) -> Extraction:
    """Goals, targets, actions, achievements, norms and forecasts of a text, with their evidence.

    Args:
        text: The text; offsets of all evidence count its code points.
        language: The language tag of the text, such as ``zh-Hant``.
        issued: The day of issue, by which words such as 今年 are resolved; when it is not given,
            the first date near the head of the text is taken.
        blocks: What the parts of the text are in its document, as a reader maps them: headings,
            list items, cells of tables; boilerplate is passed over. Without them, the lines of
            the text are read as they look.

    Raises:
        LanguageError: when no language pack reads the language.

    """
    noise = find_noise(text)
    if noise is None:
        result = TextReader(text, language, issued, blocks).read()
    else:
        clean = TextReader(noise.clean, language, issued, noise.squeeze(blocks))
        result = noise.lift(clean.read())
    note_malformed(result, text)
    return result
