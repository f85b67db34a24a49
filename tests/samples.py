"""Small records that tests write, spoil and build, and the command line that they call."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from graph_builder.cli import main
from graph_builder.consistency import Context
from graph_builder.extending import Description
from graph_builder.model import hash_text
from graph_builder.ontology import load_ontology
from graph_builder.records import read_records

#: Two signs outside the basic plane, so that code points, UTF-16 units and bytes all differ.
TEXT = "😀 Secure energy supply. 𠮷 Coal output of at least 10 t by 2025.\r\nEnd.\n"

#: The extension that tests begin with.
PORTS = Description("ports", "https://example.org/ports", "A port", date(2024, 1, 2))

PLAN = f"""\
format: 1
document:
  id: plan
  title: {{en: A plan}}
  language: en
  issued: 2024-05-01
  source: https://example.org/plan
  place: cn:ordos
  sha256: {hash_text(TEXT)}
  length: {len(TEXT)}
metrics:
  - {{id: coal, label: {{en: Coal output}}, unit: t, accumulation: flow}}
statements:
  - id: g1
    kind: goal
    label: {{en: Secure energy supply}}
    theme: energy
    evidence: [{{start: 2, end: 22, quote: Secure energy supply}}]
  - id: t1
    kind: target
    label: {{en: Coal output of at least ten tonnes}}
    target_of: g1
    theme: energy
    metric: coal
    comparator: ">="
    value: 10
    unit: t
    expressed_as: level
    deadline: 2025-12-31
    deadline_basis: stated
    evidence:
      - {{start: 26, end: 63, sha256: {hash_text(TEXT[26:63])}}}
      - {{role: value, start: 50, end: 54, quote: 10 t}}
"""

OUTCOMES = """\
format: 1
document:
  id: outcomes
  title: {en: What happened}
  language: en
  issued: 2026-02-01
  source: https://example.org/outcomes
  place: cn:ordos
observations:
  - id: o1
    label: {en: Coal output in 2025}
    metric: plan/coal
    place: cn:ordos
    value: 9.5
    unit: t
    expressed_as: level
    period_start: 2025-01-01
    period_end: 2025-12-31
    status: official
    source: https://example.org/coal
    retrieved: 2026-02-01
"""


@dataclass(frozen=True)
class Outcome:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str


def polcom(*arguments: str | Path, text: str = "", folder: Path = Path()) -> Outcome:
    """The outcome of a call in this process, where standard input holds a text."""
    out, err = StringIO(), StringIO()
    argv = ["polcom", *map(str, arguments)]
    with (
        patch.object(sys, "argv", argv),
        patch.object(sys, "stdin", StringIO(text)),
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
    return Outcome(code, out.getvalue(), err.getvalue())


def run_python(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A finished Python process with these arguments and further environment variables."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
    )


def spoil(text: str, *changes: tuple[str, str]) -> str:
    """The text with passages replaced that stand in it exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands once"
        text = text.replace(old, new)
    return text


def write(folder: Path, **files: str) -> Path:
    """The folder with a YAML file for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_bytes(text.encode())
    return folder


def read_context(folder: Path) -> Context:
    """The records of a folder, indexed for checks."""
    return Context(read_records([folder]), load_ontology())


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
