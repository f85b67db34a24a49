"""Statements without a number: rank, status, relative and other targets, actions, achievements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_template, compile_words
from graph_builder.model import Achievement, Action, Designation, Target

from .frames import PLAN, REVIEW
from .numerals import WORD_SLOT
from .structure import Stretch, split_list

if TYPE_CHECKING:
    from .reading import TextReader

_SHORTEST = 4
_LONGEST = 300


class WordingReader:
    """Reads clauses that hold no quantity."""

    def __init__(self, reader: TextReader) -> None:
        self.reader, self.assembly = reader, reader.assembly
        pack = self.assembly.pack
        self.patterns = {
            name: re.compile(compile_words(pack.words("qualities", name)))
            for name in (
                "top",
                "front",
                "world",
                "nation",
                "reach",
                "keep",
                "titles",
                "states",
                "in_step",
                "direction",
                "processes",
                "attain",
                "raise",
            )
        }
        verbs = pack.words("verbs", "action") + pack.words("qualities", "reach")
        verbs += pack.words("verbs", "keep")
        edge = r"\b" if pack.spaces else ""
        self.action = re.compile(f"{compile_words(tuple(verbs))}{edge}")
        self.edges = {
            name: re.compile(f"(?:{compile_words(pack.words('qualities', name))})$")
            for name in ("titles", "states", "processes", "measures")
        }
        slots = {"words": WORD_SLOT(pack)}
        told = (
            compile_template(template, slots, pack.fold, f"o{place}_")
            for place, template in enumerate(pack.setting("qualities", "outcomes", default=()))
        )
        self.outcomes = re.compile("|".join(told) or r"(?!)")
        self.groups = pack.table("groups")
        self.list_mark = pack.fold(pack.setting("marks", "list", default=";"))
        self.link = pack.fold(pack.setting("marks", "link", default=" "))
        self.known: dict[str, str] = {}

    def read(self, clause: Stretch, modality: str) -> None:
        """Adds the statement of a clause, if it makes one."""
        clause = self._skip_label(clause)
        if clause.end - clause.start < _SHORTEST:
            return
        if clause.end - clause.start > _LONGEST:
            head = Stretch(clause.start, clause.start + _LONGEST)
            self.assembly.doubt("clause-too-long", head)
            return
        if modality == REVIEW:
            fields = self._cite(self.assembly.base("achievement", clause), clause)
            self.assembly.result.statements.append(Achievement(**fields))
            return
        verb = self.action.match(self.reader.shadow, clause.start, clause.end)
        cited = self.reader.within("citations", self.reader.citations, clause)
        if cited and not verb and modality in {PLAN, ""}:
            self._add_action(clause)
            return
        if modality not in {PLAN, ""} or not (verb or modality == PLAN):
            return
        if (kind := self._target_fields(clause)) is not None:
            self._add_target(clause, kind)
        elif verb:
            self._add_action(clause)

    def asks(self, clause: Stretch) -> bool:
        """Whether a clause opens with a verb that asks for something to be done."""
        return self.action.match(self.reader.shadow, clause.start, clause.end) is not None

    def _skip_label(self, clause: Stretch) -> Stretch:
        start = self.reader.structure.skip_number(self.reader.shadow, clause)
        for phrase in self.reader.deadlines.times:
            if phrase.start <= start + 1:
                start = phrase.end
        while start < clause.end and self.reader.shadow[start] in "、 ":
            start += 1
        return Stretch(start, clause.end)

    def _add_action(self, clause: Stretch) -> None:
        fields = self._cite(self.assembly.base("action", clause), clause)
        fields["advances"] = self.reader.goals.current
        self.assembly.result.statements.append(Action(**fields))

    def _add_target(self, clause: Stretch, kind: dict[str, Any]) -> None:
        for span in self._split_list(clause):
            fields = self._cite(self.assembly.base("target", span), span)
            fields["target_of"] = self.reader.goals.current
            fields |= kind
            self.reader.deadlines.date_statement(fields, span)
            self.assembly.result.statements.append(Target(**fields))

    def _split_list(self, clause: Stretch) -> list[Stretch]:
        """The members of a list of superlatives; any other clause is one."""
        shadow, top = self.reader.shadow, self.patterns["top"]
        groups: list[Stretch] = []
        start = clause.start
        for mark in range(clause.start, clause.end):
            if shadow[mark] != self.list_mark or not top.search(shadow, start, mark):
                continue
            if shadow.find(self.link, start, mark) >= 0:
                groups.append(Stretch(start, mark))
                start = mark + 1
        groups.append(Stretch(start, clause.end))
        several = len(groups) > 1 and top.search(shadow, start, clause.end)
        return groups if several else [clause]

    def _target_fields(self, clause: Stretch) -> dict[str, Any] | None:
        """What makes a target of a clause; None for one that is none."""
        shadow, span = self.reader.shadow, (clause.start, clause.end)
        reach = self.patterns["reach"].search(shadow, *span)
        if match := self.patterns["in_step"].search(shadow, *span):
            return self._relative(Stretch(clause.start, match.start()))
        if self.patterns["attain"].match(shadow, *span) and not self._names_more(span):
            return {}
        return None if self.edges["processes"].search(shadow, *span) else self._end(clause, reach)

    def _end(self, clause: Stretch, reach: re.Match[str] | None) -> dict[str, Any] | None:
        """What makes a target of a clause that ends in no process: rank, title, state, outcome."""
        shadow, span = self.reader.shadow, (clause.start, clause.end)
        top = self.patterns["top"].search(shadow, *span)
        title = self.edges["titles"].search(shadow, *span)
        if title and reach:
            return self._status(Stretch(reach.end(), clause.end), Stretch(*span))
        if (top and reach) or self.patterns["front"].search(shadow, *span):
            return self._rank(Stretch(*span)) if top else {}
        if reach and self.edges["states"].search(shadow, *span):
            return {}
        return {} if self._tells_outcome(span) else None

    def _names_more(self, span: tuple[int, int]) -> bool:
        """Whether a clause names a title or a superlative, which says more than an end state."""
        shadow = self.reader.shadow
        named = self.edges["titles"].search(shadow, *span)
        return bool(named or self.patterns["top"].search(shadow, *span))

    def _tells_outcome(self, span: tuple[int, int]) -> bool:
        shadow = self.reader.shadow
        if self.patterns["direction"].search(shadow, *span):
            return True
        told = [match.end() for match in self.outcomes.finditer(shadow, *span)]
        if told and told[-1] == span[1]:
            return True
        if self.action.match(shadow, *span):
            raised = self.patterns["raise"].match(shadow, *span)
            return bool(raised and self.edges["measures"].search(shadow, *span))
        return bool(told)

    def _rank(self, span: Stretch) -> dict[str, Any]:
        """The rank and among whom; among whom is not guessed where no word names them."""
        world = self.patterns["world"].search(self.reader.shadow, span.start, span.end)
        named = world or self.patterns["nation"].search(self.reader.shadow, span.start, span.end)
        group = self.groups.get(named[0]) if named else None
        if group is None:
            self.assembly.doubt("comparison-group-missing", span)
            return {}
        return {"rank": 1, "comparison_group": str(group)}

    def _status(self, title: Stretch, span: Stretch) -> dict[str, Any]:
        keeps = self.patterns["keep"].search(self.reader.shadow, span.start, title.start)
        label = self.assembly.quote(title)
        key = self.assembly.pack.fold(label)
        if key not in self.known:
            self.known[key] = self.assembly.name("designation")
            record = Designation(id=self.known[key], label={self.assembly.tag: label})
            self.assembly.result.designations.append(record)
        return {"aspired_status": self.known[key], "status_aim": "keep" if keeps else "gain"}

    def _relative(self, span: Stretch) -> dict[str, Any] | None:
        joiners = tuple(j for j in self.assembly.pack.words("metric", "joiners") if j != "、")
        verb = self.patterns["keep"].match(self.reader.shadow, span.start, span.end)
        start = verb.end() if verb else span.start
        parts = split_list(self.reader.shadow, Stretch(start, span.end), joiners)
        if len(parts) != 2:  # noqa: PLR2004 - a step is between two
            return None
        names = [self.assembly.metric(self.assembly.quote(part)) for part in parts]
        return {"metric": names[0], "reference_metric": names[1], "comparator": "in-step"}

    def _cite(self, fields: dict[str, Any], clause: Stretch) -> dict[str, Any]:
        spans = self.reader.within("citations", self.reader.citations, clause)
        if spans:
            fields["citations"] = [self.assembly.citation(span) for span in spans]
        return fields
