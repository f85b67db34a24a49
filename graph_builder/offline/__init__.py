"""What every page shares: one HTML file, nothing outside it, and only its own scripts may run."""

from .files import read_part
from .policy import protect
from .variants import list_variants
from .wordbook import LabelFile, Wordbook

__all__ = ["LabelFile", "Wordbook", "list_variants", "protect", "read_part"]
