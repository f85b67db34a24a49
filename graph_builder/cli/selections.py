"""Options that choose a part of the graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import click

from graph_builder.errors import UsageError
from graph_builder.namespaces import VOCAB, expand
from graph_builder.network import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.ontology import Ontology

F = TypeVar("F", bound="Callable[..., object]")

KINDS = (
    "directive",
    "goal",
    "target",
    "action",
    "programme",
    "achievement",
    "observation",
    "assessment",
)
#: What the options name.
_NAMED = {
    "around": "statement",
    "directive": "directive",
    "place": "place",
    "theme": "theme",
}


def selection_options(function: F) -> F:
    """The options of ``make_selection``."""
    options = (
        click.option("--around", metavar="IRI", help="Keep what is near a statement."),
        click.option(
            "--depth", type=click.IntRange(0), show_default="2", help="How near: links away."
        ),
        click.option("--directive", metavar="IRI", help="Keep what carries a directive out."),
        click.option("--place", metavar="IRI", help="Keep what is about a place."),
        click.option("--theme", metavar="IRI", help="Keep what has a theme, such as energy."),
        click.option(
            "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Keep these kinds."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def make_selection(ontology: Ontology, chosen: dict[str, object]) -> Selection:
    """The selection that the options make; names are expanded to IRIs.

    Raises:
        UsageError: for a name with an unknown prefix, or a depth around nothing.

    """
    depth = chosen["depth"]
    if depth is not None and chosen["around"] is None:
        raise UsageError("--depth says how near to --around; add --around IRI, or leave it out")
    names = {
        field: _expand(ontology, field, chosen[field])
        for field in ("around", "directive", "place", "theme")
    }
    kinds = chosen["kinds"]
    assert isinstance(kinds, tuple)
    steps = depth if isinstance(depth, int) else Selection().depth
    return Selection(**names, depth=steps, kinds=frozenset(kinds) or None)


def _expand(ontology: Ontology, field: str, name: object) -> str | None:
    if name is None:
        return None
    text = str(name)
    if text.startswith(("http://", "https://")):
        return text
    if field == "theme" and ":" not in text:
        return f"{VOCAB}theme/{text}"
    wanted = "write a full IRI, or a name with a prefix of: polcom list prefixes"
    if not re.search("[:/]", text):
        raise UsageError(f"--{field} {text!r}: not the name of a {_NAMED[field]}; {wanted}")
    node = expand(text, ontology.prefixes)
    if node is None:
        raise UsageError(f"--{field} {text}: the prefix is not known; {wanted}")
    return node.value
