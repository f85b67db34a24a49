"""``polcom extension``."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from graph_builder.errors import DATA_DOES_NOT_CONFORM
from graph_builder.extending import (
    Description,
    check_extensions,
    create_extension,
    write_rows,
)
from graph_builder.extension import ALWAYS, list_extensions

from .options import PATH


@click.group(short_help="Write, check and list extensions of the ontology.")
def extension() -> None:
    """Extend the ontology to a country, a sector or a language, without Python.

    \b
    Start with:
      polcom extension new ports --creator "Your office"
      polcom extension check cn
    """


@extension.command(short_help="Write a working skeleton.")
@click.argument("name")
@click.option("--creator", required=True, help="Who makes the extension.")
@click.option("--base", help="IRI of the extension, without #. Default: https://example.org/NAME")
@click.option("-o", "--output", type=PATH, help="New folder. Default: ./NAME")
@click.option(
    "--created",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day that the headers give. Default: today.",
)
def new(
    name: str, creator: str, base: str | None, output: Path | None, created: datetime | None
) -> None:
    """Write a folder with one of each part of an extension: NAME is also its prefix.

    \b
    Example:
      polcom extension new ports --creator "Your office" --base https://your.office/ports
    """
    day = created.date() if created else date.today()  # noqa: DTZ011 -- the author's own day
    description = Description(name, base or f"https://example.org/{name}", creator, day)
    folder = output or Path(name)
    for path in create_extension(folder, description):
        click.echo(f"wrote {path}")
    if base is None:
        wanted = "before you publish it, put an address of your own in its place, or give --base"
        click.echo(f"{description.base} is nobody's address: {wanted}", err=True)
    click.echo(f"now change it, and after each step: polcom extension check {folder}", err=True)


@extension.command(short_help="Check extensions; say file, term, rule and remedy.")
@click.argument("places", nargs=-1, required=True, type=PATH, metavar="FOLDER...")
def check(places: tuple[Path, ...]) -> None:
    """Check one or more extensions, by folder or name; several are also checked with each other.

    Syntax, headers, imports, names, documentation, shapes with their examples, questions with
    their rows, records, migrations; that the core's own shapes and questions work as before;
    profiles and consistency, where polcom[reasoning] and Java are installed. Exit code 1 when a
    rule is broken.

    \b
    Example:
      polcom extension check cn
    """
    findings = check_extensions(places)
    for finding in findings:
        click.echo(str(finding))
    faults = sum(not finding.advice for finding in findings)
    advice = len(findings) - faults
    told = f"{faults} fault{'s'[: faults != 1]}, {advice} piece{'s'[: advice != 1]} of advice"
    click.echo(told, err=True)
    sys.exit(DATA_DOES_NOT_CONFORM if faults else 0)


@extension.command(short_help="Write the rows that its questions give as the expected ones.")
@click.argument("place", type=PATH, metavar="FOLDER")
def rows(place: Path) -> None:
    """Write what the questions of an extension give for its example records as what they should.

    Read the rows that ``check`` shows first: from now on it holds the questions to them.

    \b
    Example:
      polcom extension rows ports
    """
    for path in write_rows(place):
        click.echo(f"wrote {path}")


@extension.command("list", short_help="List the extensions that are there.")
def list_() -> None:
    """List the extensions that come with polcom or with installed packages.

    \b
    Example:
      polcom extension list
    """
    for name in list_extensions():
        click.echo(f"{name}{' (always loaded)' if name in ALWAYS else ''}")
