"""Who is responsible: bodies named in brackets, or behind a label, for what stands before them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words
from graph_builder.model import CommitmentBase

from .structure import Stretch, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.languages import Pack

    from .assembly import Assembly
    from .structure import Heading

_GROUPS = re.compile(r"\(([^()\n]{2,160})\)")
_ENDS = re.compile(r"[\n。;)\]|]|\. |$")
_LONGEST, _SHORTEST = 160, 2
_WIDEST_NAME = 24
_INDENT = 40


@dataclass(frozen=True, slots=True)
class Naming(Stretch):
    """A place that names who is responsible, the leading bodies first."""

    names: tuple[Stretch, ...]
    leads: int
    """How many of the names lead; the others take part."""


@dataclass(frozen=True, slots=True)
class BodyReader:
    """The compiled words of responsible bodies of one pack."""

    labels: re.Pattern[str]
    leading: re.Pattern[str]
    acting: re.Pattern[str]
    joints: re.Pattern[str]
    ending: re.Pattern[str]
    bare: bool
    spaces: bool

    def read(self, shadow: str) -> list[Naming]:
        """All namings of a text, in order."""
        found = {naming.start: naming for naming in self._read_labels(shadow)}
        reach = sorted((n.start, n.end) for n in found.values())
        for match in _GROUPS.finditer(shadow):
            at = bisect_right(reach, (match.end(), 0)) - 1
            if at >= 0 and match.start() < reach[at][1]:
                continue
            if naming := self._read_group(shadow, match):
                found[naming.start] = naming
        return [found[start] for start in sorted(found)]

    def _read_labels(self, shadow: str) -> Iterator[Naming]:
        for match in self.labels.finditer(shadow):
            stop = _ENDS.search(shadow, match.end(), match.end() + _LONGEST)
            end = stop.start() if stop else min(len(shadow), match.end() + _LONGEST)
            names = tuple(self.split(shadow, match.end(), end))
            if names:
                yield Naming(match.start(), end, names, len(names))

    def _read_group(self, shadow: str, match: re.Match[str]) -> Naming | None:
        """A group that ends in what its names do, or that holds nothing but names."""
        start, end = match.span(1)
        lead = self.leading.search(shadow, start, end)
        act = self.acting.search(shadow, start, end)
        if lead is None and act is None:
            return self._read_bare(shadow, match) if self.bare else None
        last = (act or lead or match).start()
        names = list(self.split(shadow, start, lead.start() if lead else last))
        count = len(names)
        if lead and act and act.start() > lead.end():
            names += self.split(shadow, lead.end(), act.start())
        return Naming(match.start(), match.end(), tuple(names), count) if count else None

    def _read_bare(self, shadow: str, match: re.Match[str]) -> Naming | None:
        follows = shadow[match.end() : match.end() + 1]
        if follows and follows not in "。;\n.":
            return None
        names = tuple(self.split(shadow, *match.span(1)))
        length = sum(name.end - name.start + 1 for name in names)
        whole = names and length >= match.end(1) - match.start(1)
        return Naming(match.start(), match.end(), names, len(names)) if whole else None

    def split(self, shadow: str, start: int, end: int) -> Iterator[Stretch]:
        """The names of bodies in a run of characters; what is no name is left out."""
        for match in [*self.joints.finditer(shadow, start, end), None]:
            part = trim(shadow, start, match.start() if match else end)
            named = self.ending.search(shadow, part.start, part.end)
            if match and not named and match[0].isalpha():
                continue  # a word such as 及 within a name joins nothing
            start = match.end() if match else end
            length = part.end - part.start
            if named and length >= _SHORTEST and (self.spaces or length <= _WIDEST_NAME):
                yield part


@dataclass(frozen=True, slots=True)
class Scopes:
    """What namings govern, in order and apart: lines, and sections around them."""

    lines: list[tuple[Stretch, Naming]]
    sections: list[tuple[Stretch, Naming]]

    def find(self, place: int) -> Naming | None:
        """The naming that governs a place, the nearer one first."""
        for scopes in (self.lines, self.sections):
            at = bisect_right(scopes, place, key=lambda scope: scope[0].start) - 1
            if at >= 0 and place < scopes[at][0].end:
                return scopes[at][1]
        return None


def assign_bodies(assembly: Assembly, shadow: str, headings: list[Heading]) -> None:
    """Gives commitments the bodies that the text makes responsible for them."""
    namings = compile_bodies(assembly.pack).read(shadow)
    statements = assembly.result.statements
    places = sorted(s.evidence[0].start for s in statements if isinstance(s, CommitmentBase))
    lines = [match.end() for match in re.finditer("\n", shadow)]
    scopes = _find_scopes(shadow, namings, (headings, places, lines))
    for index, statement in enumerate(statements):
        if not isinstance(statement, CommitmentBase) or statement.undertaken_by:
            continue
        start = statement.evidence[0].start
        if naming := scopes.find(start):
            near = bisect_right(lines, start) == bisect_right(lines, naming.start)
            basis = "stated" if near else "carried"
            body = _name_bodies(assembly, naming, statement.id, basis)
            statements[index] = statement.model_copy(update={"undertaken_by": body})


def _find_scopes(
    shadow: str, namings: list[Naming], known: tuple[list[Heading], list[int], list[int]]
) -> Scopes:
    """What each naming governs, with headings, places of commitments and starts of lines known.

    In the middle of a line that is the line before it. On a line of its own it is what stands
    above it since the last heading or naming, or else, right under a heading, the section.
    """
    headings, places, lines = known
    scopes, reach = Scopes([], []), 0
    heads = [heading.start for heading in headings]
    for naming in namings:
        at = bisect_right(lines, naming.start) - 1
        line = lines[at] if at >= 0 else 0
        if shadow[line : min(naming.start, line + _INDENT)].strip(" |\t"):
            scopes.lines.append((Stretch(max(reach, line), naming.start), naming))
        else:
            at = bisect_right(heads, naming.start) - 1
            head = headings[at] if at >= 0 else Stretch(0, 0)
            first = max(reach, head.end)
            above = bisect_left(places, first) < bisect_left(places, naming.start)
            begin = first if above else max(reach, head.start)
            below = heads[at + 1] if at + 1 < len(heads) else len(shadow)
            scopes.sections.append((Stretch(begin, naming.start if above else below), naming))
        reach = naming.end
    return scopes


def _name_bodies(assembly: Assembly, naming: Naming, statement: str, basis: str) -> str:
    """The first leading body; every one is traced, and more than one that leads is doubtful."""
    for name in naming.names:
        assembly.trace(statement, "undertaken_by", name, basis)
    if naming.leads > 1:
        assembly.doubt("several-bodies", Stretch(naming.start, naming.end), statement)
    return assembly.agent(naming.names[0])


@cache
def compile_bodies(pack: Pack) -> BodyReader:
    """The reader of responsible bodies of a pack."""
    edge = r"\b" if pack.spaces else ""
    tails = compile_words((*pack.words("bodies", "tails"), *pack.words("bodies", "separators")))
    endings = pack.words("bodies", "endings")
    return BodyReader(
        re.compile(rf"{edge}(?:{compile_words(pack.words('bodies', 'labels'))}) ?(?::| ?\||\t)"),
        re.compile(compile_words(pack.words("bodies", "leading"))),
        re.compile(compile_words(pack.words("bodies", "acting"))),
        re.compile(tails),
        re.compile(f"(?:{compile_words(endings)})$" if endings else r"\w"),
        bool(pack.setting("bodies", "bare", default=False)),
        pack.spaces,
    )
