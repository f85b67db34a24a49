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
from graph_builder.storage import open_graph
from graph_builder.versioning import describe_age

from .options import (
    PATH,
    build_option,
    extension_option,
    keep_name,
    store_argument,
    tell_age,
)


@click.command(short_help="Write a build in another vocabulary or format.")
@store_argument
@click.option(
    "--to",
    "name",
    is_eager=True,
    callback=keep_name,
    help="Name of the export; without it, they are listed.",
)
@build_option
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Of triples. Default: turtle."
)
@click.option("--language", default="en", show_default=True, help="Where only one can stand.")
@extension_option
@click.option("-o", "--output", type=PATH, help="File to write; else standard output.")
def export(  # noqa: PLR0913 -- one parameter per option
    name: str | None,
    folder: Path,
    form: str | None,
    language: str,
    extensions: tuple[Path, ...],
    *,
    output: Path | None,
) -> None:
    """Write a build as Web Annotation, Data Cube, EARL, schema.org, RDF 1.2, StratML or DCAT.

    STORE is a build, a store, or a file in .trig, .nq, .ttl or .nt; without it the build is taken.
    JSON-LD needs polcom[exports]. What an export loses on the way stands in the list.

    \b
    Example:
      polcom export
      polcom export --to earl --build demo -o assessments.ttl
      polcom export demo/graph.trig --to web-annotation --format json-ld
    """
    ontology = load_ontology(extensions)
    if name is None:
        _list(describe_exports(ontology, language))
        return
    store = open_graph(folder)
    tell_age(describe_age(store, ontology, folder))
    text = export_graph(Source(folder, store, ontology, language), name, form)
    if not text.strip():
        click.echo(f"warning: {folder} has nothing for '{name}', whose text is empty", err=True)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        wanted = "choose a file that you may write"
        raise UsageError(f"{output}: cannot be written: {error.strerror}; {wanted}") from None


def _list(exports: dict[str, str]) -> None:
    table = Table(header_style="bold")
    table.add_column("export", no_wrap=True)
    # Chinese has no spaces to break a line at, and nothing of a list of losses may be cut off.
    table.add_column("what it gives, and what is lost", overflow="fold")
    for name, text in exports.items():
        table.add_row(name, text)
    Console().print(table)
