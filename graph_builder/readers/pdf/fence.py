"""Runs the child process that opens a PDF, and says why when it does not come back with pages."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_builder.readers.refusal import refuse

_WORKER = Path(__file__).with_name("worker.py")
_UNREADABLE = "open it in a PDF viewer and print it to a new PDF"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child process may use: bytes of memory, seconds of processor and of the clock."""

    memory: int = 1024 * 1024 * 1024
    processor: int = 120
    clock: int = 240


def open_pdf(path: Path, limits: Limits) -> dict[str, Any]:
    """The pages of a PDF as the child process wrote them; DocumentError if it has none to give."""
    command = [sys.executable, "-I", str(_WORKER), str(path.absolute())]
    command += [str(limits.memory), str(limits.processor)]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=limits.clock, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        found = f"reading it took more than {limits.clock} seconds"
        raise refuse(path, found, _UNREADABLE) from error
    if ended.returncode:
        raise refuse(path, _explain(ended, limits), _UNREADABLE)
    found = json.loads(ended.stdout)
    if "error" in found:
        raise _refuse_closed(path, found["error"])
    return dict(found)


def _explain(ended: subprocess.CompletedProcess[bytes], limits: Limits) -> str:
    if -ended.returncode == getattr(signal, "SIGXCPU", None):
        return f"reading it took more than {limits.processor} seconds of the processor"
    if ended.returncode < 0 or b"MemoryError" in ended.stderr:
        memory = limits.memory // 1024 // 1024
        return f"the PDF engine broke off, or needed more than {memory} MB of memory"
    last = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return f"the PDF engine failed ({last})"


def _refuse_closed(path: Path, reason: str) -> Exception:
    plain = reason.lower()
    if "password" in plain or "security" in plain:
        return refuse(path, "the PDF is encrypted", "save it without a password")
    return refuse(path, f"the PDF is damaged ({reason})", _UNREADABLE)
