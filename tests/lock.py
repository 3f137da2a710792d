"""Renew the lock files: versions and hashes, no addresses, so any index that serves the same bytes will do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compile_lock(name: str, *inputs: str) -> None:
    """One lock file from requirement strings or pyproject groups."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "-q", "--generate-hashes", "--universal"),
        *("--python-version", "3.11", "--no-header", "--no-annotate", "--no-emit-index-url"),
        *("-o", f"requirements/{name}.lock", *inputs),
    ]
    subprocess.run(command, check=True, cwd=ROOT)


def main() -> None:
    """All three."""
    compile_lock("run", "pyproject.toml", "--group", "build")
    compile_lock("dev", "pyproject.toml", "--group", "dev")
    subprocess.run(
        [*(sys.executable, "-m", "uv", "pip", "compile", "-q", "--generate-hashes", "--universal", "--no-header"),
         *("--no-annotate", "--python-version", "3.11", "-o", "requirements/installer.lock", "-")],
        input="uv\n", text=True, check=True, cwd=ROOT,
    )  # fmt: skip


if __name__ == "__main__":
    main()
