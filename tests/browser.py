"""Find a Chromium for the journeys, or install one; say plainly when neither works.

One without windows comes first: the same engine, and a new page costs it a third of what a whole browser does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
_WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a Chromium: FENGQIAO_CHROMIUM, one on PATH, or one that Playwright has."""
    named = os.environ.get("FENGQIAO_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return _shell() or _on_path(_WHOLE) or _playwrights("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*")


def _shell() -> str | None:
    """A Chromium without windows."""
    return _on_path(_SHELLS) or _playwrights("chromium_headless_shell-*/*/*headless[_-]shell")


def _on_path(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _playwrights(*patterns: str) -> str | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    for pattern in patterns:
        found = sorted(cache.glob(pattern))
        if found:
            return str(found[-1])
    return None


def install() -> str | None:
    """Try Playwright's own download, then the system's packages when we may."""
    attempts = [[sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        get = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "fonts-noto-cjk"]
        attempts += [["apt-get", "update", "-qq"], [*get, _SHELLS[0]], [*get, _WHOLE[0]]]
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
            f"Install one (Debian: apt-get install {_SHELLS[0]}) or name it in FENGQIAO_CHROMIUM.",
            file=sys.stderr,
        )
    else:
        print(f"browser journeys use {browser}", file=sys.stderr)
