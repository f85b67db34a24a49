"""Linking: what a document cites, and what it repeats, against the texts that it comes from."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from graph_builder.building import Settings, assemble
from graph_builder.extraction import extract
from graph_builder.linking import FoldedText, KnownText, link, read_library
from graph_builder.model import Achievement, hash_text
from graph_builder.ontology import load_ontology

from .ordos import EXAMPLE, INTERVIEW, REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.extraction import Extraction
    from graph_builder.linking import Library
    from graph_builder.model import Citation, Directive

DAY = date(2022, 11, 9)
ISSUED = date(2022, 10, 16)
#: Words of the report in the interview that stand there without quotation marks.
ECHOES = {
    "高質量發展是全面建設社會主義現代化國家的首要任務": 12985,
    "居民收入增長和經濟增長基本同步": 11757,
    "堅定不移貫徹總體國家安全觀": 24287,
    "提高城市規劃、建設、治理水平": 15028,
    "政治過硬、適應新時代要求、具備領導現代化建設能力": 30733,
    "忠誠干淨擔當": 30821,
}


def make_library(texts: dict[str, str], *, records: bool = False, without: str = "") -> Library:
    known = [
        KnownText(name, "zh-Hans", ISSUED, FoldedText.of(text)) for name, text in texts.items()
    ]
    ontology = load_ontology()
    store = _read_records() if records else _read_vocabulary()
    return read_library(store, ontology, known, without=without)  # type: ignore[arg-type]


@cache
def _read_records() -> object:
    return assemble([EXAMPLE], (), Settings(enforce=False)).store


@cache
def _read_vocabulary() -> object:
    return load_ontology().store


def run(
    text: str, library: Library, place: str | None = None
) -> tuple[Extraction, dict[str, tuple[Directive, ...]]]:
    extraction = extract(text, language="zh-Hant", issued=DAY)
    return extraction, link(extraction, text, library, issued=DAY, place=place)


def list_citations(extraction: Extraction) -> list[Citation]:
    found = [citation for s in extraction.statements for citation in s.citations]
    return sorted(found, key=lambda citation: citation.start)


@pytest.fixture(scope="module")
def linked(
    texts: dict[str, str],
) -> tuple[Extraction, dict[str, tuple[Directive, ...]]]:
    """The interview against the whole text of the report, without any record."""
    return run(texts[INTERVIEW], make_library({REPORT: texts[REPORT]}), "cn:ordos")


@pytest.fixture(scope="module")
def gold(corpus: Path) -> list[dict[str, str]]:
    path = corpus / "gold" / "zh_ordos_interview_2022.directives.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def find_passages(
    linked: tuple[Extraction, dict[str, tuple[Directive, ...]]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """Of each citation of the report, the span in the interview and that in the report."""
    extraction, proposed = linked
    clauses = {f"{REPORT}/{d.id}": d.evidence[0] for d in proposed[REPORT]}
    return {
        (c.start, c.end): (clauses[c.cites].start, clauses[c.cites].end)
        for c in list_citations(extraction)
        if c.cites in clauses
    }


def test_eight_of_nine_framed_citations_lead_to_the_exact_words_of_the_report(
    linked: tuple[Extraction, dict[str, tuple[Directive, ...]]], gold: list[dict[str, str]]
) -> None:
    framed = [row for row in gold if row["use"].startswith("directive quote")]
    passages, citations = find_passages(linked), list_citations(linked[0])
    spans = {(int(row["seed_start"]), int(row["seed_end"])): row for row in framed}
    assert len(spans) == 9
    assert spans.keys() <= {(c.start, c.end) for c in citations}
    for span, row in spans.items():
        wanted = (int(row["report_start"]), int(row["report_end"])) if row["report_start"] else None
        assert passages.get(span) == wanted, row["simplified"]
    assert sum(span in passages for span in spans) == 8


def test_directive_links_have_an_f1_of_at_least_095(
    linked: tuple[Extraction, dict[str, tuple[Directive, ...]]], gold: list[dict[str, str]]
) -> None:
    wanted = {
        (int(row["seed_start"]), int(row["report_start"]))
        for row in gold
        if row["match_in_report"] == "verbatim" and len(row["simplified"]) >= 6
    }
    quoted = {int(row["seed_start"]) for row in gold}
    found = {(a, c) for (a, _), (c, _) in find_passages(linked).items() if a in quoted}
    right = len(found & wanted)
    assert 2 * right / (len(found) + len(wanted)) >= 0.95


def test_names_periods_and_single_characters_are_linked_to_nothing(
    linked: tuple[Extraction, dict[str, tuple[Directive, ...]]], texts: dict[str, str]
) -> None:
    cited = {c.quote: c.cites for c in list_citations(linked[0])}
    assert cited["三個牢記"] is None
    assert not cited.keys() & {"穩", "進", "風光氫儲車", "十四五", "幾", "排頭兵"}
    with_records = run(texts[INTERVIEW], make_library({}, records=True))[0]
    by_words = {c.quote: c for c in list_citations(with_records)}
    assert by_words["三個牢記"].resolution == "unresolved"
    assert by_words["三個務必"].cites == f"{REPORT}/three-musts"
    assert by_words["三個務必"].resolution == "named"
    assert by_words["五個牢牢把握"].resolution == "elsewhere"


def test_words_repeated_without_marks_are_found(
    linked: tuple[Extraction, dict[str, tuple[Directive, ...]]],
) -> None:
    clauses = {f"{REPORT}/{d.id}": d.evidence[0] for d in linked[1][REPORT]}
    cited = {c.quote: c for c in list_citations(linked[0]) if c.cites in clauses}
    for words, start in ECHOES.items():
        assert cited[words].resolution == "verbatim"
        clause = clauses[str(cited[words].cites)]
        assert clause.start <= start < clause.end


def test_an_echo_is_a_reading_and_a_frame_is_a_statement(
    linked: tuple[Extraction, dict[str, tuple[Directive, ...]]],
) -> None:
    holders = {c.quote: s for s in linked[0].statements for c in s.citations}
    echo, framed = holders["居民收入增長和經濟增長基本同步"], holders["深入推進能源革命"]
    assert not isinstance(echo, Achievement)
    assert [getattr(link, "confidence", None) is not None for link in echo.implements] == [True]
    assert framed.implements == (f"{REPORT}/directive-24075-24083",)


def test_a_directive_that_a_record_holds_is_not_proposed_again(texts: dict[str, str]) -> None:
    library = make_library({REPORT: texts[REPORT]}, records=True)
    extraction, proposed = run(texts[INTERVIEW], library, "cn:ordos")
    cited = {c.quote: c.cites for c in list_citations(extraction)}
    assert cited["深入推進能源革命"] == f"{REPORT}/energy-revolution"
    assert cited["忠誠干淨擔當"] == f"{REPORT}/loyal-officials"
    assert cited["五大任務"] == "cn:five-tasks"
    covered = {(s.evidence[0].start, s.evidence[0].end) for s in proposed.get(REPORT, ())}
    assert (24075, 24083) not in covered


def test_a_document_is_not_linked_to_its_own_records(texts: dict[str, str]) -> None:
    own = hash_text(texts[INTERVIEW])
    library = make_library({INTERVIEW: texts[INTERVIEW]}, records=True, without=own)
    extraction, _ = run(texts[INTERVIEW], library)
    assert not any(str(c.cites).startswith(INTERVIEW) for c in list_citations(extraction))


def test_a_name_given_to_one_region_is_not_read_in_the_text_of_another() -> None:
    text = "2022年工作要点\n一是推进产业发展,扎实完成五大任务。"
    named = [c.cites for c in list_citations(run(text, make_library({}), "cn:inner-mongolia")[0])]
    assert named == ["cn:five-tasks"]
    assert list_citations(run(text, make_library({}), "cn:china")[0]) == []


def test_nothing_later_is_cited(texts: dict[str, str]) -> None:
    text = "2021年1月5日\n工作要点\n一是建设基地。全面落实“加快规划建设新型能源体系”重要要求。\n"
    library = make_library({REPORT: texts[REPORT]}, records=True)
    extraction = extract(text, language="zh-Hans", issued=date(2021, 1, 5))
    link(extraction, text, library, issued=date(2021, 1, 5))
    assert [c.resolution for c in list_citations(extraction)] == ["unresolved"]


def test_nothing_later_is_echoed(texts: dict[str, str]) -> None:
    text = "2021年工作要点\n我们要加快规划建设新型能源体系,提高城市规划、建设、治理水平。"
    library = make_library({REPORT: texts[REPORT]})
    extraction = extract(text, language="zh-Hans", issued=date(2021, 1, 5))
    assert link(extraction, text, library, issued=date(2021, 1, 5)) == {}
    assert link(extraction, text, library, issued=DAY) != {}


def test_linking_twice_is_linking_once(texts: dict[str, str]) -> None:
    library = make_library({REPORT: texts[REPORT]}, records=True)
    once, proposed = run(texts[INTERVIEW], library, "cn:ordos")
    again = run(texts[INTERVIEW], library, "cn:ordos")
    assert (once.statements, once.doubts, proposed) == (
        again[0].statements,
        again[0].doubts,
        again[1],
    )
    before = list(once.statements), list(once.doubts)
    link(once, texts[INTERVIEW], library, issued=DAY, place="cn:ordos")
    assert (once.statements, once.doubts) == before


def test_linking_does_not_depend_on_the_order_of_the_texts(corpus: Path) -> None:
    names = ("zh_cpc20_report_2022", "zh_cpc19_report_2017")
    read = {name: (corpus / f"{name}.txt").read_bytes().decode() for name in names}
    text = (corpus / "zh_gwr_prov_2026_hebei.txt").read_bytes().decode()
    results = [
        run(text, make_library({name: read[name] for name in order}))
        for order in (names, names[::-1])
    ]
    assert results[0][0].statements == results[1][0].statements
    assert results[0][1] == results[1][1]


def test_a_paraphrase_is_a_reading_below_any_echo_and_goes_to_review(
    texts: dict[str, str],
) -> None:
    text = "2022年工作要点\n一是优化环境。着力打造市场化法治化国际化一流营商环境。改善办公条件。\n"
    extraction, proposed = run(text, make_library({REPORT: texts[REPORT]}), "cn:ordos")
    (linked_one,) = (s for s in extraction.statements if getattr(s, "implements", ()))
    (link_found,) = linked_one.implements  # type: ignore[union-attr]
    assert linked_one.citations == ()
    assert getattr(link_found, "directive", None) == f"{REPORT}/directive-15278-15297"
    assert getattr(link_found, "confidence", 1) < 0.7
    (doubt,) = (d for d in extraction.doubts if d.reason == "directive-paraphrased")
    assert doubt.statement == linked_one.id
    assert "一流营商环境" in doubt.detail
    assert [d.id for d in proposed[REPORT]] == ["directive-15278-15297"]


def test_what_a_source_reports_as_done_is_no_directive(texts: dict[str, str]) -> None:
    words = "统筹疫情防控和经济社会发展"
    assert words in texts[REPORT]
    text = f"2022年工作要点\n一是稳定增长。{words}。\n"
    extraction, proposed = run(text, make_library({REPORT: texts[REPORT]}), "cn:ordos")
    assert any(words in str(s.evidence[0].quote) for s in extraction.statements)
    assert (list_citations(extraction), proposed) == ([], {})


def test_an_echo_in_english_ends_where_words_end() -> None:
    clause = "reduce net greenhouse gas emissions by at least 55 % compared to 1990 levels by 2030"
    source = f"Climate law\n30 June 2021\n\nMember States shall jointly {clause}.\n"
    text = f"City plan\n1 March 2022\n\nThe city undertakes to {clause}5 and reports on it.\n"
    day, ontology = date(2022, 3, 1), load_ontology()
    known = KnownText("law", "en", date(2021, 6, 30), FoldedText.of(source))
    extraction = extract(text, language="en", issued=day)
    link(extraction, text, read_library(ontology.store, ontology, [known]), issued=day)
    assert [c.quote for c in list_citations(extraction)] == [clause.removesuffix(" 2030")]
