"""A language pack: words and templates of one language or variety, read from its TOML files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.errors import PolcomError

from .shadow import cast_shadow

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
#: Language tags that people write, and the pack that reads them.
_SCRIPTS = {"zh-Hans": "zh-Hans-CN", "zh-CN": "zh-Hans-CN", "zh-HK": "zh-Hant-HK"}
_REGIONS = {"zh-TW": "zh-Hant-TW", "zh-Hans-HK": "zh-Hant-HK", "zh-Hant": "zh"}


class LanguageError(PolcomError):
    """A language without a pack, or a pack that cannot be read."""

    exit_code = 2


@dataclass(frozen=True, eq=False)
class Pack:
    """The data of one pack, with what it inherits; all words already cast as shadows."""

    language: str
    data: Mapping[str, Any]

    def words(self, *path: str) -> tuple[str, ...]:
        """The list of words at a path of keys, folded; empty when the pack has none."""
        return _list_words(self, path)

    def table(self, *path: str) -> dict[str, Any]:
        """The table at a path of keys, its keys folded; the same each time, so not to change."""
        return _map_words(self, path)

    def templates(self, *path: str) -> list[dict[str, Any]]:
        """The list of tables at a path of keys, as written."""
        return list(self.find(path, []))

    def setting(self, *path: str, default: Any) -> Any:  # noqa: ANN401 - settings are TOML values
        """One value at a path of keys."""
        return self.find(path, default)

    def fold(self, text: str) -> str:
        """The shadow of a text under the rules of this pack."""
        return cast_shadow(text, self.data.get("fold", ""))

    def fold_word(self, word: str) -> str:
        """The shadow of a word of the pack, which many readers ask for."""
        return _cast_word(word, self.data.get("fold", ""))

    @property
    def spaces(self) -> bool:
        """Whether the language puts spaces between words."""
        return bool(self.data.get("spaces", True))

    def find(self, path: tuple[str, ...], default: Any) -> Any:  # noqa: ANN401
        """What stands at a path of keys, else the default."""
        node: Any = self.data
        for key in path:
            if key not in node:
                return default
            node = node[key]
        return node


@cache
def _cast_word(word: str, script: str) -> str:
    return cast_shadow(word, script)


@cache
def _list_words(pack: Pack, path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pack.fold_word(word) for word in pack.find(path, [])))


@cache
def _map_words(pack: Pack, path: tuple[str, ...]) -> dict[str, Any]:
    return {pack.fold_word(key): value for key, value in pack.find(path, {}).items()}


def list_packs() -> list[str]:
    """The language tags of all packs."""
    return sorted(path.parent.name for path in _FOLDER.glob("*/pack.toml"))


def load_pack(language: str) -> Pack:
    """The pack of a language tag, or of the nearest tag above it.

    Raises:
        LanguageError: when no pack reads the language; the message lists those that there are.

    >>> load_pack("zh-Hant-HK-x-new").language
    'zh-Hant-HK'

    """
    tag = _SCRIPTS.get(language, _REGIONS.get(language, language))
    while _TAG.fullmatch(language) and tag:
        if (_FOLDER / tag / "pack.toml").is_file():
            return _load(tag)
        tag = tag.rpartition("-")[0]
    raise LanguageError(
        f"no language pack for {language!r}; give one of {', '.join(list_packs())}, or add a pack"
    )


@cache
def _load(tag: str) -> Pack:
    data: dict[str, Any] = {}
    for path in sorted((_FOLDER / tag).glob("*.toml")):
        data = _merge(_read(path), data)
    if parent := data.get("inherits"):
        left = _leave_out(dict(_load(parent).data), data.get("without", {}))
        data = _merge(data, left)
    return Pack(tag, data)


def _leave_out(inherited: dict[str, Any], without: dict[str, Any]) -> dict[str, Any]:
    """What is inherited, less the words and keys under ``without``, which has the same shape."""
    left = dict(inherited)
    for key, unwanted in without.items():
        below = left.get(key)
        if isinstance(below, dict) and isinstance(unwanted, dict):
            left[key] = _leave_out(below, unwanted)
        elif isinstance(below, dict):
            left[key] = {name: value for name, value in below.items() if name not in unwanted}
        elif isinstance(below, list):
            left[key] = [word for word in below if word not in unwanted]
    return left


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{path.parent.name}/{path.name}: {error}; correct the TOML") from None


def _merge(own: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    merged = dict(other)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = _merge(value, below)
        elif isinstance(value, list) and isinstance(below, list) and key != "examples":
            merged[key] = value + below
        else:
            merged[key] = value
    return merged
