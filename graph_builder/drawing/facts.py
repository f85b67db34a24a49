"""What the page says about a statement, an assessment and an observation, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import Literal

from graph_builder.network.reading import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.network.reading import Term

    from .vocabulary import Vocabulary
    from .wording import Texts, Wording

#: The name of a fact, and what is the case in each language.
Fact: TypeAlias = tuple[str, "Texts"]

_ABOUT = ("metric", "expressed_as", "deadline_basis", "theme", "place", "bindingness", "confidence",
          "addressed_to", "note")  # fmt: skip
_WHO = ("issued_by", "in_office", "undertaken_by")


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of one node, read as words."""

    found: Mapping[str, list[Term]]
    vocabulary: Vocabulary

    @property
    def wording(self) -> Wording:
        """The words of the page."""
        return self.vocabulary.wording

    def first(self, attribute: str) -> str:
        """The first value of an attribute; empty when it has none."""
        terms = self.found.get(attribute)
        return text(terms[0]) if terms else ""

    def words(self, attribute: str) -> Texts:
        """The values of an attribute in words."""
        terms = self.found.get(attribute)
        return self.vocabulary.read(terms) if terms else {}

    def names(self, attribute: str) -> list[Texts]:
        """Each value of an attribute in words."""
        return [self.vocabulary.read([term]) for term in self.found.get(attribute, ())]

    def token(self, attribute: str) -> str:
        """The local name of the concept that an attribute takes."""
        return self.first(attribute).rpartition("/")[2]

    def quantity(self, attribute: str, unit: str = "") -> Texts:
        """A number with its unit; empty when there is no number."""
        number, unit = self.first(attribute), unit or self.first("unit")
        if not number:
            return {}
        return {
            language: self.wording.write_quantity(
                Decimal(number), self.vocabulary.name_unit(unit, language) if unit else "", language
            )
            for language in self.wording.languages
        }

    def number(self, value: Decimal) -> Texts:
        """A number as each language writes it."""
        languages = self.wording.languages
        return {language: self.wording.write_number(value, language) for language in languages}


def describe_bound(attributes: Attributes) -> Texts:
    """What a target asks for: comparator, value and unit, or a rank, a title or a reference."""
    value, upper = attributes.quantity("value"), attributes.quantity("upper_value")
    comparator, say = attributes.words("comparator"), attributes.wording.say
    if value:
        amount = say("say.range", low=value, high=upper) if upper else value
        return say("say.bound", comparator=comparator, amount=amount) if comparator else amount
    if attributes.first("rank"):
        rank = attributes.wording.same(attributes.first("rank"))
        group = attributes.words("comparison_group")
        return (
            say("say.rank", rank=rank, group=group) if group else say("say.rank_alone", rank=rank)
        )
    if attributes.first("aspired_status"):
        title = attributes.words("aspired_status")
        return say("say.status", aim=attributes.words("status_aim"), title=title)
    for reference in ("reference_metric", "reference_place", "reference_period"):
        if attributes.first(reference):
            return say("say.relative", comparator=comparator, reference=attributes.words(reference))
    return {}


def describe_statement(attributes: Attributes, parts: int) -> list[Fact]:
    """The facts about a statement in reading order; ``parts`` is the number that is known."""
    wording = attributes.wording
    facts: list[Fact] = [("bound", describe_bound(attributes))]
    if attributes.quantity("value"):
        facts.append(("unit", attributes.words("unit")))
    facts.append(("stated_value", attributes.words("stated_value")))
    if attributes.first("deadline"):
        day, period = wording.same(attributes.first("deadline")), attributes.words("horizon")
        facts.append(
            ("deadline", wording.say("say.deadline", day=day, period=period) if period else day)
        )
    facts += [(name, attributes.words(name)) for name in _ABOUT]
    if attributes.first("declared_part_count"):
        declared = attributes.first("declared_part_count")
        facts.append(("parts", wording.speak("say.parts", declared=declared, known=str(parts))))
    return [fact for fact in facts if fact[1]]


def describe_speaker(attributes: Attributes) -> list[Fact]:
    """Who said it, in what office, and who undertakes it."""
    return [(name, words) for name in _WHO if (words := attributes.words(name))]


def describe_assessment(attributes: Attributes, target: Attributes) -> list[Fact]:
    """Verdict, rule, gap, attainment and caveat of an assessment; the gap in the target's unit."""
    facts: list[Fact] = [
        ("verdict", attributes.words("verdict")),
        ("rule", attributes.words("rule")),
        ("gap", describe_gap(attributes, target)),
    ]
    if attributes.first("attainment"):
        share = Decimal(attributes.first("attainment")) * 100
        words = attributes.wording.say("say.percent", number=attributes.number(share))
        facts.append(("attainment", words))
    facts.append(("caveat", attributes.words("caveat")))
    facts.append(("assessed_on", attributes.wording.same(attributes.first("assessed_on"))))
    return [(name, words) for name, words in facts if any(words.values())]


def describe_gap(attributes: Attributes, target: Attributes) -> Texts:
    """The distance from the bound; between shares it is counted in percentage points."""
    unit = target.first("unit")
    gap = attributes.first("gap")
    if gap and target.vocabulary.is_percentage(unit):
        return target.wording.say("say.points", number=attributes.number(Decimal(gap)))
    return attributes.quantity("gap", unit)


def describe_observation(attributes: Attributes) -> dict[str, Any]:
    """An observation for the page: label, facts, exact words and address."""
    facts: list[Fact] = [
        ("observed", describe_value(attributes)),
        ("period", _describe_period(attributes)),
        ("observation_status", attributes.words("observation_status")),
        ("caveat", attributes.words("caveat")),
        ("retrieved_on", attributes.wording.same(attributes.first("retrieved_on"))),
    ]
    return {
        "label": attributes.words("label"),
        "facts": [(name, words) for name, words in facts if any(words.values())],
        "words": read_quote(attributes.found.get("stated_words", [])),
        "source": web_address(attributes.first("source")),
    }


def describe_value(attributes: Attributes) -> Texts:
    """What was observed: a number or bound, a title, or that nothing is published."""
    value = describe_bound(attributes)
    if value:
        return value
    status = attributes.words("observed_status")
    if status:
        return status
    hidden = attributes.token("observation_status") == "not-published"
    return attributes.wording.speak("say.not_published") if hidden else {}


def _describe_period(attributes: Attributes) -> Texts:
    start, end = attributes.first("period_start"), attributes.first("period_end")
    if start and end and start != end:
        return attributes.wording.speak("say.period", start=start, end=end)
    return attributes.wording.same(end or start)


def read_quote(terms: list[Term]) -> list[tuple[str, str]]:
    """Texts with the language they are written in."""
    return [(text(term), term.language or "und") for term in terms if isinstance(term, Literal)]


def web_address(address: str) -> str:
    """The address if it leads to the web; anything else is not made a link."""
    return address if address.startswith(("http://", "https://")) else ""
