"""``polcom draw``."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.drawing import draw_plainly
from graph_builder.knowledge_graph import load

from .options import PATH, build_option
from .selections import make_selection, selection_options


@click.command(short_help="Draw the graph, or a part of it, as one offline page.")
@build_option
@selection_options
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--documents", type=PATH, help="Folder with your copies of the texts.")
@click.option("--plain-pyvis", is_flag=True, help="The usual page of pyvis instead.")
@click.option("-o", "--output", required=True, type=PATH, help="File of the page.")
def draw(
    folder: Path,
    lang: str,
    documents: Path | None,
    plain_pyvis: bool,  # noqa: FBT001 -- a flag
    output: Path,
    **chosen: object,
) -> None:
    """Draw the graph, or a part of it, as one HTML page that needs no network.

    With --documents the page shows each text whose SHA-256 the graph knows, with its evidence
    marked.

    \b
    Example:
      polcom draw -o page.html
      polcom draw --directive cn:task-energy --lang zh -o energy.html
      polcom draw --documents texts -o page.html
    """
    graph = load(folder)
    selection = make_selection(graph.ontology, chosen)
    if plain_pyvis:
        drawing = draw_plainly(graph.network(selection), lang)
    else:
        drawing = graph.draw(selection, lang, documents)
    drawing.save(output)
    click.echo(f"wrote {output}", err=True)
