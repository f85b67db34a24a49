"""How a reader says no: what was found, in which file, and what to do about it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph_builder.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

EXTRA = "documents"


def refuse(path: Path, found: str, remedy: str) -> DocumentError:
    """The error to raise for a file that cannot be read.

    >>> from pathlib import Path
    >>> print(refuse(Path("plan.pdf"), "the file is encrypted", "save it without a password"))
    plan.pdf: the file is encrypted; save it without a password
    """
    return DocumentError(f"{path}: {found}; {remedy}")


def require(module: str, path: Path) -> Any:  # noqa: ANN401  # a module has no narrower type
    """A module of the ``documents`` extra; UsageError names the extra if it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        remedy = f"install the extra '{EXTRA}': pip install 'polcom[{EXTRA}]'"
        raise UsageError(f"{path}: reading it needs the package '{package}'; {remedy}") from error
