"""What every page shares: one HTML file, nothing outside it, and only its own scripts may run."""

from .files import Bilingual, read_part, read_words
from .policy import protect
from .variants import list_variants

__all__ = ["Bilingual", "list_variants", "protect", "read_part", "read_words"]
