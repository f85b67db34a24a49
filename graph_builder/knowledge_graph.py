"""A build that is open for reading: questions, networks, pages and the rdflib view of it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .drawing import Drawing, draw, load_wording
from .errors import QueryError
from .network import Selection, convert
from .ontology import Ontology, load_ontology
from .querying import Query, Rows, find_query, load_queries, run_query
from .storage import QUERIES, open_graph
from .versioning import describe_age

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx
    import rdflib
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """A graph of commitments in a store that nobody can change through it.

    ``questions`` is the pack of named queries, ``ontology`` what the words of the graph mean.
    """

    folder: Path
    store: Store = field(repr=False)
    ontology: Ontology = field(repr=False)
    questions: dict[str, Query] = field(repr=False)

    def __len__(self) -> int:
        """The number of quads."""
        return len(self.store)

    @property
    def age(self) -> str:
        """A sentence when the graph is of another version of the ontology; else empty."""
        return describe_age(self.store, self.ontology, self.folder)

    def query(self, question: str, parameters: Mapping[str, str] | None = None) -> Rows:
        """The answer to a question of the pack or the build by its name, or to SPARQL text.

        SPARQL text may use the prefixes of the ontology without declaring them.

        Raises:
            QueryError: for an unknown question or parameter, or broken SPARQL.

        """
        prefixes = self.ontology.prefixes
        if not is_sparql(question):
            kept = self._find_kept(question)
            if kept is None or question in self.questions:
                named = find_query(self.questions, question)
                return named.run(self.store, parameters or {}, prefixes)
            if parameters:
                wanted = (
                    "name the extension that it came with: --extension, or in Python extensions"
                )
                raise QueryError(f"the build keeps '{question}' with its parameters set; {wanted}")
            question = kept.read_text(encoding="utf-8")
        return run_query(self.store, question, prefixes=prefixes)

    def _find_kept(self, question: str) -> Path | None:
        """The file in which the build keeps a question that it was asked."""
        kept = (self.folder / QUERIES).glob("*.rq")
        return next((path for path in kept if path.stem == question), None)

    def network(self, selection: Selection | None = None) -> nx.MultiDiGraph[str]:
        """The statements and their links as a directed graph for networkx."""
        return convert(self.store, selection or Selection())

    def draw(
        self,
        selection: Selection | None = None,
        language: str = "en",
        documents: Path | None = None,
        words: Iterable[Path] = (),
    ) -> Drawing:
        """The page of the graph; in a notebook it shows itself.

        ``documents`` is a folder with your copies of the texts, to be shown beside the graph.
        ``words`` are label files of further languages, besides those of the extensions; what one
        leaves out stands in English, with a warning.

        Raises:
            UsageError: for a language without words, or a broken file of words.

        """
        wording = load_wording([*self.ontology.label_files, *words], self.ontology.store)
        drawing = draw(self.store, selection or Selection(), language, documents, wording)
        for warning in (*wording.tell_lacks(), *drawing.warnings):
            warnings.warn(warning, stacklevel=2)
        return drawing

    def dataset(self) -> rdflib.Dataset:
        """The same store as an rdflib dataset whose default graph is the union of all graphs.

        Give it query text, not prepared queries, which rdflib would evaluate by itself, 20 times
        slower.
        """
        import rdflib  # noqa: PLC0415 -- slow to import, and most users never need it
        from oxrdflib import OxigraphStore  # noqa: PLC0415

        return rdflib.Dataset(store=OxigraphStore(store=self.store), default_union=True)


def is_sparql(question: str) -> bool:
    """Whether a question is SPARQL text and not a name.

    >>> is_sparql("missed_targets"), is_sparql("ASK { ?s ?p ?o }")
    (False, True)
    """
    return any(mark in question for mark in "{ \n")


def load(
    folder: Path | str, extensions: Iterable[Path] = (), queries: Iterable[Path] = ()
) -> KnowledgeGraph:
    """The graph in a folder, open for reading, with extensions and further folders of questions.

    ``folder`` holds a build or a store; a file of RDF is read into memory.

    Raises:
        OntologyError: when an extension is broken.
        QueryError: when a query file is broken.
        StoreError: when the folder holds no complete build.

    """
    ontology = load_ontology(extensions)
    questions = load_queries(*ontology.queries, *queries)
    return KnowledgeGraph(Path(folder), open_graph(Path(folder)), ontology, questions)
