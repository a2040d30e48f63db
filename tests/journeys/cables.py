"""A machine of its own network: a namespace with one cable to those in front and one to the engines behind it.

A cable that is pulled says nothing to either side: what was sent is lost, and who waits goes on waiting.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "baigu-test"
_CLONE_NEWNET = 0x40000000


class Cables:
    """The cables of one machine.

    Attributes:
        address: of the machine, for those in front.
        engines: where it finds engines that listen on this address.
        join: what a process does to be on that machine, as Python.
    """

    address, engines = "10.201.1.11", "10.201.2.1"
    join = f"import ctypes, os; ctypes.CDLL(None).setns(os.open('/run/netns/{_NAME}', os.O_RDONLY), {_CLONE_NEWNET})"

    @contextmanager
    def pulled(self, cable: str) -> Iterator[None]:
        """Without one of them, `front` or `back`."""
        _ip(f"link set bg-{cable} down")
        try:
            yield
        finally:
            _ip(f"link set bg-{cable} up")


@contextmanager
def laid() -> Iterator[Cables | None]:
    """The cables, until taken away; None where we may lay none."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        yield None
        return
    _ip(f"netns add {_NAME}")
    try:
        _ip(f"-n {_NAME} link set lo up")
        for number, cable in enumerate(("front", "back"), 1):
            _ip(f"link add bg-{cable}-all type bridge")
            _ip(f"addr add 10.201.{number}.1/24 dev bg-{cable}-all")
            _ip(f"link set bg-{cable}-all up")
            _ip(f"link add bg-{cable} type veth peer name {cable} netns {_NAME}")
            _ip(f"link set bg-{cable} master bg-{cable}-all up")
            _ip(f"-n {_NAME} addr add 10.201.{number}.11/24 dev {cable}")
            _ip(f"-n {_NAME} link set {cable} up")
        yield Cables()
    finally:
        for cable in ("front", "back"):
            subprocess.run(["ip", "link", "del", f"bg-{cable}-all"], check=False, capture_output=True)  # noqa: S607 # Debian's
            subprocess.run(["ip", "link", "del", f"bg-{cable}"], check=False, capture_output=True)  # noqa: S607 # the same
        _ip(f"netns del {_NAME}")


def _ip(command: str) -> None:
    subprocess.run(["ip", *command.split()], check=True)  # noqa: S607 # Debian's
