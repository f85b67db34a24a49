"""Where statements stand in the network: apart from each other, and beside what they belong to."""

from __future__ import annotations

from itertools import combinations
from math import atan2, hypot, pi
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from graph_builder.drawing.content import describe_graph
from graph_builder.drawing.hierarchy import Entry
from graph_builder.drawing.positions import CLEARANCE, place
from graph_builder.network import Selection

from .graphs import build_ordos

if TYPE_CHECKING:
    from collections.abc import Mapping


def test_no_sign_of_the_network_covers_another() -> None:
    content = describe_graph(build_ordos(), Selection())
    places = place(content.entries)
    assert len(places) == len(content.entries)
    check_room(places)


def check_room(places: Mapping[str, tuple[int, int]]) -> None:
    """Between any two statements there is room for links; places are whole pixels."""
    for (one, (x, y)), (other, (u, v)) in combinations(places.items(), 2):
        assert hypot(x - u, y - v) > CLEARANCE - 1, (one, other)


@given(
    st.lists(st.integers(min_value=-1, max_value=40), max_size=60),
    st.lists(st.integers(0, 40), max_size=40),
)
def test_no_two_statements_stand_closer_than_links_need(
    above: list[int], served: list[int]
) -> None:
    """Trees of any form, with directives that any statement carries out."""
    entries: list[Entry] = []
    for number, parent in enumerate(above):
        over = entries[parent] if 0 <= parent < number else None
        level, root = (over.level + 1, over.root) if over else (0, str(number))
        entries.append(Entry(str(number), over.node if over else None, level, root))
    alone = [Entry(f"d{number}", None, 0, f"d{number}") for number in range(len(served))]
    known = {entry.node for entry in entries}
    servants = {
        f"d{number}": str(servant) for number, servant in enumerate(served) if str(servant) in known
    }
    places = place([*entries, *alone], servants)
    assert len(places) == len(entries) + len(alone)
    check_room(places)


def test_directives_around_a_tree_stand_beside_what_carries_them_out() -> None:
    tree = [Entry("top", None, 0, "top"), *(Entry(f"g{n}", "top", 1, "top") for n in range(8))]
    moons = [Entry(f"d{n}", None, 0, f"d{n}") for n in range(9)]
    # The first goal is the first and the last of the round.
    served = {f"d{n}": "g0" for n in range(5)} | {f"d{n}": "g7" for n in range(5, 9)}
    places = place([*tree, *moons], served)
    (x, y) = places["top"]
    turn = {node: atan2(v - y, u - x) for node, (u, v) in places.items()}
    away = [abs((turn[moon] - turn[goal] + pi) % (2 * pi) - pi) for moon, goal in served.items()]
    assert max(away) < pi / 2
