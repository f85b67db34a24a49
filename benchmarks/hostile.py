"""Read 200,000 hostile characters, beside as many of a made-up report, and print the ratio.

Prints the seconds of the processor for each kind; a ratio above one is slower than the report.
"""

from __future__ import annotations

import time

from graph_builder.extraction import extract

from .extraction import DAY, PARAGRAPH

LENGTH = 200_000
PIECES = {
    "digits": "0123456789",
    "numbers and commas": "1,",
    "per cents": "5% ",
    "opening quotes": "“",
    "nested quotes": "“「『",
    "nested brackets": "（(",
    "one sentence": "推进建设和发展以及",
    "spaces": "  ",
    "short lines": "甲\n",
}


def main() -> None:
    """Measure the report, then each kind."""
    plain = measure(PARAGRAPH)
    print(f"{'report':20} {plain:6.2f} s")
    for name, piece in PIECES.items():
        took = measure(piece)
        print(f"{name:20} {took:6.2f} s  {took / plain:5.2f} of the report")


def measure(piece: str) -> float:
    """The seconds that a text of one repeated piece takes."""
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    start = time.process_time()
    extract(text, language="zh-Hans", issued=DAY)
    return time.process_time() - start


if __name__ == "__main__":
    main()
