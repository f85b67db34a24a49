"""``polcom build``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console

from graph_builder.building import Settings
from graph_builder.building import build as build_graph
from graph_builder.drawing import load_wording
from graph_builder.ontology import load_ontology
from graph_builder.storage import holds_build
from graph_builder.versioning import refuse_mixture

from .options import PATH, extension_option, sources_argument
from .summary import print_summary


@click.command(short_help="Build the graph, answers and page from records.")
@sources_argument
@click.option("-o", "--output", required=True, type=PATH, help="Folder for the build.")
@click.option("--documents", type=PATH, help="Your copies of the texts: proves every quote.")
@extension_option
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of assessment. Default: the latest day that the records know.",
)
@click.option("--fresh", is_flag=True, help="Keep nothing of an earlier build in the folder.")
def build(  # noqa: PLR0913 -- one parameter per option
    sources: tuple[Path, ...],
    output: Path,
    documents: Path | None,
    extensions: tuple[Path, ...],
    as_of: datetime | None,
    *,
    fresh: bool,
) -> None:
    """Build the graph from record files or folders (YAML, JSON, CSV, TSV).

    Writes graph.nq, graph.trig, store/, queries/, answers/, index.html and report.json. The folder
    is replaced in one step: when anything is wrong, it stays as it was. Documents that were built
    there before and are not given now are kept.

    \b
    Example:
      polcom build examples/ordos -o demo
    """
    day: date | None = as_of.date() if as_of else None
    settings = Settings(documents, extensions, day, fresh)
    if not fresh and holds_build(output):
        refuse_mixture(output, load_ontology(extensions))
    assembly = build_graph(sources, output, settings)
    print_summary(Console(stderr=True), assembly, output)
    for lack in load_wording(assembly.ontology.label_files).tell_lacks():
        click.echo(f"warning: {lack}", err=True)
