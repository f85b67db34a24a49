"""The page for everyone: keyboard, screen reader, phone, paper, no scripts, contrast."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from .explorer import CHOSEN, COAL, COAL_IRI, DESKTOP, PHONE, PROBE, VIEWS, choose, go, opened
from .samples import polcom

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


class Journey(NamedTuple):
    """What is typed, and what is read on the way and in the copied citation, in one language."""

    language: str
    wanted: str
    found: str
    speaker: str
    place: str
    told: str


JOURNEYS = [
    Journey("en", "coal output of at least", COAL, ", Li Li, ", "characters 709–721", "Copied"),
    Journey(
        "zh", "煤炭产量不低于", "2025年煤炭产量不低于10亿吨", "，李理，", "字符 709–721", "已复制"
    ),
]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.language)
def test_the_keyboard_leads_from_search_to_a_copied_citation(
    browser: Browser, ordos_file: Path, size: dict[str, int], journey: Journey
) -> None:
    with opened(browser, ordos_file, size, f"#lang={journey.language}") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.keyboard.press("/")
        expect(page.locator("#query")).to_be_focused()
        page.keyboard.type(journey.wanted)
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        expect(page.locator("#detail h2")).to_have_text(journey.found)
        expect(page.locator("#detail blockquote").first).to_be_in_viewport()
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "copy-cite":
                break
        page.keyboard.press("Enter")
        expect(page.locator("#live")).to_have_text(journey.told)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"“煤炭產量達到10億噸以上”{journey.speaker}")
        assert journey.place in copied
        assert copied.endswith(COAL_IRI)
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_hidden()


def test_marks_of_a_text_and_suggestions_say_what_they_are_to_who_cannot_see_it(
    browser: Browser, texts_file: Path
) -> None:
    with opened(browser, texts_file, address="#view=source&lang=en") as page:
        value = page.locator(".source mark.value", has_text="10億噸以上")
        expect(value).to_have_accessible_description(f"value of Target: {COAL}")
        page.locator("#query").fill("coal output")
        option = page.get_by_role("option", name=f"Target: {COAL}")
        expect(option).to_be_visible()
        page.locator("#language").click()
        expect(value).to_have_accessible_description("数值，证明指标：2025年煤炭产量不低于10亿吨")


def test_skipping_to_the_statements_leaves_all_as_it_is(browser: Browser, ordos_file: Path) -> None:
    address = "#view=table&lang=zh&q=%E7%85%A4&kind=target"
    with opened(browser, ordos_file, address=address) as page:
        seen = page.locator("#matches").inner_text()
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#stage")).to_be_focused()
        expect(page.locator("#stage.view-table")).to_be_visible()
        expect(page.locator("#matches")).to_have_text(seen)
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        assert page.evaluate("location.hash") == address


def test_the_link_to_a_view_is_copied_where_the_clipboard_is_closed(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, address="#view=table") as page:
        # As on a server without HTTPS.
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.locator(".menu summary").click()
        page.locator("#copy-link").press("Enter")
        expect(page.locator("#live")).to_have_text("Copied")
        expect(page.locator(".menu")).not_to_have_attribute("open", "")
        expect(page.locator(".menu summary")).to_be_focused()
        page.locator("#query").press("ControlOrMeta+V")
        expect(page.locator("#query")).to_have_value(f"{ordos_file.as_uri()}#view=table")


def test_arrow_keys_walk_the_relations(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        page.locator(".card", has_text="A world-class energy industry").first.focus()
        page.keyboard.press("ArrowRight")
        held = page.locator(".card:focus")
        expect(held).to_contain_text("Answer for secure energy supply")
        expect(page.locator("#live")).to_have_text("links up: 1, links down: 0")
        page.keyboard.press("ArrowDown")
        expect(held).to_contain_text("Carry out the energy revolution")
        page.keyboard.press("ArrowLeft")
        expect(held).to_contain_text("A world-class energy industry")
        page.keyboard.press("ArrowLeft")
        expect(held).to_contain_text("Four world-class industries")
        page.keyboard.press("End")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        assert page.locator("#stage .card[tabindex='0']").count() <= 1


@pytest.mark.parametrize("view", ["table", "timeline", "source"])
def test_arrow_keys_walk_the_lists_and_their_relations(
    browser: Browser, texts_file: Path, view: str
) -> None:
    with opened(browser, texts_file, address=f"#view={view}&kind=target&kind=goal") as page:
        goal = "A world-class energy industry"
        above = number_of(page, goal)
        places = "mark[data-node]" if view == "source" else "button[data-node]"
        first = page.locator(f"#stage {places}[data-node='{number_of(page, COAL)}']").first
        first.focus()
        page.keyboard.press("ArrowDown")
        expect(first).not_to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(first).to_be_focused()
        page.keyboard.press("ArrowLeft")
        if view == "timeline":  # It lists no goals, so that the panel shows it.
            expect(page.locator("#detail h2")).to_have_text(goal)
            expect(page.locator("#detail h2")).to_be_focused()
        else:
            held = page.locator("#stage :focus")
            expect(held).to_have_attribute("data-node", above)
            expect(page.locator("#detail")).to_be_hidden()
            expect(held).to_be_in_viewport()
        expect(page.locator("#live")).to_have_text("links up: 2, links down: 7")


#: Whether an element is where the reader sees it, and nothing lies over it.
IS_SEEN = """one => {
  const { left, top, height } = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(left + 9, top + height / 2));
}"""


def number_of(page: Page, label: str) -> str:
    """What the cascade calls a statement by, and every other view."""
    view = page.locator('#views [aria-current="page"]').get_attribute("value")
    go(page, "cascade")
    card = page.locator(".card", has=page.get_by_text(label, exact=True)).first
    number = str(card.get_attribute("data-node"))
    go(page, str(view))
    return number


def test_rows_under_the_head_of_a_table_come_out_when_the_keyboard_reaches_them(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, address="#view=table") as page:
        rows = page.locator(".rows .choose")
        rows.first.focus()
        for _ in range(30):
            page.keyboard.press("ArrowDown")
        for _ in range(20):
            page.keyboard.press("ArrowUp")
            page.wait_for_function(f"({IS_SEEN})(document.querySelector('#stage :focus'))")
        assert page.locator(".rows .row:has(:focus)").get_attribute("aria-rowindex") == "12"


@pytest.mark.parametrize("view", VIEWS)
def test_arrow_keys_walk_the_relations_in_the_panel_of_every_view(
    browser: Browser, ordos_file: Path, view: str
) -> None:
    with opened(browser, ordos_file, address=f"#view={view}") as page:
        choose(page, COAL)
        heading = page.locator("#detail h2")
        heading.focus()
        for key, label in (
            ("ArrowLeft", "A world-class energy industry"),
            ("ArrowLeft", "Four world-class industries"),
            ("ArrowRight", "A world-class energy industry"),
            ("ArrowRight", "Answer for secure energy supply"),
        ):
            page.keyboard.press(key)
            expect(heading).to_have_text(label)
            expect(heading).to_be_focused()
        expect(page.locator("#live")).to_have_text("links up: 1, links down: 0")
        page.keyboard.press("ArrowRight")
        expect(heading).to_have_text("Answer for secure energy supply")
        page.locator("#detail textarea.query").focus()
        page.keyboard.press("ArrowLeft")
        expect(heading).to_have_text("Answer for secure energy supply")


@pytest.mark.parametrize(
    ("label", "told"),
    [
        (
            COAL,
            {
                "煤炭產量達到10億噸以上", "10億噸以上", "“十四五”末", "at least", "tonne",
                "14th Five-Year Plan", "Li Li", "A world-class energy industry", "missed",
                "bound compared", "-110000000", "890000000", "煤炭产量8.9亿吨",
                "https://www.cctd.com.cn/show-176-253795-1.html",
                "From the city's work report, as a trade page reports it.",
            },
        ),
        (
            "Carry out the energy revolution",
            {"深入推進能源革命", "Advance the energy revolution", "A world-class energy industry"},
        ),
        (
            "Advance the energy revolution",
            {"https://w3id.org/polcom/ns#implements", "深入推进能源革命"},
        ),
    ],
    ids=["target", "action", "directive"],
)  # fmt: skip
def test_the_query_of_the_panel_gives_the_same_by_the_command(
    browser: Browser, ordos: Path, tmp_path: Path, label: str, told: set[str]
) -> None:
    with opened(browser, ordos / "index.html") as page:
        choose(page, label)
        text = page.locator("#detail textarea.query").input_value()
        ties = set(page.locator("#detail .link button span").all_inner_texts())
    question = tmp_path / "panel.rq"
    question.write_text(text, encoding="utf-8")
    answer = polcom("query", question, "--build", ordos, "--format", "json")
    assert answer.code == 0, answer.err
    rows = [
        {name: cell["value"] for name, cell in row.items()}
        for row in json.loads(answer.out)["results"]["bindings"]
    ]
    assert told <= {value for row in rows for value in row.values()}
    subjects = {row["subject"] for row in rows} | {row["value"] for row in rows}
    assert len(subjects) >= len(ties)


def test_without_scripts_the_outline_can_be_read(browser: Browser, ordos_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(ordos_file.as_uri())
    expect(page.locator("li", has_text=COAL).first).to_be_visible()
    expect(page.locator("blockquote", has_text="煤炭產量達到10億噸以上").first).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    context.close()


def test_paper_shows_what_matches_with_its_quotes(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file, address="#kind=target&theme=energy") as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        matches = int(page.evaluate("document.getElementById('matches').textContent.split(' ')[0]"))
        expect(page.locator("#print tbody tr")).to_have_count(matches)
        expect(page.locator("#print")).to_contain_text("煤炭產量達到10億噸以上")
        expect(page.locator("#stage")).to_be_hidden()
        printed = page.locator("#print")
        expect(printed).to_contain_text("Filters: Kind: Target; Theme: energy. ")
        expect(printed).to_contain_text("Sources: ")
        expect(printed).to_contain_text("http://nm.people.com.cn/BIG5/n2/2022/1109/")
        expect(printed).to_contain_text(
            "documents: 6 · 2022-08-24 to 2026-11-23 · ontology 0.1.0. Saved on 20"
        )
        # What stands in the clause is not said twice.
        row = printed.locator("tr", has_text=COAL)
        assert row.locator(".quote").all_inner_texts() == ["“十四五”末", "煤炭產量達到10億噸以上"]
        assert len(page.pdf()) > 30_000


def test_paper_shows_the_chosen_statement_with_its_proof_in_ink(
    browser: Browser, ordos_file: Path
) -> None:
    address = f"#view=matrix&lang=zh&scheme=dark&kind=goal{CHOSEN}"
    with opened(browser, ordos_file, address=address) as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        proof = page.locator("#print .detail")
        expect(proof.locator("h2")).to_have_text("2025年煤炭产量不低于10亿吨")
        expect(proof.locator("mark.value").first).to_have_text("10億噸以上")
        expect(proof.locator("mark.deadline").first).to_have_text("“十四五”末")
        expect(proof).to_contain_text("“煤炭產量達到10億噸以上”，李理，打造")
        expect(proof.locator("textarea, .close")).to_have_count(0)
        assert page.evaluate(f"{PROBE}; findFaintTexts()") == []
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(page.locator("#print > *")).to_have_count(0)


def test_the_colours_can_be_chosen(browser: Browser, ordos_file: Path) -> None:
    with opened(browser, ordos_file) as page:
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        page.locator("#scheme").click()
        assert page.evaluate(ground) == light
        page.locator("#scheme").click()
        assert page.evaluate(ground) != light
        assert "scheme=dark" in page.evaluate("location.hash")


def test_a_browser_that_is_too_old_is_told_so(browser: Browser, ordos_file: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(ordos_file.as_uri())
    expect(page.locator("#failure [lang=en]")).to_be_visible()
    expect(page.locator("#failure")).to_contain_text("Firefox 113")
    context.close()


def test_a_row_keeps_the_keyboard_while_the_table_scrolls(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file, address="#view=table") as page:
        page.locator(".rows .choose").first.focus()
        page.evaluate("document.getElementById('stage').scrollTop = 4000")
        expect(page.locator(".rows .row").nth(20)).to_be_attached()
        assert page.evaluate("document.activeElement.className") == "choose"


@pytest.mark.parametrize("view", ["table", "timeline", "matrix"])
def test_every_list_gives_the_keyboard_to_the_panel_and_takes_it_back(
    browser: Browser, ordos_file: Path, view: str
) -> None:
    with opened(browser, ordos_file, address=f"#view={view}") as page:
        page.locator("#stage").focus()
        first = page.locator("#stage button[data-node]").nth(6)
        name = first.inner_text()
        first.focus()
        page.keyboard.press("Shift")  # tells the browser that the keyboard is in use
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_be_focused()
        page.wait_for_timeout(250)
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_hidden()
        page.wait_for_timeout(250)
        held = page.evaluate("document.activeElement.innerText")
        assert held == name
