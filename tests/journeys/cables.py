"""Machines of networks of their own: each a namespace with one cable to those in front and one to the engines behind it.

A cable that is pulled says nothing to either side: what was sent is lost, and who waits goes on waiting.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINES = "10.201.2.1"
"""Where machines that have cables find engines that listen on this address."""

_CABLES = {"front": 1, "back": 2}
_CLONE_NEWNET = 0x40000000


@dataclass(frozen=True)
class Cables:
    """The cables of one machine.

    Attributes:
        number: of the machine, from 0.
    """

    number: int

    @property
    def address(self) -> str:
        """Of the machine, for those in front."""
        return f"10.201.1.{self._host}"

    @property
    def join(self) -> str:
        """What a process does to be on that machine, as Python."""
        return f"import ctypes, os; ctypes.CDLL(None).setns(os.open('/run/netns/{self._name}', os.O_RDONLY), {_CLONE_NEWNET})"

    @contextmanager
    def pulled(self, cable: str) -> Iterator[None]:
        """Without one of them, `front` or `back`."""
        _ip(f"link set {self._link(cable)} down")
        try:
            yield
        finally:
            _ip(f"link set {self._link(cable)} up")

    @contextmanager
    def laid(self) -> Iterator[None]:
        """Until taken away; they go with the machine."""
        _ip(f"netns add {self._name}")
        try:
            _ip(f"-n {self._name} link set lo up")
            for cable, net in _CABLES.items():
                _ip(f"link add {self._link(cable)} type veth peer name {cable} netns {self._name}")
                _ip(f"link set {self._link(cable)} master {_bridge(cable)} up")
                _ip(f"-n {self._name} addr add 10.201.{net}.{self._host}/24 dev {cable}")
                _ip(f"-n {self._name} link set {cable} up")
            yield
        finally:
            _ip(f"netns del {self._name}")

    @property
    def _host(self) -> int:
        return 11 + self.number

    @property
    def _name(self) -> str:
        return f"baigu-test{self.number}"

    def _link(self, cable: str) -> str:
        return f"bg-{cable}{self.number}"


@contextmanager
def laid(machines: int) -> Iterator[tuple[Cables, ...]]:
    """The cables of so many machines, until taken away; none where we may lay none."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        yield ()
        return
    with ExitStack() as until:
        for cable, net in _CABLES.items():
            _ip(f"link add {_bridge(cable)} type bridge")
            until.callback(_ip, f"link del {_bridge(cable)}")
            _ip(f"addr add 10.201.{net}.1/24 dev {_bridge(cable)}")
            _ip(f"link set {_bridge(cable)} up")
        cables = tuple(map(Cables, range(machines)))
        for one in cables:
            until.enter_context(one.laid())
        yield cables


def _bridge(cable: str) -> str:
    return f"bg-{cable}-all"


def _ip(command: str) -> None:
    subprocess.run(["ip", *command.split()], check=True)  # noqa: S607 # Debian's
