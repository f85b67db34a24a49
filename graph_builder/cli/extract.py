"""``polcom extract``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from graph_builder.errors import DATA_DOES_NOT_CONFORM, UsageError
from graph_builder.review import (
    Gathering,
    Index,
    Job,
    Options,
    Outcome,
    explain,
    gather,
    hash_files,
    read_index,
    run_all,
    run_job,
)

from .extractors import Second, extractor_options
from .linking import Sources, linking_options, settle_sources
from .options import PATH

_MOST_NAMED = 3
_RECORDS = (".yaml", ".yml")


@click.command(short_help="Read commitments from documents, as records to review.")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="DOCUMENT...")
@click.option("--language", help="Language of the text, such as zh-Hant; else it is told by it.")
@click.option("--issued", type=click.DateTime(["%Y-%m-%d"]), help="Day of issue; else it is read.")
@click.option("--place", help="Place that it is about: cn:ordos, or its name.")
@click.option("--undertaken-by", metavar="AGENT", help="Who undertakes it, or the name.")
@click.option("--index", type=PATH, help="CSV or TSV: file, id, title, issued, place and so on.")
@click.option("--encoding", help="Encoding of a text file, where it is guessed wrongly.")
@click.option("--text", type=PATH, help="Also write the plain text, which verify proves against.")
@click.option("--texts", type=PATH, help="Folder for the plain texts of several documents.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Documents read side by side.")
@click.option("--again", is_flag=True, help="Read finished documents again; decisions stay.")
@click.option("--fresh", is_flag=True, help="Give up what a person decided in earlier reviews.")
@linking_options
@extractor_options
@click.option("-o", "--output", type=PATH, help="File of the records, or folder for several.")
def extract(  # noqa: PLR0913 -- one parameter per option
    paths: tuple[Path, ...],
    *,
    language: str | None,
    issued: datetime | None,
    place: str | None,
    undertaken_by: str | None,
    index: Path | None,
    encoding: str | None,
    text: Path | None,
    texts: Path | None,
    jobs: int,
    again: bool,
    fresh: bool,
    against: tuple[Path, ...],
    documents: Path | None,
    extractor: str | None,
    settings: tuple[str, ...],
    output: Path | None,
) -> None:
    """Read goals, targets, actions and achievements from documents, or folders of them.

    Text, HTML, Markdown, PDF with a text layer and DOCX. Writes records in the format that people
    write by hand, the doubtful ones first, each with the characters that prove it and those around
    them. Read them, correct them, then build them. Run it again at any time: what you changed,
    accepted, rejected or deleted stays so. Nothing is sent anywhere, and no model is asked, unless
    you name an extractor that does.

    Into a folder, there is one file for each document. What is finished is not read again, so that
    an interrupted run goes on where it stopped; a document that cannot be read stops no other.

    With --against, what it cites or repeats from other documents is linked to the exact passage;
    clauses of a text that no record holds yet are written as records of that text, beside OUTPUT.

    With --extractor, another one reads the documents too, such as a language model. It returns
    quotes: what does not stand in the document is rejected; what does not follow from the quotes,
    or differs from the rules, goes to review.

    \b
    Examples:
      polcom extract report.txt -o report.yaml
      polcom extract reports/ --index reports/index.csv -o review --texts plain --jobs 2
      polcom extract interview.txt --against report.txt -o interview.yaml
    """
    day = issued.date() if issued else None
    options = Options(language, day, place, undertaken_by, encoding, fresh, again)
    known = read_index(index) if index else Index()
    own = (path for path in (index, output, text, texts) if path)
    gathering = gather(paths, known, own)
    single = len(paths) == 1 and not paths[0].is_dir()
    _check_places(output, text, single=single)
    linked = (*against, documents) if documents else against
    digest = hash_files(linked) if linked else ""
    second = Second.choose(extractor, settings)
    work = []
    for found in gathering.documents:
        file = _place(output, f"{found.name}.yaml", single=single)
        where = text or (texts / f"{found.name}.txt" if texts else None)
        link = Sources(against, documents, file).link if linked else None
        row = known.find(found.path)
        steps = tuple(step for step in (second.read if second else None, link) if step)
        made = f"{digest}{second or ''}"
        work.append(Job(found, options, row, file, where, steps, made, bool(linked)))
    _spare_documents(work)
    if single and not gathering.failed:
        console = Console(stderr=True)
        shown = console.status(f"reading {paths[0]}") if console.is_terminal else nullcontext()
        with shown:
            outcome = run_job(work[0])
        settle_sources(outcome)
        _finish(outcome)
    else:
        sys.exit(_run_many(work, jobs, gathering))


def _check_places(output: Path | None, text: Path | None, *, single: bool) -> None:
    if single:
        return
    if output is None:
        raise UsageError("several documents need a folder for their records: add -o FOLDER")
    if output.suffix in _RECORDS or output.is_file():
        found = f"{output}: one record file holds one document"
        raise UsageError(f"{found}; give a folder, as in -o {output.with_suffix('')}")
    if text is not None:
        raise UsageError("--text is the file of one text; give a folder: --texts FOLDER")


def _spare_documents(work: list[Job]) -> None:
    """Complain of an output that would replace a document."""
    documents = {job.found.path.resolve() for job in work}
    for job in work:
        for path in (job.output, job.text):
            if path is not None and path.resolve() in documents:
                raise UsageError(f"{path}: is a document of this run; write to another place")


def _place(output: Path | None, name: str, *, single: bool) -> Path | None:
    """The file of a document's records: the output itself, or a file in it."""
    if output is None or (single and not output.is_dir() and output.suffix in _RECORDS):
        return output
    return output / name


