"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph_builder.building import build

from .ordos import EXAMPLE, TEXTS

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="save the rows found as expected")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of source texts and gold annotations, which the project does not ship."""
    folder = Path(os.environ.get("POLCOM_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        reason = f"no corpus at {folder}: set POLCOM_CORPUS to the folder of source texts"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def texts(corpus: Path) -> dict[str, str]:
    """The texts of the Ordos example by document."""
    return {name: (corpus / f"{file}.txt").read_bytes().decode() for name, file in TEXTS.items()}


@pytest.fixture(scope="session")
def ordos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the Ordos example; tests read it and leave it as it is."""
    folder = tmp_path_factory.mktemp("ordos") / "demo"
    build([EXAMPLE], folder)
    return folder


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything is at hand, a skipped test is a failure: nothing passes unseen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if os.environ.get("CI") and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
