"""Makes the offline bundle: one archive from which Baigu is installed on a machine without a network.

    python deploy/bundle.py dist

Wheels of every pinned package for the machines and versions of Python below, held against the pinned hashes; ours, which
carries the sample knowledge; what installs them; the licences of all; and the checksum of each file.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

from pip._vendor.packaging.markers import Marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
MACHINES = ("x86_64", "aarch64")
PYTHONS = ("3.11", "3.12", "3.13")
GLIBC = ("manylinux_2_28", "manylinux_2_17", "manylinux2014")
"""What the oldest systems have that are meant: Debian 12, Ubuntu 22.04, openEuler 22.03."""

PUBLISHED_AS_SOURCE = ("jieba",)
"""Pure Python, of which a wheel is built that is for every machine."""

PIP = "pip==26.3 --hash=sha256:f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13\n"
"""Brought along, for Debian's Python has none."""

LICENCE = re.compile(r"(?i)licen[cs]e|copying|notice|authors")

ENTRY = re.compile(
    r"^(?P<name>[^=\s]+)(?P<version>==\S+)(?: ; (?P<marker>[^\\]+?))? \\\n(?P<hashes>(?: +--hash=\S+(?: \\)?\n)+)",
    re.MULTILINE,
)


def main(into: Path) -> None:
    """Make the bundle in a folder, of what is committed."""
    with tempfile.TemporaryDirectory() as name:
        source, wheels = Path(name, "source"), Path(name, "wheels")
        checked_in = subprocess.run(
            ["git", "-C", ROOT, "archive", "HEAD"], check=True, capture_output=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(checked_in)) as archive:
            archive.extractall(source)  # noqa: S202 # our own
        fetch(source, wheels)
        own = next(wheels.glob("baigu-*.whl"))
        folder = Path(name, "-".join(own.name.split("-")[:2]))
        lay_out(folder, source, wheels)
        into.mkdir(exist_ok=True)
        bundle = into / f"{folder.name}.tar"
        with tarfile.open(bundle, "w") as packed:
            packed.add(folder, folder.name, filter=owned_by_nobody)
    sys.stdout.write(f"{bundle} {bundle.stat().st_size / 1e6:.0f} MB\n")


def fetch(source: Path, wheels: Path) -> None:
    """Every wheel, ours among them."""
    pip("wheel", "--no-deps", "--wheel-dir", wheels, source)
    requirements = (source / "requirements.txt").read_text("utf-8")
    as_source = [without_marker(e) for e in ENTRY.finditer(requirements) if e["name"] in PUBLISHED_AS_SOURCE]
    pip("wheel", "--no-deps", "--require-hashes", "--wheel-dir", wheels, listed=as_source)
    pip("download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", wheels, listed=[PIP])
    for machine in MACHINES:
        for python in PYTHONS:
            platforms = [argument for glibc in GLIBC for argument in ("--platform", f"{glibc}_{machine}")]
            target = (*platforms, "--python-version", python, "--only-binary=:all:", "--dest", wheels)
            pip(
                "download",
                "--no-deps",
                "--require-hashes",
                *target,
                listed=pinned(requirements, machine, python),
            )


def pinned(requirements: str, machine: str, python: str) -> Iterator[str]:
    """The pinned packages that are for a machine and version of Python, without their markers."""
    there = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_machine": machine,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for entry in ENTRY.finditer(requirements):
        is_wanted = entry["name"] not in PUBLISHED_AS_SOURCE
        if is_wanted and (not entry["marker"] or Marker(entry["marker"]).evaluate(there)):
            yield without_marker(entry)


def without_marker(entry: re.Match[str]) -> str:
    """A pinned package as if for every machine."""
    return f"{entry['name']}{entry['version']} \\\n{entry['hashes']}"


def pip(*arguments: str | Path, listed: Iterable[str] = ()) -> None:
    """Run pip, if listed with the packages of a list."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(listed)
        file.flush()
        from_file = ("-r", file.name) if listed else ()
        quiet = ("--quiet", "--disable-pip-version-check")
        subprocess.run([sys.executable, "-m", "pip", *quiet, *arguments, *from_file], check=True)


def lay_out(folder: Path, source: Path, wheels: Path) -> None:
    """The bundle as it will be unpacked."""
    folder.mkdir()
    shutil.copytree(
        source / "docs", folder / "docs", ignore=lambda _, names: [n for n in names if ".md" not in n]
    )
    for name in ("deploy", "LICENSE", "README.md", "CHANGELOG.md"):
        shutil.move(source / name, folder / name)
    shutil.move(wheels, folder / "wheels")
    (folder / "licences").mkdir()
    told = [licences(wheel, folder / "licences") for wheel in sorted((folder / "wheels").glob("*.whl"))]
    (folder / "LICENCES.txt").write_text("".join(sorted(set(told))), "utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")


def licences(wheel: Path, into: Path) -> str:
    """Take the texts of its licences out of a wheel; returns the line that names them."""
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as packed:
        inside = [Path(entry.filename) for entry in packed.infolist() if not entry.is_dir()]
        metadata = next(
            path for path in inside if path.name == "METADATA" and path.parent.suffix == ".dist-info"
        )
        about = HeaderParser().parsestr(packed.read(metadata.as_posix()).decode())
        for path in inside:
            if ".dist-info" in path.parts[0] and LICENCE.match(path.name):
                target = into / f"{name}-{version}" / path.name
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(packed.read(path.as_posix()))
    classified = [
        c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if c.startswith("License ::")
    ]
    licence = (
        about["License-Expression"] or "; ".join(classified) or (about["License"] or "").partition("\n")[0]
    )
    return f"{name} {version}: {licence or 'see licences/'}\n"


def owned_by_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """As it is the same whoever packs it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    main(Path(sys.argv[1]))
