"""Data of an older version: migrated by files of SPARQL, told in words, checked, written anew."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from graph_builder.errors import OntologyError, UsageError
from graph_builder.extending import Description, create_extension
from graph_builder.extending.draft import Draft
from graph_builder.extending.migrations import check_migrations
from graph_builder.extension import find_extension
from graph_builder.ontology import load_ontology, load_parts
from graph_builder.resources import data_path
from graph_builder.versioning import list_migrations, renew
from graph_builder.versioning.renewal import _bring_back, _prove, _set_aside

from .samples import OUTCOMES, PLAN, polcom, read_tree, write

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/ports"
TRIAL = """
    types: [ports:TrialTarget]
    properties:
      ports:stage: ports:running
      ports:siteCount: 3
"""
PHASE = f"""\
#+ title:
#+   en: The stage of a trial is its phase
#+   zh-Hans: 试行阶段改称试行期
#+ about: [ports:stage]
PREFIX ports: <{BASE}#>
DELETE {{ GRAPH ?graph {{ ?target ports:stage ?stage }} }}
INSERT {{ GRAPH ?graph {{ ?target ports:phase ?stage }} }}
WHERE {{ GRAPH ?graph {{ ?target ports:stage ?stage }} }}
"""
COUNT = f"""\
#+ title:
#+   en: Say at which sites it is tried out
#+   zh-Hans: 请写明在哪些地方试行
#+ about: [ports:siteCount]
PREFIX ports: <{BASE}#>
SELECT ?target ?count WHERE {{ ?target ports:siteCount ?count }} ORDER BY ?target
"""


def rewrite(folder: Path, *changes: tuple[str, str]) -> None:
    """Replace words in every file below a folder."""
    for path in (path for path in folder.rglob("*.*") if path.is_file()):
        text = path.read_text("utf-8")
        for old, new in changes:
            text = text.replace(old, new)
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of an extension, a build with the first; tests leave them as they are."""
    desk = tmp_path_factory.mktemp("desk")
    old, new = desk / "old" / "ports", desk / "new" / "ports"
    create_extension(old, Description("ports", BASE, "A port", date(2024, 1, 2)))
    shutil.copytree(old, new)
    rewrite(new, ("0.1.0", "1.0.0"), ("ports:stage:", "ports:phase:"))
    rewrite(new, *((f"ports:stage{end}", f"ports:phase{end}") for end in ("\n", " ", "：")))
    step = new / "migrations" / "0.1.0-1.0.0"
    step.mkdir(parents=True)
    (step / "01-phase.ru").write_text(PHASE, "utf-8")
    (step / "02-sites.rq").write_text(COUNT, "utf-8")
    plan = PLAN.replace("  - id: t1\n", f"  - id: t1{TRIAL}", 1)
    records = write(desk / "records", plan=plan, outcomes=OUTCOMES)
    done = polcom("build", records, "-o", desk / "demo", "--extension", old)
    assert (done.code, done.out) == (0, "")
    return desk


def migrate(desk: Path, *arguments: str | Path) -> tuple[int, list[str], str]:
    done = polcom("migrate", *arguments, "--extension", desk / "new" / "ports", folder=desk)
    return done.code, done.out.splitlines(), done.err


def test_a_build_becomes_one_of_the_present_version(desk: Path, tmp_path: Path) -> None:
    code, told, err = migrate(desk, "demo", "-o", tmp_path / "demo")
    assert (code, err) == (0, f"wrote {tmp_path / 'demo'}\n")
    assert told == [
        "ports 0.1.0 → 1.0.0",
        "  0.1.0-1.0.0/01-phase.ru: The stage of a trial is its phase: 1 triples removed, 1 added",
        "  0.1.0-1.0.0/02-sites.rq: for review: id:plan/t1: Say at which sites it is tried out (3)",
        "evidence: 2 quotations repeat their hash",
    ]
    report = json.loads((tmp_path / "demo" / "report.json").read_text("utf-8"))["build"]
    assert report["ontology"] == {"polcom": "0.1.0", "cn": "0.1.0", "ports": "1.0.0"}
    asked = polcom(
        "query", "trial_targets", "-b", tmp_path / "demo", "--extension", desk / "new" / "ports"
    )
    assert (asked.code, asked.err) == (0, "")
    assert "running" in asked.out


