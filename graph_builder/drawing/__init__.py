"""The graph as one offline page: positions from Python, pyvis as graph object and generator."""

from .drawing import Drawing, draw, draw_plainly
from .label_file import write_label_file
from .wording import Wording, load_wording

__all__ = ["Drawing", "Wording", "draw", "draw_plainly", "load_wording", "write_label_file"]
