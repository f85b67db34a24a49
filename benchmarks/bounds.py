"""What was promised: each figure is printed beside its bound, and judged."""

from __future__ import annotations

from dataclasses import dataclass

#: Milliseconds until the page can be used, by size; the figures of the Ordos example by its name.
USABLE = {"Ordos": 500, "1000": 1_000, "20000": 1_500, "100000": 3_000}
JUMP = 50
SEARCH = 100
#: Megabytes at the greatest size.
MEMORY = 150
#: Kilobytes of the file of the Ordos example.
FILE = 650
#: How many times sooner than stock pyvis the page can be used at its size.
SOONER = 20
#: Seconds to make the page of the greatest size.
MAKING = 30
#: How much longer a statement may take among ten times as many, where work grows as they do.
GROWTH = 1.25


@dataclass(slots=True)
class Report:
    """Prints figures, and remembers how many were judged and which were over their bound."""

    judged: int = 0
    over: int = 0

    def print_title(self, title: str) -> None:
        """A line above figures."""
        print(title, flush=True)

    def print_figure(self, name: str, shown: str) -> None:
        """A figure that nothing was promised of."""
        print(f"  {name:34s} {shown}", flush=True)

    def judge(self, name: str, shown: str, figure: float, bound: float | None, unit: str) -> None:
        """A figure with its bound, an upper one; without a bound, as it is."""
        if bound is None:
            self.print_figure(name, shown)
            return
        is_over = figure > bound
        self.judged += 1
        self.over += is_over
        verdict = "OVER" if is_over else "within"
        self.print_figure(name, f"{shown}; bound {bound:,g} {unit}: {verdict}")

    def print_total(self) -> None:
        """How many figures were within their bounds."""
        print(f"{self.judged - self.over} of {self.judged} figures within their bounds")
