"""A review file as a person left it: each record with its very characters and its comments.

The file is cut along the lines on which its records begin. A comment belongs to the record below
it. Lines that polcom writes begin with ``#.``, ``#:``, ``#?``, ``#+`` or ``#~`` and are written
anew; every other comment is a person's and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from graph_builder.records.syntax import SyntaxFault, parse_yaml

from .ledger import Ledger, read_ledger, stringify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OURS = re.compile(r"\s*#[.:?+~]( |$)")
_REASON = re.compile(r"\s*#\? ([\w-]+(?:@\d+-\d+)?)")
_LINE = re.compile(r"[^\n\x85\u2028\u2029]*[\n\x85\u2028\u2029]|[^\n\x85\u2028\u2029]+")
"""A line as YAML counts them, with its end."""
_HEAD, _FLOW = -1, -2
"""Instead of the index of a record: the name of a section, or all of it in flow style."""
LISTS = ("agents", "places", "designations", "metrics", "statements", "remarks")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One record of the file."""

    tree: dict[str, Any]
    text: str
    """Its characters as an item of a list that is not indented, with the person's comments."""
    reasons: frozenset[str] = frozenset()
    """Codes of the reasons to look at it that still stand above it."""
    new: bool = False
    """Whether it is still marked as new."""

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.tree.get("id", ""))

    def says(self, tree: dict[str, Any]) -> bool:
        """Whether its characters stand for the same record."""
        return bool(self.text) and self.tree == stringify(tree)

    @property
    def comments(self) -> list[str]:
        """The person's comments, wherever they stand in the record."""
        return find_comments(self.text)


