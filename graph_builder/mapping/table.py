"""The one table that says which term of the ontology each field of a record becomes.

The emitter writes quads from it, the consistency checks find references and concepts by it, and
the JSON-LD context is a product of it. A new field of a model needs one row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph_builder import model


class Form(StrEnum):
    """How the value of a field becomes an RDF term."""

    TEXT = "text"  # one literal for each language
    QUOTE = "quote"  # a literal in the language of the document
    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    ADDRESS = "address"  # an IRI that leads out of the graph
    REFERENCE = "reference"  # the IRI of another record or of a term
    CONCEPT = "concept"  # a concept of the vocabulary named in ``scheme``
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a record: its property as a CURIE, and how its value is written."""

    field: str
    property: str
    form: Form
    scheme: str = ""


def _concept(field: str, property_: str, scheme: str) -> Row:
    return Row(field, property_, Form.CONCEPT, scheme)


_LABEL = Row("label", "rdfs:label", Form.TEXT)
_NOTE = Row("note", "skos:note", Form.TEXT)
_SOURCE = Row("source", "dct:source", Form.ADDRESS)
_THEME = _concept("theme", "pc:theme", "theme")

DOCUMENT = (
    Row("title", "rdfs:label", Form.TEXT),
    Row("title", "dct:title", Form.TEXT),
    Row("language", "dct:language", Form.STRING),
    Row("issued", "dct:issued", Form.DATE),
    Row("publisher", "dct:publisher", Form.REFERENCE),
    _SOURCE,
    Row("sha256", "pc:contentHash", Form.STRING),
    Row("length", "pc:textLength", Form.INTEGER),
    Row("speaker", "prov:wasAttributedTo", Form.REFERENCE),
    _NOTE,
)

AGENT = (
    _LABEL,
    Row("holds", "org:holds", Form.REFERENCE),
    Row("post_in", "org:postIn", Form.REFERENCE),
    Row("jurisdiction", "pc:jurisdiction", Form.REFERENCE),
    _concept("classification", "org:classification", "body-kind"),
    _SOURCE,
)

PLACE = (
    _LABEL,
    _concept("level", "pc:adminLevel", "level"),
    Row("within", "pc:within", Form.REFERENCE),
    Row("code", "skos:notation", Form.STRING),
    _SOURCE,
)

DESIGNATION = (_LABEL, Row("conferred_by", "pc:conferredBy", Form.REFERENCE), _SOURCE, _NOTE)

METRIC = (
    _LABEL,
    Row("unit", "pc:unit", Form.UNIT),
    _concept("polarity", "pc:polarity", "polarity"),
    _concept("accumulation", "pc:accumulation", "accumulation"),
    Row("numerator", "pc:numerator", Form.REFERENCE),
    Row("denominator", "pc:denominator", Form.REFERENCE),
    Row("close_to", "pc:closeTo", Form.REFERENCE),
    _THEME,
    _NOTE,
)

STATEMENT = (
    _LABEL,
    Row("part_of", "pc:partOf", Form.REFERENCE),
    Row("ordinal", "pc:ordinal", Form.INTEGER),
    Row("declared_part_count", "pc:declaredPartCount", Form.INTEGER),
    Row("issued_by", "pc:issuedBy", Form.REFERENCE),
    Row("in_office", "pc:inOffice", Form.REFERENCE),
    Row("place", "pc:place", Form.REFERENCE),
    _THEME,
    _SOURCE,
    Row("supersedes", "pc:supersedes", Form.REFERENCE),
    Row("confidence", "pc:confidence", Form.DECIMAL),
    _NOTE,
)

DIRECTIVE = (*STATEMENT, Row("addressed_to", "pc:addressedTo", Form.REFERENCE))

COMMITMENT = (
    *STATEMENT,
    Row("undertaken_by", "pc:undertakenBy", Form.REFERENCE),
    _concept("bindingness", "pc:bindingness", "bindingness"),
)

