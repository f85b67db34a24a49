"""The network: no link passes behind a sign that it does not touch, no name covers anything."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from benchmarks.page import make_store
from graph_builder.drawing import draw

from .canvas import (
    LISTEN_TO_PENS,
    Drawn,
    Link,
    Places,
    find_ends,
    list_covered,
    list_touched,
    read_canvas,
    read_picture,
    to_screen,
)
from .explorer import CHOSEN, DESKTOP, PATIENCE, read_tables, save_picture
from .networks import write_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ODD = {
    "circle": "".join(f"d:g{n} a pc:Goal ; pc:partOf d:g{(n + 1) % 30} ." for n in range(30)),
    "star": "d:hub a pc:Goal ."
    + "".join(f"d:t{n} a pc:Target ; pc:targetOf d:hub ." for n in range(300)),
    # A top, one below it, and all others below that one: straight links would run through the top.
    "funnel": "d:top a pc:Goal . d:hub a pc:Goal ; pc:partOf d:top ."
    + "".join(f"d:t{n} a pc:Target ; pc:targetOf d:hub ." for n in range(120)),
    "two": "d:a a pc:Goal . d:b a pc:Target ; pc:targetOf d:a .",
    "to and fro": """d:a a pc:Goal ; pc:partOf d:b . d:b a pc:Goal ; pc:partOf d:a .
    d:c a pc:Goal ; pc:partOf d:a ; pc:implements d:x . d:x a pc:Directive .""",
    # Every goal carries out every directive: links lead across everything.
    "mesh": "".join(
        f"d:d{n} a pc:Directive . d:g{n} a pc:Goal ; pc:implements "
        + ", ".join(f"d:d{m}" for m in range(12))
        + " ."
        + "".join(f"d:t{n}x{m} a pc:Target ; pc:targetOf d:g{n} ." for m in range(9))
        for n in range(12)
    ),
}


@contextmanager
def opened_network(
    browser: Browser, file: Path, address: str = "", size: dict[str, int] = DESKTOP
) -> Iterator[Page]:
    """The network of a page, drawn, whose pens tell what they draw."""
    context = browser.new_context(viewport=size, offline=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(LISTEN_TO_PENS)
    page.goto(f"{file.as_uri()}#view=network{address}")
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator(".foot")).to_be_visible()
    settle(page)
    yield page
    assert faults == []
    context.close()


def settle(page: Page) -> None:
    """Wait until what was asked for is drawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")


def check(drawn: Drawn) -> None:
    assert list_touched(drawn) == []
    assert list_covered(drawn) == []


def check_links(drawn: Drawn, file: Path) -> None:
    """Every link of the graph is drawn once, between the signs that it ties, as it is known."""
    tables = read_tables(file.read_text(encoding="utf-8"))
    nodes, edges = tables["nodes"], tables["edges"]
    places = to_screen(zip(nodes["x"], nodes["y"], strict=True), drawn.signs)
    expected = [
        (number(places[lower]), number(places[upper]), basis)
        for lower, upper, basis in zip(edges["from"], edges["to"], edges["basis"], strict=True)
    ]
    known = Places(drawn.signs)
    found = [
        (*(number(sign.middle) for sign in find_ends(known, link)), link.basis)
        for link in drawn.links
    ]
    assert len(drawn.signs) == len(nodes["x"])
    assert sorted(found) == sorted(expected)


def number(point: tuple[float, float]) -> tuple[int, int]:
    """A point as whole steps of two pixels; signs stand further apart."""
    return round(point[0] / 2), round(point[1] / 2)


@pytest.mark.parametrize("address", ["", "&lang=zh", CHOSEN])
def test_no_link_touches_a_sign_but_its_own_and_no_name_covers_anything(
    browser: Browser, ordos_file: Path, address: str
) -> None:
    with opened_network(browser, ordos_file, address) as page:
        check(read_canvas(page))
        page.locator(".bar .buttons button").last.click()
        settle(page)
        check_links(read_canvas(page), ordos_file)
        for name in ("Zoom out", "Zoom in"):
            for _ in range(6):
                page.locator(".bar button", has_text="−" if name == "Zoom out" else "+").click()
            settle(page)
            check(read_canvas(page))


