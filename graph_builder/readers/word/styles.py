"""What the style of a paragraph says of it: its level as a heading, and its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .numbering import W

_HEADING = "heading "
_MOST_ANCESTORS = 20
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """The settings of a paragraph style that matter here, None where it is silent."""

    heading: int | None = None
    number: str | None = None
    level: int | None = None


class Styles:
    """The paragraph styles of a document, each with what it has from the styles it builds on."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401  # lxml has no types
        self._elements = {
            element.get(f"{W}styleId"): element
            for element in root.iterfind(f"{W}style")
            if element.get(f"{W}type") == "paragraph"
        }
        self._default = next(
            (name for name, found in self._elements.items() if found.get(f"{W}default") == "1"), ""
        )

    def find(self, properties: Any | None) -> tuple[str, Style]:  # noqa: ANN401
        """The style that the properties of a paragraph name, with the paragraph's own settings."""
        own = _read(properties)
        name = find_value(properties, "pStyle") or self._default
        at, styles = name, [own]
        while at in self._elements and len(styles) < _MOST_ANCESTORS:
            element = self._elements[at]
            named = _read_name(find_value(element, "name") or "")
            settings = _read(element.find(f"{W}pPr"))
            styles.append(Style(settings.heading or named, settings.number, settings.level))
            at = find_value(element, "basedOn") or ""
        return name, Style(*(_first(styles, slot) for slot in Style.__slots__))


def find_value(element: Any | None, path: str) -> str | None:  # noqa: ANN401
    """The value of a setting below an element, by its names from the outside in."""
    steps = "/".join(f"{W}{name}" for name in path.split("/"))
    child = None if element is None else element.find(steps)
    return None if child is None else child.get(f"{W}val")


def _first(styles: list[Style], slot: str) -> Any:  # noqa: ANN401  # as the slot says
    return next((found for style in styles if (found := getattr(style, slot)) is not None), None)


def _read(properties: Any | None) -> Style:  # noqa: ANN401
    outline = _digit(find_value(properties, "outlineLvl"))
    heading = None if outline is None else (outline + 1 if outline < _BODY_LEVEL else 0)
    level = _digit(find_value(properties, "numPr/ilvl"))
    return Style(heading, find_value(properties, "numPr/numId"), level)


def _read_name(name: str) -> int | None:
    plain = name.lower()
    if plain == "title":
        return 1
    return _digit(plain.removeprefix(_HEADING)) if plain.startswith(_HEADING) else None


def _digit(value: str | None) -> int | None:
    return int(value) if value and len(value) == 1 and value in "0123456789" else None
