"""From an extraction to a record file that a person reads and corrects, and back again.

The file is in the format that people write by hand. A further run keeps every decision of the
person: see ``merging``. Many documents at once: see ``batch``.
"""

from .batch import Job, Options, Outcome, run_all, run_job
from .documents import Gathering, gather, hash_files
from .metadata import Index, read_index
from .reasons import explain
from .review import Review, Revision, describe_document, read_previous, write_review

__all__ = [
    "Gathering",
    "Index",
    "Job",
    "Options",
    "Outcome",
    "Review",
    "Revision",
    "describe_document",
    "explain",
    "gather",
    "hash_files",
    "read_index",
    "read_previous",
    "run_all",
    "run_job",
    "write_review",
]
