"""A first walk over a page: how much text each element holds, and which tables lay out the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CELLS = frozenset({"td", "th"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
DROPPED = frozenset(
    [
        "applet",
        "audio",
        "canvas",
        "embed",
        "head",
        "iframe",
        "link",
        "math",
        "meta",
        "object",
        "script",
        "style",
        "svg",
        "template",
        "title",
        "textarea",
        "video",
    ]
)
_ONLY_IN_LAYOUT = frozenset({*HEADINGS, "article", "form", "main", "nav", "section", "table"})
_LONGEST_CELL = 2000


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    index: int
    tag: str
    cells: int = 0
    text: int = 0


@dataclass(slots=True)
class Survey:
    """What the second walk needs to know at the start of an element; elements in their order."""

    unlinked: list[int] = field(default_factory=list)
    """Characters of the element outside links."""
    layouts: set[int] = field(default_factory=set)
    """The tables that only put parts of the page side by side."""

    @property
    def total(self) -> int:
        """Characters of the page outside links."""
        return self.unlinked[0] if self.unlinked else 0


def walk(tree: Any, etree: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # lxml has no types
    """Start and end of every element that can show text, comments as their end alone."""
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in {"comment", "pi"} or not isinstance(element.tag, str):
            yield "comment", element
        elif element.tag in DROPPED:
            if event == "start":
                walker.skip_subtree()
            else:
                yield "comment", element
        else:
            yield event, element


def survey_page(tree: Any, etree: Any) -> Survey:  # noqa: ANN401  # lxml has no types
    """The survey of a parsed page, in time linear in its length."""
    survey, stack, links = Survey(), [_Open(-1, "")], 0
    for event, element in walk(tree, etree):
        if event == "start":
            _open(survey, stack, element.tag)
            links += element.tag == "a"
            stack[-1].text += 0 if links else len((element.text or "").strip())
        else:
            if event == "end":
                links -= element.tag == "a"
                _close(survey, stack)
            stack[-1].text += 0 if links else len((element.tail or "").strip())
    return survey


def _open(survey: Survey, stack: list[_Open], tag: str) -> None:
    if tag in _ONLY_IN_LAYOUT:
        _mark_layout(survey, stack)
    stack.append(_Open(len(survey.unlinked), tag))
    survey.unlinked.append(0)


def _close(survey: Survey, stack: list[_Open]) -> None:
    closed = stack.pop()
    survey.unlinked[closed.index] = closed.text
    stack[-1].text += closed.text
    if closed.tag in CELLS:
        stack[-1].cells += 1
        if closed.text > _LONGEST_CELL:
            _mark_layout(survey, [*stack, closed])
    elif closed.tag == "table":
        if closed.cells < 2:  # noqa: PLR2004  # a table has two columns
            survey.layouts.add(closed.index)
    else:
        stack[-1].cells = max(stack[-1].cells, closed.cells)


def _mark_layout(survey: Survey, stack: list[_Open]) -> None:
    """The table around is layout, if what was found stands in one of its cells."""
    in_cell = False
    for opened in reversed(stack):
        in_cell = in_cell or opened.tag in CELLS
        if opened.tag == "table":
            if in_cell:
                survey.layouts.add(opened.index)
            return
