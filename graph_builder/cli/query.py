"""``polcom query``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph_builder.errors import UsageError
from graph_builder.ontology import load_ontology
from graph_builder.querying import FORMATS, find_query, load_queries, render, run_query
from graph_builder.storage import open_store

from .lists import print_queries
from .options import PATH, build_option, extension_option


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in load_queries() if name.startswith(incomplete)]


@click.command(short_help="Ask the graph: a named question, or your own SPARQL.")
@click.argument("name", required=False, shell_complete=_complete)
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
    r"""Run a question of the pack by its NAME; without one, list them.

    NAME may also be SPARQL text, a file that ends in .rq, or - for SPARQL on standard input.

    \b
    Example:
      polcom query missed_targets
      polcom query targets_of_goal --param goal=id:ordos-interview-2022/p1-1 --format csv
      polcom query "SELECT ?goal WHERE { ?goal a pc:Goal } LIMIT 3"
    """
    queries = load_queries(*folders)
    if name is None:
        print_queries(queries.values())
        return
    prefixes = load_ontology(extensions).prefixes
    store = open_store(folder)
    text = _read_text(name)
    if text is None:
        rows = find_query(queries, name).run(store, _split(params), prefixes)
    else:
        rows = run_query(store, _declare(text, prefixes))
    if rows.form in {"CONSTRUCT", "DESCRIBE"} and form == "table":
        form = "turtle"
    click.echo(render(rows, form, prefixes=prefixes, spreadsheet=spreadsheet), nl=False)


def _read_text(name: str) -> str | None:
    if name == "-":
        return sys.stdin.read()
    if name.endswith(".rq"):
        if not Path(name).is_file():
            raise UsageError(f"{name}: no such file; give a file of SPARQL, or a name of the pack")
        return Path(name).read_text(encoding="utf-8")
    return name if any(mark in name for mark in "{ \n") else None


def _declare(text: str, prefixes: dict[str, str]) -> str:
    """The query with the prefixes of the ontology, all on its first line so that lines agree."""
    declared = " ".join(f"PREFIX {prefix}: <{base}>" for prefix, base in prefixes.items())
    return f"{declared} {text}"


def _split(params: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals or not key:
            raise UsageError(f"--param {param}: write NAME=VALUE, for example --param lang=en")
        values[key] = value
    return values
