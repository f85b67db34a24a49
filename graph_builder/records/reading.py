"""Record files as models: every record is checked on its own, so that one fault hides no other."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from pydantic import TypeAdapter, ValidationError

from graph_builder import model
from graph_builder.errors import Problem, RecordError, UsageError

from .syntax import MOST_CHARACTERS, Parsed, SyntaxFault, parse_json, parse_yaml
from .tables import parse_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

SUFFIXES = (".yaml", ".yml", ".json", ".csv", ".tsv")

_ITEMS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(get_args(info.annotation)[0])
    for name, info in model.RecordFile.model_fields.items()
    if get_args(info.annotation)[1:] == (...,)
}
_KINDS = ("directive", "goal", "target", "action", "programme", "achievement")
_UPWARD = frozenset({"part_of", "target_of", "advances", "milestone_for"})
_FIELDS = sorted(
    {
        name
        for kind in vars(model).values()
        if isinstance(kind, type) and issubclass(kind, model.Record)
        for name in kind.model_fields
    }
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The records of one file that are well formed, and where each stands."""

    path: Path
    records: model.RecordFile
    parsed: Parsed = field(repr=False)
    declared: frozenset[str] = frozenset()
    """Ids of all records that the file declares, well formed or not."""
    kept: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    """For each section, the places in the file of the records that are well formed."""

    def locate(self, section: str, index: int) -> tuple[str | int, ...]:
        """The path in the file of a record of ``records``."""
        return (section, self.kept[section][index])

    def problem(self, path: tuple[str | int, ...], found: str, wanted: str) -> Problem:
        """A problem at a node of this file."""
        return Problem(self.path, self.parsed.line(path), _name_field(path), found, wanted)


@dataclass(slots=True)
class Reading:
    """What reading a set of files gave: sources, and the problems met on the way."""

    sources: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_records(paths: Iterable[Path]) -> tuple[SourceFile, ...]:
    """The records of files and folders, in order of path.

    Raises:
        RecordError: with every problem of every file.
        UsageError: when there is no such file, or none that holds records.

    """
    reading = read_all(paths)
    if reading.problems:
        raise RecordError(reading.problems)
    return tuple(reading.sources)


def read_all(paths: Iterable[Path]) -> Reading:
    """What can be read of files and folders, with the problems of the rest.

    Raises:
        UsageError: when there is no such file, or none that holds records.

    """
    reading = Reading()
    for path in _find_files(paths):
        try:
            for parsed in _parse(path):
                _read_tree(path, parsed, reading)
        except SyntaxFault as fault:
            reading.problems.append(Problem(path, fault.line, "", fault.found, fault.wanted))
    return reading


def _find_files(paths: Iterable[Path]) -> list[Path]:
    files: set[Path] = set()
    for path in paths:
        if path.is_dir():
            files.update(found for found in path.rglob("*") if found.suffix in SUFFIXES)
        elif path.is_file():
            files.add(path)
        else:
            raise UsageError(f"{path}: no such file or folder; give record files or folders")
    if not files:
        raise UsageError(f"no record files found; their names end in {', '.join(SUFFIXES)}")
    return sorted(files)


def _parse(path: Path) -> Iterator[Parsed]:
    text = _read_text(path)
    match path.suffix:
        case ".yaml" | ".yml":
            yield parse_yaml(text)
        case ".json":
            yield parse_json(text)
        case ".csv" | ".tsv":
            yield from parse_table(text, "," if path.suffix == ".csv" else "\t")
        case _:
            wanted = f"give a file that ends in {', '.join(SUFFIXES)}"
            raise SyntaxFault(1, f"a file of unknown kind '{path.suffix}'", wanted)


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"not UTF-8: byte 0x{content[error.start]:02x} at position {error.start}"
        raise SyntaxFault(line, found, "save the file as UTF-8") from None
    except OSError as error:
        raise SyntaxFault(0, f"unreadable: {error.strerror}", "check the file's rights") from None
    if "\0" in text or len(text) > MOST_CHARACTERS:
        found = "a NUL character" if "\0" in text else f"{len(text)} characters"
        raise SyntaxFault(1, found, f"write plain text of at most {MOST_CHARACTERS} characters")
    return text


def _read_tree(path: Path, parsed: Parsed, reading: Reading) -> None:
    if not isinstance(parsed.tree, dict):
        raise SyntaxFault(1, "no fields", "begin with 'format: 1' and 'document:'")
    valid: dict[str, Any] = dict(parsed.tree)
    kept: dict[str, tuple[int, ...]] = {}
    for name, value in parsed.tree.items():
        if name in _ITEMS and isinstance(value, list):
            items = list(_read_items(path, parsed, name, reading))
            kept[name] = tuple(index for index, _ in items)
            valid[name] = tuple(record for _, record in items)
    try:
        records = model.RecordFile.model_validate(valid)
    except ValidationError as error:
        reading.problems.extend(_explain(path, parsed, error, ()))
        return
    reading.sources.append(SourceFile(path, records, parsed, _declared(parsed.tree), kept))


