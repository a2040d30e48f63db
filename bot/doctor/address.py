"""The public address, as it is written."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN_PORTS = {"http": 80, "https": 443}


def check_address(public_url: str, *, is_local: bool) -> Iterator[Diagnosis]:
    """The public address, as it is written.

    Args:
        is_local: whether there is no account yet, so that an address of this machine is as it should be.
    """
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    if parts.path:
        yield error(
            f"BAIGU_PUBLIC_URL 在域名后面还写了 {parts.path}",
            "网页的样式、链接和微信的消息都从域名的根开始，放在路径下面打不开",
            "给摆古一个自己的域名（如 https://baigu.example.com），后面什么也不写；/wechat 只写在公众平台上",
        )
    if _is_inside(host):
        complain = warning if is_local else error
        yield complain(
            f"BAIGU_PUBLIC_URL 是 {public_url}",
            "这是本机或内网的网址，微信和手机都打不开",
            "填手机上打得开的域名，如 https://baigu.example.com",
        )
        return
    if parts.port not in (None, _OWN_PORTS[parts.scheme]):
        yield error(
            f"BAIGU_PUBLIC_URL 带着端口 {parts.port}",
            "微信只把消息发到 80（http）和 443（https）端口",
            "用 nginx 等转到 443 端口，网址里不写端口",
        )
    if parts.scheme != "https":
        yield warning(
            "BAIGU_PUBLIC_URL 不是 https",
            "消息在路上看得见；微信打开网页时会提示不安全",
            "给域名装上证书，改成 https",
        )
    if _is_ip(host):
        yield warning(
            "BAIGU_PUBLIC_URL 是 IP 地址，不是域名",
            "微信有时验证不过，打开网页会提示不安全",
            "用备过案的域名",
        )
    if not parts.path:
        yield good(f"公网网址是 {public_url}")


def _is_inside(host: str) -> bool:
    return ip_address(host).is_private if _is_ip(host) else host == "localhost" or "." not in host


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
