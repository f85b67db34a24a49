"""What can be wrong with gold."""

from __future__ import annotations

from graph_builder.errors import PolcomError


class GoldError(PolcomError):
    """A gold file or its text that cannot be used."""

    exit_code = 2
