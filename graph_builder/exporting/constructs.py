"""Exports that are a CONSTRUCT query, written as Turtle, N-Triples or JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from graph_builder.errors import UsageError
from graph_builder.namespaces import RDF, XSD
from graph_builder.querying import read_query
from graph_builder.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from graph_builder.ontology import Ontology
    from graph_builder.querying import Query

FORMATS = ("turtle", "ntriples", "json-ld")
_TYPE = f"{RDF}type"
_INTEGER = f"{XSD}integer"
_LD_EXTRA = "JSON-LD needs PyLD; install polcom[exports]"


def load_exports(ontology: Ontology) -> dict[str, tuple[Query, Path]]:
    """The CONSTRUCT exports of polcom and of the extensions, by name, with their files."""
    folders = [data_path("ontology") / "exports"]
    folders += [part.exports for part in ontology.extensions if part.exports]
    paths = [path for folder in folders for path in sorted(folder.glob("*.rq"))]
    return {path.stem: (read_query(path), path) for path in paths}


def write_construct(
    store: Store, query: tuple[Query, Path], prefixes: Mapping[str, str], form: str
) -> str:
    """What a CONSTRUCT export gives, the same text for the same graph.

    Raises:
        UsageError: when JSON-LD is asked for and PyLD is missing, or cannot say what there is.

    """
    rows = query[0].run(store, {}, prefixes)
    triples = name_blanks([Triple(*row) for row in rows.rows])  # type: ignore[arg-type]
    if form == "json-ld":
        return write_json_ld(triples, read_frame(query[1]), read_context(query[1]))
    if form == "ntriples":
        return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    return _write_turtle(triples, _choose_prefixes(query[0].text, prefixes))


def name_blanks(triples: list[Triple]) -> list[Triple]:
    """The triples with blank nodes named by what they say; the engine names them by chance."""
    if not any(isinstance(node, BlankNode) for triple in triples for node in triple):
        return triples
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((Triple(q.subject, q.predicate, q.object) for q in dataset), key=str)


def _write_turtle(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> str:
    """Turtle with the prefixes that it uses, which the serializer writes in changing order."""
    plain = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    used = {name: iri for name, iri in prefixes.items() if f"<{iri}" in plain}
    lines = (serialize(triples, format=RdfFormat.TURTLE, prefixes=used) or b"").decode()
    parts = lines.splitlines(keepends=True)
    return "".join([*sorted(parts[: len(used)]), *parts[len(used) :]])


def _choose_prefixes(text: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes of the project, and those that the query declares."""
    lines = (line.split() for line in text.splitlines() if line.startswith("PREFIX "))
    own = {name.rstrip(":"): iri.strip("<>") for _, name, iri in lines}
    return {**prefixes, **own}


def read_frame(path: Path) -> dict[str, Any]:
    """The frame beside a query, or one that takes everything as it comes."""
    frame = path.with_suffix(".frame.json")
    found: dict[str, Any] = json.loads(frame.read_text(encoding="utf-8")) if frame.is_file() else {}
    return found


def read_context(path: Path) -> Any:  # noqa: ANN401 -- JSON
    """The published context that readers of an export look for, or None to write out the frame's.

    It must say the same as that of the frame, which is there so that nothing has to be fetched.
    """
    context = path.with_suffix(".context.json")
    return json.loads(context.read_text(encoding="utf-8")) if context.is_file() else None


def write_json_ld(
    triples: list[Triple],
    frame: Mapping[str, Any],
    context: Any = None,  # noqa: ANN401 -- JSON
) -> str:
    """Triples as framed JSON-LD with sorted keys; no context is ever fetched.

    ``context`` is named in place of that of the frame.

    Raises:
        UsageError: when PyLD is missing, or a triple speaks of a triple.

    """
    try:
        from pyld import jsonld  # noqa: PLC0415 -- an extra
    except ImportError:
        raise UsageError(_LD_EXTRA) from None
    if any(isinstance(triple.object, Triple) for triple in triples):
        raise UsageError("JSON-LD 1.1 cannot say this; choose --format turtle or ntriples")
    nodes = json.loads(serialize(triples, format=RdfFormat.JSON_LD) or b"[]")
    expanded = [_name_types(node) for node in nodes]
    options = {"documentLoader": _refuse, "embed": "@always", "omitGraph": False}
    # A frame that is only a context shortens names and leaves the shape as it is.
    shape = jsonld.frame if frame.keys() - {"@context"} else jsonld.compact
    content = shape(expanded, dict(frame), options) if frame else expanded
    if context is not None and isinstance(content, dict):
        content["@context"] = context
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _name_types(node: dict[str, Any]) -> dict[str, Any]:
    """A node whose classes stand under @type, where frames look for them, with plain integers."""
    types = [value["@id"] for value in node.pop(_TYPE, ())]
    plain = {key: _simplify(values) for key, values in node.items()}
    return {"@type": types, **plain} if types else plain


def _simplify(values: Any) -> Any:  # noqa: ANN401 -- JSON
    if not isinstance(values, list):
        return values
    return [_write_number(value) for value in values]


def _write_number(value: dict[str, Any]) -> dict[str, Any]:
    """A whole number as JSON has them; what is only called one stays as it is written."""
    if value.get("@type") != _INTEGER or not value["@value"].removeprefix("-").isdecimal():
        return value
    return {"@value": int(value["@value"])}


def _refuse(address: str, _: object) -> None:
    raise UsageError(f"the context {address} would have to be fetched; write it out in the frame")
