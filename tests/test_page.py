"""The page in a browser: choosing, filtering, searching, views, languages, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

from graph_builder.drawing import draw

from . import explorer
from .explorer import COAL, VIEWS, choose, go, opened
from .graphs import build_ordos
from .networks import load_talk, write_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHOSEN = f"#view=cascade{explorer.CHOSEN}"


def test_choosing_a_target_shows_its_proof(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        choose(page, COAL)
        detail = page.locator("#detail")
        expect(detail.locator("blockquote").first).to_have_text("煤炭產量達到10億噸以上")
        expect(detail.locator("mark.value").first).to_have_text("10億噸以上")
        expect(detail.locator("mark.deadline").first).to_have_text("“十四五”末")
        for words in (
            "2025年煤炭产量不低于10亿吨",
            "characters 709–721",
            "deadline, characters 702–708: “十四五”末 = 2025-12-31",
            "at least 1 billion t",
            "2025-12-31 (end of the 14th Five-Year Plan)",
            "missed",
            "−110 million t",
            "890 million t",
            "Li Li",
        ):
            expect(detail).to_contain_text(words)
        address = detail.get_by_text("Open the source").first.get_attribute("href")
        assert address is not None
        assert address.startswith("https://www.cctd.com.cn/")


def test_a_card_can_be_clicked_and_stays_where_it_is(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        card = page.locator(".card", has_text="A world-class energy industry").first
        card.scroll_into_view_if_needed()
        before = card.bounding_box()
        card.click()
        expect(page.locator("#detail h2")).to_have_text("A world-class energy industry")
        page.wait_for_timeout(300)
        after = page.locator('.card[aria-current="true"]').first.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(after["y"] - before["y"]) < 30


def test_links_lead_up_and_down_with_their_evidence(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address=CHOSEN) as page:
        link = page.locator("#detail .link", has_text="A world-class energy industry").first
        expect(link.locator("svg.line.stated")).to_have_count(1)
        link.locator("button").click()
        expect(page.locator("#detail h2")).to_have_text("A world-class energy industry")
        page.locator("#detail .link button", has_text="Carry out the energy revolution").click()
        up = page.locator("#detail .link", has_text="Advance the energy revolution")
        expect(up.locator(".proof")).to_have_count(1)
        expect(up.locator(".proof q")).to_have_text("深入推進能源革命")
        up.locator("button").first.click()
        expect(page.locator("#detail h2")).to_have_text("Advance the energy revolution")
        expect(page.locator("#detail")).to_contain_text("carried out by")


def test_the_chosen_statement_stays_in_every_view(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address=CHOSEN) as page:
        for view in VIEWS:
            go(page, view)
            expect(page.locator("#detail h2")).to_have_text(COAL)
            expect(page.locator('#views [aria-current="page"]')).to_have_attribute("value", view)
            if view in {"cascade", "table", "timeline", "source"}:
                expect(page.locator("#stage [aria-current=true]").first).to_be_visible()


def test_an_address_restores_what_was_seen(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        go(page, "table")
        page.locator("#language").click()
        page.locator('[data-facet="theme"] label', has_text="能源").click()
        page.locator('[data-facet="kind"] label', has_text="指标").click()
        page.locator(".rows .choose").first.click()
        heading = page.locator("#detail h2").text_content()
        rows = page.locator(".table").get_attribute("aria-rowcount")
        address = page.evaluate("location.hash")
    with opened(browser, ordos_file, address=address) as page:
        expect(page.locator("#detail h2")).to_have_text(str(heading))
        expect(page.locator(".table")).to_have_attribute("aria-rowcount", str(rows))
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        assert page.evaluate("location.hash") == address


def test_counts_say_what_choosing_a_value_would_show(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=table") as page:
        page.locator('[data-facet="theme"] label', has_text="energy").first.click()
        value = page.locator('[data-facet="kind"] label', has_text="Target")
        count = int(value.locator(".count").inner_text())
        value.click()
        expect(page.locator("#matches")).to_contain_text(f"{count} of 174")
        page.locator("#clear").click()
        expect(page.locator("#matches")).to_have_text("All 174 statements")


#: Matches, and the count beside each value of each filter.
COUNTS = """() => ({
  matches: Number(document.getElementById("matches").textContent.split(" ")[0]),
  counts: [...document.querySelectorAll("#side input")].map((box) => [
    box.closest("[data-facet]").dataset.facet, box.dataset.key,
    Number(box.parentElement.querySelector(".count").textContent)]),
})"""


@pytest.mark.parametrize(
    "chosen",
    [
        [("theme", "energy"), ("kind", "target"), ("verdict", "missed")],
        [("theme", "energy"), ("theme", "industry"), ("deadline", "2025"), ("q", "coal")],
        [("place", "Ordos"), ("basis", "stated"), ("kind", "goal"), ("kind", "action")],
        [("level", "prefecture-level city"), ("deadline", "none"), ("verdict", "none")],
    ],
)
def test_every_count_beside_several_filters_is_what_choosing_it_shows(
    browser: Browser, ordos_file: Path, chosen: list[tuple[str, str]]
) -> None:
    with opened(browser, ordos_file) as page:

        def look(filters: list[tuple[str, str]]) -> dict[str, Any]:
            address = urlencode([("view", "table"), *filters])
            page.evaluate("address => { location.hash = address; }", address)
            expect(page).to_have_url(re.compile(re.escape(address)))
            page.wait_for_timeout(50)
            seen: dict[str, Any] = page.evaluate(COUNTS)
            return seen

        for facet, key, count in look(chosen)["counts"]:
            others = [(name, value) for name, value in chosen if name != facet]
            assert look([*others, (facet, key)])["matches"] == count, (facet, key)


def test_a_filter_keeps_what_the_matches_stand_under(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        page.locator('[data-facet="deadline"] label', has_text="2030").click()
        expect(page.locator("#matches")).to_contain_text("1 of 174")
        cards = page.locator(".card:not(.context)")
        expect(cards).to_have_count(1)
        expect(cards).to_contain_text("Coal-chemical capacity above 50 million tonnes by 2030")
        names = page.locator(".card.context .label").all_inner_texts()
        assert "A world-class modern coal-chemical industry" in names
        assert "Use coal more cleanly and efficiently" in names


@pytest.mark.parametrize(
    "wanted",
    [
        "COAL OUTPUT of at least",
        "煤炭产量不低于",
        "煤炭產量達到",
        "煤炭产量达到",
        "Coal output of at least a billion tonnes, by 2025.",
        "煤炭產量達到10億噸以上；",
        "“十四五”末，煤炭產量達到10億噸以上。",
    ],
)
def test_search_finds_labels_and_quotes_in_either_script(
    browser: Browser, ordos_file: Path, wanted: str
) -> None:
    with opened(browser, ordos_file) as page:
        page.locator("#query").fill(wanted)
        expect(page.locator("#hits [role=option]").first).to_contain_text(COAL)
        page.locator("#query").press("Enter")
        expect(page.locator("#detail h2")).to_have_text(COAL)


@pytest.mark.parametrize("wanted", ['"十四五"末', "「十四五」末", "“十四五”末", "«十四五»末"])
def test_search_takes_every_sign_of_quotation_for_the_same(
    browser: Browser, ordos_file: Path, wanted: str
) -> None:
    with opened(browser, ordos_file) as page:
        page.locator("#query").fill(wanted)
        expect(page.locator("#live")).to_have_text("7 found")
        expect(page.locator("#hits small mark").first).to_have_text("“十四五”末")


@pytest.mark.parametrize(
    ("wanted", "context"),
    [
        ("Ordos", "Ordos"),
        ("鄂爾多斯", "鄂尔多斯市"),
        ("billion 煤炭产量", "煤炭產量達到10億噸以上"),
    ],
)
def test_a_suggestion_shows_the_place_or_the_words_that_were_found(
    browser: Browser, ordos_file: Path, wanted: str, context: str
) -> None:
    with opened(browser, ordos_file) as page:
        page.locator("#query").fill(wanted)
        shown = page.locator("#hits small", has_text=context).first
        expect(shown).to_be_visible()
        expect(shown.locator("mark").first).to_be_visible()


def test_the_place_that_was_found_is_marked_in_the_table(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, address="#view=table&q=ordos") as page:
        expect(page.locator(".rows .place mark").first).to_have_text("Ordos")


def test_links_beyond_what_the_panel_lists_are_counted_in_both_directions(
    browser: Browser, tmp_path: Path
) -> None:
    turtle = "".join(
        f"d:d{n} a pc:Directive . d:t{n} a pc:Target ; pc:targetOf d:g . d:g pc:implements d:d{n} ."
        for n in range(64)
    )
    file = draw(write_store(f"d:g a pc:Goal . {turtle}")).save(tmp_path / "tied.html")
    with opened(browser, file) as page:
        choose(page, "g")
        assert page.locator("#detail .more").all_inner_texts() == ["4 more", "4 more"]
        assert page.locator("#detail .link").count() == 120


def test_what_was_found_is_marked(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=table&q=coal+output") as page:
        marks = page.locator(".rows .row .statement mark.hit").all_inner_texts()
        assert "".join(marks).lower().startswith("coaloutput")


@pytest.mark.parametrize(
    ("view", "query", "marked"),
    [
        ("cascade", "coal", ".card .label mark.hit"),
        ("timeline", "coal", ".due .label mark.hit"),
        ("matrix", "energy", ".matrix .side mark.hit"),
        ("matrix", "energy", ".matrix .head mark.hit"),
        ("source", "煤炭", ".quotes .label mark.hit"),
    ],
)
def test_what_was_found_is_marked_in_every_view(
    browser: Browser, ordos_file: Path, view: str, query: str, marked: str
) -> None:
    with opened(browser, ordos_file, address=f"#view={view}&q={quote(query)}") as page:
        expect(page.locator(marked).first).to_be_visible()
        words = "".join(page.locator(marked).all_inner_texts()).lower()
        assert words.replace(query, "") == "", words


def test_words_are_marked_in_the_evidence_of_a_text_each_time_they_stand_there(
    browser: Browser, texts_file: Path
) -> None:
    with opened(browser, texts_file, address=f"#view=source&q={quote('產業')}") as page:
        expect(page.locator(".source mark.clause mark.hit").first).to_have_text("產業")
        counts = page.locator(".source mark.clause").evaluate_all(
            "marks => marks.map(one => "
            "[one.innerText.split('產業').length - 1, one.querySelectorAll('mark.hit').length])"
        )
        assert all(stands == marked for stands, marked in counts)
        assert max(counts)[0] > 1


def test_keys_that_choose_characters_choose_no_suggestion(
    browser: Browser, ordos_file: Path
) -> None:
    compose = (
        "(field, key) => field.dispatchEvent(new KeyboardEvent('keydown',"
        " { key, isComposing: true, bubbles: true, cancelable: true }))"
    )
    with opened(browser, ordos_file) as page:
        field = page.locator("#query")
        field.fill("coal")
        expect(page.locator("#hits")).to_be_visible()
        for key in ("ArrowDown", "Enter", "Escape"):
            assert field.evaluate(compose, key)
        expect(page.locator("#hits")).to_be_visible()
        expect(page.locator("#hits [aria-selected=true]")).to_have_count(0)
        expect(page.locator("#detail")).to_be_hidden()
        field.press("Enter")
        expect(page.locator("#detail")).to_be_visible()


def test_suggestions_can_be_walked(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        field = page.locator("#query")
        field.fill("coal")
        expect(page.locator("#hits .group").first).to_be_visible()
        field.press("ArrowDown")
        field.press("ArrowDown")
        second = page.locator("#hit-1")
        expect(second).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", "hit-1")
        name = second.locator("span[lang]").evaluate("element => element.firstChild.textContent")
        field.press("Enter")
        expect(page.locator("#hits")).to_be_hidden()
        expect(page.locator("#detail h2")).to_contain_text(str(name))


def test_the_language_changes_everywhere(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address=CHOSEN) as page:
        page.locator("#language").click()
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        assert page.title() == "承诺与依据"
        expect(page.locator("#detail h2")).to_have_text("2025年煤炭产量不低于10亿吨")
        expect(page.locator("#detail")).to_contain_text("原文依据")
        expect(page.locator(".card", has_text="世界级能源产业").first).to_be_visible()
        expect(page.locator("#stage").get_by_text(COAL, exact=True)).to_have_count(0)
        expect(page.locator("#language")).to_have_text("English")


def test_the_table_is_sorted_by_any_column(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=table&kind=target") as page:
        page.locator('[data-sort="deadline"]').click()
        head = page.locator('[role="columnheader"].deadline')
        expect(head).to_have_attribute("aria-sort", "ascending")
        expect(page.locator(".rows .deadline").first).to_have_text("2025-12-31")
        page.locator('[data-sort="deadline"]').click()
        expect(head).to_have_attribute("aria-sort", "descending")
        expect(page.locator(".rows .deadline").first).to_have_text("2030-12-31")


def test_the_timeline_lists_what_has_no_date(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=timeline") as page:
        titles = page.locator(".timeline h2").all_inner_texts()
        assert titles == ["2025-12-31 18", "2030-12-31 1", "No deadline 26"]
        expect(page.locator(".axis .dot")).to_have_count(19)
        names = page.locator(".axis .period-name").all_text_contents()
        assert names == ["14th Five-Year Plan", "15th Five-Year Plan"]


def test_the_matrix_shows_what_nothing_carries_out(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=matrix") as page:
        row = page.locator(".rows .matrix-row", has_text="Advance the energy revolution")
        expect(row.locator(".total")).to_have_text("2")
        expect(row.locator(".filled")).to_have_count(1)
        gaps = page.locator('.matrix [role="columnheader"].gap').all_inner_texts()
        assert any("Secure the country's supply of energy" in gap for gap in gaps)
        page.locator("#across").select_option("place")
        expect(page.locator('.matrix [role="columnheader"]', has_text="Ordos")).to_be_visible()


def test_the_matrix_speaks_of_gaps_only_where_there_are_some(
    browser: Browser, ordos_file: Path, tmp_path: Path
) -> None:
    with opened(browser, ordos_file, address="#view=matrix") as page:
        summary = page.locator(".bar .count")
        expect(summary).to_have_text(
            "32 directives, each carried out by something here. 5 goals carry out no directive."
        )
        page.locator("#across").select_option("place")
        expect(summary).to_have_text("32 directives, each carried out by something here.")
    turtle = "d:a a pc:Directive . d:b a pc:Directive . d:g a pc:Goal ; pc:implements d:a ."
    with opened(browser, draw(write_store(turtle)).save(tmp_path / "gap.html")) as page:
        go(page, "matrix")
        summary = page.locator(".bar .count")
        expect(summary).to_have_text("Directives: 2; carried out by nothing here: 1.")


def test_the_matrix_takes_no_filter_for_a_gap(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=matrix&kind=directive&kind=target") as page:
        expect(page.locator(".bar .count")).to_have_text(
            "32 directives. 29 are carried out only by what the filters leave out. "
            "4 goals carry out no directive."
        )
        row = page.locator(".rows .matrix-row", has_text="Advance the energy revolution")
        expect(row.locator(".total")).to_have_text("filtered")
        expect(page.locator(".matrix .total.gap")).to_have_count(0)


@pytest.mark.parametrize("across", ["goal", "place", "document"])
def test_a_cell_of_the_matrix_lists_what_it_counts(
    browser: Browser, ordos_file: Path, across: str
) -> None:
    with opened(browser, ordos_file, address=f"#view=matrix&across={across}") as page:
        row = page.locator(".rows .matrix-row", has_text="Make cities liveable")
        count = row.locator(".filled button").first.inner_text()
        row.locator(".filled button").first.click()
        expect(page.locator("#stage.view-table")).to_be_visible()
        rows = page.locator(".rows .row")
        expect(rows).to_have_count(int(count))
        for name in rows.locator(".choose").all():
            name.click()
            expect(page.locator("#detail")).to_contain_text("Make cities liveable")
        chosen = page.locator("#side input:checked")
        assert chosen.count() == 2
        page.keyboard.press("Escape")
        address = page.evaluate("location.hash")
        assert count == "2"
    with opened(browser, ordos_file, address=address) as page:
        expect(page.locator(".rows .row")).to_have_count(2)
        page.locator("#clear").click()
        expect(page.locator("#matches")).to_have_text("All 174 statements")


def test_the_sum_of_a_row_lists_all_that_carries_the_directive_out(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, address="#view=matrix") as page:
        row = page.locator(".rows .matrix-row", has_text="Advance the energy revolution")
        row.locator(".total button").click()
        names = page.locator(".rows .choose").all_inner_texts()
        assert names == ["A world-class energy industry", "Carry out the energy revolution"]
        page.go_back()
        expect(page.locator(".rows .matrix-row").nth(9)).to_be_attached()
        expect(page.locator("#matches")).to_have_text("All 174 statements")


def test_the_source_shows_quotes_when_it_has_no_text(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address=CHOSEN.replace("cascade", "source")) as page:
        told = page.locator(".source > .note").all_inner_texts()
        assert told[0].startswith("111 clauses of this document prove something.")
        assert "of 66 clauses the words are not reprinted" in told[0]
        assert "--documents" in told[1]
        expect(page.locator(".quotes .withheld")).to_have_count(66)
        expect(page.locator(".quotes .item", has_text="words not reprinted")).to_have_count(66)
        chosen = page.locator(".quotes [aria-current=true]")
        expect(chosen).to_contain_text("煤炭產量達到10億噸以上")


def test_the_source_marks_the_evidence_in_the_text(
    browser: Browser, corpus: Path, tmp_path: Path
) -> None:
    file = draw(build_ordos(), documents=corpus).save(tmp_path / "sources.html")
    with opened(browser, file, address=CHOSEN.replace("cascade", "source")) as page:
        chosen = "".join(page.locator(".source mark.chosen").all_inner_texts())
        assert chosen == "“十四五”末煤炭產量達到10億噸以上"
        expect(page.locator(".source mark.chosen.value")).to_have_text("10億噸以上")
        page.locator(".source mark.value", has_text="突破1億千瓦").click()
        expect(page.locator("#detail h2")).to_contain_text("Power capacity above 100 million kW")


def test_the_network_is_drawn_by_vis(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#view=network") as page:
        expect(page.locator(".vis-network canvas")).to_be_visible()
        page.wait_for_timeout(300)
        assert count_colours(page) > 50
        page.get_by_label("Zoom in").click()


def test_a_large_network_is_drawn_as_an_overview(browser: Browser, tmp_path: Path) -> None:
    turtle = "d:g a pc:Goal ." + "".join(
        f"d:t{n} a pc:Target ; pc:targetOf d:g ." for n in range(1600)
    )
    file = draw(write_store(turtle)).save(tmp_path / "large.html")
    with opened(browser, file, address="#view=network") as page:
        expect(page.locator(".bar")).to_contain_text("1601 statements as an overview")
        assert count_colours(page) >= 3
        box = page.locator(".field canvas").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator("#detail h2")).to_have_text("g")


def count_colours(page: Page) -> int:
    colours: int = page.evaluate(
        """() => {
          const copy = new OffscreenCanvas(400, 300);
          const pen = copy.getContext("2d", { willReadFrequently: true });
          pen.drawImage(document.querySelector("#stage canvas"), 0, 0, 400, 300);
          return new Set(new Uint32Array(pen.getImageData(0, 0, 400, 300).data.buffer)).size;
        }"""
    )
    return colours


def test_a_statement_named_in_one_language_keeps_its_language(
    browser: Browser, tmp_path: Path
) -> None:
    file = draw(load_talk()).save(tmp_path / "talk.html")
    with opened(browser, file) as page:
        label = page.locator(".card .label", has_text="只有中文").first
        expect(label).to_have_attribute("lang", "zh-Hans")


def test_going_back_leads_to_the_view_before(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address=CHOSEN) as page:
        go(page, "table")
        page.go_back()
        expect(page.locator("#stage.view-cascade")).to_be_visible()
        expect(page.locator("#detail h2")).to_have_text(COAL)


def test_a_goal_that_nobody_asked_for_says_so(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        page.locator("#query").fill("Secure the country's supply")
        card = page.locator(".card", has_text="Secure the country's supply of energy")
        expect(card).to_contain_text("no directive cited")
        page.locator("#query").fill("A world-class energy industry")
        card = page.locator(".card", has_text="A world-class energy industry")
        expect(card).not_to_contain_text("no directive cited")


def test_a_filter_shows_what_became_of_its_matches(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#theme=energy&verdict=missed") as page:
        expect(page.locator(".card.context", has_text="Coal output in 2025")).to_be_visible()


def test_a_question_of_the_welcome_filters(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        page.get_by_role("button", name="Which targets were missed?").click()
        expect(page.locator("#matches")).to_contain_text("6 of 174")
        expect(page.locator(".welcome")).to_have_count(0)
