"""Carries out deploy/Dockerfile in plain Debian roots, and runs what it makes as a container would be run.

    python tests/deployment/container.py [KEEP]

For machines without a container engine. FROM takes a root made by debootstrap; RUN runs in it; COPY copies as
Dockerfile.dockerignore lets. What is made is run as the user of USER with no capability, on a root that cannot be
written, with a temporary /tmp, the volume, its share of processes, and its own HEALTHCHECK, and stopped by STOPSIGNAL.
Needs root, debootstrap and a network. KEEP is a folder for the bare root, so that the next run need not make it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SUITES = {"debian:12-slim": "bookworm", "debian:13-slim": "trixie"}
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
TAKEN_ALONG = "/certificates-of-this-machine.crt"
"""The machine's own, for what the roots fetch."""


@dataclass
class Image:
    """A root, and how a container of it is run."""

    root: Path
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    workdir: str = "/"
    user: str = "0"
    said: dict[str, str] = field(default_factory=dict)


def main(keep: Path) -> None:
    """Build and run."""
    with tempfile.TemporaryDirectory(prefix="baigu-image-") as name:
        image = build(Path(name), keep)
        weighed = subprocess.run(["du", "-sm", image.root], check=True, capture_output=True, text=True)
        tell("SIZE", f"{weighed.stdout.split()[0]} MB")
        run(image, Path(name))


def tell(what: str, text: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{what}  {text}\n")
    sys.stdout.flush()


def build(folder: Path, keep: Path) -> Image:
    """Carry out each instruction; returns the last stage."""
    stages: dict[str, Image] = {}
    image = Image(folder)
    for number, (word, rest) in enumerate(instructions()):
        tell(word, rest[:110])
        if word == "FROM":
            base, _, stage = rest.partition(" AS ")
            image = stages[stage or str(number)] = Image(folder / f"stage-{number}")
            bare(keep, SUITES[base], image.root)
        elif word == "RUN":
            subprocess.run([*inside(image), "sh", "-c", rest], check=True, stdout=subprocess.DEVNULL)
        elif word == "COPY":
            copy(image, rest, stages)
        elif word == "ENV":
            image.env |= dict(pair.split("=", 1) for pair in shlex.split(rest))
        elif word == "WORKDIR":
            image.workdir = rest
            (image.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif word == "USER":
            image.user = rest
        else:
            image.said[word] = rest
    return image


def instructions() -> list[tuple[str, str]]:
    """Those of the Dockerfile."""
    text = (REPOSITORY / "deploy" / "Dockerfile").read_text("utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", "").splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines) if word]


def bare(keep: Path, suite: str, root: Path) -> None:
    """A Debian root with nothing in it."""
    packed = keep / f"{suite}-bare.tar"
    if not packed.exists():
        keep.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["debootstrap", "--variant=minbase", suite, root], check=True, stdout=subprocess.DEVNULL
        )
        subprocess.run(["tar", "-C", root, "-cf", packed, "."], check=True)
        shutil.rmtree(root)
    root.mkdir()
    subprocess.run(["tar", "-C", root, "-xf", packed], check=True)
    shutil.copy(CERTIFICATES, root / TAKEN_ALONG.lstrip("/"))


def inside(image: Image) -> list[str]:
    """What a command of a build is run with."""
    env = [f"{name}={value}" for name, value in image.env.items()]
    fetching = [
        f"PIP_CERT={TAKEN_ALONG}",
        "PIP_DISABLE_PIP_VERSION_CHECK=1",
        "DEBIAN_FRONTEND=noninteractive",
    ]
    return ["chroot", str(image.root), "env", "-C", image.workdir, "-i", *env, *fetching]


def copy(image: Image, rest: str, stages: dict[str, Image]) -> None:
    """COPY, from the repository as far as it is let, or from another stage."""
    *sources, target = rest.split()
    into = image.root / os.path.join(image.workdir, target).lstrip("/")  # noqa: PTH118 # as the Dockerfile writes it
    if sources[0].startswith("--from="):
        stage = stages[sources[0].removeprefix("--from=")]
        subprocess.run(["cp", "-a", stage.root / sources[1].lstrip("/"), into], check=True)
        return
    for name in tracked():
        if (sources == ["."] and is_let(name)) or name in sources:
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, into / name)


def tracked() -> list[str]:
    """The files of the repository, and those that are about to be."""
    listing = ["git", "-C", str(REPOSITORY), "ls-files", "-co", "--exclude-standard"]
    return subprocess.run(listing, check=True, capture_output=True, text=True).stdout.splitlines()


def is_let(name: str) -> bool:
    """Whether Dockerfile.dockerignore lets a file in: the last pattern that fits it or a folder above it says."""
    let = True
    for line in (REPOSITORY / "deploy" / "Dockerfile.dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!")
        if line and not line.startswith("#") and any(fnmatch(part, pattern) for part in above(name)):
            let = line.startswith("!")
    return let


def above(name: str) -> list[str]:
    """A file and the folders it is in."""
    parts = Path(name).parts
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


MOUNTS = """
ip link set lo up
mount --bind "$1" "$1" && mount -t proc proc "$1/proc" && mount --bind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/tmp" && mount --bind "$2" "$1$3"
mount -o remount,ro,bind "$1"
root=$1 user=$4
shift 4
exec prlimit --nproc=256 chroot "$root" setpriv --reuid "$user" --regid "$user" --init-groups --no-new-privs \\
    --bounding-set=-all --inh-caps=-all -- "$@"
"""
CONTAINED = """
signal=$1 health=$2
shift 2
"$@" & served=$!
began=$(date +%s)
until eval "$health" 2>/dev/null; do
    [ $(($(date +%s) - began)) -lt 60 ] || exit 1
    sleep 0.5
done
echo "healthy after $(($(date +%s) - began)) s as $(id)"
grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/$served/status
! touch /opt/baigu/written /etc/written 2>&1 || exit 1
baigu ask 小区停车乱怎么办 | head -n 3
find /data -maxdepth 2
began=$(date +%s)
kill -s "$signal" "$served" && wait "$served" && code=0 || code=$?
echo "stopped by $signal after $(($(date +%s) - began)) s with code $code"
[ "$code" = 0 ]
"""


def run(image: Image, folder: Path) -> None:
    """Start it, wait until it is healthy, ask it something, and stop it."""
    volume = folder / "volume"
    shutil.copytree(image.root / image.said["VOLUME"].lstrip("/"), volume)
    status = (image.root / image.said["VOLUME"].lstrip("/")).stat()
    os.chown(volume, status.st_uid, status.st_gid)
    checked = json.loads(image.said["HEALTHCHECK"].partition(" CMD ")[2])
    command = json.loads(image.said["CMD"])
    env = ["env", "-i", "-C", image.workdir, *(f"{name}={value}" for name, value in image.env.items())]
    apart = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-euc", MOUNTS, "sh"]
    where = [str(image.root), str(volume), image.said["VOLUME"], image.user]
    stopped = image.said["STOPSIGNAL"].removeprefix("SIG")
    contained = [*env, "sh", "-uc", CONTAINED, "sh", stopped, shlex.join(checked), *command]
    subprocess.run([*apart, *where, *contained], check=True, timeout=600)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
