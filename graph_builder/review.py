"""What was extracted from a document, as a record file for a person to read and correct.

The doubtful statements come first, each below a comment that says what to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from .model import Document, hash_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .extraction import Doubt, Extraction
    from .model import Record

_SECTIONS = ("agents", "designations", "metrics")
_AROUND = 20


def describe_document(name: str, text: str, language: str, issued: date) -> Document:
    """The head of a record file for a text: its first line is the title."""
    lines = (line.strip() for line in text.splitlines())
    title = next((line for line in lines if line), name)[:200]
    return Document(
        id=name,
        title={language: title},
        language=language,
        issued=issued,
        sha256=hash_text(text),
        length=len(text),
    )


def write_review(document: Document, text: str, extraction: Extraction) -> str:
    """The record file, in YAML: what needs review first, then the rest in order of the text."""
    doubts: dict[str, list[Doubt]] = {}
    for doubt in extraction.doubts:
        if doubt.statement is not None:
            doubts.setdefault(doubt.statement, []).append(doubt)
    loose = [doubt for doubt in extraction.doubts if doubt.statement is None]
    parts = [_introduce(extraction), *(_comment(doubt, text) for doubt in loose)]
    parts.append(_dump({"format": 1, "document": _plain(document)}))
    for section in _SECTIONS:
        records = [_plain(record) for record in getattr(extraction, section)]
        parts.append(_dump({section: records}) if records else "")
    parts.append("statements:\n" if extraction.statements else "")
    for statement in sorted(extraction.statements, key=lambda s: s.id not in doubts):
        parts.extend(_comment(doubt, text) for doubt in doubts.get(statement.id, ()))
        parts.append(_dump([_plain(statement)]))
    return "".join(parts)


def _introduce(extraction: Extraction) -> str:
    lines = (
        f"{len(extraction.statements)} statements, {len(extraction.doubts)} remarks for review",
        f"{len(extraction.remarks)} norms and forecasts are left out: they are no commitments",
        "labels are the words of the text: give them in your own words, and in other languages",
    )
    return "".join(f"# {line}\n" for line in lines)


def _comment(doubt: Doubt, text: str) -> str:
    around = text[max(0, doubt.start - _AROUND) : doubt.end + _AROUND]
    shown = " ".join(around.split())
    return f"# review: {doubt.reason} at {doubt.start}-{doubt.end}: {shown}\n"


def _plain(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in record.model_dump(mode="json", exclude_none=True).items():
        if value != [] and not (name == "role" and value == "clause"):
            plain[name] = [_strip(v) for v in value] if isinstance(value, list) else value
    return plain


def _strip(value: Any) -> Any:  # noqa: ANN401 -- a value of JSON
    if isinstance(value, dict) and value.get("role") == "clause":
        return {name: inner for name, inner in value.items() if name != "role"}
    return value


def _dump(content: Iterable[Any]) -> str:
    return yaml.safe_dump(
        content, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )
