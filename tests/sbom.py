"""The list of parts (CycloneDX 1.6, JSON): Python packages of run.lock and front-end packages of package-lock.json.

    python -m tests.sbom dist/sbom.cdx.json

The tool of the CycloneDX project reads the Python lock; what it cannot read, npm's lock with its hashes, is added, and
the whole is checked against the published schema.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def front_end() -> list[dict[str, Any]]:
    """The packages whose files are vendored into the program."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    found = []
    for where, package in lock["packages"].items():
        if not where or package.get("dev"):
            continue
        name = where.rpartition("node_modules/")[2]
        algorithm, _, digest = package["integrity"].partition("-")
        content = base64.b64decode(digest).hex()
        found.append(
            {
                "type": "library",
                "name": name,
                "version": package["version"],
                "purl": f"pkg:npm/{name.replace('@', '%40')}@{package['version']}",
                "bom-ref": f"npm:{name}@{package['version']}",
                "hashes": [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": content}],
            }
        )
    return found


def parts() -> dict[str, Any]:
    """The whole list as a document."""
    command = [
        *(sys.executable, "-m", "cyclonedx_py", "requirements", str(ROOT / "requirements" / "run.lock")),
        *("--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"),
        *("--output-reproducible", "--spec-version", "1.6", "--output-format", "JSON"),
    ]
    made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    made["components"] = sorted([*made["components"], *front_end()], key=lambda part: str(part["bom-ref"]))
    return made


def faults(document: dict[str, Any]) -> str:
    """What the schema says against it; empty when nothing."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(document)) or "")


def main() -> None:
    """Write the list to the file that is named."""
    document = parts()
    wrong = faults(document)
    if wrong:
        sys.exit(wrong)
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n")
    print(f"{len(document['components'])} parts in {path}")


if __name__ == "__main__":
    main()