def test_what_comes_out_is_what_a_build_of_mended_records_gives(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk / "records", tmp_path / "records")
    rewrite(tmp_path / "records", ("ports:stage", "ports:phase"))
    new = desk / "new" / "ports"
    assert (
        polcom("build", tmp_path / "records", "-o", tmp_path / "demo", "--extension", new).code == 0
    )
    assert migrate(desk, "demo", "-o", tmp_path / "graph.nq")[0] == 0
    assert migrate(desk, "demo/graph.trig", "-o", tmp_path / "graph.trig")[0] == 0
    for name in ("graph.nq", "graph.trig"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "demo" / name).read_bytes()


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Path, tmp_path: Path) -> None:
    before = read_tree(desk / "demo")
    code, told, err = migrate(desk, "demo", "--dry-run", "-o", tmp_path / "new", "--lang", "zh")
    assert (code, err, [*tmp_path.iterdir()]) == (0, "", [])
    assert told[1:3] == [
        "  0.1.0-1.0.0/01-phase.ru：试行阶段改称试行期：删除 1 条三元组，新增 1 条",
        "  0.1.0-1.0.0/02-sites.rq：待复核：id:plan/t1：请写明在哪些地方试行 (3)",
    ]
    assert read_tree(desk / "demo") == before


def test_nothing_is_replaced_unless_that_is_said(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk / "demo", tmp_path / "demo")
    demo = tmp_path / "demo"
    code, _, err = migrate(desk, demo, "-o", demo)
    assert (code, err) == (
        2,
        f"polcom: {demo}: exists; choose another place, or say --overwrite\n",
    )
    assert migrate(desk, demo, "-o", demo, "--overwrite")[0] == 0
    code, told, err = migrate(desk, demo, "-o", demo, "--overwrite")
    current = "polcom 0.1.0, cn 0.1.0, ports 1.0.0, as this polcom has them"
    assert (code, told, err) == (0, [f"nothing to migrate: the data are of {current}"], "")


def test_an_older_build_is_read_with_a_warning_and_not_mixed_with_new_records(
    desk: Path, tmp_path: Path
) -> None:
    shutil.copytree(desk / "demo", tmp_path / "demo")
    demo, new = tmp_path / "demo", desk / "new" / "ports"
    words = f"{demo} is of ports 0.1.0, and this is ports 1.0.0; "
    warning = f"warning: {words}bring it up to date with: polcom migrate {demo} -o NEW\n"
    for call in (
        ("query", "deadlines", "-b", demo),
        ("export", demo, "--to", "earl"),
        ("draw", demo, "-o", tmp_path / "page.html"),
    ):
        assert warning in polcom(*call, "--extension", new).err
    assert warning in polcom("validate", demo, "--extension", new).err
    assert "warning" not in polcom("validate", demo, "--extension", desk / "old" / "ports").err
    records = write(tmp_path / "more", outcomes=OUTCOMES)
    build = ("build", records, "-o", demo, "--extension", new)
    refused = polcom(*build)
    first = f"first run: polcom migrate {demo} -o {demo} --overwrite, or build all of it again"
    assert (refused.code, refused.err) == (
        2,
        f"polcom: {demo} is of ports 0.1.0, and this is 1.0.0; {first} with --fresh\n",
    )
    assert migrate(desk, demo, "-o", demo, "--overwrite")[0] == 0
    assert polcom(*build).code == 0


def test_terms_that_are_gone_and_still_used_are_listed_for_review(
    desk: Path, tmp_path: Path
) -> None:
    ports = shutil.copytree(desk / "new" / "ports", tmp_path / "ports")
    shutil.rmtree(ports / "migrations")
    done = polcom("migrate", desk / "demo", "--dry-run", "--extension", ports)
    assert done.out.splitlines()[:3] == [
        "ports 0.1.0 → 1.0.0",
        "  no migration is due",
        "for review: ports:stage: used 1 times, and no term of these versions",
    ]
    (tmp_path / "bare.nt").write_text(f"<urn:a> <{BASE}#stage> <urn:b> .\n", "utf-8")
    bare = polcom(
        "migrate", tmp_path / "bare.nt", "--dry-run", "--from", "0.0.9", "--extension", ports
    )
    assert "for review: ports:stage: used 1 times" in bare.out


def test_an_excerpt_away_from_the_place_in_its_iri_is_told() -> None:
    excerpt = "https://w3id.org/polcom/id/plan#char=2,22"
    store = Store()
    for start in (2, 3):
        text = f"<{excerpt}> pc:startOffset {start} ; pc:endOffset 22 ."
        prefix = "PREFIX pc: <https://w3id.org/polcom/ns#> "
        store.load((prefix + text).encode(), format=RdfFormat.TURTLE)
        assert _prove(store) == (0, () if start == 2 else (excerpt,))


