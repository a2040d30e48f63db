from __future__ import annotations

import socket

import pytest

from bot.app.address import check_address
from bot.errors import SettingsError


def test_a_port_that_another_program_listens_at_is_told_in_one_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            SettingsError, match=rf"^127\.0\.0\.1 的端口 {port} 已经有程序在用；.*BAIGU_PORT$"
        ):
            check_address("127.0.0.1", port)
    check_address("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(SettingsError, match="BAIGU_HOST"):
        check_address(host, 8000)


def test_a_name_that_is_none_is_told() -> None:
    with pytest.raises(SettingsError, match=r"no such host\.invalid 的端口 8000 .*BAIGU_HOST"):
        check_address("no such host.invalid", 8000)
