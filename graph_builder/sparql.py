"""The package's own queries: text that lies in a file beside the module that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, QueryTriples

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store


def select(store: Store, file: Path) -> QuerySolutions:
    """The rows of a SELECT query over the union of all graphs."""
    rows = store.query(file.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions), f"{file} is a SELECT query"
    return rows


def construct(store: Store, file: Path) -> QueryTriples:
    """The triples of a CONSTRUCT query over the union of all graphs."""
    triples = store.query(file.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(triples, QueryTriples), f"{file} is a CONSTRUCT query"
    return triples
