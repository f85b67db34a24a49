"""The kit: the skeleton passes its own checks, and each fault is found with file and remedy."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph_builder.errors import UsageError
from graph_builder.extending import (
    Description,
    check_extensions,
    create_extension,
    write_rows,
)
from graph_builder.extending.draft import Draft
from graph_builder.extending.references import check_references
from graph_builder.extension import find_extension

from .samples import PORTS, polcom

if TYPE_CHECKING:
    from pathlib import Path

BASE = PORTS.base
NUMBER = "rdfs:range xsd:integer ;"
LABEL = '  rdfs:label "trial target"@en , "试行指标"@zh-Hans ;\n'


def change(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} stands in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def faults(*folders: Path) -> list[str]:
    return [str(finding) for finding in check_extensions(folders) if not finding.advice]


def test_the_skeleton_passes_every_check(skeleton: Path) -> None:
    assert faults(skeleton) == []


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        (
            "ports.ttl",
            ("pc:QuantitativeTarget", "pc:QuantitativTarget"),
            ("pc:QuantitativTarget", "did you mean pc:QuantitativeTarget?"),
        ),
        (
            "queries/trial_targets.rq",
            ("?target a ports:TrialTarget", "?target pc:zzzz ?any ; a ports:TrialTarget"),
            ("pc:zzzz", "see which there are: polcom docs"),
        ),
        (
            "shapes/ports.ttl",
            ("sh:minCount 1", 'sh:sparql [ sh:select "SELECT $this { $this pc:metrics ?m }" ]'),
            ("pc:metrics", "did you mean pc:metric?"),
        ),
    ],
)
def test_a_term_that_polcom_does_not_have_is_told(
    ports: Path, name: str, words: tuple[str, str], told: tuple[str, str]
) -> None:
    found = faults(change(ports, name, *words))
    term, wanted = told
    assert f"{name}: {term}: unknown-term: polcom 0.1.0 has no such term; {wanted}" in found


def test_a_term_that_is_gone_is_told_with_what_became_of_it(ports: Path, tmp_path: Path) -> None:
    step = tmp_path / "migrations" / "0.0.9-0.1.0"
    step.mkdir(parents=True)
    header = "#+ title: {en: A quantified aim is a quantitative target}\n#+ about: [pc:Aim]\n"
    (step / "01-aim.ru").write_text(header, "utf-8")
    draft = Draft(find_extension(change(ports, "ports.ttl", "pc:QuantitativeTarget", "pc:Aim")))
    first, *others = draft.core.releases
    releases = (replace(first, migrations=step.parent), *others)
    draft.core = replace(draft.core, releases=releases)
    (found,) = check_references(draft)
    assert found.wanted == "since 0.1.0: A quantified aim is a quantitative target"


def test_the_same_skeleton_has_the_same_bytes(skeleton: Path, tmp_path: Path) -> None:
    create_extension(tmp_path / "twin", PORTS)
    for path in (path for path in skeleton.rglob("*.*") if path.is_file()):
        twin = tmp_path / "twin" / path.relative_to(skeleton)
        assert path.read_bytes() == twin.read_bytes()


def test_a_skeleton_never_overwrites(skeleton: Path) -> None:
    with pytest.raises(UsageError, match="exists and is not empty"):
        create_extension(skeleton, PORTS)


@pytest.mark.parametrize(
    ("name", "base", "wanted"),
    [
        ("Ports!", BASE, "write small letters"),
        ("skos", BASE, "polcom uses this prefix"),
        ("ports", "https://w3id.org/polcom/ext/ports", "write an IRI of your own"),
        ("ports", "ports", "write an IRI of your own"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(name: str, base: str, wanted: str) -> None:
    with pytest.raises(UsageError, match=wanted):
        Description(name, base, "A port", PORTS.created)


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        ("ports.ttl", "a owl:Class ;", "a owl:Class", "ports.ttl:43:3: syntax"),
        ("ports.ttl", "a owl:Class ;", "a nowhere:Class ;", "nowhere:"),
        (
            "ports.ttl",
            f"pc:QuantitativeTarget ;\n{LABEL}",
            "pc:QuantitativeTarget ;\n",
            "documentation: no rdfs:label; give the term one rdfs:label in English",
        ),
        (
            "ports.ttl",
            '"trial target"@en',
            '"trial target"@en , "tried target"@en',
            "one per language",
        ),
        (
            "ports.ttl",
            "rdfs:isDefinedBy <https://example.org/ports> .\n\nports:stage",
            'skos:note "."@en .\n\nports:stage',
            (
                "module: rdfs:isDefinedBy does not name the file that it stands in; "
                "write rdfs:isDefinedBy <https://example.org/ports>"
            ),
        ),
        (
            "ports.ttl",
            "<https://w3id.org/polcom> ,",
            "<https://w3id.org/polcom> , <https://example.net/other> ,",
            "nothing is fetched: put a copy of it into the folder",
        ),
        (
            "vocab/stage.ttl",
            "<https://w3id.org/polcom/external> ;",
            "<https://example.org/ports> ;",
            "imports itself by way of others",
        ),
        (
            "labels/fr.ttl",
            'rdfs:label "cible"@fr',
            'rdfs:label "cible"@fr ; a <http://www.w3.org/2002/07/owl#Thing>',
            "labels/fr.ttl: pc:Target: hijack",
        ),
        ("labels/fr.ttl", '"cible"@fr', '"aim"@en', "labels/fr.ttl: pc:Target: hijack"),
        (
            "shapes/ports.ttl",
            "  sh:targetClass ports:TrialTarget ;\n",
            "",
            "the shape targets nothing; write sh:targetClass",
        ),
        (
            "shapes/ports.ttl",
            "sh:targetClass ports:TrialTarget",
            "sh:targetClass ports:Trial",
            "targets ports:Trial, which nothing declares",
        ),
        (
            "shapes/ports.ttl",
            "sh:minCount 1 ;",
            "sh:minCounts 1 ;",
            "sh:minCounts is no keyword of SHACL 1.0, and engines pass over it; did you mean",
        ),
        (
            "shapes/ports.ttl",
            "shape:trial-target-stage\n",
            (
                "<https://w3id.org/polcom/shapes#target-deadline> "
                "<http://www.w3.org/ns/shacl#deactivated> true .\n\nshape:trial-target-stage\n"
            ),
            "a shape of polcom is spoken of",
        ),
        (
            "examples/bad/trial-target-stage.ttl",
            "dct:source",
            "ports:stage ports:running ; dct:source",
            "does not break the shape 'trial-target-stage': it conforms",
        ),
        (
            "examples/good/trial.ttl",
            "  ports:stage ports:running ;\n",
            "",
            "a good example breaks",
        ),
        (
            "queries/expected/trial_targets.tsv",
            "running",
            "resting",
            "the example records give other rows",
        ),
        (
            "queries/trial_targets.rq",
            "SELECT DISTINCT",
            "SELECT DISTICT",
            (
                "queries/trial_targets.rq:21:8: question: the query cannot be read from here on; "
                "look for what is missing or misspelt"
            ),
        ),
        (
            "queries/trial_targets.rq",
            "#+   en: Trial targets\n",
            "",
            "text in en is missing",
        ),
        (
            "page/en.json",
            "page.title",
            "page.titel",
            "page/en.json:4: words: page.titel: no word of the page has this name; did you mean",
        ),
        ("page/en.json", ",", ";", "page/en.json:2:23: words: not JSON"),
        (
            "examples/records/plan.yaml",
            "ports:siteCount: 3",
            "ports:sites: 3",
            "'ports:sites' is no property",
        ),
    ],
)
def test_a_fault_is_found_with_its_remedy(
    name: str, old: str, new: str, wanted: str, ports: Path
) -> None:
    assert wanted in "\n".join(faults(change(ports, name, old, new)))


def test_a_constraint_without_a_bad_example_is_found(ports: Path) -> None:
    (ports / "examples" / "bad" / "trial-target-stage.ttl").unlink()
    assert faults(ports) == [
        (
            "examples/bad: trial-target-stage: example: no example breaks this constraint; "
            "write examples/bad/trial-target-stage.ttl, in which it is broken"
        )
    ]


def test_a_question_in_english_alone_is_advised_about_and_asked(ports: Path) -> None:
    change(ports, "queries/trial_targets.rq", "#+   zh-Hans: 试行指标\n", "")
    (found,) = check_extensions([ports])
    assert str(found) == (
        "queries/trial_targets.rq: question (advice): no words in Simplified Chinese; "
        "the English ones stand in for them"
    )


def test_chinese_words_that_the_skeleton_left_are_found(ports: Path) -> None:
    change(ports, "ports.ttl", '"number of trial sites"@en', '"number of quays"@en')
    change(ports, "queries/trial_targets.rq", "#+   en: Trial targets\n", "#+   en: Quays\n")
    rest = "is what the skeleton says, and its English words are gone; translate yours, or delete"
    assert faults(ports) == [
        f"ports.ttl: ports:siteCount: leftover: '试点数量' {rest} the Chinese words",
        f"queries/trial_targets.rq: leftover: '试行指标' {rest} the Chinese words",
    ]
    change(ports, "ports.ttl", ' , "试点数量"@zh-Hans', "")
    change(ports, "queries/trial_targets.rq", "#+   zh-Hans: 试行指标\n", "")
    assert faults(ports) == []


def test_faults_stand_before_advice(ports: Path) -> None:
    change(ports, "queries/trial_targets.rq", "#+   zh-Hans: 试行指标\n", "")
    change(ports, "ports.ttl", '"trial target"@en , "试行指标"@zh-Hans', '"试行指标"@zh-Hans')
    found = [finding.advice for finding in check_extensions([ports])]
    assert found == sorted(found)
    assert found[0] is False


def test_records_that_are_missing_are_advised_about_and_hide_nothing(ports: Path) -> None:
    shutil.rmtree(ports / "examples" / "records")
    change(ports, "examples/good/trial.ttl", "  ports:stage ports:running ;\n", "")
    found = "\n".join(map(str, check_extensions([ports])))
    assert "examples/records" in found
    assert "a good example breaks" in found


def test_a_record_at_fault_is_named_once_with_its_line(ports: Path) -> None:
    change(ports, "examples/records/plan.yaml", "ports:siteCount: 3", "ports:sites: 3")
    (found,) = faults(ports)
    assert found.startswith("examples/records/plan.yaml:")
    assert found.count("plan.yaml") == 1


def test_a_record_that_breaks_a_shape_is_named_with_its_line(ports: Path) -> None:
    change(ports, "examples/records/plan.yaml", "      ports:stage: ports:running\n", "")
    assert faults(ports) == [
        (
            "examples/records/plan.yaml:19: t1: record: breaks shape:trial-target-stage; "
            "ports:stage: write the stage of the trial, such as ports:running"
        )
    ]


def test_the_rows_that_a_question_gives_become_the_expected_ones(ports: Path) -> None:
    expected = ports / "queries" / "expected" / "trial_targets.tsv"
    before = expected.read_bytes()
    expected.unlink()
    (found,) = faults(ports)
    assert f"polcom extension rows {ports}" in found
    written = polcom("extension", "rows", str(ports))
    assert (written.code, written.out) == (0, f"wrote {expected}\n")
    assert expected.read_bytes() == before
    assert faults(ports) == []


def test_rows_without_records_or_questions_cannot_be_written(ports: Path) -> None:
    shutil.rmtree(ports / "examples" / "records")
    with pytest.raises(UsageError, match="write both examples/records and queries first"):
        write_rows(ports)


def test_rows_of_a_question_that_is_gone_are_found(ports: Path) -> None:
    rows = ports / "queries" / "expected" / "trial_targets.tsv"
    rows.rename(rows.with_name("tried_targets.tsv"))
    assert (
        "queries/expected/tried_targets.tsv: question: rows of a question that is not there; "
        "name it for one, or delete it"
    ) in faults(ports)


def test_a_class_of_two_disjoint_kinds_is_found(ports: Path) -> None:
    change(ports, "ports.ttl", "pc:QuantitativeTarget ;", "pc:QuantitativeTarget , pc:Metric ;")
    found = {finding.rule for finding in check_extensions([ports])}
    if "logic" in found:
        pytest.skip("no Java was found, which HermiT and the profile checkers need")
    assert "satisfiability" in found


def test_two_extensions_that_define_the_same_are_found(ports: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(ports, tmp_path / "harbours")
    found = faults(ports, twin)
    assert any(
        "'ports' defines it too, in ports.ttl; keep one definition" in line for line in found
    )


def test_the_command_line_goes_from_skeleton_to_answer(tmp_path: Path) -> None:
    folder, demo = str(tmp_path / "docks"), str(tmp_path / "demo")
    made = polcom("extension", "new", "docks", "--creator", "A dock", "-o", folder)
    assert made.code == 0
    checked = polcom("extension", "check", folder)
    assert (checked.code, checked.out) == (0, "")
    built = polcom("build", f"{folder}/examples/records", "--extension", folder, "-o", demo)
    assert built.code == 0
    asked = polcom("query", "trial_targets", "--build", demo, "--extension", folder, "-f", "csv")
    assert "At least ten thousand trips a day" in asked.out


def test_the_command_line_says_what_is_wrong_and_ends_with_one(ports: Path) -> None:
    change(ports, "shapes/ports.ttl", "  sh:targetClass ports:TrialTarget ;\n", "")
    checked = polcom("extension", "check", str(ports))
    assert checked.code == 1
    assert "shapes/ports.ttl" in checked.out
    assert "1 fault, 0 pieces of advice" in checked.err


def test_the_extension_of_china_passes() -> None:
    assert polcom("extension", "check", "cn").code == 0
    assert "cn (always loaded)" in polcom("extension", "list").out
