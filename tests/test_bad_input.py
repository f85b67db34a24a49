"""Bad records of every kind: a clear message, the right exit code, and nothing written or lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from .samples import PLAN, polcom, read_tree, spoil

if TYPE_CHECKING:
    from pathlib import Path

Change = tuple[str, str]

BOMB = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(30))
DEEP = "format: 1\ndocument: " + "[" * 200 + "]" * 200
HEAD = "document,kind,id,label.en,source,value\n"
ROW = "plan,target,t1,Coal,https://example.org/,ten\n"


def text(*changes: Change) -> bytes:
    return spoil(PLAN, *changes).encode()


#: Each case: a name, the file, its bytes, and what the message must say, in order.
RECORDS: list[tuple[str, str, bytes, list[str]]] = [
    (
        "unknown-field",
        "plan.yaml",
        text(("deadline: 2025", "deadlin: 2025")),
        [":29: statements[1].deadlin: unknown field 'deadlin'; did you mean 'deadline'?"],
    ),
    (
        "wrong-unit",
        "plan.yaml",
        text(("unit: t\n    exp", "unit: kW\n    exp")),
        [":27: statements[1].unit: the unit 'kW' does not measure 'Coal output'; write a unit"],
    ),
    (
        "no-date",
        "plan.yaml",
        text(("deadline: 2025-12-31", "deadline: end of 2025")),
        [":29: statements[1].deadline: found 'end of 2025'; write an ISO date such as 2025-12-31"],
    ),
    (
        "no-such-day",
        "plan.yaml",
        text(("deadline: 2025-12-31", "deadline: 2025-02-29")),
        [":29: statements[1].deadline: found '2025-02-29'; "],
    ),
    (
        "duplicate-id",
        "plan.yaml",
        text(("id: t1", "id: g1")),
        [":19: statements[1].id: the id 'g1' again, first used at ", ":14; give each record"],
    ),
    (
        "reserved-id",
        "plan.yaml",
        text(("id: t1", "id: g1.assessment")),
        [":19: statements[1].id: the id 'g1.assessment' ends in '.assessment', which the builder"],
    ),
    (
        "no-parent",
        "plan.yaml",
        text(("target_of: g1", "target_of: g2")),
        [":22: statements[1].target_of: 'g2' does not exist; did you mean g1?"],
    ),
    (
        "circle",
        "plan.yaml",
        text(("kind: goal", "kind: goal\n    part_of: t1")),
        [
            ":16: statements[0].part_of: 'g1' lies above itself; break the circle",
            ":23: statements[1].target_of: 't1' lies above itself; break the circle",
        ],
    ),
    (
        "target-without-needs",
        "plan.yaml",
        text(("    metric: coal\n", "")),
        [
            ":19: statements[1]: the fields do not fit together; ",
            "a QuantitativeTarget also needs metric",
        ],
    ),
    (
        "wrong-encoding",
        "plan.yaml",
        spoil(PLAN, ("A plan", "规划")).encode("gb18030"),
        [":4: not UTF-8: byte 0xb9 at position ", "; save the file as UTF-8"],
    ),
    ("utf-16", "plan.yaml", PLAN.encode("utf-16"), [":1: not UTF-8: byte 0xff at position 0;"]),
    ("bomb", "plan.yaml", BOMB.encode(), [":2: the alias '*a'; write the value out"]),
    ("tag", "plan.yaml", b"a: !!python/name:os.system", [":1: the tag 'tag:yaml.org,2002:python/"]),
    (
        "duplicate-key",
        "plan.yaml",
        text(("  language: en", "  language: en\n  language: fr")),
        [":6: the field 'language' twice; keep one of them"],
    ),
    (
        "not-a-number",
        "plan.yaml",
        text(("value: 10", "value: NaN")),
        [":26: statements[1].value: found 'NaN'; write a number in digits"],
    ),
    ("json-nan", "plan.json", b'{"format": NaN}', [":1: the value NaN; write a decimal number"]),
    (
        "json-duplicate",
        "plan.json",
        b'{"format": 1,\n "format": 1}',
        [":2: the field 'format' twice; keep one of them"],
    ),
    (
        "json-broken",
        "plan.json",
        b'{"format": 1,\n}',
        [":2: not JSON: ", "; check commas, brackets and"],
    ),
    ("json-number", "plan.json", b"7", [":1: no fields; begin with 'format: 1'"]),
    (
        "json-half-sign",
        "plan.json",
        json.dumps({"format": "1", "document": "\ud83d"}).encode(),
        [":1: not well-formed"],
    ),
    ("deep", "plan.yaml", DEEP.encode(), [":2: more than 40 levels of nesting; flatten"]),
    (
        "deep-json",
        "plan.json",
        b"[" * 200_000,
        [":1: brackets within brackets without end; close those that are open"],
    ),
    ("nul", "plan.yaml", b"format: 1\0", [":1: a NUL character; write plain text"]),
    ("control", "plan.yaml", b"format: \x07", [":1: unreadable character at "]),
    ("empty", "plan.yaml", b"", [":1: no fields; begin with 'format: 1' and 'document:'"]),
    ("only-a-mark", "plan.yaml", b"\xef\xbb\xbf", [":1: no fields; begin with"]),
    ("only-a-list", "plan.yaml", b"- a\r\n- b\r\n", [":1: no fields; begin with"]),
    (
        "carriage-returns",
        "plan.yaml",
        text(("value: 10", "value: ten")).replace(b"\n", b"\r\n"),
        [":26: statements[1].value: found 'ten'; "],
    ),
    (
        "huge-integer",
        "plan.yaml",
        text(("start: 2, end: 22", f"start: 2, end: {'9' * 5000}")),
        [":18: statements[0].evidence[0].end: found '9999", "...; "],
    ),
    (
        "large-offset",
        "plan.yaml",
        text(("end: 63", "end: " + "9" * 30)),
        [":32: statements[1].evidence[0]: the span ends at 99999", ", the text at 70; correct"],
    ),
    (
        "too-many-cells",
        "plan.csv",
        (HEAD + ROW.strip() + ",more\n").encode(),
        [":2: 7 cells below 6 columns; write one cell for each column"],
    ),
    (
        "no-column",
        "plan.csv",
        b"document,kind,name\n",
        [":1: no column 'id'; add it"],
    ),
    (
        "open-quote",
        "plan.tsv",
        b'document\tkind\tid\nplan\ttarget\t"t1\n',
        ["not a table: unexpected end of data; put a cell with commas or"],
    ),
    (
        "bad-cell",
        "plan.csv",
        (HEAD + ROW).encode(),
        [":2: statements[0].value: found 'ten'; write a number in digits"],
    ),
    ("unknown-kind-of-file", "plan.txt", b"x", [":1: a file of unknown kind '.txt'; give a file"]),
    (
        "wrong-kind",
        "plan.yaml",
        text(("kind: goal", "kind: gaol")),
        [":14: statements[0]: no known kind in ", "; write kind: one of directive, goal, target"],
    ),
    (
        "unknown-prefix",
        "plan.yaml",
        text(("place: cn:ordos", "place: cm:ordos")),
        [":8: document.place: the prefix 'cm:' is not declared; did you mean "],
    ),
    (
        "span-too-long",
        "plan.yaml",
        text(("start: 2, end: 22", "start: 2, end: 23")),
        [":18: statements[0].evidence[0]: ", "the quote has 20 characters but the span 21"],
    ),
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a build that bad input must leave as it is."""
    (tmp_path / "demo" / "store").mkdir(parents=True)
    (tmp_path / "demo" / "report.json").write_text('{"build": {"quads": 0}}', "utf-8")
    (tmp_path / "demo" / "graph.nq").write_text("", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [case[1:] for case in RECORDS],
    ids=[case[0] for case in RECORDS],
)
def test_a_bad_record_is_told_with_its_place_and_nothing_is_written(
    desk: Path, file: str, content: bytes, said: list[str]
) -> None:
    (desk / file).write_bytes(content)
    before = read_tree(desk)
    found = polcom("build", desk / file, "-o", desk / "demo")
    assert (found.code, found.out) == (1, "")
    rest = found.err
    for words in said:
        assert words in rest
        rest = rest.partition(words)[2]
    assert f"{desk / file}:" in found.err
    assert "Traceback" not in found.err
    assert read_tree(desk) == before
