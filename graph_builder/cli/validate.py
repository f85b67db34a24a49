"""``polcom validate``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from graph_builder.building import Settings, assemble, describe_findings
from graph_builder.errors import DATA_DOES_NOT_CONFORM
from graph_builder.ontology import load_ontology
from graph_builder.storage import REPORT, open_store
from graph_builder.validation import SEVERITIES, ValidationReport
from graph_builder.validation import validate as validate_store
from graph_builder.versioning import describe_age

from .options import extension_option, sources_argument, tell_age


@click.command(short_help="Check records or a build; write nothing.")
@sources_argument
@extension_option
@click.option("--language", default="en", show_default=True, help="Language of the messages.")
def validate(sources: tuple[Path, ...], extensions: tuple[Path, ...], language: str) -> None:
    """Check record files and folders, or a build, against models and shapes. Writes nothing.

    \b
    Example:
      polcom validate examples/ordos
    """
    if len(sources) == 1 and (sources[0] / REPORT).is_file():
        ontology, store, places = load_ontology(extensions), open_store(sources[0]), {}
        tell_age(describe_age(store, ontology, sources[0]))
        report = validate_store(store, ontology)
    else:
        settings = Settings(extensions=extensions, enforce=False)
        assembly = assemble(sources, settings=settings)
        report, places = assembly.validation, assembly.places
    _print(report, language, places)
    sys.exit(0 if report.conforms else DATA_DOES_NOT_CONFORM)


def _print(report: ValidationReport, language: str, places: Mapping[str, str]) -> None:
    for severity in SEVERITIES:
        findings = report.of_severity(severity)
        if findings:
            click.echo(f"{severity} ({len(findings)})")
            click.echo(describe_findings(findings, language, places))
    click.echo("conforms" if report.conforms else "does not conform", err=True)
