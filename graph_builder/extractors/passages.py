"""A long text cut into passages at paragraph borders, each with the end of the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(r"[^\n]*\n+|[^\n]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """How long passages are, and how much of the one before they repeat, in code points."""

    size: int
    overlap: int


def cut_passages(text: str, cut: Cut) -> Iterator[str]:
    r"""Passages that cover a text, in order; none is longer than the size.

    >>> list(cut_passages("aaa\nbbb\nccc\n", Cut(8, 4)))
    ['aaa\nbbb\n', 'bbb\nccc\n']
    """
    pieces = list(_cut_pieces(text, cut.size))
    held: list[str] = []
    new = False
    for piece in pieces:
        if held and sum(map(len, held)) + len(piece) > cut.size:
            if new:
                yield "".join(held)
            held, new = _keep_end(held, min(cut.overlap, cut.size - len(piece))), False
        held.append(piece)
        new = True
    if held and "".join(held).strip():
        yield "".join(held)


def _keep_end(pieces: list[str], room: int) -> list[str]:
    kept: list[str] = []
    for piece in reversed(pieces):
        if sum(map(len, kept)) + len(piece) > room:
            break
        kept.insert(0, piece)
    return kept


def _cut_pieces(text: str, size: int) -> Iterator[str]:
    """Paragraphs with the line ends behind them; one that is too long is cut where it must be."""
    for match in _PIECE.finditer(text):
        piece = match[0]
        for start in range(0, len(piece), size):
            yield piece[start : start + size]
