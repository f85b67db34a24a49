"""The records that people and extractors write: frozen, typed, and the source of the JSON Schema.

Field names are the ontology's terms in snake case. What a field becomes in the graph stands in
``mapping``; what several records must satisfy together stands in ``consistency``.
"""

from .entities import Agent, Designation, Document, Metric, Place
from .evidence import Citation, Evidence, Implementation, Role, Span
from .files import RecordFile, Statement
from .statements import Achievement, Action, CommitmentBase, Directive, Goal, Remark, StatementBase
from .targets import NEEDS, RELATIVE_FORMS, Observation, Target, TargetKind
from .values import Described, Record, Text, hash_text

__all__ = [
    "NEEDS",
    "RELATIVE_FORMS",
    "Achievement",
    "Action",
    "Agent",
    "Citation",
    "CommitmentBase",
    "Described",
    "Designation",
    "Directive",
    "Document",
    "Evidence",
    "Goal",
    "Implementation",
    "Metric",
    "Observation",
    "Place",
    "Record",
    "RecordFile",
    "Remark",
    "Role",
    "Span",
    "Statement",
    "StatementBase",
    "Target",
    "TargetKind",
    "Text",
    "hash_text",
]
