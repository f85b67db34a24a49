"""Policy documents as a knowledge graph of commitments, each proved by its source.

Build records, load the build, ask it:

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from graph_builder import build, load
>>> folder = TemporaryDirectory()
>>> demo = Path(folder.name) / "demo"
>>> assembly = build([Path("examples/ordos")], demo)
>>> graph = load(demo)
>>> for row in graph.query("cannot_both_hold").records():
...     print(row["share_label"], row["observed"])
New energy above half of power capacity by 2025 27790000
>>> graph.network().number_of_nodes() > 100
True
>>> folder.cleanup()
"""

from .building import Settings, build
from .drawing import Drawing, draw
from .errors import PolcomError, RecordError
from .knowledge_graph import KnowledgeGraph, load
from .model import RecordFile
from .network import Selection, convert
from .querying import Query, Rows, load_queries
from .records import read_records
from .validation import ValidationReport, validate

__all__ = [
    "Drawing",
    "KnowledgeGraph",
    "PolcomError",
    "Query",
    "RecordError",
    "RecordFile",
    "Rows",
    "Selection",
    "Settings",
    "ValidationReport",
    "build",
    "convert",
    "draw",
    "load",
    "load_queries",
    "read_records",
    "validate",
]
