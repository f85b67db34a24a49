"""Versions of the ontology: what changed between two, in words, the number it demands, and data.

Migrations, files of SPARQL beside the ontology or in an extension, bring data of an older version
to the present one.
"""

from .ages import Age, describe_age
from .comparison import Change, Comparison, compare
from .migrations import Migration, find_faults, list_migrations, list_subjects
from .numbers import Version, Weight
from .outputs import refuse_output, write_renewal
from .reading import Snapshot, read_snapshot
from .renewal import Renewal, Step, refuse_mixture, renew
from .wording import choose_language, find_text

__all__ = [
    "Age",
    "Change",
    "Comparison",
    "Migration",
    "Renewal",
    "Snapshot",
    "Step",
    "Version",
    "Weight",
    "choose_language",
    "compare",
    "describe_age",
    "find_faults",
    "find_text",
    "list_migrations",
    "list_subjects",
    "read_snapshot",
    "refuse_mixture",
    "refuse_output",
    "renew",
    "write_renewal",
]
