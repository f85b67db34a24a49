"""The history of a target: what was set, replaced, due, observed and judged, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from graph_builder.drawing import draw

from .explorer import COAL, choose, opened
from .networks import write_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PLANS = """
d:old a pc:Document ; rdfs:label "old plan"@en ; dct:issued "2016-03-01" .
d:new a pc:Document ; rdfs:label "new plan"@en ; dct:issued "2021-03-01" .
d:last a pc:Document ; rdfs:label "last plan"@en ; dct:issued "2026-03-01" .
d:coal rdfs:label "coal"@en . d:here rdfs:label "Here"@en . d:there rdfs:label "There"@en .
d:set a pc:Target ; rdfs:label "as it was set"@en ; pc:metric d:coal ; pc:place d:here ;
  pc:evidencedBy d:s1 .
d:revised a pc:Target ; rdfs:label "as it was revised"@en ; pc:metric d:coal ; pc:place d:here ;
  pc:supersedes d:set ; pc:deadline "2025-12-31" ; pc:evidencedBy d:s2 .
d:again a pc:Target ; rdfs:label "as it was revised again"@en ; pc:metric d:coal ;
  pc:place d:here ; pc:supersedes d:revised ; pc:evidencedBy d:s3 .
d:step a pc:Target ; rdfs:label "a step on the way"@en ; pc:milestoneFor d:revised ;
  pc:evidencedBy d:s4 .
d:loose a pc:Target ; rdfs:label "of no document"@en ; pc:metric d:coal ; pc:place d:here .
d:far a pc:Target ; rdfs:label "of another place"@en ; pc:metric d:coal ; pc:place d:there .
d:seen a pc:Observation ; rdfs:label "coal seen here"@en ; pc:metric d:coal ; pc:place d:here ;
  pc:observedValue 7 ; pc:periodEnd "2023-12-31" ; dct:source <https://example.org/seen> .
d:apart a pc:Observation ; rdfs:label "coal seen there"@en ; pc:metric d:coal ; pc:place d:there ;
  pc:observedValue 9 ; pc:periodEnd "2023-12-31" .
""" + "".join(
    f"d:s{number} a pc:Excerpt ; pc:inDocument d:{name} ; pc:startOffset 1 ; pc:endOffset 2 ."
    for number, name in enumerate(("old", "new", "last", "new"), 1)
)


def read_history(page: Page) -> list[str]:
    """The date and word of each event, and the first thing that is said of it."""
    events = page.locator("#detail .history > li").all_inner_texts()
    return [" | ".join([line for line in text.split("\n") if line][:2]) for text in events]


def test_a_history_runs_over_documents_observations_and_verdicts(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file) as page:
        choose(page, COAL)
        assert read_history(page) == [
            "2022-08-24 stated | Coal output steady at about 800 million tonnes in 2025",
            f"2022-11-09 this is stated | {COAL}",
            "2024-09-30 observed | Coal output from January to September 2024",
            "2025-12-31 falls due",
            "2025-12-31 observed | Coal output in 2025",
            "2025-12-31 observed | Coal output of 2025 against 2020",
            "2026-11-23 judged | missed",
        ]
        output = page.locator('.history > li:has-text("Coal output in 2025")')
        expect(output).to_contain_text("890 million t · official")
        expect(output).to_contain_text("Source read on: ")
        expect(output.locator('a[href^="https://"]')).to_have_count(1)
        page.locator(".history button").first.click()
        expect(page.locator("#detail h2")).to_have_text(
            "Coal output steady at about 800 million tonnes in 2025"
        )


def test_what_replaced_what_is_followed_in_both_directions(
    browser: Browser, tmp_path: Path
) -> None:
    file = draw(write_store(PLANS)).save(tmp_path / "page.html")
    with opened(browser, file) as page:
        choose(page, "as it was revised")
        assert read_history(page) == [
            "2016-03-01 stated | as it was set",
            "2021-03-01 this is stated | as it was revised",
            "2021-03-01 stated | a step on the way",
            "2023-12-31 observed | coal seen here",
            "2025-12-31 falls due",
            "2026-03-01 stated | as it was revised again",
            "without a date stated | of no document",
        ]
        ties = {
            name: page.locator(f'.history > li:has(button:has-text("{name}"))').inner_text()
            for name in ("as it was set", "as it was revised again", "a step on the way")
        }
        assert "replaced by: as it was revised" in ties["as it was set"]
        assert "replaces: as it was revised" in ties["as it was revised again"]
        assert "milestone for: as it was revised" in ties["a step on the way"]
        expect(page.locator("#detail h3")).to_contain_text(["The same metric elsewhere"])
        elsewhere = page.locator('#detail h3:has-text("elsewhere") ~ .link')
        expect(elsewhere).to_have_count(1)
        expect(elsewhere).to_contain_text("of another place")
        expect(elsewhere).to_contain_text("There")


def test_a_chain_of_replacements_is_shown_from_its_end(browser: Browser, tmp_path: Path) -> None:
    file = draw(write_store(PLANS)).save(tmp_path / "page.html")
    with opened(browser, file) as page:
        choose(page, "as it was revised again")
        first = page.locator(".history > li").first
        expect(first).to_contain_text("as it was set")
        expect(first).to_contain_text("replaced by: as it was revised")


def test_a_citation_names_document_offsets_hash_and_address(
    browser: Browser, ordos_file: Path
) -> None:
    with opened(browser, ordos_file) as page:
        choose(page, COAL)
        cited = page.locator("textarea.cite").input_value()
        for part in ("Li Li, ", "2022-11-09, characters 709–721, SHA-256 3b68e4be", "https://"):
            assert part in cited
        about = page.locator("#detail dl").first
        expect(about.locator('dt:text-is("Unit") + dd')).to_have_text("tonne")
        expect(page.locator('#detail dt:text-is("Document") + dd code')).to_contain_text("3b68e4be")


def test_a_long_history_says_how_much_of_it_is_left_out(browser: Browser, tmp_path: Path) -> None:
    targets = "".join(
        f'd:t{n} a pc:Target ; rdfs:label "target {n}"@en ; pc:metric d:m .' for n in range(130)
    )
    with opened(browser, draw(write_store(targets)).save(tmp_path / "page.html")) as page:
        choose(page, "target 129")
        expect(page.locator(".history > li")).to_have_count(100)
        expect(page.locator(".history + .more")).to_have_text("30 more")


def test_a_circle_of_replacements_has_an_end(browser: Browser, tmp_path: Path) -> None:
    store = write_store(
        'd:a a pc:Goal ; rdfs:label "one"@en ; pc:supersedes d:b .'
        'd:b a pc:Goal ; rdfs:label "other"@en ; pc:supersedes d:a .'
    )
    with opened(browser, draw(store).save(tmp_path / "page.html")) as page:
        choose(page, "one")
        expect(page.locator(".history > li")).to_have_count(2)
