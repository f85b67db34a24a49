"""What shapes say to an author: how bad it is and what to write, alike in both languages.

A message about data starts with the field of the record to write in, as ``metrics.unit``, and that
field is one of those that the shape constrains. Where it lists what can be written, it lists all
of it and nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from graph_builder.extension import list_extensions
from graph_builder.mapping.table import TABLE, TARGET
from graph_builder.model.targets import NEEDS
from graph_builder.namespaces import abbreviate
from graph_builder.ontology import load_ontology

from .ontology_files import FOLDER, read_shapes
from .test_shape_mutation import REPORTING, TERMS, cut_out

RULES = read_shapes()
PREFIXES = load_ontology(map(Path, list_extensions())).prefixes
STYLE = set(Graph().parse(FOLDER / "shapes" / "ontology.ttl").subjects(SH.message, None))
ON_DATA = [shape for shape in REPORTING if shape not in STYLE]
#: The shapes whose findings leave data usable; all others are violations.
MILD = {
    **dict.fromkeys(("concept-definition-zh", "concept-label-zh"), "Warning"),
    **dict.fromkeys(("header-description-zh", "header-title-zh"), "Warning"),
    **dict.fromkeys(("term-label-zh", "unit-label-zh"), "Warning"),
    **dict.fromkeys(("action-reachable", "goal-reachable", "target-reachable"), "Warning"),
    **dict.fromkeys(("commitment-undertaken-by", "document-source"), "Warning"),
    "PercentAsFraction": "Warning",
    "declared-parts-known": "Info",
}
#: What the fields of spans and links become, for which the table of the mapping has no row.
SPANS = {
    "citations": {"pc:citation", "pc:Citation"},
    "end": {"pc:endOffset"},
    "evidence": {"pc:evidencedBy", "pc:nestedIn", "pc:inDocument"},
    "implements": {"pc:implements", "pc:qualifiedImplementation"},
    "quote": {"pc:quote"},
    "sha256": {"pc:contentHash", "pc:quoteHash"},
    "start": {"pc:startOffset"},
}
#: What refuses the fields of other kinds of target.
FOREIGN = {f"{kind}-foreign" for kind in ("qualitative", "quantitative", "rank", "relative")}
FOREIGN |= {"status-foreign"}


def local(shape: object) -> str:
    return str(shape).split("#")[-1]


def message(shape: URIRef, language: str) -> str:
    (found,) = (
        str(text)
        for text in RULES.objects(shape, SH.message)
        if isinstance(text, Literal) and text.language == language
    )
    return found


def list_fields() -> dict[str, set[str]]:
    """The properties that a field becomes, by its name; derived facts have their own names."""
    fields: dict[str, set[str]] = {}
    for rows in TABLE.values():
        for row in rows:
            fields.setdefault(row.field, set()).add(row.property)
    for term in TERMS.subjects(RDFS.isDefinedBy, None):
        curie = abbreviate(str(term), PREFIXES)
        if curie.startswith("pc:") and curie[3].islower():
            name = re.sub(r"(?=[A-Z])", "_", curie.removeprefix("pc:")).lower()
            fields.setdefault(name, set()).add(curie)
    for name, properties in SPANS.items():
        fields.setdefault(name, set()).update(properties)
    return fields


FIELDS = list_fields()


def list_properties(field: str) -> set[str]:
    """What a field of a message becomes: ``metrics.unit`` is pc:unit, ``ndc:scope`` is itself."""
    return {field} if ":" in field else FIELDS.get(field.rsplit(".", maxsplit=1)[-1], set())


def list_constrained(shape: URIRef) -> set[str]:
    """Every term that a shape names, also in its query."""
    nodes = {node for triple in cut_out(shape) for node in triple}
    named = {abbreviate(str(node), PREFIXES) for node in nodes if isinstance(node, URIRef)}
    queries = " ".join(str(node) for node in nodes if isinstance(node, Literal))
    return named | set(re.findall(r"\b[a-z-]+:[\w-]+", queries))


def list_heading(text: str, mark: str) -> list[str]:
    """The fields that a message starts with."""
    heading, found, _ = text.partition(mark)
    return re.findall(r"[\w.:]+", re.sub(r" (and|与) ", " ", heading)) if found else []


@pytest.mark.parametrize("shape", REPORTING, ids=local)
def test_a_shape_has_one_message_a_language_and_says_how_bad(shape: URIRef) -> None:
    texts = list(RULES.objects(shape, SH.message))
    assert sorted(str(text.language) for text in texts) == ["en", "zh-Hans"]
    (severity,) = RULES.objects(shape, SH.severity)
    assert severity == SH[MILD.get(local(shape), "Violation")]


def test_every_shape_that_an_example_breaks_has_a_message() -> None:
    bad = [*FOLDER.glob("examples/bad/*.ttl"), *FOLDER.glob("ext/*/examples/bad/*.ttl")]
    assert {path.stem for path in bad} == set(map(local, REPORTING))
    assert set(MILD) < set(map(local, REPORTING))


@pytest.mark.parametrize(
    "shape", [shape for shape in ON_DATA if local(shape) not in {*FOREIGN, "TargetKind"}], ids=local
)
def test_a_message_starts_with_the_field_that_the_shape_constrains(shape: URIRef) -> None:
    fields = list_heading(message(shape, "en"), ": ")
    assert fields == list_heading(message(shape, "zh-Hans"), "：")
    constrained = list_constrained(shape)
    assert fields
    assert [field for field in fields if not list_properties(field) & constrained] == []


@pytest.mark.parametrize("shape", [s for s in ON_DATA if local(s) in FOREIGN], ids=local)
def test_a_message_about_fields_of_other_kinds_names_all_that_the_shape_refuses(
    shape: URIRef,
) -> None:
    named = re.findall(r"[a-z_]+", message(shape, "zh-Hans"))
    refused = {row.field for row in TARGET if row.property in list_constrained(shape)}
    assert sorted(named) == sorted(refused)


def test_the_message_about_the_kind_of_a_target_names_what_makes_each_kind() -> None:
    (shape,) = (shape for shape in REPORTING if local(shape) == "TargetKind")
    makers = [field for fields, _ in NEEDS.values() for field in fields]
    assert sorted(re.findall(r"[a-z_]{3,}", message(shape, "zh-Hans"))) == sorted(makers)


@pytest.mark.parametrize("shape", REPORTING, ids=local)
def test_the_languages_name_the_same_fields_and_values(shape: URIRef) -> None:
    english, chinese = message(shape, "en"), message(shape, "zh-Hans")
    words = re.findall(r"[A-Za-z][\w.:-]*\w", chinese, re.ASCII)
    assert [word for word in words if word not in english] == []
    numbers = [sorted(re.findall(r"\d+", text)) for text in (english, chinese)]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("shape", sorted(STYLE & set(REPORTING)), ids=local)
def test_a_message_about_a_term_asks_for_something(shape: URIRef) -> None:
    asking = ("Define", "Describe", "Give", "Hang", "Name", "Put", "Say", "Start", "Tag")
    assert message(shape, "en").startswith(asking)


# Lists of what can be written ----------------------------------------------------------------


def list_schemes(shape: Graph) -> set[URIRef]:
    values = {value for value in shape.objects(None, SH.hasValue) if isinstance(value, URIRef)}
    return {value for value in values if (value, RDF.type, SKOS.ConceptScheme) in TERMS}


def list_words(shape: Graph) -> set[str]:
    """What a record can write for the concepts that a shape lets pass: a sign, or the name."""
    kept = set()
    for scheme in list_schemes(shape):
        kept |= set(TERMS.subjects(SKOS.inScheme, scheme))
    refused = {
        concept
        for shut in shape.objects(None, SH["not"])
        for head in shape.objects(shut, SH["in"])
        for concept in shape.items(head)
    }
    return {write_concept(concept) for concept in kept - refused}


def write_concept(concept: URIRef) -> str:
    sign = TERMS.value(concept, SKOS.notation)
    curie = abbreviate(str(concept), PREFIXES)
    name = curie if "/ext/" in str(concept) else curie.split(":")[-1]
    return str(sign) if sign and "/comparator/" in str(concept) else name


LISTING = {
    "citation-resolution",
    "metric-accumulation",
    "metric-polarity",
    "mitigation-conditionality",
    "observation-comparator",
    "observation-expressed-as",
    "observation-status",
    "quantitative-expressed-as",
    "statement-bindingness",
    "status-aim",
    "target-comparator",
    "target-deadline-basis",
}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("name", sorted(LISTING))
def test_a_message_that_lists_what_to_write_lists_all_of_it(name: str, language: str) -> None:
    (shape,) = (shape for shape in REPORTING if local(shape) == name)
    _, _, listed = re.sub("请写", ": ", message(shape, language)).rpartition(": ")
    words = set(re.findall(r"[<>=~\[\]]+|[a-z]+(?:[:-][a-z]+)*", listed))
    words -= {"write", "one", "of", "or", "and"}
    assert words == list_words(cut_out(shape))
