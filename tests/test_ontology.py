"""The ontology: files, terms, profiles, disjointness and shapes, each with what must fail."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pyrudof
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, VANN, BNode, Graph, Literal, Namespace, URIRef

from graph_builder.extending.quality import Defect
from graph_builder.extending.reasoning import project, reason

from .foreign import TARGETS
from .ontology_files import (
    BASE,
    FOLDER,
    ROOT,
    SHAPES,
    close_imports,
    header_of,
    imports_of,
    merge,
    read_modules,
)
from .ontology_proof import TOGETHER, WHOLE, Finding, list_faults, stops, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PC = Namespace(f"{BASE}/ns#")
CORE = ("core", "evidence", "governance", "measurement", "monitoring")
EXAMPLES = FOLDER / "examples"
BAD = sorted((EXAMPLES / "bad").glob("*.ttl"))
LANGUAGES = ("en", "zh-Hans")
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
# Syntax that needs no declaration: the languages in which the ontology itself is written.
BUILT_IN = tuple(map(str, (OWL, RDF, RDFS, Namespace("http://www.w3.org/2001/XMLSchema#"))))


@pytest.fixture(scope="session")
def modules() -> dict[str, Graph]:
    return read_modules()


@pytest.fixture(scope="session")
def whole(modules: dict[str, Graph]) -> Graph:
    return merge(list(modules.values()))


@pytest.fixture(scope="session")
def shapes() -> Graph:
    files = [*sorted(SHAPES.glob("*.ttl")), FOLDER / "prefixes.ttl"]
    return merge([Graph().parse(path) for path in files])


def own_terms(graph: Graph) -> set[URIRef]:
    found = {term for kind in TERM_KINDS for term in graph.subjects(RDF.type, kind)}
    return {term for term in found if isinstance(term, URIRef) and term.startswith(str(PC))}


# Files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(FOLDER.rglob("*.ttl")) if "examples" not in path.parts],
    ids=lambda path: str(path.relative_to(FOLDER)),
)
def test_file_is_named_like_its_ontology(path: Path) -> None:
    graph = Graph().parse(path)
    header = header_of(graph)
    *folders, name = path.relative_to(FOLDER).with_suffix("").parts
    place = "/".join(folders if name in folders else [*folders, name])
    assert str(header) == (BASE if place == "polcom" else f"{BASE}/{place}")
    version = str(header).replace(BASE, f"{BASE}/0.1.0", 1)
    assert set(graph.objects(header, OWL.versionIRI)) == {URIRef(version)}


def test_imports_form_a_tree_without_circles(modules: dict[str, Graph]) -> None:
    for iri in modules:
        direct = imports_of(iri, modules)
        assert direct <= set(modules), f"{iri} imports a file that does not exist"
        assert all(iri not in close_imports(target, modules) for target in direct)


@pytest.mark.parametrize("name", CORE)
def test_module_imports_what_it_uses(name: str, modules: dict[str, Graph]) -> None:
    module = modules[f"{BASE}/{name}"]
    used = {node for triple in module for node in triple if isinstance(node, URIRef)}
    used = {node for node in used if node.startswith(str(PC))}
    closure = merge([modules[part] for part in close_imports(f"{BASE}/{name}", modules)])
    assert used <= own_terms(closure)


def test_prefixes_agree_with_the_list(modules: dict[str, Graph]) -> None:
    listed = modules[f"{BASE}/prefixes"]
    names = {
        str(listed.value(node, SH.prefix)): str(listed.value(node, SH.namespace))
        for node in listed.objects(None, SH.declare)
    }
    files = [path for path in sorted(FOLDER.rglob("*.ttl")) if "examples" not in path.parts]
    for graph in (Graph().parse(path) for path in files if "ext" in path.parts):
        if own := graph.value(header_of(graph), VANN.preferredNamespacePrefix):
            names[str(own)] = str(graph.value(header_of(graph), VANN.preferredNamespaceUri))
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@prefix") and not line.startswith("@prefix prefix:"):
                _, prefix, iri, _ = line.split()
                assert names[prefix.rstrip(":")] == iri.strip("<>"), f"{path.name}: {line}"


def test_foreign_terms_are_declared(modules: dict[str, Graph], whole: Graph) -> None:
    declared = set(modules[f"{BASE}/external"].subjects(RDF.type, None))
    used = set(whole.predicates()) | set(whole.objects(None, RDF.type))
    foreign = {term for term in used if not str(term).startswith((BASE, *BUILT_IN))}
    assert foreign <= declared


def test_core_names_no_country() -> None:
    words = ("China", "Chinese", "Ordos", "Mongolia", "中国", "鄂尔多斯", "内蒙古")
    for name in CORE:
        text = (FOLDER / f"{name}.ttl").read_text(encoding="utf-8")
        assert [word for word in words if word in text] == []


# Terms ---------------------------------------------------------------------------------------


def test_terms_are_labelled_and_defined_in_both_languages(modules: dict[str, Graph]) -> None:
    core = merge([graph for iri, graph in modules.items() if "/ext/" not in iri])
    terms = own_terms(core)
    assert len(terms) > 90
    for term in terms:
        for path in (RDFS.label, SKOS.definition):
            texts = [value for value in core.objects(term, path) if isinstance(value, Literal)]
            assert sorted(str(text.language) for text in texts) == list(LANGUAGES), f"{term} {path}"


def test_terms_are_defined_by_the_file_they_stand_in(modules: dict[str, Graph]) -> None:
    for iri, graph in modules.items():
        for term in own_terms(graph):
            assert set(graph.objects(term, RDFS.isDefinedBy)) == {URIRef(iri)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_shared(language: str, whole: Graph) -> None:
    labels = Counter(
        str(label).lower()
        for term in own_terms(whole)
        for label in whole.objects(term, RDFS.label)
        if isinstance(label, Literal) and label.language == language
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_preferred_labels_are_not_repeated(whole: Graph) -> None:
    for path in (SKOS.prefLabel, RDFS.label):
        repeated = [
            node
            for node, label in whole.subject_objects(path)
            if (node, SKOS.altLabel, label) in whole or (node, SKOS.hiddenLabel, label) in whole
        ]
        assert repeated == []


def test_readable_literals_have_a_language(whole: Graph) -> None:
    paths = (RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.scopeNote, SKOS.note)
    for path in paths:
        assert all(
            isinstance(text, Literal) and text.language for text in whole.objects(None, path)
        )


def test_facts_of_the_extension_carry_their_source(whole: Graph) -> None:
    source = URIRef("http://purl.org/dc/terms/source")
    china = f"{BASE}/ext/cn/"
    facts = set(whole.subjects(PC.periodStart, None)) | set(whole.subjects(PC.conferredBy, None))
    facts |= set(whole.subjects(RDF.type, PC.Directive))
    facts |= {
        area
        for area in whole.subjects(RDF.type, PC.AdministrativeArea)
        if (area, SKOS.notation, None) in whole
    }
    silent = {fact for fact in facts if (fact, source, None) not in whole}
    assert len(facts) > 15
    assert all(str(fact).startswith(china) and (fact, SKOS.note, None) in whole for fact in silent)


def test_extension_says_nothing_about_core_but_in_another_language(
    modules: dict[str, Graph],
) -> None:
    words = {RDFS.label, SKOS.definition, SKOS.scopeNote}
    for iri, graph in modules.items():
        if "/ext/" in iri:
            about_core = [row for row in graph if str(row[0]).startswith(str(PC))]
            for _, path, text in about_core:
                assert path in words
                assert isinstance(text, Literal)
                assert text.language not in LANGUAGES


# Logic ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("java")
def test_profiles_and_consistency() -> None:
    command = [sys.executable, "tests/ontology_proof.py", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    proof = json.loads(done.stdout)
    assert proof["faults"] == []
    assert {row["module"] for row in proof["modules"]} == {*read_modules(), WHOLE}
    assert {row["module"] for row in proof["alignments"]} == {*TARGETS, TOGETHER}
    for row in proof["modules"]:
        assert row["violations"] == {"DL": [], "RL": [], "EL": []}
    assert [row for row in proof["defects"] if row["severity"] == "error"] == []


THING = f"{BASE}/ns#Thing"
#: What is added to core, and what the proof must say.
FAULTS = {
    "not in OWL 2 DL": f"<{THING}> a owl:ObjectProperty , owl:DatatypeProperty .",
    "not in OWL 2 RL": (
        "pc:Goal rdfs:subClassOf [ a owl:Restriction ; "
        "owl:onProperty pc:partOf ; owl:someValuesFrom pc:Goal ] ."
    ),
    "not in OWL 2 EL": "pc:issuedBy a owl:FunctionalProperty .",
    f"nothing can be an instance of <{PC.Programme}>": "pc:Programme rdfs:subClassOf pc:Goal .",
    "contradicts itself": "<urn:a> a pc:Goal , pc:Action .",
}


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("fault", FAULTS)
def test_the_proof_finds_the_fault_put_into_core(fault: str, modules: dict[str, Graph]) -> None:
    prefixes = f"@prefix pc: <{PC}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> ."
    core = merge([modules[f"{BASE}/{name}"] for name in ("core", "external")])
    core.parse(data=prefixes + FAULTS[fault], format="turtle")
    proof = reason(project(core, f"{BASE}/core"))
    finding = Finding(
        *("core", 0, proof.axioms, proof.violations),
        consistent=proof.consistent,
        unsatisfiable=proof.unsatisfiable,
    )
    faults = list(list_faults(finding))
    assert any(f"core: {fault}" in line for line in faults)
    assert list(write_table([finding]))[1].split()[3:] != ["0", "0", "0", "yes", "0"]


@pytest.mark.parametrize(
    ("defect", "stopping"),
    [
        (Defect("error", "label_missing", "pc:Goal", "en"), True),
        (Defect("warning", "inverse_missing", "pc:unit", ""), True),
        (Defect("warning", "inverse_missing", "pc:unit", "", "on purpose"), False),
        (Defect("info", "superclasses_many", "pc:Document", ""), False),
    ],
)
def test_a_defect_without_a_waiver_fails_the_proof(defect: Defect, *, stopping: bool) -> None:
    assert stops(defect) == stopping


# Shapes --------------------------------------------------------------------------------------


Results = set[tuple[str, str, str]]


def by_pyshacl(data: Graph, shapes: Graph) -> Results:
    """Focus node, shape and severity of each result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, allow_infos=True, allow_warnings=True)
    return {
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.sourceShape)),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for result in report.objects(None, SH.result)
    }


