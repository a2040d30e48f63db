"""The address that a service listens at."""

from __future__ import annotations

import errno
import socket

from bot.errors import SettingsError

_WHY = {
    errno.EADDRINUSE: "已经有程序在用；是另一个摆古就先停下它，不是就换 BAIGU_PORT",
    errno.EACCES: "没有权限；换 1024 以上的端口（BAIGU_PORT），前面放 nginx",
    errno.EADDRNOTAVAIL: "不是这台机器的地址；改 BAIGU_HOST，只给本机用写 127.0.0.1",
}


def check_address(host: str, port: int) -> None:
    """Hold that one can listen there, before what takes long is loaded.

    Raises:
        SettingsError: why not.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
    except OSError as error:
        why = _WHY.get(error.errno or 0, f"用不了（{error.strerror}）；改 BAIGU_HOST、BAIGU_PORT")
        raise SettingsError(f"{host} 的端口 {port} {why}") from error
