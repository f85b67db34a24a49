"""What a check of an extension finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: the file, the term, the rule that it breaks, what was found and what is wanted.

    ``advice`` marks what can stay as it is.

    >>> print(Finding("a.ttl", "ex:Port", "module", "no rdfs:isDefinedBy", "name the file's IRI"))
    a.ttl: ex:Port: module: no rdfs:isDefinedBy; name the file's IRI
    """

    file: str
    term: str
    rule: str
    found: str
    wanted: str
    advice: bool = False

    def __str__(self) -> str:
        term = f"{self.term}: " if self.term else ""
        mark = " (advice)" if self.advice else ""
        return f"{self.file}: {term}{self.rule}{mark}: {self.found}; {self.wanted}"
