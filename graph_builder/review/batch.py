"""Documents extracted one after the other or side by side; what is finished is not read again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from graph_builder.errors import DocumentError, PolcomError, UsageError
from graph_builder.extraction import (
    Extraction,
    extract,
    find_noise,
    guess_issue_date,
    merge_repeats,
)
from graph_builder.languages import Detection, detect_language
from graph_builder.model import Document
from graph_builder.readers import SourceText, read_document
from graph_builder.storage import replace_file

from .dating import IssueDay, locate_day
from .review import (
    Review,
    Revision,
    describe_document,
    is_untouched,
    read_previous,
    write_review,
)

if TYPE_CHECKING:
    from .documents import Found
    from .sheet import Sheet

Step: TypeAlias = Callable[[Extraction, SourceText, Document], None]
"""Adds to what was extracted: what another extractor found, links to other documents."""

MOST_CHARACTERS = 1_000_000
"""The densest text of this length takes about 30 s and 1 GB, and its review can still be built."""
_READS = ("extraction", "languages", "readers", "review")
_HEAD = re.compile(r"(?m)^  (language|issued): *['\"]?([\w-]+)")
_STAMP = re.compile(r"(?m)^#~ made-from ([0-9a-f]{64})")
_REACH = 20_000
_ASK_PLACE = "no place is known; give it with --place, or write it into the file: targets need one"
_FIELDS = ("place", "undertaken_by", "publisher", "speaker", "source", "office")


@dataclass(frozen=True, slots=True)
class Options:
    """What a user gives for all documents of a run."""

    language: str | None = None
    issued: date | None = None
    place: str | None = None
    undertaken_by: str | None = None
    encoding: str | None = None
    fresh: bool = False
    """Whether what a person decided in an earlier review is given up."""
    again: bool = False
    """Whether what is finished is read again."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to extract, and where its review and its text go."""

    found: Found
    options: Options = field(default_factory=Options)
    row: Mapping[str, str] = field(default_factory=dict)
    output: Path | None = None
    text: Path | None = None
    steps: tuple[Step, ...] = ()
    """What else is done with what the rules extract, in order."""
    made_with: str = ""
    """What tells with what other documents and extractors these steps work."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its review, or that it was finished, or what is wrong."""

    job: Job
    review: Review | None = None
    told: tuple[str, ...] = ()
    """How its language and day are known, and what its reader noticed."""
    error: str = ""


def run_all(jobs: Iterable[Job], workers: int = 1) -> Iterator[Outcome]:
    """The outcome of each job as it ends; a document that cannot be read stops no other."""
    if workers == 1:
        yield from map(try_job, jobs)
        return
    executor = ProcessPoolExecutor(workers)
    try:
        for ended in as_completed([executor.submit(try_job, job) for job in jobs]):
            yield ended.result()
    except BrokenProcessPool:
        raise UsageError("a worker was ended from outside; run again, with --jobs 1") from None
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def try_job(job: Job) -> Outcome:
    """The outcome of a job, also when its document cannot be read."""
    try:
        return run_job(job)
    except PolcomError as error:
        return Outcome(job, error=str(error))


def run_job(job: Job) -> Outcome:
    """Read a document, extract from it, and write its review and its text.

    Raises:
        DocumentError: when it cannot be read, or is too long.
        LanguageError: when its language cannot be told, or has no pack.
        RecordError: when the review of an earlier run is spoilt.
        StoreError: when the output cannot be written.
        UsageError: when its day of issue is not known, or the output belongs to another document.

    """
    if not (job.options.fresh or job.options.again) and _is_finished(job):
        return Outcome(job)
    source = read_document(job.found.path, encoding=job.options.encoding)
    if len(source.text) > MOST_CHARACTERS:
        found = f"{len(source.text):,} characters, more than {MOST_CHARACTERS:,}"
        raise DocumentError(f"{job.found.path}: {found}; split it into documents")
    previous = None
    if job.output is not None and not job.options.fresh:
        previous = read_previous(job.output, job.found.name)
    known = _hold(previous) | _give(job)
    language, day = _learn(job, source, known)
    document = _describe(job, source, language.tag, day.day)
    extraction = extract(source.text, language=language.tag, issued=day.day, blocks=source.map)
    merge_repeats(extraction)
    for step in job.steps:
        step(extraction, source, document)
    notes = (*_tell(language, day), *source.notes)
    review = write_review(
        document,
        source,
        extraction,
        Revision(
            previous,
            frozenset(_give(job)),
            _make_stamp(job, {"language": language.tag, "issued": day.day.isoformat()}),
            notes,
            frozenset(_doubt(day, known.get("place"))),
        ),
    )
    if job.text is not None:
        replace_file(job.text, source.text)
    if job.output is not None:
        replace_file(job.output, review.text)
    asked = () if known.get("place") else (_ASK_PLACE,)
    return Outcome(job, review, (*notes, *asked))


