"""Where the data that belongs to the package lies: in the wheel, or else in the checkout."""

from __future__ import annotations

from pathlib import Path


def data_path(name: str) -> Path:
    """The folder ``ontology`` or ``queries`` that this installation uses.

    >>> data_path("ontology").joinpath("core.ttl").is_file()
    True
    """
    packed = Path(__file__).parent / "_data" / name
    return packed if packed.is_dir() else Path(__file__).parent.parent / name
