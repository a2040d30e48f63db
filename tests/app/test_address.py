from __future__ import annotations

import socket

import pytest

from bot.app.address import check_address, check_console_address
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
    with pytest.raises(
        SettingsError, match=r"^no such host\.invalid 不是地址，也查不到这个名字；改 BAIGU_HOST$"
    ):
        check_address("no such host.invalid", 8000)


def test_an_address_of_the_console_that_is_taken_names_the_setting_of_the_console() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=r"已经有程序在用；.*换 BAIGU_CONSOLE_BIND$"):
            check_console_address(f"127.0.0.1:{port}", ("127.0.0.1", 8000))
    check_console_address(f"127.0.0.1:{port}", ("127.0.0.1", 8000))
    with pytest.raises(SettingsError, match="BAIGU_CONSOLE_BIND 和 BAIGU_HOST、BAIGU_PORT 一样"):
        check_console_address("127.0.0.1:8000", ("127.0.0.1", 8000))
