"""The address that a service listens at."""

from __future__ import annotations

import errno
import socket

from bot.causes import cause
from bot.errors import SettingsError

_WHY = {
    errno.EADDRINUSE: "已经有程序在用；是另一个摆古就先停下它，不是就换 {port}",
    errno.EACCES: "没有权限；换 1024 以上的端口（{port}），前面放 nginx",
    errno.EADDRNOTAVAIL: "不是这台机器的地址；改 {host}，只给本机用写 127.0.0.1",
}
_CONSOLE = "BAIGU_CONSOLE_BIND"


def check_console_address(bind: str, served: tuple[str, int]) -> None:
    """Hold that the console can listen at an address of its own.

    Args:
        served: where everybody else comes.

    Raises:
        SettingsError: why not.
    """
    host, _, port = bind.rpartition(":")
    own = (host.strip("[]"), int(port))
    if own == served:
        raise SettingsError(f"{_CONSOLE} 和 BAIGU_HOST、BAIGU_PORT 一样，都是 {bind}；给工作台换一个端口")
    check_address(*own, settings=(_CONSOLE, _CONSOLE))


def check_address(host: str, port: int, settings: tuple[str, str] = ("BAIGU_HOST", "BAIGU_PORT")) -> None:
    """Hold that one can listen there, before what takes long is loaded.

    Args:
        settings: those that say so.

    Raises:
        SettingsError: why not.
    """
    told = dict(zip(("host", "port"), settings, strict=True))
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
    except OSError as error:
        if isinstance(error, socket.gaierror):
            raise SettingsError(f"{host} 不是地址，也查不到这个名字；改 {told['host']}") from error
        why = _WHY.get(error.errno or 0, f"用不了（{cause(error)}）；改 {{host}}、{{port}}").format(**told)
        raise SettingsError(f"{host} 的端口 {port} {why}") from error
