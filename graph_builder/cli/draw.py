"""``polcom draw``."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.knowledge_graph import load

from .options import PATH, build_option
from .selections import make_selection, selection_options


@click.command(short_help="Draw the graph, or a part of it, as one offline page.")
@build_option
@selection_options
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("-o", "--output", required=True, type=PATH, help="File of the page.")
def draw(folder: Path, lang: str, output: Path, **chosen: object) -> None:
    """Draw the graph, or a part of it, as one HTML page that needs no network.

    \b
    Example:
      polcom draw -o page.html
      polcom draw --directive cn:task-energy --lang zh -o energy.html
    """
    graph = load(folder)
    drawing = graph.draw(make_selection(graph.ontology, chosen), lang)
    drawing.save(output)
    click.echo(f"wrote {output}", err=True)
