"""What a person sees after a build: targets, deadlines, verdicts, evidence, and what to do next."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from graph_builder.querying.rows import group_digits, show
from graph_builder.sparql import select
from graph_builder.storage import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QuerySolution
    from rich.console import Console

    from graph_builder.building import Assembly

_MOST_ROWS = 30
_STYLES = {"met": "green", "missed": "red", "cannot both hold": "red", "exceeded": "yellow"}


def print_summary(console: Console, assembly: Assembly, folder: Path) -> None:
    """Print the assessed targets of a build, and say which file to open and what to try next."""
    table = _make_table(assembly)
    if table.row_count:
        console.print(table)
    console.print(
        f"Assessed as of {assembly.as_of}: {len(assembly.store)} quads, all shapes conform."
    )
    if assembly.remarks:
        console.print(f"{assembly.remarks} norms and forecasts stay in the records, not built.")
    console.print(f"Open {escape(str(folder / PAGE))} in a browser.")
    command = f"{_name_command()} query missed_targets --build {folder}"
    console.print(f"Next: {escape(command)}")


def _name_command() -> str:
    """How this shell calls the command: by its name, or by its path in an environment."""
    if sys.argv[0].endswith(".py"):
        return "python -m graph_builder"
    return "polcom" if shutil.which("polcom") else os.path.relpath(sys.argv[0])


def _make_table(assembly: Assembly) -> Table:
    table = Table("target", "deadline", "verdict", "evidence", header_style="bold")
    table.columns[0].ratio, table.columns[2].ratio, table.columns[3].ratio = 5, 4, 4
    table.columns[1].no_wrap = True
    table.columns[3].overflow = "fold"
    rows = list(select(assembly.store, Path(__file__).with_name("summary.rq")))
    for row in rows[:_MOST_ROWS]:
        table.add_row(*_make_cells(row))
    if len(rows) > _MOST_ROWS:
        table.caption = f"and {len(rows) - _MOST_ROWS} more: polcom query verdicts"
    return table


def _make_cells(row: QuerySolution) -> Iterator[str]:
    def text(name: str) -> str:
        return escape(show(row[name]) or "")

    yield text("label")
    yield text("deadline")
    yield _describe_verdict(text("verdict"), text("rule"), text("gap"), text("unit"))
    yield text("quote") or text("source")


def _describe_verdict(verdict: str, rule: str, gap: str, unit: str) -> str:
    style = _STYLES.get(verdict)
    if style is None:
        return verdict if verdict == rule else f"{verdict}: {rule}"
    unit = "percentage points" if unit == "%" else unit
    by = f" by {group_digits(gap.lstrip('-'))} {unit}" if verdict in {"missed", "exceeded"} else ""
    return f"[{style}]{verdict}[/]{by}"
