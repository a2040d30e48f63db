"""How values of settings are written: checked, in the words of whoever has to write them."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, SecretStr

from bot.model.hours import parse_hours

_LONGEST_AGENT_ID = 16
_LONGEST_STEP = 10
_BIND = re.compile(r"[\w.:\-\[\]]*[\w\]]:[1-9][0-9]{1,4}")
_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
_MP_VERIFY = re.compile(r"(?:MP_verify_)?([A-Za-z0-9]{8,64})(?:\.txt)?")
_CORP_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_REDIS = re.compile(r"(rediss?|redis\+(sentinel|cluster))://[^/\s]+(/\S*)?|unix://(\S*@)?/\S+")
_SEARCH = re.compile(r"https?://([^/\s@]+@)?[^/\s@]+(/[a-z][a-z0-9]{0,30})?/?")
_PUBLIC_URL = re.compile(r"https?://[^\s?#\"'<>]{1,180}")


def _token(value: SecretStr | None) -> SecretStr | None:
    if value and not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("要与平台上的 Token 一样：3 到 32 个英文字母或数字")
    return value


def _aes_key(value: SecretStr | None) -> SecretStr | None:
    if value and not _AES_KEY.fullmatch(value.get_secret_value()):
        raise ValueError("要与平台上的 EncodingAESKey 一样：43 个英文字母或数字")
    return value


def _corp_id(value: str | None) -> str | None:
    if value and not _CORP_ID.fullmatch(value):
        raise ValueError("要与管理后台“我的企业”页最下面的企业ID 一样，如 ww 开头共 18 位")
    return value


def _agent_id(value: str | None) -> str | None:
    if value and not (value.isascii() and value.isdecimal() and len(value) <= _LONGEST_AGENT_ID):
        raise ValueError("要与管理后台应用页上的 AgentId 一样，是一个整数，如 1000002")
    return value


def _staffed_hours(value: str | None) -> str | None:
    try:
        return parse_hours(value).written if value else None
    except ValueError:
        raise ValueError("要写成 周一至周五 9:00-12:00,14:30-17:30 的样子") from None


def _public_url(value: str) -> str:
    if not _PUBLIC_URL.fullmatch(value):
        raise ValueError("要写成 https://域名 的样子，不超过 180 个字符")
    return value.rstrip("/")


def _redis_url(value: SecretStr | None) -> SecretStr | None:
    if value and not _REDIS.fullmatch(value.get_secret_value()):
        raise ValueError("要写成 redis://:密码@主机:6379/0 的样子；哨兵、集群的写法见 docs/scaling.md")
    return value


def _search_url(value: SecretStr | None) -> SecretStr | None:
    if value and not _SEARCH.fullmatch(value.get_secret_value()):
        raise ValueError(
            "要写成 https://用户:密码@主机:9200 的样子；几台、几个摆古合用的写法见 docs/scaling.md"
        )
    return value


def _networks(value: str) -> str:
    try:
        for network in split(value):
            ip_network(network)
    except ValueError:
        raise ValueError("要写成 127.0.0.1,10.0.0.0/8 的样子：地址或网段，用逗号隔开") from None
    return value


def split(value: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


def _bind(value: str | None) -> str | None:
    if value is not None and not _BIND.fullmatch(value):
        raise ValueError("要写成 127.0.0.1:8001 的样子：地址和端口")
    return value


def _steps(value: str) -> str:
    steps = split(value.replace("，", ","))
    if len(set(steps)) != len(steps) or any(len(step) > _LONGEST_STEP for step in steps):
        raise ValueError("要写成 初审,复审,终审 的样子：几步审核的名字，各不相同，用逗号隔开")
    return ",".join(steps)


def number(most: int, example: int, least: int = 1) -> BeforeValidator:
    """A whole number from least to most."""

    def check(value: Any) -> int:
        text = str(value)
        if not re.fullmatch("[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"要写成 {least} 到 {most} 的整数，如 {example}")
        return int(text)

    return BeforeValidator(check)


def one_of(*names: str) -> BeforeValidator:
    """One of these words."""

    def check(value: Any) -> Any:
        if value not in names:
            raise ValueError(f"要写成 {' 或 '.join(names)}")
        return value

    return BeforeValidator(check)


def _empty_is_unset(value: Any) -> Any:
    return None if value == "" else value


def _mp_verify(value: str | None) -> str | None:
    found = _MP_VERIFY.fullmatch(value or "")
    if value and not found:
        raise ValueError("要写成公众平台给的文件名，如 MP_verify_AbCd1234EfGh5678.txt")
    return found[1] if found else None


Optional = Annotated[str | None, BeforeValidator(_empty_is_unset)]
OptionalSecret = Annotated[SecretStr | None, BeforeValidator(_empty_is_unset)]
OptionalPath = Annotated[Path | None, BeforeValidator(_empty_is_unset)]
"""Set to nothing is not set."""

Token = Annotated[OptionalSecret, AfterValidator(_token)]
AesKey = Annotated[OptionalSecret, AfterValidator(_aes_key)]
CorpId = Annotated[Optional, AfterValidator(_corp_id)]
AgentId = Annotated[Optional, AfterValidator(_agent_id)]
MpVerify = Annotated[Optional, AfterValidator(_mp_verify)]
"""As the platforms show them."""

StaffedHours = Annotated[Optional, AfterValidator(_staffed_hours)]
Bind = Annotated[Optional, AfterValidator(_bind)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]
RedisUrl = Annotated[OptionalSecret, AfterValidator(_redis_url)]
SearchUrl = Annotated[OptionalSecret, AfterValidator(_search_url)]
Networks = Annotated[str, AfterValidator(_networks)]
Steps = Annotated[str, AfterValidator(_steps)]
