"""``polcom network``."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph_builder import network as networks
from graph_builder.errors import UsageError
from graph_builder.knowledge_graph import load
from graph_builder.namespaces import abbreviate
from graph_builder.network import Format, Selection

from .options import PATH, build_option, tell_age
from .selections import make_selection, selection_options

if TYPE_CHECKING:
    from graph_builder.network.selection import Network

_ANALYSES: dict[str, Callable[[Network], Sequence[NamedTuple]]] = {
    "summary": lambda network: [networks.summarize(network)],
    "goals-without-directive": networks.goals_without_directive,
    "directives-without-goal": networks.directives_without_goal,
    "depth": networks.measure_depth,
    "coverage": networks.measure_coverage,
    "bottlenecks": networks.find_bottlenecks,
}


@click.command(short_help="Analyse the graph, or export it for Gephi and others.")
@click.argument("analysis", required=False, type=click.Choice([*_ANALYSES, "reach"]))
@build_option
@selection_options
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table"
)
@click.option(
    "--to",
    "target",
    type=click.Choice([*map(str, Format)]),
    help="Export in this form.",
)
@click.option("-o", "--output", type=PATH, help="File of the export.")
def network(
    analysis: str | None,
    folder: Path,
    form: str,
    target: str | None,
    output: Path | None,
    **chosen: object,
) -> None:
    """Analyse the network of statements, or a part of it, or write it to a file.

    The analysis "reach" needs --directive.

    \b
    Example:
      polcom network coverage
      polcom network reach --directive cn:task-energy
      polcom network --to graphml -o ordos.graphml
    """
    graph = load(folder)
    tell_age(graph.age)
    selection = make_selection(graph.ontology, chosen)
    if target is not None:
        _export(graph.network(selection), Format(target), output)
    else:
        rows = _analyse(graph.network(selection), analysis or "summary", selection)
        _print(rows, form, graph.ontology.prefixes)


def _export(found: Network, form: Format, output: Path | None) -> None:
    if output is None:
        click.echo(networks.serialize(found, form), nl=False)
        return
    for path in networks.export(found, form, output):
        click.echo(f"wrote {path}", err=True)


def _analyse(found: Network, analysis: str, selection: Selection) -> Sequence[NamedTuple]:
    if analysis != "reach":
        return _ANALYSES[analysis](found)
    if selection.directive is None:
        raise UsageError("reach needs a directive: add --directive IRI, such as cn:task-energy")
    return networks.reach(found, selection.directive)


def _print(rows: Sequence[NamedTuple], form: str, prefixes: dict[str, str]) -> None:
    if form == "json":
        content = [row._asdict() for row in rows]
        click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))
        return
    columns = rows[0]._fields if rows else ()
    if form == "csv":
        cells = [[_show(value, {}) for value in row] for row in rows]
        csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *cells])
        return
    shown = [[_show(value, prefixes) for value in row] for row in rows]
    if len(shown) == 1:
        columns, shown = (
            ("count", "value"),
            [list(pair) for pair in zip(columns, *shown, strict=True)],
        )
    _print_table(columns, shown)


def _print_table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    table = Table(header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _show(value: object, prefixes: dict[str, str]) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return abbreviate(str(value), prefixes)
