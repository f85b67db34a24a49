"""What the page shows: statements in reading order, with their proof, and the links among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import Literal, NamedNode

from graph_builder.namespaces import BASE, OWL
from graph_builder.network import Selection, restrict
from graph_builder.network.conversion import join
from graph_builder.network.reading import read_attributes
from graph_builder.network.selection import copy_part

from .evidence import read_bases, read_documents, read_evidence, read_periods
from .extensions import find_unneeded, read_properties
from .facts import (
    Attributes,
    describe_assessment,
    describe_bound,
    describe_observation,
    describe_speaker,
    describe_statement,
    web_address,
)
from .hierarchy import Entry, arrange
from .observations import list_observations
from .vocabulary import Vocabulary, read_vocabulary
from .wording import load_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Store

    from graph_builder.network.selection import Network

    from .evidence import Span
    from .extensions import Property
    from .wording import Texts, Wording

#: What the page is told about a statement, as it goes into JSON.
Node: TypeAlias = dict[str, Any]

_ONTOLOGY, _VERSION = NamedNode(BASE.rstrip("/")), NamedNode(f"{OWL}versionInfo")
_STRENGTH = {"stated": 0, "interpreted": 1, "derived": 2}


@dataclass(frozen=True, slots=True)
class Bond:
    """All links between two statements as one line, of the strongest basis among them."""

    child: str
    parent: str
    relations: tuple[str, ...]
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Content:
    """Statements in reading order, links, and the documents that they come from.

    ``ontology`` is the version that the graph states, or nothing.
    """

    nodes: Mapping[str, Node]
    entries: Sequence[Entry]
    bonds: Sequence[Bond]
    documents: Mapping[str, Mapping[str, object]]
    wording: Wording
    periods: Sequence[Mapping[str, object]] = ()
    properties: Sequence[Property] = ()
    observations: Sequence[Mapping[str, Any]] = ()
    ontology: str = ""


def describe_graph(store: Store, selection: Selection, wording: Wording | None = None) -> Content:
    """The content of the page of a graph, or of the selected part.

    Raises:
        UsageError: when the selection names a node that the graph lacks.

    """
    wording = wording or load_wording()
    vocabulary, found = read_vocabulary(store, wording), read_attributes(store)
    joined = join(store, vocabulary.labels, found)
    if selection == Selection():
        joined.remove_nodes_from(find_unneeded(store, joined))
    whole = restrict(joined, selection)
    shown = _fold(whole, joined)
    documents = read_documents(store, vocabulary)
    evidence = read_evidence(store, vocabulary)
    starts = {
        node: min(int(str(span["start"])) for span in spans if span["role"] == "clause")
        for node, spans in evidence.items()
        if any(span["role"] == "clause" for span in spans)
    }
    entries = arrange(shown, _rank(shown, documents), starts)
    # What became of a statement is told whole, whatever part was selected.
    attributes = {node: Attributes(found[node], vocabulary) for node in joined}
    describer = _Describer(joined, whole, attributes, evidence, vocabulary, read_bases(store))
    nodes = {entry.node: describer.describe(entry.node) for entry in entries}
    used = _keep_used(documents, nodes)
    return Content(
        nodes,
        entries,
        _bind(shown),
        used,
        wording,
        read_periods(store, vocabulary),
        read_properties(store, vocabulary, nodes),
        list_observations(_find_observations(joined, attributes, nodes)),
        _find_version(store),
    )


def _find_version(store: Store) -> str:
    found = store.quads_for_pattern(_ONTOLOGY, _VERSION, None)
    return next((q.object.value for q in found if isinstance(q.object, Literal)), "")


def _find_observations(
    network: Network, attributes: Mapping[str, Attributes], nodes: Mapping[str, Node]
) -> Iterator[Attributes]:
    """The observations of metrics that something on the page is about."""
    metrics = {node["metric"] for node in nodes.values()} - {""}
    for node in sorted(network):
        is_seen = network.nodes[node]["kind"] == "observation"
        if is_seen and attributes[node].first("metric") in metrics:
            yield attributes[node]


def _fold(part: Network, whole: Network) -> Network:
    """Without observations that something rests on, and assessments that rest on none.

    Both are shown inside other nodes.
    """
    folded = {
        node
        for node, data in part.nodes(data=True)
        if (data["kind"] == "observation" and part.in_degree(node))
        or (
            data["kind"] == "assessment"
            and not _observations(whole, node)
            and part.out_degree(node)
        )
    }
    return copy_part(part, set(part) - folded)


def _observations(network: Network, node: str) -> list[str]:
    return sorted(
        {
            above
            for above in network.successors(node)
            if network.nodes[above]["kind"] == "observation"
        }
    )


def _rank(network: Network, documents: Mapping[str, Mapping[str, object]]) -> dict[str, int]:
    """Documents by the number of their statements, the fullest first; then by date."""
    sizes = Counter(str(data.get("document", "")) for _, data in network.nodes(data=True))
    order = sorted(documents, key=lambda iri: (-sizes[iri], str(documents[iri]["issued"]), iri))
    return {iri: number for number, iri in enumerate(order)}


def _bind(network: Network) -> list[Bond]:
    pairs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for child, parent, data in sorted(network.edges(data=True), key=lambda link: link[:2]):
        if child != parent:
            pairs.setdefault((child, parent), []).append(data)
    return [_merge(child, parent, links) for (child, parent), links in pairs.items()]


def _merge(child: str, parent: str, links: list[dict[str, Any]]) -> Bond:
    relations = tuple(sorted({str(link["relation"]) for link in links}))
    basis = min((str(link["basis"]) for link in links), key=_STRENGTH.__getitem__)
    trust = min((link["confidence"] for link in links if "confidence" in link), default="")
    return Bond(child, parent, relations, basis, str(trust))


def _keep_used(
    documents: Mapping[str, Mapping[str, object]], nodes: Mapping[str, Node]
) -> dict[str, Mapping[str, object]]:
    used = {node["document"] for node in nodes.values()}
    for node in nodes.values():
        for span in node["evidence"]:
            used.add(span["document"])
            used.add(span.get("origin", {}).get("document"))
    return {iri: document for iri, document in documents.items() if iri in used}


@dataclass(frozen=True, slots=True)
class _Describer:
    network: Network
    part: Network
    attributes: Mapping[str, Attributes]
    evidence: Mapping[str, list[Span]]
    vocabulary: Vocabulary
    bases: Mapping[str, str]

    def describe(self, iri: str) -> Node:
        data, own = self.network.nodes[iri], self.attributes[iri]
        node: Node = {
            "iri": iri,
            "kind": data["kind"],
            "label": self.vocabulary.name(iri),
            "document": str(data.get("document", "")).partition(" ")[0],
            "deadline": own.first("deadline"),
            "verdict": data.get("verdict", ""),
            "type": own.first("target_kind"),
            "bound": describe_bound(own) if data["kind"] == "target" else {},
            "metric": own.first("metric"),
            "themes": own.names("theme"),
            "places": own.names("place"),
            "levels": own.names("level"),
            "basis": self.bases.get(iri, "stated"),
            "facts": describe_statement(own, self._count_parts(iri)),
            "who": describe_speaker(own),
            "source": web_address(own.first("source")),
            "evidence": self.evidence.get(iri, []),
            "outcomes": [],
        }
        if data["kind"] == "target":
            outcomes = [self._assess(below) for below in self._assessments(iri)]
            # First the one that the card shows.
            node["outcomes"] = sorted(
                outcomes, key=lambda found: found["verdict"] != node["verdict"]
            )
        elif data["kind"] == "assessment":
            node |= {"outcomes": [self._assess(iri)], "facts": [], "label": self._title(iri)}
        elif data["kind"] == "achievement":
            node["outcomes"] = [self._report(above) for above in _observations(self.network, iri)]
        elif data["kind"] == "observation":
            node |= {"outcomes": [self._report(iri)], "facts": []}
        return node

    def _count_parts(self, iri: str) -> int:
        links = self.part.in_edges(iri, data=True)
        return len({child for child, _, data in links if data["relation"] == "partOf"})

    def _assessments(self, target: str) -> list[str]:
        below = set(self.network.predecessors(target))
        return sorted(node for node in below if self.network.nodes[node]["kind"] == "assessment")

    def _targets(self, assessment: str) -> list[str]:
        """The targets that are assessed; first the one that the assessment is named after."""
        above = {
            node
            for node in self.network.successors(assessment)
            if self.network.nodes[node]["kind"] == "target"
        }
        return sorted(above, key=lambda node: (not assessment.startswith(node), node))

    def _title(self, assessment: str) -> Texts:
        verdict = self.attributes[assessment].words("verdict")
        label = self.vocabulary.name(next(iter(self._targets(assessment)), assessment))
        title = self.vocabulary.wording.say("say.outcome", verdict=verdict, target=label)
        return {language: text[:1].upper() + text[1:] for language, text in title.items()}

    def _assess(self, assessment: str) -> dict[str, object]:
        own, targets = self.attributes[assessment], self._targets(assessment)
        # The gap of a joint verdict is counted in the unit of the other target, the total.
        bound = self.attributes[targets[-1]] if targets else own
        observations = _observations(self.network, assessment)
        facts = describe_assessment(own, bound)
        described = [describe_observation(self.attributes[node]) for node in observations]
        # The caveat of an observation is that of its assessments too; once is enough.
        told = [fact for observation in described for fact in observation["facts"]]
        facts = [fact for fact in facts if fact[0] != "caveat" or fact not in told]
        return {"verdict": own.token("verdict"), "facts": facts, "observations": described}

    def _report(self, observation: str) -> dict[str, object]:
        described = describe_observation(self.attributes[observation])
        return {"verdict": "", "facts": [], "observations": [described]}
