"""Every language pack against its own examples, and the compiler of templates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from opencc import OpenCC

from graph_builder.extraction import extract
from graph_builder.extraction.filters import compile_filter
from graph_builder.extraction.quantities import compile_quantities
from graph_builder.extraction.times import compile_times
from graph_builder.languages import (
    LanguageError,
    TemplateError,
    cast_shadow,
    compile_template,
    list_packs,
    load_pack,
)
from graph_builder.ontology import load_ontology

EXAMPLES = [
    pytest.param(tag, example, id=f"{tag}-{place}")
    for tag in list_packs()
    for place, example in enumerate(load_pack(tag).templates("examples"))
]


@pytest.mark.parametrize("tag", [tag for tag in list_packs() if tag != "zh-Hans-CN"])
def test_every_pack_ships_examples(tag: str) -> None:
    assert load_pack(tag).templates("examples")


@pytest.mark.parametrize(("tag", "example"), EXAMPLES)
def test_pack_reads_its_examples(tag: str, example: dict[str, Any]) -> None:
    result = extract(example["text"], language=tag, issued=example["issued"])
    found = [s for s in result.statements if s.kind == "target" and s.value is not None]
    assert len(found) == len(example["targets"]), [str(s.evidence[0].quote) for s in found]
    for target, wanted in zip(found, example["targets"], strict=True):
        assert target.value == Decimal(wanted["value"])
        assert target.upper_value == (Decimal(wanted["upper"]) if "upper" in wanted else None)
        assert (target.unit, target.comparator) == (wanted["unit"], wanted["comparator"])
        assert str(target.deadline) == wanted["deadline"]
        if "metric" in wanted:
            assert result.find_metric(target.metric) == wanted["metric"]


CHINESE = [case for case in EXAMPLES if str(case.values[0]).startswith("zh")]


@pytest.mark.parametrize(("tag", "example"), CHINESE)
def test_the_twin_in_the_other_script_gives_the_same_answer(
    tag: str, example: dict[str, Any]
) -> None:
    texts = [example["text"], convert(example["text"], "s2t"), convert(example["text"], "t2s")]
    readings = [extract(text, language=tag, issued=example["issued"]) for text in texts]
    answers = [
        [
            (s.value, s.upper_value, s.unit, s.comparator, s.deadline)
            for s in read.statements
            if s.kind == "target"
        ]
        for read in readings
    ]
    assert answers[0] == answers[1] == answers[2]


def convert(text: str, way: str) -> str:
    """The text in the other script, character by character, as bad converters do."""
    converter = OpenCC(way)
    changed = ((char, converter.convert(char)) for char in text)
    return "".join(new if len(new) == 1 else char for char, new in changed)


@pytest.mark.parametrize("tag", list_packs())
def test_every_unit_of_a_pack_is_in_the_vocabulary(tag: str) -> None:
    pack, ontology = load_pack(tag), load_ontology()
    entries = [*pack.table("units").values(), *pack.table("units_by_object").values()]
    entries += pack.templates("quantity_words")
    units = {entry["unit"] if isinstance(entry, dict) else entry for entry in entries}
    assert sorted(unit for unit in units if ontology.find_unit(unit) is None) == []


def list_phrases(kind: str) -> list[Any]:
    phrases = load_pack("zh").templates(kind)
    return [pytest.param(entry, id=entry["text"]) for entry in phrases]


@pytest.mark.parametrize("phrase", list_phrases("quantity_examples"))
def test_quantity_phrase_is_read_as_the_pack_says(phrase: dict[str, Any]) -> None:
    pack = load_pack(phrase.get("language", "zh-Hans-CN"))
    shadow = pack.fold(phrase["text"])
    found = compile_quantities(pack).read(shadow)
    kept = compile_filter(pack).keep(phrase["text"], shadow, found)
    values = [Decimal(phrase[key]) for key in ("value", "next") if key in phrase]
    assert [quantity.value for quantity in kept] == values
    for quantity in kept[:1]:
        assert quantity.upper == (Decimal(phrase["upper"]) if "upper" in phrase else None)
        assert (quantity.unit, quantity.comparator) == (phrase["unit"], phrase["comparator"])


@pytest.mark.parametrize("phrase", list_phrases("time_examples"))
def test_time_phrase_is_read_as_the_pack_says(phrase: dict[str, Any]) -> None:
    pack = load_pack(phrase.get("language", "zh-Hans-CN"))
    found = compile_times(pack).read(pack.fold(phrase["text"]), date(2022, 11, 9))
    assert [(time.kind, time.day) for time in found] == [(phrase["kind"], phrase.get("day"))]


@pytest.mark.parametrize(
    ("tag", "text", "unit", "doubts"),
    [
        ("zh-Hans", "计划\n2030年投入10亿元。", "CNY", set()),
        ("zh-Hant-HK", "計劃\n2030年投入10億元。", "HKD", set()),
        ("zh-Hant-TW", "計畫\n2030年投入10億元。", "TWD", set()),
        ("zh-Hans-HK", "计划\n2030年投入10亿元。", "HKD", set()),
        ("zh-Hant", "計畫\n行政院、立法院與各縣市公所，2030年投入10億元。", "TWD", set()),
        ("zh-Hant", "計劃\n立法會、財政司與行政長官，2030年投入10億元。", "HKD", set()),
        ("zh-Hant", "計畫\n2030年投入10億元。", "CNY", {"currency-assumed"}),
    ],
)
def test_yuan_is_the_money_of_the_variety_or_goes_to_review(
    tag: str, text: str, unit: str, doubts: set[str]
) -> None:
    result = extract(text, language=tag, issued=date(2024, 1, 10))
    assert [s.unit for s in result.statements if s.kind == "target"] == [unit]
    assert {d.reason for d in result.doubts} & {"currency-assumed"} == doubts


@pytest.mark.parametrize(
    ("words", "day", "doubts"),
    [
        ("by FY2028", date(2028, 9, 30), {"fiscal-year-assumed"}),
        ("by 2025/26", date(2026, 3, 31), {"fiscal-year-assumed"}),
        ("by the end of 2028", date(2028, 12, 31), set()),
        ("by 30 June 2028", date(2028, 6, 30), set()),
    ],
)
def test_the_end_of_a_fiscal_year_is_an_assumption_that_goes_to_review(
    words: str, day: date, doubts: set[str]
) -> None:
    text = f"Plan\nWe will plant 20,000 trees {words}."
    result = extract(text, language="en", issued=date(2024, 1, 10))
    assert [s.deadline for s in result.statements if s.kind == "target"] == [day]
    assert {d.reason for d in result.doubts} & {"fiscal-year-assumed"} == doubts


def test_missing_language_lists_the_packs() -> None:
    with pytest.raises(LanguageError, match="zh-Hant-TW"):
        load_pack("xx")


@pytest.mark.parametrize("template", ["到{nothing}年", "到[{year}年", "到{year}年)", "x" * 500])
def test_broken_template_is_refused(template: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(template, {"year": r"\d{4}"})


def test_shadow_keeps_every_offset() -> None:
    text = "１０億噸，“十四五”\u3000著力㎡ﬁ"
    assert len(cast_shadow(text, "t2s")) == len(text)
