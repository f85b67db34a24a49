"""The graphs that network and page are tested on: one written by hand, and hostile ones."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from pyoxigraph import RdfFormat, Store

DATA = Path(__file__).parent / "data"
TALK = "https://w3id.org/polcom/id/talk/"
_PREFIXES = """
@prefix d: <https://w3id.org/polcom/id/talk/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pc: <https://w3id.org/polcom/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
#: Each of them does something when it is taken for markup, script, style or template.
PAYLOADS = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=2</script>",
    "<img src=x onerror=window.hit=3>",
    '"><svg onload=window.hit=4>',
    "' onmouseover=window.hit=5 '",
    "{{ 7*7 }}{% raw %}{# x #}${window.hit=6}",
    "</style><style>body{display:none}</style>",
    "<!-- <script> -->&lt;b&gt; href=javascript:window.hit=7",
    "\u202eright to left\u2066 \u2028 \u2029",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>window.hit=8</script>\x01\x0b\ufffe",
)


@cache
def load_talk() -> Store:
    """The cascade of tests/data/network.trig."""
    store = Store()
    store.load(path=DATA / "network.trig", format=RdfFormat.TRIG)
    return store


def write_store(turtle: str) -> Store:
    """A store with some Turtle; the common prefixes are declared."""
    store = Store()
    store.load(_PREFIXES + turtle, format=RdfFormat.TURTLE)
    return store


def quote(text: str) -> str:
    """A text as a Turtle string."""
    escaped = "".join(
        f"\\U{ord(sign):08X}" if sign in '"\\' or ord(sign) < 32 else sign for sign in text
    )
    return f'"{escaped}"'


def write_hostile_store() -> Store:
    """One statement for each payload, with the payload in every field that takes text."""
    statements = []
    for number, payload in enumerate(PAYLOADS):
        text = quote(payload)
        statements.append(
            f"""
d:doc{number} a pc:Document ; rdfs:label {text}@en ; dct:issued "2022-01-01"^^xsd:date ;
  pc:contentHash "{sha256(payload.encode()).hexdigest()}" ;
  dct:publisher d:who{number} ; dct:source <javascript:window.hit={number}> .
d:who{number} rdfs:label {text}@en , {text}@zh-Hans .
d:verdict{number} skos:prefLabel {text}@en .
d:unit{number} a <http://qudt.org/schema/qudt/Unit> ; skos:notation {text} ; rdfs:label {text}@en .
d:directive{number} a pc:Directive ; rdfs:label {text}@en ; pc:issuedBy d:who{number} .
d:goal{number} a pc:Goal ; rdfs:label {text}@en ; pc:implements d:directive{number} ;
  pc:citation d:citation{number} ; pc:evidencedBy d:span{number} .
d:citation{number} a pc:Citation ; pc:cites d:directive{number} ; pc:resolution d:verdict{number} ;
  pc:evidencedBy d:span{number} .
d:period{number} a pc:PlanPeriod ; skos:prefLabel {text}@en ;
  pc:periodStart "20{number + 21}-01-01"^^xsd:date ;
  pc:periodEnd "20{number + 21}-12-31"^^xsd:date .
d:dated{number} a pc:Target ; rdfs:label {text}@zh-Hans ; pc:targetOf d:goal{number} ;
  pc:deadline "20{number + 21}-12-31"^^xsd:date ; pc:evidencedBy d:span{number} .
<https://w3id.org/polcom/id/talk/'onclick=window.hit={number}//&quot;> a pc:Action ;
  pc:advances d:goal{number} .
d:target{number} a pc:Target , pc:QuantitativeTarget ; rdfs:label {text}@en , {text}@zh-Hans ;
  pc:targetOf d:goal{number} ; pc:issuedBy d:who{number} ; pc:place d:who{number} ;
  pc:metric d:who{number} ; pc:theme d:who{number} ; skos:note {text}@en ; pc:deadline {text} ;
  pc:targetValue 5.0 ; pc:unit d:unit{number} ; pc:comparator d:verdict{number} ;
  pc:statedValue {text}@zh-Hant ; dct:source <javascript:window.hit={number}> ;
  pc:evidencedBy d:span{number} .
d:span{number} a pc:Excerpt ; pc:inDocument d:doc{number} ; pc:startOffset 0 ;
  pc:endOffset {len(payload)} ; pc:quote {text}@zh-Hant ; pc:quoteHash {text} .
d:seen{number} a pc:Observation ; rdfs:label {text}@en ; pc:statedWords {text}@en ;
  pc:observedValue 4.0 ; pc:unit d:unit{number} ; pc:caveat {text}@en ;
  pc:periodEnd {text} ; dct:source <javascript:window.hit={number}> .
d:target{number}.assessment a pc:Assessment ; pc:assesses d:target{number} ;
  pc:basedOn d:seen{number} ; pc:verdict d:verdict{number} ; pc:rule d:verdict{number} ;
  pc:gap -1.0 ; pc:attainment 0.8 ; pc:assessedOn {text} ; rdfs:label {text}@en .
"""
        )
    return write_store("".join(statements))
