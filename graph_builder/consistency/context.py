"""What the checks of one build share: the files, the documents, and the names that exist."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from graph_builder import model
from graph_builder.namespaces import DATA, expand, name_document, name_record

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pyoxigraph import NamedNode

    from graph_builder.ontology import Ontology
    from graph_builder.records import SourceFile

Path: TypeAlias = tuple[str | int, ...]
Named: TypeAlias = (
    model.Statement
    | model.Agent
    | model.Place
    | model.Designation
    | model.Metric
    | model.Observation
    | model.Remark
)
SECTIONS = ("agents", "places", "designations", "metrics", "statements", "observations")


@dataclass(frozen=True, slots=True)
class Placed:
    """A record, the file that holds it, and its path in the file."""

    source: SourceFile
    path: Path
    record: Named

    @property
    def iri(self) -> str:
        """The IRI that the record gets."""
        return name_record(self.source.records.document_id, self.record.id).value


@dataclass(frozen=True, slots=True)
class Context:
    """The files of one build, indexed once; ``existing`` holds IRIs of an earlier build."""

    sources: Sequence[SourceFile]
    ontology: Ontology
    existing: Container[str] = frozenset()
    documents: dict[str, model.Document] = field(default_factory=dict)
    records: dict[str, Placed] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    repeated: list[Placed] = field(default_factory=list)
    remarks: list[Placed] = field(default_factory=list)
    """Norms and forecasts: they are proved like statements, and not built."""

    def __post_init__(self) -> None:
        for source in self.sources:
            records = source.records
            if isinstance(records.document, model.Document):
                self.documents.setdefault(records.document.id, records.document)
            self.declared.update(f"{DATA}{records.document_id}/{i}" for i in source.declared)
        for placed in self._place():
            if self.records.setdefault(placed.iri, placed) is not placed:
                self.repeated.append(placed)

        self.remarks.extend(self._place(("remarks",)))

    def _place(self, sections: tuple[str, ...] = SECTIONS) -> Iterator[Placed]:
        for source in self.sources:
            for section in sections:
                for index, record in enumerate(getattr(source.records, section)):
                    yield Placed(source, source.locate(section, index), record)

    def resolve(self, source: SourceFile, reference: str) -> NamedNode | None:
        """The IRI that a reference in a file stands for, whether or not it exists."""
        return expand(reference, self.ontology.prefixes, source.records.document_id)

    def follow(self, source: SourceFile, reference: str | None) -> Placed | None:
        """The record that a reference leads to, if it is one of this build."""
        node = self.resolve(source, reference) if reference else None
        return self.records.get(node.value) if node else None

    def exists(self, node: NamedNode) -> bool:
        """Whether a record of this or an earlier build, or a term, has an IRI."""
        known = node.value in self.declared or node.value in self.existing
        return known or self.ontology.knows(node) or node in map(name_document, self.documents)

    def count_descriptions(self) -> Counter[str]:
        """How many files describe each document."""
        return Counter(
            source.records.document_id
            for source in self.sources
            if isinstance(source.records.document, model.Document)
        )
