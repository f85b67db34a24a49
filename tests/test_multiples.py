"""Doubling and the like: a multiple of what there was, neither a level nor a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from graph_builder.extraction import Extraction, extract
from graph_builder.model import Target


def read(text: str, language: str) -> Extraction:
    return extract(text, language=language, issued=date(2022, 1, 1))


def list_bounds(extraction: Extraction) -> list[tuple[Decimal | None, str | None, str | None]]:
    targets = [s for s in extraction.statements if isinstance(s, Target)]
    return [(target.value, target.unit, target.expressed_as) for target in targets]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("到2030年，地区生产总值比2020年翻一番。", "zh-Hans", 2),
        ("到2027年，新能源装机翻两番。", "zh-Hans", 4),
        ("到2030年，高新技术企业数量倍增。", "zh-Hans", 2),
        ("By 2030 we will double the number of heat pumps.", "en", 2),
        ("We will triple renewable capacity by 2030.", "en", 3),
    ],
)
def test_words_of_multiplying_give_a_multiple(text: str, language: str, value: int) -> None:
    assert list_bounds(read(text, language)) == [(Decimal(value), "1", "multiple")]


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("到2030年，森林火灾次数减半。", "zh-Hans", (Decimal(-50), "%", "relative-change")),
        ("We will halve food waste by 2030.", "en", (Decimal(-50), "%", "relative-change")),
        ("到2025年，服务业增加值增长2倍。", "zh-Hans", (Decimal(2), "1", "relative-change")),
    ],
)
def test_what_is_added_or_taken_away_stays_a_change(
    text: str, language: str, bound: tuple[Decimal, str, str]
) -> None:
    assert list_bounds(read(text, language)) == [bound]


def test_a_metric_has_the_unit_of_its_level_and_none_of_its_growth() -> None:
    text = "到2025年，粮食产量增长5%。到2030年，粮食产量达到100万吨。到2030年，游客人次翻一番。"
    metrics = {metric.label["zh-Hans"]: metric.unit for metric in read(text, "zh-Hans").metrics}
    assert metrics == {"粮食产量": "t", "游客人次": None}
