"""Link reports to two party congress reports: precision by links read by hand, and time.

Give the folder of the corpus. Prints, for echoes and paraphrases, how many links are right, right
in subject only, wrong or not read yet, and the CPU time of the links of one document.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.links import count_links, find_links, read_judged

VERDICTS = ("right", "topic", "wrong", "unread")


def main(corpus: Path) -> None:
    """Measure all pairs of texts of the table."""
    judged = read_judged()
    pairs = sorted({(one.document, one.source) for one in judged})
    start = time.process_time()
    found = {one for pair in pairs for one in find_links(corpus, *pair)}
    seconds = time.process_time() - start
    for reading, counts in count_links(found, judged).items():
        read = counts.total() - counts["unread"]
        parts = ", ".join(
            f"{name} {counts[name]}" for name in ("right", "topic", "wrong", "unread")
        )
        print(f"{reading:10s} precision {counts['right'] / max(read, 1):.3f} ({parts})")
    print(f"{len(pairs)} pairs of texts, {seconds / len(pairs):.2f} s each with their extraction")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
