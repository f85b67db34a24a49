"""The reference page: every term in both languages, real examples, right links, nothing unsafe."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from graph_builder.cli import polcom
from graph_builder.documenting import document
from graph_builder.documenting.content import describe_ontology
from graph_builder.documenting.diagram import describe_diagram
from graph_builder.documenting.examples import (
    Examples,
    find_examples,
    load_examples,
    save_examples,
)
from graph_builder.documenting.interface import BOOK
from graph_builder.documenting.layout import lay_out
from graph_builder.documenting.reading import SHAPES, read_reference
from graph_builder.ontology import load_ontology
from graph_builder.resources import data_path

from .graphs import build_ordos
from .networks import PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.documenting.content import Content
    from graph_builder.documenting.layout import Layout

PC = "https://w3id.org/polcom/ns#"
VERDICT = "https://w3id.org/polcom/vocab/verdict/"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ROOT = Path(__file__).resolve().parent.parent


class Outline(HTMLParser):
    """What a page holds: ids, links, attributes, and the text of each card by language."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cards: dict[str, dict[str, str]] = {}
        self._card = ""
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if name := found.get("id"):
            self.ids.append(name)
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag in {"li", "dt"}:
            # The end of the item or value before is not written.
            self.handle_data(" ")
        if tag == "article":
            self._card = found.get("id") or ""
            self.cards[self._card] = {"en": "", "zh": ""}
        if tag not in {"meta", "input", "path", "circle", "rect", "br"}:
            self._open.append((tag, found.get("data-in")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "article":
            self._card = ""
        elif tag in {"dt", "dd", "li", "p", "h4", "h5", "span", "summary"}:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self._card:
            shown = next((language for _, language in reversed(self._open) if language), None)
            for language in [shown] if shown else ["en", "zh"]:
                self.cards[self._card][language] += data


@pytest.fixture(scope="module")
def content() -> Content:
    return describe_ontology(load_ontology())


@pytest.fixture(scope="module")
def html() -> str:
    return document(load_ontology())


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    return Outline(html)


def find_ordos_examples() -> Examples:
    """The examples that the Ordos graph gives now."""
    ontology = load_ontology()
    terms = [t.iri for t in read_reference(ontology).terms.values() if t.kind not in SHAPES]
    subjects = {quad.subject for quad in ontology.quads}
    described = {node.value for node in subjects if isinstance(node, NamedNode)}
    return find_examples(build_ordos(), terms, described)


def list_declared() -> Iterator[tuple[str, dict[str, str]]]:
    """Every term that a Turtle file declares, read plainly, with its labels."""
    folder = data_path("ontology")
    kinds = {
        *(f"{OWL}{name}" for name in ("Class", "ObjectProperty", "DatatypeProperty")),
        *(f"{SKOS}{name}" for name in ("Concept", "ConceptScheme")),
        *(f"{SH}{name}" for name in ("NodeShape", "PropertyShape")),
        "http://qudt.org/schema/qudt/Unit",
    }
    names = {"http://www.w3.org/2000/01/rdf-schema#label", f"{SKOS}prefLabel"}
    for path in folder.rglob("*.ttl"):
        parts = path.relative_to(folder).parts
        if {"examples", "alignments"} & {*parts} or ("ext" in parts and "cn" not in parts):
            continue
        triples = list(parse(path=str(path), format=RdfFormat.TURTLE))
        for triple in triples:
            if triple.predicate != TYPE or not isinstance(triple.subject, NamedNode):
                continue
            if isinstance(triple.object, NamedNode) and triple.object.value in kinds:
                labels = {
                    t.object.language or "": t.object.value
                    for t in triples
                    if t.subject == triple.subject
                    and t.predicate.value in names
                    and isinstance(t.object, Literal)
                }
                yield triple.subject.value, labels


def test_every_declared_term_has_a_card_with_its_labels_in_both_languages(
    content: Content, outline: Outline
) -> None:
    declared = dict(list_declared())
    assert len(declared) > 500
    for iri, labels in declared.items():
        card = outline.cards[content.reference.anchors[iri]]
        assert iri in card["en"], iri
        if labels:
            assert labels["en"] in card["en"], iri
            assert labels.get("zh-hans", labels["en"]) in card["zh"], iri


def test_a_card_shows_one_language_at_a_time(outline: Outline) -> None:
    card = outline.cards["Target"]
    assert "A commitment to reach a particular end state" in card["en"]
    assert "对达到某一特定终极状态" not in card["en"]
    assert "对达到某一特定终极状态" in card["zh"]
    assert "A commitment to reach" not in card["zh"]


@pytest.mark.parametrize("name", ["en", "zh"])
def test_all_words_of_the_interface_stand_in_each_language_with_their_gaps(name: str) -> None:
    file = BOOK.read(BOOK.folder / f"{name}.json")
    assert BOOK.list_missing(file) == []
    assert len(file.words) == len(BOOK.names)


@pytest.mark.parametrize(
    ("iri", "anchor"),
    [
        (f"{PC}Target", "Target"),
        (f"{PC}directive", "directive"),
        (f"{VERDICT}met", "verdict/met"),
        ("https://w3id.org/polcom/vocab/verdict", "verdict/"),
        ("https://w3id.org/polcom/shapes#target-deadline", "shape/target-deadline"),
        ("http://qudt.org/vocab/unit/TONNE", "unit:TONNE"),
        ("https://w3id.org/polcom/ext/cn/ordos", "cn:ordos"),
        ("http://www.w3.org/ns/prov#Agent", "prov:Agent"),
    ],
)
def test_addresses_of_terms_stay(content: Content, iri: str, anchor: str) -> None:
    assert content.reference.anchors[iri] == anchor


def test_every_link_within_the_page_has_its_end(outline: Outline) -> None:
    inner = [link.removeprefix("#") for link in outline.links if link.startswith("#")]
    assert len(inner) > 3000
    assert set(inner) - {*outline.ids} == set()


def test_no_id_stands_twice(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))


def test_the_examples_of_the_package_are_those_of_the_ordos_graph(
    pytestconfig: pytest.Config,
) -> None:
    found = find_ordos_examples()
    if pytestconfig.getoption("--update-golden"):
        save_examples(found)
    assert found == load_examples(), "run pytest tests/test_reference_pages.py --update-golden"


def test_each_quoted_statement_stands_in_the_ordos_graph() -> None:
    store = build_ordos()
    examples = load_examples().of
    assert len(examples) > 150
    for term, example in examples.items():
        for predicate, value in example.triples:
            text = f"<{example.statement}> <{predicate}> {value} ."
            triple = next(iter(parse(text, format=RdfFormat.N_TRIPLES)))
            pattern = (triple.subject, triple.predicate, triple.object)
            assert next(store.quads_for_pattern(*pattern), None), (term, text)
        for quote in example.quotes:
            excerpt = NamedNode(quote.excerpt)
            words = store.quads_for_pattern(excerpt, NamedNode(f"{PC}quote"), None)
            assert quote.text in {quad.object.value for quad in words}


def test_examples_count_what_the_graph_holds() -> None:
    store = build_ordos()
    of = load_examples().of
    deadlines = store.quads_for_pattern(None, NamedNode(f"{PC}deadline"), None)
    assert of[f"{PC}deadline"].count == len({(q.subject, q.object) for q in deadlines})
    missed = store.quads_for_pattern(None, None, NamedNode(f"{VERDICT}missed"))
    assert of[f"{VERDICT}missed"].count == len({(q.subject, q.predicate) for q in missed})
    targets = store.quads_for_pattern(None, TYPE, NamedNode(f"{PC}Target"))
    assert of[f"{PC}Target"].count == len({quad.subject for quad in targets})


def test_terms_that_the_graph_does_not_use_take_their_example_from_a_file(
    content: Content, outline: Outline
) -> None:
    found = content.find_example(f"{PC}supersedes")
    assert found is not None
    example, file = found
    assert file.endswith(".ttl")
    assert example.triples[0][0] == f"{PC}supersedes"
    assert f"From the example file {file}" in outline.cards["supersedes"]["en"]


def test_shapes_of_a_property_are_those_whose_turtle_names_it(content: Content) -> None:
    blocks = list_shape_blocks()
    for name in ("deadline", "partOf", "unit", "startOffset", "comparator", "verdict"):
        word = re.compile(rf"\bpc:{name}(?![\w-])")
        named = {shape for shape, text in blocks.items() if word.search(text)}
        targeted = {
            part
            for text in blocks.values()
            if re.search(rf"sh:target(SubjectsOf|ObjectsOf)[^;.]*\bpc:{name}(?![\w-])", text)
            for part in re.findall(r"pcs:[\w-]+", text)
        }
        expected = {*named, *(targeted & blocks.keys())}
        found = {f"pcs:{iri.rpartition('#')[2]}" for iri in content.checks[PC + name]}
        # A shape that only lists its parts says nothing itself.
        silent = {name for name in expected - found if "sh:message" not in blocks[name]}
        assert found == expected - silent, name


def list_shape_blocks() -> dict[str, str]:
    """The Turtle of each shape with a name, its SPARQL constraint with it."""
    text = "\n".join(
        path.read_text("utf-8") for path in sorted(data_path("ontology").glob("shapes/*.ttl"))
    )
    blocks = dict(
        re.findall(r"^(pcs:[\w-]+)\n(.*?\.)(?=\n\n|\n\Z|\Z)", text, re.DOTALL | re.MULTILINE)
    )
    queries = {name: body for name, body in blocks.items() if "sh:SPARQLConstraint" in body}
    for name, body in blocks.items():
        for query in re.findall(r"sh:sparql (pcs:[\w-]+)", body):
            blocks[name] = body + queries[query]
    return {name: body for name, body in blocks.items() if name not in queries}


def test_shapes_of_a_class_are_the_parts_of_those_that_apply_to_it(content: Content) -> None:
    found = {iri.rpartition("#")[2] for iri in content.checks[f"{PC}QuantitativeTarget"]}
    assert found >= {"quantitative-value", "quantitative-unit", "QuantitativeRange"}
    assert "rank-rank" not in found


def test_questions_of_a_term_are_those_whose_sparql_names_it(content: Content) -> None:
    for name in ("deadline", "verdict", "milestoneFor", "Goal", "cites"):
        word = re.compile(rf"\bpc:{name}(?![\w-])")
        expected = {
            path.stem
            for path in data_path("queries").rglob("*.rq")
            if word.search(re.sub(r"^#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE))
        }
        assert set(content.questions[PC + name]) == expected, name
        assert expected


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_super_and_sub_terms_domain_and_range_stand_on_the_cards(outline: Outline) -> None:
    target = squeeze(outline.cards["Target"]["en"])
    assert "Subclass of Commitment" in target
    assert "Subclasses QualitativeTarget QuantitativeTarget RankTarget" in target
    implements = squeeze(outline.cards["implements"]["en"])
    assert "Domain Commitment Range Directive" in implements
    assert "Follows from qualifiedImplementation directive Aligned" in implements
    assert "Values from comparator" in squeeze(outline.cards["comparator"]["en"])


def test_the_page_stays_light(html: str, outline: Outline) -> None:
    assert len(html.encode()) < 1_500_000
    assert len(outline.tags) < 40_000


def list_layouts() -> Iterator[tuple[str, Layout]]:
    reference = read_reference(load_ontology([Path("ndc")]))
    for module in reference.modules:
        diagram = describe_diagram(reference, module)
        if diagram:
            for language in ("en", "zh"):
                yield f"{module.iri} {language}", lay_out(diagram, language)


def test_every_module_with_terms_to_relate_has_a_diagram(outline: Outline) -> None:
    drawn = [found for tag, found in outline.tags if tag == "svg"]
    titles = {found["aria-labelledby"] for found in drawn}
    for module in ("core", "evidence", "governance", "measurement", "monitoring", "vocab/verdict"):
        assert {f"title-en-module/{module}", f"title-zh-module/{module}"} <= titles


def test_no_line_of_a_diagram_runs_behind_a_box() -> None:
    seen = 0
    for name, layout in list_layouts():
        for bus in layout.buses:
            entry = bus.target.entry
            for x, y in bus.starts:
                lines = [
                    (x, y, bus.track, y),
                    (bus.track, y, bus.track, entry),
                    (bus.track, entry, bus.end, entry),
                ]
                for line in lines:
                    seen += 1
                    assert not [b.box.key for b in layout.boxes if crosses(line, b)], name
        for above, below in layout.branches:
            left = above.x + 12
            lines = [
                (left, above.y + above.height, left, below.entry),
                (left, below.entry, below.x, below.entry),
            ]
            for line in lines:
                assert not [b.box.key for b in layout.boxes if crosses(line, b)], name
    assert seen > 200


def crosses(line: tuple[int, int, int, int], box: object) -> bool:
    """Whether a line has a point inside a box, its edge aside."""
    x1, y1, x2, y2 = line
    left, right = min(x1, x2), max(x1, x2)
    top, bottom = min(y1, y2), max(y1, y2)
    x, y, width, height = (getattr(box, name) for name in ("x", "y", "width", "height"))
    return left < x + width and right > x and top < y + height and bottom > y


def test_lines_to_different_boxes_never_lie_on_each_other() -> None:
    for name, layout in list_layouts():
        flat = [
            (bus.target.box.key, y, min(x, bus.track), max(x, bus.track))
            for bus in layout.buses
            for x, y in bus.starts
        ]
        flat += [
            (bus.target.box.key, bus.target.entry, min(bus.track, bus.end), max(bus.track, bus.end))
            for bus in layout.buses
        ]
        for key, y, left, right in flat:
            for other, other_y, other_left, other_right in flat:
                if key != other and abs(y - other_y) < 4:
                    assert right <= other_left or other_right <= left, (name, key, other)


def test_boxes_do_not_overlap_and_hold_their_words() -> None:
    for name, layout in list_layouts():
        boxes = sorted(layout.boxes, key=lambda box: (box.x > layout.boxes[0].right, box.y))
        for one, other in pairwise(boxes):
            if other.y > one.y:
                assert one.y + one.height < other.y or other.x > one.right, name
        assert max(box.right for box in boxes) <= layout.width, name


def test_a_diagram_is_told_in_words(html: str) -> None:
    assert "commitment is a kind of policy statement. " in html
    assert "advances leads from action to commitment. " in html
    assert "“推进”由举措指向承诺。" in html


def test_nothing_is_loaded_from_elsewhere(html: str, outline: Outline) -> None:
    for tag, found in outline.tags:
        assert not {name for name in found if name == "style" or name.startswith("on")}, tag
        assert tag in {"a", "svg"} or not found.keys() & {"src", "href", "srcset", "data"}, tag
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html
    assert "unsafe" not in re.findall(r'content="default-src[^"]*"', html)[0]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    pages = []
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "graph_builder", "docs", "-o", str(path)]
        environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}
        subprocess.run(command, check=True, env=environment, cwd=ROOT, capture_output=True)
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_the_command_takes_examples_from_a_build(tmp_path: Path, ordos: Path) -> None:
    page = tmp_path / "page.html"
    answer = CliRunner().invoke(polcom, ["docs", "-b", str(ordos), "--lang", "zh", "-o", str(page)])
    assert answer.exit_code == 0, answer.output
    html = page.read_text("utf-8")
    assert '<html lang="zh-Hans" data-language="zh">' in html
    assert "本图谱中的使用次数：19。" in Outline(html).cards["deadline"]["zh"]


def test_an_extension_stands_on_the_page_with_its_own_cards(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    answer = CliRunner().invoke(polcom, ["docs", "--extension", "ndc", "-o", str(page)])
    assert answer.exit_code == 0, answer.output
    outline = Outline(page.read_text("utf-8"))
    card = outline.cards["ndc:MitigationTarget"]
    assert "mitigation target" in card["en"]
    assert "减缓目标" in card["zh"]
    assert "mitigation_targets" in card["en"]
    assert "module/ext/ndc" in outline.ids
    assert "ndc:conditionality" in outline.cards
    assert "mitigation-conditionality" in squeeze(outline.cards["ndc:conditionality"]["en"]) or (
        "conditionality" in outline.cards["ndc:conditionality"]["en"]
    )


HOSTILE = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://example.org/x/> .
<https://example.org/x> a owl:Ontology ; dct:title {0}@en , {0}@zh-Hans ; dct:description {0}@en .
x:Thing a owl:Class ; rdfs:label {0}@en ; skos:definition {0}@en ; skos:scopeNote {0}@zh-Hans ;
  skos:altLabel {0}@fr ; rdfs:seeAlso <javascript:alert(1)> , <data:text/html,x> ;
  rdfs:isDefinedBy <https://example.org/x> .
"""


def write_hostile_page(tmp_path: Path) -> Path:
    """A page of an extension whose labels and definitions try to become markup."""
    folder = tmp_path / "hostile"
    (folder / "queries").mkdir(parents=True)
    (folder / "shapes").mkdir()
    payload = str(Literal(" ".join(PAYLOADS)))
    (folder / "x.ttl").write_text(HOSTILE.format(payload), encoding="utf-8")
    page = tmp_path / "page.html"
    answer = CliRunner().invoke(polcom, ["docs", "--extension", str(folder), "-o", str(page)])
    assert answer.exit_code == 0, answer.output
    return page


def test_hostile_text_of_an_extension_stays_text(tmp_path: Path, outline: Outline) -> None:
    found = Outline(write_hostile_page(tmp_path).read_text("utf-8"))
    assert {tag for tag, _ in found.tags} == {tag for tag, _ in outline.tags}
    assert not [
        link for link in found.links if re.match(r"\s*(javascript|data):", link, re.IGNORECASE)
    ]
    for tag, attributes in found.tags:
        assert not {name for name in attributes if name.startswith("on") or name == "style"}, tag
    card = next(text for name, text in found.cards.items() if "example.org/x/Thing" in name)
    for payload in PAYLOADS:
        assert squeeze(payload) in squeeze(card["en"])


def test_the_page_cannot_be_written_into_a_missing_build(tmp_path: Path) -> None:
    answer = CliRunner().invoke(polcom, ["docs", "-b", str(tmp_path / "none")])
    assert answer.exception is not None
    assert "no complete build here" in str(answer.exception)


def test_deprecated_terms_say_so_with_what_replaces_them(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    text = HOSTILE.format('"old thing"').replace(
        "rdfs:seeAlso <javascript:alert(1)> , <data:text/html,x>",
        "owl:deprecated true ; dct:isReplacedBy x:Other ; owl:versionInfo '0.2.0'"
        " ; skos:changeNote 'Renamed.'@en",
    )
    text += "x:Other a owl:Class ; rdfs:label 'other thing'@en .\n"
    (folder / "x.ttl").write_text(text, encoding="utf-8")
    html = document(load_ontology([folder]))
    card = squeeze(next(t["en"] for n, t in Outline(html).cards.items() if n.endswith("x/Thing")))
    assert "Deprecated Since version 0.2.0" in card
    assert "Replaced by Other" in card
    assert "What changed Renamed." in card


def test_a_store_without_the_terms_gives_no_example() -> None:
    assert find_examples(Store(), [f"{PC}Target"]).of == {}
