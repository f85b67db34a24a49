"""The words of a page: a file for each language, each a JSON object of names and texts."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_WANTED = "write one object of names and texts, as polcom list page-words prints it"
DIRECTIONS = ("ltr", "rtl")
#: What a language tells of itself: it cannot be taken from another.
_OWN = ("language.tag", "language.name")
_CHOICES = {"language.direction": DIRECTIONS, "language.units": ("sign", "name")}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: A scale that a language does not use, a sign that it does not write.
_MAY_BE_EMPTY = re.compile(r"number\.(1e\d+|group|scaled_group)")
_GAP = re.compile(r"\{([^{}]*)\}")
#: Forms of a text for numbers, as Unicode names them; the text itself is the form for all others.
_FORMS = ("zero", "one", "two", "few", "many")


@dataclass(frozen=True, slots=True)
class LabelFile:
    """The texts of one file by name; ``path`` says where they stand."""

    path: Path
    words: Mapping[str, str]

    @property
    def tag(self) -> str:
        """The language as a tag such as ``fr`` or ``zh-Hans``."""
        return self.words["language.tag"]


@dataclass(frozen=True)
class Wordbook:
    """The words of one page: a folder with a file for each language that polcom brings.

    The names in the English file, in its order, are those that there are; the files are trusted
    here, and held to the same rules by a test.
    """

    folder: Path

    @cached_property
    def own(self) -> tuple[LabelFile, LabelFile]:
        """English, which other languages fall back to, and Chinese."""
        english, chinese = (
            LabelFile(path, json.loads(path.read_text(encoding="utf-8")))
            for path in (self.folder / "en.json", self.folder / "zh.json")
        )
        return english, chinese

    @cached_property
    def gaps(self) -> Mapping[str, frozenset[str]]:
        """For each word that there is, the gaps that the page fills in it."""
        gaps: dict[str, frozenset[str]] = {}
        for file in self.own:
            for name, text in file.words.items():
                gaps[name] = gaps.get(name, frozenset()) | frozenset(_GAP.findall(text))
        return gaps

    @cached_property
    def names(self) -> list[str]:
        """The names of all words in the order of the English file, without forms for numbers."""
        return [name for name in self.own[0].words if name.rpartition(".")[2] not in _FORMS]

    def write(self) -> str:
        """The English words as a file, to begin another language with."""
        return self.own[0].path.read_text(encoding="utf-8")

    def list_missing(self, file: LabelFile) -> list[str]:
        """The names of words that a file leaves out, in the order of the English file."""
        return [name for name in self.names if name not in file.words]

    def read(self, path: Path) -> LabelFile:
        """The words in a file of a further language, as far as it has them.

        Raises:
            UsageError: with every fault of the file, each with its line and what to write.

        """
        text = _read(path)
        try:
            pairs = json.loads(text, object_pairs_hook=tuple)
        except json.JSONDecodeError as error:
            where = f"{path}:{error.lineno}:{error.colno}"
            raise UsageError(f"{where}: not JSON: {error.msg}; mend it there") from None
        except RecursionError:
            raise UsageError(f"{path}: nested too deep; {_WANTED}") from None
        if not isinstance(pairs, tuple):
            raise UsageError(f"{path}: no object of words; {_WANTED}")
        faults = [
            f"{path}:{_find_line(text, name, number)}: {fault}"
            for number, name, fault in _list_faults(pairs, self.gaps)
        ]
        faults += [f"{path}: {name} is missing; {_describe_own(name)}" for name in _miss(pairs)]
        if faults:
            raise UsageError("\n".join(faults))
        return LabelFile(path, dict(pairs))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a file of words that exists") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _find_line(text: str, name: str, number: int) -> int:
    """The line of the name of a pair; of a name that stands twice, that of its last place."""
    found = [match.start() for match in re.finditer(re.escape(json.dumps(name)), text)]
    escaped = [match.start() for match in re.finditer(re.escape(f'"{name}"'), text)]
    places = found or escaped or [0]
    return text.count("\n", 0, places[-1 if number else 0]) + 1


def _miss(pairs: Iterable[tuple[str, object]]) -> list[str]:
    given = {name for name, _ in pairs}
    return [name for name in _OWN if name not in given]


def _describe_own(name: str) -> str:
    examples = {"language.tag": "fr", "language.name": "français"}
    return f'write it, for example "{name}": "{examples[name]}"'


def _list_faults(
    pairs: Iterable[tuple[str, object]], known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, str, str]]:
    """Number, name and fault of each pair that has one."""
    seen: set[str] = set()
    for name, text in pairs:
        fault = "stands twice; keep one" if name in seen else _find_fault(name, text, known)
        if fault:
            yield name in seen, name, f"{name}: {fault}"
        seen.add(name)


def _find_fault(name: str, text: object, known: Mapping[str, frozenset[str]]) -> str:
    base, _, form = name.rpartition(".")
    counted = form in _FORMS and "count" in known.get(base, ())
    if name not in known and not counted:
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean '{near[0]}'?" if near else "see: polcom list page-words"
        return f"no word of the page has this name; {hint}"
    if not isinstance(text, str):
        return f"found {json.dumps(text, ensure_ascii=False)[:40]}; write a text in quotes"
    if not text.strip() and not _MAY_BE_EMPTY.fullmatch(name):
        return "empty; write the words, or leave the name out"
    return _find_bad_choice(name, text) or _find_bad_gap(
        text, known[base if counted else name], {"count"} if counted else set()
    )


def _find_bad_choice(name: str, text: str) -> str:
    choices = _CHOICES.get(name, ())
    if choices and text not in choices:
        return f"found {text!r}; write {' or '.join(choices)}"
    if name == "language.tag" and not _TAG.fullmatch(text):
        return f"found {text!r}; write a tag of a language, such as fr or pt-BR"
    return ""


def _find_bad_gap(text: str, wanted: frozenset[str], optional: set[str]) -> str:
    """The fault of a text whose gaps are not those that the page fills; an empty one has none."""
    given = set(_GAP.findall(text))
    if re.search(r"[{}]", _GAP.sub("", text)):
        return "a brace stands alone; write gaps as {name}"
    if strange := sorted(given - wanted):
        there = ", ".join(f"{{{gap}}}" for gap in sorted(wanted)) or "none"
        return f"{{{strange[0]}}} is filled by nothing; its gaps are: {there}"
    if text and (lost := sorted(wanted - given - optional)):
        return f"the gap {{{lost[0]}}} is missing; write it where it belongs"
    return ""
