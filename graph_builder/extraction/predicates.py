"""Which predicate governs a value, in languages in which verbs stand before their objects.

A clause of such a language may hold a promise and a result side by side, so the words of the
sentence are ranked by their place: the last cue before the value in its clause rules, then the
first one behind it, then what else the sentence says, then the list or section that it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph_builder.languages import compile_words

from .frames import FORECAST, NORM, PLAN, REVIEW
from .structure import Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_builder.languages import Pack

    from .quantities import Quantity
    from .times import TimePhrase

_FUTURE = frozenset({"deadline", "period"})
_SOFT, _PAST, _STATE, _DONE, _RULE, _PLAN = "soft", "past", "state", "done", "rule", "plan"
_FORESEEN, _PERFECT, _SHALL = "forecast", "perfect", "future"
_ALSO, _WOULD, _REPORTED, _MUST, _MET = "also", "conditional", "reported", "duty", "met"
_JOINABLE = frozenset({_FORESEEN, _PLAN, _SHALL, _SOFT, _RULE, _MUST})
_GROUPS = (
    _PLAN,
    _SHALL,
    "review",
    _PERFECT,
    _PAST,
    _STATE,
    _FORESEEN,
    _RULE,
    _DONE,
    _WOULD,
    _REPORTED,
    _MUST,
    _MET,
)
_NEAR = 30
_TOUCHING = 2
_AUXILIARY = frozenset({_STATE, "review", _PERFECT})
_KINDS = {"review": REVIEW, _FORESEEN: FORECAST, _PLAN: PLAN, _SHALL: PLAN}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells commitments from the rest, and where it stands."""

    start: int
    end: int
    group: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a value: its clause, the times of its sentence, and the frame above."""

    clause: Stretch
    times: Sequence[TimePhrase]
    frame: str
    """The modality of the list or section, empty where neither says any."""
    listed: bool
    """Whether a list lends that modality."""
    law: bool
    """Whether the text is a law, in which what shall be done without a date is a rule."""
    ahead: bool
    """Whether a deadline that is still to come governs the value."""


@dataclass(frozen=True, slots=True)
class PredicateReader:
    """The compiled cues of one pack."""

    pattern: re.Pattern[str]
    groups: dict[str, str]
    opening: re.Pattern[str]
    infinitive: re.Pattern[str]
    told: re.Pattern[str]
    free: frozenset[str]
    """The words before a verb that need no other verb before them: to reduce."""

    def read(self, shadow: str, sentence: Stretch) -> list[Cue]:
        """The cues of a sentence in order."""
        span = (sentence.start, sentence.end)
        cues = [
            Cue(match.start(), match.end(), self.groups[" ".join(match[0].split())])
            for match in self.pattern.finditer(shadow, *span)
        ]
        for match in self.infinitive.finditer(shadow, *span):
            group = _SOFT if match["lead"] in self.free else _ALSO
            cues.append(Cue(match.start(), match.end(), group))
        known = {cue.start for cue in cues}
        cues += [
            Cue(m.start(), m.end("verb"), _PAST)
            for m in self.told.finditer(shadow, *span)
            if m.start() not in known
        ]
        if opener := self.opening.match(shadow, *span):
            cues.append(Cue(opener.start("verb"), opener.end(), _SOFT))
        return _resolve(_merge(sorted(cues, key=lambda c: (c.start, c.end))))

    def judge(self, shadow: str, cues: Sequence[Cue], quantity: Quantity, setting: Setting) -> str:
        """The modality of a value; empty where nothing decides."""
        clause = setting.clause
        if inner := _brackets(shadow, quantity, clause):
            within = [c for c in cues if inner.start <= c.start < inner.end]
            if not within and not _is_dated(setting.times, inner):
                return ""
            if within:
                cues, clause, setting = within, inner, replace(setting, ahead=False)
        before = [c for c in cues if clause.start <= c.start < quantity.number_start]
        after = [c for c in cues if quantity.end <= c.start < clause.end]
        done = [c for c in after if c.group == _DONE and c.start < quantity.end + _NEAR]
        if done or any(c.group == _MET for c in after):
            return REVIEW
        after = [c for c in after if c.group != _DONE and not self._apart(shadow, quantity, c)]
        if before and after and _is_subject(before, after, clause):
            before = []
        if before:
            return self._weigh(_leading(before), setting)
        if after:
            return self._weigh(after[0].group, setting, behind=True)
        earlier = [c for c in cues if c.start < clause.start and c.group != _DONE]
        later = [c for c in cues if c.start >= clause.end and c.group != _DONE]
        group = earlier[-1].group if earlier else later[0].group if later else ""
        if setting.ahead and group != _FORESEEN:
            return PLAN
        return self._weigh(group, setting)

    @staticmethod
    def _apart(shadow: str, quantity: Quantity, cue: Cue) -> bool:
        """Whether a cue stands in brackets that the value is not in."""
        return shadow.find("(", quantity.end, cue.start) >= 0

    def _weigh(self, group: str, setting: Setting, *, behind: bool = False) -> str:
        """What a group of cues comes to under the frame and the times of a value."""
        frame, ahead = setting.frame, setting.ahead
        if group == _MUST:
            group = _RULE if setting.law else _PLAN
        if group in _KINDS:
            return _KINDS[group]
        if group == _SOFT:
            return REVIEW if not ahead and (frame == REVIEW or _is_past(setting)) else PLAN
        if group == _RULE:
            return PLAN if ahead and frame != REVIEW else NORM
        if frame == REVIEW or (group == _PAST and not behind):
            return REVIEW
        if ahead or (group in {_STATE, _PERFECT} and setting.listed):
            return PLAN
        return REVIEW if group or _is_past(setting) else frame


def _is_subject(before: list[Cue], after: list[Cue], clause: Stretch) -> bool:
    """Whether a clause opens with what it foresees about: reaching 40 % will require money."""
    opens = len(before) == 1 and before[0].start <= clause.start + _TOUCHING
    return opens and before[0].group == _SOFT and after[0].group == _FORESEEN


def _brackets(shadow: str, quantity: Quantity, clause: Stretch) -> Stretch | None:
    """What the brackets hold that a value stands in, if it stands in any."""
    opening = shadow.rfind("(", clause.start, quantity.start)
    if opening < 0 or shadow.find(")", opening, quantity.start) >= 0:
        return None
    closing = shadow.find(")", quantity.end, clause.end)
    return Stretch(opening, closing if closing >= 0 else clause.end)


def _is_dated(times: Sequence[TimePhrase], span: Stretch) -> bool:
    return any(span.start <= phrase.start < span.end for phrase in times)


def _merge(cues: list[Cue]) -> list[Cue]:
    """The cues, of two that touch only the one that says more: is projected, expected to reach."""
    merged: list[Cue] = []
    for cue in cues:
        last = merged[-1] if merged else None
        if last and cue.start <= last.end + _TOUCHING:
            if cue.start < last.end and cue.group != _PLAN:
                continue
            if last.group in {_PLAN, _SOFT} and cue.group == _STATE:
                continue
            if last.group in {_FORESEEN, _RULE} and cue.group in {_SOFT, _PLAN}:
                continue
            if last.group == _PERFECT and cue.group in {_PAST, _DONE}:
                merged[-1] = Cue(last.start, cue.end, "review")
                continue
            if last.group in _AUXILIARY and cue.group in {_FORESEEN, _RULE, _PLAN}:
                merged.pop()
        merged.append(cue)
    return merged


def _resolve(cues: list[Cue]) -> list[Cue]:
    """The cues, each with the group that the rest of the sentence gives it.

    A verb joined to one before shares its sense: could cut waste and create jobs. What somebody
    said would be done is promised.
    """
    resolved: list[Cue] = []
    group, said = _SOFT, False
    for cue in cues:
        if cue.group == _REPORTED:
            said = True
            continue
        own = cue.group
        if own == _WOULD:
            own = _PLAN if said else _FORESEEN
        elif own == _ALSO:
            own = group if group in _JOINABLE else _SOFT
        elif own in _JOINABLE:
            group = own
        if own:
            resolved.append(Cue(cue.start, cue.end, own))
    return resolved


def _leading(before: list[Cue]) -> str:
    """The last cue before a value; a bare participle does not undo what was promised before it."""
    last = before[-1]
    if last.group == _DONE:
        return REVIEW
    if last.group == _STATE and any(c.group == _RULE for c in before):
        return _RULE
    if last.group in {_SOFT, _SHALL} and any(c.group == _FORESEEN for c in before):
        return _FORESEEN
    if last.group == _PAST:
        promised = [c for c in before if c.group in {_PLAN, _SOFT, _SHALL, _RULE, _MUST}]
        return promised[-1].group if promised else _PAST
    return last.group


def _is_past(setting: Setting) -> bool:
    clause = setting.clause
    return any(t.kind == "past" and clause.start <= t.start < clause.end for t in setting.times)


@cache
def compile_predicates(pack: Pack) -> PredicateReader | None:
    """The reader of predicates of a pack; none where it has no such words."""
    if not pack.setting("predicates", default={}):
        return None
    groups: dict[str, str] = dict.fromkeys(pack.words("predicates", "traps"), "")
    for group in _GROUPS:
        groups |= {word: group for word in pack.words("predicates", group) if word not in groups}
    verbs = compile_words(pack.words("predicates", "verbs"))
    openers = compile_words(pack.words("predicates", "verbs") + pack.words("predicates", "gerunds"))
    endings = compile_words(pack.words("predicates", "opening_endings"))
    barred = compile_words(pack.words("predicates", "not_opening"))
    leads = compile_words(pack.words("predicates", "infinitives"))
    label = (
        r"(?:[^\w\n]{0,6}(?:\(?\w{1,3}[.)] {0,3}|\d{1,2}\.\w{1,2} {1,3})?(?:[^:\n.]{1,60}: {1,3})?)"
    )
    adverbs = compile_words(pack.words("predicates", "adverbs"))
    told = compile_words(pack.words("predicates", "past_endings"))
    followers = compile_words(pack.words("predicates", "past_followers"))
    return PredicateReader(
        re.compile(rf"\b(?:{compile_words(groups)})\b"),
        groups,
        re.compile(
            rf"{label}(?:(?:{adverbs}) )?"
            rf"(?P<verb>{openers}|(?!(?:{barred})\b)\w{{2,20}}(?:{endings}))\b"
        ),
        re.compile(rf"(?P<lead>\b(?:{leads})|,) {{1,3}}(?:(?:{adverbs}) {{1,3}})?(?:{verbs})\b"),
        re.compile(rf"\b(?P<verb>[a-z]{{2,20}}(?:{told})) {{1,3}}(?:(?:{followers})\b|\W?\d)"),
        frozenset(pack.words("predicates", "free")),
    )


def is_future(phrase: TimePhrase) -> bool:
    """Whether a time phrase may say until when."""
    return phrase.kind in _FUTURE and phrase.day is not None