ACTION = (*COMMITMENT, Row("advances", "pc:advances", Form.REFERENCE))

ACHIEVEMENT = (*STATEMENT, Row("reports", "pc:reports", Form.REFERENCE))

TARGET = (
    *COMMITMENT,
    Row("target_of", "pc:targetOf", Form.REFERENCE),
    Row("milestone_for", "pc:milestoneFor", Form.REFERENCE),
    Row("metric", "pc:metric", Form.REFERENCE),
    _concept("comparator", "pc:comparator", "comparator"),
    Row("value", "pc:targetValue", Form.DECIMAL),
    Row("upper_value", "pc:upperTargetValue", Form.DECIMAL),
    Row("unit", "pc:unit", Form.UNIT),
    _concept("expressed_as", "pc:expressedAs", "expressed-as"),
    Row("stated_value", "pc:statedValue", Form.QUOTE),
    Row("baseline", "pc:baseline", Form.REFERENCE),
    Row("deadline", "pc:deadline", Form.DATE),
    Row("horizon", "pc:horizon", Form.REFERENCE),
    _concept("deadline_basis", "pc:deadlineBasis", "basis"),
    Row("reference_metric", "pc:referenceMetric", Form.REFERENCE),
    Row("reference_place", "pc:referencePlace", Form.REFERENCE),
    Row("reference_period", "pc:referencePeriod", Form.REFERENCE),
    Row("rank", "pc:rank", Form.INTEGER),
    Row("comparison_group", "pc:comparisonGroup", Form.REFERENCE),
    Row("aspired_status", "pc:aspiredStatus", Form.REFERENCE),
    _concept("status_aim", "pc:statusAim", "status-aim"),
)

OBSERVATION = (
    _LABEL,
    Row("metric", "pc:metric", Form.REFERENCE),
    Row("place", "pc:place", Form.REFERENCE),
    Row("value", "pc:observedValue", Form.DECIMAL),
    _concept("comparator", "pc:observedComparator", "comparator"),
    Row("unit", "pc:unit", Form.UNIT),
    _concept("expressed_as", "pc:expressedAs", "expressed-as"),
    Row("observed_status", "pc:observedStatus", Form.REFERENCE),
    Row("period_start", "pc:periodStart", Form.DATE),
    Row("period_end", "pc:periodEnd", Form.DATE),
    _concept("status", "pc:observationStatus", "observation-status"),
    _SOURCE,
    Row("retrieved", "pc:retrievedOn", Form.DATE),
    Row("words", "pc:statedWords", Form.TEXT),
    Row("caveat", "pc:caveat", Form.TEXT),
)

TABLE: dict[type[model.Record], tuple[Row, ...]] = {
    model.Document: DOCUMENT,
    model.Agent: AGENT,
    model.Place: PLACE,
    model.Designation: DESIGNATION,
    model.Metric: METRIC,
    model.Directive: DIRECTIVE,
    model.Goal: COMMITMENT,
    model.Action: ACTION,
    model.Achievement: ACHIEVEMENT,
    model.Target: TARGET,
    model.Observation: OBSERVATION,
    model.Implementation: (
        Row("directive", "pc:directive", Form.REFERENCE),
        Row("confidence", "pc:confidence", Form.DECIMAL),
        _NOTE,
    ),
    model.Citation: (
        Row("cites", "pc:cites", Form.REFERENCE),
        _concept("resolution", "pc:resolution", "resolution"),
    ),
}

#: Fields that shape the graph instead of becoming one property of their record.
STRUCTURAL = frozenset(
    {"id", "kind", "evidence", "citations", "implements", "office", "undertaken_by", "review"}
    | {"types", "properties"}
)

#: Fields of a document that its statements take over, where they have the field and leave it out.
INHERITED = (
    ("speaker", "issued_by"),
    ("office", "in_office"),
    ("undertaken_by", "undertaken_by"),
    ("place", "place"),
)
