"""The gold annotations point at what they quote, in their windows, and follow the split rule."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).resolve().parent / "gold"
SETS = ("dev", "heldout")
KINDS = {"target", "achievement", "norm", "forecast"}
COMPARATORS = {"=", ">=", ">", "<=", "<", "approx", "range"}
CHANGE_TYPES = {"level", "growth_rate", "increment", "share", None}
FIELDS = [
    "id", "doc", "kind", "label", "parent", "metric", "comparator", "value", "value_high", "unit",
    "norm_value", "norm_value_high", "norm_unit", "change_type", "baseline", "deadline",
    "deadline_text", "deadline_basis", "directives", "quote", "start", "end", "value_text",
    "value_start", "value_end", "note",
]  # fmt: skip


def windows() -> dict[str, list[dict[str, str]]]:
    """The windows of each document, in order."""
    found: dict[str, list[dict[str, str]]] = {}
    with (GOLD / "windows.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found.setdefault(row["document"], []).append(row)
    return found


WINDOWS = windows()


def records(document: str) -> list[dict[str, Any]]:
    """The records of one document."""
    path = GOLD / WINDOWS[document][0]["set"] / f"{document}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_second_document_is_held_out() -> None:
    for position, document in enumerate(sorted(WINDOWS)):
        assert {row["set"] for row in WINDOWS[document]} == {SETS[position % 2]}, document
    files = {(path.parent.name, path.stem) for path in GOLD.glob("*/*.jsonl")}
    assert files == {(rows[0]["set"], document) for document, rows in WINDOWS.items()}


def test_there_are_enough_targets() -> None:
    targets = {
        document: sum(record["kind"] == "target" for record in records(document))
        for document in WINDOWS
    }
    assert sum(targets.values()) >= 300
    assert sum(count > 0 for count in targets.values()) >= 12


@pytest.mark.parametrize("document", sorted(WINDOWS))
def test_fields_are_of_the_format(document: str) -> None:
    seen: set[str] = set()
    for record in records(document):
        assert list(record) == FIELDS, record["id"]
        assert record["doc"] == document
        assert record["kind"] in KINDS, record["id"]
        assert record["comparator"] in COMPARATORS, record["id"]
        assert record["change_type"] in CHANGE_TYPES, record["id"]
        assert (record["comparator"] == "range") == (record["value_high"] is not None), record["id"]
        assert (record["norm_value"] is None) == (record["norm_unit"] is None), record["id"]
        assert record["deadline_basis"] in {"explicit", "inherited", "implied", None}, record["id"]
        assert (record["deadline"] is None) == (record["deadline_basis"] is None), record["id"]
        assert record["parent"] is None or record["parent"] in seen, record["id"]
        assert record["id"] not in seen
        seen.add(record["id"])


@pytest.mark.parametrize("document", sorted(WINDOWS))
def test_quotes_stand_where_the_record_says(document: str, corpus: Path) -> None:
    rows = WINDOWS[document]
    raw = (corpus / f"{document}.txt").read_bytes()
    assert {row["sha256"] for row in rows} == {hashlib.sha256(raw).hexdigest()}
    text = raw.decode()
    spans = [(int(row["start"]), int(row["end"])) for row in rows]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    for record in records(document):
        start, end = record["start"], record["end"]
        assert text[start:end] == record["quote"], record["id"]
        assert text[record["value_start"] : record["value_end"]] == record["value_text"]
        assert start <= record["value_start"] < record["value_end"] <= end, record["id"]
        assert any(low <= start and end <= high for low, high in spans), record["id"]
        assert "\n\n" not in record["quote"] or document.startswith("en_"), record["id"]
