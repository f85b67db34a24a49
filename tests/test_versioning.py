"""Two versions of an ontology: each change in words, with its weight and the number it demands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

from graph_builder.errors import UsageError
from graph_builder.extension import list_extensions
from graph_builder.namespaces import OWL
from graph_builder.ontology import load_ontology
from graph_builder.versioning import (
    Version,
    Weight,
    compare,
    find_faults,
    list_migrations,
    read_snapshot,
)

from .ontology_files import FOLDER
from .samples import polcom

if TYPE_CHECKING:
    from graph_builder.extension import Release

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
        ("", 'ex:q sh:prefix "q" ; sh:namespace "urn:q:" .\n', "added", "additive"),
        (
            'ex:q sh:prefix "q" ; sh:namespace "urn:q:" .\n',
            'ex:q sh:prefix "q" ; sh:namespace "urn:r:" .\n',
            "fact-changed",
            "breaking",
        ),
        (TERM, "", "removed-without-notice", "breaking"),
        (OLD_TERM, "", "removed-too-soon", "breaking"),
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
    assert "breaking: urn:ex:A: removed in the major version that deprecated it; keep" in done.out
    assert "demands at least 2.0.0; the new version states 1.2.3" in done.out
    told = json.loads(polcom("diff", old, new, "--json").out)
    assert (told["demanded"], told["suffices"]) == ("2.0.0", False)


MIGRATION = """\
#+ title:
#+   en: A is B
#+   zh-Hans: 甲改称乙
#+ about: [ex:A]
PREFIX ex: <urn:ex:>
DELETE { GRAPH ?graph { ?x a ex:A } } INSERT { GRAPH ?graph { ?x a ex:B } }
WHERE { GRAPH ?graph { ?x a ex:A } }
"""


def test_a_breaking_change_needs_a_migration_that_is_about_it(tmp_path: Path) -> None:
    old, new = write(tmp_path, OLD_TERM + PROPERTY, PROPERTY.replace("ex:A", "ex:B"))
    new.write_text(new.read_text("utf-8").replace("1.2.3", "2.0.0"), "utf-8")
    path = tmp_path / "migrations" / "1.2.3-2.0.0" / "01-a.ru"
    path.parent.mkdir(parents=True)
    path.write_text(MIGRATION, "utf-8")
    done = polcom("diff", old, new)
    wanted = "no migration is about this; write one into migrations/1.2.3-2.0.0"
    assert (done.code, done.out.splitlines()[2:-1]) == (1, [f"urn:ex:p: {wanted}"])
    assert json.loads(polcom("diff", old, new, "--json").out)["unmigrated"] == ["urn:ex:p"]
    path.write_text(MIGRATION.replace("[ex:A]", "[ex:A, ex:p]"), "utf-8")
    assert polcom("diff", old, new).code == 0
    path.parent.rename(path.parents[1] / "1.0.0-1.2.3")
    assert polcom("diff", old, new).code == 1


def test_a_term_is_named_by_the_prefix_that_the_version_declares(tmp_path: Path) -> None:
    declared = '<urn:p> sh:prefix "ex" ; sh:namespace "urn:ex:" .\n'
    told = polcom("diff", *write(tmp_path, declared, declared + TERM)).out
    assert told.splitlines()[0] == "additive: ex:A: added; use it where it fits"


def test_a_group_is_migrated_by_what_is_about_a_member(tmp_path: Path) -> None:
    versions = [*map(read_snapshot, write(tmp_path, "", GROUP))]
    assert [change.kind for change in compare(*versions).unmigrated] == ["disjointness-added"]
    assert compare(*versions, ["urn:ex:B"]).unmigrated == ()


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        (("1.2.3", "2.0.0"), "renamed"),
        (("1.2.3", "1.3.0"), "removed-too-soon"),
        (("0.2.0", "0.2.1"), "removed-too-soon"),
        (("0.2.0", "0.3.0"), "renamed"),
        (("0.2.0", "1.0.0"), "renamed"),
    ],
)
def test_a_term_stays_deprecated_for_a_major_version(
    tmp_path: Path, numbers: tuple[str, str], kind: str
) -> None:
    paths = write(tmp_path, OLD_TERM, "")
    for path, number in zip(paths, numbers, strict=True):
        path.write_text(path.read_text("utf-8").replace("1.2.3", number), "utf-8")
    found = compare(*map(read_snapshot, paths), ["urn:ex:A"])
    assert [change.kind for change in found.changes] == [kind]
    assert found.conforms is (kind == "renamed")


def test_a_removal_without_notice_is_a_finding_whatever_the_number(tmp_path: Path) -> None:
    old, new = write(tmp_path, TERM, "")
    new.write_text(new.read_text("utf-8").replace("1.2.3", "2.0.0"), "utf-8")
    found = compare(read_snapshot(old), read_snapshot(new), ["urn:ex:A"])
    assert (found.suffices, found.conforms) == (True, False)
    assert json.loads(polcom("diff", old, new, "--json").out)["untimely"] == ["urn:ex:A"]


@pytest.mark.parametrize(
    "release", load_ontology(map(Path, list_extensions())).releases, ids=lambda each: each.name
)
def test_what_polcom_ships_breaks_nothing_without_a_migration(release: Release) -> None:
    """Until a header states an earlier version, there is nothing that it could have broken."""
    ontology = load_ontology(map(Path, list_extensions()))
    pattern = (NamedNode(release.iri), NamedNode(f"{OWL}priorVersion"), None)
    priors = (Version.find(str(quad.object)) for quad in ontology.store.quads_for_pattern(*pattern))
    present = Version.parse(release.version)
    prior = next((found for found in priors if found), present)
    list_migrations(release.migrations, ontology.prefixes)
    assert [*find_faults(release.migrations, prior, present)] == []


def test_the_ontology_is_the_same_as_its_copy(tmp_path: Path) -> None:
    copy = shutil.copytree(FOLDER, tmp_path / "ontology")
    found = compare(read_snapshot(copy), read_snapshot(FOLDER))
    assert (found.changes, found.suffices) == ((), True)
    assert len(read_snapshot(FOLDER).things) > 300


def test_a_folder_without_turtle_is_refused(tmp_path: Path) -> None:
    assert "give a file or folder of an ontology" in polcom("diff", tmp_path, "cn").err


def test_a_place_that_is_not_there_is_told_with_what_may_stand_there() -> None:
    done = polcom("diff", "cn", "nowhere")
    wanted = "give a file or folder of Turtle, or one of: cn, fr, ndc, sdg"
    said = f"polcom: nowhere: no such file, folder or extension; {wanted}\n"
    assert (done.code, done.err) == (2, said)
