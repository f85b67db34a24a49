"""``polcom list`` and ``polcom schema``: what there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

import click
from pyoxigraph import NamedNode
from rich.console import Console
from rich.table import Table

from graph_builder.drawing import BOOK
from graph_builder.extractors import list_extractors, write_candidate_schema
from graph_builder.model import RecordFile
from graph_builder.namespaces import PC, SKOS, VOCAB, abbreviate
from graph_builder.ontology import Ontology, load_ontology
from graph_builder.querying import describe_queries, load_queries

from .options import extension_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from graph_builder.querying import Query

Listing: TypeAlias = "tuple[tuple[str, ...], Sequence[tuple[str, ...]]]"
_IN_SCHEME = NamedNode(f"{SKOS}inScheme")
_LEVEL, _WITHIN = NamedNode(f"{PC}adminLevel"), NamedNode(f"{PC}within")
_PLACES = (f"{PC}Place", f"{PC}AdministrativeArea")
_SUBJECTS = ("queries", "units", "places", "vocabularies", "prefixes", "extractors", "page-words")


@click.command("list", short_help="List queries, units, places, vocabularies and others.")
@click.argument("subject", type=click.Choice(_SUBJECTS))
@extension_option
@click.option("-f", "--format", "form", type=click.Choice(["table", "markdown"]), default="table")
def list_(subject: str, extensions: tuple[Path, ...], form: str) -> None:
    """List what records and queries may name; page-words is a file to translate for the page.

    \b
    Example:
      polcom list units
      polcom list places --extension ndc
      polcom list queries --format markdown
      polcom list page-words
    """
    if subject == "page-words":
        click.echo(BOOK.write(), nl=False)
        return
    ontology = load_ontology(extensions)
    if subject == "queries":
        queries = load_queries(*ontology.queries).values()
        if form == "markdown":
            click.echo(describe_queries(queries), nl=False)
        else:
            print_queries(queries)
        return
    columns, rows = _TABLES[subject](ontology)
    if form == "markdown":
        _print_markdown(columns, rows)
    else:
        _print_table(columns, rows)


def print_queries(queries: Iterable[Query]) -> None:
    """Print name, question and parameters of queries by theme."""
    rows = [
        (query.theme, query.name, query.question["en"], ", ".join(p.name for p in query.parameters))
        for query in queries
    ]
    _print_table(("theme", "query", "question", "parameters"), rows)


def _list_units(ontology: Ontology) -> Listing:
    return ("write", "unit", "单位", "IRI"), [
        (
            ontology.notation(unit),
            ontology.label(unit, "en"),
            ontology.label(unit, "zh-Hans"),
            abbreviate(unit.value, ontology.prefixes),
        )
        for unit in ontology.list_units()
    ]


def _list_places(ontology: Ontology) -> Listing:
    return ("write", "place", "地方", "level", "within"), [
        (
            abbreviate(place.value, ontology.prefixes),
            ontology.label(place, "en"),
            ontology.label(place, "zh-Hans"),
            ", ".join(ontology.label(level, "en") for level in ontology.follow(place, _LEVEL)),
            ", ".join(ontology.label(wider, "en") for wider in ontology.follow(place, _WITHIN)),
        )
        for place in ontology.list_instances(*_PLACES)
    ]


def _list_concepts(ontology: Ontology) -> Listing:
    heads = {quad.object for quad in ontology.quads if quad.predicate == _IN_SCHEME}
    schemes = sorted(head.value for head in heads if isinstance(head, NamedNode))
    rows = [
        (
            scheme.rsplit("/", 1)[-1],
            _write_concept(concept, scheme, ontology),
            ontology.label(concept, "en"),
            ontology.label(concept, "zh-Hans"),
        )
        for scheme in sorted(schemes, key=lambda scheme: not scheme.startswith(VOCAB))
        for concept in ontology.list_concepts(scheme)
    ]
    return ("vocabulary", "write", "concept", "概念"), rows


def _write_concept(concept: NamedNode, scheme: str, ontology: Ontology) -> str:
    """The concept as records name it: a field knows its own vocabulary, a property does not."""
    if scheme.startswith(VOCAB):
        return concept.value.rsplit("/", 1)[-1]
    return abbreviate(concept.value, ontology.prefixes)


def _list_prefixes(ontology: Ontology) -> Listing:
    return ("prefix", "namespace"), list(ontology.prefixes.items())


def _list_extractors(_: Ontology) -> Listing:
    return ("extractor", "package"), list_extractors()


_TABLES = {
    "units": _list_units,
    "places": _list_places,
    "vocabularies": _list_concepts,
    "prefixes": _list_prefixes,
    "extractors": _list_extractors,
}


def _print_table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = Table(*columns, header_style="bold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _print_markdown(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    for row in (columns, tuple("---" for _ in columns), *rows):
        click.echo(f"| {' | '.join(row)} |")


@click.command(short_help="Print the JSON Schema of record files, for editors.")
@click.option("--candidates", is_flag=True, help="Of what extractors return instead.")
def schema(*, candidates: bool) -> None:
    """Print the JSON Schema of record files; editors complete and check records by it.

    \b
    Example:
      polcom schema
    """
    click.echo(write_candidate_schema() if candidates else write_schema(), nl=False)


def write_schema() -> str:
    """The JSON Schema of record files, as text."""
    content = RecordFile.model_json_schema(mode="validation")
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
