"""The picture of the cascade: no card on another, no line behind a card; and its files."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect

from graph_builder.drawing import draw

from .explorer import DESKTOP, PHONE, opened, save_picture
from .networks import load_talk, write_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: Every card and line of the cascade, gathered while it is scrolled from top to bottom.
GATHER = """
async () => {
  const stage = document.getElementById("stage");
  const cards = new Map();
  const lines = new Map();
  for (let top = 0; ; top += 400) {
    stage.scrollTop = top;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    for (const card of stage.querySelectorAll(".card")) {
      const { left, top, width, height } = card.style;
      cards.set(card.dataset.card, [Number(card.dataset.node),
        ...[left, top, width, height].map(parseFloat)]);
    }
    for (const path of stage.querySelectorAll(".links path")) {
      const points = path.getAttribute("d").slice(1).split("L")
        .map((point) => point.split(" ").map(Number));
      const name = [path.dataset.from, path.dataset.to, points[points.length - 1]].join();
      const known = lines.get(name);
      if (!known) lines.set(name, [Number(path.dataset.from), Number(path.dataset.to), points,
        path.classList[0]]);
    }
    if (top > stage.scrollHeight) break;
  }
  return { cards: [...cards.values()], lines: [...lines.values()] };
}
"""


class Card(NamedTuple):
    node: int
    left: float
    top: float
    width: float
    height: float


def gather(page: Page) -> tuple[list[Card], list[Any]]:
    found = page.evaluate(GATHER)
    return [Card(*card) for card in found["cards"]], found["lines"]


@pytest.mark.parametrize("address", ["", "#lang=zh", "#theme=energy"])
def test_no_card_covers_another_and_no_line_passes_behind_one(
    browser: Browser, ordos_file: Path, address: str
) -> None:
    with opened(browser, ordos_file, DESKTOP, address) as page:
        cards, lines = gather(page)
    assert len(cards) > 20
    assert len(lines) > 20
    check(cards, lines)


@pytest.mark.parametrize("width", [1100, 1920])
def test_the_same_holds_at_other_widths(browser: Browser, ordos_file: Path, width: int) -> None:
    with opened(browser, ordos_file, {**DESKTOP, "width": width}) as page:
        check(*gather(page))


@pytest.mark.parametrize(
    ("address", "heads"),
    [
        ("#kind=target", ["Directives", "Goals", "Targets", "Outcomes"]),
        ("#kind=action", ["Directives", "Goals", "Actions"]),
        ("#kind=directive", ["Directives"]),
        ("#kind=goal&kind=directive", ["Directives", "Goals"]),
        ("#kind=achievement&kind=observation", ["Directives", "Outcomes"]),
    ],
)
def test_columns_in_which_nothing_stands_take_no_room(
    browser: Browser, ordos_file: Path, address: str, heads: list[str]
) -> None:
    with opened(browser, ordos_file, address=address) as page:
        cards, lines = gather(page)
        check(cards, lines)
        assert page.locator(".heads span").all_inner_texts() == heads
        lefts = page.locator(".heads span").evaluate_all("all => all.map((one) => one.offsetLeft)")
    assert lefts[0] == min(card.left for card in cards)
    assert max(card.left for card in cards) < lefts[-1] + cards[0].width


@pytest.mark.parametrize(
    "turtle",
    [
        "".join(f"d:g{n} a pc:Goal ; pc:partOf d:g{n + 1} ." for n in range(12)),
        """d:a a pc:Target ; pc:partOf d:b . d:b a pc:Target . d:c a pc:Action ; pc:advances d:b .
        d:d a pc:Assessment ; pc:assesses d:a , d:b .""",
        """d:x a pc:Directive . d:y a pc:Directive ; pc:partOf d:x .
        d:g a pc:Goal ; pc:implements d:x , d:y .
        d:t a pc:Target ; pc:targetOf d:g ; pc:implements d:y .""",
    ],
    ids=["deep", "crossed", "directives"],
)
def test_the_same_holds_for_odd_graphs(browser: Browser, tmp_path: Path, turtle: str) -> None:
    file = draw(write_store(turtle)).save(tmp_path / "odd.html")
    with opened(browser, file) as page:
        check(*gather(page))


def check(cards: list[Card], lines: list[Any]) -> None:
    for one, other in combinations(cards, 2):
        assert not overlap(one[1:], other[1:]), (one, other)
    for lower, upper, points, _ in lines:
        for card in cards:
            for start, end in pairwise(points):
                assert not overlap(segment(start, end), card[1:]), (lower, upper, card)
        # The line ends at the left side of a card of the lower statement.
        x, y = points[-1]
        ends = [c for c in cards if c.left == x and c.top <= y <= c.top + c.height]
        assert [c.node for c in ends] == [lower], (lower, upper)


def segment(start: list[float], end: list[float]) -> tuple[float, float, float, float]:
    (x, y), (u, v) = start, end
    return (min(x, u), min(y, v), abs(u - x), abs(v - y))


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes share a point inside; touching an edge is no overlap."""
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )


CUT = """() => [...document.querySelectorAll(".card:not(.brief)")]
  .filter((card) => [card, ...card.querySelectorAll(".label")]
    .some((part) => part.scrollHeight > part.clientHeight + 1))
  .map((card) => card.textContent)"""
#: The spaces that success criterion 1.4.12 of WCAG names.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_is_cut_off_on_a_card(
    browser: Browser, ordos_file: Path, size: dict[str, int], language: str
) -> None:
    with opened(browser, ordos_file, size, f"#lang={language}") as page:
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_cards_grow_with_the_spaces_that_a_reader_wants_in_texts(
    browser: Browser, ordos_file: Path, size: dict[str, int], language: str
) -> None:
    with opened(browser, ordos_file, size, f"#lang={language}") as page:
        before = page.locator(".cascade").evaluate("element => element.scrollHeight")
        page.evaluate(SPACED)
        expect(page.locator(".probe")).to_have_css("line-height", "21px")
        grown = "before => document.querySelector('.cascade').scrollHeight > before"
        page.wait_for_function(grown, arg=before)
        cards, lines = gather(page)
        check(cards, lines)
        page.locator("#stage").evaluate("stage => { stage.scrollTop = 0; }")
        assert page.evaluate(CUT) == []


def test_every_link_among_statements_is_a_line_a_lane_a_tag_or_a_short_card(
    browser: Browser, tmp_path: Path
) -> None:
    file = draw(load_talk()).save(tmp_path / "talk.html")
    with opened(browser, file) as page:
        _, lines = gather(page)
        drawn = {(lower, upper) for lower, upper, *_ in lines}
        tags = page.locator(".card .tag").count()
        links = int(page.locator(".heading p").inner_text().partition("links: ")[2].split()[0])
        lanes = page.locator(".heading-row.rank-1").count()
    assert len(drawn) + tags >= links - 2 * lanes
    assert drawn


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_cascade_is_saved_as_a_picture(
    browser: Browser, ordos_file: Path, tmp_path: Path, form: str
) -> None:
    with opened(browser, ordos_file, address="#theme=energy") as page:
        content, _ = save_picture(page, form, tmp_path / f"picture.{form}")
    if form == "png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 100_000
    else:
        text = content.decode()
        for words in ("Commitments and their proof", "Sources:", "A world-class energy", "Goal"):
            assert words in text
        assert "<script" not in text
