"""What of the deployment can be held without a machine to install on; the whole is `journey` and `container.py`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.builders import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "system").glob("*.service"))
SHELL = re.compile(rb"^#(!/bin/sh| shellcheck shell=sh)")
MOST_EXPOSED = 1.2
"""By `systemd-analyze security`; 10 is a service that may do everything."""


def needed(program: str) -> str:
    found = shutil.which(program)
    if not found and "CI" not in os.environ:
        pytest.skip(f"needs {program}")
    assert found, f"{program} is not installed"
    return found


def scripts() -> list[Path]:
    folders = (DEPLOY, DEPLOY / "system", ROOT / ".ci", ROOT / "tests" / "deployment")
    return [p for f in folders for p in sorted(f.iterdir()) if p.is_file() and SHELL.match(p.read_bytes())]


def test_shellcheck_has_nothing_to_say() -> None:
    names = {path.name for path in scripts()}
    assert {"install", "back", "nightly", "common.sh", "venv", "baigu", "run", "journey", "inside"} < names
    command = [needed("shellcheck"), "-x", *map(str, scripts())]
    told = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert told.stdout == ""


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_service_may_do_next_to_nothing(unit: Path) -> None:
    told = subprocess.run(
        [needed("systemd-analyze"), "security", "--offline=true", unit],
        check=True,
        capture_output=True,
        text=True,
    )
    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", told.stdout)
    assert score
    assert float(score[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_knows_every_line_of_a_unit(unit: Path) -> None:
    told = subprocess.run(
        [needed("systemd-analyze"), "verify", unit], check=False, capture_output=True, text=True
    ).stderr
    ours = [line for line in told.splitlines() if "deploy/system" in line or line.startswith(unit.name)]
    assert [
        line for line in ours if "is not executable" not in line
    ] == []  # the program is not installed here


def test_both_services_are_shut_in_alike() -> None:
    serving, keeping = (set(unit.read_text("utf-8").splitlines()) for unit in reversed(UNITS))
    own = {"Type=oneshot", "ReadWritePaths=/var/backups/baigu", "MemoryMax=1G"}
    odd = {
        line
        for line in keeping - serving
        if not line.startswith(("#", "Description=", "After=", "ExecStart="))
    }
    assert odd == own
    assert not any(
        line.startswith(("Protect", "Private", "Restrict", "System")) for line in serving - keeping
    )


def test_a_container_is_run_with_as_little_as_the_service() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    service = composed["services"]["baigu"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["ports"] == ["127.0.0.1:8000:8000"]
    (network,) = composed["networks"]["default"]["ipam"][
        "config"
    ]  # the proxy of this machine comes from its gateway
    assert network["gateway"] in service["environment"]["BAIGU_TRUSTED_PROXIES"].split(",")
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert all(f"\n{word} " in dockerfile for word in ("USER", "VOLUME", "STOPSIGNAL", "HEALTHCHECK"))


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    told = subprocess.run([hadolint, DEPLOY / "Dockerfile"], check=False, capture_output=True, text=True)
    assert told.stdout == ""
