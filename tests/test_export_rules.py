"""Exports by the rules of the formats they are in, from any graph, with extensions."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, Store, parse, serialize
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

from graph_builder.building import Settings, build
from graph_builder.errors import UsageError
from graph_builder.exporting import Source, export, load_exports, write_construct
from graph_builder.extension import find_extension
from graph_builder.ontology import load_ontology
from graph_builder.storage import open_store

from .foreign import read_copy
from .ontology_files import FOLDER
from .samples import polcom

DATA = Path(__file__).parent / "data"
SCHEMA = Namespace("https://schema.org/")
ACCESS = URIRef("http://www.w3.org/ns/dcat#accessURL")


def read(text: str, form: str = "turtle") -> Graph:
    return Graph().parse(data=text, format=form, publicID="https://example.org/here/")


# Rules of formats ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalogue(ordos: Path) -> Graph:
    return read(export(Source(ordos, Store(), load_ontology()), "dcat"), "json-ld")


def conforms(graph: Graph) -> bool:
    return bool(pyshacl.validate(graph, shacl_graph=Graph().parse(DATA / "dcat-ap.ttl"))[0])


def test_dcat_has_what_dcat_ap_demands(catalogue: Graph) -> None:
    assert len(list(catalogue.subjects(ACCESS, None))) == 3
    assert conforms(catalogue)


def test_dcat_names_the_ontology_and_its_version(catalogue: Graph) -> None:
    standards = catalogue.objects(None, URIRef("http://purl.org/dc/terms/conformsTo"))
    assert {*map(str, standards)} == {"https://w3id.org/polcom", "https://w3id.org/polcom/0.1.0"}


@pytest.mark.parametrize("lacking", ["title", "description"])
def test_dcat_without_it_would_not_conform(lacking: str, catalogue: Graph) -> None:
    graph = Graph() + catalogue
    graph.remove((None, URIRef(f"http://purl.org/dc/terms/{lacking}"), None))
    assert not conforms(graph)


def find_misuse(graph: Graph) -> set[tuple[str, str]]:
    """Properties of schema.org with a subject or value of a class that they are not made for."""
    terms = read_copy("schema")

    def fits(kinds: set[object], allowed: set[object]) -> bool:
        above = {term for kind in kinds for term in terms.transitive_objects(kind, RDFS.subClassOf)}
        return bool(above & allowed)

    misuse = set()
    for subject, predicate, value in graph:
        if not str(predicate).startswith(str(SCHEMA)):
            continue
        if not fits(
            set(graph.objects(subject, RDF.type)),
            domain := set(terms.objects(predicate, SCHEMA.domainIncludes)),
        ):
            misuse.add((str(predicate), "subject"))
        kinds = set(graph.objects(value, RDF.type))
        if kinds and not fits(kinds, set(terms.objects(predicate, SCHEMA.rangeIncludes))):
            misuse.add((str(predicate), "value"))
        assert domain
    return misuse


def test_properties_of_schema_org_fit_the_classes_they_stand_between(ordos: Path) -> None:
    graph = read(export(Source(ordos, open_store(ordos), load_ontology()), "schema-org"))
    assert find_misuse(graph) == set()
    place = next(graph.subjects(RDF.type, SCHEMA.Place))
    graph.add((place, SCHEMA.observationDate, Literal("2025")))
    graph.add((next(graph.subjects(RDF.type, SCHEMA.Observation)), SCHEMA.variableMeasured, place))
    assert find_misuse(graph) == {
        ("https://schema.org/observationDate", "subject"),
        ("https://schema.org/variableMeasured", "value"),
    }


def test_only_statements_are_claims(ordos: Path) -> None:
    graph = read(export(Source(ordos, open_store(ordos), load_ontology()), "schema-org"))
    claims = {str(claim) for claim in graph.subjects(RDF.type, SCHEMA.Claim)}
    assert len(claims) > 100
    assert not [claim for claim in claims if ".citation-" in claim or ".implementation-" in claim]


# Extensions ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def contributions(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The build of the extension on climate: 35 targets of its own class, under no goal."""
    folder = tmp_path_factory.mktemp("ndc") / "demo"
    extension = find_extension(Path("ndc")).folder
    records = FOLDER / "ext" / "ndc" / "examples" / "records"
    build([records], folder, Settings(extensions=(extension,)))
    return Source(folder, open_store(folder), load_ontology([extension]))


def test_terms_of_an_extension_are_exported_under_their_short_names(contributions: Source) -> None:
    content = json.loads(export(contributions, "json-ld"))
    assert content["@context"]["ndc"] == "https://w3id.org/polcom/ext/ndc/"
    targets = [node for node in content["@graph"] if "ndc:MitigationTarget" in node["type"]]
    assert len(targets) == 35
    assert all("ndc:conditionality" in target for target in targets)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stratml", "<TargetResult>"),
        ("schema-org", "a schema:Claim"),
        ("data-cube", "qb:dataSet polcom:cube-of-bounds"),
    ],
)
def test_targets_of_a_class_of_an_extension_are_exported(
    name: str, words: str, contributions: Source
) -> None:
    assert export(contributions, name).count(words) == 35


