"""Broken extensions: what the check says of each, and what a build does when it loads one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from graph_builder.errors import OntologyError
from graph_builder.extending import check_extensions
from graph_builder.ontology import load_ontology

from .samples import PLAN, PORTS, polcom, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph_builder.ontology import Ontology

BASE = PORTS.base
TERMS, SHAPES, STAGES = "ports.ttl", "shapes/ports.ttl", "vocab/stage.ttl"
LABEL = '  rdfs:label "trial target"@en , "试行指标"@zh-Hans ;\n'
DOT = "A dot is expected at the end of statements; end the line before with ; or the block with a"


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands in {name} once"
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(*folders: Path) -> list[str]:
    return [str(finding) for finding in check_extensions(folders) if not finding.advice]


def refusal(*folders: Path) -> str:
    """Why extensions cannot be loaded, with the folder above the first left out."""
    with pytest.raises(OntologyError) as caught:
        load_ontology(folders)
    return str(caught.value).replace(f"{folders[0].parent}/", "")


def label(ontology: Ontology) -> str:
    node = next(q.subject for q in ontology.quads if str(q.subject) == f"<{BASE}#TrialTarget>")
    return ontology.label(node, "en")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "rdfs:subClassOf pc:QuantitativeTarget ;",
            "rdfs:subClassOf pc:QuantitativeTarget",
            f"44:3: syntax: {DOT} full stop",
        ),
        (
            "rdfs:range xsd:integer",
            "rdfs:range schema:Integer",
            (
                "63:14: syntax: The prefix schema: has not been declared; "
                "add at the top of the file: @prefix schema: <https://schema.org/> ."
            ),
        ),
        (
            "rdfs:range xsd:integer",
            "rdfs:range harbour:Number",
            (
                "63:14: syntax: The prefix harbour: has not been declared; "
                "add at the top of the file: @prefix harbour: <its address> ."
            ),
        ),
        (
            "rdfs:isDefinedBy <https://example.org/ports> .\n\nports:stage",
            "rdfs:isDefinedBy <ports> .\n\nports:stage",
            (
                "48:20: syntax: No scheme found in an absolute IRI; "
                "write the whole address in < >, beginning with https://"
            ),
        ),
    ],
)
def test_turtle_that_cannot_be_read_is_placed_by_check_and_load(
    old: str, new: str, wanted: str, ports: Path
) -> None:
    spoil(ports, TERMS, old, new)
    assert faults(ports) == [f"ports.ttl:{wanted}"]
    assert refusal(ports) == f"ports/ports.ttl:{wanted}".replace(" syntax:", "")


def test_a_broken_example_hides_nothing_and_stops_no_build(ports: Path) -> None:
    spoil(ports, "examples/good/trial.ttl", "ports:siteCount 3", "nowhere:siteCount 3")
    spoil(ports, "examples/bad/trial-target-stage.ttl", "bad:target", "bad:target ,")
    assert [line.partition(": syntax")[0] for line in faults(ports)] == [
        "examples/bad/trial-target-stage.ttl:16:12",
        "examples/good/trial.ttl:45:3",
    ]
    assert label(load_ontology([ports])) == "trial target"


def test_a_class_outside_any_module_is_found_and_loads(ports: Path) -> None:
    line = "  rdfs:isDefinedBy <https://example.org/ports> .\n\nports:stage"
    spoil(ports, TERMS, line, '  skos:note "x"@en .\n\nports:stage')
    assert faults(ports) == [
        (
            "ports.ttl: ports:TrialTarget: module: rdfs:isDefinedBy does not name the file that it "
            "stands in; write rdfs:isDefinedBy <https://example.org/ports>"
        ),
        (
            "ports.ttl: ports:TrialTarget: documentation: no rdfs:isDefinedBy; "
            "name the one module that defines the term"
        ),
    ]
    assert label(load_ontology([ports])) == "trial target"


def test_a_file_without_a_header_is_refused(ports: Path) -> None:
    (ports / "notes.ttl").write_text("# Nothing is said here.\n", encoding="utf-8")
    assert faults(ports) == [
        (
            "notes.ttl: header: no headers; write one block that says: a owl:Ontology, "
            "as at the top of the skeleton's files"
        )
    ]
    assert refusal(ports) == ("ports/notes.ttl: no owl:Ontology; begin the file with its header")


def test_a_label_that_is_missing_in_english_is_found_and_another_stands_in(ports: Path) -> None:
    spoil(ports, TERMS, LABEL, '  rdfs:label "试行指标"@zh-Hans ;\n')
    assert faults(ports) == [
        (
            'ports.ttl: ports:TrialTarget: documentation: found rdfs:label "试行指标"@zh-hans; '
            "give the term one rdfs:label in English"
        )
    ]
    assert label(load_ontology([ports])) == "试行指标"


def test_a_label_that_is_doubled_is_found_and_loads(ports: Path) -> None:
    spoil(ports, TERMS, LABEL, LABEL.replace("@en ,", '@en , "tried target"@en ,'))
    found = (
        'found rdfs:label "trial target"@en, "tried target"@en, "试行指标"@zh-hans; '
        "tag each rdfs:label with its language, one per language"
    )
    assert f"ports.ttl: ports:TrialTarget: documentation: {found}" in faults(ports)
    assert label(load_ontology([ports])) in {"trial target", "tried target"}


def test_a_shape_that_targets_nothing_is_found_and_loads(ports: Path) -> None:
    spoil(ports, SHAPES, "  sh:targetClass ports:TrialTarget ;\n", "")
    assert faults(ports) == [
        (
            "shapes/ports.ttl: shape:TrialTarget: shape-target: the shape targets nothing; "
            "write sh:targetClass"
        )
    ]
    assert load_ontology([ports]).shapes[-1] == ports / SHAPES


def test_an_import_in_a_circle_is_found_and_each_file_loads_once(ports: Path) -> None:
    spoil(ports, STAGES, "<https://w3id.org/polcom/external> ;", f"<{BASE}> ;")
    assert faults(ports) == [
        f"ports.ttl: import: <{BASE}> imports itself by way of others; let imports run one way",
        (
            f"vocab/stage.ttl: import: <{BASE}/vocab/stage> imports itself by way of others; "
            "let imports run one way"
        ),
    ]
    assert len(load_ontology([ports]).files) == len({*load_ontology([ports]).files})


def test_an_import_of_an_address_is_never_fetched(
    ports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr("socket.socket.connect", refuse)
    spoil(
        ports, TERMS, "<https://w3id.org/polcom> ,", "<https://w3id.org/polcom> , <http://a.net> ,"
    )
    remedy = "nothing is fetched: put a copy of it into the folder, or drop the import"
    assert faults(ports) == [
        (
            f"ports.ttl: {BASE}: import: imports <http://a.net>, which is neither polcom's nor in "
            f"this folder; {remedy}"
        )
    ]
    assert refusal(ports) == (
        "ports/ports.ttl: imports <http://a.net>, which no file of polcom or a loaded extension "
        f"is; {remedy}"
    )


def test_two_extensions_that_define_the_same_concept_are_refused(
    ports: Path, tmp_path: Path
) -> None:
    twin = shutil.copytree(ports, tmp_path / "quays")
    assert (
        "vocab/stage.ttl: ports:running: twin: 'ports' defines it too, in vocab/stage.ttl; "
        "keep one definition, and let the other extension use it"
    ) in faults(ports, twin)
    assert refusal(ports, twin) == (
        "quays/ports.ttl: ports:TrialTarget is defined in ports/ports.ttl "
        "too; keep one of them, or load one extension only"
    )


def test_a_build_that_cannot_load_writes_nothing(ports: Path, tmp_path: Path) -> None:
    spoil(ports, TERMS, "rdfs:range xsd:integer", "rdfs:range harbour:Number")
    records, demo = write(tmp_path / "records", plan=PLAN), tmp_path / "demo"
    built = polcom("build", records, "--extension", ports, "-o", demo)
    assert (built.code, built.out) == (2, "")
    assert "ports.ttl:63:14: The prefix harbour: has not been declared" in built.err
    assert not demo.exists()


@pytest.mark.parametrize("name", ["", "README.md", "examples/good/a.ttl"])
def test_a_folder_with_nothing_of_an_extension_is_refused(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "ports"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    if name:
        (folder / name).write_text("# nothing", encoding="utf-8")
    wanted = (
        "ports: no Turtle, queries, records, exports or page words are in this folder; "
        "begin one with: polcom extension new NAME"
    )
    assert refusal(folder) == wanted
    checked = polcom("extension", "check", folder)
    assert (checked.code, checked.out) == (2, "")
    assert wanted in checked.err


NOISE = bytes(range(256))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("vocab/blob.ttl", "vocab/blob.ttl:1:1: syntax: "),
        ("examples/good/blob.ttl", "examples/good/blob.ttl:1:1: syntax: "),
        (
            "queries/blob.rq",
            "queries/blob.rq: question: not UTF-8 at byte 128; save the file as UTF-8 text",
        ),
        (
            "examples/records/blob.yaml",
            (
                "examples/records/blob.yaml:2: record: not UTF-8: byte 0x80 at position 128; "
                "save the file as UTF-8"
            ),
        ),
        ("page/xx.json", "page/xx.json: words: not UTF-8 at byte 128; save it as UTF-8"),
        (
            "queries/expected/trial_targets.tsv",
            "queries/expected/trial_targets.tsv: question: the example records give other rows",
        ),
    ],
)
def test_a_binary_file_is_named_with_its_place(name: str, wanted: str, ports: Path) -> None:
    (ports / name).write_bytes(NOISE)
    (found,) = faults(ports)
    assert found.startswith(wanted)


@pytest.mark.parametrize("name", ["map.png", "notes.docx", ".venv/lib/other.ttl", ".git/x.ttl"])
def test_what_is_no_part_of_an_extension_is_passed_over(name: str, ports: Path) -> None:
    (ports / name).parent.mkdir(parents=True, exist_ok=True)
    (ports / name).write_bytes(NOISE)
    assert faults(ports) == []


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_another_encoding_is_told_with_its_remedy(encoding: str, ports: Path) -> None:
    text = (ports / TERMS).read_text(encoding="utf-8")
    (ports / TERMS).write_bytes(text.encode(encoding))
    (found,) = faults(ports)
    assert found.startswith("ports.ttl:")
    assert found.endswith("; save the file as UTF-8 text")


def _windows(folder: Path) -> None:
    for path in (path for path in folder.rglob("*.*") if path.is_file()):
        content = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + content)


def _rename(folder: Path) -> None:
    (folder / "词表").mkdir()
    (folder / STAGES).rename(folder / "词表" / "试行 阶段.ttl")
    (folder / "queries/trial_targets.rq").rename(folder / "queries/试行 指标.rq")
    rows = folder / "queries/expected"
    (rows / "trial_targets.tsv").rename(rows / "试行 指标.tsv")
    (folder / "examples/records/plan.yaml").rename(folder / "examples/records/计 划.yaml")


@pytest.mark.parametrize("change", [_windows, _rename])
def test_files_of_windows_and_names_in_any_script_are_fine(
    change: Callable[[Path], None], ports: Path, tmp_path: Path
) -> None:
    change(ports)
    folder = ports.rename(tmp_path / "港口 ports")
    assert faults(folder) == []
    records = folder / "examples" / "records"
    built = polcom("build", records, "--extension", folder, "-o", tmp_path / "demo")
    assert built.code == 0, built.err


def test_a_folder_or_a_broken_link_named_like_a_file_is_told(ports: Path) -> None:
    (ports / "folder.ttl").mkdir()
    (ports / "gone.ttl").symlink_to(ports / "nowhere")
    assert faults(ports) == [
        "gone.ttl: syntax: No such file or directory; check that it can be read"
    ]
    assert refusal(ports) == (
        "ports/gone.ttl: No such file or directory; check that it can be read"
    )
