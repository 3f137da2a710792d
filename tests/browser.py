"""Find a Chromium for the journeys, or install one; say plainly when neither works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a Chromium: FENGQIAO_CHROMIUM, one on PATH, or one that Playwright has."""
    named = os.environ.get("FENGQIAO_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    return on_path or _playwrights()


def _playwrights() -> str | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    for pattern in (
        "chromium-*/chrome-linux*/chrome",
        "chromium_headless_shell-*/*/headless_shell",
        "chromium-*/chrome-mac*/*",
    ):
        found = sorted(cache.glob(pattern))
        if found:
            return str(found[-1])
    return None


def install() -> str | None:
    """Try Playwright's own download, then the system's packages when we may."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts.append(["apt-get", "update", "-qq"])
        attempts.append(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"])
    for command in attempts:
        try:
            subprocess.run(command, capture_output=True, timeout=300, check=False, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if found := find():
            return found
    return None


if __name__ == "__main__":
    browser = find() or install()
    if browser is None:
        print(
            "No Chromium was found and none could be installed. The browser journeys will FAIL.\n"
            "Install one (Debian: apt-get install chromium) or name it in FENGQIAO_CHROMIUM.",
            file=sys.stderr,
        )
    else:
        print(f"browser journeys use {browser}", file=sys.stderr)
