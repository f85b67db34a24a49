"""What lists, filters and pictures of the page are made of: a short row for each statement.

All that only the detail panel shows lies in chunks, which the page opens when they are asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from .encoding import Encoder
from .positions import place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .content import Content, Node
    from .wording import Wording

#: Statements whose details are opened together.
CHUNK = 256
_DETAILS = ("facts", "who", "source", "evidence", "outcomes")
#: What lists and citations need to know of a document.
_DOCUMENT = ("label", "issued", "publisher", "source", "hash")
#: Roles of spans that are marked in the text.
_MARKED = frozenset({"clause", "value", "deadline"})


def write_index(content: Content) -> dict[str, list[dict[str, Any]]]:
    """Rows of statements, links and documents, and the texts that their numbers stand for."""
    encoder = Encoder(content.documents, content.wording.languages)
    languages = _find_languages(content)
    numbers = {entry.node: number for number, entry in enumerate(content.entries)}
    places = place(content.entries, _find_servants(content))
    nodes = [
        _write_row(content.nodes[entry.node], encoder, content.wording)
        | {"parent": numbers[entry.parent] if entry.parent is not None else -1}
        | dict(zip(("x", "y"), places[entry.node], strict=True))
        for entry in content.entries
    ]
    return {
        "nodes": nodes,
        "edges": _write_edges(content, numbers),
        "documents": [
            {name: encoder.encode(document[name]) for name in _DOCUMENT}
            | {"iri": iri, "language": languages.get(iri, "")}
            for iri, document in content.documents.items()
        ],
        "periods": encoder.encode(list(content.periods)),
        "verdicts": _name_verdicts(content, encoder),
        "properties": _write_properties(content, numbers, encoder),
        "texts": list(encoder.texts),
    }


def _find_languages(content: Content) -> dict[str, str]:
    """For each document the language of most of its quotes, which is taken for that of its text."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for node in content.nodes.values():
        for span in node["evidence"]:
            if span.get("language", "und") != "und":
                found[str(span["document"])][str(span["language"])] += 1
    return {iri: min(tags, key=lambda tag: (-tags[tag], tag)) for iri, tags in found.items()}


def _find_servants(content: Content) -> dict[str, str]:
    """For each directive the first statement that carries it out."""
    found: dict[str, str] = {}
    for bond in content.bonds:
        if content.nodes[bond.parent]["kind"] == "directive":
            found.setdefault(bond.parent, bond.child)
    return found


def _write_row(node: Node, encoder: Encoder, wording: Wording) -> dict[str, Any]:
    row: dict[str, Any] = {"iri": node["iri"], "quotes": list(_number_quotes(node))}
    row |= {f"label_{language}": node["label"].get(language, "") for language in wording.languages}
    row |= {name: node[name] for name in ("kind", "deadline", "verdict", "type", "basis", "metric")}
    coded = {name: node[name] for name in ("document", "bound", "themes", "places", "levels")}
    coded |= {"note": _write_note(node), "seen": _write_seen(node, wording)}
    row |= encoder.encode(coded)
    return row


def _number_quotes(node: Node) -> dict[str, int]:
    """The different quotes of a statement in the order of the text, each with its number."""
    quotes = dict.fromkeys(str(span["quote"]) for span in node["evidence"] if "quote" in span)
    return {quote: number for number, quote in enumerate(quotes)}


def _write_note(node: Node) -> Mapping[str, str]:
    """The smaller line on the card: who gives a directive, how many parts a programme has."""
    told = {"directive": ("who", "issued_by"), "programme": ("facts", "parts")}
    group, name = told.get(node["kind"], ("facts", ""))
    note: Mapping[str, str] = dict(node[group]).get(name, {})
    return note


def _write_seen(node: Node, wording: Wording) -> Mapping[str, str]:
    """What was observed, for the card of an outcome; empty when nothing was."""
    if node["kind"] not in {"assessment", "observation"} or not node["outcomes"][0]["observations"]:
        return {}
    seen = node["outcomes"][0]["observations"][0]
    value = dict(seen["facts"]).get("observed", {})
    if not value:
        return dict(seen["label"])
    return wording.say("say.observed", label=seen["label"], value=value)


