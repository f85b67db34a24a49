"""``polcom migrate``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph_builder.errors import DATA_DOES_NOT_CONFORM, UsageError
from graph_builder.ontology import CORE, load_ontology
from graph_builder.storage import open_graph
from graph_builder.versioning import (
    choose_language,
    refuse_output,
    renew,
    write_renewal,
)

from .options import PATH, extension_option
from .renewals import describe_renewal, write_renewal_json


@click.command(short_help="Bring data of an older version of the ontology to the present one.")
@click.argument("source", type=PATH)
@click.option("-o", "--output", type=PATH, help="New file (.nq, .trig, .nt, .ttl), or new build.")
@extension_option
@click.option(
    "--from",
    "versions",
    multiple=True,
    metavar="[NAME=]VERSION",
    help="Version of data that state none, of polcom or of the extension NAME.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--overwrite", is_flag=True, help="Replace what is there.")
@click.option("--json", "as_json", is_flag=True, help="Write what changed as JSON.")
@click.option("--lang", "language", default="en", show_default=True, help="en or zh.")
def migrate(  # noqa: PLR0913 -- one parameter per option
    source: Path,
    output: Path | None,
    extensions: tuple[Path, ...],
    versions: tuple[str, ...],
    language: str,
    *,
    dry_run: bool,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Bring a build, store or RDF file to the present versions of the ontology and extensions.

    Applies the migrations that came with each later version, says what each changed and what is
    left for review, and checks the result. SOURCE stays as it is unless -o names it with
    --overwrite. Exit code 1 when the result breaks a shape or a quotation its hash; it is
    written all the same, to be mended.

    \b
    Example:
      polcom migrate demo -o demo-new
      polcom migrate demo/graph.nq --dry-run
    """
    if output is None and not dry_run:
        raise UsageError("no place for the result; name one with -o, or say --dry-run")
    store = open_graph(source)
    if output is not None:
        refuse_output(source, output, overwrite=overwrite)
    ontology = load_ontology(extensions)
    renewal = renew(store, ontology, _read_versions(versions))
    if as_json:
        click.echo(write_renewal_json(renewal, ontology))
    else:
        click.echo("\n".join(describe_renewal(renewal, ontology, choose_language(language))))
    if not renewal.is_needed:
        return
    if output is not None and not dry_run:
        write_renewal(renewal, ontology, source, output)
        click.echo(f"wrote {output}", err=True)
    sys.exit(0 if renewal.conforms else DATA_DOES_NOT_CONFORM)


def _read_versions(versions: tuple[str, ...]) -> dict[str, str]:
    pairs = (text.rpartition("=") for text in versions)
    return {name or CORE: version for name, _, version in pairs}