def _give(job: Job) -> dict[str, str]:
    """The fields of the document that are given for this run; options outweigh the index."""
    options = job.options
    named = {
        "language": options.language,
        "issued": options.issued.isoformat() if options.issued else None,
        "place": options.place,
        "undertaken_by": options.undertaken_by,
    }
    return dict(job.row) | {name: value for name, value in named.items() if value}


def _learn(job: Job, source: SourceText, known: Mapping[str, str]) -> tuple[Detection, IssueDay]:
    """Language and day of issue: as given, as a person left them, or as the document shows."""
    tag = known.get("language")
    try:
        language = Detection(tag, "") if tag else detect_language(source.text, source.language)
    except PolcomError as error:
        raise type(error)(f"{job.found.path}: {error}") from None
    return language, _learn_day(job, source, language.tag, known.get("issued"))


def _tell(language: Detection, day: IssueDay) -> Iterator[str]:
    """How language and day are known, where they were not given."""
    if language.evidence:
        yield f"language {language.tag}: {language.evidence}"
    if day.evidence:
        yield f"issued {day.day}: {day.evidence}"


def _doubt(day: IssueDay, place: str | None) -> Iterator[str]:
    """Codes of what is not known of the document."""
    if not day.whole:
        yield "issue-day-guessed"
    if place is None:
        yield "place-missing"


def _learn_day(job: Job, source: SourceText, language: str, known: str | None) -> IssueDay:
    if known:
        try:
            return IssueDay(date.fromisoformat(known), "")
        except ValueError:
            found = f"{job.output}: document.issued: found '{known}'"
            raise UsageError(f"{found}; write an ISO date such as 2025-12-31") from None
    noise = find_noise(source.text)
    day = guess_issue_date(noise.clean if noise else source.text, language)
    if day is None:
        wanted = "give it with --issued 2024-03-05, or in the column 'issued' of an --index"
        raise UsageError(f"{job.found.path}: no day of issue was found in the text; {wanted}")
    return locate_day(source, day)


def _hold(previous: Sheet | None) -> dict[str, str]:
    """What the file of the last run says of its document, and polcom did not find by itself."""
    document = previous.tree.get("document") if previous else None
    if previous is None or not isinstance(document, dict):
        return {}
    found = {note.split()[1] for note in previous.notes if note.startswith("#: ")}
    found = found if is_untouched(previous) else set()
    return {name: value for name, value in document.items() if name not in found}


def _describe(job: Job, source: SourceText, language: str, issued: date) -> Document:
    given = _give(job)
    document = describe_document(job.found.name, source, language, issued)
    further = {name: given[name] for name in _FIELDS if name in given}
    if title := given.get("title"):
        further["title"] = {language: title}  # type: ignore[assignment]
    return document.model_copy(update=further)


def _is_finished(job: Job) -> bool:
    if job.output is None or not job.output.is_file():
        return False
    if job.text is not None and not job.text.is_file():
        return False
    try:
        text = job.output.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    stamp = _STAMP.search(text)
    return stamp is not None and stamp[1] == _make_stamp(job, dict(_HEAD.findall(text[:_REACH])))


def _make_stamp(job: Job, head: Mapping[str, str]) -> str:
    """What a review was made from: the document, this version of polcom, and what was given."""
    content = [job.found.digest, _hash_engine(), sorted(_give(job).items()), sorted(head.items())]
    text = json.dumps([*content, job.options.encoding, job.made_with], ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


@cache
def _hash_engine() -> str:
    """The version, and the rules and words that read documents."""
    digest = sha256(version("polcom").encode())
    folder = Path(__file__).parent.parent
    for name in _READS:
        for path in sorted((folder / name).rglob("*.*")):
            if path.suffix in {".py", ".toml", ".yaml"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()