def _write_edges(content: Content, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Links from what serves to what is served."""
    return [
        {
            "from": numbers[bond.child],
            "to": numbers[bond.parent],
            "basis": bond.basis,
            "relations": " ".join(bond.relations),
            "confidence": bond.confidence,
        }
        for bond in content.bonds
    ]


def _name_verdicts(content: Content, encoder: Encoder) -> list[dict[str, Any]]:
    """Each verdict that occurs, with its name."""
    found = {
        outcome["verdict"]: dict(outcome["facts"])["verdict"]
        for node in content.nodes.values()
        for outcome in node["outcomes"]
        if outcome["verdict"]
    }
    return [
        {"token": token, "label": encoder.encode(label)} for token, label in sorted(found.items())
    ]


def _write_properties(
    content: Content, numbers: Mapping[str, int], encoder: Encoder
) -> list[dict[str, Any]]:
    """What extensions add, with the values by the number of the statement that has them."""
    return [
        {
            "key": own.key,
            "label": encoder.encode(own.label),
            "coded": own.is_coded,
            "of": {str(numbers[node]): encoder.encode(texts) for node, texts in own.values.items()},
        }
        for own in content.properties
    ]


def write_chunks(content: Content) -> Iterator[dict[str, Any]]:
    """Details of statements in reading order, with the texts that their numbers stand for."""
    numbers = {entry.node: number for number, entry in enumerate(content.entries)}
    for start in range(0, len(content.entries), CHUNK):
        encoder = Encoder(content.documents, content.wording.languages)
        nodes = [
            _write_details(content.nodes[entry.node], numbers, encoder)
            for entry in content.entries[start : start + CHUNK]
        ]
        yield {"nodes": nodes, "texts": encoder.texts}


def _write_details(node: Node, numbers: Mapping[str, int], encoder: Encoder) -> dict[str, Any]:
    quotes = _number_quotes(node)
    evidence = [_number_span(span, numbers, quotes) for span in node["evidence"]]
    details: dict[str, Any] = encoder.encode(
        {name: node[name] for name in _DETAILS} | {"evidence": evidence}
    )
    return details


def _number_span(
    span: Mapping[str, object], numbers: Mapping[str, int], quotes: Mapping[str, int]
) -> dict[str, object]:
    numbered = dict(span)
    if "quote" in span:
        # The words stand in the column that is searched.
        numbered["quote"] = quotes[str(span["quote"])]
    if "directive" in span:
        # A cited directive may lie outside the selection.
        numbered["directive"] = numbers.get(str(span["directive"]), -1)
    return numbered


def list_marks(content: Content) -> list[dict[str, list[Any]]]:
    """For each document its spans as columns: role, offsets, statement, quote; in text order."""
    numbers = {iri: number for number, iri in enumerate(content.documents)}
    marks: list[list[tuple[int, int, int, str, int]]] = [[] for _ in numbers]
    for number, entry in enumerate(content.entries):
        node = content.nodes[entry.node]
        quotes = _number_quotes(node)
        for span in node["evidence"]:
            where = numbers.get(str(span["document"]), -1)
            if where >= 0 and span["role"] in _MARKED:
                quote = quotes[str(span["quote"])] if "quote" in span else -1
                # The longer of two that begin together encloses the other.
                marks[where].append((span["start"], -span["end"], number, span["role"], quote))
    return [_turn_marks(sorted(spans)) for spans in marks]


def _turn_marks(spans: Sequence[tuple[int, int, int, str, int]]) -> dict[str, list[Any]]:
    return {
        "start": [start for start, *_ in spans],
        "end": [-end for _, end, *_ in spans],
        "node": [node for _, _, node, *_ in spans],
        "role": [role for *_, role, _ in spans],
        "quote": [quote for *_, quote in spans],
    }


def write_outline(content: Content, most: int) -> list[dict[str, Any]]:
    """The first statements as lines for readers without scripts, a section for each document."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for entry in content.entries[:most]:
        node, root = content.nodes[entry.node], content.nodes[entry.root]
        heading = "directives" if root["kind"] == "directive" else root["document"]
        line = _write_line(node, min(entry.level, 6) + 1)
        sections.setdefault(heading, []).append(line)
    order = sorted(sections, key=lambda heading: heading == "directives")
    return [{"heading": heading, "lines": sections[heading]} for heading in order]


def _write_line(node: Node, level: int) -> dict[str, Any]:
    quotes = [span for span in node["evidence"] if span["role"] == "clause" and "quote" in span]
    return {
        "kind": node["kind"],
        "level": level,
        "label": node["label"],
        "deadline": node["deadline"],
        "verdict": _find_verdict(node),
        "quote": quotes[0] if quotes else None,
    }


def _find_verdict(node: Node) -> Mapping[str, str]:
    named: Sequence[Mapping[str, str]] = [
        dict(outcome["facts"])["verdict"]
        for outcome in node["outcomes"]
        if outcome["verdict"] and outcome["verdict"] == node["verdict"]
    ]
    return named[0] if named else {}
