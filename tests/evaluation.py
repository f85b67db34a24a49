"""Small gold made by hand, and extractions to hold against it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from graph_builder.evaluation import Evaluation, compare, evaluate, read_gold
from graph_builder.extraction import Doubt, Extraction, Remark
from graph_builder.extraction.results import Trace
from graph_builder.model import Citation, Evidence, Metric, Role, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.evaluation import GoldDocument, Outcome

NAME = "zh_plan_a"
_STATEMENT: TypeAdapter[Statement] = TypeAdapter(Statement)


def locate(text: str, quote: str) -> tuple[int, int]:
    """The offsets of the only place of a quote."""
    assert text.count(quote) == 1, quote
    start = text.index(quote)
    return start, start + len(quote)


def annotate(text: str, quote: str, number: str = "", **fields: Any) -> dict[str, Any]:
    """A gold record of a clause, and of the number in it where it has one."""
    start, end = locate(text, quote)
    record: dict[str, Any] = {"id": f"G-{start}", "kind": "target", "start": start, "end": end}
    record |= {"parent": None, "metric": quote.partition(number or "达")[0], "quote": quote}
    record |= {"deadline": None, "deadline_basis": None, "directives": [], "note": None}
    if number:
        low, high = locate(text, number)
        record |= {"value": 1, "value_start": low, "value_end": high, "comparator": "="}
        record |= {"norm_value": 1, "norm_unit": "t", "change_type": "level", "baseline": None}
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


def write_windows(gold: Path, text: str, *spans: tuple[int, int], part: str = "dev") -> Path:
    """The table of windows above a folder of gold."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    rows = [f"{part}\t{NAME}\t{start}\t{end}\t{digest}" for start, end in spans]
    path = gold.parent / "windows.tsv"
    path.write_text("\n".join(["set\tdocument\tstart\tend\tsha256", *rows, ""]), encoding="utf-8")
    return path


def score(
    folder: Path,
    text: str,
    records: list[dict[str, Any]],
    found: Extraction,
    sources: dict[str, tuple[int, int]] | None = None,
) -> Outcome:
    """One document held against its gold."""
    (document,) = read_gold(*write_gold(folder, text, records))
    return compare(document, found, sources)


def score_all(gold: Path, corpus: Path, found: dict[str, Extraction]) -> Evaluation:
    """All documents, each with what was found in it."""

    def look_up(document: GoldDocument) -> tuple[Extraction, None]:
        return found.get(document.name) or Extraction(document.language), None

    return evaluate(gold, corpus, read=look_up, libraries=False)


class Finder:
    """Builds an extraction statement by statement, by the words that were found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.result = Extraction("zh-Hans-CN")

    def find(self, kind: str, quote: str, number: str = "", **fields: Any) -> str:
        """The id of a new statement of a kind at a quote, with the number that is its value."""
        count = len(self.result.statements) + len(self.result.remarks)
        base: dict[str, Any] = {"id": f"{kind}-{count}", "kind": kind, "label": {"zh": quote}}
        base["evidence"] = [self._span(quote, Role.CLAUSE)]
        if number:
            base["evidence"].append(self._span(number, Role.VALUE))
        if kind == "target" and number:
            words = fields.pop("metric", quote.partition(number)[0])
            self.result.metrics.append(Metric(id=f"metric-{count}", label={"zh": words}))
            base |= {"metric": f"metric-{count}", "comparator": "equal", "unit": "t"}
            base |= {"value": Decimal(1), "expressed_as": "level"}
        if "deadline" in fields:
            fields["deadline"] = date.fromisoformat(fields["deadline"])
        if kind in {"norm", "forecast"}:
            self.result.remarks.append(Remark(**(base | fields)))
        else:
            self.result.statements.append(_STATEMENT.validate_python(base | fields))
        return str(base["id"])

    def cite(self, words: str, **fields: Any) -> Citation:
        """A citation of some words of the text."""
        start, end = locate(self.text, words)
        fields.setdefault("resolution", "unresolved")
        return Citation(start=start, end=end, quote=words, **fields)

    def trace(self, statement: str, field: str, words: str) -> None:
        """Note where a field was read."""
        start, end = locate(self.text, words)
        self.result.traces.append(Trace(statement, field, start, end, words, "stated"))

    def doubt(self, words: str, statement: str | None = None) -> None:
        """Send a place to review."""
        start, end = locate(self.text, words)
        self.result.doubts.append(Doubt("commitment-unclear", start, end, words, statement))

    def _span(self, words: str, role: Role) -> Evidence:
        start, end = locate(self.text, words)
        return Evidence(role=role, start=start, end=end, quote=words)
