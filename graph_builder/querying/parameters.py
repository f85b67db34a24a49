"""What a query can be asked with: typed parameters whose values become terms, never text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from graph_builder.errors import QueryError
from graph_builder.namespaces import XSD, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Term: TypeAlias = NamedNode | RdfLiteral
ParameterType: TypeAlias = Literal["iri", "string", "date", "decimal", "integer", "language"]

_ABSOLUTE = re.compile(r"<?((?:https?|urn|mailto|tag|doi|info):[^<>]+)>?")
_DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{1,15})?")
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_WANTED: dict[str, str] = {
    "iri": "an IRI such as https://w3id.org/polcom/ext/cn/ordos, a short name such as cn:ordos "
    "or document/record",
    "string": "some text",
    "date": "a date such as 2025-12-31",
    "decimal": "a number such as 0.85",
    "integer": "a whole number such as 5",
    "language": "a language tag such as en or zh-Hans",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One variable of a query that the asker may or must bind.

    ``default`` applies when no value is given; without one the variable stays unbound and the
    query answers for all values. ``label`` holds its meaning by language.
    """

    name: str
    type: ParameterType
    label: Mapping[str, str]
    required: bool = False
    default: str | None = None
    example: str | None = None

    @property
    def sample(self) -> str | None:
        """The value that documentation and tests use: the default, or else the example."""
        return self.default if self.default is not None else self.example

    def term(self, value: str, prefixes: Mapping[str, str]) -> Term:
        """The RDF term of a value as people write it.

        Raises:
            QueryError: naming the parameter, what was found and what is wanted.

        """
        try:
            found = _MAKERS[self.type](value, prefixes)
        except ValueError:  # not a valid IRI, date or character
            found = None
        if found is None:
            raise QueryError(
                f"parameter '{self.name}': found {value!r}, wanted {_WANTED[self.type]}"
                f"{self._hint(value, prefixes)}"
            )
        return found

    def _hint(self, value: str, prefixes: Mapping[str, str]) -> str:
        if self.type != "iri" or value.partition(":")[0] in prefixes:
            return ""
        return f"; known prefixes: {', '.join(prefixes)}" if ":" in value else ""


def _make_iri(value: str, prefixes: Mapping[str, str]) -> Term | None:
    prefix = value.partition(":")[0]
    absolute = _ABSOLUTE.fullmatch(value) if prefix not in prefixes else None
    if absolute:
        return NamedNode(absolute[1])
    return expand(value, prefixes) if ":" in value or "/" in value else None


def _make_string(value: str, _: Mapping[str, str]) -> Term | None:
    return RdfLiteral(value) if value else None


def _make_date(value: str, _: Mapping[str, str]) -> Term | None:
    date.fromisoformat(value)
    return _typed(value, "date") if _DATE.fullmatch(value) and value.isascii() else None


def _make_decimal(value: str, _: Mapping[str, str]) -> Term | None:
    return _typed(value, "decimal") if _DECIMAL.fullmatch(value) and value.isascii() else None


def _make_integer(value: str, _: Mapping[str, str]) -> Term | None:
    return _typed(value, "integer") if _INTEGER.fullmatch(value) and value.isascii() else None


def _make_language(value: str, _: Mapping[str, str]) -> Term | None:
    return RdfLiteral(value) if _LANGUAGE.fullmatch(value) else None


def _typed(value: str, datatype: str) -> RdfLiteral:
    return RdfLiteral(value, datatype=NamedNode(XSD + datatype))


_MAKERS: dict[str, Callable[[str, Mapping[str, str]], Term | None]] = {
    "iri": _make_iri,
    "string": _make_string,
    "date": _make_date,
    "decimal": _make_decimal,
    "integer": _make_integer,
    "language": _make_language,
}
TYPES: tuple[str, ...] = get_args(ParameterType)
