"""What polcom raises: one root, one kind per cause, each with the exit code of the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DATA_DOES_NOT_CONFORM = 1
MISUSE = 2


class PolcomError(Exception):
    """Root of all errors of this package; ``exit_code`` is 1 for bad data, 2 for misuse."""

    exit_code = MISUSE


class UsageError(PolcomError):
    """A call that cannot be carried out as it was made."""


class OntologyError(PolcomError):
    """An ontology, vocabulary or extension file that cannot be used."""


class TurtleError(OntologyError):
    """A Turtle file that cannot be read: its path, the place in it as ``:43:3``, and the remedy.

    >>> from pathlib import Path
    >>> print(TurtleError(Path("a.ttl"), ":43:3", "a dot is missing", "end the block with one"))
    a.ttl:43:3: a dot is missing; end the block with one
    """

    def __init__(self, path: Path, place: str, found: str, wanted: str) -> None:
        self.path, self.place, self.found, self.wanted = path, place, found, wanted
        super().__init__(f"{path}{place}: {found}; {wanted}")


class QueryError(PolcomError):
    """A query that is unknown, malformed or called with wrong parameters."""


class StoreError(PolcomError):
    """A build folder or store that cannot be opened or written."""


class DocumentError(PolcomError):
    """A source text that is missing, unreadable or not the one that was cited."""

    exit_code = DATA_DOES_NOT_CONFORM


class ConformanceError(PolcomError):
    """A graph that breaks at least one shape; nothing was written."""

    exit_code = DATA_DOES_NOT_CONFORM


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a record: where it stands, what was found and what is wanted.

    >>> from pathlib import Path
    >>> print(Problem(Path("a.yaml"), 3, "statements[0].unit", "found 'kg'", "write 't'"))
    a.yaml:3: statements[0].unit: found 'kg'; write 't'
    """

    file: Path
    line: int
    field: str
    found: str
    wanted: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        field = f"{self.field}: " if self.field else ""
        return f"{place}: {field}{self.found}; {self.wanted}"


class RecordError(PolcomError):
    """All faults found in a set of record files, in order of file and line."""

    exit_code = DATA_DOES_NOT_CONFORM

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
