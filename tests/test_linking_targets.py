"""The same metric and the same target in several documents: linked or shown, never merged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from graph_builder.building import Settings, assemble
from graph_builder.extraction import extract
from graph_builder.linking import link, read_library
from graph_builder.model import Target
from graph_builder.ontology import load_ontology

from .ordos import EXAMPLE, INTERVIEW

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.extraction import Extraction

DAY = date(2022, 11, 9)
TEXT = "2022年11月9日\n到2025年,煤炭产量达到10亿吨以上。\n"


def make_records(name: str, *, place: str = "cn:ordos", **target: object) -> dict[str, object]:
    """Records of one document with one metric and one target."""
    return {
        "format": 1,
        "document": {
            "id": name,
            "title": {"en": name},
            "language": "en",
            "issued": "2021-03-01",
            "place": place,
            "undertaken_by": "cn:cpc-ordos",
        },
        "places": [{"id": "dalian", "label": {"en": "Dalian"}, "within": "cn:china"}],
        "metrics": [{"id": "m", "label": {"zh-Hans": "煤炭产量"}, "unit": "t"}],
        "statements": [
            {
                "id": "t",
                "kind": "target",
                "label": {"en": "coal"},
                "metric": "m",
                "comparator": ">=",
                "value": "1000000000",
                "unit": "t",
                "expressed_as": "level",
                "deadline": "2025-12-31",
                "deadline_basis": "stated",
                "source": "https://example.org/plan",
            }
            | target
        ],
    }


def run(folder: Path, text: str, *records: dict[str, object]) -> Extraction:
    for number, tree in enumerate(records):
        path = folder / f"{number}.yaml"
        path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    store = assemble([folder], (), Settings(enforce=False)).store
    extraction = extract(text, language="zh-Hans", issued=DAY)
    link(extraction, text, read_library(store, load_ontology()), issued=DAY, place="cn:ordos")
    return extraction


def list_doubts(extraction: Extraction) -> dict[str, str]:
    return {doubt.reason: doubt.detail for doubt in extraction.doubts}


def find_target(extraction: Extraction) -> Target:
    (target,) = (s for s in extraction.statements if isinstance(s, Target))
    return target


def test_a_metric_of_the_same_name_is_the_same_metric(tmp_path: Path) -> None:
    extraction = run(tmp_path, TEXT, make_records("plan"))
    assert find_target(extraction).metric == "plan/m"
    assert extraction.metrics == []


@pytest.mark.parametrize(
    ("fields", "reason", "detail"),
    [
        ({}, "target-repeated", "plan/t at-least 1000000000 t 2025-12-31"),
        (
            {"value": "1000000000000", "unit": "kg"},
            "target-repeated",
            "plan/t at-least 1000000000000 kg 2025-12-31",
        ),
        ({"value": "8"}, "target-differs", "plan/t at-least 8 t 2025-12-31"),
        ({"comparator": "~"}, "target-differs", "plan/t about 1000000000 t 2025-12-31"),
        (
            {"deadline": "2024-12-31"},
            "deadline-differs",
            "plan/t at-least 1000000000 t 2024-12-31",
        ),
        (
            {"place": "cn:inner-mongolia"},
            "target-of-wider-place",
            "plan/t at-least 1000000000 t 2025-12-31",
        ),
    ],
)
def test_what_another_document_says_of_the_target_is_shown(
    tmp_path: Path, fields: dict[str, object], reason: str, detail: str
) -> None:
    extraction = run(tmp_path, TEXT, make_records("plan", **fields))
    assert list_doubts(extraction) == {reason: detail}
    assert find_target(extraction).value == 1_000_000_000


@pytest.mark.parametrize(
    "fields",
    [
        {"deadline": "2024-12-31", "value": "8"},
        {"expressed_as": "change"},
        {"place": "dalian"},
    ],
)
def test_targets_that_have_nothing_to_do_with_each_other_are_left_alone(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    assert list_doubts(run(tmp_path, TEXT, make_records("plan", **fields))) == {}


def test_a_metric_in_another_kind_of_unit_is_another_metric(tmp_path: Path) -> None:
    text = TEXT.replace("10亿吨", "10亿元")
    extraction = run(tmp_path, text, make_records("plan"))
    assert find_target(extraction).metric == "metric-1"
    assert list_doubts(extraction) == {}


def test_of_two_metrics_of_one_name_none_is_taken(tmp_path: Path) -> None:
    extraction = run(tmp_path, TEXT, make_records("plan"), make_records("report"))
    assert find_target(extraction).metric == "metric-1"
    assert list_doubts(extraction)["metric-ambiguous"] == "plan/m report/m"


def test_a_metric_of_a_near_name_is_proposed_and_not_taken(tmp_path: Path) -> None:
    extraction = run(tmp_path, TEXT.replace("煤炭产量", "全市煤炭产量"), make_records("plan"))
    assert [metric.close_to for metric in extraction.metrics] == ["plan/m"]
    assert find_target(extraction).metric == "metric-1"
    assert list_doubts(extraction)["metric-near"] == "plan/m 1.00"


def test_two_officials_two_numbers_and_both_stay(texts: dict[str, str]) -> None:
    store = assemble([EXAMPLE], (), Settings(enforce=False)).store
    extraction = extract(texts[INTERVIEW], language="zh-Hant", issued=DAY)
    library = read_library(store, load_ontology())
    link(extraction, texts[INTERVIEW], library, issued=DAY, place="cn:ordos")
    differing = {d.detail for d in extraction.doubts if d.reason == "target-differs"}
    assert differing == {
        "ordos-mayor-2022/t-coal about 800000000 t 2025-12-31",
        "ordos-mayor-2022/t-chem at-least 25000000 t 2025-12-31",
    }
    coal = [s for s in extraction.statements if getattr(s, "metric", "") == f"{INTERVIEW}/m-coal"]
    assert [getattr(s, "value", None) for s in coal] == [1_000_000_000]
