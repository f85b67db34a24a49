"""YAML and JSON text as trees of strings that remember their lines.

Scalars stay strings: what a value means is decided by the models, so that ``NO`` is no truth value
and ``12:30`` no number. Aliases, merge keys, tags and duplicate keys are refused: an alias lets a
file of 400 bytes unfold without end.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str"
Path: TypeAlias = tuple[str | int, ...]

MOST_LEVELS = 40
MOST_CHARACTERS = 50_000_000
_SURROGATES = re.compile(
    r"\\\\|(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)


class SyntaxFault(Exception):  # noqa: N818 -- becomes a Problem
    """Text that is not well formed: the line (from 1), what was found, what is wanted."""

    def __init__(self, line: int, found: str, wanted: str) -> None:
        super().__init__(found)
        self.line, self.found, self.wanted = line, found, wanted


@dataclass(slots=True)
class Parsed:
    """A tree, and the line (from 1) on which each of its nodes begins."""

    tree: Tree = ""
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of a node, or of the nearest node above it that the text holds."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str) -> Parsed:
    r"""The tree of a YAML document; empty values are left out as if they were not written.

    >>> parse_yaml("a: NO\nb: [1_000, 2025-12-31]").tree
    {'a': 'NO', 'b': ['1_000', '2025-12-31']}

    Raises:
        SyntaxFault: at the first place where the text is not plain, well-formed YAML.

    """
    parsed = Parsed()
    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        _Reader(events, parsed).read_stream()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        found = f"not well-formed YAML: {error.problem}"
        wanted = "check indentation, colons, brackets and quotation marks there and above"
        raise SyntaxFault(line, found, wanted) from None
    except yaml.reader.ReaderError as error:
        wanted = "remove control characters"
        raise SyntaxFault(1, f"unreadable character at {error.position}", wanted) from None
    return parsed


class _Reader:
    """One pass over the events of a YAML parser."""

    def __init__(self, events: Iterator[yaml.Event], parsed: Parsed) -> None:
        self.events, self.parsed = events, parsed

    def read_stream(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                first = next(self.events)
                self.parsed.tree = self._read_node(first, ())
                break
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _fault(event, "a second YAML document", "write one document per file")

    def _read_node(self, event: yaml.Event, path: Path) -> Tree:
        _refuse_tricks(event, path)
        self.parsed.lines[path] = _line(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._read_mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._read_sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        return str(event.value)

    def _read_sequence(self, path: Path) -> Tree:
        items: list[Tree] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._read_node(event, (*path, len(items))))
        return items

    def _read_mapping(self, path: Path) -> Tree:
        mapping: dict[str, Tree] = {}
        keys: set[str] = set()
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._read_key(event, keys)
            keys.add(key)
            value = next(self.events)
            if not _is_empty(value):
                mapping[key] = self._read_node(value, (*path, key))
                self.parsed.lines[(*path, key)] = _line(event)
        return mapping

    def _read_key(self, event: yaml.Event, keys: set[str]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _fault(event, "a key that is not plain text", "write a field name")
        if event.value in keys:
            raise _fault(event, f"the field '{event.value}' twice", "keep one of them")
        if event.value == "<<":
            raise _fault(event, "a merge key '<<'", "write the fields out")
        return str(event.value)


def _is_empty(event: yaml.Event) -> bool:
    if not isinstance(event, yaml.ScalarEvent) or event.style or event.anchor or event.tag:
        return False
    return event.value in {"", "~", "null"}


def _refuse_tricks(event: yaml.Event, path: Path) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _fault(event, f"the alias '*{event.anchor}'", "write the value out")
    tag = getattr(event, "tag", None)
    if tag not in {None, "!"}:
        raise _fault(event, f"the tag '{tag}'", "write a plain value")
    if len(path) > MOST_LEVELS:
        raise _fault(event, f"more than {MOST_LEVELS} levels of nesting", "flatten the record")


def _fault(event: yaml.Event, found: str, wanted: str) -> SyntaxFault:
    return SyntaxFault(_line(event), found, wanted)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def parse_json(text: str) -> Parsed:
    """The tree of a JSON document, numbers kept as they are written.

    JSON is read by the YAML parser too, which knows the lines and finds keys that repeat.

    >>> parse_json('{"a": 1.50, "b": null}').tree
    {'a': '1.50'}

    Raises:
        SyntaxFault: where the text is not JSON, or repeats a key, or holds NaN.

    """
    try:
        tree = json.loads(
            text,
            object_pairs_hook=_merge_pairs,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse_constant,
        )
        lines = parse_yaml(_SURROGATES.sub(_join_surrogates, text)).lines
    except json.JSONDecodeError as error:
        wanted = "check commas, brackets and quotation marks there and above"
        raise SyntaxFault(error.lineno, f"not JSON: {error.msg}", wanted) from None
    except RecursionError:
        found, wanted = "brackets within brackets without end", "close those that are open"
        raise SyntaxFault(1, found, wanted) from None
    return Parsed(tree, lines)


def _join_surrogates(match: re.Match[str]) -> str:
    """JSON escapes a sign outside the basic plane as two halves, which YAML does not know."""
    return str(json.loads(f'"{match[0]}"')) if match["pair"] else match[0]


def _merge_pairs(pairs: list[tuple[str, Tree | bool | None]]) -> dict[str, Tree]:
    plain = (
        (key, str(value).lower() if isinstance(value, bool) else value) for key, value in pairs
    )
    return {key: value for key, value in plain if value is not None}


def _refuse_constant(name: str) -> Tree:
    raise SyntaxFault(1, f"the value {name}", "write a decimal number")