# Blank nodes ---------------------------------------------------------------------------------

QUERY = """\
#+ title: {en: Notes, zh-Hans: 注}
#+ description: {en: A note for each goal, zh-Hans: 每个目标一个注}
#+ question: {en: Which goals are there?, zh-Hans: 有哪些目标？}
#+ columns: [subject, predicate, object]
PREFIX pc: <https://w3id.org/polcom/ns#>
CONSTRUCT { [] pc:about ?goal ; pc:says [ pc:of ?goal ] } WHERE { ?goal a pc:Goal }
"""


@pytest.fixture
def notes(tmp_path: Path) -> Source:
    """A graph of two goals, and an extension whose export makes blank nodes."""
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "notes.rq").write_text(QUERY, encoding="utf-8")
    store = Store()
    text = "@prefix pc: <https://w3id.org/polcom/ns#> . <urn:a> a pc:Goal . <urn:b> a pc:Goal ."
    store.load(text, format=RdfFormat.TURTLE)
    return Source(tmp_path, store, load_ontology([tmp_path]))


@pytest.mark.parametrize("form", ["turtle", "ntriples", "json-ld"])
def test_blank_nodes_have_the_same_names_each_time(form: str, notes: Source) -> None:
    query = load_exports(notes.ontology)["notes"]
    texts = {write_construct(notes.store, query, notes.ontology.prefixes, form) for _ in range(3)}
    assert len(texts) == 1


def test_json_ld_has_what_hangs_on_blank_nodes(notes: Source) -> None:
    found = list(parse(export(notes, "notes", "json-ld"), format=RdfFormat.JSON_LD))
    assert len(found) == len(export(notes, "notes", "ntriples").splitlines()) == 6


# The command line ----------------------------------------------------------------------------


def test_a_build_a_store_and_a_file_give_the_same(ordos: Path) -> None:
    places = (ordos, ordos / "store", ordos / "graph.trig", ordos / "graph.nq")
    found = {polcom("export", place, "--to", "web-annotation").out for place in places}
    assert len(found) == 1
    assert "oa:TextQuoteSelector" in found.pop()


@pytest.mark.parametrize(("name", "form"), product(["stratml", "dcat"], ["turtle", "ntriples"]))
def test_a_syntax_that_an_export_does_not_have_is_refused(
    name: str, form: str, ordos: Path
) -> None:
    found = polcom("export", "--to", name, "--format", form, "--build", ordos)
    assert (found.code, found.out) == (2, "")
    assert "leave --format out" in found.err


def test_a_file_is_no_build_to_describe(ordos: Path) -> None:
    found = polcom("export", ordos / "graph.nq", "--to", "dcat")
    assert found.code == 2
    assert "no complete build here" in found.err


def test_an_export_that_comes_out_empty_says_so(contributions: Source) -> None:
    found = polcom("export", contributions.folder, "--to", "web-annotation")
    assert (found.code, found.out) == (0, "")
    assert "has nothing for 'web-annotation'" in found.err


@pytest.mark.parametrize("command", ["export", "query"])
def test_a_list_needs_no_build(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLCOM_BUILD", raising=False)
    found = polcom(command, folder=tmp_path)
    assert found.code == 0
    assert "earl" in found.out or "missed_targets" in found.out


def test_no_word_of_a_list_of_losses_is_cut_off() -> None:
    found = polcom("export", "--language", "zh").out
    assert "…" not in found
    lines = [line.split("│")[2].strip() for line in found.splitlines() if line.count("│") == 3]
    whole = "".join(lines).replace(" ", "")
    assert "第二级以下的愿景目标列入第二级。" in whole


def test_a_number_that_is_none_stays_as_it_is_written() -> None:
    store = Store()
    text = """<urn:a> <https://w3id.org/polcom/ns#ordinal>
        "many"^^<http://www.w3.org/2001/XMLSchema#integer>
        <https://w3id.org/polcom/graph/plan/stated> ."""
    store.load(text.replace("\n", " "), format=RdfFormat.N_QUADS)
    (quad,) = parse(
        export(Source(Path(), store, load_ontology()), "json-ld"), format=RdfFormat.JSON_LD
    )
    assert serialize([quad.triple], format=RdfFormat.N_TRIPLES).count(b"many") == 1


def test_unknown_names_are_still_refused(notes: Source) -> None:
    with pytest.raises(UsageError, match="no export 'note'; did you mean notes"):
        export(notes, "note")
