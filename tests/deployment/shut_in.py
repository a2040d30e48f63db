"""Shuts a process in as a unit of systemd would, without systemd: its system calls, its memory, what it may write.

`python -m tests.deployment.shut_in UNIT FOLDER COMMAND…` runs a command that may write to one folder and to /tmp, in
name spaces of its own, with the filter of system calls that the unit asks for.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_EQUAL, _MASKED = 4, 7
_NO_NEW_PRIVILEGES, _NEVER_WRITTEN_AND_RUN = 38, 65  # of prctl
_NAMESPACES = 0x7E020080
"""The flags with which `clone` makes name spaces."""

_MOUNTED = """
mount --rbind "$1" "$1"
mount --rbind /tmp /tmp
mount -o remount,bind,ro /
shift
exec "$@"
"""


class _Compared(ctypes.Structure):
    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def lines_of(unit: Path, name: str) -> list[str]:
    """What a unit says of something, a value a line."""
    told = (line.partition("=") for line in unit.read_text("utf-8").splitlines())
    return [value for key, _, value in told if key == name]


def calls(group: str) -> Iterator[str]:
    """The system calls of a group, and of the groups in it."""
    told = subprocess.run(
        ["systemd-analyze", "syscall-filter", group], check=True, capture_output=True, text=True
    )
    for word in (line.strip() for line in told.stdout.splitlines()[1:]):
        if word.startswith("@"):
            yield from calls(word)
        elif word and not word.startswith("#"):
            yield word


def allowed(unit: Path) -> set[str]:
    """The system calls that a unit leaves its processes."""
    left = set(calls("@default"))
    for line in lines_of(unit, "SystemCallFilter"):
        named = {call for group in line.lstrip("~").split() for call in calls(group)}
        left = left - named if line.startswith("~") else left | named
    return left


def filter_calls(unit: Path) -> None:
    """Refuse this process all other calls, and memory that is written and run."""
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(_REFUSE | errno.EPERM))

    def add(call: str, *compared: _Compared, action: int = _ALLOW) -> None:
        number = library.seccomp_syscall_resolve_name(call.encode())
        if number >= 0:  # this machine has it
            rules = (_Compared * len(compared))(*compared)
            library.seccomp_rule_add_array(context, action, number, len(compared), rules)

    for call in allowed(unit) - {"socket", "clone", "clone3", "unshare", "setns"}:
        add(call)
    for family in " ".join(lines_of(unit, "RestrictAddressFamilies")).split():
        add("socket", _Compared(0, _EQUAL, getattr(socket, family), 0))
    add("clone", _Compared(0, _MASKED, _NAMESPACES, 0))
    add(
        "clone3", action=_REFUSE | errno.ENOSYS
    )  # as systemd does, for it cannot look into what that is given
    libc = ctypes.CDLL(None)
    assert libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    libc.prctl(_NEVER_WRITTEN_AND_RUN, 1, 0, 0, 0)  # Linux 6.3
    assert library.seccomp_load(context) == 0


def shut_in(unit: Path, folder: Path, *command: str) -> list[str]:
    """The command that runs a command so."""
    here = [sys.executable, "-m", "tests.deployment.shut_in", "--filtered", str(unit), *command]
    return ["unshare", "--map-root-user", "--mount", "sh", "-euc", _MOUNTED, "sh", str(folder), *here]


if __name__ == "__main__":
    if sys.argv[1] == "--filtered":
        filter_calls(Path(sys.argv[2]))
        os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606 # a command of the test
    inside = shut_in(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
    os.execvp(inside[0], inside)  # noqa: S606 # as above
