"""``python -m graph_builder``, the same as ``polcom``."""

from graph_builder.cli import main

main()
