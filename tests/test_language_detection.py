"""The language of a text, told by its letters and words, and never guessed in silence."""

from __future__ import annotations

import pytest

from graph_builder.languages import LanguageError, detect_language

MAINLAND = "到2025年，煤炭产量达到10亿吨以上，电力装机突破1亿千瓦。"
TRADITIONAL = "到2025年，煤炭產量達到10億噸以上，電力裝機突破1億千瓦。"
HONG_KONG = "特區政府未來五年提供不少於158 000個單位，預留10億港元。立法會已通過，行政長官公布。"
TAIWAN = "行政院編列新台幣10億元，民國114年完成，縣市配合辦理，立法院審議中。"
ENGLISH = "By 2030 the city will reduce the emissions of its buildings by half and plant trees."
FRENCH = (
    "D'ici 2030 la ville réduira les émissions des logements et plantera des arbres dans les rues"
)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (MAINLAND, "zh-Hans"),
        (TRADITIONAL, "zh-Hant"),
        (HONG_KONG, "zh-Hant-HK"),
        (TAIWAN, "zh-Hant-TW"),
        (ENGLISH, "en"),
        (FRENCH, "fr"),
    ],
)
def test_a_language_is_told_by_the_text(text: str, tag: str) -> None:
    found = detect_language(text)
    assert found.tag == tag
    assert found.evidence


@pytest.mark.parametrize(
    ("text", "declared", "tag"),
    [
        (TRADITIONAL, "zh-HK", "zh-Hant-HK"),
        (TRADITIONAL, "zh_TW", "zh-Hant-TW"),
        (TRADITIONAL, "zh-CN", "zh-Hant"),
        (TRADITIONAL, "en", "zh-Hant"),
        (MAINLAND, "en-US", "zh-Hans"),
        (ENGLISH, "zh-CN", "en"),
        (HONG_KONG, "zh-TW", "zh-Hant-HK"),
        ("By 2030, 40 %", "en", "en"),
        ("中文", "zh-TW", "zh-TW"),
    ],
)
def test_what_a_file_declares_settles_only_what_its_letters_leave_open(
    text: str, declared: str, tag: str
) -> None:
    assert detect_language(text, declared).tag == tag


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Это план города до 2030 года.", "in Cyrillic letters, which no language pack reads"),
        ("これは日本の計画である。2030年までに達成する。", "in Hiragana letters"),
        ("2030년까지 배출량을 절반으로 줄인다.", "in Hangul letters"),
        ("Der Plan der Stadt sieht vor, dass die Emissionen bis 2030 um die Hälfte sinken.", "fit"),
        (
            "El plan de la ciudad prevé que las emisiones bajen a la mitad en el año 2030.",
            "fit",
        ),
        ("Hello world", "2 words are too few"),
        ("中文", "the characters are those of several scripts"),
        ("12 345 %", "no letters"),
        ("", "no letters"),
    ],
)
def test_what_cannot_be_told_is_said_with_the_remedy(text: str, said: str) -> None:
    with pytest.raises(LanguageError, match=said) as caught:
        detect_language(text)
    assert "--language" in str(caught.value)


def test_a_declared_language_without_a_pack_helps_no_text() -> None:
    with pytest.raises(LanguageError, match="there are packs for en, fr, zh"):
        detect_language("Это план города до 2030 года.", "ru")
