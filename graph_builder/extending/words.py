"""Rules on the words that an extension gives the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.drawing import load_wording
from graph_builder.errors import UsageError

from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .draft import Draft


def check_words(draft: Draft) -> Iterator[Finding]:
    """Each file of words can be read, names words that there are, and leaves none out."""
    for path in draft.extension.label_files:
        try:
            wording = load_wording([path])
        except UsageError as error:
            for line in str(error).splitlines():
                yield _read_fault(draft, path, line)
            continue
        for names in wording.lacks.values():
            found = f"{len(names)} words are missing and stand in English: {', '.join(names)}"
            wanted = "take them from: polcom list page-words"
            yield Finding(draft.name(path), "", "words", found, wanted, advice=True)


def _read_fault(draft: Draft, path: Path, line: str) -> Finding:
    where, _, rest = line.removeprefix(str(path)).partition(" ")
    place = draft.name(path) + re.sub(r":$", "", where)
    found, _, wanted = rest.rpartition("; ")
    return Finding(place, "", "words", found, wanted)
