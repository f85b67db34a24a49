"""Data of an older version brought to the present one, by the migrations that are due."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph_builder.errors import UsageError
from graph_builder.model import hash_text
from graph_builder.namespaces import PC, VOCAB
from graph_builder.sparql import select
from graph_builder.storage import read_report
from graph_builder.validation import ValidationReport, validate

from .ages import compare_versions, list_ages, list_heads, refuse_newer, split_heads
from .migrations import list_migrations

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pyoxigraph import QuerySolution

    from graph_builder.ontology import Ontology
    from graph_builder.querying import Rows

    from .ages import Age
    from .migrations import Migration

_EXCERPTS = Path(__file__).with_name("excerpts.rq")
_SPAN = re.compile(r"#char=(\d+),(\d+)$")
#: Where the triples of the default graph stand while migrations run.
_ASIDE = NamedNode("urn:polcom:default-graph")


@dataclass(frozen=True, slots=True)
class Step:
    """One migration that was applied: how many quads went and came, and what it leaves to people.

    ``undecided`` are the rows of a question, the node first; of an update it is None.
    """

    age: Age
    migration: Migration
    removed: int = 0
    added: int = 0
    undecided: Rows | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of data: the new graph, the steps, and what the checks say of it.

    ``left_out`` are files of the ontology that the present version has no more, ``lost`` are terms
    that it has no more, with how often the data still use them. ``proved`` is the number of
    quotations that repeat their hash, ``broken`` are excerpts with others, or with offsets that
    are not those of their IRI.
    """

    store: Store = field(repr=False)
    ages: tuple[Age, ...]
    steps: tuple[Step, ...]
    left_out: tuple[str, ...]
    lost: Mapping[str, int]
    validation: ValidationReport
    proved: int
    broken: tuple[str, ...]

    @property
    def is_needed(self) -> bool:
        """Whether the data were of an older version at all."""
        return any(age.found < age.present for age in self.ages)

    @property
    def conforms(self) -> bool:
        """Whether the new graph breaks no shape, and each excerpt is as its hash and IRI say."""
        return self.validation.conforms and not self.broken


def renew(source: Store, ontology: Ontology, stated: Mapping[str, str]) -> Renewal:
    """The data of a graph in the present version of the ontology and its extensions.

    Nothing of the source changes. Graphs and blank nodes stay; graphs of the ontology, where there
    are any, become the present ones. ``stated`` are versions by name, for data that state none.

    Raises:
        OntologyError: when a migration cannot be used.
        UsageError: when the version of the data is unknown or newer, or an extension is missing.

    """
    heads = list_heads(source)
    ages = list_ages(source, ontology, stated)
    left_out = split_heads(heads, ages)
    store = Store()
    store.bulk_extend(_set_aside(source, heads))
    steps = [
        _apply(store, age, migration, ontology.prefixes)
        for age in ages
        for migration in _list_due(age, ontology)
    ]
    result = Store()
    result.bulk_extend(_bring_back(store))
    if heads:
        result.bulk_extend(ontology.quads)
    report = _validate(result, ontology)
    told = (tuple(ages), tuple(steps), tuple(left_out), _find_lost(source, heads, store, ontology))
    return Renewal(result, *told, report, *_prove(result))


def _find_lost(
    source: Store, heads: Iterable[str], data: Iterable[Quad], ontology: Ontology
) -> dict[str, int]:
    """The terms that data use and the ontology has no more, with how often.

    They are known by the files of the ontology that the source holds, or by their namespace.
    """
    graphs = (source.quads_for_pattern(None, None, None, NamedNode(iri)) for iri in heads)
    older = {quad.subject for quads in graphs for quad in quads}
    spaces = (PC, VOCAB, *(f"{part.iri}{end}" for part in ontology.releases[1:] for end in "#/"))
    used = Counter(
        node
        for quad in data
        for node in (quad.predicate, quad.object)
        if isinstance(node, NamedNode) and (node in older or node.value.startswith(spaces))
    )
    lost = ((node.value, used[node]) for node in used if not ontology.knows(node))
    return dict(sorted(lost))


def refuse_mixture(folder: Path, ontology: Ontology) -> None:
    """Nothing, when records of the present versions may be added to what a build holds.

    Raises:
        OntologyError: when a migration cannot be used.
        UsageError: when the build is newer, or is so old that a migration is due first.

    """
    report: Any = read_report(folder)["build"]
    stated = report.get("ontology", {})
    parts = (part for part in ontology.releases if part.name in stated)
    ages = [compare_versions(part, stated[part.name]) for part in parts]
    refuse_newer(ages)
    for age in ages:
        if _list_due(age, ontology):
            found = f"{folder} is of {age.release.name} {age.found}, and this is {age.present}"
            first = f"first run: polcom migrate {folder} -o {folder} --overwrite"
            raise UsageError(f"{found}; {first}, or build all of it again with --fresh")


def _list_due(age: Age, ontology: Ontology) -> list[Migration]:
    found = list_migrations(age.release.migrations, ontology.prefixes)
    return [each for each in found if age.found < each.version <= age.present]


def _set_aside(quads: Iterable[Quad], heads: Container[str]) -> Iterator[Quad]:
    """The data without the graphs of the ontology."""
    for quad in quads:
        graph = _ASIDE if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        if graph.value not in heads:
            yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _bring_back(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        graph = DefaultGraph() if quad.graph_name == _ASIDE else quad.graph_name
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _apply(store: Store, age: Age, migration: Migration, prefixes: Mapping[str, str]) -> Step:
    if not migration.decides:
        return Step(age, migration, undecided=migration.ask(store, prefixes))
    before = set(store)
    migration.change(store, prefixes)
    after = set(store)
    return Step(age, migration, len(before - after), len(after - before))


def _prove(store: Store) -> tuple[int, tuple[str, ...]]:
    """How many quotations repeat their hash, and the excerpts whose words or place do not fit."""
    proved, broken = 0, set()
    for row in select(store, _EXCERPTS):
        words, excerpt = row["quote"], row["excerpt"].value
        fits = words is None or hash_text(words.value) == row["hash"].value
        proved += fits and words is not None
        span = _SPAN.search(excerpt)
        place = span is None or row["start"] is None or _list_ends(row) == span.groups()
        if not fits or not place:
            broken.add(excerpt)
    return proved, tuple(sorted(broken))


def _list_ends(row: QuerySolution) -> tuple[str, str]:
    return row["start"].value, row["end"].value


def _validate(store: Store, ontology: Ontology) -> ValidationReport:
    whole = Store()
    whole.bulk_extend([*store, *ontology.quads])
    return validate(whole, ontology)
