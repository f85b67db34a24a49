"""A person's task, done step by step: find all energy targets of 2025 that have no outcome.

``python -m benchmarks.task`` prints steps, clicks, scrolls and time in both languages, on desktop
and phone. What must be pressed is looked for where it can be seen; nothing is typed.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@dataclass(frozen=True, slots=True)
class Task:
    """The names, in one language, of what has to be pressed, and the only right answer."""

    filters: tuple[tuple[str, str], ...]
    button: str
    table: str
    answer: str


TASKS = {
    "en": Task(
        (("deadline", "2025"), ("verdict", "no evidence"), ("theme", "energy")),
        "Filters",
        "Table",
        "A world-class comprehensive energy production base",
    ),
    "zh": Task(
        (("deadline", "2025"), ("verdict", "未见证据"), ("theme", "能源")),
        "筛选",
        "表格",
        "世界一流的综合能源基地",
    ),
}


@dataclass(slots=True)
class Walk:
    """A person at a page: what was done, and what was found in the end."""

    page: Page
    is_phone: bool
    clicks: int = 0
    scrolls: int = 0
    steps: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def press(self, element: Locator, name: str) -> None:
        """Press what can be seen; what lies out of sight costs a scroll first."""
        box, size = element.bounding_box(), self.page.viewport_size
        assert box is not None, name
        assert size is not None
        if not 0 <= box["y"] <= size["height"] - box["height"]:
            element.scroll_into_view_if_needed()
            self.scrolls += 1
            self.steps.append(f"scroll to {name}")
        element.click()
        self.clicks += 1
        self.steps.append(f"press {name}")


def walk(person: Walk, task: Task) -> Walk:
    """The person with clicks, scrolls, steps and the statements found."""
    page = person.page
    if person.is_phone:
        person.press(page.get_by_role("button", name=task.button, exact=True), task.button)
    for facet, name in task.filters:
        value = page.locator(f'[data-facet="{facet}"] label', has_text=name).first
        person.press(value, name)
    person.press(page.locator("#views").get_by_role("button", name=task.table), task.table)
    page.locator(".rows .row").first.wait_for()
    person.found = page.locator(".rows .statement .choose").all_inner_texts()
    return person


def main() -> None:
    """Print one line for each language and size."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from graph_builder.building import assemble  # noqa: PLC0415
    from graph_builder.drawing import draw  # noqa: PLC0415
    from tests.browser import find_browser  # noqa: PLC0415

    example = Path(__file__).resolve().parent.parent / "examples" / "ordos"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = draw(assemble([example]).store).save(Path(folder) / "ordos.html")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        print("language  size     clicks  scrolls  seconds  found")
        for language, task in TASKS.items():
            for name, size in SIZES.items():
                page = browser.new_page(viewport=size)  # type: ignore[arg-type]
                start = perf_counter()
                page.goto(f"{file.as_uri()}#lang={language}")
                page.locator("html[data-ready]").wait_for(state="attached")
                done = walk(Walk(page, name == "phone"), task)
                seconds = perf_counter() - start
                row = f"{done.clicks:6}  {done.scrolls:7}  {seconds:7.2f}  {', '.join(done.found)}"
                print(f"{language:8}  {name:7}  {row}")
                print(f"          {'; '.join(done.steps)}")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
