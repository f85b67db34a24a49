"""What was observed of each metric and place, for the history of the targets set on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .encoding import Encoder
from .facts import describe_observation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .content import Content
    from .facts import Attributes


def list_observations(attributes: Iterable[Attributes]) -> list[dict[str, Any]]:
    """The observations that say of which metric they are, by the end of their period."""
    found = [
        {
            "metric": own.first("metric"),
            "places": own.names("place"),
            "on": own.first("period_end") or own.first("period_start"),
            "source": described["source"],
            "label": described["label"],
            "facts": [fact for fact in described["facts"] if fact[0] != "caveat"],
        }
        for own in attributes
        if own.first("metric")
        for described in [describe_observation(own)]
    ]
    return sorted(found, key=lambda seen: (str(seen["on"]), str(seen["label"])))


def write_observations(content: Content) -> Mapping[str, Any]:
    """The observations with the texts that their numbers stand for."""
    encoder = Encoder((), content.wording.languages)
    rows = encoder.encode(content.observations)
    return {"rows": rows, "texts": encoder.texts}
