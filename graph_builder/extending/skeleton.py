"""A working extension to begin with: the files of ``skeleton``, with names filled in."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError
from graph_builder.namespaces import BASE
from graph_builder.ontology import load_ontology
from graph_builder.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = Path(__file__).parent / "skeleton"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`#]+")


@dataclass(frozen=True, slots=True)
class Description:
    """What the skeleton is filled with: name and prefix, IRI without #, creator, day, licence."""

    name: str
    base: str
    creator: str
    created: date
    licence: str = "https://www.apache.org/licenses/LICENSE-2.0"

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            wanted = "write small letters, digits and -, beginning with a letter"
            raise UsageError(f"the name {self.name!r} cannot be a prefix; {wanted}")
        if self.name in load_ontology().prefixes:
            raise UsageError(f"{self.name}: polcom uses this prefix; choose another name")
        if not _ADDRESS.fullmatch(self.base) or self.base.startswith(BASE):
            wanted = "write an IRI of your own, such as https://example.org/ports"
            raise UsageError(f"the IRI {self.base!r} cannot be used; {wanted}")


def create_extension(folder: Path, description: Description) -> list[Path]:
    """Write the skeleton into a folder that is new or empty; the files written, in order.

    Raises:
        UsageError: when the folder holds something, or cannot be written.

    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: exists and is not empty; give a new folder")
    values = _list_values(description)
    try:
        return [_write(path, folder, values) for path in sorted(_FILES.rglob("*.*"))]
    except OSError as error:
        wanted = "choose a folder that you may write"
        raise UsageError(f"{folder}: cannot be written: {error.strerror}; {wanted}") from None


def fill_turtle() -> Iterator[str]:
    """The Turtle files of the skeleton, as an extension named ports would have them."""
    values = _list_values(Description("ports", "https://example.org/ports", "anyone", date.min))
    for path in sorted(_FILES.rglob("*.ttl")):
        yield Template(path.read_text(encoding="utf-8")).substitute(values)


def list_questions() -> list[Path]:
    """The questions of the skeleton."""
    return sorted(_FILES.rglob("*.rq"))


def _list_values(description: Description) -> dict[str, str]:
    values = {name: str(value) for name, value in asdict(description).items()}
    return {**values, "module": description.name.replace("-", "_")}


def _write(source: Path, folder: Path, values: dict[str, str]) -> Path:
    target = folder / source.relative_to(_FILES)
    if source.stem in (stems := {"extension": values["name"], "package": "pyproject"}):
        target = target.with_stem(stems[source.stem])
    target.parent.mkdir(parents=True, exist_ok=True)
    text = Template(source.read_text(encoding="utf-8")).substitute(values)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def list_core_examples(kind: str) -> list[Path]:
    """The Turtle examples of the core, ``good`` or ``bad``."""
    return sorted((data_path("ontology") / "examples" / kind).glob("*.ttl"))
