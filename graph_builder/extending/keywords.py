"""The words of SHACL 1.0 that a file of shapes may use: those that both engines judge alike.

An engine passes over a word that it does not know, so that a misspelt constraint, or one of SHACL
1.2 or of the advanced features, would hold for ever. ``tests/test_shape_keywords.py`` puts each
constraint before both engines.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph_builder.namespaces import SH

from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from .draft import Draft

_SHAPES = """
NodeShape PropertyShape targetClass targetNode targetObjectsOf targetSubjectsOf deactivated message
severity Info Violation Warning property path alternativePath inversePath oneOrMorePath
zeroOrMorePath zeroOrOnePath name description order group PropertyGroup defaultValue
"""
_CONSTRAINTS = """
and class closed datatype disjoint equals flags hasValue ignoredProperties in languageIn lessThan
lessThanOrEquals maxCount maxExclusive maxInclusive maxLength minCount minExclusive minInclusive
minLength node nodeKind not or pattern qualifiedMaxCount qualifiedMinCount qualifiedValueShape
qualifiedValueShapesDisjoint sparql uniqueLang xone
BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRI IRIOrLiteral Literal
"""
_SPARQL = "SPARQLConstraint select prefixes declare prefix namespace PrefixDeclaration"

CONSTRAINTS = frozenset(_CONSTRAINTS.split())
KEYWORDS = frozenset(f"{_SHAPES} {_CONSTRAINTS} {_SPARQL}".split())


def find_unknown(quads: Iterable[Quad]) -> set[tuple[object, str]]:
    """The words of the SHACL namespace that are none of its keywords, with who uses them."""
    return {
        (quad.subject, node.value.removeprefix(SH))
        for quad in quads
        for node in (quad.predicate, quad.object)
        if isinstance(node, NamedNode)
        and node.value.startswith(SH)
        and node.value.removeprefix(SH) not in KEYWORDS
    }


def check_keywords(draft: Draft) -> Iterator[Finding]:
    """Every word of SHACL is a keyword of SHACL 1.0."""
    for files in (draft.terms, draft.shapes):
        for path, quads in files.items():
            for node, word in sorted(find_unknown(quads), key=str):
                found = f"sh:{word} is no keyword of SHACL 1.0, and engines pass over it"
                place, term = draft.name(path), draft.shorten(node)
                yield Finding(place, term, "shape-keyword", found, _advise(word))


def _advise(word: str) -> str:
    by_letters = {keyword.lower(): keyword for keyword in KEYWORDS}
    near = difflib.get_close_matches(word.lower(), by_letters, n=1)
    if near:
        return f"did you mean sh:{by_letters[near[0]]}?"
    return "write the constraint with another keyword, or as sh:sparql"
