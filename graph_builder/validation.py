"""A graph against the SHACL shapes of the ontology and its extensions.

The engine is rudof: of 100,000 triples it takes 5 s where pySHACL takes 75 s, with the same results
(``benchmarks/shapes.py`` measures both). pySHACL is the cross-check of the tests.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from graph_builder.namespaces import SH

from .errors import OntologyError
from .resources import data_path
from .turtle import read_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .ontology import Ontology

_MESSAGE = NamedNode(f"{SH}message")
_TARGETS = {f"{SH}target{kind}" for kind in ("Class", "Node", "ObjectsOf", "SubjectsOf")}
#: Of a graph with more triples than this, the shapes are judged in rounds, to spare memory.
_LARGE = 50_000
_ROUNDS = 12
SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of a shape: the node, the path and value concerned, and what to write.

    ``message`` holds the words of the shape by language, its tag in lower case.
    """

    focus: str
    path: str
    shape: str
    severity: str
    value: str
    message: dict[str, str] = field(compare=False)


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All findings, in order; the graph conforms when none is a violation."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether no finding is a violation."""
        return not self.of_severity("Violation")

    def of_severity(self, severity: str) -> list[Finding]:
        """The findings of a severity: Violation, Warning or Info."""
        return [finding for finding in self.findings if finding.severity == severity]

    def count(self) -> dict[str, int]:
        """The number of findings of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}


def validate(store: Store, ontology: Ontology) -> ValidationReport:
    """What the shapes say of the union of all graphs of a store.

    Raises:
        OntologyError: when a shape cannot be read.

    """
    return validate_triples({_as_triple(quad) for quad in store}, ontology.shapes)


def validate_triples(triples: Iterable[Triple], shapes: Sequence[Path]) -> ValidationReport:
    """What shape files say of triples; the prefixes of the ontology are known to the shapes.

    Raises:
        OntologyError: when a shape cannot be read.

    """
    from pyrudof import RDFFormat, Rudof, RudofConfig, ShaclError, ShaclFormat  # noqa: PLC0415

    files = (data_path("ontology") / "prefixes.ttl", *shapes)
    rules = [_as_triple(quad) for file in files for quad in read_turtle(file)]
    messages = _collect_messages(rules)
    data = _write_lines(triples)
    found: set[Finding] = set()
    engine = Rudof(RudofConfig())
    try:
        engine.read_data(data, format=RDFFormat.NTriples)
        for part in _deal_out(rules, _ROUNDS if data.count("\n") > _LARGE else 1):
            engine.reset_shacl()
            engine.reset_shacl_validation()
            engine.read_shacl(_write_lines(part), format=ShaclFormat.NTriples)
            found |= {_describe(result, messages) for result in engine.validate_shacl().violations}
    except ShaclError as error:
        raise OntologyError(f"the shapes cannot be used: {error}; mend them") from None
    return ValidationReport(tuple(sorted(found)))


def _deal_out(rules: Sequence[Triple], rounds: int) -> Iterator[list[Triple]]:
    """The rules in so many rounds, each with the targets of a part of the shapes.

    The engine keeps what conforms as well as what does not, until a round ends.
    """
    aimed = sorted({str(rule.subject) for rule in rules if _is_target(rule)})
    for number in range(min(rounds, len(aimed)) or 1):
        kept = {*aimed[number::rounds]}
        yield [rule for rule in rules if not _is_target(rule) or str(rule.subject) in kept]


def _is_target(rule: Triple) -> bool:
    return rule.predicate.value in _TARGETS


def _as_triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


def _write_lines(triples: Iterable[Triple]) -> str:
    lines = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert lines is not None, "without an output the serializer returns its bytes"
    # Without its first line the engine might take an empty text for the name of a file.
    return "# triples\n" + lines.decode()


def _collect_messages(triples: Iterable[Triple]) -> dict[str, dict[str, str]]:
    messages: dict[str, dict[str, str]] = {}
    for triple in triples:
        shape, words = triple.subject, triple.object
        if triple.predicate == _MESSAGE and isinstance(words, Literal):
            name = shape.value if isinstance(shape, NamedNode) else str(shape)
            messages.setdefault(name, {})[words.language or "en"] = words.value
    return messages


def _describe(result: object, messages: dict[str, dict[str, str]]) -> Finding:
    def text(name: str) -> str:
        return str(getattr(result, name) or "")

    return Finding(
        focus=text("focus_node"),
        path=text("path"),
        shape=text("source_shape"),
        severity=text("severity"),
        value=text("value"),
        message=messages.get(text("source_shape"), {"en": text("message")}),
    )
