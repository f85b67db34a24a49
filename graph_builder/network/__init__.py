"""The graph as a network of networkx: conversion, selection, analyses, files for other tools."""

from .analyses import (
    Bottleneck,
    Cascade,
    Coverage,
    Reached,
    Statement,
    Summary,
    directives_without_goal,
    find_bottlenecks,
    goals_without_directive,
    measure_coverage,
    measure_depth,
    reach,
    summarize,
)
from .conversion import convert
from .export import Format, export, serialize
from .selection import Selection, restrict

__all__ = [
    "Bottleneck",
    "Cascade",
    "Coverage",
    "Format",
    "Reached",
    "Selection",
    "Statement",
    "Summary",
    "convert",
    "directives_without_goal",
    "export",
    "find_bottlenecks",
    "goals_without_directive",
    "measure_coverage",
    "measure_depth",
    "reach",
    "restrict",
    "serialize",
    "summarize",
]
