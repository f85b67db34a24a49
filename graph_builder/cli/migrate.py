"""``polcom migrate``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from graph_builder.building import describe_findings
from graph_builder.errors import DATA_DOES_NOT_CONFORM, UsageError
from graph_builder.namespaces import abbreviate
from graph_builder.ontology import CORE, Ontology, load_ontology
from graph_builder.querying import make_legible
from graph_builder.storage import open_graph
from graph_builder.versioning import (
    Renewal,
    Step,
    choose_language,
    find_text,
    refuse_output,
    renew,
    write_renewal,
)

from .options import PATH, extension_option


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
    if output is not None:
        refuse_output(source, output, overwrite=overwrite)
    ontology = load_ontology(extensions)
    renewal = renew(open_graph(source), ontology, _read_versions(versions))
    for line in _describe(renewal, ontology, choose_language(language)):
        click.echo(line)
    if not renewal.is_needed:
        return
    if output is not None and not dry_run:
        write_renewal(renewal, ontology, source, output)
        click.echo(f"wrote {output}", err=True)
    sys.exit(0 if renewal.conforms else DATA_DOES_NOT_CONFORM)


def _read_versions(versions: tuple[str, ...]) -> dict[str, str]:
    pairs = (text.rpartition("=") for text in versions)
    return {name or CORE: version for name, _, version in pairs}


def _describe(renewal: Renewal, ontology: Ontology, language: str) -> Iterator[str]:
    if not renewal.is_needed:
        there = ", ".join(f"{age.release.name} {age.present}" for age in renewal.ages)
        yield find_text("current", language, releases=there)
        return
    for age in renewal.ages:
        if age.found < age.present:
            numbers = {"old": age.found, "new": age.present}
            yield find_text("release", language, name=age.release.name, **numbers)
            steps = [step for step in renewal.steps if step.age == age]
            told = (line for step in steps for line in _describe_step(step, ontology, language))
            yield from (f"  {line}" for line in told)
            if not steps:
                yield f"  {find_text('no-migration', language)}"
    yield from (find_text("left-out", language, iri=iri) for iri in renewal.left_out)
    for iri, count in renewal.lost.items():
        term = abbreviate(iri, ontology.prefixes)
        yield find_text("lost", language, term=term, count=count)
    yield from _describe_checks(renewal, ontology, language)


def _describe_step(step: Step, ontology: Ontology, language: str) -> Iterator[str]:
    title = step.migration.title["zh-Hans" if language == "zh" else "en"]
    if step.undecided is None:
        counts = {"removed": step.removed, "added": step.added}
        yield find_text("migrated", language, name=step.migration.name, title=title, **counts)
        return
    for node, *others in step.undecided.rows:
        cells = [make_legible(cell, ontology.prefixes) for cell in others if cell is not None]
        facts = f" ({', '.join(cells)})" if cells else ""
        told = make_legible(node, ontology.prefixes) if node is not None else ""
        yield find_text("review", language, node=told, title=title, facts=facts)


def _describe_checks(renewal: Renewal, ontology: Ontology, language: str) -> Iterator[str]:
    for excerpt in renewal.broken:
        told = abbreviate(excerpt, ontology.prefixes)
        yield find_text("evidence-broken", language, excerpt=told)
    if renewal.proved:
        proved = renewal.proved - len(renewal.broken)
        yield find_text("evidence", language, proved=proved)
    violations = renewal.validation.of_severity("Violation")
    if violations:
        yield find_text("violations", language, count=len(violations))
        yield describe_findings(violations, language)
