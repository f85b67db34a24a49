"""A build on disk: replaced in one step or not at all, and never trusted blindly."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, Store

from graph_builder import storage
from graph_builder.errors import StoreError, UsageError

from .samples import read_tree

if TYPE_CHECKING:
    from pathlib import Path

#: A child that begins to replace a build, says so, and never ends.
STUCK = """
import sys, time
from pathlib import Path
from graph_builder.storage import replace_folder
with replace_folder(Path(sys.argv[1])) as staging:
    (staging / "report.json").write_text("half", "utf-8")
    print("begun", flush=True)
    time.sleep(60)
"""
#: A child that replaces a build over and over, each time with one number in all files.
BUSY = """
import json, sys
from pathlib import Path
from graph_builder.storage import replace_folder
for number in range(10_000):
    with replace_folder(Path(sys.argv[1])) as staging:
        for name in ("graph.nq", "graph.trig"):
            (staging / name).write_text(str(number), "utf-8")
        (staging / "report.json").write_text(json.dumps({"build": {"quads": number}}), "utf-8")
    if number == 3:
        print("begun", flush=True)
"""


def fill(folder: Path, count: int = 1, reported: int | None = None) -> Path:
    """A folder with a store of so many quads, and a report that says so or otherwise."""
    store = Store(str(folder / "store"))
    node = NamedNode("urn:a")
    store.extend(Quad(node, node, NamedNode(f"urn:{i}"), node) for i in range(count))
    store.flush()
    quads = count if reported is None else reported
    (folder / "report.json").write_text(json.dumps({"build": {"quads": quads}}), "utf-8")
    return folder


def build(target: Path, count: int = 1) -> Path:
    with storage.replace_folder(target) as staging:
        fill(staging, count)
    return target


def break_off(target: Path, error: type[BaseException]) -> None:
    with storage.replace_folder(target) as staging:
        fill(staging, 2)
        raise error


def test_a_new_build_takes_its_place_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    build(tmp_path / "deep" / "demo", 1)
    build(tmp_path / "deep" / "demo", 2)
    assert len(storage.open_store(tmp_path / "deep" / "demo")) == 2
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["demo"]


def test_others_may_read_a_build(tmp_path: Path) -> None:
    assert build(tmp_path / "demo").stat().st_mode & 0o777 == 0o755


def test_an_error_while_writing_leaves_the_old_build(tmp_path: Path) -> None:
    before = read_tree(build(tmp_path / "demo"))
    with pytest.raises(RuntimeError):
        break_off(tmp_path / "demo", RuntimeError)
    assert read_tree(tmp_path / "demo") == before
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_an_error_while_writing_the_first_build_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        break_off(tmp_path / "demo", KeyboardInterrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_build_leaves_the_old_one(tmp_path: Path) -> None:
    before = read_tree(build(tmp_path / "demo"))
    command = [sys.executable, "-c", STUCK, str(tmp_path / "demo")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"begun\n"
        child.send_signal(signal.SIGKILL)
    assert read_tree(tmp_path / "demo") == before
    assert len(storage.open_store(build(tmp_path / "demo", 3))) == 3


def test_a_build_is_there_while_it_is_replaced_and_whole_when_that_is_killed(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", BUSY, str(tmp_path / "demo")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        found = [(tmp_path / "demo" / "report.json").is_file() for _ in range(2000)]
        child.send_signal(signal.SIGKILL)
    report = storage.read_report(tmp_path / "demo")
    written = {path.read_text() for path in (tmp_path / "demo").glob("graph.*")}
    assert all(found)
    assert written == {str(report["build"]["quads"])}


def test_a_replacement_cut_off_between_its_two_steps_is_taken_back(tmp_path: Path) -> None:
    before = read_tree(build(tmp_path / "demo"))
    (tmp_path / "demo").rename(tmp_path / ".demo.old")
    assert len(storage.open_store(tmp_path / "demo")) == 1
    assert read_tree(tmp_path / "demo") == before


def test_two_steps_do_where_one_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    build(tmp_path / "demo", 1)
    build(tmp_path / "demo", 2)
    assert len(storage.open_store(tmp_path / "demo")) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_hidden_folder_that_is_no_build_is_not_brought_back(tmp_path: Path) -> None:
    (tmp_path / ".demo.old").mkdir()
    storage.recover(tmp_path / "demo")
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize("report", ["{}", '{"build": {}}', "not json", "[]", '{"a": {}}'])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, report: str) -> None:
    (tmp_path / "report.json").write_text(report, "utf-8")
    (tmp_path / "thesis.txt").write_text("ten years", "utf-8")
    with pytest.raises(UsageError, match="holds files that are not a build"):
        build(tmp_path)
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "ten years"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    assert len(storage.open_store(build(tmp_path / "demo"))) == 1


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_is_refused(tmp_path: Path, kind: str) -> None:
    (tmp_path / "real").mkdir()
    place = tmp_path / "demo"
    place.write_text("x") if kind == "file" else place.symlink_to(tmp_path / "real")
    with pytest.raises(UsageError, match="not a folder; choose another place"):
        build(place)


def test_a_place_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"cannot be written: .*; choose a folder that you may"):
        build(tmp_path / "file" / "demo")


def test_the_folder_one_stands_in_is_built_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path as Place  # noqa: PLC0415 -- the type alone is imported above

    (tmp_path / "demo").mkdir()
    monkeypatch.chdir(tmp_path / "demo")
    build(Place())
    monkeypatch.chdir(tmp_path / "demo")
    assert len(storage.open_store(Place())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_store_that_holds_less_than_its_report_says_is_damaged(tmp_path: Path) -> None:
    fill(tmp_path, 2, reported=3)
    with pytest.raises(StoreError, match="holds 2 facts and should hold 3, so it is damaged"):
        storage.open_store(tmp_path)


def test_a_store_that_is_gone_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"build": {"quads": 1}}', "utf-8")
    with pytest.raises(StoreError, match="build it again"):
        storage.open_store(tmp_path)


@pytest.mark.parametrize("report", [None, "", "{}", '{"build": {"quads": "1"}}', "\ud7ff"])
def test_a_build_without_its_report_is_not_complete(tmp_path: Path, report: str | None) -> None:
    if report is not None:
        (tmp_path / "report.json").write_text(report, "utf-8")
    with pytest.raises(StoreError, match="no complete build here; make one with: polcom build"):
        storage.open_store(tmp_path)


def test_a_store_cannot_be_changed_through_a_reader(tmp_path: Path) -> None:
    node = NamedNode("urn:a")
    with pytest.raises(RuntimeError, match="read-write"):
        storage.open_store(build(tmp_path / "demo")).add(Quad(node, node, node))


def test_a_reader_keeps_what_it_opened_while_others_build(tmp_path: Path) -> None:
    store = storage.open_store(build(tmp_path / "demo", 500))
    build(tmp_path / "demo", 2)
    assert len(list(store)) == 500
    assert len(storage.open_store(tmp_path / "demo")) == 2


def test_a_build_is_read_and_replaced_while_another_process_writes_its_store(
    tmp_path: Path,
) -> None:
    writer = "import sys, pyoxigraph as o; s = o.Store(sys.argv[1]); print(1, flush=True); input()"
    command = [sys.executable, "-c", writer, str(build(tmp_path / "demo") / "store")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert len(storage.open_store(tmp_path / "demo")) == 1
        build(tmp_path / "demo", 2)
        child.kill()
    assert len(storage.open_store(tmp_path / "demo")) == 2


def test_only_one_process_builds_into_a_folder(tmp_path: Path) -> None:
    with (
        storage.replace_folder(tmp_path / "demo"),
        pytest.raises(StoreError, match="another process builds here; wait until it ends"),
        storage.replace_folder(tmp_path / "demo"),
    ):
        pass


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    remains = tmp_path / ".demo.staging-killed"
    remains.mkdir()
    (remains / "graph.nq").write_bytes(b"part")
    with storage.replace_folder(tmp_path / "demo") as staging:
        assert not remains.exists()
        (staging / "report.json").write_text("{}", encoding="utf-8")
