"""Quantities that are words: 五億二千九百萬, 百分之五點三, 三至四成, 四年半."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_template, compile_words

from .numerals import COUNT_SLOT, NUMERAL_SLOT, WORD_SLOT, large_signs, read_any, small_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.languages import Pack

_SLOTS = ("words", "words2", "count", "count2", "digit")
_SLOT = re.compile(r"\{\w*\}")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_CHOICE = re.compile(r"\([^()]*\)")


def write_spoken(pack: Pack, unit: str, ranges: str) -> str:
    """The source of a pattern for a number in words that is sure to be one.

    It is large, or the start of a range of such. The pack may also let smaller ones count: ten and
    above before any unit (``spoken``), the others before the classifiers that it names (``few``).
    """
    numeral = NUMERAL_SLOT(pack)
    if pack.spaces or numeral == r"(?!)":
        return r"(?!)"
    large, small = large_signs(pack), small_signs(pack)
    surplus = compile_words(pack.words("numbers", "surplus"))
    point = pack.setting("numbers", "point", default="")
    heads = [
        f"[{small}{point}]{{1,8}}[{large}]",
        f"[{large}][{large}]",
        f"[{small}]{{1,4}}(?:{ranges})[{small}]{{1,4}}[{large}]",
        f"[{small}{large}]{{1,4}}(?:{surplus})[{large}]",
        f"[{small}] ?(?:{compile_words(pack.words('numbers', 'few'))})",
    ]
    if pack.setting("numbers", "spoken", default=False):
        ten = small[-1]
        heads.append(f"(?:[{small}]{{2,3}}|{ten}) ?(?:{unit})")
    behind = "".join(pack.words("numbers", "not_behind"))
    guard = f"(?<![{behind}])" if behind else ""
    return f"{guard}(?={'|'.join(heads)}){numeral}"


def compile_phrases(
    pack: Pack,
) -> Iterator[tuple[re.Pattern[str], dict[str, Any], re.Pattern[str]]]:
    """Of every phrase of the pack that is a quantity: its pattern, its entry, and its trigger."""
    before = compile_words(pack.table("comparators", "before"))
    after = compile_words(pack.table("comparators", "after"))
    slots = {"words": WORD_SLOT(pack), "count": COUNT_SLOT(pack), "digit": _digit(pack)}
    for entry in pack.templates("quantity_words"):
        core = compile_template(entry["template"], slots, pack.fold)
        need = "" if "after" in entry else "?"
        led = [f"(?<={re.escape(pack.fold(word))})" for word in entry.get("behind", ())]
        lead = f"(?:{'|'.join(led)}) ?" if led else ""
        barred = compile_words(tuple(pack.fold(word) for word in entry.get("not_before", ())))
        follow = tuple(pack.fold(word) for word in entry.get("before", ()))
        ahead = f"(?={compile_words(follow)})" if follow else ""
        source = (
            rf"{lead}(?:(?P<before>{before}) ?)?(?P<core>{core})(?!{barred})"
            rf"(?P<after>{after}){need}{ahead}"
        )
        trigger = re.compile(_trigger(entry["template"], pack))
        yield re.compile(source), entry, trigger


def _trigger(template: str, pack: Pack) -> str:
    """The source of a pattern for words without which a template does not match."""
    must = _OPTIONAL.sub("{}", _CHOICE.sub("{}", template))
    if literal := max((pack.fold(piece) for piece in _SLOT.split(must)), key=len):
        return re.escape(literal)
    choice = _CHOICE.search(template)
    words = choice[0].strip("()").split("|") if choice and "{" not in choice[0] else []
    return compile_words(tuple(pack.fold(word) for word in words)) if words else r"\S"


def _digit(pack: Pack) -> str:
    words = "".join(word for word in pack.table("numbers", "words") if len(word) == 1)
    return rf"[{words}\d]"


def read_phrase(
    groups: dict[str, str], entry: dict[str, Any], pack: Pack
) -> tuple[Decimal, Decimal | None]:
    """The value of a phrase, and the upper one where its reading is a range."""
    factor = Decimal(entry.get("factor", "1"))
    if "value" in entry:
        return Decimal(entry["value"]) * factor, None
    parts = [read_any(groups[name], pack) for name in _SLOTS if groups.get(name)]
    if entry.get("reading") == "range":
        low, high = sorted(parts[:2])
        return low * factor, high * factor if low < high else None
    return _single(parts, entry.get("reading", "")) * factor, None


def _single(parts: list[Decimal], reading: str) -> Decimal:
    match reading:
        case "fraction":
            share = parts[1] / (parts[0] or Decimal(1)) * 100
            # To two places, or to as many as it takes to show a small share.
            places = max(2, 3 - share.adjusted()) if share else 2
            return share.quantize(Decimal(1).scaleb(-places)).normalize()
        case "tenths":
            return parts[0] + parts[1] / 10
        case "half":
            return parts[0] + Decimal("0.5")
    return parts[0]
