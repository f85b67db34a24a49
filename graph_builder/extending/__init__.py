"""The kit for those who extend the ontology: a skeleton to begin with, and checks with remedies."""

from .checking import check_extensions
from .findings import Finding
from .questions import write_rows
from .skeleton import Description, create_extension

__all__ = ["Description", "Finding", "check_extensions", "create_extension", "write_rows"]
