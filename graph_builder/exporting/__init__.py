"""A build in the words of other vocabularies and formats.

Most exports are a CONSTRUCT query in ``ontology/exports``, or in the ``exports`` folder of an
extension; a frame beside the query gives its JSON-LD the shape that readers of it expect. What an
export loses stands in the description of its query.
"""

from .constructs import FORMATS, load_exports, write_construct
from .exports import EXPORTS, Source, describe_exports, export

__all__ = [
    "EXPORTS",
    "FORMATS",
    "Source",
    "describe_exports",
    "export",
    "load_exports",
    "write_construct",
]
