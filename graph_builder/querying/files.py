"""The query pack: files of SPARQL whose headers say what they answer, in both languages."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pyoxigraph import Variable

from graph_builder.errors import QueryError
from graph_builder.resources import data_path

from .execution import run_query
from .parameters import Parameter, ParameterType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from .parameters import Term
    from .rows import Rows

LANGUAGES = ("en", "zh-Hans")
_MARK = "#+"
H = TypeVar("H", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Query:
    """One question that the graph answers: its SPARQL, and what people need to ask it.

    ``columns`` are what the reader sees; the text may project parameters beyond them.
    """

    name: str
    theme: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    question: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str = field(repr=False)

    def bind(self, values: Mapping[str, str], prefixes: Mapping[str, str]) -> dict[Variable, Term]:
        """The terms that stand for the parameters: the values given, or else the defaults.

        Raises:
            QueryError: for an unknown, missing or malformed parameter.

        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise QueryError(_not_found(f"query '{self.name}' has no parameter", name, known))
        bound = {}
        for name, parameter in known.items():
            value = values.get(name, parameter.default)
            if value is not None:
                bound[Variable(name)] = parameter.term(value, prefixes)
            elif parameter.required:
                raise QueryError(self._missing(parameter))
        return bound

    def run(self, store: Store, values: Mapping[str, str], prefixes: Mapping[str, str]) -> Rows:
        """The answer for these values of the parameters.

        Raises:
            QueryError: as ``bind``, or when the SPARQL is broken.

        """
        rows = run_query(store, self.text, self.bind(values, prefixes))
        return rows.select(self.columns) if rows.form == "SELECT" else rows

    def _missing(self, parameter: Parameter) -> str:
        example = f", for example {parameter.name}={parameter.example}" if parameter.example else ""
        return f"query '{self.name}' needs the parameter '{parameter.name}'{example}"


def _need_english(text: dict[str, str]) -> dict[str, str]:
    """Words in every language of the pack: where one is missing, the English ones stand in."""
    if not text.get("en"):
        raise ValueError("text in en is missing")
    return {**text, **{tag: text.get(tag) or text["en"] for tag in LANGUAGES}}


Text = Annotated[dict[str, str], AfterValidator(_need_english)]


class _ParameterHeader(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    type: ParameterType
    label: Text
    required: bool = False
    default: str | None = None
    example: str | None = None


class _Header(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    description: Text
    question: Text
    parameters: dict[str, _ParameterHeader] = Field(default_factory=dict)
    columns: tuple[str, ...]


def load_queries(*folders: Path) -> dict[str, Query]:
    """The queries of the pack and of further folders, by name, in order of theme and name.

    Raises:
        QueryError: for a header that cannot be used, or a name that stands twice.

    """
    queries: dict[str, Query] = {}
    for folder in (data_path("queries"), *folders):
        if not folder.is_dir():
            raise QueryError(f"{folder}: no such folder; give a folder of .rq files")
        for path in sorted(folder.rglob("*.rq")):
            if path.stem in queries:
                raise QueryError(f"{path}: a query named '{path.stem}' is there already; rename it")
            queries[path.stem] = read_query(path)
    return queries


def find_query(queries: Mapping[str, Query], name: str) -> Query:
    """The query with a name.

    Raises:
        QueryError: with the nearest names when there is none.

    """
    if name not in queries:
        raise QueryError(_not_found("there is no query", name, queries))
    return queries[name]


def read_query(path: Path) -> Query:
    """The query of one file; its name is the file's, its theme that of the folder.

    Raises:
        QueryError: with the file and the fault of the header.

    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"not UTF-8 at byte {error.start}"
        raise QueryError(f"{path}: {found}; save the file as UTF-8 text") from None
    except OSError as error:
        raise QueryError(f"{path}: {error.strerror}; check that it can be read") from None
    header = read_header(path, text, _Header)
    parameters = tuple(
        Parameter(name, **parameter.model_dump()) for name, parameter in header.parameters.items()
    )
    return Query(
        path.stem,
        path.parent.name,
        header.title,
        header.description,
        header.question,
        parameters,
        header.columns,
        _strip_header(text),
    )


def read_header(path: Path, text: str, model: type[H]) -> H:
    """The header of a file of SPARQL, the lines that begin with ``#+``, as a model.

    Raises:
        QueryError: with the file and the fault.

    """
    lines = [line[len(_MARK) + 1 :] for line in text.splitlines() if line.startswith(_MARK)]
    source = "\n".join(lines)
    if any(sign in source for sign in (" &", " *", "<<:")):
        found = "a value of the header begins with & or *, which stands for another place"
        raise QueryError(f"{path}: {found}; put the words into quotation marks")
    try:
        return model.model_validate(yaml.load(source, Loader=yaml.CBaseLoader) or {})  # noqa: S506 -- gives strings only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = f"line {mark.line + 1 if mark else 1} of the header: {error.problem}"
        wanted = "check indentation, colons and quotation marks of the '#+' lines"
        raise QueryError(f"{path}: {found}; {wanted}") from None
    except yaml.YAMLError:
        wanted = "remove control characters from the '#+' lines"
        raise QueryError(f"{path}: unreadable characters in the header; {wanted}") from None
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {_reword(fault['type'], fault['msg'])}"
            for fault in error.errors()
        )
        raise QueryError(f"{path}: header: {faults}; mend the '#+' lines") from None


def _reword(kind: str, message: str) -> str:
    """What is wrong with a field of a header, in words that do without those of the library."""
    known = {"missing": "is missing", "extra_forbidden": "is no field of a header"}
    return known.get(kind) or message.removeprefix("Value error, ")


def _strip_header(text: str) -> str:
    kept = [line for line in text.splitlines() if not line.startswith(_MARK)]
    return "\n".join(kept).strip() + "\n"


def _not_found(what: str, name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    if near:
        return f"{what} '{name}'; did you mean {' or '.join(near)}?"
    return f"{what} '{name}'; there are {', '.join(known) or 'none'}"
