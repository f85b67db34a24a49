"""Records as people write them: YAML, JSON, CSV and TSV files."""

from .reading import SUFFIXES, Reading, SourceFile, read_all, read_records

__all__ = ["SUFFIXES", "Reading", "SourceFile", "read_all", "read_records"]
