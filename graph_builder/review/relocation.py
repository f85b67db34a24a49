"""The evidence of a record that a person keeps, found again in a document that has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_builder.model import hash_text

if TYPE_CHECKING:
    from .matching import Shift


def relocate(tree: dict[str, Any], text: str, shift: Shift) -> tuple[dict[str, Any], bool]:
    """The record with its spans where their words now stand, and whether any was not found."""
    lost = False
    moved = dict(tree)
    for name in ("evidence", "citations"):
        spans = tree.get(name)
        if not isinstance(spans, list):
            continue
        moved[name] = [_find(span, text, shift) or span for span in spans]
        lost = lost or any(_find(span, text, shift) is None for span in spans)
    return moved, lost


def _find(span: Any, text: str, shift: Shift) -> Any:  # noqa: ANN401 -- as a person wrote it
    """The span with new offsets; None when its words are gone; as it is when it is not ours."""
    if not isinstance(span, dict) or span.get("document"):
        return span
    if not str(span.get("start", "")).isdecimal() or not str(span.get("end", "")).isdecimal():
        return span
    start, end = int(span["start"]), int(span["end"])
    quote = span.get("quote")
    wanted = hash_text(quote) if isinstance(quote, str) else span.get("sha256")
    for place in (start, shift.move(start)):
        if hash_text(text[place : place + end - start]) == wanted:
            return {**span, "start": str(place), "end": str(place + end - start)}
    if not isinstance(quote, str):
        return None
    place = _find_nearest(text, quote, shift.move(start))
    return {**span, "start": str(place), "end": str(place + len(quote))} if place >= 0 else None


def _find_nearest(text: str, quote: str, near: int) -> int:
    """The start of the occurrence nearest to a place, or -1."""
    before, after = text.rfind(quote, 0, near + len(quote)), text.find(quote, max(near, 0))
    known = [place for place in (before, after) if place >= 0]
    return min(known, key=lambda place: (abs(place - near), place), default=-1)
