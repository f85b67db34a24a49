"""The review file put together: each record below what to look at and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_builder.errors import UsageError
from graph_builder.records.syntax import parse_yaml

from .context import flatten
from .ledger import Ledger, Line, stringify
from .proposal import NAMED, STATED
from .reasons import explain
from .sheet import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .merging import Merge, Piece
    from .proposal import Loose
    from .sheet import Sheet

_CANNOT_RENEW = (
    "the earlier review is written in a way that cannot be brought up to date without loss; "
    "move it to another place, and extract anew"
)
_GUIDE = (
    "Correct what is wrong, delete what is no commitment, then build the file.",
    "Delete a line that begins with #? when it is settled. 'review: accepted' keeps a record as it",
    "is, 'review: rejected' keeps it out of the graph. Run extract again at any time: what you",
    "changed, accepted, rejected or deleted stays so. Lines that begin with #. #: #? #+ #~ are",
    "written anew each time; comments of your own begin with '# ' and stay.",
    "请更正错误，删去并非承诺的条目，然后构建本文件。以 #? 开头的行是待核对的原因，",
    "核对后删去该行即可。",
    "再次运行 extract 时，您的修改、确认、否决与删除都会保留；您自己的注释请以“# ”开头。",
)
_TOP = {
    "statements": "Statements 陈述",
    "remarks": "Norms and forecasts: no commitments, and not built. To make one a commitment, move "
    "it to the statements and change its kind. 规范与预测：不是承诺，不进入图谱",
}


def compose(
    document: tuple[dict[str, Any], str], merge: Merge, loose: list[Loose], old: Sheet, stamp: str
) -> str:
    """The review file; ``document`` is the record of the document and its characters.

    Raises:
        UsageError: when the file would not hold what it should; nothing is then written.

    """
    tree, characters = document
    kept, places = _settle_loose(loose, old)
    parts = [*_introduce(merge, kept), *_keep(old.heads.get("format", ())), "format: 1\n"]
    parts.append(characters)
    for section in (*NAMED, *STATED):
        pieces = merge.pieces.get(section, [])
        parts.extend(_keep(old.heads.get(section, ())))
        parts.extend(_write_section(section, pieces))
    parts.extend(text for section, text in old.others.items() if section != "document")
    parts.extend(_keep([*old.heads.get("", ()), *merge.stray]))
    parts.extend(_list_places(kept))
    parts.append(
        "\n#. What polcom proposed: by it the next run knows what you changed. Leave it.\n"
    )
    parts.append(Ledger(merge.lines, places, stamp).write())
    text = "".join(parts)
    _check(text, tree, merge, old)
    return text


def _check(text: str, document: dict[str, Any], merge: Merge, old: Sheet) -> None:
    """The file holds every record as it should be, and every comment of the person."""
    sections = {s: [stringify(p.tree) for p in pieces] for s, pieces in merge.pieces.items()}
    others = {s: v for s, v in old.tree.items() if s in old.others}
    expected = {**others, "format": "1", "document": stringify(document)}
    expected |= {section: trees for section, trees in sections.items() if trees}
    if parse_yaml(text).tree != expected:
        raise UsageError(f"{document['id']}: {_CANNOT_RENEW}")
    if lost := [comment for comment in old.list_comments() if comment not in text]:
        raise UsageError(f"{document['id']}: {_CANNOT_RENEW} (the comment '{lost[0]}')")


def _introduce(merge: Merge, loose: list[Loose]) -> Iterator[str]:
    stated = merge.list_pieces(("statements",))
    doubtful = sum(bool(piece.doubts) for piece in merge.list_pieces(STATED))
    remarks = len(merge.list_pieces(("remarks",)))
    yield f"#. {len(stated)} statements 陈述, {remarks} norms and forecasts 规范与预测; "
    yield f"{doubtful} to look at first 待核对"
    yield f"; {len(loose)} places at the end where something may be missing 可能遗漏\n"
    yield from (f"#. {line}\n" for line in _GUIDE)


def _write_section(section: str, pieces: list[Piece]) -> Iterator[str]:
    if not pieces:
        return
    if section in _TOP:
        yield f"\n#. {_TOP[section]}\n"
    yield f"{section}:\n"
    for piece in pieces:
        if piece.new:
            yield "#+ new: delete this line when you have read it 新增\n"
        for code, words in piece.doubts.items():
            yield f"#? {code}: {explain(code)}\n"
            if words:
                yield f"#:   {flatten(words)}\n"
        yield from (f"#: {flatten(comment)}\n" for comment in piece.comments)
        yield f"{piece.text}\n" if section in STATED else piece.text


def _settle_loose(loose: list[Loose], old: Sheet) -> tuple[list[Loose], dict[str, Line]]:
    """The places that a person has not settled, and all of them for the ledger."""
    known = old.ledger.loose
    kept, lines = [], {}
    for place in loose:
        line = known.get(place.id)
        settled = line is not None and (line.name is None or line.name not in old.loose)
        if not settled:
            kept.append(place)
        lines[place.id] = Line(place.id, place.span, "0" * 8, None if settled else place.mark)
    return kept, lines


def _list_places(loose: list[Loose]) -> Iterator[str]:
    if loose:
        yield "\n#. Where something may be missing; delete a line when it is settled 可能遗漏\n"
    for code in sorted({place.code for place in loose}):
        yield f"#. {code}: {explain(code)}\n"
        for place in loose:
            if place.code == code:
                yield f"#? {place.mark}: {flatten(place.words)}\n"


def _keep(comments: Iterable[str]) -> Iterator[str]:
    yield from (f"{comment}\n" for comment in comments)


def write_document(tree: dict[str, Any], comments: Iterable[str] = ()) -> str:
    """The record of a document, with the comments that stood in it above."""
    return "".join((*_keep(comments), write_yaml({"document": tree})))
