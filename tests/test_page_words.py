"""The languages of the page: label files, their faults, and the page in other languages."""

from __future__ import annotations

import json
import re
import warnings
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from graph_builder import load
from graph_builder.drawing import BOOK, draw, load_wording
from graph_builder.errors import UsageError

from .explorer import (
    AXE_RULES,
    CHOSEN,
    COAL,
    DESKTOP,
    PHONE,
    PROBE,
    RUN_AXE,
    VIEWS,
    Markup,
    choose,
    go,
    opened,
    read_columns,
)
from .graphs import build_ordos
from .networks import PAYLOADS, write_store
from .samples import PLAN, polcom, write
from .test_page_looks import show

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
FRENCH = ROOT / "ontology" / "ext" / "fr" / "page" / "fr.json"
ARABIC = {
    "language.tag": "ar",
    "language.name": "العربية",
    "language.direction": "rtl",
    "view.table": "جدول",
    "page.title": "الالتزامات وأدلتها",
    "page.more": "{count} أخرى",
    "page.more.few": "{count} أخر",
}


def write_words(folder: Path, name: str = "words.json", **words: object) -> Path:
    """A label file in a folder; a language that calls itself Breton unless told otherwise."""
    own = {"language.tag": "br", "language.name": "Brezhoneg"}
    given = {key.replace("_", "."): text for key, text in words.items()}
    path = folder / name
    path.write_text(json.dumps(own | given, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "file", [*sorted(BOOK.folder.glob("*.json")), FRENCH], ids=lambda p: p.stem
)
def test_the_files_that_come_with_polcom_are_whole_and_without_fault(file: Path) -> None:
    assert BOOK.list_missing(BOOK.read(file)) == []


def test_the_english_file_is_printed_to_begin_another_with() -> None:
    printed = polcom("list", "page-words")
    assert printed.code == 0
    assert json.loads(printed.out) == dict(BOOK.own[0].words)


def test_words_that_are_missing_stand_in_english_and_are_named(tmp_path: Path) -> None:
    words = {"kind_goal": "Pal"}
    wording = load_wording([write_words(tmp_path, **words)])
    assert wording.languages == ("en", "zh", "br")
    assert wording.speak("kind.goal")["br"] == "Pal"
    assert wording.speak("kind.target")["br"] == "Target"
    (told,) = wording.tell_lacks()
    count = len(BOOK.list_missing(BOOK.read(tmp_path / "words.json")))
    assert f"{count} words are missing and stand in English: language.direction, " in told
    assert "kind.target" in told
    assert "kind.goal" not in told


def test_a_file_of_a_language_that_is_there_changes_its_words(tmp_path: Path) -> None:
    english = write_words(
        tmp_path, "mandates.json", language_tag="en", language_name="English", kind_goal="Mandate"
    )
    chinese = write_words(
        tmp_path, "zh.json", language_tag="zh-Hans", language_name="中文", kind_goal="任务"
    )
    wording = load_wording([english, chinese])
    assert wording.speak("kind.goal") == {"en": "Mandate", "zh": "任务"}
    assert wording.speak("kind.target") == {"en": "Target", "zh": "指标"}
    assert wording.tell_lacks() == []


@pytest.mark.parametrize("tag", ["EN", "en"])
def test_the_case_of_a_tag_makes_no_other_language(tmp_path: Path, tag: str) -> None:
    path = write_words(tmp_path, language_tag=tag, language_name="English", kind_goal="Aim")
    wording = load_wording([path])
    assert wording.languages == ("en", "zh")
    assert wording.speak("kind.goal")["en"] == "Aim"


def test_chinese_may_be_called_by_its_short_tag(tmp_path: Path) -> None:
    path = write_words(tmp_path, language_tag="zh", language_name="中文", kind_goal="任务")
    assert load_wording([path]).speak("kind.goal")["zh"] == "任务"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            {"kind_gaol": "Pal"},
            "4: kind.gaol: no word of the page has this name; did you mean 'kind.goal'?",
        ),
        (
            {"xyzzy": "Pal"},
            "4: xyzzy: no word of the page has this name; see: polcom list page-words",
        ),
        ({"kind_goal": 3}, "4: kind.goal: found 3; write a text in quotes"),
        ({"kind_goal": " "}, "4: kind.goal: empty; write the words, or leave the name out"),
        ({"page_more": "all"}, "4: page.more: the gap {count} is missing; write it where it"),
        (
            {"page_more": "{n} {count}"},
            "4: page.more: {n} is filled by nothing; its gaps are: {count}",
        ),
        ({"page_more": "{count!r}"}, "4: page.more: {count!r} is filled by nothing"),
        ({"page_more": "{count} }"}, "4: page.more: a brace stands alone; write gaps as {name}"),
        ({"kind_goal_one": "Pal"}, "4: kind.goal.one: no word of the page has this name"),
        (
            {"language_direction": "up"},
            "4: language.direction: found 'up'; write ltr or rtl",
        ),
        (
            {"language_tag": "a b"},
            "2: language.tag: found 'a b'; write a tag of a language, such as fr or pt-BR",
        ),
    ],
    ids=lambda given: next(iter(given.items()))[0] if isinstance(given, dict) else "",
)
def test_a_faulty_word_is_refused_with_its_line_and_the_remedy(
    tmp_path: Path, words: dict[str, object], told: str
) -> None:
    path = write_words(tmp_path, **words)
    with pytest.raises(UsageError, match=re.escape(f"{path}:{told}")):
        BOOK.read(path)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "words.json"
    path.write_text('{\n  "kind.goal": "",\n  "kind.goal": "Pal",\n  "kind.gaol": "Pal"\n}')
    with pytest.raises(UsageError) as raised:
        BOOK.read(path)
    assert str(raised.value).splitlines() == [
        f"{path}:2: kind.goal: empty; write the words, or leave the name out",
        f"{path}:3: kind.goal: stands twice; keep one",
        f"{path}:4: kind.gaol: no word of the page has this name; did you mean 'kind.goal'?",
        f'{path}: language.tag is missing; write it, for example "language.tag": "fr"',
        f'{path}: language.name is missing; write it, for example "language.name": "français"',
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{\n  "kind.goal": "Pal",\n  kind\n}', "words.json:3:3: not JSON: "),
        (b'["kind.goal"]', "words.json: no object of words; write one object"),
        (b"[]", "words.json: no object of words; write one object"),
        (b'{"language.tag": "\xff"}', "words.json: not UTF-8 at byte 18; save it as UTF-8"),
        (b"", "words.json:1:1: not JSON: "),
        (b"[" * 100_000, "words.json: nested too deep; write one object"),
    ],
    ids=["broken", "a list", "an empty list", "not UTF-8", "empty", "deep"],
)
def test_a_file_that_is_no_label_file_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "words.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=re.escape(told)):
        BOOK.read(path)


