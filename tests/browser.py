"""The browser of the page tests: the system's own, or one that is installed for them.

``python -m tests.browser --install`` says which one is used, and installs one if there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: Chromium without windows does the same for a third of the processor time of one with them.
LEAN = "chromium-headless-shell"
FULL = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FONTS = "fonts-noto-cjk"


def find_browser() -> str | None:
    """The path of a Chromium that can be driven, or None."""
    found = next((path for name in (LEAN, *FULL) if (path := shutil.which(name))), None)
    return found or _find_downloaded()


def _find_downloaded() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def has_chinese_font() -> bool:
    """Whether the system can draw Chinese characters."""
    if shutil.which("fc-list") is None:
        return sys.platform != "linux"
    listed = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, check=False, text=True
    )
    return bool(listed.stdout.strip())


def install() -> None:
    """Install a browser and a Chinese font where the system's packages allow it."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        run_apt("update")
        if not run_apt("install", LEAN, FONTS):  # not every release has it
            run_apt("install", FULL[0], FONTS)
    if find_browser() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def run_apt(action: str, *packages: str) -> bool:
    """Whether the system's package tool did what it was told; what it says goes to stderr."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", action, "-y", "-qq", *packages]
    return not subprocess.run(command, check=False, env=environment, stdout=sys.stderr).returncode


def is_complete() -> bool:
    """Whether nothing is to be installed; the gate wants the lean browser where it can be had."""
    is_lean = shutil.which(LEAN) is not None or not os.environ.get("CI")
    return find_browser() is not None and has_chinese_font() and is_lean


def main() -> int:
    """Find or install a browser; 1 when there is none in the end."""
    if "--install" in sys.argv and not is_complete():
        install()
    found = find_browser() or "no browser found: install Chromium, then run the tests again"
    sys.stdout.write(f"{found}\n")
    return 0 if find_browser() else 1


if __name__ == "__main__":
    sys.exit(main())
