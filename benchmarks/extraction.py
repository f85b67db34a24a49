"""Read a made-up report of growing length, and compare with the baseline "every number".

Prints characters per second for each length, so that growth can be seen, and the ratio of times.
"""

from __future__ import annotations

import re
import time
from datetime import date

from graph_builder.extraction import extract

LENGTHS = (50_000, 100_000, 200_000)
PARAGRAPH = (
    "一是建设能源强市。深入推进能源革命,到2025年,煤炭产量达到10亿吨以上,电力装机突破1亿千瓦,"
    "天然气产量达到330亿立方米以上。过去五年,地区生产总值年均增长6.1%。要加快推进产业转型升级,"
    "新增城镇就业2万人以上,居民收入增长与经济增长基本同步。\n"
)
DAY = date(2022, 1, 10)


def main() -> None:
    """Measure both at each length."""
    extract(PARAGRAPH, language="zh-Hans", issued=DAY)
    for length in LENGTHS:
        text = (PARAGRAPH * (length // len(PARAGRAPH) + 1))[:length]
        start = time.process_time()
        found = len(extract(text, language="zh-Hans", issued=DAY).statements)
        ours = time.process_time() - start
        start = time.process_time()
        numbers = len(re.findall(r"\d+(?:\.\d+)?", text))
        peer = time.process_time() - start
        print(
            f"{length:8d} characters {length / ours:10.0f} per second {found:6d} statements", end=""
        )
        print(f"   every number: {numbers} in {peer:.4f} s, ratio {ours / max(peer, 1e-6):.0f}")


if __name__ == "__main__":
    main()
