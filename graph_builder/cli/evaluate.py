"""``polcom evaluate``."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.evaluation import evaluate as evaluate_gold
from graph_builder.evaluation import write_table

from .options import PATH


@click.command(short_help="Measure extraction against gold annotations.")
@click.argument("gold", type=PATH)
@click.option("--corpus", required=True, type=PATH, help="Folder with the texts of the gold.")
def evaluate(gold: Path, corpus: Path) -> None:
    """Measure extraction against a folder of GOLD annotations, and print a table.

    Precision, recall and F1 by kind, language, genre and document with bootstrap intervals,
    fields, leakage of achievements, norms and forecasts, and the baseline "every number".

    \b
    Example:
      polcom evaluate gold --corpus texts
    """
    click.echo(write_table(evaluate_gold(gold, corpus)), nl=False)
