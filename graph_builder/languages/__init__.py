"""Language packs: words, numbers, units, time phrases and cues as data, one folder a variety.

A new language is a new folder of TOML files; ``extraction`` has no word of any language in it.
"""

from .detection import Detection, detect_language, find_variety, shape_tag
from .pack import LanguageError, Pack, list_packs, load_pack
from .shadow import cast_shadow
from .starts import list_starts
from .templates import TemplateError, compile_template, compile_words

__all__ = [
    "Detection",
    "LanguageError",
    "Pack",
    "TemplateError",
    "cast_shadow",
    "compile_template",
    "compile_words",
    "detect_language",
    "find_variety",
    "list_packs",
    "list_starts",
    "load_pack",
    "shape_tag",
]