def test_what_changed_is_also_given_as_json(desk: Path) -> None:
    call = ("migrate", desk / "demo", "--dry-run", "--json", "--extension", desk / "new" / "ports")
    told = json.loads(polcom(*call).out)
    assert told["releases"]["ports"] == {"from": "0.1.0", "to": "1.0.0"}
    first, second = told["steps"]
    assert (first["migration"], first["removed"], first["added"]) == (
        "0.1.0-1.0.0/01-phase.ru",
        1,
        1,
    )
    assert second["review"] == [{"target": "id:plan/t1", "count": "3"}]
    assert (told["proved"], told["findings"]["Violation"], told["lost"]) == (2, 0, {})


NODES = st.sampled_from([BlankNode("a"), BlankNode("b"), NamedNode("urn:a"), NamedNode("urn:b")])
OBJECTS = NODES | st.text("aé𠮷", max_size=2).map(Literal)
GRAPHS = NODES | st.just(DefaultGraph())
QUADS = st.builds(Quad, NODES, st.just(NamedNode("urn:p")), OBJECTS, GRAPHS)


@given(st.lists(QUADS, max_size=8))
def test_graphs_and_blank_nodes_come_through_as_they_were(quads: list[Quad]) -> None:
    store = Store()
    store.bulk_extend(_set_aside(quads, ()))
    assert not [*store.quads_for_pattern(None, None, None, DefaultGraph())]
    assert set(_bring_back(store)) == set(quads)


def test_data_without_the_ontology_say_their_version_by_an_option(
    desk: Path, tmp_path: Path
) -> None:
    data = f"<urn:a> <{BASE}#stage> _:b .\n_:b <urn:p> <urn:o> .\n"
    (tmp_path / "data.nt").write_text(data, "utf-8")
    code, _, err = migrate(desk, tmp_path / "data.nt", "--dry-run")
    wanted = "say it, for example --from 0.1.0"
    assert (code, err) == (2, f"polcom: the data state no version of polcom; {wanted}\n")
    code, _, err = migrate(desk, tmp_path / "data.nt", "--dry-run", "--from", "0.1.0")
    assert "the data state no version of ports; say it, for example --from ports=1.0.0" in err
    stated = ("--from", "0.1.0", "--from", "ports=0.1.0")
    code, told, _ = migrate(desk, tmp_path / "data.nt", *stated, "-o", tmp_path / "new.ttl")
    assert (code, told[0]) == (0, "ports 0.1.0 → 1.0.0")
    first, second = parse(path=str(tmp_path / "new.ttl"), format=RdfFormat.TURTLE)
    assert {q.predicate.value for q in (first, second)} == {f"{BASE}#phase", "urn:p"}
    assert len({node for q in (first, second) for node in q if isinstance(node, BlankNode)}) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demo"], "no place for the result; name one with -o, or say --dry-run"),
        (["demo", "--dry-run", "--from", "0.1.0"], None),
        (["demo", "--dry-run", "--from", "0.2.0"], "the data state polcom 0.1.0; leave --from out"),
        (["demo", "--dry-run", "--from", "sea=1.0.0"], "there are polcom, cn, ports"),
        (["new.nq", "--dry-run"], "newer than the 1.0.0 here; install the newer extension"),
        (["core.nq", "--dry-run"], "the data are of polcom 3.0.0, newer than the 0.1.0 here; up"),
        (["odd.nq", "--dry-run"], "polcom: 'v1' is no version; write three numbers, such as"),
        (["ndc.nq", "--dry-run"], "name the extension that it belongs to: --extension ndc"),
        (["sea.nq", "--dry-run"], "name the extension that it belongs to: --extension FOLDER"),
        (["one.ttl", "--dry-run"], "stands among the data in one graph; give the data alone and"),
        (["demo", "-o", "new.ttl"], "the data stand in named graphs; write .nq or .trig"),
        (["demo/graph.nq", "-o", "folder"], "give the output an ending: .nq, .trig, .nt or .ttl"),
        (["broken.nq", "--dry-run"], "broken.nq:"),
    ],
)
def test_what_cannot_be_migrated_is_told(
    desk: Path, tmp_path: Path, arguments: list[str], said: str | None
) -> None:
    core = "https://w3id.org/polcom"
    names = {"new": BASE, "core": core, "odd": core, "ndc": f"{core}/ext/ndc", "sea": "urn:sea"}
    versions = {"new": "2.0.0", "core": "3.0.0", "odd": "v1"}
    for name, iri in names.items():
        (tmp_path / f"{name}.nq").write_text(state(iri, versions.get(name, "0.1.0")), "utf-8")
    (tmp_path / "one.ttl").write_text(state(core, "0.1.0").replace(f" <{core}> .", " ."), "utf-8")
    (tmp_path / "broken.nq").write_text("<urn:a> <urn:b", "utf-8")
    (tmp_path / "demo").symlink_to(desk / "demo")
    done = polcom("migrate", *arguments, "--extension", desk / "new" / "ports", folder=tmp_path)
    if said is None:
        assert done.code == 0
    else:
        assert (done.code, done.out if said[-4:] != "trig" else "") == (2, "")
        assert said in done.err
    assert not (tmp_path / "folder").exists()
    assert not (tmp_path / "new.ttl").exists()


