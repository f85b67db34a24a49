"""The names of terms within the page: short, and the same as long as the IRI is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.namespaces import BASE, PC, VOCAB, abbreviate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHAPES = f"{BASE}shapes#"


def name_anchor(iri: str, prefixes: Mapping[str, str]) -> str:
    """Where a term stands in the page.

    >>> name_anchor("https://w3id.org/polcom/ns#Target", {})
    'Target'
    >>> name_anchor("https://w3id.org/polcom/vocab/verdict/met", {})
    'verdict/met'
    >>> name_anchor("https://w3id.org/polcom/vocab/verdict", {})
    'verdict/'
    >>> name_anchor("https://w3id.org/polcom/ext/cn/ordos", {"cn": "https://w3id.org/polcom/ext/cn/"})
    'cn:ordos'
    """
    if iri.startswith(PC):
        return iri.removeprefix(PC)
    if iri.startswith(VOCAB):
        local = iri.removeprefix(VOCAB)
        return local if "/" in local else f"{local}/"
    if iri.startswith(_SHAPES):
        return f"shape/{iri.removeprefix(_SHAPES)}"
    return abbreviate(iri, prefixes)


def name_anchors(iris: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """An anchor for each term; one that would stand twice gives way to the whole IRI."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for iri in iris:
        anchor = name_anchor(iri, prefixes)
        anchors[iri] = iri if anchor in taken else anchor
        taken.add(anchors[iri])
    return anchors


def name_module(iri: str) -> str:
    """Where the section of a module stands.

    >>> name_module("https://w3id.org/polcom/ext/cn")
    'module/ext/cn'
    """
    return f"module/{iri.removeprefix(BASE) if iri.startswith(BASE) else iri}"
