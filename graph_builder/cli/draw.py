"""``polcom draw``."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.drawing import draw as draw_page
from graph_builder.drawing import draw_plainly, load_wording
from graph_builder.errors import UsageError
from graph_builder.knowledge_graph import load

from .options import PATH, build_option, extension_option, store_argument, tell_age
from .selections import make_selection, selection_options


@click.command(short_help="Draw the graph, or a part of it, as one offline page.")
@store_argument
@build_option
@selection_options
@click.option("--lang", default="en", show_default=True, help="Language that the page opens in.")
@click.option("--words", multiple=True, type=PATH, help="File of words of a further language.")
@click.option("--documents", type=PATH, help="Folder with your copies of the texts.")
@click.option("--plain-pyvis", is_flag=True, help="The usual page of pyvis instead.")
@extension_option
@click.option("-o", "--output", required=True, type=PATH, help="File of the page.")
def draw(  # noqa: PLR0913, PLR0917 -- one parameter per option
    folder: Path,
    lang: str,
    words: tuple[Path, ...],
    extensions: tuple[Path, ...],
    documents: Path | None,
    plain_pyvis: bool,  # noqa: FBT001 -- a flag
    output: Path,
    **chosen: object,
) -> None:
    """Draw the graph, or a part of it, as one HTML page that needs no network.

    With --documents the page shows each text whose SHA-256 the graph knows, with its evidence
    marked. STORE is a build, a store, or a file in .trig, .nq, .ttl or .nt; without it the build is
    taken. The page speaks English and Chinese, and each language whose words a file gives with
    --words, or an extension. Begin one with: polcom list page-words > fr.json

    \b
    Example:
      polcom draw -o page.html
      polcom draw demo/graph.trig -o page.html
      polcom draw --directive cn:task-energy --lang zh -o energy.html
      polcom draw --documents texts -o page.html
      polcom draw --extension fr --lang fr -o page.html
    """
    if output.exists() and output.is_file() and output.resolve() == folder.resolve():
        raise UsageError(f"{output}: the graph itself; name another file for the page with -o")
    graph = load(folder, extensions)
    tell_age(graph.age)
    selection = make_selection(graph.ontology, chosen)
    wording = load_wording([*graph.ontology.label_files, *words], graph.ontology.store)
    for lack in wording.tell_lacks():
        click.echo(f"warning: {lack}", err=True)
    if plain_pyvis and documents is not None:
        raise UsageError("--plain-pyvis shows no texts; leave out --documents, or --plain-pyvis")
    if plain_pyvis:
        drawing = draw_plainly(graph.network(selection), lang, wording)
    else:
        drawing = draw_page(graph.store, selection, lang, documents, wording)
    for warning in drawing.warnings:
        click.echo(f"warning: {warning}", err=True)
    drawing.save(output)
    click.echo(f"wrote {output}", err=True)
