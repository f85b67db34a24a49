"""``polcom extract --against``: from two documents to a graph in which one cites the other."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graph_builder.building import build
from graph_builder.cli import polcom
from graph_builder.errors import UsageError
from graph_builder.records import read_records
from graph_builder.storage import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

REPORT = (
    "工作报告\n（2022年10月16日）\n\n五、推动绿色发展\n"
    "深入推进能源革命，加强煤炭清洁高效利用，加快规划建设新型能源体系。\n"
    "提高城市规划、建设、治理水平，加快转变发展方式。\n"
)
PLAN = (
    "2023年工作要点\n一、重点任务\n"
    "一是建设能源基地。全面落實“加快規劃建設新型能源體系”重要要求,新能源裝機達到100萬千瓦。"
    "二是打造宜居城市。提高城市規劃、建設、治理水平。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str) -> Result:
    call = ["extract", str(folder / "plan.txt"), "--language", "zh-Hant", "--issued", "2023-01-20"]
    call += ["--place", "cn:ordos"]
    output = ["--fresh", "-o", str(folder / "records" / "plan.yaml")]
    (folder / "records").mkdir(exist_ok=True)
    return CliRunner().invoke(polcom, [*call, *more, *output], catch_exceptions=False)


def read_records_of_plan(folder: Path) -> list[str]:
    """The lines of the review, without the stamp that tells what it was linked to."""
    lines = (folder / "records" / "plan.yaml").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#~ made-from")]


def read_statements(folder: Path) -> tuple[object, ...]:
    (source,) = read_records([folder / "records" / "plan.yaml"])
    return source.records.statements


def test_two_documents_become_a_graph_in_which_one_carries_out_the_other(folder: Path) -> None:
    result = run(folder, "--against", str(folder / "report.txt"))
    assert result.exit_code == 0
    assert "linked 2 of 2 citations" in result.stderr
    build([folder / "records"], folder / "demo")
    rows = open_store(folder / "demo").query(
        "PREFIX pc: <https://w3id.org/polcom/ns#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?words ?start WHERE { GRAPH ?g { ?citation pc:cites ?directive ; "
        "pc:evidencedBy ?excerpt . ?excerpt pc:quote ?words ; prov:wasQuotedFrom ?passage } "
        "GRAPH ?h { ?passage pc:startOffset ?start } } ORDER BY ?start"
    )
    found = [(row["words"].value, int(row["start"].value)) for row in rows]
    assert found == [
        ("加快規劃建設新型能源體系", REPORT.index("加快规划")),
        ("提高城市規劃、建設、治理水平", REPORT.index("提高城市")),
    ]


def test_what_a_person_wrote_into_the_proposals_stays(folder: Path) -> None:
    run(folder, "--against", str(folder / "report.txt"))
    path = folder / "records" / "report.directives.yaml"
    first = path.read_text(encoding="utf-8")
    head, _, tail = first.partition("\n- id: ")
    kept = tail.partition("\n- id: ")[0].replace("directive-", "energy-")
    path.write_text(f"# mine\n{head}\n- id: {kept}\n", encoding="utf-8")
    run(folder, "--against", str(folder / "report.txt"))
    (records,) = (source.records for source in read_records([path]))
    again = path.read_text(encoding="utf-8")
    assert again.startswith("# mine")
    assert len(records.statements) == 2
    assert "energy-" in (folder / "records" / "plan.yaml").read_text(encoding="utf-8")
    run(folder, "--against", str(folder / "report.txt"))
    assert path.read_text(encoding="utf-8") == again


def test_records_of_the_source_can_stand_for_its_text(folder: Path) -> None:
    run(folder, "--against", str(folder / "report.txt"))
    first = read_records_of_plan(folder)
    (folder / "report.txt").unlink()
    run(folder, "--against", str(folder / "records"))
    assert read_records_of_plan(folder) == first


def test_a_build_and_a_folder_of_copies_are_sources_too(folder: Path) -> None:
    run(folder, "--against", str(folder / "report.txt"))
    first = read_records_of_plan(folder)
    build([folder / "records" / "report.directives.yaml"], folder / "demo")
    copies = folder / "copies"
    copies.mkdir()
    (folder / "report.txt").rename(copies / "renamed.txt")
    run(folder, "--against", str(folder / "demo"), "--documents", str(copies))
    assert read_records_of_plan(folder) == first


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (None, "give a build, a record file, a document"),
        (
            "没有日期的文字。我们将推进产业发展，加强环境保护，保障改善民生，建设现代化产业体系。",
            "no day of issue",
        ),
    ],
)
def test_a_source_that_cannot_be_used_says_why(
    folder: Path, content: str | None, wanted: str
) -> None:
    path = folder / "other.txt"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=wanted):
        run(folder, "--against", str(path))


def test_a_text_among_its_own_sources_is_not_linked_to_itself(folder: Path) -> None:
    run(folder, "--against", str(folder / "report.txt"))
    first = read_statements(folder)
    sources = folder / "sources"
    sources.mkdir()
    for name in ("plan", "report"):
        (sources / f"{name}.txt").write_bytes((folder / f"{name}.txt").read_bytes())
    (sources / "copy of the report.txt").write_bytes((folder / "report.txt").read_bytes())
    run(folder, "--against", str(sources / "report.txt"), "--against", str(sources / "plan.txt"))
    assert read_statements(folder) == first
    assert not (folder / "records" / "plan.directives.yaml").exists()


def test_the_words_of_a_neighbour_are_no_directive(folder: Path) -> None:
    report = (folder / "report.txt").read_text(encoding="utf-8")
    (folder / "report.txt").write_text(f"鄂尔多斯市{report}", encoding="utf-8")
    same = run(folder, "--against", str(folder / "report.txt"))
    assert "linked 2 of 2 citations" in same.stderr
    wider = run(folder, "--place", "cn:china", "--fresh", "--against", str(folder / "report.txt"))
    assert "linked 1 of 1 citations" in wider.stderr


def test_a_source_may_get_records_of_its_own_later(folder: Path) -> None:
    run(folder, "--against", str(folder / "report.txt"))
    records = folder / "records"
    call = ["extract", str(folder / "report.txt"), "--language", "zh-Hans", "--place", "cn:china"]
    own = [*call, "-o", str(records / "report.yaml")]
    assert CliRunner().invoke(polcom, own, catch_exceptions=False).exit_code == 0
    build([records], folder / "demo")
    assert "document: report\n" in (records / "report.directives.yaml").read_text("utf-8")


def test_a_source_that_has_records_is_not_described_again(folder: Path) -> None:
    records = folder / "records"
    call = ["extract", str(folder / "report.txt"), "--language", "zh-Hans", "--place", "cn:china"]
    CliRunner().invoke(polcom, [*call, "-o", str(records / "report.yaml")], catch_exceptions=False)
    run(folder, "--against", str(folder / "report.txt"))
    assert "document: report\n" in (records / "report.directives.yaml").read_text("utf-8")
    build([records], folder / "demo")


def test_a_source_with_records_of_its_own_is_cited_by_the_next_document_too(folder: Path) -> None:
    run(folder, "--against", str(folder / "report.txt"))
    first = read_statements(folder)
    records = folder / "records"
    call = ["extract", str(folder / "report.txt"), "--language", "zh-Hans", "--place", "cn:china"]
    own = [*call, "--against", str(folder / "report.txt"), "-o", str(records / "report.yaml")]
    for _ in range(2):
        assert CliRunner().invoke(polcom, own, catch_exceptions=False).exit_code == 0
        assert run(folder, "--against", str(folder / "report.txt")).exit_code == 0
    assert read_statements(folder) == first
    build([records], folder / "demo")


def test_links_are_not_lost_when_a_run_forgets_what_they_lead_to(folder: Path) -> None:
    output = folder / "records" / "plan.yaml"
    call = ["extract", str(folder / "plan.txt"), "--language", "zh-Hant", "--issued", "2023-01-20"]
    call += ["--place", "cn:ordos", "-o", str(output)]
    linked = [*call, "--against", str(folder / "report.txt")]
    assert CliRunner().invoke(polcom, linked, catch_exceptions=False).exit_code == 0
    before = output.read_bytes()
    wanted = "give --against as before, or --fresh to start without"
    lost = f"{output}: 2 links to other documents would be lost; {wanted}"
    with pytest.raises(UsageError, match=f"^{re.escape(lost)}$"):
        CliRunner().invoke(polcom, call, catch_exceptions=False)
    assert output.read_bytes() == before
    assert CliRunner().invoke(polcom, [*call, "--fresh"], catch_exceptions=False).exit_code == 0
    assert "cites:" not in output.read_text("utf-8")


def test_documents_read_side_by_side_share_one_file_of_what_they_cite(folder: Path) -> None:
    reports = folder / "reports"
    reports.mkdir()
    clauses = ("深入推进能源革命", "加强煤炭清洁高效利用", "加快规划建设新型能源体系")
    for number, clause in enumerate(clauses):
        text = (
            f"2023年1月{number + 5}日\n2023年工作要点\n一是建设基地。全面落实“{clause}”重要要求。\n"
        )
        (reports / f"plan-{number}.txt").write_text(text, encoding="utf-8")
    call = ["extract", str(reports), "--language", "zh-Hans", "--place", "cn:ordos", "--jobs", "2"]
    call += ["--against", str(folder / "report.txt"), "-o", str(folder / "records")]
    # As a person calls it: the processes it starts import the command anew.
    subprocess.run([sys.executable, "-m", "graph_builder", *call], check=True, timeout=120)
    (source,) = read_records([folder / "records" / "report.directives.yaml"])
    assert sorted(s.evidence[0].quote or "" for s in source.records.statements) == sorted(clauses)
    build([folder / "records"], folder / "demo")


def test_what_a_source_only_cites_is_not_found_in_it(folder: Path) -> None:
    text = "2022年10月1日\n会议纪要\n我们要落实“加快规划建设新型能源体系”重要要求，推进各项工作。\n"
    (folder / "minutes.txt").write_text(text, encoding="utf-8")
    result = run(folder, "--against", str(folder / "minutes.txt"))
    assert "linked 0 of 1 citations" in result.stderr
