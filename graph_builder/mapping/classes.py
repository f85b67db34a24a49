"""The classes of the ontology that a record is an instance of."""

from __future__ import annotations

from graph_builder import model

_CLASSES: dict[type[model.Record], tuple[str, ...]] = {
    model.Document: ("pc:Document",),
    model.Designation: ("pc:Designation",),
    model.Observation: ("pc:Observation",),
    model.Directive: ("pc:Directive",),
    model.Goal: ("pc:Goal",),
    model.Achievement: ("pc:Achievement",),
    model.Citation: ("pc:Citation",),
    model.Implementation: ("pc:Implementation",),
}
_AGENTS = {"person": "foaf:Person", "organization": "org:Organization", "post": "org:Post"}


def list_classes(record: model.Record) -> tuple[str, ...]:
    """The classes of the ontology that the fields of a record make it an instance of."""
    match record:
        case model.Target():
            return ("pc:Target", f"pc:{record.target_kind}")
        case model.Action():
            return ("pc:Action", "pc:Programme") if record.kind == "programme" else ("pc:Action",)
        case model.Metric():
            return ("pc:Metric", "pc:RatioMetric") if record.numerator else ("pc:Metric",)
        case model.Place():
            return ("pc:Place", "pc:AdministrativeArea") if record.level else ("pc:Place",)
        case model.Agent():
            return (_AGENTS[record.kind],)
        case _:
            return _CLASSES[type(record)]
