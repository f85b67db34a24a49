"""Other extractors, such as language models, under the same proof as the rules.

They return quotes, never offsets. ``propose`` runs one, lets through what the gate accepts, and
unites it with what the rules found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction import measure_metrics

from .candidates import (
    Candidate,
    Candidates,
    ExtractorInput,
    Quote,
    Unread,
    describe_candidates,
    write_candidate_schema,
)
from .gate import Gate, Report
from .registry import (
    GROUP,
    Extractor,
    ExtractorError,
    Proposal,
    list_extractors,
    load_extractor,
)
from .union import unite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.extraction import Extraction

__all__ = [
    "GROUP",
    "Candidate",
    "Candidates",
    "Extractor",
    "ExtractorError",
    "ExtractorInput",
    "Gate",
    "Proposal",
    "Quote",
    "Report",
    "Unread",
    "add_candidates",
    "describe_candidates",
    "list_extractors",
    "load_extractor",
    "unite",
    "write_candidate_schema",
]


def add_candidates(
    rules: Extraction, document: ExtractorInput, name: str, options: Mapping[str, str]
) -> Report:
    """Adds to the rules' extraction what an extractor of a name finds and proves.

    Args:
        rules: What the rules found; it is changed.
        document: The text that both read.
        name: The name of the extractor.
        options: The user's options for it.

    Returns:
        How many candidates were accepted, sent to review or rejected, and why.

    Raises:
        UsageError: when there is no such extractor.
        ExtractorError: when it cannot be loaded, configured or reached.

    """
    extractor = load_extractor(name)
    gate = Gate(document, name)
    unite(rules, gate.admit(extractor(document, options)), gate.report)
    measure_metrics(rules)
    return gate.report
