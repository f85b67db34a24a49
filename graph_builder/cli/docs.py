"""``polcom docs``."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.ontology import load_ontology
from graph_builder.storage import open_store, replace_file

from .options import PATH, extension_option


@click.command(short_help="Write the reference page of the ontology, as one offline page.")
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("ontology.html"),
    show_default=True,
    help="File of the page.",
)
@extension_option
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option(
    "-b", "--build", "folder", type=PATH, help="Build to take the examples from. Default: Ordos."
)
def docs(output: Path, extensions: tuple[Path, ...], lang: str, folder: Path | None) -> None:
    """Write what every term means, with its shapes, questions and a real example, as one HTML page.

    The page holds English and Chinese and shows the one that is chosen on it; --lang is the first.

    \b
    Example:
      polcom docs
      polcom docs --extension ndc --lang zh -o ndc.html
    """
    from graph_builder.documenting import document  # noqa: PLC0415 -- jinja2 takes long to load

    ontology = load_ontology(extensions)
    store = open_store(folder) if folder else None
    replace_file(output, document(ontology, lang, store))
    click.echo(f"wrote {output}", err=True)
