"""What the user sets for an endpoint: by options, else by the environment; nothing by default."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBERS = {
    "timeout": (120.0, 0.1, 3600.0),
    "retries": (2, 0, 10),
    "size": (6000, 200, 100_000),
    "overlap": (600, 0, 10_000),
    "calls": (200, 1, 100_000),
    "reply": (2_000_000, 1_000, 50_000_000),
}
_NAMES = ("url", "model", *_NUMBERS)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an endpoint is and how much it may cost."""

    url: str
    model: str
    key: str = field(repr=False)
    """Never printed, and never written into a record."""
    timeout: float
    """Seconds for one reply as a whole."""
    retries: int
    size: int
    """Code points of a passage."""
    overlap: int
    calls: int
    """The most passages that are sent."""
    reply: int
    """The most bytes of a reply."""

    @property
    def host(self) -> str:
        """The host of the endpoint, without a name or password that the URL may hold."""
        return urlsplit(self.url).hostname or ""


def read_settings(options: Mapping[str, str]) -> Settings:
    """The settings of the user.

    Raises:
        UsageError: when an option is unknown or wrong, or address or model are not given.

    """
    if unknown := sorted(set(options) - set(_NAMES)):
        raise UsageError(f"unknown option {unknown[0]!r}; there are: {', '.join(_NAMES)}")
    url = options.get("url") or os.environ.get("OPENAI_BASE_URL", "")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise UsageError(
            "no address of an endpoint; give it with --set url=http://host:port/v1 or "
            "OPENAI_BASE_URL (the document is sent there)"
        )
    model = options.get("model") or os.environ.get("OPENAI_MODEL", "")
    if not model:
        raise UsageError("no model; give it with --set model=NAME or OPENAI_MODEL")
    numbers = {name: _read_number(name, options.get(name)) for name in _NUMBERS}
    key = os.environ.get("OPENAI_API_KEY") or "none"
    return Settings(
        url,
        model,
        key,
        numbers["timeout"],
        *(int(numbers[name]) for name in ("retries", "size", "overlap", "calls", "reply")),
    )


def _read_number(name: str, given: str | None) -> float:
    default, low, high = _NUMBERS[name]
    if given is None:
        return default
    try:
        number = float(given)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise UsageError(f"option {name}={given}: write a number from {low:g} to {high:g}")
    return number