@dataclass(slots=True)
class Sheet:
    """A review file taken apart; put together again, it says the same."""

    tree: dict[str, Any] = field(default_factory=dict)
    chunks: dict[str, list[Chunk]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    """Sections that polcom never writes, as they are."""
    heads: dict[str, list[str]] = field(default_factory=dict)
    """The person's comments above a section; those at the end stand under the empty name."""
    loose: frozenset[str] = frozenset()
    """Reasons that belong to no record, by code and place, that still stand in the file."""
    notes: list[str] = field(default_factory=list)
    """What polcom wrote above the document."""
    ledger: Ledger = field(default_factory=Ledger)

    def list_chunks(self) -> Iterator[tuple[str, Chunk]]:
        """Every record with its section."""
        for section in LISTS:
            yield from ((section, chunk) for chunk in self.chunks.get(section, ()))

    def list_comments(self) -> list[str]:
        """Every comment of the person."""
        parts = [*self.others.values(), *(chunk.text for _, chunk in self.list_chunks())]
        heads = [comment for comments in self.heads.values() for comment in comments]
        return [*heads, *(comment for part in parts for comment in find_comments(part))]

    def list_others(self) -> list[Any]:
        """The values of the sections that polcom never writes, and of the document."""
        return [value for section, value in self.tree.items() if section not in LISTS]


def read_sheet(text: str) -> Sheet:
    """A review file taken apart.

    Raises:
        SyntaxFault: where the text is not plain, well-formed YAML.

    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parsed = parse_yaml(text)
    sheet = Sheet()
    if not isinstance(parsed.tree, dict):
        return sheet
    lines = _LINE.findall(text)
    cuts = sorted(_find_cuts(parsed.tree, parsed.lines))
    starts = [0, *(_climb(lines, line) for line, _, _ in cuts[1:])]
    tail = _climb(lines, len(lines))
    for place, (_, section, index) in enumerate(cuts):
        end = starts[place + 1] if place + 1 < len(cuts) else max(tail, starts[place])
        _add_part(sheet, parsed.tree, (section, index), lines[starts[place] : end])
    sheet.heads.setdefault("", []).extend(line.strip() for line in _keep_own(lines[tail:]))
    sheet.ledger = read_ledger(lines)
    sheet.loose = frozenset(code for code in _find_reasons(lines) if "@" in code)
    sheet.tree = parsed.tree
    return sheet


def _find_cuts(tree: dict[str, Any], places: dict[Any, int]) -> Iterator[tuple[int, str, int]]:
    """The lines (from 0) on which sections begin, and in sections of polcom the records."""
    for section, value in tree.items():
        first = places[section,] - 1
        items = len(value) if section in LISTS and isinstance(value, list) else 0
        lines = [places[section, index] - 1 for index in range(items)]
        if lines and (lines[0] <= first or len(set(lines)) < len(lines)):
            yield first, section, _FLOW
            continue
        yield first, section, _HEAD
        yield from ((line, section, index) for index, line in enumerate(lines))


def _climb(lines: list[str], line: int) -> int:
    """The first of the comments and blank lines above a line that belong to it.

    A comment that is indented further belongs to what stands above.
    """
    margin = _measure(lines[line]) if line < len(lines) else 0
    while line > 0:
        above = lines[line - 1]
        if above.strip() and not (above.lstrip().startswith("#") and _measure(above) <= margin):
            break
        line -= 1
    return line


def _measure(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip(" "))


def _add_part(sheet: Sheet, tree: dict[str, Any], where: tuple[str, int], lines: list[str]) -> None:
    section, index = where
    if index >= 0:
        item = tree[section][index]
        item = item if isinstance(item, dict) else {"id": str(item)}
        sheet.chunks.setdefault(section, []).append(_make_chunk(item, lines))
    elif section in LISTS or section == "format":
        sheet.heads[section] = find_comments("".join(_keep_own(lines)))
        items = tree[section] if index == _FLOW else ()
        named = (item if isinstance(item, dict) else {"id": str(item)} for item in items)
        sheet.chunks.setdefault(section, []).extend(Chunk(i, write_item(i)) for i in named)
    else:
        if section == "document":
            sheet.notes = [line.strip() for line in lines if _OURS.match(line)]
        own = "".join(_keep_own(lines, blank=True)).strip("\n")
        if not _says(own, {section: tree[section]}):
            own = "".join(lines).strip("\n")  # a text in it looks like a comment
        sheet.others[section] = f"{own}\n"


def _make_chunk(item: dict[str, Any], lines: list[str]) -> Chunk:
    reasons = frozenset(_find_reasons(lines))
    new = any(line.lstrip().startswith("#+") for line in lines)
    text = "".join(_dedent(_keep_own(lines, blank=True))).strip("\n") + "\n"
    if not _says(text, [item]):
        comments = "".join(f"{line}\n" for line in find_comments("".join(_keep_own(lines))))
        text = comments + write_item(item)
    return Chunk(item, text, reasons, new)


def _says(text: str, tree: Any) -> bool:  # noqa: ANN401 -- plain values
    try:
        return bool(parse_yaml(text).tree == tree)
    except SyntaxFault:
        return False


def _dedent(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line.lstrip().startswith("-")), "")
    margin = _measure(first)
    return [line[min(margin, _measure(line)) :] for line in lines]


def _keep_own(lines: Iterable[str], *, blank: bool = False) -> list[str]:
    return [line for line in lines if not _OURS.match(line) and (blank or line.strip())]


def _find_reasons(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if found := _REASON.match(line):
            yield found[1]


def find_comments(text: str) -> list[str]:
    r"""The comments of a text, each as a line of its own, in order.

    >>> find_comments("a: '# no' # yes\n# and this")
    ['# yes', '# and this']
    """
    if "#" not in text:
        return []
    try:
        tokens = list(yaml.scan(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return [line.strip() for line in _LINE.findall(text) if line.lstrip().startswith("#")]
    found: list[str] = []
    place = 0
    for token in tokens:
        gap = text[place : token.start_mark.index]
        found.extend(f"#{rest.rstrip()}" for rest in re.findall(r"#([^\n]*)", gap))
        place = max(place, token.end_mark.index)
    found.extend(f"#{rest.rstrip()}" for rest in re.findall(r"#([^\n]*)", text[place:]))
    return found


def list_strings(content: Any) -> Iterator[str]:  # noqa: ANN401 -- plain values
    """Every string in plain values, keys apart."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for value in content:
            yield from list_strings(value)
    elif isinstance(content, str):
        yield content


def write_item(tree: dict[str, Any]) -> str:
    """A record as an item of a list, in YAML."""
    return write_yaml([tree])


def write_yaml(content: Any) -> str:  # noqa: ANN401 -- plain values
    """Plain values in YAML, in their own order; nothing is folded over lines."""
    return str(
        yaml.dump(
            content,
            Dumper=yaml.CSafeDumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=None,
            width=1_000_000,
        )
    )
