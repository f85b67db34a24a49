"""What is known of a document: as given, as a person left it, or as the document itself shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from graph_builder.errors import PolcomError, UsageError
from graph_builder.extraction import find_noise, guess_issue_date
from graph_builder.languages import Detection, detect_language, load_pack, shape_tag

from .dating import IssueDay, locate_day
from .names import Named, find_place, resolve_names
from .review import describe_document, is_untouched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from graph_builder.model import Document
    from graph_builder.readers import SourceText

    from .sheet import Sheet

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ASK_DAY = "give it with --issued 2024-03-05, or in the column 'issued' of an --index"
_ASK_PLACE = "no place is known: give it with --place, or write it into the file; targets need one"
_FIELDS = ("place", "undertaken_by", "publisher", "speaker", "source", "office")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The description of a document, and how it came about."""

    document: Document
    notes: tuple[str, ...] = ()
    """How language, day and place are known where they were not given."""
    doubts: frozenset[str] = frozenset()
    """Codes of what a person should look at."""
    named: tuple[Named, ...] = field(default=())
    """Records of what was given by its name and is in no vocabulary."""

    @property
    def told(self) -> tuple[str, ...]:
        """What a user should read of it."""
        return (*self.notes, *((_ASK_PLACE,) if self.document.place is None else ()))


def learn(
    where: tuple[Path, str], source: SourceText, given: Mapping[str, str], previous: Sheet | None
) -> Knowledge:
    """What is known of a document; ``where`` is its file and its id.

    Raises:
        LanguageError: when its language cannot be told, or has no pack.
        UsageError: when its day of issue is not known.

    """
    path, name = where
    known = {**_hold(previous), **given}
    try:
        language = _learn_language(source, known.get("language"))
        day = _learn_day(source, language.tag, known.get("issued"))
    except PolcomError as error:
        raise type(error)(f"{path}: {error}") from None
    held = frozenset(chunk.id for _, chunk in previous.list_chunks()) if previous else frozenset()
    fields, named = resolve_names(given, language.tag, held)
    document = describe_document(name, source, language.tag, day.day)
    title = {language.tag: given["title"]} if "title" in given else document.title
    place = None if known.get("place") else find_place(next(iter(title.values())))
    if place:
        fields["place"] = place[0]
    fields = {field: known.get(field) for field in _FIELDS} | fields
    further = {field: fields[field] for field in _FIELDS}
    document = _validate(path, document.model_copy(update={"title": title, **further}))
    notes = tuple(_tell(language, day, place))
    return Knowledge(document, notes, frozenset(_doubt(day, document.place)), named)


def _validate(path: Path, document: Document) -> Document:
    try:
        return type(document).model_validate(document.model_dump())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = str(first["loc"][0])
        found = f"{path}: {where}: found '{getattr(document, where, '')}'"
        raise UsageError(f"{found}; write a reference such as cn:ordos, or a name") from None


def _hold(previous: Sheet | None) -> dict[str, str]:
    """What the file of the last run says of its document, and polcom did not find by itself."""
    document = previous.tree.get("document") if previous else None
    if previous is None or not isinstance(document, dict):
        return {}
    found = {note.split()[1] for note in previous.notes if note.startswith("#: ")}
    found = found if is_untouched(previous) else set()
    return {name: value for name, value in document.items() if name not in found}


def _learn_language(source: SourceText, known: str | None) -> Detection:
    if known is None:
        return detect_language(source.text, source.language)
    tag = shape_tag(known)
    load_pack(tag)
    if not _TAG.fullmatch(tag):
        raise UsageError(f"the language '{known}' is no tag; write one such as zh-Hant")
    return Detection(tag, "")


def _learn_day(source: SourceText, language: str, known: str | None) -> IssueDay:
    if known:
        try:
            return IssueDay(date.fromisoformat(known), "")
        except ValueError:
            found = f"the day of issue '{known}' is no day"
            raise UsageError(f"{found}; write an ISO date such as 2025-12-31") from None
    noise = find_noise(source.text)
    day = guess_issue_date(noise.clean if noise else source.text, language)
    if day is None:
        raise UsageError(f"no day of issue was found in the text; {_ASK_DAY}")
    return locate_day(source, day)


def _tell(language: Detection, day: IssueDay, place: tuple[str, str] | None) -> Iterator[str]:
    if language.evidence:
        yield f"language {language.tag}: {language.evidence}"
    if day.evidence:
        yield f"issued {day.day}: {day.evidence}"
    if place:
        yield f"place {place[0]}: the title names “{place[1]}”"


def _doubt(day: IssueDay, place: str | None) -> Iterator[str]:
    if not day.whole:
        yield "issue-day-guessed"
    if place is None:
        yield "place-missing"