def by_pyrudof(data: Graph, shapes: Graph) -> Results:
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(data.serialize(format="nt"), format=pyrudof.RDFFormat.NTriples)
    engine.read_shacl(shapes.serialize(format="turtle"))
    return {
        (str(entry.focus_node), str(entry.source_shape), str(entry.severity))
        for entry in engine.validate_shacl()
    }


@pytest.fixture(scope="session")
def good(whole: Graph) -> Graph:
    return merge([whole, *(Graph().parse(path) for path in (EXAMPLES / "good").glob("*.ttl"))])


@pytest.fixture(scope="session")
def bad(good: Graph) -> Graph:
    """All bad examples at once: each has its own subjects, so that one run tells them apart."""
    return merge([good, *(Graph().parse(path) for path in BAD)])


@pytest.fixture(scope="session")
def results(bad: Graph, shapes: Graph) -> dict[str, Results]:
    return {"pyshacl": by_pyshacl(bad, shapes), "pyrudof": by_pyrudof(bad, shapes)}


@pytest.mark.parametrize("engine", [by_pyshacl, by_pyrudof])
def test_good_examples_conform(engine: type, good: Graph, shapes: Graph) -> None:
    assert engine(good, shapes) == set()


@pytest.mark.parametrize("engine", ["pyshacl", "pyrudof"])
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_example_breaks_the_shape_it_names(
    path: Path, engine: str, results: dict[str, Results]
) -> None:
    subjects = {str(node) for node in Graph().parse(path).subjects()}
    broken = defaultdict(set)
    for node, shape, _ in results[engine]:
        if node in subjects:
            broken[node].add(shape.split("#")[-1])
    assert all(path.stem in shapes for shapes in broken.values())
    # The first example shows this fault alone; a variation of it may bring another fault along.
    assert {path.stem} in broken.values()