def _finish(outcome: Outcome) -> None:
    if outcome.job.output is None and outcome.review is not None:
        click.echo(outcome.review.text, nl=False)
    _say(_describe(outcome))
    for line in outcome.told:
        _say(f"  {line}")
    if outcome.job.output is not None:
        _suggest(outcome.job.output, outcome.job)


def _run_many(work: list[Job], jobs: int, gathering: Gathering) -> int:
    """The exit code of a run over several documents."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:3], MofNCompleteColumn(), TimeElapsedColumn())
    outcomes: list[Outcome] = []
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=len(work))
        for outcome in run_all(work, jobs):
            outcomes.append(outcome)
            settle_sources(outcome)
            progress.advance(task)
            if not outcome.error:
                progress.console.print(_describe(outcome), markup=False, soft_wrap=True)
    _report(outcomes, gathering)
    failed = any(outcome.error for outcome in outcomes) or gathering.failed
    return DATA_DOES_NOT_CONFORM if failed else 0


def _report(outcomes: Iterable[Outcome], gathering: Gathering) -> None:
    outcomes = list(outcomes)
    for path, reason in sorted(gathering.skipped.items()):
        _say(f"skipped {path}: {reason}")
    for path, reason in sorted(gathering.failed.items()):
        _say(f"failed {path}: {reason}")
    for error in sorted(outcome.error for outcome in outcomes if outcome.error):
        _say(f"failed {error}")
    read = sum(outcome.review is not None for outcome in outcomes)
    failed = sum(bool(outcome.error) for outcome in outcomes) + len(gathering.failed)
    finished = len(outcomes) + len(gathering.failed) - read - failed
    for code in sorted({code for outcome in outcomes for code in outcome.doubts}):
        names = sorted(str(o.job.output) for o in outcomes if code in o.doubts)
        _say(f"{code} in {_list_some(names)}: {explain(code)}")
    if (read or finished) and (first := outcomes[0].job).output is not None:
        _suggest(first.output.parent, first)
    counts = f"{read} read, {finished} finished before, {len(gathering.skipped)} skipped"
    _say(f"{counts}, {failed} failed")


def _suggest(output: Path, job: Job) -> None:
    """Say what to do with what was written."""
    proof = f" --documents {job.text.parent}" if job.text else ""
    _say(f"Next: read {output}, correct it, then: polcom build {output} -o demo{proof}")


def _say(text: str) -> None:
    """Print a line on standard error; what a name holds does not act on the screen."""
    click.echo("".join(c if c.isprintable() else "�" for c in text), err=True)


def _list_some(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _describe(outcome: Outcome) -> str:
    """One line on what became of a document."""
    review, output = outcome.review, outcome.job.output
    if review is None:
        return f"finished {output}: nothing has changed; --again reads it anew"
    counts = f"{review.statements} statements, {review.remarks} norms and forecasts"
    line = f"wrote {output or 'to standard output'}: {counts}, {review.doubtful} to look at first"
    tally = review.tally
    if tally.kept or tally.rejected or tally.gone:
        line += f" ({tally.new} new, {tally.kept} kept as you left them, "
        line += f"{tally.rejected} rejected by you, {tally.gone} no longer read)"
    return line
