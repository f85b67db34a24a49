"""``polcom diff``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from graph_builder.errors import DATA_DOES_NOT_CONFORM, OntologyError, UsageError
from graph_builder.extension import MIGRATIONS, find_extension, list_extensions
from graph_builder.namespaces import abbreviate
from graph_builder.ontology import load_ontology
from graph_builder.versioning import (
    Comparison,
    compare,
    find_text,
    list_subjects,
    read_snapshot,
)

from .options import PATH


@click.command(short_help="Say what changed between two versions of an ontology.")
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option("--lang", "language", default="en", show_default=True, help="en or zh.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def diff(old: Path, new: Path, language: str, *, as_json: bool) -> None:
    """Compare two versions of an ontology or extension: files or folders of Turtle, or names.

    Says each change in words, whether it breaks what users have, and the version number that it
    demands. Exit code 1 when the number of the new version is too small, when a term is gone that
    was not deprecated for a major version, and when no migration of the new version is about a
    breaking change.

    \b
    Example:
      polcom diff cn cn
    """
    before, after = _find(old), _find(new)
    migrations = (after if after.is_dir() else after.parent) / MIGRATIONS
    first, second = read_snapshot(before), read_snapshot(after)
    prefixes = {**load_ontology().prefixes, **first.prefixes, **second.prefixes}
    about = list_subjects(migrations, (first.version, second.version), prefixes)
    comparison = compare(first, second, about)
    words = _write_json(comparison) if as_json else _write_words(comparison, prefixes, language)
    click.echo(words)
    sys.exit(0 if comparison.conforms else DATA_DOES_NOT_CONFORM)


def _find(place: Path) -> Path:
    """The file or folder itself, or else that of the extension with such a name.

    Raises:
        UsageError: when there is neither.

    """
    if place.exists():
        return place
    try:
        return find_extension(place).folder
    except OntologyError:
        wanted = f"give a file or folder of Turtle, or one of: {', '.join(list_extensions())}"
        raise UsageError(f"{place}: no such file, folder or extension; {wanted}") from None


def _write_words(comparison: Comparison, prefixes: Mapping[str, str], language: str) -> str:
    lines = [
        f"{change.weight.name.lower()}: {abbreviate(change.thing, prefixes)}: "
        f"{change.describe(language)}"
        for change in sorted(comparison.changes, key=lambda one: (-one.weight, one))
    ]
    numbers = {"old": comparison.old, "new": max(comparison.new, comparison.demanded)}
    open_ones = sorted({change.thing for change in comparison.unmigrated})
    lines += [
        f"{abbreviate(thing, prefixes)}: {find_text('unmigrated', language, **numbers)}"
        for thing in open_ones
    ]
    return "\n".join([*lines, comparison.describe(language)])


def _write_json(comparison: Comparison) -> str:
    content = {
        "old": str(comparison.old),
        "new": str(comparison.new),
        "demanded": str(comparison.demanded),
        "suffices": comparison.suffices,
        "untimely": sorted(change.thing for change in comparison.untimely),
        "unmigrated": sorted({change.thing for change in comparison.unmigrated}),
        "changes": [
            {**asdict(change), "weight": change.weight.name.lower()}
            for change in comparison.changes
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
