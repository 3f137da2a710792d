"""What `deploy/` holds: it parses, names commands and files that exist, and says what the program relies on.

No container engine runs here: the image itself is built by hand (docs/remaining.md); `tests/soak/test_machine.py` asks
the nginx and the PostgreSQL of a machine that has them.
"""

from __future__ import annotations

import configparser
import ipaddress
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from fengqiao.site import cli
from tests import sbom

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("systemd/*.service"))
SETTINGS = (ROOT / "src/fengqiao/site/settings.py").read_text() + (ROOT / "src/fengqiao/site/database.py").read_text()


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())
    return found


def test_every_command_of_the_containers_is_one_of_ours(compose: dict[str, Any]) -> None:
    ours = [each for each in compose["services"].values() if "FENGQIAO_HOSTS" in each.get("environment", {})]
    assert len(ours) == 4
    for service in ours:
        cli.parser().parse_args(service["command"])
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        for name in service["environment"]:
            assert name in SETTINGS or name == "FENGQIAO_HOME", name


def test_the_compose_file_names_files_and_volumes_that_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source == "./certificates":
                continue  # the county's own
            assert (DEPLOY / "compose" / source).exists() if source.startswith(".") else source in compose["volumes"]
    given = set(re.findall(r"^(\w+)=", (DEPLOY / "compose/county.env").read_text(), re.MULTILINE))
    asked = set(re.findall(r"\$\{(\w+):\?", (DEPLOY / "compose/compose.yaml").read_text()))
    assert asked <= given


def test_the_proxy_and_both_doors_keep_the_addresses_that_they_know_each_other_by(compose: dict[str, Any]) -> None:
    """A name is looked up when the proxy starts, and doors that are made anew get another address: 502 until then."""
    fixed = {
        name: each["networks"]["default"]["ipv4_address"]
        for name, each in compose["services"].items()
        if "networks" in each
    }
    assert set(fixed) == {"web", "public", "proxy"}
    assert compose["services"]["web"]["environment"]["FENGQIAO_PROXIES"] == fixed["proxy"]
    proxy = (DEPLOY / "compose/nginx.conf").read_text()
    for door, port in (("web", 8000), ("public", 8001)):
        assert f"upstream fengqiao_{door} {{ server {fixed[door]}:{port};" in proxy
        assert compose["services"][door]["command"][-1] == str(port)
    (net,) = compose["networks"]["default"]["ipam"]["config"]
    for address in map(ipaddress.ip_address, fixed.values()):
        assert address in ipaddress.ip_network(net["subnet"])
        assert address not in ipaddress.ip_network(net["ip_range"]), "somebody else could be given it"


def test_the_database_counts_as_there_when_it_answers_by_address(compose: dict[str, Any]) -> None:
    """While it is made a server runs that listens on its socket alone: whoever came then was refused."""
    assert compose["services"]["db"]["healthcheck"]["test"][:4] == ["CMD", "pg_isready", "-h", "127.0.0.1"]
    assert compose["services"]["proxy"]["ports"] == ["443:443", "80:80"]


def test_the_container_file_copies_what_exists_and_runs_as_nobody_in_particular() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    words = [shlex.split(line) for line in lines if line and not line.startswith("#")]
    users = [each[1] for each in words if each[0] == "USER"]
    assert users[-1] == "fengqiao"
    made = [each for each in words if each[:2] == ["RUN", "make"]]
    assert all(re.search(rf"^{each[2]}:", (ROOT / "Makefile").read_text(), re.MULTILINE) for each in made)
    assert (ROOT / "requirements/run.lock").is_file()
    assert "--require-hashes" in "\n".join(lines)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_hardened_and_start_what_exists(unit: Path) -> None:
    found = configparser.RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[method-assign, assignment]
    found.read(unit)
    service = found["Service"]
    for key in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "RestrictNamespaces"):
        assert service[key] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["User"] == "fengqiao"
    assert service["CapabilityBoundingSet"] == ""
    command = re.search(r"/opt/fengqiao/bin/fengqiao (\S+(?: --[\w-]+ \d+)*)", service["ExecStart"])
    assert command is not None
    for name in ("web", "public", "worker") if "%i" in command[1] else (command[1],):
        cli.parser().parse_args(shlex.split(name))


def test_a_command_by_hand_runs_as_the_service_does() -> None:
    """Same user, home, variables and folder: what root made the service could not read."""
    text = (DEPLOY / "fq").read_text()
    given = dict(re.findall(r"--property=(\w+)=(\S+)", text))
    found = configparser.RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[method-assign, assignment]
    found.read(DEPLOY / "systemd/fengqiao.service")
    service = found["Service"]
    for key in ("StateDirectory", "StateDirectoryMode", "UMask", "EnvironmentFile"):
        assert given[key] == service[key], key
    assert f"--uid={service['User']} --gid={service['Group']}" in text
    for each in service["Environment"].split():
        assert f"--setenv={each}" in text
    assert re.search(r"^  (\S+) \"\$@\"$", text, re.MULTILINE)[1] == service["ExecStart"].split()[0]  # type: ignore[index]
    assert os.access(DEPLOY / "fq", os.X_OK)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_reads_the_units() -> None:
    files = [str(path) for path in DEPLOY.glob("systemd/*")]
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    wrong = [line for line in done.stderr.splitlines() if "fengqiao" in line and "is not executable" not in line]
    assert not wrong


@pytest.mark.parametrize("name", ["nginx.conf", "compose/nginx.conf"])
def test_the_proxy_replaces_what_clients_say_of_themselves(name: str) -> None:
    text = (DEPLOY / name).read_text()
    assert text.count("{") == text.count("}")
    inside = re.findall(r"location / \{(.*?)\n    \}", text, re.DOTALL)
    assert len(inside) == 2
    for block in inside:
        for header in ("X-Forwarded-For $remote_addr", "X-Forwarded-Proto https", 'Forwarded ""', 'X-Real-IP ""'):
            assert f"proxy_set_header {header};" in block
    assert text.count("location ~ ^/(health|metrics) { return 404; }") == 2
    assert text.count("client_header_timeout 10s;") == 2
    other = (DEPLOY / "nginx.conf").read_text().replace("127.0.0.1:8000", "172.30.86.11:8000")
    assert (DEPLOY / "compose/nginx.conf").read_text() == other.replace("127.0.0.1:8001", "172.30.86.12:8001")
    told = [line for line in text.splitlines() if not line.startswith("#")]
    assert text.count("listen 443 ssl http2;") == 2
    assert not any("http2 on" in line for line in told), "nginx before 1.25.1 does not start with it"


@pytest.mark.soak
def test_every_part_of_the_locks_is_in_the_list_of_parts() -> None:
    document = sbom.parts()
    assert sbom.faults(document) == ""
    locked = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements/run.lock").read_text(), re.MULTILINE)
    told = {(part["name"].lower(), part["version"]) for part in document["components"]}
    assert {(name.lower(), version) for name, version in locked} <= told
    names = {part["name"] for part in sbom.front_end()}
    assert {"bootstrap", "htmx.org"} <= names
    assert names <= {part["name"] for part in document["components"]}
    assert sbom.faults({**document, "components": [{"type": "nothing"}]})
