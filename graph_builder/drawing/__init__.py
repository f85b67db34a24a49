"""The graph as one offline page: positions from Python, pyvis as graph object and generator."""

from .drawing import Drawing, draw, draw_plainly

__all__ = ["Drawing", "draw", "draw_plainly"]
