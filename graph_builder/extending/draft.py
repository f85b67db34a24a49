"""An extension as it is being written: what of it can be read, and the names that it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph_builder.coherence import find_headers
from graph_builder.errors import TurtleError
from graph_builder.extension import find_extensions
from graph_builder.namespaces import OWL, RDF, SH, abbreviate
from graph_builder.ontology import Ontology, load_parts
from graph_builder.turtle import read_turtle

from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_builder.extension import Extension

RDF_TYPE = NamedNode(f"{RDF}type")
VANN = "http://purl.org/vocab/vann/"
_ONTOLOGY = NamedNode(f"{OWL}Ontology")


@dataclass(slots=True)
class Draft:
    """The readable files of an extension, and the ontology that it extends.

    ``terms``, ``shapes`` and the ``good`` and ``bad`` examples hold triples by file; ``broken``
    says which files cannot be read; ``prefixes`` are those that the extension declares with
    sh:declare.
    """

    extension: Extension
    core: Ontology = field(init=False)
    terms: dict[Path, list[Quad]] = field(default_factory=dict)
    shapes: dict[Path, list[Quad]] = field(default_factory=dict)
    good: dict[Path, list[Quad]] = field(default_factory=dict)
    bad: dict[Path, list[Quad]] = field(default_factory=dict)
    broken: list[Finding] = field(default_factory=list)
    prefixes: dict[str, str] = field(init=False)
    _preferred: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        place = self.extension.folder.resolve()
        others = (part for part in find_extensions(()) if part.folder.resolve() != place)
        self.core = load_parts(tuple(others))
        for paths, files in (
            (self.extension.terms, self.terms),
            (self.extension.shapes, self.shapes),
            (self.extension.list_examples("good"), self.good),
            (self.extension.list_examples("bad"), self.bad),
        ):
            for path in paths:
                self._read(path, files)
        self.prefixes = self._pair(f"{SH}prefix", f"{SH}namespace")
        preferred = f"{VANN}preferredNamespace"
        self._preferred = self._pair(f"{preferred}Prefix", f"{preferred}Uri")

    def _pair(self, first: str, second: str) -> dict[str, str]:
        """The values of one property of a thing, each with that of another."""
        names, spaces = dict(self.find(first)), dict(self.find(second))
        return {names[node]: spaces[node] for node in names if node in spaces}

    def _read(self, path: Path, files: dict[Path, list[Quad]]) -> None:
        try:
            files[path] = read_turtle(path)
        except TurtleError as error:
            place = self.name(path) + error.place
            self.broken.append(Finding(place, "", "syntax", error.found, error.wanted))

    def name(self, path: Path) -> str:
        """The path of a file within the extension."""
        return path.relative_to(self.extension.folder).as_posix()

    def shorten(self, node: object) -> str:
        """A term as people write it, by polcom's prefixes and those that the headers prefer."""
        iri = node.value if isinstance(node, NamedNode) else str(node)
        return abbreviate(iri, {**self.core.prefixes, **self._preferred, **self.prefixes})

    def find(self, predicate: str) -> Iterator[tuple[NamedNode, str]]:
        """The subjects and values (IRI or words) of a property in the files of the extension."""
        for quads in (*self.terms.values(), *self.shapes.values()):
            for quad in quads:
                value = quad.object
                if quad.predicate.value != predicate or not isinstance(quad.subject, NamedNode):
                    continue
                if isinstance(value, NamedNode | Literal):
                    yield quad.subject, value.value

    @property
    def headers(self) -> dict[NamedNode, Path]:
        """The file of each ontology IRI."""
        return find_headers({**self.terms, **self.shapes})

    def where(self, node: object) -> str:
        """The file that speaks of a term first."""
        for files in (self.terms, self.shapes):
            for path, quads in files.items():
                if any(quad.subject == node for quad in quads):
                    return self.name(path)
        return self.extension.name
