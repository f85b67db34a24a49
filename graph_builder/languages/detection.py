"""The language of a text, told by its letters and by the words that packs give for it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from opencc import OpenCC

from .pack import LanguageError, Pack, list_packs, load_pack

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 500_000
"""So many characters from the beginning say what the language is."""
_WORD = re.compile(r"[^\W\d_]+")
_SURE_SHARE = 0.06
"""Of the words of a text, so many are among the commonest of its language."""
_FEWEST_WORDS = 12
_FEWEST_SIGNS = 3
"""Characters that only one script has, or words that only one variety has."""
_CLEAR = 2
"""How many times more evidence there must be than for the next best."""
_KANA_SHARE = 0.1
_CJK, _KANA = "CJK", ("HIRAGANA", "KATAKANA")
_SCRIPTS = ("Hans", "Hant")
_SCRIPT_LENGTH = 4
_REMEDY = "name it with --language"


@dataclass(frozen=True, slots=True)
class Detection:
    """A language tag, and by what it was told."""

    tag: str
    evidence: str


def detect_language(text: str, declared: str | None = None) -> Detection:
    """The language of a text among those that packs read; what a file declares decides ties.

    A declaration that the letters of the text contradict is passed over: pages declare much.

    Raises:
        LanguageError: when no pack reads it, or it cannot be told; the message says what to do.

    >>> detect_language("到2025年，煤炭产量达到10亿吨以上，电力装机突破1亿千瓦。").tag
    'zh-Hans'

    """
    sample = text[:_MOST]
    letters = _count_letters(sample)
    packs = {tag: load_pack(tag) for tag in list_packs()}
    main = _find_main(letters, packs)
    fitting = {tag: p for tag, p in packs.items() if _letters_of(p) == main}
    try:
        found = _tell_variety(sample, fitting) if main == _CJK else _tell_by_words(sample, fitting)
    except LanguageError:
        tag = _normalize(declared)
        if tag is None or tag.partition("-")[0] not in {t.partition("-")[0] for t in fitting}:
            raise
        return Detection(tag, f"declared by the file as {declared}")
    return _refine(found, _normalize(declared), fitting)


def find_variety(text: str, tag: str) -> str:
    """The tag of the variety of a language that a text shows, or the given one.

    Only a tag that no pack reads by itself is made more exact, and only within its script: the
    words of the text say whether 元 in zh-Hant is a dollar of Hong Kong or of Taiwan.

    >>> find_variety("行政院與立法院通過，新臺幣10億元，各縣市政府。", "zh-Hant")
    'zh-Hant-TW'
    >>> find_variety("中央政府撥款10億元。", "zh-Hant"), find_variety("拨款", "zh-Hans-CN")
    ('zh-Hant', 'zh-Hans-CN')

    """
    shaped = shape_tag(tag)
    varieties = {t: load_pack(t) for t in list_packs() if t.startswith(f"{shaped}-")}
    if shaped in list_packs() or not varieties:
        return tag
    try:
        found = _tell_variety(text[:_MOST], varieties).tag
    except LanguageError:
        return tag
    return found if found in varieties else tag


def _count_letters(text: str) -> Counter[str]:
    """How many words of each kind of letters; a character without spaces counts as a word."""
    found: Counter[str] = Counter()
    for word, times in Counter(_WORD.findall(text)).items():
        kinds = Counter(_kind(char) for char in word)
        for kind, count in kinds.items():
            found[kind] += times * (count if kind in {_CJK, *_KANA} else 1)
    return found


@cache
def _kind(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").partition(" ")[0]


def _letters_of(pack: Pack) -> str:
    return str(pack.setting("detection", "letters", default=""))


def _find_main(letters: Mapping[str, int], packs: Mapping[str, Pack]) -> str:
    main = max(sorted(letters), key=lambda kind: letters[kind], default="")
    kana = sum(letters.get(kind, 0) for kind in _KANA)
    if main == _CJK and kana > _KANA_SHARE * (kana + letters[_CJK]):
        main = _KANA[0]
    if not main:
        raise LanguageError(f"the text has no letters to tell its language by; {_REMEDY}")
    if main not in {_letters_of(pack) for pack in packs.values()}:
        known = ", ".join(sorted(packs))
        found = f"the text is written in {main.capitalize()} letters, which no language pack reads"
        raise LanguageError(f"{found}; there are packs for {known}; add one, or {_REMEDY}")
    return main


def _tell_by_words(text: str, packs: Mapping[str, Pack]) -> Detection:
    """By the share of the commonest words."""
    words = Counter(word.lower() for word in _WORD.findall(text))
    total = sum(words.values())
    hits = {
        tag: sum(words[word] for word in pack.words("detection", "words"))
        for tag, pack in packs.items()
    }
    ranked = sorted(hits, key=lambda tag: (-hits[tag], tag))
    best = ranked[0]
    following = hits[ranked[1]] if len(ranked) > 1 else 0
    if total < _FEWEST_WORDS:
        raise LanguageError(f"{total} words are too few to tell the language by; {_REMEDY}")
    if hits[best] < _SURE_SHARE * total or hits[best] < _CLEAR * following:
        shares = ", ".join(f"{tag} {100 * hits[tag] // total} %" for tag in ranked)
        found = f"the words fit no language pack well enough (common words: {shares})"
        raise LanguageError(f"{found}; there are packs for {', '.join(list_packs())}; {_REMEDY}")
    return Detection(best, f"{100 * hits[best] // total} % of its words are common ones of {best}")


def _tell_variety(text: str, packs: Mapping[str, Pack]) -> Detection:
    """By characters that only one script has, then by words that only one variety has."""
    counts = Counter(char for char in text if _kind(char) == _CJK)
    simplified = sum(n for char, n in counts.items() if _convert("s2t", char) != char)
    traditional = sum(n for char, n in counts.items() if _convert("t2s", char) != char)
    if simplified + traditional < _FEWEST_SIGNS:
        raise LanguageError(f"the characters are those of several scripts; {_REMEDY}")
    script = _SCRIPTS[traditional > simplified]
    shown = f"{simplified} simplified, {traditional} traditional characters"
    hits = {tag: _list_words(text, pack) for tag, pack in sorted(packs.items()) if script in tag}
    ranked = sorted(hits, key=lambda tag: (-sum(hits[tag].values()), tag))
    primary = min(packs).partition("-")[0]
    if len(ranked) > 1:
        best, following = (sum(hits[tag].values()) for tag in ranked[:2])
        if best >= _FEWEST_SIGNS and best >= _CLEAR * following:
            words = ", ".join(islice(hits[ranked[0]], 3))
            return Detection(ranked[0], f"{shown}; words such as {words}")
    return Detection(f"{primary}-{script}", shown)


def _list_words(text: str, pack: Pack) -> Counter[str]:
    """The words of a variety that stand in a text, as the pack writes them."""
    shadow = pack.fold(text)
    found = {word: shadow.count(word) for word in pack.words("detection", "words")}
    return Counter(dict(sorted((w, n) for w, n in found.items() if n)))


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


@cache
def _convert(config: str, char: str) -> str:
    return str(_converter(config).convert(char))


def shape_tag(tag: str) -> str:
    """A language tag with the case that scripts and regions have.

    >>> shape_tag("ZH_hant-hk")
    'zh-Hant-HK'
    """
    first, *others = tag.strip().replace("_", "-").split("-")
    cased = (part.title() if len(part) == _SCRIPT_LENGTH else part.upper() for part in others)
    return "-".join((first.lower(), *cased))


def _normalize(declared: str | None) -> str | None:
    """A declared tag as packs write it, or None when it is no tag of a language with a pack."""
    if not declared:
        return None
    tag = shape_tag(declared)
    try:
        load_pack(tag)
    except LanguageError:
        return None
    return tag


def _refine(found: Detection, declared: str | None, packs: Mapping[str, Pack]) -> Detection:
    """A declared region makes a variety of a script certain."""
    region = declared.rpartition("-")[2] if declared else ""
    tag = f"{found.tag}-{region}"
    if declared and tag in packs and declared.partition("-")[0] == found.tag.partition("-")[0]:
        return Detection(tag, f"{found.evidence}; declared by the file as {declared}")
    return found
