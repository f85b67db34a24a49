"""What the tests of the readers share."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.readers import SourceText


def show(source: SourceText) -> list[tuple[str, str]]:
    return [(block.kind.value, source.text[block.start : block.end]) for block in source.map.blocks]


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def check(source: SourceText) -> None:
    """What holds of every source text, whatever the format."""
    assert source.sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    blocks = list(source.map.blocks)
    for left, right in pairwise(blocks):
        assert left.end <= right.start
        assert not source.text[left.end : right.start].strip()
    for block in blocks:
        assert source.text[block.start : block.end].strip()
        assert source.map.at(block.start) == source.map.at(block.end - 1) == block
        assert list(source.map.between(block.start, block.end)) == [block]
