"""Fixtures that several test modules share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import jpype
import pytest
from hypothesis import settings

from graph_builder.building import build
from graph_builder.drawing import draw
from graph_builder.extending import create_extension

from .browser import find_browser
from .explorer import AXE
from .graphs import build_ordos
from .ordos import EXAMPLE, TEXTS
from .samples import PORTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

# A slow or busy machine fails no test: an example may take as long as it needs.
_usual = settings.get_profile(settings.get_current_profile_name())
settings.register_profile("patient", _usual, deadline=None)
settings.load_profile("patient")


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


@pytest.fixture(scope="session")
def java() -> None:
    """Java, which HermiT and the profile checkers run on."""
    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        reason = "no Java: install a Java runtime to prove the ontology with it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe, which npm brings."""
    if not AXE.is_file():
        reason = "no axe-core: run make page-tools to test accessibility with it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of the page; each test has a context of its own."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- few runs need it

    path = find_browser()
    if path is None:
        reason = "no browser: install Chromium to test the page in it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def ordos_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the Ordos example."""
    return draw(build_ordos()).save(tmp_path_factory.mktemp("page") / "ordos.html")


@pytest.fixture(scope="session")
def texts_file(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the Ordos example with the texts of its documents."""
    folder = tmp_path_factory.mktemp("page")
    return draw(build_ordos(), documents=corpus).save(folder / "texts.html")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything is at hand, a skipped test is a failure: nothing passes unseen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if os.environ.get("CI") and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def skeleton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension that the kit writes to begin with; tests read it and leave it as it is."""
    folder = tmp_path_factory.mktemp("skeleton") / "ports"
    create_extension(folder, PORTS)
    return folder


@pytest.fixture
def ports(skeleton: Path, tmp_path: Path) -> Path:
    """The same, for a test to change."""
    return shutil.copytree(skeleton, tmp_path / "ports")
