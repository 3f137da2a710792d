"""`make check`: every gate in turn; all of them run, the exit code says whether all passed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent

GATES: list[tuple[str, list[str]]] = [
    ("lint", [str(BIN / "ruff"), "check", "src", "tests", "conftest.py"]),
    ("format", [str(BIN / "ruff"), "format", "--check", "src", "tests", "conftest.py"]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("import contracts", [str(BIN / "lint-imports"), "--no-cache"]),
    ("templates", [str(BIN / "djlint"), "--lint", "--quiet", "src"]),
    ("missing migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity=1"]),
    ("deploy check", [PYTHON, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]),
    ("translations", [PYTHON, "-m", "fengqiao.site.translations", "check"]),
    ("secrets", [PYTHON, "-m", "tests.secrets_scan"]),
]


def main() -> int:
    """Run the gates; a line each, the output of those that fail."""
    home = ROOT / ".fengqiao-check"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings",
        "FENGQIAO_HOME": str(home),
        # The deploy check looks at the settings of a deployment: a host name, https.
        "FENGQIAO_HOSTS": "jiaozheng.example.gov.cn",
        "FENGQIAO_HTTPS": "yes",
    }
    failed = []
    for name, command in GATES:
        started = time.monotonic()
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        took = time.monotonic() - started
        print(f"{'ok    ' if result.returncode == 0 else 'FAILED'} {name} ({took:.1f} s)", flush=True)
        if result.returncode:
            failed.append(name)
            print(result.stdout + result.stderr, flush=True)
    print(f"check: {len(GATES) - len(failed)} of {len(GATES)} gates passed" + (f"; failed: {failed}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