def test_a_file_that_is_not_there_is_misuse(ordos: Path, tmp_path: Path) -> None:
    called = polcom(
        "draw", "--build", ordos, "--words", tmp_path / "no.json", "-o", tmp_path / "page.html"
    )
    assert called.code == 2
    assert "no.json: No such file or directory; name a file of words that exists" in called.err


def test_the_command_speaks_every_language_that_it_is_given(ordos: Path, tmp_path: Path) -> None:
    arabic = tmp_path / "ar.json"
    arabic.write_text(json.dumps(ARABIC), encoding="utf-8")
    page = tmp_path / "page.html"
    words = ("--words", FRENCH, "--words", arabic)
    drawn = polcom("draw", "--build", ordos, *words, "--lang", "ar", "-o", page)
    assert drawn.code == 0, drawn.err
    assert drawn.err.startswith(f"warning: {arabic}: ")
    assert "fr.json" not in drawn.err
    tags = Markup(page.read_text(encoding="utf-8")).tags
    assert ("html", {"lang": "ar", "dir": "rtl", "data-language": "ar"}) in tags
    refused = polcom("draw", "--build", ordos, *words, "--lang", "de", "-o", page)
    assert refused.code == 2
    assert "the page speaks en, zh, fr and ar, not 'de'" in refused.err


