"""``polcom export``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from graph_builder.errors import UsageError
from graph_builder.exporting import FORMATS, Source, describe_exports
from graph_builder.exporting import export as export_graph
from graph_builder.ontology import load_ontology
from graph_builder.storage import open_store

from .options import PATH, build_option, extension_option


@click.command(short_help="Write a build in another vocabulary or format.")
@click.option("--to", "name", help="Name of the export; without it, they are listed.")
@build_option
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="turtle")
@click.option("--language", default="en", show_default=True, help="Where only one can stand.")
@extension_option
@click.option("-o", "--output", type=PATH, help="File to write; else standard output.")
def export(  # noqa: PLR0913 -- one parameter per option
    name: str | None,
    folder: Path,
    form: str,
    language: str,
    extensions: tuple[Path, ...],
    *,
    output: Path | None,
) -> None:
    """Write a build as Web Annotation, Data Cube, EARL, schema.org, RDF 1.2, StratML or DCAT.

    JSON-LD needs polcom[exports]. What an export loses on the way stands in the list.

    \b
    Example:
      polcom export
      polcom export --to earl --build demo -o assessments.ttl
    """
    ontology = load_ontology(extensions)
    if name is None:
        _list(describe_exports(ontology, language))
        return
    text = export_graph(Source(folder, open_store(folder), ontology, language), name, form)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        wanted = "choose a file that you may write"
        raise UsageError(f"{output}: cannot be written: {error.strerror}; {wanted}") from None


def _list(exports: dict[str, str]) -> None:
    table = Table("export", "what it gives, and what is lost", header_style="bold")
    for name, text in exports.items():
        table.add_row(name, text)
    Console().print(table)