def test_every_result_belongs_to_a_bad_example(results: dict[str, Results]) -> None:
    subjects = {str(node) for path in BAD for node in Graph().parse(path).subjects()}
    assert {node for node, _, _ in results["pyshacl"]} <= subjects


def test_engines_agree_on_node_shape_and_severity(results: dict[str, Results]) -> None:
    assert results["pyshacl"] == results["pyrudof"]


@pytest.mark.parametrize("name", sorted(path.parent.name for path in FOLDER.glob("ext/*/shapes")))
def test_engines_agree_on_the_examples_of_an_extension(
    name: str, whole: Graph, shapes: Graph
) -> None:
    folder = FOLDER / "ext" / name
    data = merge([whole, *(Graph().parse(path) for path in folder.glob("examples/*/*.ttl"))])
    rules = merge([shapes, *(Graph().parse(path) for path in folder.glob("shapes/*.ttl"))])
    found = by_pyrudof(data, rules)
    broken = {shape.split("#")[-1] for _, shape, _ in found}
    assert broken >= {path.stem for path in folder.glob("examples/bad/*.ttl")}
    assert found == by_pyshacl(data, rules)


def reported_shapes(shapes: Graph) -> Iterator[URIRef]:
    for shape in set(shapes.subjects(SH.message, None)):
        assert isinstance(shape, URIRef)
        yield shape


def test_every_shape_has_a_bad_example(shapes: Graph) -> None:
    assert {shape.split("#")[-1] for shape in reported_shapes(shapes)} == {
        path.stem for path in BAD
    }


def test_property_shapes_have_iris(shapes: Graph) -> None:
    listed = {node for node in shapes.objects(None, SH.property) if not isinstance(node, BNode)}
    assert set(shapes.subjects(RDF.type, SH.PropertyShape)) == listed


def test_shapes_name_terms_that_exist(shapes: Graph, whole: Graph) -> None:
    used = {node for triple in shapes for node in triple if isinstance(node, URIRef)}
    assert {node for node in used if node.startswith(str(PC))} <= own_terms(whole)
