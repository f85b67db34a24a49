"""The graph as one offline page: positions from Python, pyvis as graph object and generator."""

from .drawing import Drawing, draw

__all__ = ["Drawing", "draw"]
