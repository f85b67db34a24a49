"""Two versions of an ontology: each change in words, with its weight and the number it demands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graph_builder.errors import UsageError
from graph_builder.versioning import Version, Weight, compare, read_snapshot

from .ontology_files import FOLDER
from .samples import polcom

HEAD = """\
@prefix ex: <urn:ex:> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix pc: <https://w3id.org/polcom/ns#> .
<urn:ex> a owl:Ontology ; owl:versionInfo "1.2.3" .
"""
TERM = 'ex:A a owl:Class ; rdfs:label "a"@en , "甲"@zh-Hans .\n'
OLD_TERM = TERM.replace(" .\n", " ; owl:deprecated true ; dct:isReplacedBy ex:B .\n")
PROPERTY = "ex:p a owl:ObjectProperty ; rdfs:domain ex:A .\n"
SHAPE = "ex:S a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 ; sh:severity sh:Violation .\n"
GROUP = "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ) .\n"


def write(folder: Path, old: str, new: str) -> tuple[Path, Path]:
    paths = folder / "old.ttl", folder / "new.ttl"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(HEAD + text, encoding="utf-8")
    return paths


@pytest.mark.parametrize(
    ("old", "new", "kind", "weight"),
    [
        ("", TERM, "added", "additive"),
        (TERM, "", "removed-without-notice", "breaking"),
        (OLD_TERM, "", "renamed", "breaking"),
        (TERM, OLD_TERM, "deprecated", "additive"),
        (TERM, TERM.replace('"甲"', '"乙"'), "reworded", "wording"),
        (PROPERTY, PROPERTY.replace("ex:A", "ex:B"), "meaning-narrowed", "breaking"),
        (PROPERTY, PROPERTY.replace(" ; rdfs:domain ex:A", ""), "meaning-widened", "additive"),
        (
            TERM,
            TERM.replace("ex:A a", "ex:A rdfs:subClassOf ex:B ; a"),
            "place-changed",
            "breaking",
        ),
        ("ex:u pc:factor 10 .", "ex:u pc:factor 100 .", "value-changed", "breaking"),
        ("", GROUP, "disjointness-added", "breaking"),
        (GROUP, "", "disjointness-removed", "additive"),
        ("", SHAPE, "shape-added", "breaking"),
        ("", SHAPE.replace("sh:Violation", "sh:Warning"), "shape-added-as-advice", "additive"),
        (SHAPE, SHAPE.replace("Count 1", "Count 2"), "tightened", "breaking"),
        (SHAPE.replace("Count 1", "Count 2"), SHAPE, "loosened", "additive"),
        (SHAPE, SHAPE.replace("sh:Violation", "sh:Warning"), "loosened", "additive"),
        (SHAPE, SHAPE.replace("sh:path", "sh:class ex:A ; sh:path"), "tightened", "breaking"),
    ],
)
def test_a_change_has_its_kind_and_weight(
    old: str, new: str, kind: str, weight: str, tmp_path: Path
) -> None:
    paths = write(tmp_path, old, new)
    (change,) = compare(*map(read_snapshot, paths)).changes
    assert (change.kind, change.weight.name.lower()) == (kind, weight)
    assert change.describe("zh") != change.describe("en")


def test_a_deprecation_hides_no_other_change(tmp_path: Path) -> None:
    moved = PROPERTY.replace("ex:A", "ex:B").replace(" .\n", " ; owl:deprecated true .\n")
    comparison = compare(*map(read_snapshot, write(tmp_path, PROPERTY, moved)))
    assert [change.kind for change in comparison.changes] == ["deprecated", "meaning-narrowed"]
    assert str(comparison.demanded) == "2.0.0"


def test_blank_nodes_are_compared_by_what_they_hold(tmp_path: Path) -> None:
    text = "ex:S sh:property [ sh:path ex:p ; sh:in ( 1 2 ) ] , [ sh:path ex:q ] .\n"
    other = "ex:S sh:property [ sh:path ex:q ] , [ sh:in ( 1 2 ) ; sh:path ex:p ] .\n"
    assert compare(*map(read_snapshot, write(tmp_path, text + GROUP, GROUP + other))).changes == ()


@pytest.mark.parametrize(
    ("number", "weight", "demanded"),
    [
        ("1.2.3", Weight.BREAKING, "2.0.0"),
        ("1.2.3", Weight.ADDITIVE, "1.3.0"),
        ("1.2.3", Weight.WORDING, "1.2.4"),
        ("1.2.3", Weight.NONE, "1.2.3"),
        ("0.1.0", Weight.BREAKING, "0.2.0"),
    ],
)
def test_a_weight_demands_a_number(number: str, weight: Weight, demanded: str) -> None:
    assert str(Version.parse(number).raise_for(weight)) == demanded


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="write three numbers"):
        Version.parse("v1.2")


def test_the_command_says_the_change_and_ends_with_one_when_the_number_is_too_small(
    tmp_path: Path,
) -> None:
    old, new = map(str, write(tmp_path, OLD_TERM, ""))
    done = polcom("diff", old, new)
    assert done.code == 1
    assert "breaking: urn:ex:A: removed; write <urn:ex:B> instead" in done.out
    assert "demands at least 2.0.0; the new version states 1.2.3" in done.out
    told = json.loads(polcom("diff", old, new, "--json").out)
    assert (told["demanded"], told["suffices"]) == ("2.0.0", False)
    path = Path(new)
    path.write_text(path.read_text("utf-8").replace("1.2.3", "2.0.0"), "utf-8")
    assert polcom("diff", old, new).code == 0


def test_the_ontology_is_the_same_as_its_copy(tmp_path: Path) -> None:
    copy = shutil.copytree(FOLDER, tmp_path / "ontology")
    found = compare(read_snapshot(copy), read_snapshot(FOLDER))
    assert (found.changes, found.suffices) == ((), True)
    assert len(read_snapshot(FOLDER).things) > 300


def test_a_folder_without_turtle_is_refused(tmp_path: Path) -> None:
    assert "give a file or folder of an ontology" in polcom("diff", str(tmp_path), "x").err