def test_filters_only_remove(browser: Browser, ordos_file: Path) -> None:
    with opened_network(browser, ordos_file) as page:
        whole = read_canvas(page)
    with opened_network(browser, ordos_file, "&kind=target&kind=goal") as page:
        part = read_canvas(page)
        check(part)
    assert 0 < len(part.links) < len(whole.links)
    ways = {shape(link) for link in whole.links}
    assert [link for link in part.links if shape(link) not in ways] == []


def shape(link: Link) -> tuple[int, ...]:
    """A link by the share of its length that each corner lies away from its beginning."""
    (x, y), (u, v) = link.points[0], link.points[-1]
    length = max(abs(u - x), abs(v - y))
    corners = link.points[1:-2]
    return tuple(
        round(50 * step / length) for point in corners for step in (point[0] - x, point[1] - y)
    )


@pytest.mark.parametrize("name", ODD)
def test_the_same_holds_for_odd_graphs(browser: Browser, tmp_path: Path, name: str) -> None:
    file = draw(write_store(ODD[name])).save(tmp_path / "odd.html")
    with opened_network(browser, file) as page:
        drawn = read_canvas(page)
        check(drawn)
        check_links(drawn, file)
        check_picture(page, file, tmp_path)


def test_the_same_holds_for_as_many_statements_as_the_canvas_takes(
    browser: Browser, tmp_path: Path
) -> None:
    file = draw(make_store(1480)).save(tmp_path / "many.html")
    with opened_network(browser, file) as page:
        expect(page.locator(".bar")).not_to_contain_text("overview")
        drawn = read_canvas(page)
        assert len(drawn.links) > 1400
        check(drawn)
        check_picture(page, file, tmp_path)


def test_the_same_holds_for_the_overview_from_afar_and_from_near(
    browser: Browser, tmp_path: Path
) -> None:
    file = draw(make_store(3000)).save(tmp_path / "more.html")
    with opened_network(browser, file) as page:
        expect(page.locator(".bar")).to_contain_text("as an overview")
        afar = read_canvas(page)
        assert len(afar.signs) > 3000
        assert len(afar.links) > 2900
        check(afar)
        for _ in range(6):
            page.get_by_label("Zoom in").click()
        near = read_canvas(page)
        assert 0 < len(near.signs) < 1500
        assert near.names
        assert list_covered(near) == []


def check_picture(page: Page, file: Path, folder: Path) -> Drawn:
    """The saved picture holds the same links as the canvas, and obeys as it does."""
    _, name = save_picture(page, "svg", folder / "picture.svg")
    assert name.endswith(".svg")
    alone = page.context.new_page()
    alone.goto((folder / "picture.svg").as_uri())
    drawn = read_picture(alone)
    alone.close()
    check(drawn)
    check_links(drawn, file)
    return drawn


@pytest.mark.parametrize("address", ["", "&lang=zh", CHOSEN])
def test_the_saved_picture_is_as_true_as_the_canvas(
    browser: Browser, ordos_file: Path, tmp_path: Path, address: str
) -> None:
    with opened_network(browser, ordos_file, address) as page:
        drawn = check_picture(page, ordos_file, tmp_path)
    assert len(drawn.names) > 150


def test_the_legend_tells_kinds_and_lines_and_can_be_folded(
    browser: Browser, ordos_file: Path
) -> None:
    with opened_network(browser, ordos_file) as page:
        legend = page.locator(".foot .legend")
        for words in ("Goal", "Directive", "Target", "stated", "interpreted", "derived"):
            expect(legend.locator("li", has_text=words).first).to_be_visible()
        legend.locator("summary").click()
        expect(legend.locator("li").first).to_be_hidden()


