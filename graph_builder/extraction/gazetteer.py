"""Names of places and bodies that the vocabularies and their extensions know."""

from __future__ import annotations

from functools import cache

from graph_builder.languages import cast_shadow
from graph_builder.ontology import load_ontology

_ORG = "http://www.w3.org/ns/org#"
_PC = "https://w3id.org/polcom/ns#"
_FEWEST_WIDE, _FEWEST = 3, 4
"""A shorter name, in wide characters or in letters, may be a part of other words."""


@cache
def name_bodies() -> dict[str, str]:
    """The bodies by their names, folded, as references such as ``cn:ndrc``.

    >>> name_bodies()["生态环境部"]
    'cn:ministry-ecology-environment'
    """
    return _index(f"{_ORG}Organization")


@cache
def name_places() -> dict[str, str]:
    """The places by their names, folded; short names only where they are no part of other words.

    >>> name_places()["鄂尔多斯市"], name_places()["内蒙古"]
    ('cn:ordos', 'cn:inner-mongolia')
    """
    return _index(f"{_PC}Place", f"{_PC}AdministrativeArea")


@cache
def name_places_fully() -> dict[str, str]:
    """The places by their full names alone.

    >>> "鄂尔多斯市" in name_places_fully(), "鄂尔多斯" in name_places_fully()
    (True, False)
    """
    return _index(f"{_PC}Place", f"{_PC}AdministrativeArea", short=False)


def _index(*classes: str, short: bool = True) -> dict[str, str]:
    named: dict[str, set[str]] = {}
    for label, reference in load_ontology().list_names(*classes, short=short):
        name = cast_shadow(label, "t2s")
        if len(name) >= (_FEWEST if name.isascii() else _FEWEST_WIDE):
            named.setdefault(name, set()).add(reference)
    return {name: min(found) for name, found in sorted(named.items()) if len(found) == 1}
