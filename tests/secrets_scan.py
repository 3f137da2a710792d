"""No secret and no real-looking identity number in the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from fengqiao.kit import citizen_number

ROOT = Path(__file__).resolve().parent.parent
_PATTERNS = {
    "private key": re.compile(rb"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----"),
    "password in an address": re.compile(rb"postgres(?:ql)?://[^\s:/\"'<]+:[^\s@\"'<{$]{3,}@(?!host)"),
    "token": re.compile(rb"\b(?:ghp|gho|glpat|xox[bp]|sk-live)[-_][A-Za-z0-9_-]{16,}"),
}
_NUMBER = re.compile(r"(?<!\d)\d{17}[\dX](?![\dX])")
# Nobody can have these: 339900 is no county, 110105…002X is the standard's own example.
_INVENTED = ("339900",)
_EXAMPLES = {"11010519491231002X"}
_BINARY = {".png", ".xlsx", ".woff2", ".ico"}


def findings() -> list[str]:
    """One line per suspicious place in the tracked files."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    found = []
    for name in filter(None, names):
        path = ROOT / name.decode()
        if not path.is_file() or path.suffix in _BINARY:
            continue
        raw = path.read_bytes()
        found += [f"{path.relative_to(ROOT)}: {kind}" for kind, pattern in _PATTERNS.items() if pattern.search(raw)]
        if path.suffix not in {".lock", ".json"}:
            found += [f"{path.relative_to(ROOT)}: a valid identity number" for n in _numbers(raw) if _could_be_real(n)]
    return found


def _numbers(raw: bytes) -> list[str]:
    return _NUMBER.findall(raw.decode("utf-8", "ignore"))


def _could_be_real(number: str) -> bool:
    if number.startswith(_INVENTED) or number in _EXAMPLES:
        return False
    try:
        citizen_number.parse(number)
    except citizen_number.CitizenNumberError:
        return False
    return True


if __name__ == "__main__":
    lines = findings()
    print("\n".join(lines))
    sys.exit(1 if lines else 0)
