"""Making the page of twice the graph is twice the work, counted: no clock decides anything."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store

from benchmarks.graphs import BLOCK, make_store
from graph_builder.drawing import draw

if TYPE_CHECKING:
    from types import FrameType

SMALL = 20 * BLOCK


@pytest.fixture(autouse=True)
def warm() -> None:
    """What is read once, such as words, is read before anything is counted."""
    draw(make_store(BLOCK))


def count_lines(store: Store) -> int:
    """The lines of Python that run until the page of a graph is there."""
    lines = 0

    def trace(_frame: FrameType, event: str, _given: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        draw(store)
    finally:
        sys.settrace(before)
    return lines


def count_reads(store: Store) -> Counter[str]:
    """How often each method of the store is called until the page of a graph is there."""
    reads: Counter[str] = Counter()

    def profile(_frame: FrameType, event: str, given: Any) -> None:
        if event == "c_call" and isinstance(getattr(given, "__self__", None), Store):
            reads[given.__name__] += 1

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        draw(store)
    finally:
        sys.setprofile(before)
    return reads


def test_twice_as_many_statements_take_twice_as_many_steps() -> None:
    first, second, third = (count_lines(make_store(times * SMALL)) for times in (1, 2, 4))
    assert third - second < 2.05 * (second - first)


def test_a_larger_graph_is_read_by_no_more_queries() -> None:
    small, large = (count_reads(make_store(times * SMALL)) for times in (1, 4))
    assert small == large
    assert small.total() < 20
