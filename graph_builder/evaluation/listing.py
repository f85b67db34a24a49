"""The errors of an evaluation as a listing for people, or as CSV or JSON for machines."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import asdict, fields
from itertools import groupby
from typing import TYPE_CHECKING

from graph_builder.errors import UsageError

from .errors import GoldError
from .faults import Fault, rank_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .scoring import Evaluation


def choose_faults(evaluation: Evaluation, kind: str, most: int | None) -> list[Fault]:
    """The errors of all classes whose name holds some words, at most so many of each class.

    Args:
        evaluation: What was measured.
        kind: Words such as ``missed``, ``norm`` or ``wrong deadline``; ``all`` for every class.
        most: The number of errors of a class to keep; None for all of them.

    Raises:
        GoldError: when the gold was put aside, so that nobody tunes on it.
        UsageError: when no class of errors is named so.

    """
    held_out = [document.name for document in evaluation.documents if document.held_out]
    if held_out:
        raise GoldError(
            f"{held_out[0]}: held out: its errors are not listed, so that nobody tunes on them; "
            "look at the totals, without --errors"
        )
    ordered = sorted(evaluation.faults, key=lambda f: (rank_kind(f.kind), f.document, f.start))
    kinds = list(dict.fromkeys(fault.kind for fault in ordered))
    wanted = [name for name in kinds if kind in {"all", ""} or kind in name]
    if kinds and not wanted:
        raise UsageError(f"no errors of class {kind!r}; there are: {', '.join(kinds)}")
    return [
        fault
        for name, group in groupby(ordered, key=lambda f: f.kind)
        if name in wanted
        for fault in list(group)[:most]
    ]


def write_faults(evaluation: Evaluation, chosen: Iterable[Fault], form: str) -> str:
    """The chosen errors as ``text``, ``csv`` or ``json``."""
    if form == "json":
        rows = [asdict(fault) for fault in chosen]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, [f.name for f in fields(Fault)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(fault) for fault in chosen)
        return out.getvalue()
    return "\n".join(_list(evaluation, chosen)) + "\n"


def _list(evaluation: Evaluation, chosen: Iterable[Fault]) -> Iterator[str]:
    totals = Counter(fault.kind for fault in evaluation.faults)
    for number, (kind, group) in enumerate(groupby(chosen, key=lambda f: f.kind)):
        faults = list(group)
        if number:
            yield ""
        shown = "" if len(faults) == totals[kind] else f", {len(faults)} shown"
        yield f"{kind}: {totals[kind]}{shown}"
        for fault in faults:
            yield f"  {fault.document}:{fault.start}-{fault.end}  {fault.record}".rstrip()
            yield f"    {fault.before}[{fault.quote}]{fault.after}"
            if fault.expected or fault.got:
                yield f"    expected: {fault.expected or '-'}   got: {fault.got or '-'}"
            if fault.reason:
                yield f"    {fault.reason}"
    if not totals:
        yield "no errors"
