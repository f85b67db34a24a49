"""Arguments and options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from graph_builder.errors import UsageError
from graph_builder.storage import REPORT

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

PATH = click.Path(path_type=Path)
_STORE = "graph_builder.store"
_LISTS = "graph_builder.lists"


def sources_argument(function: F) -> F:
    """One or more record files or folders."""
    return click.argument("sources", nargs=-1, required=True, type=PATH)(function)


def extension_option(function: F) -> F:
    """Extensions of the ontology, by folder or name."""
    return click.option(
        "--extension",
        "extensions",
        multiple=True,
        type=PATH,
        help="Extension of the ontology, by folder or name; may be repeated.",
    )(function)


def build_option(function: F) -> F:
    """The build to work on."""
    return click.option(
        "-b",
        "--build",
        "folder",
        type=PATH,
        callback=_find_build,
        help="Folder of the build. Default: $POLCOM_BUILD, else this folder, else ./demo.",
    )(function)


def store_argument(function: F) -> F:
    """A build, store or RDF file to work on, in place of --build."""
    return click.argument(
        "store", required=False, type=PATH, expose_value=False, is_eager=True, callback=_keep_store
    )(function)


def keep_name(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """The callback of an eager name without which a command only lists, and needs no build."""
    context.meta[_LISTS] = value is None
    return value


def _keep_store(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    context.meta[_STORE] = value


def _find_build(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    store: Path | None = context.meta.get(_STORE)
    if store is not None and value is not None and store.resolve() != value.resolve():
        raise UsageError(f"two graphs are named, {store} and --build {value}; name one of them")
    if value is not None or store is not None:
        return value or store or Path()
    named = os.environ.get("POLCOM_BUILD")
    if named:
        return Path(named)
    for folder in (Path(), Path("demo")):
        if (folder / REPORT).is_file():
            return folder
    if context.meta.get(_LISTS):
        return Path()
    wanted = "make one with: polcom build RECORDS -o demo, or name one with --build FOLDER"
    raise UsageError(f"no build found; {wanted}")


def tell_age(sentence: str) -> None:
    """Warn with a sentence about the age of a graph, unless it is empty."""
    if sentence:
        click.echo(f"warning: {sentence}", err=True)


def split_pairs(example: str, pairs: tuple[str, ...]) -> dict[str, str]:
    """The values of a repeated option NAME=VALUE by name; the example shows the option.

    Raises:
        UsageError: when a pair has no name or no equals sign.

    """
    values = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            option = example.partition(" ")[0]
            raise UsageError(f"{option} {pair}: write NAME=VALUE, for example {example}")
        values[key] = value
    return values
