"""Small gold made by hand, and extractions to hold against it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph_builder.extraction import Extraction, Remark
from graph_builder.model import Achievement, Evidence, Metric, Role, Target

if TYPE_CHECKING:
    from pathlib import Path

NAME = "zh_plan_a"
SIGNS = {">=": "at-least", ">": "more-than", "=": "equal", "approx": "about"}


def locate(text: str, quote: str) -> tuple[int, int]:
    """The offsets of the only place of a quote."""
    assert text.count(quote) == 1, quote
    start = text.index(quote)
    return start, start + len(quote)


def annotate(text: str, quote: str, number: str, **fields: Any) -> dict[str, Any]:
    """A gold record of a clause and the number in it."""
    start, end = locate(text, quote)
    low, high = locate(text, number)
    record = {
        "id": f"G-{start}",
        "kind": "target",
        "parent": None,
        "metric": quote.partition(number)[0],
        "comparator": "=",
        "value": 1,
        "norm_value": 1,
        "norm_unit": "t",
        "change_type": "level",
        "baseline": None,
        "deadline": None,
        "deadline_basis": None,
        "directives": [],
        "quote": quote,
        "start": start,
        "end": end,
        "value_start": low,
        "value_end": high,
        "note": None,
    }
    return record | fields


def write_gold(
    folder: Path, text: str, records: list[dict[str, Any]], name: str = NAME
) -> tuple[Path, Path]:
    """A folder of gold and a folder of texts, with one document added to both."""
    gold, corpus = folder / "gold" / "dev", folder / "texts"
    gold.mkdir(parents=True, exist_ok=True)
    corpus.mkdir(exist_ok=True)
    (corpus / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (gold / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return gold, corpus


def write_windows(gold: Path, text: str, *spans: tuple[int, int]) -> Path:
    """The table of windows above a folder of gold."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    rows = [f"dev\t{NAME}\t{start}\t{end}\t{digest}" for start, end in spans]
    path = gold.parent / "windows.tsv"
    path.write_text("\n".join(["set\tdocument\tstart\tend\tsha256", *rows, ""]), encoding="utf-8")
    return path


class Finder:
    """Builds an extraction statement by statement, by the words that were found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.result = Extraction("zh-Hans-CN")

    def find(self, kind: str, quote: str, number: str, **fields: Any) -> None:
        """A statement of a kind at a quote with the number that is its value."""
        count = len(self.result.statements) + len(self.result.remarks)
        base = {
            "id": f"{kind}-{count}",
            "kind": kind,
            "label": {"zh": quote},
            "evidence": [self._span(quote, Role.CLAUSE), self._span(number, Role.VALUE)],
        }
        if kind == "target":
            metric = Metric(id=f"metric-{count}", label={"zh": quote.partition(number)[0]})
            self.result.metrics.append(metric)
            base |= {"metric": metric.id, "comparator": "equal", "value": Decimal(1), "unit": "t"}
            base |= {"expressed_as": "level"}
            if "deadline" in fields:
                fields["deadline"] = date.fromisoformat(fields["deadline"])
            self.result.statements.append(Target(**(base | fields)))
        elif kind == "achievement":
            self.result.statements.append(Achievement(**(base | fields)))
        else:
            self.result.remarks.append(Remark(**(base | fields)))

    def _span(self, words: str, role: Role) -> Evidence:
        start, end = locate(self.text, words)
        return Evidence(role=role, start=start, end=end, quote=words)
