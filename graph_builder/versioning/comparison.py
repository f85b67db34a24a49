"""The changes from one version of an ontology to another, each with its weight and its words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.namespaces import DCT, OWL, SH, find_local_name

from .numbers import Version, Weight
from .wording import find_text, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .reading import Facts, Snapshot

_DEPRECATED = f"{OWL}deprecated"
_REPLACED = f"{DCT}isReplacedBy"
_UNTIMELY = {"removed-without-notice", "removed-too-soon"}
_RANKS = ("Info", "Warning", "Violation")
_LEAST = {f"{SH}{name}" for name in ("minCount", "minLength", "minInclusive", "minExclusive")}
_MOST = {f"{SH}{name}" for name in ("maxCount", "maxLength", "maxInclusive", "maxExclusive")}
_SAID = {"message", "name", "description", "order", "group"}
#: A prefix is declared in the words of SHACL, and is no shape.
_DECLARATION = {f"{SH}{name}" for name in ("declare", "prefix", "namespace")}
#: What is said to people alone.
_WORDS = {"label", "prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote", "changeNote"}
_WORDS |= {"message", "name", "description", "note", "source", "example"}


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change: the thing, its kind, and what stood and stands there, empty where nothing did."""

    thing: str
    kind: str
    about: str = ""
    before: str = ""
    after: str = ""

    @property
    def weight(self) -> Weight:
        """What the change asks of users."""
        return Weight[read_words()[self.kind]["weight"].upper()]

    def describe(self, language: str) -> str:
        """The change and what it means, in the language or else in English."""
        values = {"property": self.about, "before": self.before, "after": self.after}
        return find_text(self.kind, language, **values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed, and the least number that the new version may have.

    ``migrated`` are the IRIs that the migrations between the two are about.
    """

    old: Version
    new: Version
    changes: tuple[Change, ...]
    migrated: frozenset[str] = frozenset()

    @property
    def untimely(self) -> tuple[Change, ...]:
        """The removals of what was not deprecated for a major version."""
        return tuple(change for change in self.changes if change.kind in _UNTIMELY)

    @property
    def unmigrated(self) -> tuple[Change, ...]:
        """The breaking changes that no migration is about."""
        breaking = (change for change in self.changes if change.weight is Weight.BREAKING)
        return tuple(change for change in breaking if not self._is_migrated(change.thing))

    def _is_migrated(self, thing: str) -> bool:
        """Whether a migration is about a thing, or about a member of a group."""
        return thing in self.migrated or any(f"<{iri}>" in thing for iri in self.migrated)

    @property
    def conforms(self) -> bool:
        """Whether the number suffices, terms left in time, and each breaking change is migrated."""
        return self.suffices and not self.untimely and not self.unmigrated

    @property
    def demanded(self) -> Version:
        """The least version that the changes allow."""
        return self.old.raise_for(
            max((change.weight for change in self.changes), default=Weight(0))
        )

    @property
    def suffices(self) -> bool:
        """Whether the new version's number is large enough."""
        return self.new >= self.demanded

    def describe(self, language: str) -> str:
        """How many changes there are, and the numbers stated and demanded."""
        numbers = {"old": self.old, "new": self.new, "demanded": self.demanded}
        return find_text("total", language, count=len(self.changes), **numbers)


def compare(old: Snapshot, new: Snapshot, migrated: Iterable[str] = ()) -> Comparison:
    """All changes, in order of the thing; ``migrated`` is what migrations between are about."""
    soon = old.version.era == new.version.era
    found: set[Change] = set()
    for thing in old.things.keys() | new.things.keys():
        before, after = old.things.get(thing, {}), new.things.get(thing, {})
        gone = before and not after and not thing.startswith("[")
        found.update(
            [_name_removal(thing, before, soon=soon)]
            if gone
            else _compare_thing(thing, before, after)
        )
    return Comparison(old.version, new.version, tuple(sorted(found)), frozenset(migrated))


def _name_removal(thing: str, before: Facts, *, soon: bool) -> Change:
    replacement = ", ".join(sorted(before.get(_REPLACED, ())))
    kind = "renamed" if replacement else "removed"
    if _DEPRECATED not in before:
        kind = "removed-without-notice"
    elif soon:
        kind = "removed-too-soon"
    return Change(thing, kind, after=replacement)


def _compare_thing(thing: str, before: Facts, after: Facts) -> Iterator[Change]:
    if thing.startswith("["):
        if not (before and after):
            yield Change(thing, "disjointness-added" if after else "disjointness-removed")
    elif not before:
        yield Change(thing, _name_new(after))
    else:
        names = before.keys() | after.keys()
        if _DEPRECATED in after and _DEPRECATED not in before:
            yield Change(thing, "deprecated", after=", ".join(sorted(after.get(_REPLACED, ()))))
            names -= {_DEPRECATED, _REPLACED}
        for name in names:
            yield from _compare_values(thing, name, before, after)


def _name_new(facts: Facts) -> str:
    if any(name.startswith(SH) and name not in _DECLARATION for name in facts):
        return "shape-added" if _rank(facts) == len(_RANKS) - 1 else "shape-added-as-advice"
    return "added"


def _rank(facts: Facts) -> int:
    values = facts.get(f"{SH}severity", frozenset({f"<{SH}Violation>"}))
    return max(_RANKS.index(value.removesuffix(">").rpartition("#")[2]) for value in values)


def _compare_values(thing: str, name: str, before: Facts, after: Facts) -> Iterator[Change]:
    gone = before.get(name, frozenset()) - after.get(name, frozenset())
    come = after.get(name, frozenset()) - before.get(name, frozenset())
    short = find_local_name(name)
    told = (thing, short, "; ".join(sorted(gone)), "; ".join(sorted(come)))
    if not gone and not come:
        return
    if name == f"{SH}severity":
        stricter = _rank(after) > _rank(before)
        yield _tell(told, "tightened" if stricter else "loosened")
    elif name.startswith(SH) and short not in _SAID and name not in _DECLARATION:
        kind = _judge_constraint(name, gone, come)
        advice = kind == "tightened" and _rank(after) < len(_RANKS) - 1
        yield _tell(told, "tightened-as-advice" if advice else kind)
    else:
        yield _tell(told, _judge_term(short, added_only=not gone, removed_only=not come))


def _tell(told: tuple[str, str, str, str], kind: str) -> Change:
    thing, short, gone, come = told
    return Change(thing, kind, short, gone or "-", come or "-")


def _judge_constraint(name: str, gone: frozenset[str], come: frozenset[str]) -> str:
    if not gone or not come:
        return "tightened" if come else "loosened"
    first, second = (_as_number(values) for values in (gone, come))
    if first is not None and second is not None and name in _LEAST | _MOST:
        return "tightened" if (second > first) is (name in _LEAST) else "loosened"
    return "tightened"


def _as_number(values: frozenset[str]) -> Decimal | None:
    text = min(values).split('"')[1] if '"' in min(values) else ""
    return Decimal(text) if text.lstrip("-").replace(".", "", 1).isdecimal() else None


def _judge_term(short: str, *, added_only: bool, removed_only: bool) -> str:
    if short in _WORDS:
        return "reworded"
    if short in {"range", "domain", "disjointWith"}:
        return "meaning-widened" if removed_only else "meaning-narrowed"
    if short in {"type", "subClassOf", "subPropertyOf", "inScheme", "broader"}:
        return "place-changed"
    if added_only or short == "isReplacedBy":
        return "added-fact"
    return "value-changed" if short in {"factor", "baseUnit", "notation"} else "fact-changed"