def test_the_map_shows_what_is_in_view_and_takes_presses(
    browser: Browser, ordos_file: Path
) -> None:
    with opened_network(browser, ordos_file) as page:
        for _ in range(4):
            page.get_by_label("Zoom in").click()
        settle(page)
        before = read_canvas(page).signs[0]
        small = page.locator(".map").screenshot()
        box = page.locator(".map").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 20, box["y"] + 20)
        settle(page)
        after = read_canvas(page).signs[0]
        assert after.middle != before.middle
        assert after.half == before.half
        assert page.locator(".map").screenshot() != small


def test_keys_move_and_zoom_the_network(browser: Browser, ordos_file: Path) -> None:
    with opened_network(browser, ordos_file) as page:
        page.locator(".field").focus()
        first = read_canvas(page).signs[0]
        (x, y), half = first.middle, first.half
        page.keyboard.press("ArrowRight")
        settle(page)
        moved = read_canvas(page).signs[0].middle
        assert (round(x - moved[0]), round(y - moved[1])) == (80, 0)
        for _ in range(8):
            page.keyboard.press("+")
        settle(page)
        assert read_canvas(page).signs[0].half > 1.2 * half
        page.keyboard.press("0")
        settle(page)
        assert read_canvas(page).signs[0].middle == pytest.approx((x, y), abs=0.5)


def test_a_hidden_name_appears_under_the_pointer(browser: Browser, ordos_file: Path) -> None:
    nodes = read_tables(ordos_file.read_text(encoding="utf-8"))["nodes"]
    with opened_network(browser, ordos_file) as page:
        drawn = read_canvas(page)
        places = to_screen(zip(nodes["x"], nodes["y"], strict=True), drawn.signs)
        field = page.locator(".field").bounding_box()
        assert field is not None
        named = "".join(name.text for name in drawn.names)
        hidden = next(n for n, label in enumerate(nodes["label_en"]) if label[:9] not in named)
        x, y = places[hidden]
        page.mouse.move(field["x"] + x, field["y"] + y)
        expect(page.locator(".tip")).to_have_text(nodes["label_en"][hidden])
        page.mouse.click(field["x"] + x, field["y"] + y)
        expect(page.locator("#detail h2")).to_have_text(nodes["label_en"][hidden])
        page.mouse.move(5, 5)
        expect(page.locator(".tip")).to_be_hidden()
        settle(page)
        names = "".join(name.text for name in read_canvas(page).names)
        assert nodes["label_en"][hidden][:9] in names


def test_a_choice_keeps_the_canvas_and_the_part_in_view(browser: Browser, ordos_file: Path) -> None:
    size = {"width": 1900, "height": 900}
    with opened_network(browser, ordos_file, CHOSEN, size) as page:
        page.locator(".field canvas").evaluate("(canvas) => { window.kept = canvas; }")
        before = read_canvas(page)
        field = page.locator(".field").bounding_box()
        assert field is not None
        inside = [
            s.middle for s in before.signs if 60 < s.middle[0] < 900 and 60 < s.middle[1] < 500
        ]
        x, y = inside[0]
        page.mouse.click(field["x"] + x, field["y"] + y)
        settle(page)
        assert page.evaluate("window.kept.isConnected")
        assert [sign.middle for sign in read_canvas(page).signs] == [s.middle for s in before.signs]


def test_what_is_chosen_out_of_view_comes_into_view(browser: Browser, ordos_file: Path) -> None:
    size = {"width": 1900, "height": 900}
    with opened_network(browser, ordos_file, CHOSEN, size) as page:
        box = page.locator(".map").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 150, box["y"] + 95)
        settle(page)
        assert "world-class energy" not in names_of(page)
        # Left leads to the goal that the target belongs to.
        page.locator("#detail .close").press("ArrowLeft")
        expect(page.locator("#detail h2")).to_have_text("A world-class energy industry")
        settle(page)
        assert "world-class" in names_of(page)
        assert "energy industry" in names_of(page)


def names_of(page: Page) -> str:
    """The names within the canvas, a line each."""
    wide, tall = page.locator(".field").evaluate("(one) => [one.clientWidth, one.clientHeight]")
    return "\n".join(
        name.text
        for name in read_canvas(page).names
        if 0 < name.box[0] < wide and 0 < name.box[1] < tall
    )
