"""Graphs of any size to measure with: the same ones in every run.

Directives, goals, actions, targets with deadlines and places, evidence and verdicts, in blocks that
are alike: twice as many statements are twice the work.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from graph_builder.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Statements of a block: one goal, three actions, ten targets. Verdicts are shown inside targets.
BLOCK = 14
_SYLLABLES = "煤炭產量達到億噸電力裝機新能源佔比天然氣經濟增長居民收入生態治理城市文明創新"
_WORDS = (
    "coal",
    "output",
    "power",
    "capacity",
    "share",
    "new",
    "energy",
    "income",
    "city",
    "water",
)


def make_store(statements: int) -> Store:
    """A store with about this many statements, their evidence and the ontology."""
    store = Store()
    store.extend(load_ontology().quads)
    turtle = "\n".join(write_turtle(statements))
    store.bulk_load(turtle, format=RdfFormat.TURTLE)
    return store


def write_turtle(statements: int) -> Iterator[str]:
    """The Turtle of blocks, a directive for every five of them, a document for every twenty."""
    chance = random.Random(7)  # noqa: S311 -- the same graph in every run
    yield "@prefix pc: <https://w3id.org/polcom/ns#> . @prefix d: <https://example.org/> ."
    yield "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    yield "@prefix dct: <http://purl.org/dc/terms/> ."
    yield "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    yield "@prefix v: <https://w3id.org/polcom/vocab/verdict/> ."
    for block in range(max(1, statements // BLOCK)):
        yield from _write_block(block, chance)


def _write_block(block: int, chance: random.Random) -> Iterator[str]:
    document, directive = f"d:doc{block // 20}", f"d:d{block // 5}"
    if block % 20 == 0:
        yield f'{document} a pc:Document ; {_label(chance)} ; dct:issued "2022-01-01"^^xsd:date .'
    if block % 5 == 0:
        yield f"{directive} a pc:Directive ; {_label(chance)} ."
    goal = f"d:g{block}"
    yield f"{goal} a pc:Goal ; {_label(chance)} ; pc:implements {directive} ; {_prove(goal)} ."
    yield _excerpt(goal, document, block * 1000, chance)
    for number in range(3):
        yield f"{goal}a{number} a pc:Action ; {_label(chance)} ; pc:advances {goal} ."
    for number in range(10):
        target, year = f"{goal}t{number}", 2020 + chance.randrange(16)
        above = goal if number % 2 else f"{goal}a{number % 3}"
        link = "pc:targetOf" if above == goal else "pc:advances"
        yield (
            f"{target} a pc:Target , pc:QuantitativeTarget ; {_label(chance)} ; {link} {above} ;"
            f' pc:deadline "{year}-12-31"^^xsd:date ; pc:targetValue {number + 1}.5 ;'
            f" pc:place d:place{block % 300} ; {_prove(target)} ."
        )
        yield _excerpt(target, document, block * 1000 + 50 * number + 50, chance)
        if number % 2:
            yield f"{target}o a pc:Assessment ; pc:assesses {target} ; pc:verdict v:missed ."
    yield f"d:place{block % 300} {_label(chance)} ."


def _prove(node: str) -> str:
    return f"pc:evidencedBy {node}s"


def _excerpt(node: str, document: str, start: int, chance: random.Random) -> str:
    quote = "".join(chance.choices(_SYLLABLES, k=chance.randint(10, 40)))
    return (
        f"{node}s a pc:Excerpt ; pc:inDocument {document} ; pc:startOffset {start} ;"
        f' pc:endOffset {start + len(quote)} ; pc:quote "{quote}"@zh-Hant .'
    )


def _label(chance: random.Random) -> str:
    english = " ".join(chance.choices(_WORDS, k=chance.randint(4, 9)))
    chinese = "".join(chance.choices(_SYLLABLES, k=chance.randint(6, 18)))
    return f'rdfs:label "{english} {chance.randrange(10**6)}"@en , "{chinese}"@zh-Hans'
