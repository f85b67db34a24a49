"""Automatic numbers of a DOCX, which stand in no text and are counted from its numbering part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from graph_builder.readers.numerals import write_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_SLOT = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    restarts: bool = True
    plain: bool = False
    """All numbers of the pattern are written 1, 2, 3."""


@dataclass(slots=True)
class _List:
    """A list that several numberings may share, with the last number of each level."""

    levels: dict[int, Level]
    last: list[int | None]


class Numbering:
    """Counts the paragraphs of the lists of a document."""

    def __init__(self, root: Any | None) -> None:  # noqa: ANN401  # lxml has no types
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, Level]]] = {}
        self._used: set[tuple[str, int]] = set()
        self.style_levels: dict[tuple[str, str], int] = {}
        """For a numbering and a paragraph style, the level that the style stands for."""
        if root is not None:
            self._read(root)

    def count(self, number: str, level: int) -> str | None:
        """The sign before the next paragraph of a list, None if it has no number."""
        if number not in self._numbers or not 0 <= level < _LEVELS:
            return None
        name, overrides = self._numbers[number]
        counted = self._lists[name]
        levels = counted.levels | overrides
        if level in overrides and (number, level) not in self._used:
            counted.last[level] = None
        self._used.add((number, level))
        _advance(counted.last, levels, level)
        return _write(counted.last, levels, level)

    def _read(self, root: Any) -> None:  # noqa: ANN401
        links = {}
        for element in root.iterfind(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId")
            self._lists[name] = _List(_read_levels(element), [None] * _LEVELS)
            if (link := _value(element, "styleLink")) is not None:
                links[link] = name
        aliases = {
            element.get(f"{W}abstractNumId"): links.get(_value(element, "numStyleLink") or "")
            for element in root.iterfind(f"{W}abstractNum")
        }
        for element in root.iterfind(f"{W}num"):
            name = _value(element, "abstractNumId") or ""
            name = aliases.get(name) or name
            if name in self._lists:
                self._read_number(element, name)
        self._read_styles(root)

    def _read_number(self, element: Any, name: str) -> None:  # noqa: ANN401
        levels, overrides = self._lists[name].levels, {}
        for override in element.iterfind(f"{W}lvlOverride"):
            level = read_whole(override.get(f"{W}ilvl"), 0)
            own = _read_levels(override).get(level, levels.get(level, Level()))
            start = read_whole(_value(override, "startOverride"), own.start)
            overrides[level] = Level(start, own.style, own.pattern, own.restarts, own.plain)
        self._numbers[element.get(f"{W}numId")] = (name, overrides)

    def _read_styles(self, root: Any) -> None:  # noqa: ANN401
        styled = {
            (element.get(f"{W}abstractNumId"), style): read_whole(level.get(f"{W}ilvl"), 0)
            for element in root.iterfind(f"{W}abstractNum")
            for level in element.iterfind(f"{W}lvl")
            if (style := _value(level, "pStyle")) is not None
        }
        for number, (name, _) in self._numbers.items():
            for (of, style), level in styled.items():
                if of == name:
                    self.style_levels[number, style] = level


def _advance(last: list[int | None], levels: dict[int, Level], level: int) -> None:
    for above in range(level):
        if last[above] is None:
            last[above] = levels.get(above, Level()).start
    previous = last[level]
    last[level] = levels.get(level, Level()).start if previous is None else previous + 1
    for below in range(level + 1, _LEVELS):
        if levels.get(below, Level()).restarts:
            last[below] = None


def _write(last: list[int | None], levels: dict[int, Level], level: int) -> str | None:
    own = levels.get(level, Level(pattern=f"%{level + 1}."))
    if own.style in {"bullet", "none"} and not _SLOT.search(own.pattern):
        return None

    def fill(slot: re.Match[str]) -> str:
        at = int(slot[1]) - 1
        style = "decimal" if own.plain and at != level else levels.get(at, Level()).style
        return write_number(last[at] or 0, style)

    return _SLOT.sub(fill, own.pattern).strip() or None


def _read_levels(element: Any) -> dict[int, Level]:  # noqa: ANN401
    return {
        read_whole(level.get(f"{W}ilvl"), 0): Level(
            read_whole(_value(level, "start"), 1),
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText") or "",
            _value(level, "lvlRestart") != "0",
            level.find(f"{W}isLgl") is not None,
        )
        for level in element.iterfind(f"{W}lvl")
    }


def _value(element: Any, name: str) -> str | None:  # noqa: ANN401
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def read_whole(value: str | None, default: int) -> int:
    """A whole number of a setting, or the default if there is none that makes sense."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,6}", value) else default
