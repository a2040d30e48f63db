"""The account as the settings tell it, and whether they say who runs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

_APP_ID = re.compile(r"wx[0-9a-f]{16}")


def check_account(settings: Settings) -> Iterator[Diagnosis]:
    """Token, AppID and keys of the public account, as far as the settings themselves tell."""
    if settings.token is None and not settings.is_local:
        return  # there is a WeCom application, which may be all there is to be
    if settings.token is None:
        yield warning(
            "还没有填 BAIGU_TOKEN",
            "现在是本机模式，公众号接不进来",
            "照 docs/wechat.md 在公众平台和 .env 里填一样的 Token",
        )
        return
    length = len(settings.token.get_secret_value())
    yield good(f"Token 有 {length} 位，合规")
    if settings.app_id is None:
        yield warning(
            "没有填 BAIGU_APP_ID", "只能用明文模式，也不能检查接口权限", "照公众平台“基本配置”里的 AppID 填写"
        )
    elif not _APP_ID.fullmatch(settings.app_id):
        yield error(
            f"BAIGU_APP_ID 是 {settings.app_id}，不像 AppID",
            "加密的消息会被当成别的账号的，一条也不回",
            "照公众平台“基本配置”里的 AppID 填写：wx 开头共 18 位",
        )
    if settings.aes_key is None:
        yield warning(
            "没有填 BAIGU_AES_KEY",
            "只能用明文模式；公众平台选了安全模式的话，消息一条也不回",
            "建议在公众平台选安全模式，把 EncodingAESKey 填到 BAIGU_AES_KEY",
        )
    else:
        yield good("EncodingAESKey 是 43 位，合规")
    if settings.aes_key and settings.plaintext == "accept":
        yield warning(
            "BAIGU_PLAINTEXT 是 accept",
            "明文消息也收：谁看到一行带签名的访问日志，就能在十分钟里冒充任何人发消息",
            "公众平台换好安全模式或兼容模式，就把这一行删掉",
        )
    if settings.previous_aes_key:
        yield warning(
            "还填着 BAIGU_PREVIOUS_AES_KEY", "旧密钥加密的消息也会回", "换密钥过了一天，就把旧的删掉"
        )


def check_privacy(settings: Settings) -> Iterator[Diagnosis]:
    """Whether people are told who keeps what they ask."""
    missing = [f"BAIGU_{name.upper()}" for name in ("handler", "contact") if not getattr(settings, name)]
    if settings.is_local:
        return
    if missing:
        yield warning(
            f"没有填 {'、'.join(missing)}",
            "“关于”页没有写明谁处理个人信息、怎么联系，个人信息保护法第十七条要求写明",
            "填单位的全称和能接通的电话或邮箱，见 docs/compliance.md",
        )
    else:
        yield good("“关于”页写明了谁处理个人信息、怎么联系")
