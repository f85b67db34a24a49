"""``polcom query``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from graph_builder.errors import UsageError
from graph_builder.knowledge_graph import KnowledgeGraph, load
from graph_builder.ontology import load_ontology
from graph_builder.querying import FORMATS, Rows, load_queries, render
from graph_builder.querying.rows import make_legible, make_table

from .lists import print_queries
from .options import PATH, build_option, extension_option, keep_name, split_pairs, tell_age

_WIDE = 100_000
_BY_DEFAULT = "en"
_LANGUAGES = "SELECT DISTINCT ?tag WHERE { ?document dct:language ?tag } ORDER BY ?tag"


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in load_queries() if name.startswith(incomplete)]


@click.command(short_help="Ask the graph: a named question, or your own SPARQL.")
@click.argument("name", required=False, is_eager=True, callback=keep_name, shell_complete=_complete)
@build_option
@click.option("-p", "--param", "params", multiple=True, metavar="K=V", help="Value of a parameter.")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True
)
@click.option("--queries", "folders", multiple=True, type=PATH, help="Folder of further .rq files.")
@click.option("--spreadsheet", is_flag=True, help="CSV that is safe to open in a spreadsheet.")
@extension_option
def query(  # noqa: PLR0913, PLR0917 -- one parameter per option
    name: str | None,
    folder: Path,
    params: tuple[str, ...],
    form: str,
    folders: tuple[Path, ...],
    extensions: tuple[Path, ...],
    *,
    spreadsheet: bool,
) -> None:
    """Run a question of the pack by its NAME; without one, list them.

    NAME may also be SPARQL text, a file that ends in .rq, or - for SPARQL on standard input.

    \b
    Example:
      polcom query missed_targets
      polcom query targets_of_goal --param goal=id:ordos-interview-2022/p1-1 --format csv
      polcom query "SELECT ?goal WHERE { ?goal a pc:Goal } LIMIT 3"
    """
    if name is None:
        questions = load_queries(*load_ontology(extensions).queries, *folders)
        print_queries(questions.values())
        return
    graph = load(folder, extensions, folders)
    tell_age(graph.age)
    values = split_pairs("--param lang=en", params)
    rows = graph.query(_read_question(name), values)
    if "lang" not in values:
        _tell_languages(graph, rows)
    if rows.form in {"CONSTRUCT", "DESCRIBE"} and form == "table":
        form = "turtle"
    if form == "table" and sys.stdout.isatty():
        print_rows(Console(), rows, graph.ontology.prefixes)
        return
    text = render(rows, form, prefixes=graph.ontology.prefixes, spreadsheet=spreadsheet)
    click.echo(text, nl=False)


def print_rows(console: Console, rows: Rows, prefixes: dict[str, str]) -> None:
    """Print rows as a table, or, where the terminal is too narrow, one below the other."""
    table = make_table(rows, prefixes)
    unlimited = console.options.update(max_width=_WIDE)
    if Measurement.get(console, unlimited, table).maximum <= console.width:
        console.print(table)
        return
    for row in rows.rows:
        record = Table.grid("column", "value", padding=(0, 2))
        for column, cell in zip(rows.columns, row, strict=True):
            if cell is not None:
                record.add_row(Text(column, "bold"), Text(make_legible(cell, prefixes)))
        console.print(record, "")
    console.print(f"{len(rows)} rows")


def _tell_languages(graph: KnowledgeGraph, rows: Rows) -> None:
    """Say in which languages labels can be asked for, when some are not in the one by default."""
    pairs = [
        (rows.columns.index(column), rows.columns.index(f"{column}_label"))
        for column in rows.columns
        if f"{column}_label" in rows.columns
    ]
    missing = sum(
        row[thing] is not None and row[label] is None for row in rows.rows for thing, label in pairs
    )
    if not missing:
        return
    tags = (row["tag"] for row in graph.query(_LANGUAGES).records())
    if wanted := " or ".join(f"--param lang={tag}" for tag in tags if tag != _BY_DEFAULT):
        click.echo(f"{missing} labels are in another language: try {wanted}", err=True)


def _read_question(name: str) -> str:
    if name == "-":
        return sys.stdin.read() + "\n"
    if not name.endswith(".rq"):
        return name
    try:
        return Path(name).read_text(encoding="utf-8") + "\n"
    except (OSError, UnicodeDecodeError) as error:
        wanted = "give a UTF-8 file of SPARQL, or a name of the pack"
        raise UsageError(f"{name}: cannot be read: {error}; {wanted}") from None
