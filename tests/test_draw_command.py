"""``polcom draw``: each option alone and with others, on each source; and mistaken calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.drawing import draw
from graph_builder.network import Selection

from .explorer import COAL_IRI, read_columns, read_details, read_texts, unpack
from .networks import TALK, load_talk
from .samples import polcom

if TYPE_CHECKING:
    from pathlib import Path

ORDOS = "cn:ordos"
TASK = "cn:task-energy"


def drawn(page: Path, *arguments: object) -> dict[str, list[object]]:
    """The statements of the page that a call writes, a list for each field."""
    called = polcom("draw", *arguments, "-o", page)
    assert (called.code, called.err) == (0, f"wrote {page}\n")
    return read_columns(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("place", ["graph.trig", "graph.nq", "store", "."])
def test_every_option_chooses_the_same_from_build_store_and_file(
    ordos: Path, tmp_path: Path, place: str
) -> None:
    page = tmp_path / "page.html"
    around = drawn(page, ordos / place, "--around", COAL_IRI, "--depth", 1)["iri"]
    assert COAL_IRI in around
    assert len(around) == 3
    assert len(drawn(page, ordos / place, "--around", COAL_IRI)["iri"]) > len(around)
    assert drawn(page, ordos / place, "--around", COAL_IRI, "--depth", 0)["iri"] == [COAL_IRI]
    carried = drawn(page, ordos / place, "--directive", TASK)
    assert {"directive", "goal", "target", "assessment"} <= set(carried["kind"])
    both = drawn(page, ordos / place, "--theme", "energy", "--place", ORDOS, "--kind", "target")
    assert set(both["kind"]) == {"target"}
    assert COAL_IRI in both["iri"]


def test_a_part_shows_the_whole_proof_of_what_it_holds(ordos: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for chosen in (("--around", COAL_IRI, "--depth", 0), ("--kind", "target")):
        number = drawn(page, ordos, *chosen)["iri"].index(COAL_IRI)
        html = page.read_text(encoding="utf-8")
        (outcome,) = read_details(html)[number]["outcomes"]
        assert outcome["verdict"] == "missed"
        texts = read_texts(html)
        assert [texts[seen["label"]]["en"] for seen in outcome["observations"]] == [
            "Coal output in 2025"
        ]
        seen = unpack(html, "observations")
        labels = [seen["texts"][row["label"]]["en"] for row in seen["rows"]]
        assert "Coal output from January to September 2024" in labels


def test_options_narrow_each_other(ordos: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    directive = set(drawn(page, ordos, "--directive", TASK)["iri"])
    theme = set(drawn(page, ordos, "--theme", "energy")["iri"])
    near = set(drawn(page, ordos, "--around", COAL_IRI, "--depth", 3)["iri"])
    all_three = ("--directive", TASK, "--theme", "energy", "--around", COAL_IRI, "--depth", 3)
    assert set(drawn(page, ordos, *all_three)["iri"]) == directive & theme & near


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--place", "nowhere"), "--place 'nowhere': not the name of a place; write a full IRI"),
        (("--place", "cn:moon"), "nothing here has the place https://w3id.org/polcom/ext/cn/moon"),
        (("--place", "cn:ordo"), "choose one of: https://w3id.org/polcom/ext/cn/ordos"),
        (
            ("--theme", "enrgy"),
            "theme/enrgy; choose one of: https://w3id.org/polcom/vocab/theme/en",
        ),
        (("--around", ""), "--around '': not the name of a statement; write a full IRI"),
        (("--around", "none:x"), "--around none:x: the prefix is not known; write a full IRI"),
        (("--around", "cn:moon"), "the network has no node https://w3id.org/polcom/ext/cn/moon"),
        (("--directive", COAL_IRI), f"{COAL_IRI} is no directive but of the kind target"),
        (("--depth", "3"), "--depth says how near to --around; add --around IRI"),
        (("--around", COAL_IRI, "--depth", "-1"), "-1 is not in the range x>=0"),
        (("--around", COAL_IRI, "--depth", "near"), "'near' is not a valid integer"),
        (("--kind", "wish"), "'wish' is not one of 'directive', 'goal'"),
        (("--lang", "fr"), "the page speaks en and zh, not 'fr'"),
        (("--documents", "absent"), "absent: no such folder; give the folder that holds the doc"),
        (("--plain-pyvis", "--documents", "."), "--plain-pyvis shows no texts; leave out --doc"),
        (("--extension", "absent"), "absent: no such folder"),
        (("--words", "absent.json"), "absent.json"),
    ],
)
def test_a_mistaken_call_says_what_to_write_and_writes_nothing(
    ordos: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    page = tmp_path / "page.html"
    called = polcom("draw", ordos, *arguments, "-o", page)
    assert (called.code, page.exists()) == (2, False), called.err
    assert told in called.err


def test_a_page_without_any_statement_or_text_is_written_with_a_warning(
    ordos: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    chosen = ("--directive", TASK, "--kind", "achievement")
    called = polcom("draw", ordos, *chosen, "-o", page)
    assert called.code == 0
    assert called.err.startswith("warning: no statement is in all parts that were chosen; the page")
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    called = polcom("draw", ordos, "--documents", tmp_path, "-o", page)
    assert called.code == 0
    assert called.err.startswith(f"warning: {tmp_path}: no file in it is a document of this graph")
    assert draw(load_talk(), Selection(place=f"{TALK}city")).warnings == ()


def test_the_page_is_not_written_over_the_graph(ordos: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph.trig"
    content = (ordos / "graph.trig").read_bytes()
    graph.write_bytes(content)
    called = polcom("draw", graph, "-o", tmp_path / "." / "graph.trig")
    assert called.code == 2
    assert "the graph itself; name another file for the page with -o" in called.err
    assert graph.read_bytes() == content
