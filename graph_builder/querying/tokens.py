"""SPARQL as tokens: enough to refuse a dangerous query before any parser sees it."""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DEEPEST = 200
MOST_TOKENS = 5000
_OPENING, _CLOSING = "{([", "})]"
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
        |"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:\w[\w.\-]*)?:(?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<bracket>[{}()\[\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query: its kind, its characters and the code points before it."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword in upper case; empty for every other kind of token."""
        return self.text.upper() if self.kind == "word" else ""


def tokenize(text: str) -> list[Token]:
    """The tokens of a query without space and comments.

    >>> [token.kind for token in tokenize("ASK { ?s a <urn:x> } # SERVICE")]
    ['word', 'bracket', 'variable', 'word', 'iri', 'bracket']
    """
    return [
        Token(str(match.lastgroup), match[0], match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup not in {"space", "comment"}
    ]


def refuse_unsafe(
    text: str, graphs: Iterable[str] = (), prefixes: Mapping[str, str] | None = None
) -> None:
    """Nothing, for a query that may be parsed and run on a store with these named graphs.

    Raises:
        QueryError: for SERVICE, updates, FROM with a graph that is not in the store, brackets
            nested deeper than 200, more than 5000 tokens.

    """
    known = frozenset(graphs)
    # \u escapes may be resolved before or after tokens are formed: both readings must be safe.
    for reading in {text, _ESCAPE.sub(_unescape, text)}:
        tokens = tokenize(reading)
        _check_size(tokens)
        _check_words(tokens)
        _check_graphs(tokens, known, prefixes or {})


def refuse_remote(text: str) -> None:
    """Nothing, for an update that touches the store alone.

    Raises:
        QueryError: for LOAD and SERVICE.

    """
    for reading in {text, _ESCAPE.sub(_unescape, text)}:
        for token in tokenize(reading):
            if word := next((w for w in ("SERVICE", "LOAD") if w in token.word), ""):
                raise QueryError(f"{word} would leave this computer; change what is there alone")


def _unescape(match: re.Match[str]) -> str:
    return chr(min(int(match[1] or match[2], 16), sys.maxunicode))


def _check_size(tokens: list[Token]) -> None:
    if len(tokens) > MOST_TOKENS:
        raise QueryError(
            f"the query has {len(tokens)} words and signs, more than the {MOST_TOKENS} allowed; "
            "split it"
        )
    depth = 0
    for token in tokens:
        if token.kind == "bracket":
            depth += 1 if token.text in _OPENING else -1
        if depth > DEEPEST:
            raise QueryError(f"brackets are nested deeper than {DEEPEST}; simplify the query")


def _check_words(tokens: list[Token]) -> None:
    for token in tokens:
        # Engines may read keywords that are glued together, such as trueSERVICE.
        if "SERVICE" in token.word:
            raise QueryError("SERVICE would leave this computer; query the store alone")
        if token.word in _UPDATES:
            raise QueryError(
                f"{token.word} would change the store; a query begins with {', '.join(_FORMS)}"
            )


def _check_graphs(tokens: list[Token], known: frozenset[str], prefixes: Mapping[str, str]) -> None:
    for graph in _dataset_graphs(tokens, prefixes):
        if graph not in known:
            near = difflib.get_close_matches(graph, sorted(known), n=1, cutoff=0.5)
            hint = f"did you mean <{near[0]}>?" if near else "leave FROM out to query all graphs"
            raise QueryError(f"FROM <{graph}>: no such graph in the store; {hint}")


def _dataset_graphs(tokens: list[Token], prefixes: Mapping[str, str]) -> Iterator[str]:
    given = {f"{name}:": base for name, base in prefixes.items()}
    declared = given | _declared_prefixes(tokens)
    for number, token in enumerate(tokens):
        if "FROM" in token.word:
            after = [t for t in tokens[number + 1 : number + 3] if t.word != "NAMED"]
            yield _expand(after[0], declared) if after else ""


def _declared_prefixes(tokens: list[Token]) -> dict[str, str]:
    return {
        name.text: iri.text[1:-1]
        for keyword, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if keyword.word == "PREFIX" and iri.kind == "iri"
    }


def _expand(token: Token, prefixes: dict[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes.get(f"{prefix}:", f"{prefix}:") + local


def list_iris(text: str, prefixes: Mapping[str, str] | None = None) -> set[str]:
    """The IRIs that a query names, in brackets or by a prefix that it or ``prefixes`` declares.

    >>> sorted(list_iris("PREFIX x: <urn:x#> SELECT * { ?s a x:A ; <urn:p> ?o }"))
    ['urn:p', 'urn:x#A']
    """
    tokens = tokenize(text)
    declared = {f"{name}:": base for name, base in (prefixes or {}).items()}
    declared |= _declared_prefixes(tokens)
    bases = {number + 2 for number, token in enumerate(tokens) if token.word == "PREFIX"}
    return {
        _expand(token, declared)
        for number, token in enumerate(tokens)
        if token.kind in {"iri", "name"} and number not in bases and number + 1 not in bases
    }


def expand_names(names: Iterable[str], text: str, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """The IRIs of names, by the prefixes that a query or update declares, or else by those given.

    >>> expand_names(["x:A", "urn:b"], "PREFIX x: <urn:x#>", {})
    ('urn:x#A', 'urn:b')
    """
    declared = _declared_prefixes(tokenize(text))
    spaces = {**prefixes, **{name[:-1]: iri for name, iri in declared.items()}}
    split = ((name, *name.partition(":")) for name in names)
    return tuple(
        spaces[prefix] + local if prefix in spaces else name for name, prefix, _, local in split
    )


def find_pattern(text: str) -> int:
    """The number of code points up to and with the brace that opens the WHERE clause.

    >>> find_pattern("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    30
    """
    tokens = _outer_tokens(text)
    braces = [token.start + 1 for token in tokens if token.text == "{"]
    where = next((token.start for token in tokens if token.word == "WHERE"), 0)
    constructs = where == 0 and any(token.word == "CONSTRUCT" for token in tokens)
    found = [start for start in braces if start > where][1 if constructs else 0 :]
    if not found:
        raise QueryError("the query has no pattern in braces; write WHERE { … }")
    return found[0]


def _outer_tokens(text: str) -> list[Token]:
    depth, outer = 0, []
    for token in tokenize(text):
        closes = token.kind == "bracket" and token.text in _CLOSING
        outer += [token] if depth == 0 else []
        depth += 1 if token.kind == "bracket" and not closes else -1 if closes else 0
    return outer
