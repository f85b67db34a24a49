"""The browser of the page tests: the system's own, or one that is installed for them.

``python -m tests.browser --install`` says which one is used, and installs one if there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")


def find_browser() -> str | None:
    """The path of a Chromium that can be driven, or None."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
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
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", *PACKAGES]):
            subprocess.run(["apt-get", *command], check=True, env=environment, stdout=sys.stderr)
    elif find_browser() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    """Find or install a browser; 1 when there is none in the end."""
    if "--install" in sys.argv and (find_browser() is None or not has_chinese_font()):
        install()
    found = find_browser() or "no browser found: install Chromium, then run the tests again"
    sys.stdout.write(f"{found}\n")
    return 0 if find_browser() else 1


if __name__ == "__main__":
    sys.exit(main())
