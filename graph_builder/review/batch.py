"""Documents extracted one after the other or side by side; what is finished is not read again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from graph_builder.errors import DocumentError, PolcomError, UsageError
from graph_builder.extraction import Extraction, extract, merge_repeats
from graph_builder.model import Agent, Document, Place
from graph_builder.readers import SourceText, read_document
from graph_builder.storage import replace_file

from .knowledge import learn
from .review import Review, Revision, count_links, read_previous, write_review

if TYPE_CHECKING:
    from datetime import date

    from .documents import Found
    from .knowledge import Knowledge
    from .sheet import Sheet

Step: TypeAlias = Callable[[Extraction, SourceText, Document], None]
"""Adds to what was extracted: what another extractor found, links to other documents."""

MOST_CHARACTERS = 1_000_000
"""The densest text of this length takes about 30 s and 1 GB, and its review can still be built."""
_READS = ("extraction", "languages", "readers", "review")
_HEAD = re.compile(r"(?m)^  (language|issued): *['\"]?([\w-]+)")
_STAMP = re.compile(r"(?m)^#~ made-from ([0-9a-f]{64})")
_REACH = 20_000


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
    links: bool = False
    """Whether a step links to other documents."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its review, or that it was finished, or what is wrong."""

    job: Job
    review: Review | None = None
    told: tuple[str, ...] = ()
    """How its language and day are known, and what its reader noticed."""
    doubts: frozenset[str] = frozenset()
    """Codes of what is not known of the document."""
    error: str = ""


def run_all(jobs: Iterable[Job], workers: int = 1) -> Iterator[Outcome]:
    """The outcome of each job as it ends; a document that cannot be read stops no other."""
    if workers == 1:
        yield from map(try_job, jobs)
        return
    # A fork of a program with threads can wait for ever on a lock that no thread holds any more.
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
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
        UsageError: when its day of issue is not known, the output belongs to another document, or
            links of an earlier run would be lost.

    """
    if not (job.options.fresh or job.options.again) and _is_finished(job):
        return Outcome(job)
    source = _read(job)
    previous = None
    if job.output is not None and not job.options.fresh:
        previous = read_previous(job.output, job.found.name)
    given = _give(job)
    known = learn((job.found.path, job.found.name), source, given, previous)
    extraction = _extract(job, source, known)
    document = known.document
    head = {"language": document.language, "issued": document.issued.isoformat()}
    notes = (*known.notes, *source.notes)
    revision = Revision(previous, frozenset(given), _make_stamp(job, head), notes, known.doubts)
    review = write_review(document, source, extraction, revision)
    _keep_links(job, previous, review)
    if job.text is not None:
        replace_file(job.text, source.text)
    if job.output is not None:
        replace_file(job.output, review.text)
    return Outcome(job, review, (*known.told, *source.notes), known.doubts)


def _keep_links(job: Job, previous: Sheet | None, review: Review) -> None:
    """Complain of links that an earlier run made, and this one was not asked to make."""
    if previous is None or job.links:
        return
    earlier = count_links(chunk.tree for chunk in previous.chunks.get("statements", ()))
    if earlier > review.links:
        found = f"{job.output}: {earlier - review.links} links to other documents would be lost"
        raise UsageError(f"{found}; give --against as before, or --fresh to start without")


def _read(job: Job) -> SourceText:
    source = read_document(job.found.path, encoding=job.options.encoding)
    if len(source.text) > MOST_CHARACTERS:
        found = f"{len(source.text):,} characters, more than {MOST_CHARACTERS:,}"
        raise DocumentError(f"{job.found.path}: {found}; split it into documents")
    return source


def _extract(job: Job, source: SourceText, known: Knowledge) -> Extraction:
    """What the rules read, and what further steps add."""
    document = known.document
    extraction = extract(
        source.text, language=document.language, issued=document.issued, blocks=source.map
    )
    merge_repeats(extraction, source.text)
    extraction.places.extend(record for record in known.named if isinstance(record, Place))
    extraction.agents.extend(record for record in known.named if isinstance(record, Agent))
    for step in job.steps:
        step(extraction, source, document)
    return extraction


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