def test_an_extension_brings_its_words(ordos: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    drawn = polcom("draw", "--build", ordos, "--extension", "fr", "--lang", "fr", "-o", page)
    assert drawn.code == 0, drawn.err
    html = page.read_text(encoding="utf-8")
    assert "<title>Les engagements et leurs preuves</title>" in html
    plain = polcom(
        "draw", "--build", ordos, "--words", FRENCH, "--lang", "fr", "--plain-pyvis", "-o", page
    )
    assert plain.code == 0, plain.err
    assert '<html lang="fr" dir="ltr">' in page.read_text(encoding="utf-8")


def test_a_build_speaks_the_languages_of_its_extensions_and_tells_what_they_lack(
    tmp_path: Path,
) -> None:
    records, breton = tmp_path / "records", tmp_path / "breton"
    (breton / "page").mkdir(parents=True)
    write_words(breton / "page", "br.json", page_title="Pal")
    write(records, plan=PLAN)
    built = polcom("build", records, "--extension", breton, "-o", tmp_path / "demo")
    assert built.code == 0, built.err
    assert "br.json: " in built.err
    assert "words are missing and stand in English" in built.err
    html = (tmp_path / "demo" / "index.html").read_text(encoding="utf-8")
    assert '<span lang="br" data-in="br">Pal</span>' in html


def test_in_python_missing_words_are_a_warning(ordos: Path, tmp_path: Path) -> None:
    graph = load(ordos)
    with pytest.warns(UserWarning, match="words are missing and stand in English"):
        graph.draw(language="br", words=[write_words(tmp_path)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph.draw(language="fr", words=[FRENCH])


def test_a_language_is_found_by_its_tag_in_any_case() -> None:
    wording = load_wording()
    assert wording.find("zh-hans") == wording.find("ZH") == "zh"
    assert wording.find("EN") == "en"
    assert wording.find("fr") is None


@pytest.mark.parametrize(
    ("number", "english", "chinese", "french"),
    [
        ("33000000000", "33 billion", "330亿", "33\u202f000\u202f000\u202f000"),
        ("27790000", "27.79 million", "2779万", "27\u202f790\u202f000"),
        ("-14.40", "−14.4", "−14.4", "−14,4"),
        ("8500", "8,500", "8,500", "8\u202f500"),
        ("1E+9", "1 billion", "10亿", "1\u202f000\u202f000\u202f000"),
        ("0", "0", "0", "0"),
        ("1234567.89", "1,234,567.89", "1,234,567.89", "1\u202f234\u202f567,89"),
    ],
)
def test_numbers_are_written_as_each_language_does(
    number: str, english: str, chinese: str, french: str
) -> None:
    wording = load_wording([FRENCH])
    written = {code: wording.write_number(Decimal(number), code) for code in wording.languages}
    assert written == {"en": english, "zh": chinese, "fr": french}


def test_a_label_in_the_language_is_shown_and_else_english_and_else_chinese() -> None:
    store = write_store(
        'd:a a pc:Goal ; rdfs:label "air pur"@fr, "clean air"@en, "清洁空气"@zh-Hans .'
        'd:b a pc:Goal ; rdfs:label "clean air"@en, "清洁空气"@zh-Hans .'
        'd:c a pc:Goal ; rdfs:label "清洁空气"@zh-Hans, "aer pur"@ro .'
    )
    html = draw(store, language="fr", wording=load_wording([FRENCH])).html
    assert read_columns(html)["label_fr"] == ["air pur", "", ""]
    shown = re.findall(r'<span lang="([^"]+)" data-in="fr">([^<]*(?:air|空气)[^<]*)</span>', html)
    assert shown == [("fr", "air pur"), ("en", "clean air"), ("zh-Hans", "清洁空气")]


def test_no_sentence_is_put_together_outside_the_files() -> None:
    templates = ROOT / "graph_builder" / "drawing" / "templates"
    for script in sorted(templates.glob("*.js")):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r'spoken === "|\.join\("[,;、，；]', text), script.name
        assert not re.search("[\u3400-\u9fff“”（）：、，；]", text), script.name


@pytest.fixture(scope="module")
def french_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    drawing = draw(build_ordos(), language="fr", wording=load_wording([FRENCH]))
    return drawing.save(tmp_path_factory.mktemp("french") / "ordos.html")


def test_the_page_opens_in_french_and_every_language_goes_by_its_own_name(
    browser: Browser, french_file: Path
) -> None:
    with opened(browser, french_file) as page:
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page).to_have_title("Les engagements et leurs preuves")
        switch = page.locator("#language")
        assert switch.locator("option").all_inner_texts() == ["English", "Français", "中文"]
        expect(switch).to_have_value("fr")
        choose(page, COAL)
        expect(page.locator("#detail h3").first).to_have_text("Preuves")
        switch.select_option("zh")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        expect(page.locator("#detail h3").first).to_have_text("原文依据")
        switch.select_option("fr")
        assert "lang=" not in page.url


def test_an_address_opens_the_page_in_its_language(browser: Browser, french_file: Path) -> None:
    with opened(browser, french_file, address="#view=table&lang=zh") as page:
        expect(page.locator("#language")).to_have_value("zh")
    with opened(browser, french_file, address="#view=table&lang=xx") as page:
        expect(page.locator("#language")).to_have_value("fr")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_page_from_right_to_left_keeps_within_its_window(
    browser: Browser, tmp_path: Path, size: dict[str, int]
) -> None:
    arabic = tmp_path / "ar.json"
    arabic.write_text(json.dumps(ARABIC), encoding="utf-8")
    drawing = draw(build_ordos(), language="ar", wording=load_wording([arabic]))
    file = drawing.save(tmp_path / "page.html")
    with opened(browser, file, size) as page:
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        for view in VIEWS:
            go(page, view)
            room = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(room) == 0, view
            assert page.locator("#stage").evaluate("stage => stage.textContent.length") > 0
        go(page, "cascade")
        first = page.locator(".card").first.bounding_box()
        assert first is not None
        assert 0 <= first["x"] < size["width"]


@pytest.mark.parametrize(
    ("size", "chosen"), [(DESKTOP, CHOSEN), (PHONE, "")], ids=["desktop", "phone"]
)
def test_everyone_can_read_and_reach_every_view_in_a_further_language(
    browser: Browser, french_file: Path, axe: str, size: dict[str, int], chosen: str
) -> None:
    with opened(browser, french_file, size, f"#view=cascade{chosen}") as page:
        expect(page.locator("#detail .history")).to_have_count(1 if chosen else 0)
        page.evaluate(axe)
        page.evaluate(PROBE)
        for view in VIEWS:
            show(page, view)
            for find in ("findFaintTexts", "findFaintGraphics", "findSmallTargets"):
                assert page.evaluate(f"{find}()") == [], (view, find)
            # The finder knows English and Chinese; French it takes for a fault.
            wrong = page.evaluate("findWrongLanguages()")
            assert [text for text in wrong if not re.match("fr: [^\u3400-\u9fff]+ in ", text)] == []
            assert page.evaluate(RUN_AXE, AXE_RULES)["violations"] == [], view


def test_hostile_words_stay_words(browser: Browser, tmp_path: Path) -> None:
    payloads = [payload for payload in PAYLOADS if "{" not in payload]
    gaps = {name: "".join(f"{{{gap}}}" for gap in sorted(own)) for name, own in BOOK.gaps.items()}
    words = {
        name: payloads[number % len(payloads)] + gap
        for number, (name, gap) in enumerate(gaps.items())
        if not name.startswith(("language.", "number."))
    }
    words |= {"language.tag": "tlh", "language.name": payloads[0]}
    path = tmp_path / "words.json"
    path.write_text(json.dumps(words), encoding="utf-8")
    drawing = draw(build_ordos(), language="tlh", wording=load_wording([path]))
    with opened(browser, drawing.save(tmp_path / "page.html")) as page:
        choose(page, COAL)
        for view in VIEWS:
            go(page, view)
        expect(page.locator("#language")).to_contain_text(payloads[0])
        expect(page.locator("h1")).to_contain_text("hit=")


def test_a_number_takes_the_form_that_its_language_gives_it(
    browser: Browser, tmp_path: Path
) -> None:
    arabic = tmp_path / "ar.json"
    arabic.write_text(json.dumps(ARABIC), encoding="utf-8")
    targets = "".join(
        f"d:t{n} a pc:Target ; pc:targetOf d:g ; "
        f'rdfs:label "t{n}"@en ; pc:deadline "{2020 + n}-12-31"^^xsd:date .'
        for n in range(12)
    )
    file = draw(
        write_store(f'd:g a pc:Goal ; rdfs:label "g"@en . {targets}'),
        language="ar",
        wording=load_wording([arabic]),
    ).save(tmp_path / "page.html")
    with opened(browser, file) as page:
        expect(page.locator("#more-deadline")).to_have_text("4 أخر")
