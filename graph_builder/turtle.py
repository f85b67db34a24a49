"""Turtle files as people save them, with faults in words that say what to write."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from .errors import TurtleError
from .namespaces import SH
from .resources import data_path

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

_PREFIX, _NAMESPACE = NamedNode(f"{SH}prefix"), NamedNode(f"{SH}namespace")
#: Editors of Windows begin a file with it; Turtle knows none.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: The place, which the message of the parser repeats.
_PLACE = re.compile(r"^Parser error at line \d+ (?:between columns \d+ and \d+|column \d+): ")
_UNDECLARED = re.compile(r"[Tt]he prefix (\S*): has not been declared")
_MENDS = {
    "UTF-8": "save the file as UTF-8 text",
    "dot is expected": "end the line before with ; or the block with a full stop",
    "No scheme found": "write the whole address in < >, beginning with https://",
}


def read_turtle(path: Path) -> list[Quad]:
    """The triples of a Turtle file, in the default graph.

    Raises:
        TurtleError: with file, line and column when the file is broken.

    """
    return read_prefixed_turtle(path)[0]


def read_prefixed_turtle(path: Path) -> tuple[list[Quad], dict[str, str]]:
    """The triples of a Turtle file, in the default graph, and the prefixes that it declares.

    Raises:
        TurtleError: with file, line and column when the file is broken.

    """
    try:
        content = path.read_bytes().removeprefix(_BYTE_ORDER_MARK)
        parser = parse(content, format=RdfFormat.TURTLE, rename_blank_nodes=True)
        return list(parser), parser.prefixes
    except SyntaxError as error:
        found = _PLACE.sub("", error.msg)
        place = f":{error.lineno}:{error.offset}"
        raise TurtleError(path, place, found, _advise(found)) from None
    except OSError as error:
        found = error.strerror or "cannot be opened"
        raise TurtleError(path, "", found, "check that it can be read") from None


def _advise(found: str) -> str:
    """What to write in place of what the parser did not understand."""
    undeclared = _UNDECLARED.search(found)
    if undeclared:
        prefix = undeclared[1]
        address = _known_prefixes().get(prefix, "its address")
        return f"add at the top of the file: @prefix {prefix}: <{address}> ."
    return next((mend for sign, mend in _MENDS.items() if sign in found), "mend the Turtle there")


@cache
def _known_prefixes() -> dict[str, str]:
    """The namespaces that polcom knows, by their prefixes."""
    triples = read_turtle(data_path("ontology") / "prefixes.ttl")
    stated = {
        (triple.subject, triple.predicate): triple.object.value
        for triple in triples
        if isinstance(triple.object, Literal)
    }
    return {
        name: stated[node, _NAMESPACE] for (node, field), name in stated.items() if field == _PREFIX
    }
