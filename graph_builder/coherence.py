"""What the files of extensions must agree on before they can be loaded together."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .errors import OntologyError
from .namespaces import BASE, OWL, RDF, RDFS, abbreviate

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    Files = Mapping[Path, Sequence[Quad]]

_TYPE = NamedNode(f"{RDF}type")
_ONTOLOGY = NamedNode(f"{OWL}Ontology")
_IMPORTS = NamedNode(f"{OWL}imports")
_DEFINED = NamedNode(f"{RDFS}isDefinedBy")
#: What to do about an import that is not there, wherever it is found.
REMEDY = "nothing is fetched: put a copy of it into the folder, or drop the import"


def find_headers(files: Files) -> dict[NamedNode, Path]:
    """The file of each ontology IRI."""
    return {
        quad.subject: path
        for path, quads in files.items()
        for quad in quads
        if (quad.predicate, quad.object) == (_TYPE, _ONTOLOGY)
        and isinstance(quad.subject, NamedNode)
    }


def find_missing(files: Files, known: Container[str]) -> Iterator[tuple[Path, NamedNode, str]]:
    """File, ontology and address of each import that leads to nothing known."""
    for path, quads in files.items():
        for quad in quads:
            target = quad.object
            if quad.predicate != _IMPORTS or not isinstance(quad.subject, NamedNode):
                continue
            if isinstance(target, NamedNode) and target.value not in known:
                yield path, quad.subject, target.value


def find_twins(parts: Iterable[Files]) -> Iterator[tuple[NamedNode, Path, Path]]:
    """Each term that a part defines and one before it does too, with both files, in that order."""
    first: dict[NamedNode, tuple[int, Path]] = {}
    for number, files in enumerate(parts):
        defined = {
            quad.subject: path
            for path, quads in files.items()
            for quad in quads
            if quad.predicate == _DEFINED and isinstance(quad.subject, NamedNode)
        }
        for node in sorted(defined, key=lambda node: node.value):
            owner, path = first.setdefault(node, (number, defined[node]))
            if owner != number:
                yield node, path, defined[node]


def check_agreement(read: Sequence[Files], prefixes: Mapping[str, str]) -> None:
    """Refuse extensions that leave open what they mean; the first of the files are polcom's own.

    A file of polcom that another version of it had, or has, is left to the check of the extension.

    Raises:
        OntologyError: when an import leads nowhere, or two extensions define the same term.

    """
    known = {node.value for files in read for node in find_headers(files)}
    for path, _, target in chain(*(find_missing(files, known) for files in read[1:])):
        if target.startswith(BASE):
            continue
        found = f"imports <{target}>, which no file of polcom or a loaded extension is"
        raise OntologyError(f"{path}: {found}; {REMEDY}")
    for node, first, second in find_twins(read[1:]):
        wanted = "keep one of them, or load one extension only"
        name = abbreviate(node.value, prefixes)
        raise OntologyError(f"{second}: {name} is defined in {first} too; {wanted}")
