"""Asking the graph: the pack of questions, ad-hoc SPARQL, and the pack made portable."""

from .execution import run_query, run_update
from .files import LANGUAGES, Query, Text, find_query, load_queries, read_header, read_query
from .parameters import Parameter
from .portable import describe_queries, export_queries, resolve_query
from .rows import FORMATS, Rows, group_digits, make_legible, make_table, render, show
from .tokens import expand_names, list_iris

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "Parameter",
    "Query",
    "Rows",
    "Text",
    "describe_queries",
    "expand_names",
    "export_queries",
    "find_query",
    "group_digits",
    "list_iris",
    "load_queries",
    "make_legible",
    "make_table",
    "read_header",
    "read_query",
    "render",
    "resolve_query",
    "run_query",
    "run_update",
    "show",
]
