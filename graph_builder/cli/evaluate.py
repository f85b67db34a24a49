"""``polcom evaluate``."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.errors import UsageError
from graph_builder.evaluation import (
    FORMATS,
    Reader,
    choose_faults,
    write_evaluation,
    write_faults,
)
from graph_builder.evaluation import evaluate as evaluate_gold

from .extractors import Second, extractor_options
from .options import PATH


@click.command(short_help="Measure extraction against gold annotations.")
@click.argument("gold", type=PATH)
@click.option("--corpus", required=True, type=PATH, help="Folder with the texts of the gold.")
@click.option(
    "--errors",
    "kind",
    is_flag=False,
    flag_value="all",
    metavar="[KIND]",
    help="List the errors instead: all, or those of a class such as missed, norm, deadline.",
)
@click.option("--most", type=click.IntRange(min=1), help="Errors of each class to list.")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
@click.option(
    "--against",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="Build, records, document or folder that the documents may cite: scores links.",
)
@extractor_options
@click.option("--libraries/--no-libraries", default=True, help="Measure other libraries too.")
def evaluate(  # noqa: PLR0913 -- one parameter per option
    gold: Path,
    *,
    corpus: Path,
    kind: str | None,
    most: int | None,
    form: str,
    against: tuple[Path, ...],
    extractor: str | None,
    settings: tuple[str, ...],
    libraries: bool,
) -> None:
    """Measure extraction against a folder of GOLD annotations, and print tables.

    Precision, recall and F1 by kind, language, genre and document with bootstrap intervals over
    documents, fields, leakage of achievements, norms and forecasts, structure, directives, what
    goes to review, and baselines: every number, and other libraries where they are installed.
    With --against, links to what the documents cite; with --extractor, what it adds to the rules.

    \b
    Example:
      polcom evaluate gold --corpus texts
      polcom evaluate gold --corpus texts --errors deadline --most 10
      polcom evaluate gold --corpus texts --against report.txt --no-libraries --format csv
    """
    if most is not None and kind is None:
        raise UsageError("--most says how many errors to list: add --errors")
    second = Second.choose(extractor, settings)
    reader = (
        Reader(second.name, dict(second.options), against) if second else Reader("", {}, against)
    )
    found = evaluate_gold(gold, corpus, read=reader.read, libraries=libraries and kind is None)
    if kind is None:
        click.echo(write_evaluation(found, form), nl=False)
    else:
        click.echo(write_faults(found, choose_faults(found, kind, most), form), nl=False)