def state(iri: str, version: str) -> str:
    """The header of an ontology as quads, in the graph of its name."""
    kind, owl = (
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
        "http://www.w3.org/2002/07/owl#",
    )
    return (
        f"<{iri}> {kind} <{owl}Ontology> <{iri}> .\n"
        f'<{iri}> <{owl}versionInfo> "{version}" <{iri}> .\n'
    )


def test_a_result_that_breaks_a_shape_or_a_hash_is_written_and_told(
    desk: Path, tmp_path: Path
) -> None:
    new = shutil.copytree(desk / "new" / "ports", tmp_path / "ports")
    step = new / "migrations" / "0.1.0-1.0.0"
    (step / "01-phase.ru").write_text(
        "#+ title: {en: Drop}\n#+ about: [ports:stage]\n"
        "PREFIX pc: <https://w3id.org/polcom/ns#>\n"
        f"DELETE {{ GRAPH ?g {{ ?s <{BASE}#stage> ?o . ?x pc:quote ?q }} }}\n"
        'INSERT { GRAPH ?g { ?x pc:quote "x"@en } }\n'
        f"WHERE {{ GRAPH ?g {{ {{ ?s <{BASE}#stage> ?o }} UNION {{ ?x pc:quote ?q }} }} }}\n",
        "utf-8",
    )
    call = ("migrate", desk / "demo", "-o", tmp_path / "new.nq", "--extension", new)
    done = polcom(*call)
    assert (done.code, done.err) == (1, f"wrote {tmp_path / 'new.nq'}\n")
    assert "ports:phase: write the stage of the trial" in done.out
    assert "id:plan#char=2,22: its words are not those of its hash, or its offsets" in done.out
    assert "quotations repeat their hash" not in done.out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("1.0.0-0.1.0/a.ru", PHASE, "no step from a version to a later one; make it a folder"),
        ("later/a.ru", PHASE, "no step from a version to a later one; make it a folder named"),
        ("a.ru", PHASE, "no step from a version to a later one; make it a folder named <from>"),
        ("0.1.0-1.0.0/a.py", "x = 1", "a.py: no migration; write an update in .ru, or a question"),
        ("0.1.0-1.0.0/a.ru", "DELETE WHERE { ?s ?p ?o }", "header: title: is missing"),
        ("0.1.0-1.0.0/a.ru", PHASE.replace("WHERE", "WHEN"), "a.ru: line 8, column"),
        ("0.1.0-1.0.0/a.ru", PHASE + "; LOAD <http://x.org/>", "LOAD would leave this computer"),
        ("0.1.0-1.0.0/a.ru", PHASE + "; \\u004cOAD <urn:x>", "LOAD would leave this computer"),
        (
            "0.1.0-1.0.0/a.ru",
            PHASE.replace("WHERE {", "WHERE { SERVICE <http://x.org/> { ?target ?p ?stage }"),
            "SERVICE would leave this computer",
        ),
        ("0.1.0-1.0.0/a.rq", COUNT.replace("SELECT ?target ?count", "ASK"), "a.rq: no SELECT; li"),
        ("0.1.0-1.0.0/a.rq", PHASE, "a.rq: DELETE would change the store"),
    ],
)
def test_a_migration_that_cannot_be_used_is_told_with_its_file(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = tmp_path / "migrations" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(OntologyError) as told:
        list_migrations(tmp_path / "migrations", {})
    assert said in str(told.value)
    assert str(path.parent) in str(told.value)


def test_migrations_apply_in_order_of_version_then_name_and_only_those_due(tmp_path: Path) -> None:
    for name in ("1.10.0-2.0.0/a.ru", "1.9.0-1.10.0/b.rq", "1.9.0-1.10.0/b.ru", "1.2.0-1.9.0/c.ru"):
        path = tmp_path / "migrations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(COUNT if name.endswith("rq") else PHASE, "utf-8")
    found = [(each.name, str(each.version)) for each in list_migrations(path.parents[1], {})]
    assert found == [
        ("1.2.0-1.9.0/c.ru", "1.9.0"),
        ("1.9.0-1.10.0/b.ru", "1.10.0"),
        ("1.9.0-1.10.0/b.rq", "1.10.0"),
        ("1.10.0-2.0.0/a.ru", "2.0.0"),
    ]


def test_the_core_migrates_by_its_own_folder_and_drops_files_that_it_has_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = shutil.copytree(data_path("ontology"), tmp_path / "ontology")
    rewrite(later, ('versionInfo "0.1.0"', 'versionInfo "0.2.0"'))
    (later / "vocab" / "polarity.ttl").unlink()
    step = later / "migrations" / "0.1.0-0.2.0"
    step.mkdir(parents=True)
    text = PHASE.replace(f"{BASE}#", "https://w3id.org/polcom/ns#").replace("stage", "caveat")
    (step / "01-caveat.ru").write_text(text.replace("phase", "remark"), "utf-8")
    source = Store()
    source.extend(load_ontology().quads)
    caveat = "<urn:a> <https://w3id.org/polcom/ns#caveat> 'old' ."
    source.load(caveat.encode(), format=RdfFormat.TURTLE)
    monkeypatch.setattr("graph_builder.ontology.data_path", lambda _: later)
    present = load_parts.__wrapped__(load_ontology().extensions)
    renewal = renew(source, present, {})
    assert [(str(a.found), str(a.present)) for a in renewal.ages] == [
        ("0.1.0", "0.2.0"),
        ("0.1.0", "0.1.0"),
    ]
    assert [(s.migration.name, s.removed, s.added) for s in renewal.steps] == [
        ("0.1.0-0.2.0/01-caveat.ru", 1, 1)
    ]
    assert renewal.left_out == ("https://w3id.org/polcom/vocab/polarity",)
    assert renewal.lost == {"https://w3id.org/polcom/ns#remark": 1}
    data = [quad for quad in renewal.store if quad.subject.value == "urn:a"]
    assert [str(quad) for quad in data] == ['<urn:a> <https://w3id.org/polcom/ns#remark> "old"']
    with pytest.raises(UsageError, match="polarity>, which is not loaded"):
        renew(renewal_with_old_polarity(renewal.store), present, {})


def renewal_with_old_polarity(store: Store) -> Store:
    """The graph of the present version, into which an old file has got."""
    mixed = Store()
    mixed.extend(store)
    header = state("https://w3id.org/polcom/vocab/polarity", "0.1.0")
    mixed.load(header.encode(), format=RdfFormat.N_QUADS)
    return mixed


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], ""),
        (
            [("about: [ports:stage]", "about: [port:stage]")],
            "01-phase.ru: port:stage: migration: the prefix of 'port:stage' is not declared; add",
        ),
        (
            [("WHERE {", "WHERE { SERVICE <http://x.org/> { ?s ?p ?stage } ")],
            "01-phase.ru: SERVICE would leave this computer; change what is there alone",
        ),
        (
            [('owl:versionInfo "1.0.0"', 'owl:versionInfo "0.9.0"')],
            "migrations lead to 1.0.0, and the header states 0.9.0; name the folder 0.1.0-0.9.0,",
        ),
        (
            [
                ('owl:versionInfo "1.0.0"', 'owl:versionInfo "2.0.0"'),
                ("a owl:Ontology", f"a owl:Ontology ; owl:priorVersion <{BASE}/1.2.0>"),
            ],
            "2.0.0 breaks with 1.2.0, and no migration leads to it; write a migration for each",
        ),
    ],
    ids=["sound", "prefix", "remote", "number", "missing"],
)
def test_the_check_of_an_extension_judges_its_migrations(
    desk: Path, tmp_path: Path, changes: list[tuple[str, str]], told: str
) -> None:
    ports = shutil.copytree(desk / "new" / "ports", tmp_path / "ports")
    rewrite(ports, *changes)
    draft = Draft(find_extension(ports))
    found = [str(finding) for finding in check_migrations(draft)]
    assert len(found) == bool(told)
    assert told in "".join(found)


def test_the_extension_that_migrates_passes_every_check(desk: Path) -> None:
    done = polcom("extension", "check", desk / "new" / "ports")
    assert (done.code, done.err) == (0, "0 faults, 0 pieces of advice\n")


def test_the_migration_that_the_readme_shows_is_the_one_tested_here() -> None:
    readme = (data_path("ontology") / "README.md").read_text("utf-8")
    (shown,) = re.findall(r"```sparql\n(#\+ title.*?)```", readme, re.DOTALL)
    assert shown == PHASE
