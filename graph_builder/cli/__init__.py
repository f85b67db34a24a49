"""The command line: parse, call, print. Data go to standard output, messages to standard error."""

from __future__ import annotations

import sys

import click

from graph_builder.errors import PolcomError

from .build import build
from .diff import diff
from .docs import docs
from .draw import draw
from .evaluate import evaluate
from .export import export
from .extension import extension
from .extract import extract
from .lists import list_, schema
from .migrate import migrate
from .network import network
from .query import query
from .validate import validate
from .verify import verify

__all__ = ["main", "polcom"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(package_name="polcom")
def polcom() -> None:
    """Policy documents as a knowledge graph of commitments, each proved by its source.

    \b
    Start with:
      polcom build examples/ordos -o demo
      polcom query
    """


COMMANDS = (build, extract, query, draw, network, validate, verify, evaluate, list_, schema)
for command in (*COMMANDS, diff, docs, export, extension, migrate):
    polcom.add_command(command)


def main() -> None:
    """Run the command line; exit codes: 0 fine, 1 the data does not conform, 2 misuse."""
    try:
        polcom.main(prog_name="polcom", standalone_mode=True)
    except PolcomError as error:
        click.secho(f"polcom: {error}", fg="red" if sys.stderr.isatty() else None, err=True)
        sys.exit(error.exit_code)
