"""Templates with named slots, turned into bounded patterns: data in, regular expression out.

A template is plain words with ``{slot}``, ``[may|be]`` and ``(one|of)``. Nothing in it repeats
without bound, so a pattern made from templates takes time linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.errors import PolcomError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOKEN = re.compile(r"\{(\w{1,20})\}|([\[\](|)])|([^\[\](|){}]{1,500})|([{}])")
_LONGEST = 400


class TemplateError(PolcomError):
    """A template that cannot be read: says which and why."""

    exit_code = 2


@dataclass(slots=True)
class _Parser:
    template: str
    slots: Mapping[str, str]
    fold: Callable[[str], str]
    prefix: str
    tokens: list[re.Match[str]] = field(default_factory=list)
    place: int = 0
    used: set[str] = field(default_factory=set)

    def parse(self) -> str:
        self.tokens = list(_TOKEN.finditer(self.template))
        source = self._alternatives()
        if self.place < len(self.tokens):
            raise self._error(f"{self.tokens[self.place][0]!r} closes nothing")
        return source

    def _alternatives(self) -> str:
        options = [self._sequence()]
        while self._peek() == "|":
            self.place += 1
            options.append(self._sequence())
        options.sort(key=len, reverse=True)
        return "|".join(options)

    def _sequence(self) -> str:
        parts: list[str] = []
        while self.place < len(self.tokens) and self._peek() not in {"|", "]", ")"}:
            parts.append(self._part())
        return "".join(parts)

    def _part(self) -> str:
        token = self.tokens[self.place]
        self.place += 1
        if token[1]:
            return self._slot(token[1])
        if token[3]:
            return "".join(" {1,3}" if c == " " else re.escape(c) for c in self.fold(token[3]))
        if token[2] in {"[", "("}:
            return self._group(token[2])
        raise self._error(f"{token[0]!r} stands alone")

    def _group(self, opening: str) -> str:
        source = self._alternatives()
        closing = "]" if opening == "[" else ")"
        if self._peek() != closing:
            raise self._error(f"{opening!r} is not closed by {closing!r}")
        self.place += 1
        return f"(?:{source})" + ("?" if opening == "[" else "")

    def _slot(self, name: str) -> str:
        kind = name.rstrip("0123456789")
        if kind not in self.slots:
            known = ", ".join(sorted(self.slots))
            raise self._error(f"no slot {{{name}}}; slots are {known}")
        if name in self.used:
            return f"(?:{self.slots[kind]})"
        self.used.add(name)
        return f"(?P<{self.prefix}{name}>{self.slots[kind]})"

    def _peek(self) -> str:
        return self.tokens[self.place][0] if self.place < len(self.tokens) else ""

    def _error(self, why: str) -> TemplateError:
        return TemplateError(f"template {self.template!r}: {why}; correct it in the pack")


def compile_template(
    template: str, slots: Mapping[str, str], fold: Callable[[str], str] = str, prefix: str = ""
) -> str:
    """The source of the pattern that a template stands for.

    Raises:
        TemplateError: when a bracket or a slot is wrong, or the template is too long.

    >>> compile_template("by [the end of ]{year}", {"year": "[0-9]{4}"})
    'by {1,3}(?:the {1,3}end {1,3}of {1,3})?(?P<year>[0-9]{4})'

    """
    if len(template) > _LONGEST:
        raise TemplateError(f"template {template[:40]!r}…: longer than {_LONGEST}; split it")
    return _Parser(template, slots, fold, prefix).parse()


def compile_words(words: Mapping[str, object] | tuple[str, ...]) -> str:
    r"""The source of a pattern for any of the words, the longest first; a space may be up to three.

    Without words, it is a pattern that never matches.

    >>> compile_words(("up", "up to"))
    'up {1,3}to|up'
    """
    ordered = sorted(words, key=len, reverse=True)
    sources = (re.escape(word).replace("\\ ", " {1,3}") for word in ordered)
    return "|".join(sources) or r"(?!)"
