"""An extension: a folder that adds to the ontology, in which each part is found by its place.

================================  =====================================================
``*.ttl``, ``vocab/*.ttl``, …     classes, properties, concepts, units, labels
``shapes/*.ttl``                  SHACL shapes
``queries/*.rq``                  questions
``queries/expected/*.tsv``        the rows that a question gives for the example records
``records/*``                     records that every build with the extension takes in
``examples/good``, ``…/bad``      Turtle that conforms; Turtle that breaks the shape it is named for
``examples/records``              records that show the extension in use
``migrations/<from>-<to>/*``      what brings data of one of its versions to a later one
``page/*.json``                   words of the page in a language, a file for each
================================  =====================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import OntologyError
from .resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

GROUP = "polcom.extensions"
#: Loaded without being asked for: the language packs and the example name its places and plans.
ALWAYS = ("cn",)
_SHAPES, _EXAMPLES = "shapes", "examples"
MIGRATIONS = "migrations"


@dataclass(frozen=True, slots=True)
class Release:
    """The ontology or an extension as it is here: its name, and its files by their IRIs.

    ``versions`` holds the text that the header of each file states as its version, or nothing;
    ``migrations`` is a folder that may be missing.
    """

    name: str
    versions: Mapping[str, str]
    migrations: Path

    @property
    def iri(self) -> str:
        """The shortest IRI, that of the file that gathers the others; empty without a file."""
        return min(self.versions, key=len, default="")

    @property
    def version(self) -> str:
        """The text that the header of this file states as the version, or nothing."""
        return self.versions.get(self.iri, "")


@dataclass(frozen=True, slots=True)
class Extension:
    """The parts of one extension folder; each list is in order of path, empty where none is."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.resolve().name

    @property
    def terms(self) -> list[Path]:
        """The Turtle files that state terms."""
        return [path for path in self._find("*.ttl") if not self._part(path)]

    @property
    def shapes(self) -> list[Path]:
        """The Turtle files that hold shapes."""
        return [path for path in self._find("*.ttl") if self._part(path) == _SHAPES]

    @property
    def queries(self) -> Path | None:
        """The folder of questions."""
        return self._find_folder("queries")

    @property
    def records(self) -> Path | None:
        """The folder of records that every build takes in."""
        return self._find_folder("records")

    @property
    def exports(self) -> Path | None:
        """The folder of exports by query."""
        return self._find_folder("exports")

    @property
    def label_files(self) -> list[Path]:
        """The files with words of the page."""
        return sorted((self.folder / "page").glob("*.json"))

    def list_examples(self, kind: str) -> list[Path]:
        """The Turtle examples of a kind, ``good`` or ``bad``."""
        return sorted((self.folder / _EXAMPLES / kind).glob("*.ttl"))

    @property
    def example_records(self) -> Path | None:
        """The folder of records that show the extension in use."""
        return self._find_folder(_EXAMPLES, "records")

    def _find_folder(self, *parts: str) -> Path | None:
        """A folder of the extension, unless it is missing or empty."""
        folder = self.folder.joinpath(*parts)
        return folder if folder.is_dir() and any(folder.iterdir()) else None

    @property
    def empty(self) -> bool:
        """Whether the folder holds nothing that a build would take in."""
        parts = (self.queries, self.records, self.exports, self.label_files)
        return not any((self.terms, self.shapes, *parts))

    def _find(self, pattern: str) -> list[Path]:
        """The files of a pattern, but for those in folders that tools hide, such as ``.venv``."""
        return sorted(
            path
            for path in self.folder.rglob(pattern)
            if not path.is_dir()
            and not any(part.startswith(".") for part in path.relative_to(self.folder).parts)
        )

    def _part(self, path: Path) -> str:
        """``shapes`` or ``examples`` for a file below a folder of that name, else nothing."""
        folders = path.relative_to(self.folder).parts[:-1]
        return next((name for name in (_EXAMPLES, _SHAPES) if name in folders), "")


def list_extensions() -> list[str]:
    """The names of the extensions that come with polcom or with installed packages."""
    shipped = (path.name for path in _shipped().iterdir() if path.is_dir())
    return sorted({*shipped, *(point.name for point in entry_points(group=GROUP))})


def find_extension(place: Path) -> Extension:
    """The extension in a folder, or else the one that comes with polcom or a package by that name.

    Raises:
        OntologyError: when there is neither, with the names that there are, or the folder is empty.

    """
    folder = next((path for path in _list_places(place) if path.is_dir()), None)
    if folder is None:
        names = ", ".join(list_extensions())
        wanted = f"give the folder of an extension, or one of: {names}"
        raise OntologyError(f"{place}: no such folder; {wanted}")
    extension = Extension(folder)
    if extension.empty:
        found = "no Turtle, queries, records, exports or page words are in this folder"
        raise OntologyError(f"{place}: {found}; begin one with: polcom extension new NAME")
    return extension


def _list_places(place: Path) -> Iterator[Path]:
    yield place
    yield _shipped() / place
    for point in entry_points(group=GROUP, name=str(place)):
        yield _find_package(place, point.value)


def _find_package(place: Path, name: str) -> Path:
    """The folder of an installed package, which needs no Python file in it."""
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        spec = None
    folder = next(iter(spec.submodule_search_locations or ()), None) if spec else None
    if folder is None:
        raise OntologyError(f"extension {place}: its package '{name}' is gone; install it again")
    return Path(folder)


def find_extensions(places: Iterable[Path]) -> list[Extension]:
    """The extensions at some places, each once, those loaded without being asked for first.

    Raises:
        OntologyError: when a place holds none.

    """
    found = [*(Extension(_shipped() / name) for name in ALWAYS), *map(find_extension, places)]
    return list({extension.folder.resolve(): extension for extension in found}.values())


def _shipped() -> Path:
    return data_path("ontology") / "ext"
