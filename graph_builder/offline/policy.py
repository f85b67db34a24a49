"""Scripts and styles are allowed by their hash alone, so nothing that the data contain can run."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Where a page wants its policy.
PLACE = "<!-- policy -->"
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; "
    "connect-src 'none'; base-uri 'none'; form-action 'none'"
)


def protect(html: str, further: Sequence[str] = ()) -> str:
    """The page with a policy that names its own scripts and styles by their hash.

    ``further`` are scripts that the page adds while it runs.
    """
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = _POLICY.format(scripts=_hash_all([*scripts, *further]), styles=_hash_all(styles))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(PLACE, meta, 1)


def _hash_all(texts: Iterable[str]) -> str:
    hashes = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{value}'" for value in hashes)
