"""The pack made portable: plain SPARQL files, and the table of its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .files import LANGUAGES
from .tokens import find_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from .files import Query
    from .parameters import Parameter, Term


def resolve_query(query: Query, values: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    """The query as plain SPARQL with its values inside, for any tool over the union of graphs.

    Raises:
        QueryError: as ``Query.bind``.

    """
    start = find_pattern(query.text)
    lines = [
        f"\n  VALUES ?{variable.value} {{ {_write_term(term)} }}"
        for variable, term in query.bind(values, prefixes).items()
    ]
    comments = "".join(f"# {query.question[language]}\n" for language in LANGUAGES)
    return comments + query.text[:start] + "".join(lines) + query.text[start:]


def _write_term(term: Term) -> str:
    # pyoxigraph escapes what it writes and refused invalid IRIs when the term was made.
    return str(term)


def export_queries(
    folder: Path, queries: Iterable[Query], prefixes: Mapping[str, str]
) -> list[Path]:
    """The files written to a folder, one for each query: its defaults or examples filled in."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_export(query, folder, prefixes) for query in queries]


def _export(query: Query, folder: Path, prefixes: Mapping[str, str]) -> Path:
    needed = {p.name: p.example for p in query.parameters if p.required and p.default is None}
    values = {name: example for name, example in needed.items() if example is not None}
    path = folder / f"{query.name}.rq"
    path.write_text(resolve_query(query, values, prefixes), encoding="utf-8", newline="\n")
    return path


def describe_queries(queries: Iterable[Query]) -> str:
    """A Markdown table of queries by theme: name, question in both languages, parameters."""
    by_theme: dict[str, list[Query]] = {}
    for query in queries:
        by_theme.setdefault(query.theme, []).append(query)
    return "\n".join(_describe_theme(theme, members) for theme, members in by_theme.items())


def _describe_theme(theme: str, members: list[Query]) -> str:
    head = f"## {theme}\n\n| query | question | 问题 | parameters |\n| --- | --- | --- | --- |\n"
    return head + "".join(_describe(query) for query in members)


def _describe(query: Query) -> str:
    parameters = ", ".join(_describe_parameter(parameter) for parameter in query.parameters)
    link = f"[{query.name}]({query.theme}/{query.name}.rq)"
    return f"| {link} | {query.question['en']} | {query.question['zh-Hans']} | {parameters} |\n"


def _describe_parameter(parameter: Parameter) -> str:
    if parameter.default is not None:
        return f"`{parameter.name}={parameter.default}`"
    given = f"`{parameter.name}`"
    return given if parameter.required else f"{given} (optional)"
