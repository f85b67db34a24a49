"""The graph as one offline page: positions from Python, pyvis as graph object and generator."""

from .drawing import Drawing, draw, draw_plainly
from .wording import BOOK, Wording, load_wording

__all__ = ["BOOK", "Drawing", "Wording", "draw", "draw_plainly", "load_wording"]
