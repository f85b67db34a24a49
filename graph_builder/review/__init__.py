"""From an extraction to a record file that a person reads and corrects, and back again.

The file is in the format that people write by hand. A further run keeps every decision of the
person: see ``merging``.
"""

from .review import Review, Revision, describe_document, read_previous, write_review

__all__ = ["Review", "Revision", "describe_document", "read_previous", "write_review"]