def _read_items(
    path: Path, parsed: Parsed, name: str, reading: Reading
) -> Iterator[tuple[int, object]]:
    assert isinstance(parsed.tree, dict)
    rejected = _list_rejected(parsed.tree)
    for index, item in enumerate(parsed.tree[name]):
        if isinstance(item, dict) and _is_rejected(item):
            continue
        try:
            yield index, _ITEMS[name].validate_python(_unlink(item, rejected))
        except ValidationError as error:
            reading.problems.extend(_explain(path, parsed, error, (name, index)))


def _is_rejected(item: dict[str, Any]) -> bool:
    return bool(item.get("review") == "rejected")


def _list_rejected(tree: dict[str, Any]) -> frozenset[str]:
    return frozenset(str(item["id"]) for item in _list_items(tree) if _is_rejected(item))


def _unlink(item: object, rejected: frozenset[str]) -> object:
    """The record without the links that lead up to what a person rejected."""
    if not rejected or not isinstance(item, dict):
        return item
    return {
        name: value
        for name, value in item.items()
        if name not in _UPWARD or not isinstance(value, str) or value not in rejected
    }


def _list_items(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """The records that a file declares with an id, well formed or not."""
    sections = [value for name, value in tree.items() if name in _ITEMS and isinstance(value, list)]
    items = [item for section in sections for item in section if isinstance(item, dict)]
    return [item for item in items if "id" in item]


def _declared(tree: dict[str, Any]) -> frozenset[str]:
    """Ids that others may refer to: remarks are not built, and what was rejected neither."""
    built = {name: value for name, value in tree.items() if name != "remarks"}
    return frozenset(str(item["id"]) for item in _list_items(built) if not _is_rejected(item))


def _explain(
    path: Path, parsed: Parsed, error: ValidationError, base: tuple[str | int, ...]
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        where = _locate(parsed, (*base, *detail["loc"]))
        found, wanted = _describe(detail)
        yield Problem(path, parsed.line(where), _name_field(where), found, wanted)


def _locate(parsed: Parsed, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path in the file: pydantic also names the branch of a union that it tried."""
    where: tuple[str | int, ...] = ()
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if (*where, step) in parsed.lines or (last and step not in _KINDS):
            where = (*where, step)
    return where


def _describe(detail: ErrorDetails) -> tuple[str, str]:
    name, shown = str(detail["loc"][-1]) if detail["loc"] else "", _show(detail["input"])
    match detail["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(name, _FIELDS, 1)
            return f"unknown field '{name}'", f"did you mean '{near[0]}'?" if near else "remove it"
        case "missing":
            return "the field is missing", f"write '{name}'"
        case "union_tag_not_found" | "union_tag_invalid":
            return f"no known kind in {shown}", f"write kind: one of {', '.join(_KINDS)}"
        case "value_error":
            message = detail["msg"].removeprefix("Value error, ")
            return (
                (f"found {shown}", message)
                if isinstance(detail["input"], str)
                else ("the fields do not fit together", message)
            )
        case "string_pattern_mismatch":
            return f"found {shown}", f"write {_PATTERNS.get(name, 'an id without spaces or signs')}"
        case kind:
            return f"found {shown}", _FORMS.get(kind) or _reword(detail["msg"])


#: What to write where the words of the library are those of its own types.
_FORMS = {
    "decimal_parsing": "write a number in digits",
    "decimal_type": "write a number in digits",
    "dict_type": "write fields below it, as in {en: a label}",
    "finite_number": "write a number in digits",
    "int_parsing": "write a whole number in digits",
    "int_type": "write a whole number in digits",
    "list_type": "write a list, as in [one, another]",
    "model_type": "write fields below it",
    "string_type": "write a text",
    "tuple_type": "write a list, as in [one, another]",
}


def _reword(message: str) -> str:
    """What a library says should be, as what to do."""
    return re.sub("^Input should be", "write", message[0].upper() + message[1:])


_PATTERNS = {"sha256": "64 digits from 0 to 9 and a to f"}


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 -- fits a line


def _name_field(path: tuple[str | int, ...]) -> str:
    """The path as people write it.

    >>> _name_field(("statements", 3, "evidence", 0, "start"))
    'statements[3].evidence[0].start'
    """
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
