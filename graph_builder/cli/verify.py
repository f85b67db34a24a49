"""``polcom verify``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph_builder.building import check_records
from graph_builder.errors import DATA_DOES_NOT_CONFORM
from graph_builder.ontology import load_ontology
from graph_builder.verification import Verification
from graph_builder.verification import verify as verify_evidence

from .options import PATH, extension_option, sources_argument


@click.command(short_help="Prove every quote against your copy of the documents.")
@sources_argument
@click.option("--documents", required=True, type=PATH, help="Folder with your copies of the texts.")
@extension_option
def verify(sources: tuple[Path, ...], documents: Path, extensions: tuple[Path, ...]) -> None:
    """Prove every span of evidence against your copies of the documents.

    A copy is recognised by its SHA-256, whatever its name. Exit code 1 when a span is not what is
    cited, or the text of a document is not in the folder.

    \b
    Example:
      polcom verify examples/ordos --documents texts
    """
    context = check_records(sources, load_ontology(extensions))
    result = verify_evidence(context, documents)
    _print(result)
    sys.exit(DATA_DOES_NOT_CONFORM if result.problems or result.missing else 0)


def _print(result: Verification) -> None:
    for document, count in sorted(result.proved.items()):
        click.echo(f"{document}: {count} spans proved")
    for document in result.unidentified:
        click.echo(f"{document}: cited by address, no text to prove against")
    for document, digest in sorted(result.missing.items()):
        wanted = f"put the UTF-8 text with SHA-256 {digest} into the folder"
        click.echo(f"{document}: its text is not in the folder; {wanted}", err=True)
    for problem in result.problems:
        click.echo(str(problem), err=True)
